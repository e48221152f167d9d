"""Beyond one machine: digests on a Ray cluster, one `Digester` an actor.

`digest_dataset` is for Ray datasets, read from and written to storage that all
nodes reach. `digest_many` is for articles that this process has: they go out
in batches, and the digests come back in order. Both survive the loss of a node:
Ray starts its actors anew elsewhere and does their unfinished batches again.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from newsdigest.arrow import to_table
from newsdigest.article import Article
from newsdigest.digester import Digester
from newsdigest.errors import MissingExtraError, NewsdigestError, UnreadableArticleError
from newsdigest.pipeline import Failure
from newsdigest.translators import CTranslate2Translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from newsdigest.result import Digest

_BATCH_SIZE = 64
_BATCHES_AN_ACTOR = 2  # one under way, one waiting, so that no actor waits for this process


def import_ray() -> Any:
    """The module ray, with ray.data.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise MissingExtraError(
            "ray is not installed; run: pip install 'newsdigest[ray]'"
        ) from error
    return ray


class BatchDigester:
    """A `Digester` that an actor holds: it loads the model once and digests on one core.

    Args:
        model: path of an Argos package on every node; None for the one that
            `newsdigest.models.find_model` chooses there.
        beam_size: width of the beam search.
        column: column of tables that holds the texts.
        options: those of `Digester.digest`.
    """

    def __init__(
        self,
        *,
        model: str | Path | None = None,
        beam_size: int = 4,
        column: str = "text",
        **options: Any,
    ) -> None:
        translator = CTranslate2Translator(model, beam_size=beam_size, threads=1)
        translator.load()
        self._column = column
        self._digest_many = partial(
            Digester(translator=translator).digest_many, on_error="record", workers=1, **options
        )

    def digest(self, articles: Sequence[Article | Failure]) -> list[Digest | Failure]:
        """The digests or failures of a batch, in order."""
        return list(self._digest_many(articles))

    def __call__(self, table: Any) -> Any:
        """An Arrow table of articles as one of digests, a row an article."""
        return to_table(self.digest([_article(row, self._column) for row in table.to_pylist()]))


def _article(row: dict[str, Any], column: str) -> Article | Failure:
    known = {name: row.get(name) for name in ("title", "date", "source", "author")}
    fields = {name: str(value) for name, value in known.items() if value is not None}
    text = row.get(column)
    if not isinstance(text, str):
        error = UnreadableArticleError(f"it has no text in column {column!r}")
        return Failure(0, fields.get("source"), error)
    return Article(text, **fields)


def digest_dataset(
    ds: Any,
    column: str = "text",
    *,
    concurrency: int | tuple[int, int] | None = None,
    batch_size: int = _BATCH_SIZE,
    **options: Any,
) -> Any:
    """Digest a Ray dataset, lazily; the result has the columns of `newsdigest.arrow.schema`.

    Args:
        ds: a `ray.data.Dataset` with a column of texts; columns `source`,
            `title`, `date` and `author` are used where there are any. Put a key
            into `source`: it comes back in the row of the digest or error.
        column: the column of texts.
        concurrency: how many actors, or (fewest, most); one a core of the
            cluster by default. Each takes one core and loads the model once.
        batch_size: articles a batch.
        options: those of `BatchDigester` and of `Digester.digest`.

    Returns:
        A `ray.data.Dataset` of one row an article; a failed one has its `error`.

    >>> import ray
    >>> ds = ray.data.read_parquet("s3://news/2022/")  # doctest: +SKIP
    >>> digest_dataset(ds, column="body").write_parquet("s3://digests/2022/")  # doctest: +SKIP
    """
    ray = import_ray()
    low, high = concurrency if isinstance(concurrency, tuple) else (concurrency, concurrency)
    return ds.map_batches(
        BatchDigester,
        fn_constructor_kwargs={"column": column, **options},
        batch_size=batch_size,
        batch_format="pyarrow",
        zero_copy_batch=True,
        num_cpus=1,
        compute=ray.data.ActorPoolStrategy(min_size=low or 1, max_size=high or _cores(ray)),
    )


def digest_many(
    articles: Iterable[Article | Failure],
    *,
    concurrency: int | None = None,
    batch_size: int = _BATCH_SIZE,
    **options: Any,
) -> Iterator[Digest | Failure]:
    """The digest or the failure of each article, in order, made by actors of the cluster.

    Joins the cluster that RAY_ADDRESS names, or starts one on this machine.
    Reads ahead two batches an actor, so memory here is bounded.

    Args:
        articles: what to digest.
        concurrency: how many actors; one a core of the cluster by default.
        batch_size: articles a batch.
        options: those of `BatchDigester` and of `Digester.digest`.

    Raises:
        NewsdigestError: an actor could not start, for want of a model on its
            node for example, or the cluster is gone.
    """
    ray = import_ray()
    if not ray.is_initialized():
        ray.init(log_to_driver=False, logging_level="ERROR")
    # Without a limit on restarts and retries an actor outlives every node but the last.
    remote = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=-1)(BatchDigester)
    actors = [remote.remote(**options) for _ in range(concurrency or _cores(ray))]
    batches = iter(articles)
    under_way: deque[Any] = deque()
    try:
        for actor in cycle(actors):
            batch = list(islice(batches, batch_size))
            if not batch:
                break
            under_way.append(actor.digest.remote(batch))
            if len(under_way) >= _BATCHES_AN_ACTOR * len(actors):
                yield from ray.get(under_way.popleft())
        while under_way:
            yield from ray.get(under_way.popleft())
    except ray.exceptions.RayError as error:
        raise NewsdigestError(f"the Ray cluster failed: {error}") from error
    finally:
        for actor in actors:
            ray.kill(actor)


def _cores(ray: Any) -> int:
    """Cores of the cluster."""
    return max(1, int(ray.cluster_resources().get("CPU", 1)))
