"""The evidence of a digest: whose words, which quotations, names and numbers."""

from __future__ import annotations

import pytest
from benchmarks import evidence as benchmark

from newsdigest import Article, Digest, Digester
from newsdigest.cli.terminal import print_digest
from newsdigest.result import Attribution
from newsdigest.testing import FakeTranslator

# --- the seed article ---


@pytest.fixture(scope="module")
def seed(seed_text: str) -> Digest:
    return Digester(translator=FakeTranslator()).digest(seed_text, translate="all")


def speaker_of(digest: Digest, words: str) -> str | None:
    """Who speaks in the sentence that holds some words."""
    assert digest.translation is not None
    sentence = next(s for s in digest.translation.sentences if words in s.source)
    return sentence.attribution.source if sentence.attribution else None


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Bei den Truppenbewegungen an der Grenze", "Jens Stoltenberg"),
        ("Es sei jedoch keine De-Facto-Deeskalation", "Jens Stoltenberg"),
        ("In einem solchen Fall könnten die Truppen", "Jens Stoltenberg"),
        ("Stoltenberg betonte, die NATO sei", "Jens Stoltenberg"),
        ("Eine De-Facto-Deeskalation im Ukraine-Konflikt", "Jens Stoltenberg"),
        ("Dies verdeutliche auch der Besuch", "Jens Stoltenberg"),
        ("Stoltenberg begründete dies", "Jens Stoltenberg"),
        ("erklärte eine weitere Eskalation", "Dmytro Kuleba"),
        ("Kiew und seine westlichen Verbündeten hätten", "Dmytro Kuleba"),
        ("Kuleba sagte aber auch", "Dmytro Kuleba"),
        ("Am Morgen hatte das Verteidigungsministerium", "Verteidigungsministerium in Moskau"),
        ("Zugleich gab der Kreml", "Kreml"),
    ],
)
def test_the_seeds_statements_are_attributed(seed: Digest, words: str, speaker: str) -> None:
    assert speaker_of(seed, words) == speaker


def test_the_seeds_narration_is_nobodys(seed: Digest) -> None:
    assert speaker_of(seed, "Der massive russische Truppenaufmarsch") is None


def test_the_seeds_quotations(seed: Digest) -> None:
    assert [(quote.source, quote.attribution.source) for quote in seed.quotes] == [
        ('"Grund zu vorsichtigem Optimismus"', "Jens Stoltenberg"),
        ('"Wir brauchen einen umfangreichen Truppenabzug"', "Jens Stoltenberg"),
        ('"Aufgaben erfüllt"', "Verteidigungsministerium in Moskau"),
    ]


def test_the_seeds_number_is_tied_to_its_soldiers(digester: Digester, seed_text: str) -> None:
    (soldiers,) = (q for q in digester.digest(seed_text).numbers if q.kind == "number")
    assert soldiers.text == "more than 100,000 soldiers"
    assert (soldiers.value, soldiers.unit, soldiers.bound) == (100_000, "Soldaten", ">")


def test_the_seeds_date(seed: Digest) -> None:
    assert seed.date == "2022-02"


@pytest.mark.parametrize("summarizer", ["news", "lead", "lexrank"])
@pytest.mark.parametrize("sentences", [1, 3, 5, 18])
def test_no_claim_in_the_seeds_digest_stands_without_its_speaker(
    seed_text: str, summarizer: str, sentences: int
) -> None:
    digester = Digester(translator=FakeTranslator(), summarizer=summarizer)
    for point in digester.digest(seed_text, sentences=sentences).key_points:
        attribution = point.attribution
        if attribution:
            assert attribution.source
            assert attribution.stated or attribution.source in point.attributed


# --- the guard ---

TEXT = (
    "Das Verteidigungsministerium in Moskau erklärte, die Übung sei beendet. "
    "Die Truppen kehrten bald zurück, die Lage sei ruhig. "
    "Ministerin Anna Berg zweifelte daran, sagte sie in Bonn. "
    "Man habe nichts davon gesehen."
)


def key_points(text: str, translations: dict[str, str] | None = None) -> list[str]:
    digest = Digester(translator=FakeTranslator(translations)).digest(
        text, sentences=9, check_language=False
    )
    return [point.attributed for point in digest.key_points]


def test_a_body_reads_according_to_with_its_article() -> None:
    english = {"Verteidigungsministerium in Moskau": "Defence Ministry in Moscow"}
    assert key_points(TEXT, english)[1].startswith("[According to the Defence Ministry in Moscow:]")


