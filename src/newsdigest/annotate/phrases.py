"""Noun phrases: who stands before or behind a verb.

A chunker by word class in the manner of Abney, "Parsing by Chunks" (1991):
determiner, adjectives, nouns, and what is attached to them. It reads each token
once, so its time is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.annotate.gazetteer import MONTHS_AND_DAYS, gazetteer, is_common, is_role
from newsdigest.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.annotate.tokens import Token

PERSONAL = frozenset(["er", "sie", "es", "man", "wir", "ich"])
NOMINATIVE = frozenset(
    """der die das ein eine kein keine sein seine ihr ihre mehrere viele einige beide zwei drei
    auch sämtliche zahlreiche andere deren dessen unser unsere""".split()
)
# "der" and "die" open subjects too; these cannot.
OBLIQUE = frozenset(
    """dem den des einem einen eines keinem keinen seinem seinen seines ihrem ihren ihres unserem
    unseren diesem diesen dieses jedem jeden""".split()
)
PREPOSITIONS = frozenset(
    """an am auf aus bei beim bis durch für gegen gegenüber hinter im in ins laut mit nach neben
    seit trotz über um unter vom von vor während wegen zu zum zur zwischen angesichts anlässlich
    entlang gemäß samt statt ohne ab rund""".split()
)
_ATTACHING = frozenset("der des eines einer von vom im in am aus bei für".split())
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
# Nouns that "für" continues as one name or role: "Bundesamt für Güterverkehr".
_HEADS_OF_FOR = re.compile(
    r"(?:amts?|ministeriums?|instituts?|behörde|stelle|vereins?|verbands?|zentrums?|diensts?|rats?"
    r"|ausschuss(?:es)?|beauftragte[rn]?|gesellschaft|minister(?:in)?|stiftung|professor(?:in)?"
    r"|kommissar(?:in)?|experten?|expertin|leiter(?:in)?|agentur|akademie|kommission)$",
    re.IGNORECASE,
)
_LONGEST = 14  # words


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: tokens[first:end], without its determiner from `head` on."""

    first: int
    head: int
    end: int
    determiner: str | None


def noun_phrase(tokens: Sequence[Token], place: int) -> Phrase | None:
    """The noun phrase that begins at `place`, with its genitive, place and apposition."""
    at = place
    determiner = None
    if at < len(tokens) and tokens[at].lower in NOMINATIVE | OBLIQUE and not _is_name(tokens, at):
        determiner = tokens[at].lower
        at += 1
    head = at
    at = _adjectives(tokens, at)
    end = _nouns(tokens, at)
    if end == at:
        return None
    end = _attachments(tokens, end, place)
    return Phrase(place, head, end, determiner)


def _is_name(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place].capital and tokens[place].text in gazetteer().places


def _adjectives(tokens: Sequence[Token], at: int) -> int:
    start = at
    while (
        at < len(tokens)
        and at - start < 5
        and tokens[at].is_word
        and not tokens[at].capital
        and (tokens[at].text.endswith(_ADJECTIVE_ENDINGS) or tokens[at].text[0].isdigit())
        and tokens[at].lower not in PREPOSITIONS
    ):
        at += 1
    return at


def _nouns(tokens: Sequence[Token], at: int) -> int:
    start = at
    while at < len(tokens) and tokens[at].capital and at - start < _LONGEST:
        at += 1
        if (
            at + 1 < len(tokens)
            and tokens[at].lower in ("und", "von", "van", "de", "zu")
            and tokens[at + 1].capital
        ):
            at += 1
        elif at + 2 < len(tokens) and [t.lower for t in tokens[at : at + 2]] == ["von", "der"]:
            at += 2
    return at


def _attachments(tokens: Sequence[Token], end: int, place: int) -> int:
    """Take in a genitive ("der Polizei"), a place ("in Moskau"), a party in brackets."""
    while end < len(tokens) and end - place < _LONGEST:
        token = tokens[end]
        if token.text == "(" and end + 2 < len(tokens) and tokens[end + 2].text == ")":
            end += 3
            continue
        if token.lower not in _ATTACHING or not token.is_word:
            return end
        if token.lower in ("am", "im", "in", "bei", "aus") and not _place_follows(tokens, end):
            return end
        if token.lower == "für" and not _HEADS_OF_FOR.search(tokens[end - 1].text):
            return end
        start = end + 1
        if start < len(tokens) and tokens[start].lower in ("der", "den", "dem", "einer", "einem"):
            start += 1
        if start < len(tokens) and tokens[start].text in MONTHS_AND_DAYS:
            return end
        nouns = _nouns(tokens, _adjectives(tokens, start))
        if nouns == _adjectives(tokens, start):
            return end
        end = nouns
    return end


def _place_follows(tokens: Sequence[Token], preposition: int) -> bool:
    following = tokens[preposition + 1] if preposition + 1 < len(tokens) else None
    return following is not None and following.text in gazetteer().places


def prepositional_phrase_end(tokens: Sequence[Token], place: int) -> int | None:
    """Place behind the prepositional phrase that begins at `place`, None where none does."""
    if place >= len(tokens) or tokens[place].lower not in PREPOSITIONS:
        return None
    at = place + 1
    if at < len(tokens) and tokens[at].lower in PREPOSITIONS:
        at += 1  # "bis zum"
    if at < len(tokens) and tokens[at].lower in NOMINATIVE | OBLIQUE | {
        "einer",
        "diese",
        "dieser",
        "ersten",
    }:
        at += 1
    at = _adjectives(tokens, at)
    end = _nouns_of_adverbial(tokens, at)
    return end if end > at else None


def _nouns_of_adverbial(tokens: Sequence[Token], at: int) -> int:
    """Time and place take one noun; a role or a name behind it is another phrase."""
    start = at
    while at < len(tokens) and (
        tokens[at].capital or (at == start and tokens[at].text[:1].isdigit())
    ):
        if at > start and (
            is_role(tokens[at].text)
            or gazetteer().is_first_name(tokens[at].text)
            or (tokens[at - 1].text in gazetteer().places and not is_common(tokens[at].text))
            or _is_day(tokens[at - 1].text)
        ):
            break
        at += 1
    return at


def _is_day(word: str) -> bool:
    return word in MONTHS_AND_DAYS or word.endswith(("abend", "morgen", "mittag", "nachmittag"))


def is_function_word(token: Token) -> bool:
    """Whether a word has its capital, if any, only because a sentence begins with it."""
    return token.is_word and token.lower in stop_words()
