"""Which sentences are chosen: our own method, Lead, sumy's, and how long a summary may be."""

import json
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdigest import Article, Digester, InvalidOptionError
from newsdigest.cli import command
from newsdigest.document import Document, read_document
from newsdigest.splitters import PunktSplitter
from newsdigest.summarizers import (
    AUTO,
    SUMMARIZERS,
    LeadSummarizer,
    Length,
    NewsSummarizer,
    Ranking,
    Summarizer,
    SumySummarizer,
    choose,
    summarizer,
)
from newsdigest.summarizers.news import Weights, leans
from newsdigest.summarizers.sumy import METHODS
from newsdigest.testing import FakeTranslator
from newsdigest.words import words
from tests.conftest import SEED
from tests.test_article import WILD


def read(text: str, title: str | None = None) -> Document:
    return read_document(Article(text, title=title), PunktSplitter())


@pytest.fixture(scope="module")
def seed(seed_text: str) -> Document:
    return read(seed_text)


@pytest.fixture(scope="module")
def long_article(seed: Document) -> Document:
    """300 different sentences."""
    clean = [sentence.clean for sentence in seed.sentences]
    made = [
        f"Am {1 + number // 30}. Tag, Stunde {number}: {clean[number % len(clean)]}"
        for number in range(300)
    ]
    document = read("\n\n".join(" ".join(made[at : at + 5]) for at in range(0, 300, 5)))
    assert len(document.sentences) >= 300
    return document


TWO = "Der Rat in Graz hat am Montag eine neue Brücke beschlossen. Es regnet."


# --- what every summariser promises ---


@pytest.mark.parametrize("name", SUMMARIZERS)
def test_a_summarizer_is_found_by_its_name(name: str) -> None:
    found = summarizer(name)
    assert isinstance(found, Summarizer)
    assert found.name == name


def test_an_unknown_summarizer_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(InvalidOptionError, match="lexrank"):
        summarizer("best")


def test_an_unknown_method_of_sumy_is_refused() -> None:
    with pytest.raises(InvalidOptionError, match="textrank"):
        SumySummarizer("lead")


def assert_sound(ranking: Ranking, document: Document, n: int) -> None:
    assert list(ranking.positions) == sorted(set(ranking.positions))
    assert len(ranking.positions) == len(ranking.scores) == n
    assert all(document.sentences[p].index == p for p in ranking.positions)


@pytest.mark.parametrize("name", SUMMARIZERS)
def test_the_seed_article(name: str, seed: Document) -> None:
    ranking = summarizer(name).rank(seed, 3)
    assert_sound(ranking, seed, 3)
    assert ranking.warning is None


@pytest.mark.parametrize("name", SUMMARIZERS)
def test_two_sentences(name: str) -> None:
    document = read(TWO)
    assert_sound(summarizer(name).rank(document, 2), document, 2)
    assert_sound(summarizer(name).rank(document, 1), document, 1)


@pytest.mark.parametrize("name", SUMMARIZERS)
def test_three_hundred_sentences(name: str, long_article: Document) -> None:
    ranking = summarizer(name).rank(long_article, 5)
    assert_sound(ranking, long_article, 5)


@pytest.mark.parametrize("name", SUMMARIZERS)
def test_one_sentence_of_three_asked_for(name: str) -> None:
    document = read("Der Rat in Graz hat am Montag eine neue Brücke beschlossen.")
    assert summarizer(name).rank(document, 3).positions == (0,)


@pytest.mark.parametrize("name", SUMMARIZERS)
def test_equal_sentences_are_chosen_once(name: str) -> None:
    document = read("Der Rat in Graz stimmte zu. Der Rat in Graz stimmte zu. Wien lehnte es ab.")
    assert summarizer(name).rank(document, 3).positions == (0, 2)


@pytest.mark.parametrize("name", SUMMARIZERS)
def test_a_heading_is_not_chosen(name: str) -> None:
    document = read("Rat tagt\n\nDer Rat in Graz stimmte zu.\n\nWas folgt\n\nWien lehnte es ab.")
    chosen = [document.sentences[p] for p in summarizer(name).rank(document, 9).positions]
    assert not any(sentence.heading for sentence in chosen)


@pytest.mark.parametrize("name", SUMMARIZERS)
def test_a_choice_does_not_change(name: str, seed: Document) -> None:
    assert summarizer(name).rank(seed, 4) == summarizer(name).rank(seed, 4)


@pytest.mark.parametrize("name", ["news", "lead", "luhn", "lexrank"])
@settings(max_examples=30, deadline=None)
@given(raw=WILD, n=st.integers(1, 6))
def test_any_text_has_a_ranking(name: str, raw: str, n: int) -> None:
    document = read(raw)
    ranking = summarizer(name).rank(document, n)
    assert len(ranking.positions) == len(ranking.scores) <= n
    assert list(ranking.positions) == sorted(set(ranking.positions))


# --- news ---


def test_lead_is_the_first_sentences(seed: Document) -> None:
    assert LeadSummarizer().rank(seed, 3).positions == (0, 1, 2)


