"""Several articles on one story: the key points of all, each said once, and who else says it.

Whether two sentences say the same is judged on the German by their words: the
share of one's content, in stems weighted by how rare they are in the story,
that the other has too. A sentence with a number counts as said only where the
same number stands, so that reports which differ in a number are both shown.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newsdigest.fidelity.numbers import german_numbers, unmatched
from newsdigest.result import (
    SCHEMA_VERSION,
    Digest,
    KeyPoint,
    Notice,
    Title,
    from_plain,
    read_json,
    to_plain,
)
from newsdigest.words import content_stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsdigest.document import Document, Sentence
    from newsdigest.summarizers import Ranking

_SAME = 0.5  # share of a sentence's content that another must have to say the same


@dataclass(frozen=True, slots=True)
class Echo:
    """A sentence of another article that says what a key point says.

    Attributes:
        article: number of its article in `Story.articles`, from 0.
        sentence: number of the sentence in that article.
        source: the German.
        start: offset of the German in that article's text.
        end: offset behind it.

    >>> from newsdigest import digest_story
    >>> two = ["Der Rat beschloss heute die Brücke.", "Die Brücke beschloss heute der Rat."]
    >>> digest_story(two).key_points[0].also_in
    (Echo(article=1, sentence=0, source='Die Brücke beschloss heute der Rat.', start=0, end=35),)
    """

    article: int
    sentence: int
    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StoryPoint:
    """A key point of a story.

    Attributes:
        article: number of its article in `Story.articles`, from 0.
        point: the key point; its offsets count characters of that article's text.
        also_in: where other articles say the same, one sentence an article.
        single_source: whether no other source says it, as far as the words tell;
            articles with the same `source`, or addresses of one host, are one source.

    >>> from newsdigest import digest_story
    >>> two = ["Der Rat beschloss heute die Brücke.", "Die Brücke beschloss heute der Rat."]
    >>> said = digest_story(two).key_points[0]
    >>> said.article, said.point.source, said.single_source
    (0, 'Der Rat beschloss heute die Brücke.', False)
    """

    article: int
    point: KeyPoint
    also_in: tuple[Echo, ...]
    single_source: bool


@dataclass(frozen=True, slots=True)
class Story:
    """Several articles as one story.

    Attributes:
        articles: the digest of each article, in the order given; its key points are
            those that went into the story, which may be none.
        key_points: the key points of the story, by the articles' dates where these
            are known, otherwise in the order given.
        warnings: what a reader should know about the story as a whole.
        schema_version: version of this structure.

    >>> from newsdigest import digest_story
    >>> story = digest_story(
    ...     ["Der Rat hat am Montag die neue Brücke beschlossen.",
    ...      "Die neue Brücke hat der Rat am Montag beschlossen. Sie kostet viel Geld."])
    >>> [len(point.also_in) for point in story.key_points]
    [1, 0]
    """

    articles: tuple[Digest, ...]
    key_points: tuple[StoryPoint, ...]
    warnings: tuple[Notice, ...] = ()
    schema_version: str = SCHEMA_VERSION

    @property
    def title(self) -> Title | None:
        """The headline of the newest article that has its own, else a generated one.

        >>> from newsdigest import Article, digest_story
        >>> article = Article("Der Rat beschloss heute die Brücke.", title="Rat für Brücke")
        >>> digest_story([article]).title.source
        'Rat für Brücke'
        """
        titles = [a.title for a in _by_date(self.articles) if a.title]
        own = [title for title in titles if not title.generated]
        return own[-1] if own else (titles[0] if titles else None)

    def __str__(self) -> str:
        return self.to_text()

    def to_dict(self) -> dict[str, Any]:
        """The story as plain dicts, lists, strings and numbers.

        >>> from newsdigest import digest_story
        >>> digest_story(["Der Rat beschloss heute die Brücke."]).to_dict()["schema_version"]
        '1.0'
        """
        return to_plain(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Story:
        """The story that `to_dict` gave.

        >>> from newsdigest import digest_story
        >>> story = digest_story(["Der Rat beschloss heute die Brücke."])
        >>> Story.from_dict(story.to_dict()) == story
        True

        Raises:
            InvalidDigestError: a field is missing or of another type.
        """
        return from_plain(cls, data)

    def to_json(self, *, indent: int | None = None) -> str:
        """The story as JSON; `indent` spaces a level for a person to read.

        >>> from newsdigest import digest_story
        >>> story = digest_story(["Der Rat beschloss heute die Brücke."])
        >>> story.to_json()[:14]
        '{"articles": ['
        """
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Story:
        """The story that `to_json` gave.

        >>> from newsdigest import digest_story
        >>> story = digest_story(["Der Rat beschloss heute die Brücke."])
        >>> Story.from_json(story.to_json()) == story
        True

        Raises:
            InvalidDigestError: it is not JSON, or not a story.
        """
        return cls.from_dict(read_json(text))

    def to_text(self) -> str:
        """A readable story for a terminal or a mail.

        >>> from newsdigest import digest_story
        >>> story = digest_story(["Der Rat beschloss heute die Brücke."])
        >>> "de: Der Rat beschloss heute die Brücke." in story.to_text()
        True
        """
        from newsdigest.render import story_to_text

        return story_to_text(self)

    def to_markdown(self) -> str:
        """A readable story in Markdown.

        >>> from newsdigest import digest_story
        >>> story = digest_story(["Der Rat beschloss heute die Brücke."])
        >>> "> Der Rat beschloss heute die Brücke." in story.to_markdown()
        True
        """
        from newsdigest.render import story_to_markdown

        return story_to_markdown(self)


@dataclass(frozen=True, slots=True)
class Candidates:
    """An article read, and the sentences of it that its summariser chose."""

    document: Document
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence chosen for a story: its article and sentence, and where others say the same."""

    article: int
    position: int
    also_in: tuple[tuple[int, int], ...]


