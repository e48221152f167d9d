"""What pairs tell of names, to fit the weights by; scikit-learn is needed."""

from __future__ import annotations

import pytest

pytest.importorskip("sklearn")

from training.name_weights import common_words, examples, fitted


def truths(language: str, german: str, english: str) -> list[tuple[str, bool]]:
    """Each word that the pair tells of, by the feature that holds it, and whether it is a name."""
    return [
        (next(f for f in features if f.startswith("=")), is_name)
        for found, (features, is_name) in examples(german, english)
        if found == language
    ]


def test_a_word_that_stays_is_a_name_and_one_that_goes_is_none() -> None:
    found = truths("de", "Der Trainer Flick lobte die Abwehr.", "Coach Flick praised the defence.")
    assert found == [("=trainer", False), ("=flick", True), ("=abwehr", False)]


def test_what_the_lists_know_or_the_english_has_small_is_left_out() -> None:
    german, english = "Das Hotel in Moskau schließt.", "The hotel in Moscow is closing."
    assert truths("de", german, english) == []


def test_the_english_tells_the_other_way_about() -> None:
    found = truths("en", "Das sagte Frau Petersen.", "Ms Petersen told Parliament so.")
    assert found == [("=petersen", True), ("=parliament", False)]


def test_words_are_common_that_often_stand_small() -> None:
    texts = ["The county pays.", "a county", "County by county", "bush, bush, bush", *["Bush"] * 13]
    assert common_words(texts) == ["county"]


def test_weights_tell_the_names_of_what_they_were_fitted_to() -> None:
    found = [(["of a name"], True), (["of a noun"], False)] * 20
    weights = fitted(found)
    assert weights["of a name"] > 0 > weights["of a noun"]
