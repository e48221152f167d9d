"""Names of places: from the gazetteer, or by a preposition, kind or ending."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.annotate import gazetteer as known
from newsdigest.annotate.gazetteer import gazetteer
from newsdigest.annotate.mentions import (
    ARTICLES,
    GENITIVE,
    Name,
    is_acronym,
    mention,
    opens_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.annotate.tokens import Token

_PLACE_PREPOSITIONS = frozenset(
    ["in", "aus", "nach", "bei", "um", "über", "von", "zwischen", "und", "vor", "gegen", "für"]
)


_NEEDS_PREPOSITION = frozenset(
    """Essen Wald Baden Wohlen Hof Halle Au Kehl Regen Weiden Singen Siegen Hagen Hamm Main Weser
    Cham Gland Plan Lage Bergen Norden Herne Aalen Gera Ulm Leer Zug Lyss Wels Weimar Marburg Horn
    Burg Stein Rust Wangen Stade Lahr Unna Riesa Thun Inseln Welt Wales Sofia Florida Texas
    Jena Lima Leoben Steyr Bruck Enns Ried Spittal Georgia Victoria Darwin
    Phoenix Santiago""".split()
)


_TOWN_PREPOSITIONS = frozenset(["in", "aus", "nach", "bei", "zwischen", "um", "und"])


_LONGEST_PLACE = 4  # words


def find_place(tokens: Sequence[Token], place: int, sentence: int) -> Name | None:
    """The name of a place that begins at `place`."""
    places = gazetteer().places
    if opens_sentence(tokens, place):  # "Oder" is a river and a conjunction
        return None
    end = min(len(tokens), place + _LONGEST_PLACE)
    for last in range(end, place, -1):
        text = " ".join(token.text for token in tokens[place:last])
        if text in places or GENITIVE.sub("", text) in places:
            if last == place + 1 and not _may_be_place(tokens, place):
                return None
            return mention(tokens, place, last, "place", sentence)
    return _unlisted_place(tokens, place, sentence)


def _may_be_place(tokens: Sequence[Token], place: int) -> bool:
    before = tokens[place - 1] if place else None
    if before is not None and before.lower.startswith("ein") and before.lower in ARTICLES:
        return False
    if tokens[place].text in _NEEDS_PREPOSITION:
        return before is not None and before.lower in _PLACE_PREPOSITIONS
    return True


def _unlisted_place(tokens: Sequence[Token], place: int, sentence: int) -> Name | None:
    if not place:
        return None
    word, before = tokens[place].text, tokens[place - 1]
    if before.lower in _TOWN_PREPOSITIONS:
        for last in range(min(len(tokens), place + 3), place, -1):
            text = " ".join(token.text for token in tokens[place:last])
            if text in gazetteer().towns:
                return mention(tokens, place, last, "place", sentence)
    after_kind = before.capital and known.KINDS_OF_PLACE.search(before.text)
    after_preposition = before.lower in ("in", "aus", "nach", "bei", "zwischen") or (
        before.lower == "und" and place > 2 and tokens[place - 3].lower == "zwischen"
    )
    if known.is_common(word) or known.is_role(word) or is_acronym(word):
        return None
    if before.lower in ("im", "am") and _VALLEY_OR_LAKE.search(word):
        return mention(tokens, place, place + 1, "place", sentence)
    if after_kind or (after_preposition and known.PLACE_ENDING.fullmatch(word)):
        return mention(tokens, place, place + 1, "place", sentence)
    return None


_VALLEY_OR_LAKE = re.compile(
    r"^(?!Portal|Kapital|Hospital|Quartal|Spital|Pedal)\w{3,}(?:tal|gau|see|gebirge)$"
)
