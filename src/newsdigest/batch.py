"""Jobs: a file or folder of articles in, a file of digests out, safe to kill and resume.

Digests are appended to a journal in the order of the articles, one JSON line
each, and failures to a side file with the number of their article. The two say
together how far a job has come, so there is no third file that could disagree.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from collections import deque
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from newsdigest.article import Article
from newsdigest.errors import InvalidOptionError, NewsdigestError, UnreadableArticleError
from newsdigest.pipeline import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeAlias

    from newsdigest.result import Digest

    DigestMany: TypeAlias = Callable[[Iterable[Article | Failure]], Iterator[Digest | Failure]]

_CHUNK = 64  # results a write: what a kill costs at most, besides what is under way
INPUTS = ".jsonl, .ndjson, .csv, .parquet or a folder of .txt and .html files"
_JSON_LINES = (".jsonl", ".ndjson")
_TEXTS = (".txt", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a job has come: articles read, of them failed, and how many there are."""

    done: int
    failed: int
    total: int


def run_job(
    source: Path,
    output: Path,
    digest_many: DigestMany,
    *,
    column: str = "text",
    resume: bool = False,
) -> Iterator[Tally]:
    """Digest the articles of `source` into `output`; yields the tally as the job goes on.

    Args:
        source: JSON Lines, CSV or Parquet with a text column, or a folder of texts.
        output: `.jsonl`, written as it goes, or `.parquet`, written whole at the end
            from a journal beside it (`.parquet.part`). Failed articles are named in
            `failures_path(output)`.
        digest_many: digests or failures of articles, in order.
        column: field or column that holds the text; `title`, `date`, `source` and
            `author` are read where there are such fields.
        resume: go on after the last article that a killed job finished.

    Raises:
        InvalidOptionError: a format is unknown, the output exists and `resume` is
            not set, or it comes from another input.
        MissingExtraError: Parquet is asked for and pyarrow is not installed.
    """
    to_parquet = _is_parquet_output(output)
    articles = open_articles(source, column)
    journal_path = output.with_name(f"{output.name}.part") if to_parquet else output
    for path in (output, journal_path):
        if path.exists() and not resume:
            raise InvalidOptionError(f"{path} exists; go on with it by --resume, or move it away")
    if output.exists() and not journal_path.exists():
        return  # Parquet, and finished before
    failures = failures_path(output)
    with journal_path.open("a+b") as digests_file, failures.open("a+b") as failures_file:
        journal = Journal.recover(digests_file, failures_file, resume=resume)
        _check_same_input(journal, articles, output)
        yield from _work(journal, articles, digest_many)
    if not journal.failed:
        failures.unlink()
    if to_parquet:
        _write_parquet(journal_path, output)


def _work(journal: Journal, articles: Articles, digest_many: DigestMany) -> Iterator[Tally]:
    total = articles.count()
    yield Tally(journal.done, journal.failed, total)
    results = digest_many(articles.read(journal.done))
    with closing(results):  # type: ignore[type-var]  # an iterator that is a generator
        while chunk := list(islice(results, _CHUNK)):
            journal.append(chunk)
            yield Tally(journal.done, journal.failed, total)


def _is_parquet_output(output: Path) -> bool:
    if output.suffix in _JSON_LINES:
        return False
    if output.suffix == ".parquet":
        from newsdigest.arrow import import_pyarrow

        import_pyarrow()
        return True
    raise InvalidOptionError(f"{output}: name the output *.jsonl or *.parquet")


def failures_path(output: Path) -> Path:
    """Where the articles that failed are named."""
    return output.with_name(f"{output.name}.failures.jsonl")


class Journal:
    """Digests and failures of the first `done` articles, appended so that a kill loses none.

    Of each chunk the failures are on the disk before the digests. What is left
    after a kill is then: all digests up to some article, and at least the
    failures before it; `recover` cuts off the failures behind it.
    """

    def __init__(self, digests: BinaryIO, failures: BinaryIO, done: int, failed: int) -> None:
        self._digests = digests
        self._failures = failures
        self.done = done
        self.failed = failed

    @classmethod
    def recover(cls, digests: BinaryIO, failures: BinaryIO, *, resume: bool) -> Journal:
        """The journal in two files opened for reading and appending."""
        if not resume:
            digests.truncate(0)
            failures.truncate(0)
        done = digested = _whole_lines(digests)
        _whole_lines(failures)
        failures.seek(0)
        keep = 0
        for line in failures:
            if json.loads(line)["index"] > done:
                break
            done += 1
            keep += len(line)
        failures.truncate(keep)
        return cls(digests, failures, done, done - digested)

    def append(self, results: Iterable[Digest | Failure]) -> None:
        """Write the results of the articles that come next, in order."""
        digested, failed = [], []
        for index, result in enumerate(results, self.done):
            if isinstance(result, Failure):
                failed.append(_failure_line(index, result))
            else:
                digested.append(result.to_json())
        _append(self._failures, failed)
        _append(self._digests, digested)
        self.done += len(digested) + len(failed)
        self.failed += len(failed)

    def last_source(self) -> tuple[int, str | None] | None:
        """Number and source of the last article that gave a digest."""
        self._failures.seek(0)
        failed = {json.loads(line)["index"] for line in self._failures}
        digested = (index for index in reversed(range(self.done)) if index not in failed)
        last = next(digested, None)
        if last is None:
            return None
        self._digests.seek(0)
        (line,) = deque(self._digests, maxlen=1)
        return last, json.loads(line)["source"]


