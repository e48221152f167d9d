"""Many articles at once: planned, translated in one batch across articles, finished, in order.

Batches go through all their steps on a few threads. While one decodes, which
CTranslate2 does without Python's interpreter lock, another is read and ranked.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Generic, Protocol, TypeAlias, TypeVar

from newsdigest.article import Article
from newsdigest.errors import InvalidModelError, MissingExtraError, ModelNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from newsdigest.fidelity import Checked
    from newsdigest.result import Digest

Input: TypeAlias = str | Article

# What is wrong with the set-up would be wrong with every article: never recorded, always raised.
_SETUP_ERRORS = (ModelNotFoundError, InvalidModelError, MissingExtraError)


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be digested.

    Attributes:
        index: its number among the articles given, from 0.
        source: where it is from, as the caller said (`Article.source`).
        error: what was raised for it.

    >>> from newsdigest import digest_many
    >>> [failure] = digest_many([""], on_error="record")
    >>> failure.index, type(failure.error).__name__
    (0, 'EmptyArticleError')
    """

    index: int
    source: str | None
    error: Exception


class HasSources(Protocol):
    """A plan: the German sentences that it wants translated."""

    @property
    def sources(self) -> list[str]:
        """German sentences, in the order in which `Steps.finish` takes their translations."""


Plan = TypeVar("Plan", bound=HasSources)


@dataclass(frozen=True, slots=True)
class Steps(Generic[Plan]):
    """The way of an article: `plan` it, `translate` what it wants, `finish` its digest."""

    plan: Callable[[Input], Plan]
    translate: Callable[[Sequence[str]], list[Checked]]
    finish: Callable[[Plan, list[Checked]], Digest]


def stream(
    articles: Iterable[Input | Failure], steps: Steps[Plan], *, batch_size: int, workers: int
) -> Iterator[Digest | Failure]:
    """The digest or the failure of each article, in order; a failure given comes back as it is.

    Reads ahead at most `workers + 1` batches of `batch_size` articles, so memory
    is bounded however many there are. Closing the iterator ends the threads
    after the batches under way.
    """
    from concurrent.futures import ThreadPoolExecutor

    numbered = enumerate(articles)
    under_way: deque[Future[list[Digest | Failure]]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="newsdigest")
    try:
        while batch := list(islice(numbered, batch_size)):
            under_way.append(pool.submit(_digest_batch, steps, batch))
            if len(under_way) > workers:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _digest_batch(
    steps: Steps[Plan], batch: Sequence[tuple[int, Input | Failure]]
) -> list[Digest | Failure]:
    plans = [
        article if isinstance(article, Failure) else _attempt(index, article, steps.plan, article)
        for index, article in batch
    ]
    sources = [s for plan in plans if not isinstance(plan, Failure) for s in plan.sources]
    try:
        translated = iter(steps.translate(sources))
    except _SETUP_ERRORS:
        raise
    except Exception:  # noqa: BLE001
        # One article of the batch is at fault: alone, the others go through.
        return [_digest_alone(steps, index, article) for index, article in batch]
    return [
        plan
        if isinstance(plan, Failure)
        else _attempt(index, article, steps.finish, plan, [next(translated) for _ in plan.sources])
        for (index, article), plan in zip(batch, plans, strict=True)
    ]


def _digest_alone(steps: Steps[Plan], index: int, article: Input | Failure) -> Digest | Failure:
    if isinstance(article, Failure):
        return article

    def digest() -> Digest:
        plan = steps.plan(article)
        return steps.finish(plan, steps.translate(plan.sources))

    return _attempt(index, article, digest)


Result = TypeVar("Result")


def _attempt(
    index: int, article: object, step: Callable[..., Result], *arguments: object
) -> Result | Failure:
    """What a step makes of an article; any error, a defect of ours too, is that article's alone."""
    try:
        return step(*arguments)
    except _SETUP_ERRORS:
        raise
    except Exception as error:  # noqa: BLE001
        return Failure(index, article.source if isinstance(article, Article) else None, error)
