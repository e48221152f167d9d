"""Where the time of a digest goes: by step, and the functions that take most beside the engine."""

from __future__ import annotations

import cProfile
import pstats
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from benchmarks.articles import articles

import newsdigest
from newsdigest.digester import Digester
from newsdigest.models import embedded_model
from newsdigest.summarizers import NewsSummarizer
from newsdigest.translators import CTranslate2Translator

if TYPE_CHECKING:
    from collections.abc import Callable

_STEPS = {
    "read and split": "newsdigest.digester.read_document",
    "is it German?": "newsdigest.digester.check_german",
    "annotate": "newsdigest.digester.annotate",
    "check the English": "newsdigest.fidelity.repair.check",
}
_TOP = 8  # functions


def run(number: int = 100) -> dict[str, Any]:
    """Milliseconds of processor time an article by step, and shares of all that is not engine."""
    translator = CTranslate2Translator(embedded_model(), cache_size=0, threads=1)
    digester = Digester(translator=translator)
    texts = list(articles(number, seed=6))
    digester.digest(texts[0])
    spent: dict[str, float] = defaultdict(float)
    with ExitStack() as patches:
        for step, name in _STEPS.items():
            patches.enter_context(patch(name, _timed(step, _named(name), spent)))
        for step, owner, name in (
            ("rank", NewsSummarizer, "rank"),
            ("translate, first search", translator, "translate"),
            ("translate, second tries", translator, "alternatives"),
        ):
            timed = _timed(step, getattr(owner, name), spent)
            patches.enter_context(patch.object(owner, name, timed))
        began = time.process_time()
        list(digester.digest_many(texts, workers=1))
        total = time.process_time() - began
    spent["all else"] = total - sum(spent.values())
    return {
        "processor_ms_an_article": {
            step: round(1000 * seconds / number, 2)
            for step, seconds in sorted(spent.items(), key=lambda item: -item[1])
        },
        "share_of_the_german_side": _profile(digester, texts),
    }


def _named(name: str) -> Callable[..., Any]:
    from pkgutil import resolve_name

    found: Callable[..., Any] = resolve_name(name)
    return found


def _timed(step: str, work: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **options: Any) -> Any:
        began = time.process_time()
        try:
            return work(*arguments, **options)
        finally:
            spent[step] += time.process_time() - began

    return timed


def _profile(digester: Digester, texts: list[Any]) -> dict[str, float]:
    """The functions of newsdigest with most time in themselves, as shares of all planning."""
    plan = digester.steps().plan
    profile = cProfile.Profile()
    for text in texts:
        profile.runcall(plan, text)
    stats = pstats.Stats(profile)
    home = str(Path(newsdigest.__file__).parent)
    # What a function calls of Python's own (regular expressions, joins) counts as its own time.
    own: dict[str, float] = defaultdict(float)
    for (file, _, name), (_, _, seconds, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if file.startswith(home):
            own[f"{file[len(home) + 1 :]} {name}"] += seconds
        else:
            for (caller, _, above), (_, _, in_it, _) in callers.items():
                if caller.startswith(home):
                    own[f"{caller[len(home) + 1 :]} {above}"] += in_it
    total: float = stats.total_tt  # type: ignore[attr-defined]
    top = sorted(own.items(), key=lambda item: -item[1])[:_TOP]
    return {name: round(seconds / total, 3) for name, seconds in top}