def test_news_takes_the_sentence_that_says_what_the_article_comes_back_to() -> None:
    document = read(
        "Ein kalter Wind wehte gestern über den leeren Platz vor dem alten Haus. "
        "Die Brücke in Graz wird nach dem Beschluss des Rates noch heuer gesperrt. "
        "Die Brücke in Graz ist nach Angaben eines Gutachters seit langem baufällig. "
        "Der Rat will die Brücke in Graz danach neu bauen lassen."
    )
    assert NewsSummarizer().rank(document, 1).positions == (1,)


def test_the_more_the_opening_counts_the_less_news_departs_from_it() -> None:
    document = read(
        "Ein kalter Wind wehte gestern über den leeren Platz vor dem alten Haus. "
        "Die Brücke in Graz wird nach dem Beschluss des Rates noch heuer gesperrt. "
        "Der Rat will die Brücke in Graz danach neu bauen lassen."
    )
    assert NewsSummarizer(Weights(opening=0.0)).rank(document, 1).positions != (0,)
    assert NewsSummarizer(Weights(opening=9.0)).rank(document, 1).positions == (0,)


def test_news_prefers_the_early_sentence_of_two_that_say_the_same() -> None:
    say = "Der Rat in Graz hat den Bau der Brücke {} beschlossen."
    document = read(" ".join(say.format(day) for day in ("heute", "gestern", "vorgestern")))
    assert NewsSummarizer().rank(document, 1).positions == (0,)


def test_news_does_not_say_the_same_twice() -> None:
    document = read(
        "Der Rat in Graz hat am Montag den Bau der Brücke beschlossen. "
        "Den Bau der Brücke hat am Montag der Rat in Graz beschlossen. "
        "Die Züge nach Wien fahren deshalb von Freitag an über Leoben."
    )
    assert NewsSummarizer().rank(document, 2).positions == (0, 2)


def test_news_keeps_a_claim_with_the_sentence_that_names_its_speaker() -> None:
    document = read(
        "Bürgermeister Hans Gruber hat am Montag in Graz die neue Brücke vorgestellt. "
        "Die neue Brücke in Graz koste die Stadt mehr als geplant, sagte Gruber. "
        "Die neue Brücke sei in Graz seit Jahren der größte Wunsch der Bürger. "
        "Gebaut wird die neue Brücke in Graz von einer Firma aus Linz."
    )
    strict = NewsSummarizer(Weights(detached=1.0)).rank(document, 1)
    assert strict.positions != (2,)


def test_news_reads_the_headline() -> None:
    text = (
        "Die Bäckerei in der Altstadt hat gestern nach langer Pause wieder geöffnet. "
        "Die Feuerwehr in der Vorstadt hat gestern nach langer Suche den Hund gerettet."
    )
    assert NewsSummarizer().rank(read(text, "Feuerwehr rettet Hund"), 1).positions == (1,)
    assert NewsSummarizer().rank(read(text, "Bäckerei hat geöffnet"), 1).positions == (0,)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Dies verdeutliche auch der Besuch.", True),
        ("„Er kommt nicht“, hieß es.", True),
        ("Zugleich sagte die Ministerin ab.", True),
        ("Es gibt keine Verletzten.", False),
        ("Das Parlament stimmte zu.", False),
        ("Sierra Leone stimmte zu.", False),
    ],
)
def test_a_sentence_that_points_back_leans(sentence: str, expected: bool) -> None:
    assert leans(sentence) is expected


def fastest(work: object, times: int = 5) -> float:
    spent = []
    for _ in range(times):
        began = time.process_time()
        work()  # type: ignore[operator]
        spent.append(time.process_time() - began)
    return min(spent)


@pytest.mark.long
def test_news_is_fast(long_article: Document) -> None:
    """The bars of the method: 30 sentences in 10 ms, 300 in 200 ms."""
    thirty = read(" ".join(s.clean for s in long_article.sentences[:30]))
    assert fastest(lambda: NewsSummarizer().rank(thirty, 3)) < 0.010
    assert fastest(lambda: NewsSummarizer().rank(long_article, 3)) < 0.200


# --- sumy ---


def test_all_of_sumys_methods_are_there() -> None:
    assert set(METHODS) == {
        "lexrank", "textrank", "lsa", "luhn", "kl", "sumbasic", "reduction", "edmundson",
    }  # fmt: skip


def test_where_lexrank_finds_nothing_the_lead_is_taken_with_a_warning() -> None:
    document = read("Der Rat tagt. Wien schweigt dazu.")
    ranking = SumySummarizer("lexrank").rank(document, 1)
    assert ranking.positions == LeadSummarizer().rank(document, 1).positions
    assert ranking.warning
    assert "lead" in ranking.warning


def test_the_warning_reaches_the_digest() -> None:
    digest = Digester(translator=FakeTranslator(), summarizer="lexrank").digest(
        "Der Rat tagt. Wien schweigt dazu.", sentences=1, check_language=False
    )
    assert "summarizer" in [notice.code for notice in digest.warnings]


