"""German news articles as structured English digests, offline.

>>> from newsdigest import digest
>>> d = digest(open("seeds/000_7c349b12d8676159.txt", encoding="utf-8").read())
>>> d.date
'2022-02'
>>> point = d.key_points[0]  # .text is English, .source German, .start and .end its place
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
    Digest,
    Flag,
    KeyPoint,
    MadeBy,
    Notice,
    Title,
    TranslatedSentence,
    Translation,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsdigest.digester import Digester
    from newsdigest.summarizers import SUMMARIZERS

__all__ = [
    "SUMMARIZERS",
    "Article",
    "Digest",
    "Digester",
    "DownloadError",
    "EmptyArticleError",
    "Failure",
    "Flag",
    "InvalidDigestError",
    "InvalidModelError",
    "InvalidOptionError",
    "KeyPoint",
    "MadeBy",
    "MissingExtraError",
    "ModelNotFoundError",
    "NewsdigestError",
    "Notice",
    "StorageError",
    "Title",
    "TranslatedSentence",
    "Translation",
    "TranslationError",
    "UnreadableArticleError",
    "WrongLanguageError",
    "digest",
    "digest_many",
]


@lru_cache(maxsize=1)
def _default_digester() -> Digester:
    from newsdigest.digester import Digester

    return Digester()


def digest(article: str | Article, **options: Any) -> Digest:
    """Digest one German article with the default `Digester`.

    `options` are those of `Digester.digest`: `sentences`, `translate`,
    `summarizer`, `check_language`.
    """
    return _default_digester().digest(article, **options)


@overload
def digest_many(
    articles: Iterable[str | Article | Failure],
    *,
    on_error: Literal["raise"] = "raise",
    **options: Any,
) -> Iterator[Digest]: ...


@overload
def digest_many(
    articles: Iterable[str | Article | Failure], *, on_error: Literal["record"], **options: Any
) -> Iterator[Digest | Failure]: ...


def digest_many(
    articles: Iterable[str | Article | Failure], **options: Any
) -> Iterator[Digest | Failure]:
    """Digest articles as they come, in order, with the default `Digester`.

    `options` are those of `Digester.digest_many`.
    """
    return _default_digester().digest_many(articles, **options)


# The steps of a digest compile their patterns when they are imported, which takes
# longer than all the rest: programs that only read digests need not wait for it.
_LAZY = {"Digester": "newsdigest.digester", "SUMMARIZERS": "newsdigest.summarizers"}


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
