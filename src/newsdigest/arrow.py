"""Digests as Arrow tables, for Parquet files and Ray datasets; needs pyarrow."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from newsdigest.errors import MissingExtraError
from newsdigest.pipeline import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from newsdigest.result import Digest

_ROW_GROUP = 1000


def import_pyarrow() -> Any:
    """The module pyarrow.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError(
            "pyarrow is not installed; run: pip install 'newsdigest[parquet]'"
        ) from error
    return pa


def schema() -> Any:
    """The columns of a table of digests, the same whatever is in it.

    `digest` is the whole digest as JSON (`Digest.from_json` reads it); the other
    columns repeat what queries ask for. Where an article failed, `error` says
    why and all columns but `source` are null.
    """
    pa = import_pyarrow()
    string, place = pa.string(), pa.int64()
    key_point = pa.struct(
        [
            ("text", string),
            ("source", string),
            ("start", place),
            ("end", place),
            ("paragraph", place),
            ("sentence", place),
            ("score", pa.float64()),
            ("speaker", string),
            ("flags", pa.list_(string)),
        ]
    )
    quote = pa.struct([("text", string), ("source", string), ("speaker", string)])
    entity = pa.struct([("text", string), ("source", string), ("kind", string)])
    return pa.schema(
        [
            ("source", string),
            ("title", string),
            ("date", string),
            ("key_points", pa.list_(key_point)),
            ("quotes", pa.list_(quote)),
            ("entities", pa.list_(entity)),
            ("keywords", pa.list_(string)),
            ("digest", string),
            ("error", string),
        ]
    )


def to_table(results: Iterable[Digest | Failure]) -> Any:
    """A table of `schema()`, a row a result."""
    pa = import_pyarrow()
    return pa.Table.from_pylist([_row(result) for result in results], schema=schema())


def _row(result: Digest | Failure) -> dict[str, Any]:
    if isinstance(result, Failure):
        error = f"{type(result.error).__name__}: {result.error}"
        return {"source": result.source, "error": error}
    plain = result.to_dict()
    return {
        "source": result.source,
        "title": result.title.text if result.title else None,
        "date": result.date,
        "key_points": [
            {
                **point,
                "speaker": _speaker(point["attribution"]),
                "flags": [flag["code"] for flag in point["flags"]],
            }
            for point in plain["key_points"]
        ],
        "quotes": [
            {**quote, "speaker": _speaker(quote["attribution"])} for quote in plain["quotes"]
        ],
        "entities": plain["entities"],
        "keywords": [keyword.text for keyword in result.keywords],
        "digest": json.dumps(plain, ensure_ascii=False),
    }


def _speaker(attribution: dict[str, Any] | None) -> str | None:
    return attribution["text"] if attribution else None


def write_digests(digests: Iterable[Digest], path: Path) -> None:
    """Write digests to a Parquet file, 1,000 rows in memory at a time."""
    pa = import_pyarrow()
    rows = iter(digests)
    with pa.parquet.ParquetWriter(path, schema()) as writer:
        while group := list(islice(rows, _ROW_GROUP)):
            writer.write_table(to_table(group))


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, a group in memory at a time."""
    with import_pyarrow().parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_ROW_GROUP):
            yield from batch.to_pylist()


def count_rows(path: Path) -> int:
    """Number of rows of a Parquet file."""
    with import_pyarrow().parquet.ParquetFile(path) as file:
        return int(file.metadata.num_rows)
