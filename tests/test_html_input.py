"""Saved web pages become articles without what surrounds them."""

import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from newsdigest import Article, MissingExtraError, UnreadableArticleError, digest
from newsdigest.cli import command
from newsdigest.webpages import decode_html, is_html

pytest.importorskip("trafilatura", reason="needs newsdigest[html]")

PAGES = Path(__file__).parent / "pages"
EXAMPLE = Path(__file__).parents[1] / "examples" / "feed" / "elbe-hochwasser.html"
SAVED = {path.stem: path for path in [EXAMPLE, *PAGES.glob("*.html")]}


class Expected(NamedTuple):
    """What a saved page states; `paragraphs` are those of its article's body."""

    title: str
    date: str
    author: str | None
    source: str
    first: str
    last: str
    paragraphs: int


EXPECTED = {
    "elbe-hochwasser": Expected(
        "Hochwasser an der Elbe: Pegel sinken langsam",
        "2024-06-05",
        "Karla Winter",
        "https://www.rundschau24.example/inland/elbe-hochwasser-104.html",
        "An der Elbe entspannt sich die Lage.",
        "Sie sollen allerdings schwächer ausfallen als zuletzt.",
        5,
    ),
    "daily_paper": Expected(
        "Stadtrat stimmt für neue Straßenbahnlinie",
        "2023-11-21",
        "Tim Baumann",
        "https://tagblatt-neuburg.example/lokales/strassenbahn-linie-7",
        "Neuburg. Nach jahrelangem Streit hat der Stadtrat",
        "Während der Arbeiten müssen Autofahrer mit Sperrungen in der Innenstadt rechnen.",
        5,
    ),
    "table_layout_latin1": Expected(
        "Werft in Rostock gerettet",
        "2001-09-03",
        "Holger Brandt",
        str(PAGES / "table_layout_latin1.html"),
        "Rostock - Die insolvente Ostsee-Werft hat einen Käufer gefunden.",
        "Fährschiffe liegen nach seinen Worten bereits vor.",
        4,
    ),
    "regional_portal": Expected(
        "Feuer in Lagerhalle bei Fulda",
        "2025-02-08",
        "Nadine Vogt",
        "https://osthessen-portal.example/blaulicht/feuer-lagerhalle",
        "Petersberg. Beim Brand einer Lagerhalle",
        "Brandermittler wollen die Halle am Montag untersuchen.",
        4,
    ),
    "weekly_magazine": Expected(
        "Warum die Fischer an der Nordsee aufgeben",
        "2024-10-12",
        "Lena Harms",
        "https://blickpunkt.example/wirtschaft/2024-10/nordsee-fischer-krabben",
        "In Greetsiel liegen an diesem Morgen nur noch elf Kutter.",
        "Vielleicht werde er Touristen durch das Watt führen, sagt er und lacht.",
        5,
    ),
    "agency_amp": Expected(
        "Notenbank senkt Leitzins auf 3,25 Prozent",
        "2024-10-17",
        "Redaktion Wirtschaft",
        "https://nachrichtendienst.example/wirtschaft/notenbank-leitzins",
        "FRANKFURT – Die Notenbank hat die Zinsen",
        "Der Leitindex legte um 0,4 Prozent zu.",
        4,
    ),
    "div_soup_jsonld": Expected(
        "Gericht stoppt Cookie-Banner von Reiseportal",
        "2025-03-18",
        "Jana Petersen; Olaf Brenner",
        "https://morgenblick.example/netzwelt/cookie-banner-urteil-1.221",
        "Ein Reiseportal darf seine Besucher nicht länger",
        "Wendlandt kündigte an, Berufung einzulegen.",
        5,
    ),
    "comments_below": Expected(
        "Wiener Linien stellen 80 neue Fahrer ein",
        "2024-01-15",
        "Miriam Hofer",
        "https://kurierpost.example/wien/wiener-linien-fahrer",
        "Nach Monaten mit längeren Intervallen",
        "9,5 Millionen Euro vorgesehen.",
        6,
    ),
    "live_ticker": Expected(
        "Liveticker: Sturmtief „Gerda“ legt Bahnverkehr lahm",
        "2025-10-04",
        None,
        "https://nordfunk.example/nachrichten/liveticker-gerda-100.html",
        "Sturmtief „Gerda“ zieht über Norddeutschland.",
        "Verletzt wurde nach ihren Worten bisher niemand.",
        4,
    ),
}
NOISE = (
    "Cookies", "Privatsphäre", "Akzeptieren", "Zustimmen", "Partner speichern", "Startseite",
    "Impressum", "Datenschutz", "Abonn", "abonn", "Newsletter:", "Anzeige", "Werbung", "Teilen",
    "teilen", "Kommentar", "Mehr zum Thema", "Meistgelesen", "interessieren", "Bildergalerie",
    "Podcast", "Foto:", "Uhr\n", "laden", "Straßenbahner55", "PUR-Abo", "Redakteurin",
    "Jahreskarte", "Naschmarkt", "externen Anbieter", "Rechte vorbehalten", "Top-Jobs",
    "Gästebuch", "App:", "Pendler77", "Weiterlesen",
)  # fmt: skip
every_page = pytest.mark.parametrize("name", EXPECTED)


