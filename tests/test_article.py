"""The clean text, the way back from it, and what a page says of itself."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.article import Article, clean, find_date_line
from newsdigest.errors import UnreadableArticleError

# Letters and everything that the wild puts between them.
WILD = st.text(
    st.one_of(
        st.sampled_from(
            ' \n\r\t\u00a0\u00ad\u200b\ufeff-–.,;!?„“"»«&#abcÄöüß1\u0308\u2028\x00\x85'
        ),
        st.characters(),
    ),
    max_size=200,
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Ein Satz\nmit Umbruch.", "Ein Satz mit Umbruch."),
        ("Windows\r\nauch.", "Windows auch."),
        ("Absatz eins.\r\n\r\nAbsatz zwei.", "Absatz eins.\n\nAbsatz zwei."),
        ("Absatz eins.\n \t\nAbsatz zwei.", "Absatz eins.\n\nAbsatz zwei."),
        ("\ufeffMit Marke.", "Mit Marke."),
        ("Trup\u00adpen", "Truppen"),
        ("100\u00a0000 Euro", "100 000 Euro"),
        ("A&nbsp;&amp; B &lt;x&gt; &copy", "A & B <x> &copy"),
        ("&bdquo;Ja&ldquo; &unbekannt;", "„Ja“ &unbekannt;"),
        ("Außen-\nminister und Nord-\nund Südkorea", "Außenminister und Nord- und Südkorea"),
        ("NUL\x00hier", "NUL hier"),
    ],
)
def test_clean_text(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


def test_decomposed_umlauts_are_composed() -> None:
    raw = unicodedata.normalize("NFD", "Präsident für Österreich")
    assert clean(raw).text == "Präsident für Österreich"


def test_a_text_that_is_clean_already_stays_as_it_is(seed_text: str) -> None:
    assert clean(seed_text.strip()).text == seed_text.strip()


def test_raw_span_of_a_word_behind_replaced_pieces() -> None:
    raw = "\ufeffDie &quot;Trup\u00adpen&quot;\r\nziehen ab."
    cleaned = clean(raw)
    start = cleaned.text.index("ziehen")
    begin, end = cleaned.raw_span(start, start + len("ziehen"))
    assert raw[begin:end] == "ziehen"
    start = cleaned.text.index("Truppen")
    begin, end = cleaned.raw_span(start, start + len("Truppen"))
    assert raw[begin:end] == "Trup\u00adpen"


def test_a_span_takes_in_whole_entities() -> None:
    raw = "Ja &amp; nein"
    assert clean(raw).text == "Ja & nein"
    begin, end = clean(raw).raw_span(3, 4)
    assert raw[begin:end] == "&amp;"


@given(WILD)
def test_raw_spans_stay_in_the_text_and_in_order(raw: str) -> None:
    cleaned = clean(raw)
    spans = [cleaned.raw_span(at, at + 1) for at in range(len(cleaned.text))]
    assert all(0 <= start <= end <= len(raw) for start, end in spans)
    assert spans == sorted(spans)


@given(WILD)
def test_clean_text_holds_no_line_break_but_between_paragraphs(raw: str) -> None:
    text = clean(raw).text
    assert "\r" not in text
    assert "\n" not in text.replace("\n\n", "")


@given(WILD)
def test_letters_are_neither_lost_nor_moved(raw: str) -> None:
    cleaned = clean(raw)
    for at, character in enumerate(cleaned.text):
        if character.isascii() and character.isalpha():
            start, end = cleaned.raw_span(at, at + 1)
            assert raw[start:end] == character or "&" in raw[start:end]


@pytest.mark.parametrize(
    ("text", "date", "rest"),
    [
        ("date 2022-02 Russland kündigt an", "2022-02", "Russland kündigt an"),
        ("Datum: 2022-02-15\n\nRussland", "2022-02-15", "Russland"),
        ("Stand: 15. Februar 2022, 14:30 Uhr\n\nRussland", "2022-02-15", "Russland"),
        ("Stand: 5.2.2022 Russland", "2022-02-05", "Russland"),
        ("Veröffentlicht am 1. Mai 2021 Wien", "2021-05-01", "Wien"),
    ],
)
def test_date_line(text: str, date: str, rest: str) -> None:
    line = find_date_line(text)
    assert line is not None
    assert line.date == date
    assert text[line.end :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "2022 war ein Jahr.",
        "Stand der Dinge ist das nicht.",
        "date 2022-13 Unsinn",
        "Datum: 31.2.2022",
        "Die Lage. date 2022-02",
        "",
    ],
)
def test_no_date_line(text: str) -> None:
    assert find_date_line(text) is None


def test_a_file_in_utf8_or_utf16(tmp_path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path = tmp_path / encoding
        path.write_text("Grüße aus Köln.", encoding=encoding)
        assert clean(Article.from_file(path).text).text == "Grüße aus Köln."


def test_a_file_in_another_encoding_names_the_cure(tmp_path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("Grüße aus Köln".encode("latin-1"))
    with pytest.raises(UnreadableArticleError, match=r"iconv"):
        Article.from_file(path)


def test_a_binary_file_is_refused(tmp_path) -> None:
    path = tmp_path / "binary"
    path.write_bytes(b"\x7fELF\x00\x00\x00" * 50)
    with pytest.raises(UnreadableArticleError, match="binary"):
        Article.from_file(path)
