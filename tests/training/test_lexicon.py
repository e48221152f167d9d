"""Rare words in the place of common ones, on both sides of a pair."""

from __future__ import annotations

import random

import pytest
from training.lexicon import Lexicon

ENTRIES = [
    ("Regierung", "government"),
    ("Zeitung", "newspaper"),
    ("Anfechtung", "appeal"),
    ("Truppenabzug", "troop withdrawal"),
    ("Zug", "train"),
    ("Zug", "pull"),
    ("Einheiten", "units"),
    ("Arbeiten", "works"),
    ("gehen", "to go"),
    ("lesen", "to read"),
    ("genesen", "to recover"),
    ("nicht", "not"),
    ("schlicht", "plain"),
    ("wichtig", "important"),
    ("vergänglich", "transient"),
    ("endlich", "final"),
]
SENTENCES = [
    *["Die Regierung liest nicht."] * 1001,
    *["Das ist eine wichtige Zeitung, und sie zu lesen der endliche Zweck."] * 100,
    "Eine Anfechtung, ein Truppenabzug.",
    "Einheiten.",
    "Sie will genesen.",
    "Das schlichte, vergängliche Glück.",
    "Es ist schlicht.",
]


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon(ENTRIES, SENTENCES)


def test_only_rare_words_are_put_in(lexicon: Lexicon) -> None:
    rare = {word for pairs in lexicon.rare.values() for word, _ in pairs}
    assert rare == {
        "Anfechtung", "Truppenabzug", "Einheiten", "genesen", "schlicht", "schlichte",
        "vergängliche",
    }  # fmt: skip


def test_a_noun_gives_way_to_one_of_its_ending_with_its_translation(lexicon: Lexicon) -> None:
    pair = lexicon.swap("Die Regierung tagt.", "The government meets.", random.Random(1))
    assert pair == ("Die Anfechtung tagt.", "The appeal meets.")


def test_the_english_article_follows_the_new_word(lexicon: Lexicon) -> None:
    pair = lexicon.swap("Das ist eine Zeitung.", "This is a newspaper.", random.Random(1))
    assert pair == ("Das ist eine Anfechtung.", "This is an appeal.")


def test_an_adjective_gives_way_in_its_inflected_form(lexicon: Lexicon) -> None:
    pair = lexicon.swap("Der endliche Zweck.", "The final aim.", random.Random(1))
    assert pair == ("Der vergängliche Zweck.", "The transient aim.")


def test_an_infinitive_gives_way_to_an_infinitive(lexicon: Lexicon) -> None:
    pair = lexicon.swap("Sie haben zu lesen.", "They have to read.", random.Random(1))
    assert pair == ("Sie haben zu genesen.", "They have to recover.")


def test_plurals_stay_plurals(lexicon: Lexicon) -> None:
    pair = lexicon.swap("Die Arbeiten ruhen.", "The works rest.", random.Random(1))
    assert pair == ("Die Einheiten ruhen.", "The units rest.")


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Die Regierung tagt.", "The cabinet meets."),  # translated with another word
        ("Regierung ist Regierung.", "A government is a government."),  # which is which?
        ("Die Regierungskrise dauert.", "The government’s crisis lasts."),  # part of a word
        ("Sie gehen heim.", "They go home."),
        ("Das ist es nicht.", "It is not."),  # too common to be given up
    ],
)
def test_a_pair_stays_where_the_translation_is_not_found_for_sure(
    lexicon: Lexicon, german: str, english: str
) -> None:
    assert lexicon.swap(german, english, random.Random(1)) == (german, english)
