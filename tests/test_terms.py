"""Names and terms become the same English wherever an article has them."""

import pytest

from newsdigest import Article, Digester
from newsdigest.errors import InvalidOptionError
from newsdigest.fidelity import check, consistently
from newsdigest.fidelity.repair import Checked
from newsdigest.terms import checked_glossary, glossary_sha256, lost_terms, with_names, with_terms
from newsdigest.testing import FakeTranslator


def made_consistent(*pairs: tuple[str, str]) -> list[str]:
    translated = [Checked(english, None, ()) for _, english in pairs]
    return [one.text for one in consistently([german for german, _ in pairs], translated)]


def test_a_place_gets_the_name_that_english_news_uses() -> None:
    assert made_consistent(
        ("Kiew wartet ab.", "Kiev is waiting."), ("Er reist nach Kiew.", "He travels to Kyiv.")
    ) == ["Kyiv is waiting.", "He travels to Kyiv."]


def test_a_person_gets_the_most_frequent_spelling() -> None:
    assert made_consistent(
        ("Lawrow kam.", "Lavrov came."),
        ("Lawrow sprach.", "Lawrow spoke."),
        ("Lawrow ging.", "Lavrov left."),
    ) == ["Lavrov came.", "Lavrov spoke.", "Lavrov left."]


def test_a_title_keeps_its_order_of_words() -> None:
    assert made_consistent(
        ("NATO-Generalsekretär Stoltenberg kam.", "NATO Secretary General Stoltenberg came."),
        ("Der NATO-Generalsekretär ging.", "The NATO-General Secretary left."),
        ("Der NATO-Generalsekretär blieb.", "NATO Secretary General stayed."),
    ) == [
        "NATO Secretary General Stoltenberg came.",
        "The NATO Secretary General left.",
        "NATO Secretary General stayed.",
    ]


def test_words_that_only_sound_alike_stay() -> None:
    pairs = (("Paris wartet.", "Paris is waiting."), ("Die Gemeinde tagt.", "The Parish meets."))
    assert made_consistent(*pairs) == [english for _, english in pairs]


def test_a_digest_spells_a_name_alike_in_every_sentence() -> None:
    text = "Der Minister Lawrow kam am Montag. Am Abend sprach Lawrow in Bern."
    translator = FakeTranslator({
        "Der Minister Lawrow kam am Montag.": "Minister Lavrov came on Monday.",
        "Am Abend sprach Lawrow in Bern.": "In the evening Lavrow spoke in Bern.",
    })  # fmt: skip
    digest = Digester(translator=translator).digest(
        Article(text), translate="all", check_language=False
    )
    assert digest.translation
    assert [s.text for s in digest.translation.sentences] == [
        "Minister Lavrov came on Monday.",
        "In the evening Lavrov spoke in Bern.",
    ]


def test_a_copied_term_becomes_what_the_glossary_wants() -> None:
    glossary = {"Bundesrat": "Federal Council"}
    source = "Beschluss des Bundesrates"
    assert with_terms(source, "Decision of the Bundesrates", glossary) == (
        "Decision of the Federal Council"
    )


def test_a_term_in_other_words_is_a_flag_that_names_it() -> None:
    glossary = {"Bundestag": "Bundestag"}
    flags = check("Der Bundestag tagt heute.", "The parliament meets today.", glossary=glossary)
    assert [(flag.code, flag.source) for flag in flags] == [("term", ("Bundestag",))]


@pytest.mark.parametrize("english", ["The union meets.", "The unions meet.", "A union's vote."])
def test_plural_and_possessive_keep_to_the_glossary(english: str) -> None:
    assert not lost_terms("Die Gewerkschaft tagt.", english, {"Gewerkschaft": "union"})


def test_a_misspelled_name_is_set_right_by_its_german_spelling() -> None:
    flags = check("Jens Stoltenberg kam nach Bonn.", "Jens Stoltenburg came to Bonn.")
    assert with_names("Jens Stoltenburg came to Bonn.", flags) == "Jens Stoltenberg came to Bonn."


@pytest.mark.parametrize("glossary", [{"": "x"}, {"x": " "}, {"x": None}], ids=str)
def test_an_empty_term_is_refused(glossary: dict[str, str]) -> None:
    with pytest.raises(InvalidOptionError, match="glossary"):
        checked_glossary(glossary)


def test_a_digest_says_which_glossary_it_kept_to() -> None:
    assert glossary_sha256({"a": "b", "c": "d"}) == glossary_sha256({"c": "d", "a": "b"})
    assert glossary_sha256({}) is None
