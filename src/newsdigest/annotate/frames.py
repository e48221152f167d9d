"""What in a sentence tells that it is somebody's words, and which words name him.

In the order of their weight: what closes the sentence ("..., sagte Scholz", "...,
so Scholz", "..., wie Scholz mitteilte"), a verb of saying in a main clause
("Scholz sagte, ..."), a source ("laut Polizei", "nach Angaben von Scholz").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.annotate import verbs
from newsdigest.annotate.gazetteer import is_speaking_body
from newsdigest.annotate.lines import QUOTE
from newsdigest.annotate.phrases import PERSONAL, noun_phrase
from newsdigest.annotate.sources import SOURCES, source_frame
from newsdigest.annotate.subjects import (
    Frame,
    head_noun,
    may_speak,
    opening,
    subject_before,
    subject_behind,
)
from newsdigest.annotate.subjunctive import is_first

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsdigest.annotate.lines import Line
    from newsdigest.annotate.tokens import Token

# What makes a verb of seeing or showing one of saying: "sieht das anders", "zeigte sich".
_STANCES = {
    "sieh": ("anders", "kritisch", "skeptisch", "keinen", "keine"),
    "sah": ("anders", "kritisch", "skeptisch"),
    "zeig": ("sich",),
    "spri": ("von", "vom"),
    "spra": ("von", "vom"),
}


_OFFICE = re.compile(
    r"(?:minister|präsident|kanzler|senator|sekretär|sprecher|vorsitzende[rn]?)(?:in)?$"
    r"|gewerkschaft|regierung",
    re.IGNORECASE,
)
_CONTENT = frozenset(["dass", "daß", "ob", "wie", "warum", "wonach"])


def find_frame(line: Line) -> Frame | None:
    """The frame of a sentence, None where nothing tells that it is somebody's words."""
    if closing := _closing_frame(line):
        return closing
    main, source = _main_frame(line), source_frame(line)
    if main and source and main.subject and not may_speak(line, main.subject):
        return source  # "Nach Ansicht der Forscher bestätigen die Funde ..."
    return main or source


def _closing_frame(line: Line) -> Frame | None:
    tokens = line.tokens
    for place in range(len(tokens) - 1, 0, -1):
        word = tokens[place].text
        if not word[0].islower():
            continue
        if word == "so" and (found := _so_frame(tokens, place)):
            return found
        if (
            word in verbs.final_forms()
            and (subject := _as_clause(tokens, place)) is not None
            and (found := _with_subject(tokens, subject, word))
        ):
            return found
        if not tokens[place - 1].is_word and (found := _inquit_frame(line, place)):
            return found
    return None


def _so_frame(tokens: Sequence[Token], place: int) -> Frame | None:
    """As in "..., so Stoltenberg"."""
    if tokens[place - 1].is_word or tokens[place - 1].text in ("(", ":"):
        return None
    phrase = noun_phrase(tokens, place + 1)
    if phrase is None or (tokens[phrase.head].text[0].islower() and phrase.determiner is None):
        return None
    behind = tokens[phrase.end] if phrase.end < len(tokens) else None
    if behind and behind.is_word and behind.lower not in _BEHIND_SO:
        return None
    return Frame("indirect", "so", phrase)


_BEHIND_SO = frozenset("weiter am in zu gegenüber im nach auf bei vor".split())


def _as_clause(tokens: Sequence[Token], verb: int) -> int | None:
    """Place of the subject in "wie die Polizei am Abend mitteilte", None in other clauses."""
    for place in range(verb - 1, max(-1, verb - 25), -1):
        if tokens[place].lower == "wie" and (place == 0 or not tokens[place - 1].is_word):
            return place + 1
        if tokens[place].text in (",", ";", ":"):
            return None
    return None


def _with_subject(tokens: Sequence[Token], place: int, verb: str) -> Frame | None:
    token = tokens[place] if place < len(tokens) else None
    if token is None:
        return None
    if token.lower in PERSONAL:
        if token.lower == "es" and _is(tokens, place + 1, "aus"):
            return Frame("indirect", verb, noun_phrase(tokens, place + 2))
        return Frame("indirect", verb, None, token.lower)
    phrase = noun_phrase(tokens, place)
    return Frame("indirect", verb, phrase) if phrase else None


