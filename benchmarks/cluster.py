"""One actor of a Ray cluster: articles an hour and memory, to size a cluster by."""

from __future__ import annotations

import time
from itertools import islice

import ray
from benchmarks.articles import articles
from benchmarks.machine import peak_mib

from newsdigest import Article
from newsdigest.models import embedded_model
from newsdigest.ray import BatchDigester

_BATCH = 64
_ENGLISH = Article("The parliament has passed a new law that will lower the emissions by 2030.")


class _Measured(BatchDigester):
    """An actor's `BatchDigester` that says what it has used."""

    def used(self) -> tuple[float, float]:
        """Seconds of processor time, and the most memory in MiB."""
        return time.process_time(), peak_mib()


def run(number: int = 640) -> dict[str, float]:
    """One actor over `number` articles of 18 sentences, three key points, beam 4."""
    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)
    try:
        actor = ray.remote(num_cpus=1)(_Measured).remote(model=embedded_model())
        # The first article in doubt loads the language classifier.
        ray.get(actor.digest.remote([*articles(_BATCH, seed=8), _ENGLISH]))
        before, _ = ray.get(actor.used.remote())
        began = time.perf_counter()
        texts = articles(number, seed=9)
        while batch := list(islice(texts, _BATCH)):
            ray.get(actor.digest.remote(batch))
        wall = time.perf_counter() - began
        after, peak = ray.get(actor.used.remote())
    finally:
        ray.shutdown()
    return {
        "articles_per_second": round(number / wall, 2),
        "articles_per_processor_second": round(number / (after - before), 2),
        "peak_mib": round(peak, 1),
    }