def test_a_person_stands_by_name() -> None:
    assert key_points(TEXT)[3].startswith("[Anna Berg:] ")


def test_a_claim_of_nobody_known_reads_reported() -> None:
    assert key_points("Es gebe keine Hinweise auf Brandstiftung.")[0].startswith("[reported:] ")


def test_a_sentence_that_names_its_speaker_stands_as_it_is() -> None:
    assert not key_points(TEXT)[0].startswith("[")


def test_the_guard_is_in_text_and_markdown_and_the_translation_is_kept_apart() -> None:
    digest = Digester(translator=FakeTranslator()).digest(TEXT, sentences=9)
    assert "[Anna Berg:]" in digest.to_text()
    assert r"\[Anna Berg:\]" in digest.to_markdown()
    assert all("Anna Berg" not in point.text for point in digest.key_points[3:])


def test_the_guard_is_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_digest(Digester(translator=FakeTranslator()).digest(TEXT, sentences=9))
    assert "[Anna Berg:] <Man>" in capsys.readouterr().out


def test_what_the_mood_alone_tells_is_flagged_as_reported() -> None:
    digest = Digester(translator=FakeTranslator()).digest(TEXT, sentences=9)
    flagged = [any(f.code == "reported" for f in point.flags) for point in digest.key_points]
    assert flagged == [False, True, False, True]


@pytest.mark.parametrize(
    ("text", "kind", "prefix"),
    [
        ("Vogt", "source", "[According to Vogt:] "),
        ("Vogt", "indirect", "[Vogt:] "),
        ("a spokesman", "indirect", "[According to a spokesman:] "),
        (None, "indirect", "[reported:] "),
    ],
)
def test_the_words_before_a_claim(text: str | None, kind: str, prefix: str) -> None:
    attribution = Attribution(text, text, None, None, None, kind, 0, 1, 0, stated=False)
    assert attribution.prefix == prefix


# --- parts ---


def test_a_place_has_its_english_name_and_all_its_mentions() -> None:
    text = "Köln feiert. Nach Köln kamen viele."
    digest = Digester(translator=FakeTranslator()).digest(text, check_language=False)
    (cologne,) = digest.entities
    assert cologne.text == "Cologne"
    assert [text[m.start : m.end] for m in cologne.mentions] == ["Köln", "Köln"]


def test_numbers_and_dates_stand_in_the_order_of_the_text() -> None:
    article = Article("Am 3. Mai kamen 20 Gäste, am 4. Mai gut 30.", date="2024-05-05")
    digest = Digester(translator=FakeTranslator()).digest(article, check_language=False)
    assert [q.iso or q.value for q in digest.numbers] == ["2024-05-03", 20, "2024-05-04", 30]
    assert digest.numbers[3].bound == ">"


def test_offsets_count_the_callers_text_through_soft_hyphens() -> None:
    text = "Mi\u00adnisterin Anna\u00a0Berg sagte: „Es wa\u00adren 1.000 Gäste in Köln.“"
    digest = Digester(translator=FakeTranslator()).digest(text, check_language=False)
    (quote,) = digest.quotes
    assert text[quote.start : quote.end] == quote.source == "„Es wa\u00adren 1.000 Gäste in Köln.“"
    assert {text[m.start : m.end] for e in digest.entities for m in e.mentions} == {
        "Anna\u00a0Berg",
        "Köln",
    }
    assert [text[q.start : q.end] for q in digest.numbers] == ["1.000 Gäste"]


# --- floors, on the articles that benchmarks/data/evidence.jsonl holds ---


def test_the_floors_of_accuracy_on_articles_no_rule_was_tuned_on() -> None:
    found = benchmark.accuracy(benchmark.load("test"))
    assert found["speakers"]["precision"] >= 0.95
    assert found["speakers"]["recall"] >= 0.85
    assert found["quotes"]["precision"] >= 0.95
    assert found["names: persons"]["recall"] >= 0.95
    assert found["numbers"]["precision"] >= 0.95


@pytest.mark.parametrize("split", benchmark.SPLITS)
def test_under_two_percent_of_digests_hold_a_detached_claim(split: str) -> None:
    for shares in benchmark.detached(benchmark.load(split)).values():
        assert shares["digests with one, guarded"] < 0.02


def test_the_annotated_set_is_annotated_at_sentences() -> None:
    for row in [r for split in benchmark.SPLITS for r in benchmark.load(split)]:
        sentences = {(s.start, s.end) for s in benchmark.read(row).sentences}
        for claim in row["claims"]:
            assert (claim["start"], claim["end"]) in sentences, (row["id"], claim)