def _inquit_frame(line: Line, place: int) -> Frame | None:
    """As in "..., sagte Scholz": a verb behind what is said, its subject behind it."""
    tokens, word = line.tokens, line.tokens[place].text
    if tokens[place - 1].text not in (",", QUOTE, "–", "?", "!") or _is_predicate(line, place):
        return None
    if word in _VERLAUTET or (word in _HEISST and _is(tokens, place + 1, "es")):
        return _it_is_said(line, place)
    if word in _HEISST:
        return None
    particles = verbs.saying().get(word)
    known = particles is not None and (not particles or _particle_follows(line, place, particles))
    if not known and not (_looks_finite(word) and _is_said_before(line, place)):
        return None
    subject, pronoun = subject_behind(line, place + 1)
    if pronoun and known:
        return _of_pronoun(line, word, pronoun)
    if subject and ((known and not verbs.needs_content(word)) or may_speak(line, subject)):
        return Frame("indirect", word, subject)
    return None


_HEISST = frozenset(["hieß", "heißt", "heisst"])


_VERLAUTET = frozenset(["verlautet", "verlautete"])  # without "es"


_AUXILIARIES = frozenset(
    """ist sind war waren hat haben hatte hatten wird werden wurde wurden kann können konnte konnten
    muss müssen musste mussten soll sollen sollte sollten will wollen wollte wollten darf dürfen
    durfte durften mag mögen bleibt blieb gibt gab hätte wäre könnte würde müsste dürfte""".split()
)


def _looks_finite(word: str) -> bool:
    """Whether an unlisted word may be a verb of saying: "deponierte", "argumentieren"."""
    return len(word) > 3 and word.endswith(("te", "ten", "t", "en")) and word not in _AUXILIARIES


def _is_said_before(line: Line, verb: int) -> bool:
    """Whether a quotation or a main clause in the subjunctive stands before a verb."""
    tokens = line.tokens
    if tokens[verb - 1].text == QUOTE or (verb > 1 and tokens[verb - 2].text == QUOTE):
        return True
    return any(
        token.is_word and token.text[0].islower() and is_first(token.lower)
        and not line.is_final_verb(place)
        for place, token in enumerate(tokens[:verb])
    )  # fmt: skip


def _is_predicate(line: Line, verb: int) -> bool:
    """Whether the sentence opens with the verb's subject and words in commas.

    As in "Die Vorsitzende der Kommission, Katharina Wolf, verteidigte ...".
    """
    tokens = line.tokens
    first = noun_phrase(tokens, 0)
    return (
        first is not None
        and first.end < verb - 1
        and tokens[first.end].text == ","
        and tokens[verb - 1].text == ","
        and may_speak(line, first)
    )


def _main_frame(line: Line) -> Frame | None:
    for place, token in enumerate(line.tokens):
        if token.is_word and token.text[0].islower() and (found := _verb_frame(line, place)):
            return found
    return None


def _verb_frame(line: Line, place: int) -> Frame | None:
    tokens, word = line.tokens, line.tokens[place].text
    if word in _VERLAUTET:
        return _it_is_said(line, place)
    if word in _HEISST:
        said = _is(tokens, place + 1, "es") or (place > 0 and _is(tokens, place - 1, "es"))
        return _it_is_said(line, place) if said and not line.is_final_verb(place) else None
    if word in ("hat", "haben", "hatte", "hatten"):
        participle = _participle(tokens, place) or _closing_participle(tokens, place)
        return _subject_frame(line, place, participle) if participle else None
    particles = verbs.saying().get(word)
    if particles is None or line.is_final_verb(place) or _is_nonfinite(line, place):
        return None
    if place and tokens[place - 1].lower == "wie":  # "wie berichtet"
        return None
    if particles and not _particle_follows(line, place, particles):
        return None
    if verbs.needs_content(word) and not particles and not _has_content(line, place):
        return None
    return _subject_frame(line, place, word)


def _is(tokens: Sequence[Token], place: int, word: str) -> bool:
    return place < len(tokens) and tokens[place].lower == word


_MODALS = frozenset(
    """zu will wollen wolle wollte wollten kann können könne könnte könnten soll sollen solle sollte
    sollten muss müssen müsse müsste müssten darf dürfen dürfe dürfte dürften wird werden werde
    würde würden möchte möchten lässt lassen ließ ließen""".split()
)


def _is_nonfinite(line: Line, place: int) -> bool:
    """Whether a verb depends on one before it ("wollte sich äußern", "wurde gefordert")."""
    tokens, word = line.tokens, line.tokens[place].text
    before = {token.text for token in tokens[line.clause_start(place) : place]}
    if word.endswith("t") and line.closes_clause(place):
        return bool(before & _AUXILIARIES)
    return word.endswith("n") and any(token.text in _MODALS for token in tokens[:place])


# As prepositions these stand anywhere; as a verb's particle, at the end of its clause.
_ALSO_PREPOSITIONS = frozenset("an auf aus vor zu ab mit über".split())