def test_stop_words_alone_fall_back_to_the_lead() -> None:
    document = read("Und das ist es auch. Aber nicht für sie. So war es doch immer.")
    ranking = SumySummarizer("sumbasic").rank(document, 1)
    assert len(ranking.positions) == 1


def test_of_a_very_long_article_the_first_sentences_take_part(long_article: Document) -> None:
    ranking = SumySummarizer("kl").rank(long_article, 3)
    assert max(ranking.positions) < METHODS["kl"][2]
    assert ranking.warning
    assert "first 80" in ranking.warning


def test_sumy_counts_german_forms_of_a_word_as_one() -> None:
    document = read(
        "Häuser brennen in Graz. Ein Haus brennt. Das Hauses Dach fiel. Regen fällt selten hier."
    )
    seen: list[str] = []

    def concept(word: str) -> str:
        seen.append(word)
        return "same"

    SumySummarizer("luhn", concept=concept).rank(document, 1)
    assert "häuser" in [word.lower() for word in seen]


def test_summarizers_import_sumy_only_where_it_is_used() -> None:
    program = "import sys, newsdigest.summarizers; assert 'sumy' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


# --- length ---


def test_a_budget_of_words_is_never_exceeded(seed: Document) -> None:
    for most in (10, 20, 40, 80):
        ranking = choose(NewsSummarizer(), seed, Length(5, max_words=most))
        assert sum(len(words(seed.sentences[p].clean)) for p in ranking.positions) <= most


def test_a_budget_of_characters_is_never_exceeded(seed: Document) -> None:
    for most in (100, 200, 400):
        ranking = choose(NewsSummarizer(), seed, Length(5, max_characters=most))
        assert len(" ".join(seed.sentences[p].clean for p in ranking.positions)) <= most


def test_a_budget_that_no_sentence_fits_is_a_warning(seed: Document) -> None:
    ranking = choose(NewsSummarizer(), seed, Length(3, max_words=2))
    assert ranking.positions == ()
    assert ranking.warning


def test_a_digest_keeps_a_budget(seed_text: str) -> None:
    digest = Digester(translator=FakeTranslator()).digest(seed_text, sentences=5, max_words=40)
    assert sum(len(words(point.source)) for point in digest.key_points) <= 40
    assert digest.made_by.max_words == 40
    assert "short" not in [notice.code for notice in digest.warnings]


@pytest.mark.parametrize(
    "limits",
    [{"sentences": 0}, {"sentences": "many"}, {"sentences": True}, {"max_words": 0},
     {"max_characters": 1.5}, {"max_words": True}],
    ids=str,
)  # fmt: skip
def test_a_wrong_length_is_named(limits: dict[str, object]) -> None:
    with pytest.raises(InvalidOptionError, match=next(iter(limits))):
        Length(**limits)  # type: ignore[arg-type]


def auto(text: str) -> int:
    return len(choose(NewsSummarizer(), read(text), Length(AUTO)).positions)


def test_auto_takes_one_sentence_of_a_short_notice() -> None:
    assert auto("Der Rat in Graz hat am Montag eine neue Brücke beschlossen. Sie kostet viel.") == 1


def test_auto_takes_more_where_an_article_comes_back_to_more_things() -> None:
    subjects = ["Brücke Graz Beton", "Flughafen Linz Piste", "Theater Bonn Bühne", "Kirche Köln"]
    say = ["{0} {1} wird heuer von der Stadt erneuert.", "Über {0} {1} wird seit Jahren geredet.",
           "Auch nächste Woche geht es um {0} {1} noch einmal."]  # fmt: skip
    text = " ".join(s.format(*subject.split()) for s in say for subject in subjects)
    assert 1 < auto(text) <= 5


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 60))
def test_auto_takes_one_to_five_and_at_most_every_third(sentences: int) -> None:
    text = " ".join(f"Am {n}. Tag kamen {n * 7} Gäste nach Stadt{n % 9}." for n in range(sentences))
    taken = auto(text)
    assert 1 <= taken <= min(5, -(-sentences // 3))


def test_auto_is_what_the_digest_says_was_asked(seed_text: str) -> None:
    digest = Digester(translator=FakeTranslator()).digest(seed_text, sentences="auto")
    assert digest.made_by.sentences == "auto"
    assert 1 <= len(digest.key_points) <= 5
    assert "short" not in [notice.code for notice in digest.warnings]


def test_the_command_takes_auto() -> None:
    result = CliRunner().invoke(command, ["-n", "auto", "--format", "json", str(SEED)])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["made_by"]["sentences"] == "auto"


def test_the_command_keeps_a_budget_of_words() -> None:
    result = CliRunner().invoke(command, ["--max-words", "30", "--format", "json", str(SEED)])
    points = json.loads(result.stdout)["key_points"]
    assert 0 < sum(len(words(point["source"])) for point in points) <= 30


@pytest.mark.parametrize("count", ["0", "-1", "many", "2.5", "", "²"])
def test_the_command_refuses_another_number_of_sentences(count: str) -> None:
    result = CliRunner().invoke(command, ["digest", "-n", count, str(SEED)])
    assert result.exit_code == 2
    assert "'auto'" in result.output
