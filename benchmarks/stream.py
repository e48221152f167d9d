"""Streams of articles: rate, memory, and what a digest costs beyond its translation.

A stream runs in a process of its own, for the memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.articles import SENTENCES, articles
from benchmarks.machine import resident_mib

from newsdigest.digester import Digester
from newsdigest.fidelity import translate_checked
from newsdigest.models import embedded_model
from newsdigest.translators import CTranslate2Translator, Hypothesis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsdigest.translators import Translator

_MARK = 1000  # articles from one look at the memory to the next
_LOOK = 100  # articles before a mark; a median over them tells the level
_ENGLISH = "The parliament has passed a new law that will lower the emissions by 2030."


@dataclass(frozen=True)
class Stream:
    """Streams to measure, one after another in one process.

    Attributes:
        counts: how many articles each has.
        threads: of the pipeline and of the engine.
        beam_size: width of the beam search; 0 leaves the engine out.
        length: sentences an article.
        sentences: key points.
        invented: see `articles`.
    """

    counts: tuple[int, ...]
    threads: int
    beam_size: int = 4
    length: int = SENTENCES
    sentences: int = 3
    invented: bool = False


def run(asked: Stream) -> dict[str, Any]:
    """What was asked for, with the articles a second and the memory of each stream."""
    command = [sys.executable, "-m", "benchmarks.stream", json.dumps(asdict(asked))]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return asdict(asked) | {"streams": json.loads(done.stdout)}


class _Echo:
    """No engine: what is left is reading, ranking, annotating and checking."""

    name = "echo"

    def translate(self, sentences: Sequence[str]) -> list[Hypothesis]:
        return [Hypothesis(sentence) for sentence in sentences]


def _measure(asked: Stream) -> dict[str, Any]:
    translator: Translator = _Echo()
    if asked.beam_size:
        translator = CTranslate2Translator(
            embedded_model(), threads=asked.threads, beam_size=asked.beam_size
        )
    digester = Digester(translator=translator)
    digester.digest(next(articles(1)))
    # The first article in doubt loads the language classifier, once.
    list(digester.digest_many([_ENGLISH], on_error="record"))
    return {str(number): _stream(digester, number, asked) for number in asked.counts}


def _stream(digester: Digester, number: int, asked: Stream) -> dict[str, Any]:
    memory: dict[int, list[float]] = {}
    began, worked = time.perf_counter(), time.process_time()
    digests = digester.digest_many(
        articles(number, seed=number, length=asked.length, invented=asked.invented),
        workers=asked.threads,
        sentences=asked.sentences,
    )
    for done, _ in enumerate(digests, 1):
        mark = min(-(-done // _MARK) * _MARK, number)
        if mark - done < _LOOK:
            memory.setdefault(mark, []).append(resident_mib())
    wall, processor = time.perf_counter() - began, time.process_time() - worked
    return {
        "articles_per_second": round(number / wall, 2),
        "articles_per_processor_second": round(number / processor, 2),
        "resident_mib": {done: round(median(mib), 1) for done, mib in memory.items()},
    }


def overhead(number: int = 50, rounds: int = 5) -> dict[str, float]:
    """What whole digests cost, as a multiple of translating their sentences, in processor time.

    `of_translation` counts the checks and the second tries for faulty sentences as
    translation, `of_first_pass` the engine's first try alone. `of_all_sentences` is
    the cost as a multiple of translating every sentence of the articles.
    """
    translator = CTranslate2Translator(embedded_model(), cache_size=0, threads=1)
    digester = Digester(translator=translator)
    texts = list(islice(articles(number, seed=4), number))
    steps = digester.steps()
    sources = [source for text in texts for source in steps.plan(text).sources]
    full = digester.steps(translate="all")
    everything = [s.clean for text in texts for s in full.plan(text).wanted]
    ratios: dict[str, list[float]] = {
        "of_translation": [], "of_first_pass": [], "of_all_sentences": [],
    }  # fmt: skip
    for _ in range(rounds):
        first = _processor_time(lambda: translator.translate(sources))
        checked = _processor_time(lambda: translate_checked(translator, sources))
        all_sentences = _processor_time(lambda: translator.translate(everything))
        whole = _processor_time(lambda: list(digester.digest_many(texts, workers=1)))
        ratios["of_translation"].append(whole / checked)
        ratios["of_first_pass"].append(whole / first)
        ratios["of_all_sentences"].append(whole / all_sentences)
    return {name: round(median(values), 2) for name, values in ratios.items()}


def _processor_time(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    os.environ.pop("NEWSDIGEST_MODEL", None)
    print(json.dumps(_measure(Stream(**json.loads(sys.argv[1])))))
