"""Rare nouns in the place of common ones, on both sides of a pair."""

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
]
SENTENCES = [*["Die Regierung liest eine Zeitung."] * 100, "Eine Anfechtung, ein Truppenabzug.",
             "Einheiten."]  # fmt: skip


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon(ENTRIES, SENTENCES)


def test_only_rare_nouns_are_put_in(lexicon: Lexicon) -> None:
    rare = {noun for pairs in lexicon.rare.values() for noun, _ in pairs}
    assert rare == {"Anfechtung", "Truppenabzug", "Einheiten"}


def test_a_noun_gives_way_to_one_of_its_ending_with_its_translation(lexicon: Lexicon) -> None:
    pair = lexicon.swap("Die Regierung tagt.", "The government meets.", random.Random(1))
    assert pair == ("Die Anfechtung tagt.", "The appeal meets.")


def test_the_english_article_follows_the_new_word(lexicon: Lexicon) -> None:
    pair = lexicon.swap("Das ist eine Zeitung.", "This is a newspaper.", random.Random(1))
    assert pair == ("Das ist eine Anfechtung.", "This is an appeal.")


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
    ],
)
def test_a_pair_stays_where_the_translation_is_not_found_for_sure(
    lexicon: Lexicon, german: str, english: str
) -> None:
    assert lexicon.swap(german, english, random.Random(1)) == (german, english)
