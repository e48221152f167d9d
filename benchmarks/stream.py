"""Streams of articles: rate, time an article, memory, and what a digest costs beyond translation.

Run in a process of its own, for the memory: `python -m benchmarks.stream 2 4 1000`
is a stream of 1,000 articles on two threads with a beam of 4.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from itertools import islice
from statistics import median, quantiles
from typing import Any

from benchmarks.articles import articles
from benchmarks.machine import resident_mib

from newsdigest.digester import Digester
from newsdigest.fidelity import translate_checked
from newsdigest.models import embedded_model
from newsdigest.translators import CTranslate2Translator

_WINDOW = 1000  # articles
_ENGLISH = "The parliament has passed a new law that will lower the emissions by 2030."


def run(counts: tuple[int, ...], threads: int, beam_size: int = 4) -> dict[str, Any]:
    """`digest_many` over streams of each length, in a new process."""
    command = [sys.executable, "-m", "benchmarks.stream", *map(str, (threads, beam_size, *counts))]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _measure(threads: int, beam_size: int, counts: list[int]) -> dict[str, Any]:
    translator = CTranslate2Translator(embedded_model(), threads=threads, beam_size=beam_size)
    digester = Digester(translator=translator)
    digester.digest(next(articles(1)))
    # The first article in doubt loads the language classifier, 86 MiB, once.
    list(digester.digest_many([_ENGLISH], on_error="record"))
    figures = {str(n): _stream(digester, n, threads) for n in counts}
    return {"threads": threads, "beam_size": beam_size, "streams": figures}


def _stream(digester: Digester, number: int, threads: int) -> dict[str, Any]:
    memory: dict[int, list[float]] = {}
    began, worked = time.perf_counter(), time.process_time()
    digests = digester.digest_many(articles(number, seed=number), workers=threads)
    for done, _ in enumerate(digests, 1):
        # What the batches under way hold comes and goes: a median tells the level.
        memory.setdefault(-(-done // _WINDOW) * _WINDOW, []).append(resident_mib())
    wall, processor = time.perf_counter() - began, time.process_time() - worked
    return {
        "articles_per_second": round(number / wall, 2),
        "articles_per_processor_second": round(number / processor, 2),
        "resident_mib": {done: round(median(mib), 1) for done, mib in memory.items()},
    }


def latency(number: int = 100) -> dict[str, float]:
    """Milliseconds for one article of 18 sentences at a time, three key points."""
    with Digester(model=embedded_model()) as digester:
        digester.digest(next(articles(1)))
        times = []
        for article in articles(number, seed=3):
            began = time.perf_counter()
            digester.digest(article)
            times.append(1000 * (time.perf_counter() - began))
    cuts = quantiles(times, n=20)
    return {"p50_ms": round(median(times), 1), "p95_ms": round(cuts[-1], 1)}


def overhead(number: int = 50, rounds: int = 5) -> dict[str, float]:
    """What whole digests cost, as a multiple of translating their sentences, in processor time.

    `of_first_pass` counts the engine's first try alone as translation;
    `of_translation` counts the second tries for faulty sentences too.
    """
    translator = CTranslate2Translator(embedded_model(), cache_size=0, threads=1)
    digester = Digester(translator=translator)
    texts = list(islice(articles(number, seed=4), number))
    plan = digester.steps().plan
    sources = [source for text in texts for source in plan(text).sources]
    ratios: dict[str, list[float]] = {"of_first_pass": [], "of_translation": []}
    for _ in range(rounds):
        first = _processor_time(lambda: translator.translate(sources))
        checked = _processor_time(lambda: translate_checked(translator, sources))
        whole = _processor_time(lambda: list(digester.digest_many(texts, workers=1)))
        ratios["of_first_pass"].append(whole / first)
        ratios["of_translation"].append(whole / checked)
    return {name: round(median(values), 2) for name, values in ratios.items()}


def _processor_time(work: Any) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    os.environ.pop("NEWSDIGEST_MODEL", None)
    threads, beam_size, *counts = map(int, sys.argv[1:])
    print(json.dumps(_measure(threads, beam_size, counts)))
