"""The pairs written for the project: they must not hold what the model is judged by."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN = ROOT / "training" / "own.tsv"
WORD = re.compile(r"\w+")


def words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.lower()))


def fives(sentence: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {sentence[i : i + 5] for i in range(len(sentence) - 4)}


def in_order(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return the length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        new = [0]
        for j, there in enumerate(other):
            new.append(row[j] + 1 if word == there else max(new[j], row[j + 1]))
        row = new
    return row[-1]


@pytest.fixture(scope="module")
def own() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines()]
    assert all(len(row) == 3 and row[0] == "own" for row in rows)
    return [(german, english) for _, german, english in rows]


@pytest.fixture(scope="module")
def seed() -> list[tuple[str, ...]]:
    text = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    return [words(part) for part in re.split(r'(?<=[.!?"]) |\n+', text) if len(words(part)) > 4]


def test_each_german_sentence_is_there_once(own: list[tuple[str, str]]) -> None:
    assert len({words(german) for german, _ in own}) == len(own)


def test_no_five_words_in_a_row_are_the_seed_article_s(
    own: list[tuple[str, str]], seed: list[tuple[str, ...]]
) -> None:
    theirs = set().union(*map(fives, seed))
    for german, _ in own:
        assert theirs.isdisjoint(fives(words(german))), german


def test_no_sentence_is_one_of_the_seed_article_with_other_names(
    own: list[tuple[str, str]], seed: list[tuple[str, ...]]
) -> None:
    """Of two with eight words or more, fewer than 40 % of the shorter's, or than five, in order."""
    for (german, _), theirs in itertools.product(own, seed):
        mine = words(german)
        shorter = min(len(mine), len(theirs))
        limit = max(5, 0.4 * shorter)
        if shorter > 7 and len(set(mine) & set(theirs)) >= limit:
            assert in_order(mine, theirs) < limit, (german, theirs)


def test_no_sentence_is_in_a_set_that_measures(own: list[tuple[str, str]]) -> None:
    held = {
        words(field)
        for path in (ROOT / "tests/data/news_pairs.tsv", *(ROOT / "benchmarks/data").glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for field in line.split("\t")
    }
    assert not [pair for pair in own if words(pair[0]) in held or words(pair[1]) in held]
