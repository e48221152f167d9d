"""Who says what: quotations, reported speech and sources, each with its speaker.

A sentence states somebody's words where a verb of saying, a source ("laut",
"nach Angaben von") or a quotation says so, or where it stands in the
subjunctive behind such a sentence; then it keeps that sentence's speaker.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.annotate.frames import find_frame
from newsdigest.annotate.lines import Line, read_lines
from newsdigest.annotate.names import Name, find_names
from newsdigest.annotate.phrases import PERSONAL, noun_phrase
from newsdigest.annotate.quotations import Quoted, find_quoted
from newsdigest.annotate.speakers import People, Speaker
from newsdigest.annotate.subjects import FOREGOING, Frame, SpeechKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsdigest.document import Document

__all__ = [
    "Quotation",
    "Speaker",
    "SpeechKind",
    "Statement",
    "find_quotations",
    "find_speech",
    "is_detached",
]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that gives somebody's words.

    Attributes:
        sentence: number of the sentence.
        kind: "quote" where it holds a quotation, "source" where only a source is
            given ("laut ..."), else "indirect".
        speaker: who speaks, None where the text does not say.
        verb: the verb of saying or the preposition, None where the mood alone tells.
        named: whether the sentence itself names the speaker.
    """

    sentence: int
    kind: SpeechKind
    speaker: Speaker | None
    verb: str | None
    named: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation and who is quoted; offsets count the clean text, marks included."""

    start: int
    end: int
    sentence: int
    speaker: Speaker | None
    verb: str | None


def is_detached(statement: Statement, chosen: Collection[int]) -> bool:
    """Whether a claim stands without its speaker among the sentences `chosen`, by number."""
    if statement.named:
        return False
    return statement.speaker is None or statement.speaker.sentence not in chosen


def find_speech(document: Document, names: Sequence[Name] | None = None) -> tuple[Statement, ...]:
    """The statements of a document, at most one a sentence, in order.

    `names` are those of `find_names`, for a caller who has them already.
    """
    known = find_names(document) if names is None else names
    return _Reader(document, known, find_quoted(document)).read()


def find_quotations(
    document: Document, statements: Sequence[Statement]
) -> tuple[Quotation, ...]:  # fmt: skip
    """The quotations that are speech, each with the speaker of its sentence."""
    by_sentence = {statement.sentence: statement for statement in statements}
    starts = [sentence.clean_start for sentence in document.sentences]
    found = []
    for quoted in find_quoted(document):
        # Sentences stand in order and apart: one alone may begin before the quotation.
        first = max(0, bisect_right(starts, quoted.start) - 1)
        behind = bisect_left(starts, quoted.end)
        covered = [s for s in document.sentences[first:behind] if s.clean_end > quoted.start]
        owners = [by_sentence[s.index] for s in covered if s.index in by_sentence]
        if quoted.title_like or not owners or not covered:
            continue
        # The sentence that a verb of saying closes knows best who spoke.
        owner = next((o for o in reversed(owners) if o.verb), owners[-1])
        found.append(
            Quotation(quoted.start, quoted.end, covered[0].index, owner.speaker, owner.verb)
        )
    return tuple(found)


class _Reader:
    """Reads a document's sentences in order and keeps who spoke last."""

    def __init__(self, document: Document, names: Sequence[Name], quoted: Sequence[Quoted]) -> None:
        by_sentence: dict[int, list[Name]] = {}
        for name in names:
            by_sentence.setdefault(name.sentence, []).append(name)
        self._lines = read_lines(document, by_sentence, quoted)
        self._people = People(names)

    def read(self) -> tuple[Statement, ...]:
        statements = []
        for line in self._lines:
            statement = None if line.sentence.heading else self._statement(line)
            if statement:
                statements.append(statement)
                self._people.speaking = statement.speaker or self._people.speaking
                self._people.spoke = line.sentence.index
            self._people.note(line)
        return tuple(statements)

    def _statement(self, line: Line) -> Statement | None:
        frame = find_frame(line)
        if frame is None:
            return self._carried(line)
        speaker = self._speaker(line, frame)
        if frame.kind == "source" and speaker is None:
            return self._carried(line)
        return _made(line, "quote" if line.quoted else frame.kind, speaker, frame.verb)

    def _speaker(self, line: Line, frame: Frame) -> Speaker | None:
        if frame.subject is not None:
            return self._people.described(line, frame.subject)
        if frame.pronoun == FOREGOING:
            return self._people.speaking if self._follows(line) else None
        return self._people.of_pronoun(frame.pronoun, line)

    def _follows(self, line: Line) -> bool:
        return self._people.spoke == line.sentence.index - 1

    def _carried(self, line: Line) -> Statement | None:
        """A statement whose speaker stands in an earlier sentence."""
        index = line.sentence.index
        if line.all_quoted:
            return _made(line, "quote", self._people.antecedent(index), None)
        follows = self._follows(line) or self._people.introduced(index)
        if line.mood == "first" or (line.mood == "second" and follows):
            if line.only_subordinate_mood and (speaker := self._opening_subject(line)):
                return _made(line, "quote" if line.quoted else "indirect", speaker, None)
            speaker = self._people.antecedent(index)
            return _made(line, "quote" if line.quoted else "indirect", speaker, None)
        if line.quoted and line.is_fragment:
            return _made(line, "quote", self._first_named(line), None)
        return None

    def _opening_subject(self, line: Line) -> Speaker | None:
        """Who thinks what a clause in the subjunctive gives ("X zweifelt, dass ... sei")."""
        first = line.tokens[0].lower
        if first in PERSONAL:
            return self._people.of_pronoun(first, line)
        phrase = noun_phrase(line.tokens, 0)
        name = phrase and next(
            (n for n in line.names if n.start < line.tokens[phrase.end - 1].end), None
        )
        return self._people.described(line, phrase) if phrase and name else None

    def _first_named(self, line: Line) -> Speaker | None:
        first = next((name for name in line.names if name.kind != "place"), None)
        if first is None:
            return self._people.antecedent(line.sentence.index)
        return self._people.named(first)


def _made(line: Line, kind: SpeechKind, speaker: Speaker | None, verb: str | None) -> Statement:
    named = speaker is not None and (
        speaker.sentence == line.sentence.index or _names(line, speaker)
    )
    return Statement(line.sentence.index, kind, speaker, verb, named)


def _names(line: Line, speaker: Speaker) -> bool:
    key = speaker.name.rsplit(" ", 1)[-1] if speaker.is_person else speaker.name
    return any(key in name.base for name in line.names) or (
        not speaker.is_person and key in line.sentence.clean
    )
