"""The filters of the training pairs."""

from __future__ import annotations

from collections import Counter

import pytest
from training.detokenise import detokenise
from training.filters import balance_edge_quotes, consensus, english_quotes, fault, tidy
from training.prepare import PER_OPENING, clean, key, select, thin_templates

GOOD = (
    "Der Präsident sagte am Montag, dass er kommt.",
    "The president said on Monday that he is coming.",
)


def test_a_good_pair_has_no_fault() -> None:
    assert fault(*GOOD) is None


@pytest.mark.parametrize(
    ("english", "reason"),
    [
        ("This is still no decalation in the conflict.", "no English word"),
        ("This is still no end of the conflict of the conflict.", "stutter"),
    ],
)
def test_a_machine_makes_words_up_and_stutters(english: str, reason: str) -> None:
    german = "Das ist noch keine Deeskalation im Konflikt."
    assert fault(german, english, machine=True) == reason
    assert fault(german, english) is None


@pytest.mark.parametrize(
    ("german", "english", "reason"),
    [
        ("NO TRANSLATION AVAILABLE", "The game starts at 7 p.m.", "capitals"),
        ("Er wohnt jetzt in MÃ¼nchen.", "He now lives in Munich.", "encoding"),
        ("Er wohnt in M\ufffdnchen.", "He lives in Munich.", "encoding"),
        ("Siehe https://example.org für mehr.", "See there for more.", "markup"),
        ("Das Wort бабушка ist russisch.", "The word is Russian.", "script"),
        ("Ja.", "Yes, that is what everybody in the whole town has been saying.", "length ratio"),
        (
            "He said that the house was not on the hill.",
            "He said that the hill had a house on it.",
            "not German",
        ),
        ("Das ist nicht das Haus auf dem Berg.", "Das Haus ist nicht auf dem Berg.", "not English"),
        (
            "Die Stadt baut Haus um Haus am Fluss.",
            "They build house after house, house after house, house after house.",
            "loop",
        ),
        (
            "Der Präsident kommt am Montag in die Stadt zurück.",
            "president returns to the city on Monday.",
            "cut start",
        ),
        (
            "Der Präsident kommt am Montag in die Stadt zurück.",
            "The president returns to the city on",
            "cut end",
        ),
        (
            "Rund 1.200 Menschen und 340 Helfer waren da.",
            "Around 12 people and 34 helpers were there.",
            "numbers",
        ),
        (
            "Das nannte er am Montag den „ Anfang “ vom Ende.",
            "On Monday he called this the “ beginning ” of the end.",
            "quote adrift",
        ),
    ],
)
def test_a_faulty_pair_is_named(german: str, english: str, reason: str) -> None:
    assert fault(german, english, machine=True) == reason


def test_a_near_copy_is_a_fault() -> None:
    german = "Anna Berg, Otto Lang, Eva Klein, Max Roth und Ina Wolf"
    english = "Anna Berg, Otto Lang, Eva Klein, Max Roth and Ina Wolf"
    assert fault(german, english) == "copy"


def test_one_missing_number_is_forgiven_in_human_translations_only() -> None:
    german, english = "Er ist 42 und lief 30 Meter.", "He is forty-two and ran 30 metres."
    assert fault(german, english) is None
    assert fault(german, english, machine=True) == "numbers"


def test_thousands_are_the_same_number_in_both_languages() -> None:
    assert fault("Es kamen 100.000 Soldaten.", "100,000 soldiers came.", machine=True) is None


def test_tidy_removes_what_cannot_be_seen() -> None:
    assert tidy("Ver\u00adkehr \u200b in  Ko\u0308ln") == "Verkehr in Köln"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('He said: "I don\'t know" ("maybe").', "He said: “I don’t know” (“maybe”)."),
        ("„Yes,“ she said.", "“Yes,” she said."),
        ('an order of " broad " scope', "an order of “broad” scope"),
        ('"A" and "B"', "“A” and “B”"),
        ("the boys' house", "the boys’ house"),
        ("rock 'n' roll", "rock ‘n’ roll"),
    ],
)
def test_english_quotes_are_typographic(text: str, wanted: str) -> None:
    assert english_quotes(text) == wanted


def test_a_lone_quotation_mark_at_the_edge_is_dropped() -> None:
    assert balance_edge_quotes('"Wir kommen.', "“We are coming.”") == (
        "Wir kommen.",
        "“We are coming.”",
    )


def test_consensus_prefers_what_most_systems_say() -> None:
    said = [
        "the dog barks loudly",
        "the dog barks loud",
        "the dog barks loudly now",
        "a cat sleeps",
    ]
    scores = consensus(said)
    assert scores.index(min(scores)) == 3


def test_select_keeps_the_translations_that_agree() -> None:
    outputs = [
        f"The minister said on Monday that the law {end}."
        for end in ("applies", "applies now", "is valid")
    ]
    pairs = [("wmt-d", "Quelle", text) for text in [*outputs, "Bananas grow here"]]
    faults: Counter[str] = Counter()
    kept = [row[3] for row in select(pairs, faults)]
    assert "Bananas grow here" not in kept
    assert len(kept) == 3
    assert faults["wmt-d: little consensus"] == 1


def test_clean_leaves_out_held_out_sentences_and_tags_without_free_terms() -> None:
    faults: Counter[str] = Counter()
    pairs = [
        ("news", *GOOD),
        ("news", *GOOD),
        ("multi30k", "Ein Hund.", "A dog."),
        ("news", "Ein Test!", "A test!"),
    ]
    kept = list(clean(pairs, frozenset({key("Ein Test!")}), faults))
    assert kept == [("news", *GOOD)]
    assert faults == {"news: duplicate": 1, "multi30k: left out": 1, "news: empty or held out": 1}


def test_clean_joins_what_a_tokeniser_set_apart() -> None:
    pair = "mlqe", "Er kam , sah und siegte .", "He came , saw and won ."
    assert list(clean([pair], frozenset(), Counter())) == [
        ("mlqe", "Er kam, sah und siegte.", "He came, saw and won.")
    ]


def test_templates_are_thinned_but_other_sources_stay() -> None:
    rows = [("wmt-e", i, f"Die Kuh aß {i}.", f"The cow ate {i}.") for i in range(50)]
    rows.append(("wmt-e", 50, "Es regnet heute stark.", "It rains heavily today."))
    faults: Counter[str] = Counter()
    kept = thin_templates(rows, faults)
    assert kept == [*rows[:PER_OPENING], rows[-1]]
    assert faults["wmt-e: template"] == 50 - PER_OPENING


def test_detokenise_undoes_treebank_spacing() -> None:
    german = 'Ich muß sagen , daß der " Bug " ( 1999 ) kam .'
    assert detokenise(german, english=False) == 'Ich muss sagen, dass der "Bug" (1999) kam.'
    assert (
        detokenise("The rapporteur ' s report isn &apos;t long .", english=True)
        == "The rapporteur's report isn't long."
    )
