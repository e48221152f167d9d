"""English words that are none: a weak model makes some up ("decalation" for "Deeskalation")."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SHORTEST = 4  # letters; shorter words, and parts of words, are taken as they are
# A word in lower case that is no part of an address, an abbreviation or a contraction.
PLAIN = re.compile(rf"(?<![\w’'.@/-])[a-z]{{{SHORTEST},}}(?![\w@’']|\.\w)")
_PREFIX = re.compile(
    r"(?:un|re|non|co|pre|over|under|anti|dis|mis|out|up|sub|super|inter|multi|semi|micro|mini"
    r"|counter|ultra)(?=[a-z]{4})"
)
_SUFFIXES = frozenset({"able", "less", "ness"})  # words as well, and what words are made up with
_HISSING = re.compile(r"(?:s|x|z|ch|sh)$")
_WITH_Y = re.compile(r"[^aeiou]y$")
_SILENT_E = re.compile(r"[^eoy]e$")


def made_up_words(source: str, target: str) -> tuple[str, ...]:
    """Words of the English in lower case that no list has and the German does not show either.

    Regular forms, compounds of two listed words and words with a common prefix count as listed.
    """
    german = source.lower()
    words = dict.fromkeys(PLAIN.findall(target))
    return tuple(word for word in words if word not in german and not _is_english(word))


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """English words, from `training/english_words.py`."""
    packed = files("newsdigest").joinpath("data/english-words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split())


@lru_cache(maxsize=4096)
def _is_english(word: str) -> bool:
    return is_formed(word, _listed())


def is_formed(word: str, listed: Collection[str]) -> bool:
    """Whether a word is one of `listed`, or formed of these by the rules of English."""
    prefix = _PREFIX.match(word)
    return (
        _is_form(word, listed)
        or (prefix is not None and _is_form(word[prefix.end() :], listed))
        or any(
            word[:cut] in listed and word[cut:] not in _SUFFIXES and _is_form(word[cut:], listed)
            for cut in range(SHORTEST, len(word) - SHORTEST + 1)
        )
    )


def _is_form(word: str, listed: Collection[str]) -> bool:
    return word in listed or any(len(base) >= SHORTEST and base in listed for base in _bases(word))


def _bases(word: str) -> Iterator[str]:
    """What a word may be a regular form of ("penalties", "baked", "making")."""
    if word.endswith("s"):
        if not _HISSING.search(word[:-1]) and not _WITH_Y.search(word[:-1]):
            yield word[:-1]
        if word.endswith("ies"):
            yield word[:-3] + "y"
        elif word.endswith("es") and (_HISSING.search(word[:-2]) or word.endswith("oes")):
            yield word[:-2]
    elif word.endswith("ied"):
        yield word[:-3] + "y"
    elif word.endswith("ed"):
        yield word[:-1]
        if word[-3] != "e" and not _WITH_Y.search(word[:-2]):
            yield word[:-2]
    elif word.endswith("ing"):
        yield word[:-3] + "e"
        if not _SILENT_E.search(word[:-3]):
            yield word[:-3]
    elif word.endswith("ly"):
        yield word[:-2]
    elif word.endswith(("ization", "isation")):
        yield word[:-7]
