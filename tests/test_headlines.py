"""Headlines for articles that have none: shortened, never reworded, marked as generated."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdigest import Article, Digest, Digester
from newsdigest.document import read_document
from newsdigest.headlines import make_headline, shorten
from newsdigest.splitters import PunktSplitter
from newsdigest.summarizers import LeadSummarizer, NewsSummarizer
from newsdigest.testing import FakeTranslator, sample_article
from newsdigest.words import words
from tests.test_article import WILD


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        ("Der Rat stimmte am Montag zu.", "Der Rat stimmte am Montag zu"),
        ("Minister Karl Huber (SPD) tritt nach drei Jahren zurück.",
         "Minister Karl Huber tritt nach drei Jahren zurück"),
        ("Der Bau kostet 90 Millionen Pfund (117 Millionen Euro).",
         "Der Bau kostet 90 Millionen Pfund"),
        ("Drei Menschen sind gestorben, teilte die Polizei am Dienstag mit.",
         "Drei Menschen sind gestorben"),
        ("Die Straße ist seit heute gesperrt, wie die Stadt bekannt gab.",
         "Die Straße ist seit heute gesperrt"),
        ("Die Brücke, die seit 1978 steht, wird neu gebaut.", "Die Brücke wird neu gebaut"),
        ("Der Rat baut eine Brücke, die im Mai fertig wird.", "Der Rat baut eine Brücke"),
    ],
)  # fmt: skip
def test_what_can_go_goes(sentence: str, headline: str) -> None:
    assert shorten(sentence) == headline


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Mann sei geflohen, teilte die Polizei mit",
        "Die Steuer ist zu hoch, sagte der Minister am Montag",
        "Niemand wurde verletzt, hieß es",
        "Die (angeblich) gestohlene Uhr ist wieder da",
        "Die (Brutto-)Gehälter steigen um drei Prozent",
        "Das 2:1 (1:0)-Ergebnis freute alle in Graz",
        "Alle Häftlinge, die nicht verurteilt waren, kamen frei",
        "Der Rat hilft jenen Familien, die im Mai umziehen müssen",
        "Er baut das Haus, das er geerbt hat, sondern auch den Stall",
        "Die Polizei sucht den Mann, der geflohen ist, sagte ein Sprecher",
        "Das Feuer ist gelöscht, die Polizei ermittelt",
        "„Der Mann, der im Haus wohnt, ist tot“, teilte die Polizei mit",
    ],
)
def test_what_would_change_the_meaning_stays(sentence: str) -> None:
    assert shorten(sentence + ".") == sentence


def test_too_short_a_rest_is_no_headline() -> None:
    assert shorten("Es brennt, teilte die Polizei am Dienstag mit.") == (
        "Es brennt, teilte die Polizei am Dienstag mit"
    )


PARTS = st.sampled_from(
    ["Der Rat", "die", "der", "(SPD)", "(Brutto-)Gehalt", "[sic]", ",", ", die im Mai kommt,",
     ", teilte die Polizei mit", "stimmte", "zu", "am 3. Mai", "„ja“", "wird", "habe", ".", "?",
     "wie die APA meldete", "alle", "–", "2:1 (1:0)-Sieg", ";", "im", "Wien", "\u00a0"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=14).map(" ".join) | st.text(max_size=60))
def test_a_headline_says_only_words_of_its_sentence_in_their_order(sentence: str) -> None:
    assert is_subsequence(words(shorten(sentence)), words(sentence))


@settings(max_examples=50, deadline=None)
@given(WILD)
def test_of_any_text_a_headline_says_only_words_of_its_sentence(raw: str) -> None:
    document = read_document(Article(raw), PunktSplitter())
    if not document.sentences:
        return
    headline = make_headline(document, NewsSummarizer().rank(document, 3))
    assert headline is not None
    assert is_subsequence(words(headline.text), words(headline.sentence.clean))


def headline_of(text: str) -> str:
    document = read_document(Article(text), PunktSplitter())
    found = make_headline(document, LeadSummarizer().rank(document, 3))
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    "worse",
    [
        "Der Bau der Brücke in Graz koste die Stadt zu viel Geld.",
        "Dies hat der Rat in Graz am Montag so beschlossen.",
        "„Wir bauen die Brücke“, sagte der Bürgermeister von Graz.",
        "Was wird jetzt aus der alten Brücke in Graz?",
    ],
)
def test_a_sentence_that_stands_alone_comes_first(worse: str) -> None:
    assert headline_of(f"{worse} In Graz wird eine Brücke gebaut.") == (
        "In Graz wird eine Brücke gebaut"
    )


def test_the_best_sentence_comes_first_where_both_stand_alone() -> None:
    assert headline_of("Der Rat in Graz stimmte zu. Der Rat in Wien lehnte ab.") == (
        "Der Rat in Graz stimmte zu"
    )


# --- in a digest ---

TEXT = (
    "Die alte Brücke in Graz, die seit 1978 steht, wird im Mai gesperrt. "
    "Der Rat in Graz hat das am Montag einstimmig beschlossen."
)


@pytest.fixture
def digest() -> Digest:
    german = "Die alte Brücke in Graz wird im Mai gesperrt."
    fake = FakeTranslator({german: "The old bridge in Graz closes in May."})
    return Digester(translator=fake).digest(TEXT)


def test_an_article_without_a_headline_gets_one_that_is_marked(digest: Digest) -> None:
    assert digest.title is not None
    assert digest.title.generated
    assert digest.title.source == "Die alte Brücke in Graz wird im Mai gesperrt"
    assert digest.title.text == "The old bridge in Graz closes in May"


def test_a_generated_headline_tells_its_sentence(digest: Digest) -> None:
    assert digest.title is not None
    assert TEXT[digest.title.start : digest.title.end] == digest.key_points[0].source


def test_every_rendering_says_that_it_is_generated(digest: Digest) -> None:
    assert "[generated headline]" in digest.to_text().splitlines()[0]
    assert "generated headline" in digest.to_markdown().splitlines()[0]
    assert "A headline that newsdigest made" in digest.to_html()
    assert digest.to_dict()["title"]["generated"] is True


def test_an_articles_own_headline_is_not_marked() -> None:
    digest = Digester(translator=FakeTranslator()).digest(sample_article())
    assert digest.title is not None
    assert not digest.title.generated
    assert "generated headline" not in digest.to_text()
    assert "headline that newsdigest made" not in digest.to_html()


def test_an_article_of_one_sentence_gets_no_headline() -> None:
    assert Digester(translator=FakeTranslator()).digest("Der Rat in Graz tagt.").title is None


def test_a_headline_that_is_its_whole_sentence_is_translated_once() -> None:
    fake = FakeTranslator()
    text = "Der Rat in Graz stimmte am Montag zu. Der Rat in Wien lehnte es ab."
    title = Digester(translator=fake).digest(text).title
    assert title is not None
    assert title.generated
    assert fake.calls[0].count("Der Rat in Graz stimmte am Montag zu.") == 1