def _whole_lines(file: BinaryIO) -> int:
    """Number of the lines of a file, after the torn one at its end has been cut off."""
    file.seek(0)
    lines = end = 0
    for line in file:
        if line.endswith(b"\n"):
            lines += 1
            end += len(line)
    file.truncate(end)
    return lines


def _append(file: BinaryIO, lines: list[str]) -> None:
    if lines:
        # A path that is no UTF-8 holds lone surrogates; "\udc80" is how JSON writes them.
        file.write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
        file.flush()
        os.fsync(file.fileno())


def _failure_line(index: int, failure: Failure) -> str:
    return json.dumps(
        {
            "index": index,
            "source": failure.source,
            "error": type(failure.error).__name__,
            "message": str(failure.error),
        },
        ensure_ascii=False,
    )


def _check_same_input(journal: Journal, articles: Articles, output: Path) -> None:
    last = journal.last_source() if journal.done else None
    if last is None:
        return
    index, source = last
    article = next(articles.read(index), None)
    if article is None or article.source != source:
        raise InvalidOptionError(
            f"{output} was made from another input: its article {index} is {source!r}, here it is "
            f"{article.source if article else None!r}; give another output"
        )


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles of a file or folder, each time anew and in the same order.

    A record that is no article comes as a `Failure`; a file or row without a
    `source` is named by its place ("news.csv:17", counted from 1).
    """

    path: Path
    _records: Callable[[], Iterator[Mapping[str, Any] | Path | NewsdigestError]]
    _count: Callable[[], int]
    _column: str

    def count(self) -> int:
        """How many there are."""
        return self._count()

    def read(self, start: int = 0) -> Iterator[Article | Failure]:
        """The articles from number `start` on."""
        for index, record in islice(enumerate(self._records()), start, None):
            source = str(record) if isinstance(record, Path) else f"{self.path}:{index + 1}"
            try:
                if isinstance(record, NewsdigestError):
                    raise record
                if isinstance(record, Path):
                    yield Article.from_file(record)
                else:
                    yield _article(record, self._column, source)
            except (NewsdigestError, OSError) as error:
                yield Failure(index, source, error)


def open_articles(path: Path, column: str = "text") -> Articles:
    """The articles of a file or folder.

    Raises:
        InvalidOptionError: it does not exist, or its format is unknown.
        MissingExtraError: it is Parquet and pyarrow is not installed.
    """
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix in _TEXTS and p.is_file())
        return Articles(path, lambda: iter(files), lambda: len(files), column)
    if not path.is_file():
        raise InvalidOptionError(f"{path}: no such file or folder; give {INPUTS}")
    if path.suffix in _JSON_LINES:
        return Articles(path, lambda: _json_lines(path), lambda: _length(_lines(path)), column)
    if path.suffix == ".csv":
        return Articles(path, lambda: _csv_rows(path), lambda: _length(_csv_rows(path)), column)
    if path.suffix == ".parquet":
        from newsdigest.arrow import count_rows, read_rows

        return Articles(path, lambda: read_rows(path), lambda: count_rows(path), column)
    raise InvalidOptionError(f"{path}: its format is unknown; give {INPUTS}")


def _length(items: Iterable[object]) -> int:
    return sum(1 for _ in items)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from (line for line in file if line.strip())


def _json_lines(path: Path) -> Iterator[Mapping[str, Any] | NewsdigestError]:
    for line in _lines(path):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield UnreadableArticleError(f"not JSON: {error}")
            continue
        yield record if isinstance(record, dict) else UnreadableArticleError("not a JSON object")


def _csv_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    csv.field_size_limit(sys.maxsize)  # an article may be longer than its 128 kB
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        yield from csv.DictReader(file)


def _article(record: Mapping[str, Any], column: str, source: str) -> Article:
    text = record.get(column)
    if not isinstance(text, str):
        raise UnreadableArticleError(
            f"it has no text in {column!r}, only in {sorted(map(str, record))}; name it by --column"
        )
    own = {name: _string(record.get(name)) for name in ("title", "date", "source", "author")}
    return Article(text, **{**own, "source": own["source"] or source})


def _string(value: object) -> str | None:
    return str(value) if value not in (None, "") else None


def _write_parquet(journal: Path, output: Path) -> None:
    """The journal as Parquet, whole or not at all."""
    from newsdigest.arrow import write_digests
    from newsdigest.result import Digest

    temporary = output.with_name(output.name + ".tmp")
    with journal.open("rb") as lines:
        write_digests((Digest.from_json(line) for line in lines), temporary)
    temporary.replace(output)
    journal.unlink()


def progress(tally: Tally, begun: Tally, seconds: float) -> str:
    """A job's progress in words: "120 of 500 articles, 3 failed, 10.5 a second, 1 min left"."""
    said = f"{tally.done:,} of {tally.total:,} articles, {tally.failed:,} failed"
    new = tally.done - begun.done
    if not new or not seconds:
        return said
    left = (tally.total - tally.done) * seconds / new
    return f"{said}, {new / seconds:.1f} a second, {left / 60:.0f} min left"


def once_a_minute(tallies: Iterable[Tally], say: Callable[[str], None]) -> Tally | None:
    """Say a job's progress once a minute and at its end; for logs, not for terminals."""
    begun = last = None
    start = said = time.monotonic()
    for last in tallies:
        begun = begun or last
        now = time.monotonic()
        if now - said >= 60:
            said = now
            say(progress(last, begun, now - start))
    if begun and last:
        say(progress(last, begun, time.monotonic() - start))
    return last
