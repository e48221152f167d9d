"""Sentences with exact places, paragraphs, headlines."""

from hypothesis import given
from hypothesis import strategies as st

from newsdigest.article import Article
from newsdigest.document import Document, read_document
from newsdigest.splitters import PunktSplitter
from tests.test_article import WILD


def read(text: str, **fields: str) -> Document:
    return read_document(Article(text, **fields), PunktSplitter())


def test_the_seed_article(seed_text: str) -> None:
    document = read(seed_text)
    assert document.date == "2022-02"
    assert document.title is None
    assert len(document.sentences) == 18
    assert document.sentences[0].text.startswith("Russland kündigt an")
    assert document.sentences[-1].paragraph == 4
    assert all(seed_text[s.start : s.end] == s.text for s in document.sentences)


def test_the_callers_date_comes_before_the_date_line(seed_text: str) -> None:
    assert read(seed_text, date="2022-02-15").date == "2022-02-15"


def test_a_soft_line_break_is_joined_for_reading_and_kept_in_the_text() -> None:
    text = "Der Kreml schweigt zu den\nVorwürfen aus dem Westen. Kiew nicht."
    first = read(text).sentences[0]
    assert first.clean == "Der Kreml schweigt zu den Vorwürfen aus dem Westen."
    assert first.text == "Der Kreml schweigt zu den\nVorwürfen aus dem Westen."


def test_an_opening_headline_becomes_the_title() -> None:
    document = read("Kreml zieht Truppen ab\n\nDer Kreml zieht Truppen ab. Kiew zweifelt.")
    assert document.headline == "Kreml zieht Truppen ab"
    assert [s.text for s in document.sentences] == ["Der Kreml zieht Truppen ab.", "Kiew zweifelt."]
    assert [(s.index, s.paragraph) for s in document.sentences] == [(0, 0), (1, 0)]


def test_a_headline_on_a_line_of_its_own() -> None:
    text = "Kreml zieht ab\nDer Kreml zieht nach eigenen Angaben Truppen von der Grenze ab."
    assert read(text).headline == "Kreml zieht ab"


def test_the_callers_title_comes_before_the_texts() -> None:
    assert read("Zeile eins\n\nDer Kreml zieht ab.", title="Mein Titel").headline == "Mein Titel"


def test_a_subheading_is_no_choice() -> None:
    document = read("Der Kreml zieht ab.\n\nKritik aus Kiew\n\nKiew zweifelt daran sehr.")
    assert [s.heading for s in document.sentences] == [False, True, False]
    assert [s.index for s in document.body] == [0, 2]


def test_only_headings_can_still_be_chosen() -> None:
    document = read("Kreml zieht ab\n\nKiew zweifelt")
    assert len(document.body) == 2


def test_lines_without_a_word_are_no_sentences() -> None:
    assert [s.text for s in read("Der Kreml.\n\n* * *\n\nEnde hier.").sentences] == [
        "Der Kreml.",
        "Ende hier.",
    ]


@given(WILD)
def test_every_sentence_is_where_it_says(raw: str) -> None:
    document = read(raw)
    raw = document.article.text  # without half surrogate pairs
    end = 0
    for number, sentence in enumerate([*filter(None, [document.title]), *document.sentences]):
        assert raw[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= end
        assert sentence.text
        assert document.clean.text[sentence.clean_start : sentence.clean_end] == sentence.clean
        end = sentence.end
        assert sentence.index == number - (document.title is not None) or sentence is document.title


@given(
    st.lists(st.sampled_from(["Der Kreml schweigt.", "Kiew nicht.", "„Ja“, sagte er."]), min_size=1)
)
def test_a_text_of_known_sentences_is_split_into_them(sentences: list[str]) -> None:
    assert [s.text for s in read(" ".join(sentences)).sentences] == sentences
