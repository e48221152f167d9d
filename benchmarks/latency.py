"""One article at a time: milliseconds and peak memory, with newsdigest and by hand.

Each way runs in a process of its own, for the memory:
`python -m benchmarks.latency newsdigest 100 PACKAGE.argosmodel`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from benchmarks.articles import articles
from benchmarks.machine import environment, peak_mib

from newsdigest.models import embedded_model

if TYPE_CHECKING:
    from collections.abc import Callable


def run(number: int = 100) -> dict[str, Any]:
    """Articles of 18 sentences, three of them chosen and translated, by each way."""
    figures = {}
    with tempfile.TemporaryDirectory() as home:
        for way in _WAYS:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.latency", way, str(number),
                 str(embedded_model())],
                env=environment(home), stdout=subprocess.PIPE, check=True,
            )  # fmt: skip
            figures[way] = json.loads(done.stdout)
    return figures


def _measure(way: str, number: int) -> dict[str, float]:
    digest = _WAYS[way]()
    digest(next(articles(1)).text)
    wall, processor = [], []
    for article in articles(number, seed=3):
        began, worked = time.perf_counter(), time.process_time()
        digest(article.text)
        processor.append(1000 * (time.process_time() - worked))
        wall.append(1000 * (time.perf_counter() - began))
    return {
        "p50_ms": round(median(wall), 1),
        "p95_ms": round(quantiles(wall, n=20)[-1], 1),
        "p50_processor_ms": round(median(processor), 1),
        "p95_processor_ms": round(quantiles(processor, n=20)[-1], 1),
        "peak_mib": round(peak_mib(), 1),
    }


def _newsdigest() -> Callable[[str], object]:
    from newsdigest import Digester

    return Digester().digest


def _by_hand() -> Callable[[str], object]:
    sys.argv[1:] = ["", str(embedded_model())]
    from benchmarks.by_hand import summary

    return summary


_WAYS = {"newsdigest": _newsdigest, "by hand": _by_hand}


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], int(sys.argv[2]))))