def article(name: str) -> Article:
    return Article.from_file(SAVED[name])


def test_every_saved_page_is_expected():
    assert set(SAVED) == set(EXPECTED)


@every_page
def test_page_keeps_title_date_author_and_source(name):
    found, expected = article(name), EXPECTED[name]
    assert (found.title, found.date, found.author, found.source) == expected[:4]


@every_page
def test_text_is_the_whole_article_and_nothing_else(name):
    text, expected = article(name).text, EXPECTED[name]
    assert text.startswith(expected.first)
    assert text.endswith(expected.last)
    paragraphs = [p for p in text.split("\n\n") if p.endswith((".", "“", "!", "?"))]
    assert len(paragraphs) == expected.paragraphs
    assert not [noise for noise in NOISE if noise in text]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Auch der Newsletter des Portals beschäftigte die Richter.",
        "Der Stand der Dinge: 3 Minister sind zurückgetreten.",
        "Von den 40 Schiffen sind drei gesunken.",
        "Das Bild: Der Minister schweigt, und seine Partei auch, sagte der Sprecher am Montag.",
        "Die Polizei will jetzt Zeugen laden und sie bald befragen.",
    ],
)
def test_short_paragraph_of_the_article_is_no_furniture(paragraph):
    long = "Der Stadtrat von Neuburg hat am Montag nach langem Streit über die Brücke beraten. "
    page = f"<html><body><article><p>{2 * long}</p><p>{paragraph}</p><p>{2 * long}</p></article>"
    assert paragraph in Article.from_html(page).text


@every_page
def test_page_is_digested_with_its_own_title_and_date(name):
    page = article(name)
    result = digest(page)
    assert result.title.source == EXPECTED[name].title
    assert result.date == EXPECTED[name].date
    assert len(result.key_points) == 3
    for point in result.key_points:
        assert page.text[point.start : point.end] == point.source


def test_command_digests_a_page():
    result = CliRunner().invoke(command, [str(PAGES / "daily_paper.html")])
    assert result.exit_code == 0, result.output
    assert "2023-11-21" in result.stdout
    assert "Cookie" not in result.stdout


def test_command_digests_a_page_from_standard_input():
    page = (PAGES / "agency_amp.html").read_bytes()
    result = CliRunner().invoke(command, ["-"], input=page)
    assert result.exit_code == 0, result.output
    assert "2024-10-17" in result.stdout


def test_options_of_the_command_go_before_what_the_page_says():
    page = str(PAGES / "daily_paper.html")
    result = CliRunner().invoke(command, ["--date", "2023-11-22", page])
    assert "2023-11-22" in result.stdout


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="iso-8859-15">', "iso-8859-15"),
        ('<meta charset="no-such-encoding">', "utf-8"),
        ("", "utf-8"),
        ("", "cp1252"),
        ("", "utf-16"),
        ("", "utf-8-sig"),
    ],
)
def test_pages_are_decoded_as_a_browser_does(head, encoding):
    page = f"<html>{head}<p>Müller zahlte 5 € für „Brötchen“.</p>".replace(
        *("„", '"') if "8859-15" in encoding else ("", "")
    ).replace(*("“", '"') if "8859-15" in encoding else ("", ""))
    assert decode_html(page.encode(encoding)) == page


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf\n<HTML lang=de>", True),
        (b"<?xml version='1.0'?><!-- x --><html>", True),
        (b"Das <html>-Element steht am Anfang.", False),
        (b"<p>Ein Absatz", False),
        (b"", False),
    ],
)
def test_only_what_opens_like_a_page_is_read_as_one(data, expected):
    assert is_html(data) is expected


@pytest.mark.parametrize("page", ["", "<html></html>", "<html><img src=a.png></html>"])
def test_page_without_article_says_what_to_do(page):
    with pytest.raises(UnreadableArticleError, match="article's own page"):
        Article.from_html(page)


def test_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtraError, match=r"newsdigest\[html\]"):
        Article.from_html("<html><p>Es regnet in Wien.</p></html>")
