"""What pairs tell of German nouns; simplemma itself is not needed."""

from __future__ import annotations

import pytest

pytest.importorskip("Stemmer")

from training.german_words import nouns_of

RAID = [("Bei der Razzia half er.", "He helped in the raid."), ("Zur Razzia kam er.", "He came.")]


def test_a_word_with_a_determiner_that_the_english_never_keeps_is_a_noun() -> None:
    assert list(nouns_of(RAID)) == ["Razzia"]


def test_a_word_that_the_english_keeps_is_none() -> None:
    kept = [(german, f"{english} Razzia.") for german, english in RAID]
    assert not list(nouns_of(kept))


def test_a_word_seen_once_or_without_a_determiner_is_none() -> None:
    assert not list(nouns_of(RAID[:1]))
    assert not list(
        nouns_of(
            [
                (german.replace("der ", "").replace("Zur", "Nach"), english)
                for german, english in RAID
            ]
        )
    )
