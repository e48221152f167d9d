"""How likely a word with a capital is a name, from the word and from what stands beside it.

German writes every noun with a capital, and many names are nouns as well. No list and
no rule tells them apart well ("warfen Tsipras vor", "für Engels"), so weights do, one a
feature: a logistic regression that `python -m training.name_weights` fits to German
news and its English, in which names show themselves by staying as they are. English is
read alike, for there titles and the names of bodies have capitals too.
"""

from __future__ import annotations

import gzip
import itertools
import json
import math
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.annotate.gazetteer import (
    PLACE_ENDING,
    gazetteer,
    is_body,
    is_common,
    is_role,
    may_be_surname,
)
from newsdigest.annotate.verbs import saying
from newsdigest.fidelity.spelling import follows_determiner, is_common_german

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

WEIGHTS = "data/name-weights.json.gz"
_WINDOW = 40  # characters beside the word that are read
_BEFORE = re.compile(r"(\w+|[^\w\s])(\s*)$")
_BEHIND = re.compile(r"(\s*)(\w+|[^\w\s])")
# Surnames and nouns end so too.
_TOWN_ENDING = re.compile(r"\w{3,}(?:hof|land|horn|zell|walde|leben|stetten|ried|eck|felden|stein)")


def german_name(word: str, before: str, after: str) -> float:
    """The log-odds that a word of a German sentence is a name.

    Args:
        word: a word with a capital.
        before: the sentence up to the word.
        after: the sentence behind it.
    """
    weights = _fitted().german
    return sum(weights.get(feature, 0.0) for feature in german_features(word, before, after))


def english_name(word: str, before: str, after: str) -> float:
    """The log-odds that a word of an English sentence is a name: see `german_name`.

    A word that the news often writes small is none: "County" may be the English of "Kreis".
    """
    if is_common_english(word):
        return -math.inf
    weights = _fitted().english
    return sum(weights.get(feature, 0.0) for feature in english_features(word, before, after))


def german_features(word: str, before: str, after: str) -> Iterator[str]:
    """What `german_name` has weights for."""
    yield f"{'the ' if follows_determiner(before) else ''}{_german_kind(word)}"
    yield from _features(word, before, after, _german_kind)


def english_features(word: str, before: str, after: str) -> Iterator[str]:
    """What `english_name` has weights for."""
    yield from _features(word, before, after, _english_kind)


def _features(word: str, before: str, after: str, kind_of: Callable[[str], str]) -> Iterator[str]:
    """The word, what is beside it, and the kinds of both: all that weights are for."""
    yield from _of_word(word)
    kind = kind_of(word)
    last, gap = _BEFORE.findall(before[-_WINDOW:])[0] if before.strip() else ("", "")
    space, following = _BEHIND.findall(after[:_WINDOW])[0] if after.strip() else ("", "")
    gap, space = "_" * bool(gap), "_" * bool(space)
    beside = f"{kind_of(last)}{gap}<", f">{space}{kind_of(following)}"
    last, following = f"{last.lower()}{gap}<", f">{space}{following.lower()}"
    yield kind
    for feature in (last, last[-5:], following, following[-3:], *beside, "".join(beside)):
        yield feature
        yield f"{feature} {kind[:3]}"


@lru_cache(maxsize=4096)
def _of_word(word: str) -> tuple[str, ...]:
    lower = word.lower()
    return (
        "", f"={lower}", f"size {min(len(word), 15)}",
        *(f"{lower[:n]}.." for n in (2, 3, 4)), *(f"..{lower[-n:]}" for n in (2, 3, 4, 5)),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _german_kind(word: str) -> str:
    """What lists and rules say of a German word or mark, a letter each."""
    if not word[:1].isupper():
        return "say" if word in saying() or word == "so" else word[:1].islower() * "small"
    marks = (
        may_be_surname(word),
        is_common_german(word),
        is_role(word),
        is_body(word),
        is_common(word),
    )
    return "".join(itertools.compress("scrbe", marks)) + _case(word) + _listed(word)


@lru_cache(maxsize=4096)
def _english_kind(word: str) -> str:
    if not word[:1].isupper():
        return word[:1].islower() * "small"
    return "c" * is_common_english(word) + _case(word) + _listed(word)


def is_common_english(word: str) -> bool:
    """Whether a word is one that the news often writes small."""
    return word.lower() in _fitted().common


def _case(word: str) -> str:
    return "A" if word.isupper() else "Aa" if word[1:].islower() else "AaA"


def _listed(word: str) -> str:
    return "f" * gazetteer().is_first_name(word) + "t" * may_be_town(word)


def may_be_town(word: str) -> bool:
    """Whether a town is called so, or a word ends as towns do."""
    endings = PLACE_ENDING, _TOWN_ENDING
    return word in gazetteer().towns or any(ending.fullmatch(word) for ending in endings)


class _Fitted(NamedTuple):
    """Weights by feature, and the English words that the news often writes small."""

    german: Mapping[str, float]
    english: Mapping[str, float]
    common: frozenset[str]


@lru_cache(maxsize=1)
def _fitted() -> _Fitted:
    packed = files("newsdigest").joinpath(WEIGHTS).read_bytes()
    read = json.loads(gzip.decompress(packed))
    return _Fitted(read["de"], read["en"], frozenset(read["common"]))
