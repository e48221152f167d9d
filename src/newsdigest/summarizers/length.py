"""How long a summary is to be: sentences, words, characters, or what the article asks for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from newsdigest.errors import InvalidOptionError
from newsdigest.summarizers.protocol import Ranking
from newsdigest.words import content_stems, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.document import Document, Sentence
    from newsdigest.summarizers.protocol import Summarizer

AUTO: Literal["auto"] = "auto"
_MOST_AUTO = 5
_AUTO_COVERAGE = 0.5  # share of the words that an article comes back to
_SENTENCES_A_POINT = 3  # at most every third sentence of a short article


@dataclass(frozen=True, slots=True)
class Length:
    """The limits of a summary; all of them hold, and none is ever exceeded.

    Attributes:
        sentences: how many, or "auto" for as many as the article asks for, at most five.
        max_words: German words of all chosen sentences together.
        max_characters: German characters of all chosen sentences, joined by a space.
    """

    sentences: int | Literal["auto"] = 3
    max_words: int | None = None
    max_characters: int | None = None

    def __post_init__(self) -> None:
        if self.sentences != AUTO and not _is_count(self.sentences):
            raise InvalidOptionError(
                f"sentences={self.sentences!r}: give a whole number of at least 1, or 'auto'"
            )
        for name in ("max_words", "max_characters"):
            limit = getattr(self, name)
            if limit is not None and not _is_count(limit):
                raise InvalidOptionError(f"{name}={limit!r}: give a whole number of at least 1")

    @property
    def has_budget(self) -> bool:
        """Whether words or characters are limited."""
        return self.max_words is not None or self.max_characters is not None

    def fits(self, sentences: Sequence[Sentence]) -> bool:
        """Whether the sentences together stay within the words and characters."""
        texts = [sentence.clean for sentence in sentences]
        return (
            self.max_words is None or sum(len(words(text)) for text in texts) <= self.max_words
        ) and (self.max_characters is None or len(" ".join(texts)) <= self.max_characters)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def choose(summarizer: Summarizer, document: Document, length: Length) -> Ranking:
    """The sentences that a summariser chooses within a length.

    A budget of words or characters is kept by asking for fewer sentences until
    they fit; where not even the best one does, the first that fits is taken.
    """
    ranking = (
        _auto(summarizer, document)
        if length.sentences == AUTO
        else summarizer.rank(document, length.sentences)
    )
    while ranking.positions and not length.fits(_chosen(document, ranking)):
        ranking = (
            summarizer.rank(document, len(ranking.positions) - 1)
            if len(ranking.positions) > 1
            else _first_that_fits(document, length)
        )
    return ranking


def _chosen(document: Document, ranking: Ranking) -> list[Sentence]:
    return [document.sentences[position] for position in ranking.positions]


def _first_that_fits(document: Document, length: Length) -> Ranking:
    for sentence in document.body:
        if length.fits([sentence]):
            return Ranking(
                (sentence.index,), (0.0,), "only this sentence fits the length asked for"
            )
    return Ranking((), (), "no sentence of the article fits the length asked for")


def _auto(summarizer: Summarizer, document: Document) -> Ranking:
    """The fewest sentences that say half of what the article comes back to, at most five.

    Content is counted in stems that at least two sentences say, each as often
    as sentences say it.
    """
    stems = {s.index: frozenset(content_stems(s.clean)) for s in document.body}
    counts = Counter(stem for said in stems.values() for stem in said)
    content = {stem: count for stem, count in counts.items() if count > 1}
    most = min(_MOST_AUTO, max(1, -(-len(stems) // _SENTENCES_A_POINT)))
    for n in range(1, most + 1):
        ranking = summarizer.rank(document, n)
        said = frozenset[str]().union(*(stems[position] for position in ranking.positions))
        covered = sum(count for stem, count in content.items() if stem in said)
        if covered >= _AUTO_COVERAGE * sum(content.values()):
            break
    return ranking
