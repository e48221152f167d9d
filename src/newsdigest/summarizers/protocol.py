"""What a summariser is given and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsdigest.document import Document, Sentence


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sentences that a summariser chose.

    Attributes:
        positions: indices into `document.sentences`, ascending.
        scores: the worth of each, in the same order; higher is better, and
            scales differ between methods.
        warning: why another method than the one asked for chose them, if so.
    """

    positions: tuple[int, ...]
    scores: tuple[float, ...]
    warning: str | None = None


@runtime_checkable
class Summarizer(Protocol):
    """Anything that chooses sentences of a document."""

    @property
    def name(self) -> str:
        """What a digest says of who chose its key points."""

    def rank(self, document: Document, n: int) -> Ranking:
        """The best `n` sentences of `document.body` (all, where it has fewer)."""


def distinct(sentences: Iterable[Sentence]) -> list[Sentence]:
    """The sentences without later copies of an earlier one."""
    first: dict[str, Sentence] = {}
    for sentence in sentences:
        first.setdefault(sentence.clean, sentence)
    return list(first.values())
