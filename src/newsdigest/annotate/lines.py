"""Sentences taken apart for the reading of speech: words outside quotations, clauses, mood."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from newsdigest.annotate.subjunctive import is_first, is_second, without_fixed
from newsdigest.annotate.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsdigest.annotate.names import Name
    from newsdigest.annotate.quotations import Quoted
    from newsdigest.document import Document, Sentence

QUOTE = "“”"  # the mark that stands for a whole quotation
_MOST_TOKENS = 200  # a longer "sentence" is a list or a table
_BETWEEN_CLAUSES = frozenset([",", ";", ":", QUOTE, "–", "—"])
SUBORDINATING = frozenset(
    """dass daß ob wenn falls weil nachdem während obwohl obgleich damit bevor ehe sobald solange
    sofern soweit sodass indem wonach wobei womit wofür wodurch weshalb warum wie wo wann wer was
    welche welcher welches welchem welchen deren dessen denen als da bis seit""".split()
)
_RELATIVE = frozenset(["der", "die", "das", "den", "dem"])
# Only these open a sentence: "Sei das der Fall, ..."; "Ende" and "Lasse" are other words.
_OPENING_VERBS = frozenset(
    """Sei Seien Habe Werde Könne Müsse Solle Dürfe Komme Hätte Hätten Wäre Wären Würde Würden
    Könnte Könnten Wenn Falls""".split()
)
_CONDITIONS = frozenset("wenn falls hätte hätten wäre wären".split())


@dataclass(frozen=True)
class Line:
    """A sentence taken apart.

    Attributes:
        sentence: the sentence.
        tokens: its words and marks; each quotation is one mark, `QUOTE`.
        names: the names outside quotations.
        quoted: whether it holds a quotation, or a part of one.
        all_quoted: whether it holds nothing else.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    quoted: bool
    all_quoted: bool

    def text(self, first: int, end: int) -> str:
        """The text of tokens[first:end], as it stands there."""
        return self.sentence.clean[self.tokens[first].start : self.tokens[end - 1].end]

    @cached_property
    def mood(self) -> Literal["first", "second"] | None:
        """The strongest subjunctive outside quotations that can mark reported speech."""
        if any(token.lower == "ich" for token in self.tokens):
            return None
        kept = without_fixed(self.sentence.clean)
        words = [
            (place, token.lower) for place, token in enumerate(self.tokens)
            if token.is_word and (token.text[0].islower() or token.text in _OPENING_VERBS)
            and kept[token.start : token.end].strip()
        ]  # fmt: skip
        if any(is_first(word) for _, word in words):
            return "first"
        if not words or self.tokens[0].lower in _CONDITIONS:
            return None
        # In a subordinate clause the second subjunctive is mostly the newsroom's own
        # condition ("das sonst die Geier entsorgt hätten").
        if any(is_second(word) and not self.closes_clause(place) for place, word in words):
            return "second"
        return None

    @cached_property
    def only_subordinate_mood(self) -> bool:
        """Whether every Konjunktiv I stands in a subordinate clause of a plain main clause."""
        places = [
            place for place, token in enumerate(self.tokens)
            if token.is_word and token.text[0].islower() and is_first(token.lower)
        ]  # fmt: skip
        return bool(places) and all(
            self.closes_clause(place) and self.is_subordinate(place) for place in places
        )

    def closes_clause(self, place: int) -> bool:
        """Whether a mark, "und" or nothing follows the word at `place`."""
        if place + 1 >= len(self.tokens):
            return True
        following = self.tokens[place + 1]
        return not following.is_word or following.lower in ("und", "oder", "sowie")

    def clause_start(self, place: int) -> int:
        """Where the clause of the token at `place` begins."""
        for at in range(place - 1, -1, -1):
            if self.tokens[at].text in _BETWEEN_CLAUSES:
                return at + 1
        return 0

    def is_subordinate(self, place: int) -> bool:
        """Whether the clause of the token at `place` opens with a conjunction or relative."""
        start = self.clause_start(place)
        if start == place:
            return False
        opening = self.tokens[start].lower
        if opening in ("in", "mit", "von", "zu", "an", "auf", "bei", "für", "aus") and start:
            opening = self.tokens[start + 1].lower  # "in dem es heißt"
        return opening in SUBORDINATING or (start > 0 and opening in _RELATIVE)

    def is_final_verb(self, place: int) -> bool:
        """Whether a verb stands at the end of a subordinate clause, which tells nobody's words."""
        return self.closes_clause(place) and self.is_subordinate(place)

    @property
    def is_fragment(self) -> bool:
        """Whether a quoted piece of a narrated sentence is long enough to be somebody's words."""
        quote = next((token for token in self.tokens if token.text == QUOTE), None)
        return quote is not None and self.sentence.clean[quote.start : quote.end].count(" ") >= 3


def read_lines(
    document: Document, names: Mapping[int, Sequence[Name]], quoted: Sequence[Quoted]
) -> list[Line]:
    """Every sentence of a document as a line; `names` are given by sentence."""
    speech = [quote for quote in quoted if not quote.title_like]
    lines, next_quote = [], 0
    for sentence in document.sentences:
        while next_quote < len(speech) and speech[next_quote].end <= sentence.clean_start:
            next_quote += 1
        inside = []
        for at in range(next_quote, len(speech)):  # a slice would copy all that follow
            quote = speech[at]
            if quote.start >= sentence.clean_end:
                break
            inside.append((quote.start - sentence.clean_start, quote.end - sentence.clean_start))
        tokens = _outside(tokenize(sentence.clean)[:_MOST_TOKENS], inside)
        lines.append(
            Line(
                sentence,
                tokens,
                tuple(n for n in names.get(sentence.index, ()) if not _within(n, inside)),
                quoted=bool(inside),
                all_quoted=bool(inside) and not any(token.is_word for token in tokens),
            )
        )
    return lines


def _outside(tokens: Sequence[Token], quotes: Sequence[tuple[int, int]]) -> tuple[Token, ...]:
    """The tokens, each quotation replaced by one mark."""
    kept: list[Token] = []
    spans = iter(quotes)
    span = next(spans, None)
    for token in tokens:
        while span and token.start >= span[1]:
            span = next(spans, None)
        if span and token.start >= span[0]:
            if not kept or kept[-1].text != QUOTE or kept[-1].start != max(span[0], 0):
                kept.append(Token(QUOTE, max(span[0], 0), token.end, is_word=False))
            continue
        kept.append(token)
    return tuple(kept)


def _within(name: Name, quotes: Sequence[tuple[int, int]]) -> bool:
    return any(start <= name.start < end for start, end in quotes)
