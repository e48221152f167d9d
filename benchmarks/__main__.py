"""All benchmarks: `python -m benchmarks` (minutes), with `--long` for 10,000 articles too.

Writes benchmarks/results.json, and from it the tables of docs/performance.md and
docs/ray.md and the plot. `--only NAME` runs one part anew and keeps the others' results.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import (
    cluster,
    costs,
    evidence,
    latency,
    report,
    startup,
    stream,
    summaries,
    translation,
)
from benchmarks.machine import describe
from benchmarks.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = Path(__file__).with_name("results.json")
COUNTS = (1, 10, 100, 1000)
MEMORY = (
    Stream((10_000,), threads=2, beam_size=0, invented=True),
    Stream((10_000,), threads=2, beam_size=1, length=4, sentences=1, invented=True),
)


def main() -> None:
    """Run what was asked for and write the results."""
    parts: dict[str, Callable[[], Any]] = {
        "startup": startup.run,
        "translation": translation.run,
        "summaries": summaries.run,
        "evidence": evidence.run,
        "latency": latency.run,
        "overhead": stream.overhead,
        "costs": costs.run,
        "streams": lambda: [stream.run(Stream(COUNTS, threads)) for threads in (1, 2)],
        "memory": lambda: [stream.run(asked) for asked in MEMORY],
        "cluster": cluster.run,
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[*parts, "report"], action="append")
    parser.add_argument("--long", action="store_true", help="10,000 articles too")
    given = parser.parse_args()
    for name in given.only or [part for part in parts if part != "memory" or given.long]:
        if name == "report":
            continue
        print(f"{name} ...", flush=True)
        # Parts may be run on different days: each says where it ran.
        part = {"machine": describe(), "results": parts[name]()}
        print(json.dumps(part["results"], ensure_ascii=False))
        text = json.dumps(_results() | {name: part}, indent=2, ensure_ascii=False)
        RESULTS.write_text(text + "\n", encoding="utf-8")
    report.write(_results())


def _results() -> dict[str, Any]:
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}


if __name__ == "__main__":
    main()