def _particle_follows(line: Line, verb: int, particles: Collection[str]) -> bool:
    return any(
        token.text in particles
        and (token.text not in _ALSO_PREPOSITIONS or line.closes_clause(place))
        for place, token in enumerate(line.tokens[verb + 1 :], verb + 1)
    )


def _has_content(line: Line, place: int) -> bool:
    tokens = line.tokens
    if line.quoted or any(t.text == ":" for t in tokens[place + 1 :]):
        return True
    if any(t.lower in _CONTENT for t in tokens[place + 1 :]):
        return True
    stances = _STANCES.get(tokens[place].text[:4], ())
    if any(t.lower in stances for t in tokens[place + 1 : place + 5]):
        return True
    if tokens[place].text.startswith("verteidig"):  # in sport a title, in politics a stand
        return any(_OFFICE.search(token.text) for token in tokens)
    return line.mood is not None


def _participle(tokens: Sequence[Token], auxiliary: int) -> str | None:
    """The participle of saying that closes the clause of an auxiliary."""
    for place in range(auxiliary + 1, len(tokens)):
        token = tokens[place]
        if token.text in (",", ".", ";", ":", "und") or place == len(tokens) - 1:
            behind = not token.is_word or token.text == "und"
            form = tokens[place - 1 if behind else place].text
            return form if form in verbs.participles() else None
    return None


def _closing_participle(tokens: Sequence[Token], auxiliary: int) -> str | None:
    """The participle at the very end, as in "..., hatte die Anwältin, Maria Rossi, gesagt"."""
    if not auxiliary or tokens[auxiliary - 1].text not in (",", QUOTE):
        return None
    last = next((token.text for token in reversed(tokens) if token.is_word), "")
    return last if last in verbs.participles() else None


def _it_is_said(line: Line, place: int) -> Frame:
    """As in "hieß es", "heißt es in der Begründung", "verlautete am Abend aus dem Ministerium"."""
    tokens = line.tokens
    behind = place + 1 + _is(tokens, place + 1, "es")
    verb = "verlautete" if tokens[place].text in _VERLAUTET else "hieß es"
    for at in (*range(behind, len(tokens)), 0):
        if tokens[at].lower not in _WHERE_SAID:
            continue
        phrase = noun_phrase(tokens, at + 1)
        if phrase and (
            at == behind
            or "seiten" in tokens[at].lower
            or may_speak(line, phrase)
            or SOURCES.search(head_noun(tokens, phrase))
        ):
            return Frame("indirect", verb, phrase)
    return Frame("indirect", verb, None, "es")


_WHERE_SAID = frozenset("in aus von vom im beim bei seitens vonseiten".split())


def _subject_frame(line: Line, verb: int, form: str) -> Frame | None:
    """The frame of a finite verb in second place: its subject stands before or behind it."""
    tokens = line.tokens
    behind, pronoun = subject_behind(line, verb + 1)
    if pronoun and tokens[verb + 1].lower == pronoun:
        return _of_pronoun(line, form, pronoun)
    if tokens[verb - 1].text in (",", QUOTE) and not _is_predicate(line, verb):
        if behind and (verb < 2 or may_speak(line, behind)):
            return Frame("indirect", form, behind)
        if pronoun:
            return _of_pronoun(line, form, pronoun)
    start = opening(tokens, verb)
    if start < verb and tokens[start].lower in PERSONAL and tokens[start].lower != "es":
        return _of_pronoun(line, form, tokens[start].lower)
    before = subject_before(tokens, start, verb)
    if before and tokens[verb - 1].text == "," and not may_speak(line, before):
        before = None  # what is said, not who says it
    coordinated = verb > 0 and tokens[verb - 1].lower in ("und", "aber", "doch", "sondern")
    if before and (
        coordinated or may_speak(line, before) or not (behind and may_speak(line, behind))
    ):
        return Frame("indirect", form, before)
    if coordinated:
        behind, pronoun = subject_behind(line, start)
    if behind:
        return Frame("indirect", form, behind)
    return _of_pronoun(line, form, pronoun) if pronoun else None


def _of_pronoun(line: Line, verb: str, pronoun: str) -> Frame:
    """The frame of a pronoun; "man" with a place is who works there ("im Ministerium")."""
    if pronoun == "man":
        for place, token in enumerate(line.tokens):
            if token.lower in ("im", "in", "beim", "bei", "aus"):
                phrase = noun_phrase(line.tokens, place + 1)
                if phrase and is_speaking_body(head_noun(line.tokens, phrase)):
                    return Frame("indirect", verb, phrase)
    return Frame("indirect", verb, None, pronoun)
