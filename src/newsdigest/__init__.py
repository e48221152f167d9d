"""German news articles as structured English digests, offline.

>>> from newsdigest import Article, digest
>>> article = Article.from_file("seeds/000_7c349b12d8676159.txt")
>>> d = digest(article, sentences=3)
>>> d.date, len(d.key_points)
('2022-02', 3)
>>> point = d.key_points[0]  # point.text is English, point.source German
>>> article.text[point.start : point.end] == point.source
True

One article: `digest`. Many, as they come: `digest_many`. Several on one story:
`digest_story`. With a summariser, model, translator or glossary of your choice:
`Digester`. What comes out is a `Digest`, a frozen value that goes to JSON and back.
Every error is a `NewsdigestError` whose message names the cure. No call opens a
connection.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, overload

from newsdigest.article import Article
from newsdigest.errors import (
    DownloadError,
    EmptyArticleError,
    InvalidDigestError,
    InvalidModelError,
    InvalidOptionError,
    MissingExtraError,
    ModelNotFoundError,
    NewsdigestError,
    StorageError,
    TranslationError,
    UnreadableArticleError,
    WrongLanguageError,
)
from newsdigest.pipeline import Failure
from newsdigest.result import (
    Attribution,
    Digest,
    Entity,
    Flag,
    KeyPoint,
    Keyword,
    MadeBy,
    Mention,
    Notice,
    Quantity,
    Quote,
    Stats,
    Title,
    TranslatedSentence,
    Translation,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typing_extensions import Unpack

    from newsdigest.digester import Digester, DigestOptions
    from newsdigest.story import Echo, Story, StoryPoint
    from newsdigest.summarizers import SUMMARIZERS, Summarizer

__all__ = [
    "SUMMARIZERS",
    "Article",
    "Attribution",
    "Digest",
    "Digester",
    "DownloadError",
    "Echo",
    "EmptyArticleError",
    "Entity",
    "Failure",
    "Flag",
    "InvalidDigestError",
    "InvalidModelError",
    "InvalidOptionError",
    "KeyPoint",
    "Keyword",
    "MadeBy",
    "Mention",
    "MissingExtraError",
    "ModelNotFoundError",
    "NewsdigestError",
    "Notice",
    "Quantity",
    "Quote",
    "Stats",
    "StorageError",
    "Story",
    "StoryPoint",
    "Title",
    "TranslatedSentence",
    "Translation",
    "TranslationError",
    "UnreadableArticleError",
    "WrongLanguageError",
    "digest",
    "digest_many",
    "digest_story",
]


@lru_cache(maxsize=1)
def _default_digester() -> Digester:
    from newsdigest.digester import Digester

    return Digester()


def digest(article: str | Article, **options: Unpack[DigestOptions]) -> Digest:
    """Digest one German article with the default `Digester`.

    `options` are those of `Digester.digest`: `sentences`, `max_words`,
    `max_characters`, `translate`, `summarizer`, `check_language`.

    >>> text = "Der Kanzler ist am Dienstag nach Moskau gereist."
    >>> d = digest(text, sentences=1)
    >>> d.key_points[0].source == text
    True
    """
    return _default_digester().digest(article, **options)


@overload
def digest_many(
    articles: Iterable[str | Article | Failure],
    *,
    batch_size: int = ...,
    workers: int = ...,
    on_error: Literal["raise"] = "raise",
    **options: Unpack[DigestOptions],
) -> Iterator[Digest]: ...


@overload
def digest_many(
    articles: Iterable[str | Article | Failure],
    *,
    batch_size: int = ...,
    workers: int = ...,
    on_error: Literal["record"],
    **options: Unpack[DigestOptions],
) -> Iterator[Digest | Failure]: ...


def digest_many(
    articles: Iterable[str | Article | Failure], **options: Any
) -> Iterator[Digest | Failure]:
    """Digest articles as they come, in order, with the default `Digester`.

    `options` are those of `Digester.digest_many`.

    >>> for d in digest_many(["In Wien regnet es heute.", "Der Rat stimmte am Montag zu."]):
    ...     print(d.key_points[0].source)
    In Wien regnet es heute.
    Der Rat stimmte am Montag zu.
    """
    return _default_digester().digest_many(articles, **options)


def digest_story(
    articles: Iterable[str | Article],
    *,
    sentences: int = 5,
    summarizer: Summarizer | str | None = None,
    check_language: bool = True,
) -> Story:
    """Digest several articles on one story with the default `Digester`.

    The arguments are those of `Digester.digest_story`.

    >>> story = digest_story(["In Graz ist eine Brücke eingestürzt.", "In Graz regnet es heute."])
    >>> [point.article for point in story.key_points]
    [0, 1]
    """
    return _default_digester().digest_story(
        articles, sentences=sentences, summarizer=summarizer, check_language=check_language
    )


# The steps of a digest compile their patterns when they are imported, which takes
# longer than all the rest: programs that only read digests need not wait for it.
_LAZY = {
    "Digester": "newsdigest.digester",
    "SUMMARIZERS": "newsdigest.summarizers",
    "Story": "newsdigest.story",
    "StoryPoint": "newsdigest.story",
    "Echo": "newsdigest.story",
}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(_LAZY[name]), name)
    if name == "__version__":
        from importlib.metadata import version

        return version("newsdigest")
    raise AttributeError(f"module 'newsdigest' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
