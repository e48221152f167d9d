"""Names and terms that become the same English wherever they stand.

A small model copies a name nearly right ("Stoltenburg") or leaves a term in
German. Placeholders in the German confuse it, so what is wrong is set right in
the English instead: a misspelled name by its German spelling, a copied term by
the glossary's word for it.
"""

from __future__ import annotations

import hashlib
import json
import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from newsdigest.errors import InvalidOptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsdigest.result import Flag

_CAPITALISED = re.compile(r"\b[A-ZÄÖÜ][\w’-]{3,}")
_ENDINGS = r"(?:es|e?s|e?n|er)?"  # of a German noun's cases and plurals
_LONGEST = 60  # letters; comparing takes the square of it
_NEARLY = 0.75  # share of letters that two spellings of one name have in common


def checked_glossary(glossary: Mapping[str, str] | None) -> dict[str, str]:
    """The glossary as a dict, with the white space around its terms gone.

    Raises:
        InvalidOptionError: a term or its English is no text, or empty.
    """
    terms: dict[str, str] = {}
    for german, english in (glossary or {}).items():
        if not all(isinstance(text, str) and text.strip() for text in (german, english)):
            raise InvalidOptionError(
                f"glossary: {german!r} to {english!r}: give a German and an English word or phrase"
            )
        terms[german.strip()] = english.strip()
    return terms


def glossary_sha256(glossary: Mapping[str, str]) -> str | None:
    """Hex digest of the glossary's JSON with sorted keys, None where it is empty."""
    if not glossary:
        return None
    return hashlib.sha256(json.dumps(glossary, sort_keys=True).encode()).hexdigest()


def lost_terms(source: str, target: str, glossary: Mapping[str, str]) -> tuple[str, ...]:
    """The glossary's terms in the German whose English is not in the translation."""
    lower = target.lower()
    return tuple(
        german
        for german, english in glossary.items()
        if _term(german).search(source) and not _phrase(english).search(lower)
    )


def with_terms(source: str, target: str, glossary: Mapping[str, str]) -> str:
    """The translation with each lost term that was copied replaced by the glossary's English."""
    for german in lost_terms(source, target, glossary):
        target = _term(german).sub(lambda _: glossary[german], target)  # noqa: B023
    return target


@lru_cache(maxsize=4096)
def _term(german: str) -> re.Pattern[str]:
    """Finds a German term, with the endings of its last word."""
    return re.compile(rf"(?<!\w){re.escape(german)}{_ENDINGS}(?!\w)")


@lru_cache(maxsize=4096)
def _phrase(english: str) -> re.Pattern[str]:
    """Finds an English term in lower case, in the plural and the possessive too."""
    return re.compile(rf"(?<!\w){re.escape(english.lower())}(?:e?s)?(?!\w)")


def with_names(target: str, flags: Iterable[Flag]) -> str:
    """The translation with nearly right names as the German spells them.

    Only a capitalised English word much like a lost name is replaced, so that
    what the model left out or really translated stays as it is, and flagged.
    """
    for name in (name for flag in flags if flag.code == "name" for name in flag.source):
        near = max(_CAPITALISED.findall(target), key=lambda word: _likeness(word, name), default="")
        if near and _likeness(near, name) >= _NEARLY:
            target = re.sub(rf"\b{re.escape(near)}\b", lambda _: name, target)  # noqa: B023
    return target


def _likeness(one: str, other: str) -> float:
    """The share of letters that two words have in common, 0 to 1; 0 for other first letters."""
    if one[0] != other[0] or max(len(one), len(other)) > _LONGEST:
        return 0.0
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()
