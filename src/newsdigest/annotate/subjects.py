"""Who speaks in a clause: the words that can be the subject of a verb of saying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from newsdigest.annotate.gazetteer import MONTHS_AND_DAYS, is_role, is_speaking_body
from newsdigest.annotate.lines import QUOTE
from newsdigest.annotate.phrases import (
    OBLIQUE,
    PERSONAL,
    PREPOSITIONS,
    Phrase,
    is_function_word,
    noun_phrase,
    prepositional_phrase_end,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.annotate.lines import Line
    from newsdigest.annotate.tokens import Token

SpeechKind = Literal["quote", "indirect", "source"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What tells that a sentence is somebody's words, and who: a phrase, a pronoun, or nobody.

    Attributes:
        kind: "indirect" for a verb of saying, "source" for a preposition and the like.
        verb: the verb of saying or the preposition.
        subject: the words that name the speaker.
        pronoun: the pronoun, or `FOREGOING`, that stands for him.
    """

    kind: SpeechKind
    verb: str
    subject: Phrase | None = None
    pronoun: str | None = None


FOREGOING = "demnach"  # stands for the source of the sentence before


def may_speak(line: Line, phrase: Phrase) -> bool:
    """Whether a phrase means a person or a body: by a name, a role, or a noun such as "Polizei"."""
    tokens = line.tokens
    first = next((t for t in tokens[phrase.head : phrase.end] if t.capital), None)
    if first is None:
        return False
    start, end = tokens[phrase.head].start, tokens[phrase.end - 1].end
    words = [t for t in tokens[phrase.head : phrase.end] if t.is_word]
    if phrase.determiner is None and len(words) > 1 and all(t.capital for t in words[:2]):
        return True  # two nouns side by side are a name
    return (
        is_role(first.text)
        or is_speaking_body(first.text)
        or any(
            start <= name.start < end
            and (name.kind == "person" or name.start <= first.start < name.end)
            for name in line.names
        )
    )


def head_noun(tokens: Sequence[Token], phrase: Phrase) -> str:
    """The first noun of a phrase, "" where it has none."""
    return next((t.text for t in tokens[phrase.head : phrase.end] if t.capital), "")


def opening(tokens: Sequence[Token], verb: int) -> int:
    """Where the sentence of a verb begins, behind a colon, quotation, "und" or "auch"."""
    start = 0
    for place in range(verb - 1, -1, -1):
        if tokens[place].text in (":", ";", QUOTE, "–", "-"):
            start = place + 1
            break
    while start < verb and tokens[start].lower in ("und", "doch", "aber", "denn", "auch", ","):
        start += 1
    return start


def subject_before(tokens: Sequence[Token], start: int, verb: int) -> Phrase | None:
    """The subject that opens a clause before its verb, None where something else does."""
    if start >= verb or tokens[start].lower in OBLIQUE | PREPOSITIONS:
        return None
    phrase = noun_phrase(tokens, start)
    if phrase is None or phrase.end > verb or phrase.determiner in _OBJECTS:
        return None
    return None if _is_adverbial(tokens, phrase) else phrase


def _is_adverbial(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase is "Dies", a time, or an adverb with a sentence's capital."""
    first = tokens[phrase.head]
    if first.text in MONTHS_AND_DAYS:
        return True
    words = [t for t in tokens[phrase.head : phrase.end] if t.is_word]
    if phrase.determiner is None and is_function_word(first) and phrase.head == phrase.first:
        return True
    return (
        len(words) == 1
        and phrase.determiner is None
        and phrase.first == 0
        and first.text.endswith(_ADVERB_ENDINGS)
    )


_ADVERB_ENDINGS = ("lich", "ig", "isch", "weise", "lings", "falls", "mals", "wärts", "sam", "bar")


_OBJECTS = frozenset(["dies", "dieses", "solche"])


_FURTHEST_SUBJECT = 18  # tokens behind the verb


def subject_behind(line: Line, place: int) -> tuple[Phrase | None, str | None]:
    """The subject behind a verb: past adverbs, times, and phrases in other cases."""
    tokens, at = line.tokens, place
    while at < min(len(tokens), place + _FURTHEST_SUBJECT):
        token = tokens[at]
        if not token.is_word:
            return None, None
        if token.lower in PERSONAL and token.lower != "es" and (not token.capital or at == 0):
            return None, token.lower
        if (end := prepositional_phrase_end(tokens, at)) is not None:
            at = end
            continue
        if token.lower in ("als", "wie") and (phrase := noun_phrase(tokens, at + 1)):
            at = phrase.end
            continue
        if token.lower in OBLIQUE:
            phrase = noun_phrase(tokens, at)
            at = _behind_object(line, phrase) if phrase else at + 1
            continue
        if token.capital and _is_time(token.text):
            at += 1
            continue
        if token.capital or token.lower in _SUBJECT_OPENERS or _adjective_before_noun(tokens, at):
            phrase = noun_phrase(tokens, at)
            if phrase and not (at == 0 and _is_adverbial(tokens, phrase)):
                return phrase, None
        at += 1
    return None, None


_SUBJECT_OPENERS = frozenset(
    """der die das ein eine kein keine sein seine ihr ihre deren dessen mehrere viele einige
    beide unser unsere""".split()
)


_DAYTIMES = frozenset("Abend Morgen Mittag Vormittag Nachmittag Nacht".split())


def _is_time(word: str) -> bool:
    return word in MONTHS_AND_DAYS or word in _DAYTIMES


def _behind_object(line: Line, phrase: Phrase) -> int:
    """Place behind an object: "dem Sender ERT" is one, but behind "dem Sender" a person speaks."""
    persons = {name.start for name in line.names if name.kind == "person"}
    first = next((at for at in range(phrase.head, phrase.end) if line.tokens[at].capital), None)
    if first is None:
        return phrase.end
    for at in range(first + 1, phrase.end):
        if line.tokens[at].start in persons or is_role(line.tokens[at].text):
            return at
    return phrase.end


def _adjective_before_noun(tokens: Sequence[Token], at: int) -> bool:
    return (
        tokens[at].text.endswith(("er", "e"))
        and at + 1 < len(tokens)
        and tokens[at + 1].capital
        and not is_function_word(tokens[at])
    )
