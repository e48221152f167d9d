"""Time of an import and of the first digest, each in a new process."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.articles import SEED

from newsdigest.models import embedded_model

_DIGEST = "import sys; from newsdigest import Article, digest; "
_COMMANDS = {
    "python, nothing imported": ["-c", "pass"],
    "import newsdigest": ["-c", "import newsdigest"],
    "digest of the seed article": [
        "-c", _DIGEST + "digest(Article.from_file(sys.argv[1]))", str(SEED),
    ],
    "digest of the seed article, all sentences translated": [
        "-c", _DIGEST + "digest(Article.from_file(sys.argv[1]), translate='all')", str(SEED),
    ],
    "newsdigest FILE": ["-m", "newsdigest", str(SEED)],
    "by hand: argostranslate, nltk and sumy": [
        str(Path(__file__).with_name("by_hand.py")), str(SEED), str(embedded_model()),
    ],
}  # fmt: skip


def run(rounds: int = 5) -> dict[str, Any]:
    """Seconds a process, from its start to its end: wall and processor time, medians."""
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in _COMMANDS}
    with tempfile.TemporaryDirectory(prefix="argos-") as home:
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
    """Wall and processor seconds of a Python process; Argos Translate keeps to `home`."""
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    environment = {
        **os.environ,
        **dict.fromkeys(names, home),
        "ARGOS_PACKAGES_DIR": f"{home}/packages",
        "NEWSDIGEST_MODEL": str(embedded_model()),
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, check=True
    )
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
