"""The English forms of a German acronym, place, people, body or office."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from newsdigest.annotate.gazetteer import gazetteer
from newsdigest.fidelity.forms import (
    ACRONYMS,
    AMBIGUOUS_PLACES,
    BODIES,
    DEMONYMS,
    DROPPED,
    EXONYMS,
    PEOPLES,
    WITH_ARTICLE,
)
from newsdigest.fidelity.titles import office_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ACRONYM = re.compile(r"(?:[A-ZÄÖÜ]{2,}|[A-Z][a-z][A-Z])s?")


@lru_cache(maxsize=4096)
def english_forms(word: str) -> tuple[str, ...] | None:
    """The English forms of an acronym, place, people or body, None for other words."""
    if _ACRONYM.fullmatch(word):
        bare = word.removesuffix("s")
        return None if bare in DROPPED else tuple(ACRONYMS.get(bare.upper(), "").split())
    if word[0].isupper():
        places = gazetteer().places
        for form in _base_forms(word):
            if exonyms := EXONYMS.get(form):
                return (*exonyms.split(), *DEMONYMS.get(exonyms.replace("_", " "), "").split())
            told = form not in AMBIGUOUS_PLACES or (form != word and word.endswith("er"))
            if told and (english := places.get(form)):
                return (*_telling_words(english), *DEMONYMS.get(english, "").split())
            if form in BODIES:
                return tuple(BODIES[form].split())
            if form in WITH_ARTICLE:
                return (form,)
        if office := office_words(word):
            return office
        if place := _place_in_compounds().match(word):
            return (*(english_forms(place[1]) or ()), word)
    if people := _PEOPLE.fullmatch(word):
        return tuple(PEOPLES[(people["adjective"] or people["noun"]).lower()].split())
    return None


@lru_cache(maxsize=1)
def _place_in_compounds() -> re.Pattern[str]:
    """The first part of "Niedersachsenderby" and "Deutschlandticket"."""
    places = (place for place in (*gazetteer().places, *EXONYMS) if place.isalpha())
    longest_first = sorted((p for p in places if len(p) > 6), key=len, reverse=True)
    return re.compile(rf"({'|'.join(longest_first)})(?=[a-zäöü]{{4}})")


# Words of a place's English name that others have too.
_GENERAL = frozenset("Strip States Kingdom Republic Emirates City Sea Islands Bank East".split())


def _telling_words(english: str) -> list[str]:
    """The words of a place's name that have to be there: "Saxony" of "Lower Saxony"."""
    words = english.split()
    return ["_".join(words)] if len(words) > 1 and words[-1] in _GENERAL else words[-1:]


_PEOPLE_STEMS = "|".join(sorted(PEOPLES, key=len, reverse=True))
_PARTS = "ober|nieder|unter|nord|süd|ost|west|mittel|zentral"
_PEOPLE = re.compile(
    rf"(?i:(?:{_PARTS})?(?P<adjective>{_PEOPLE_STEMS})(?:i?sch|(?<=sch))"
    rf"(?:e[nmrs]?)?)|(?!Armen\b|Pol\b)(?=[A-ZÄÖÜ])(?i:(?P<noun>{_PEOPLE_STEMS}))"
    r"(?:e|en|i|is|(?:(?:i|änd)?er)?(?:n|s|in|innen)?)"
)


# "Norditalien", "Oberbayern"
_PART_OF = re.compile(rf"^(?:{_PARTS})(?=\w{{4}})", re.IGNORECASE)


def _base_forms(word: str) -> Iterator[str]:
    """A place's own form and what it can be made from: "Russlands", "Bremer", "Basler"."""
    yield from (word, word.removesuffix("s"), word.removesuffix("es"))
    yield _PART_OF.sub("", word).removesuffix("s").capitalize()
    if word.endswith("ern"):
        yield from _base_forms(word.removesuffix("n"))
    if word.endswith("er"):
        yield from (word.removesuffix("er"), word.removesuffix("r"), f"{word.removesuffix('er')}en")
        yield f"{word.removesuffix('ner')}en"
        yield f"{word.removesuffix('ler')}el"


@lru_cache(maxsize=1)
def german_forms() -> Mapping[str, frozenset[str]]:
    """The beginnings, in lower case, of German words of which each English form is the English."""
    found: dict[str, set[str]] = defaultdict(set)
    tables = (gazetteer().places, EXONYMS, BODIES, ACRONYMS, PEOPLES)
    for german, english in (item for table in tables for item in table.items()):
        for form in (*english.split(), *DEMONYMS.get(english.replace("_", " "), "").split()):
            for word in form.split("_"):
                found[word].add(german.lower())
    return {word: frozenset(germans) for word, germans in found.items()}
