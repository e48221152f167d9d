"""Time of an import and of the first digest, each in a new process."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from statistics import median
from typing import Any

from benchmarks.articles import SEED
from benchmarks.machine import environment

from newsdigest.models import embedded_model

_DIGEST = "import sys; from newsdigest import Article, digest; "
_BY_HAND = "import argostranslate.translate, nltk, sumy.summarizers.lex_rank"
_COMMANDS = {
    "python, nothing imported": ["-c", "pass"],
    "import newsdigest": ["-c", "import newsdigest"],
    "import argostranslate, nltk and sumy": ["-c", _BY_HAND],
    "digest of the seed article": [
        "-c", _DIGEST + "digest(Article.from_file(sys.argv[1]))", str(SEED),
    ],
    "digest of the seed article, 20 key points": [
        "-c", _DIGEST + "digest(Article.from_file(sys.argv[1]), sentences=20)", str(SEED),
    ],
    "digest of the seed article, all sentences translated": [
        "-c", _DIGEST + "digest(Article.from_file(sys.argv[1]), translate='all')", str(SEED),
    ],
    "newsdigest FILE": ["-m", "newsdigest", str(SEED)],
    "by hand: argostranslate, nltk and sumy": [
        "-m", "benchmarks.by_hand", str(SEED), str(embedded_model()),
    ],
}  # fmt: skip


def run(rounds: int = 5) -> dict[str, Any]:
    """Seconds a process, from its start to its end: wall and processor time, medians."""
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in _COMMANDS}
    with tempfile.TemporaryDirectory() as home:
        for _ in range(rounds + 1):
            for name, arguments in _COMMANDS.items():
                figures[name].append(_timed(arguments, home))
    return {
        name: {
            # The first round fills the disk's cache and installs the package.
            "wall_seconds": round(median(wall for wall, _ in timings[1:]), 3),
            "processor_seconds": round(median(spent for _, spent in timings[1:]), 3),
        }
        for name, timings in figures.items()
    }


def _timed(arguments: list[str], home: str) -> tuple[float, float]:
    """Wall and processor seconds of a Python process that writes to `home`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        env=environment(home), stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