def choose_for_story(articles: Sequence[Candidates], n: int) -> list[Choice]:
    """At most `n` of the candidates of all articles, the best first, none said by one before it.

    A candidate is worth its score as a share of its article's best, and the
    share of the other articles that say the same. Takes time with the product of
    candidates and sentences.
    """
    content = _Content(articles)
    found = []
    for article, candidates in enumerate(articles):
        best = max(candidates.ranking.scores, default=0.0) or 1.0
        for position, score in zip(
            candidates.ranking.positions, candidates.ranking.scores, strict=True
        ):
            also_in = tuple(content.echoes(article, position))
            worth = score / best + len(also_in) / max(1, len(articles) - 1)
            found.append((worth, Choice(article, position, also_in)))
    chosen: list[Choice] = []
    for _, choice in sorted(found, key=lambda pair: -pair[0]):
        said = (content.says((c.article, c.position), (choice.article, choice.position))
                for c in chosen)  # fmt: skip
        if len(chosen) < n and not any(said):
            chosen.append(choice)
    return chosen


class _Content:
    """What each sentence of a story says: weighted stems, and numbers."""

    def __init__(self, articles: Sequence[Candidates]) -> None:
        self._sentences = [article.document.sentences for article in articles]
        self._stems = {
            (number, sentence.index): frozenset(content_stems(sentence.clean))
            for number, sentences in enumerate(self._sentences)
            for sentence in sentences
        }
        counts = Counter(stem for stems in self._stems.values() for stem in stems)
        self._weight = {s: math.log1p(len(self._stems) / count) for s, count in counts.items()}
        self._numbers = {
            (number, sentence.index): tuple(german_numbers(sentence.clean))
            for number, sentences in enumerate(self._sentences)
            for sentence in sentences
        }

    def echoes(self, article: int, position: int) -> Iterable[tuple[int, int]]:
        """In each other article the sentence that says the same best, if any does."""
        for other, sentences in enumerate(self._sentences):
            places = [(other, sentence.index) for sentence in sentences]
            same = [p for p in places if other != article and self.says(p, (article, position))]
            if same:
                yield max(same, key=lambda place: self._share(place, (article, position)))

    def says(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether a sentence says what another one says."""
        if self._share(one, other) < _SAME:
            return False
        return not unmatched(self._numbers[other], self._numbers[one])

    def _share(self, one: tuple[int, int], other: tuple[int, int]) -> float:
        """How much of the other's content the one has."""
        stems = self._stems[other]
        whole = self._sum(stems)
        return self._sum(stems & self._stems[one]) / whole if whole else 0.0

    def _sum(self, stems: Iterable[str]) -> float:
        # math.fsum does not depend on the order, which a set does not keep.
        return math.fsum(self._weight[stem] for stem in stems)


def make_story(
    digests: Sequence[Digest], documents: Sequence[Document], choices: Sequence[Choice], asked: int
) -> Story:
    """The story of the digests, each holding those key points that were chosen of its article."""
    order = {id(digest): place for place, digest in enumerate(_by_date(digests))}
    points = []
    for choice in sorted(choices, key=lambda c: (order[id(digests[c.article])], c.position)):
        digest = digests[choice.article]
        echoes = [_echo(article, documents[article].sentences[position])
                  for article, position in choice.also_in]  # fmt: skip
        sources = {_source(digests[echo.article].source, echo.article) for echo in echoes}
        points.append(
            StoryPoint(
                article=choice.article,
                point=next(p for p in digest.key_points if p.sentence == choice.position),
                also_in=tuple(echoes),
                single_source=not sources - {_source(digest.source, choice.article)},
            )
        )
    return Story(tuple(digests), tuple(points), _warnings(digests, len(points), asked))


def _echo(article: int, sentence: Sentence) -> Echo:
    return Echo(article, sentence.index, sentence.text, sentence.start, sentence.end)


def _by_date(digests: Iterable[Digest]) -> list[Digest]:
    """The oldest first; those without a date last, in the order given."""
    return sorted(digests, key=lambda digest: (digest.date is None, digest.date or ""))


def _source(source: str | None, article: int) -> object:
    """What tells sources apart: the host of an address, else the source; each unknown one."""
    return (urlsplit(source).hostname or source) if source else article


def _warnings(digests: Sequence[Digest], found: int, asked: int) -> tuple[Notice, ...]:
    notices = []
    if len({_source(digest.source, n) for n, digest in enumerate(digests)}) < 2:
        notices.append(Notice("one-source", "all of the story is from one source"))
    if any(digest.date is None for digest in digests) and len(digests) > 1:
        notices.append(
            Notice("undated", "articles without a date come last, in the order in which they came")
        )
    if found < asked:
        notices.append(
            Notice("short", f"{asked} key points were asked for; the articles have {found}")
        )
    return tuple(notices)
