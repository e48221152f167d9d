"""What a translator is, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One English sentence that a model proposes.

    Attributes:
        text: the English.
        score: mean log-probability a token, at most 0, or None where the
            engine gives none.
    """

    text: str
    score: float | None = None


@runtime_checkable
class Translator(Protocol):
    """Anything that translates a batch of German sentences."""

    @property
    def name(self) -> str:
        """What a digest says of the engine."""

    def translate(self, sentences: Sequence[str]) -> list[Hypothesis]:
        """The best translation of each sentence, in order. Not to depend on the batch."""


@runtime_checkable
class OffersAlternatives(Protocol):
    """A translator that can try again, which the repair pass asks it to."""

    def alternatives(
        self, sentences: Sequence[str], *, beam_size: int, no_repeat_ngram_size: int = 0
    ) -> list[list[Hypothesis]]:
        """Up to `beam_size` hypotheses a sentence from a beam of that size, the best first."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which model translated, for `Digest.made_by`."""

    id: str
    sha256: str | None


@runtime_checkable
class HasIdentity(Protocol):
    """A translator that can name its model."""

    @property
    def identity(self) -> Identity:
        """The model's id and checksum."""
