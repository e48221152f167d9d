"""Sources: "laut Polizei", "nach Angaben von Scholz", "geht aus dem Bericht hervor"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsdigest.annotate.phrases import NOMINATIVE, OBLIQUE, PREPOSITIONS, Phrase, noun_phrase
from newsdigest.annotate.subjects import (
    FOREGOING,
    Frame,
    head_noun,
    may_speak,
    subject_before,
    subject_behind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.annotate.lines import Line
    from newsdigest.annotate.tokens import Token

SOURCES = re.compile(
    r"(?:Angaben?|Einschätzung|Ansicht|Meinung|Auffassung|Überzeugung|Darstellung|Worten|Aussagen?|"
    r"Auskunft|Berechnung(?:en)?|Schätzung(?:en)?|Berichte?n?|Informationen|Mitteilung|"
    r"Überlieferung|Prognosen?|Lesart|Analyse|Studie|Umfrage|Untersuchung|Sicht|Zahlen|Daten|"
    r"Erkenntnissen|Ermittlungen|Schilderung(?:en)?|Begründung|Stellungnahme|Erklärung|Urteil|"
    r"Antwort|Schreiben|Papier|Aussendung|Umfeld|Kreisen)$",
    re.IGNORECASE,
)


_ITSELF = re.compile(
    r"(?:Studie|Umfrage|Bericht|Untersuchung|Analyse|Prognose)n?$|berichten$", re.IGNORECASE
)


def source_frame(line: Line) -> Frame | None:
    """The frame of a sentence's first source, None where it gives none."""
    tokens = line.tokens
    for place, token in enumerate(tokens):
        word = token.lower
        if word in ("laut", "gemäß", "gemäss") and (phrase := noun_phrase(tokens, place + 1)):
            return Frame("source", word, source_owner(tokens, phrase) or phrase)
        if word == "zufolge" and place and (found := _before_source(line, place)):
            return found
        if word in ("nach", "aus") and place + 1 < len(tokens):
            found = _behind_source(line, place, word)
            if found:
                return found
        if word in ("demnach", "demzufolge") and not line.is_subordinate(place):
            return Frame("source", word, None, FOREGOING)
    return None


def _before_source(line: Line, place: int) -> Frame | None:
    """As in "Vogt zufolge", "Angaben der Polizei zufolge"."""
    tokens, start = line.tokens, place - 1
    while start > max(0, place - 10) and _belongs_to_phrase(tokens[start - 1]):
        start -= 1
    if _is_own(tokens, start):
        return _own(line, place, "zufolge")
    phrase = noun_phrase(tokens, start)
    if phrase is None:
        return None
    owner = source_owner(tokens, phrase)
    return Frame("source", "zufolge", owner or replace(phrase, end=min(phrase.end, place)))


def _belongs_to_phrase(token: Token) -> bool:
    if not token.is_word or token.capital:
        return token.is_word
    return token.lower in NOMINATIVE | OBLIQUE | {"von", "und"} or (
        token.text.endswith(("e", "en", "er", "em")) and token.lower not in PREPOSITIONS
    )


def source_owner(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """As in "der Polizei" of "Angaben der Polizei"; None where the phrase has no such noun."""
    head = next((at for at in range(phrase.head, phrase.end) if tokens[at].capital), phrase.head)
    if not SOURCES.search(tokens[head].text) or head + 1 >= len(tokens):
        return None
    at, word = head + 1, tokens[head + 1].lower
    if word in ("von", "vom", "aus"):
        return noun_phrase(tokens, at + 1)
    if word in ("der", "des", "eines", "einer"):
        return noun_phrase(tokens, at)
    return None


def _behind_source(line: Line, place: int, word: str) -> Frame | None:
    """As in "nach Angaben der Polizei", "nach einer Studie", "geht aus dem Bericht hervor"."""
    tokens, at = line.tokens, place + 1
    revealed = word == "aus" and any(t.text in ("hervor", "hervorgeht") for t in tokens[at:])
    if word == "aus" and not revealed and tokens[at].text != "Sicht":
        return None
    if word == "nach" and _is_own(tokens, at):
        return _own(line, at + 2, "nach")
    phrase = noun_phrase(tokens, at)
    if phrase is None:
        return None
    if revealed:
        return Frame("source", "geht hervor", phrase)
    if owner := source_owner(tokens, phrase):
        return Frame("source", word, owner)
    if _ITSELF.search(head_noun(tokens, phrase)) and word == "nach":
        return Frame("source", "nach", phrase)
    return None


def _is_own(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].lower == "eigenen"


def _own(line: Line, behind: int, verb: str) -> Frame | None:
    """As in "nach eigenen Angaben": the words are those of the sentence's subject."""
    tokens = line.tokens
    before = tokens[max(0, behind - 3)].lower
    if before in ("er", "sie"):
        return Frame("source", verb, None, before)
    if tokens[0].lower in ("er", "sie"):
        return Frame("source", verb, None, tokens[0].lower)
    subject, at = subject_before(tokens, 0, len(tokens)), 0
    while at < len(tokens) and not (subject and may_speak(line, subject)):
        subject, pronoun = subject_behind(line, max(at, subject.end if subject else at))
        if pronoun:
            return Frame("source", verb, None, pronoun)
        at = subject.end if subject else at + 1
    return Frame("source", verb, subject) if subject else None
