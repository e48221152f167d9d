"""The tables and the plot of docs/performance.md, made from the results."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
PLOT = PAGE.with_name("performance.svg")


def write(results: dict[str, Any]) -> None:
    """Put each part's table between its marks in the page, and draw the plot."""
    text = PAGE.read_text(encoding="utf-8")
    for name, table in _TABLES.items():
        if name in results:
            made = f"{table(results[name]['results'])}\n\n{_where(results[name]['machine'])}"
            marks = rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)"
            text = re.sub(
                marks, lambda m, made=made: f"{m[1]}{made}\n{m[2]}", text, flags=re.DOTALL
            )
    PAGE.write_text(text, encoding="utf-8")
    if "translation" in results:
        _plot(results["translation"]["results"])


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(map(str, row)) + " |" for row in rows)])


def _where(machine: dict[str, Any]) -> str:
    libraries = machine["libraries"]
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, load "
        f"{machine['load_average'][0]} before the run; Python {machine['python']}, "
        f"CTranslate2 {libraries['ctranslate2']}, "
        f"argos-translate-lt {libraries['argos-translate-lt']}, sumy {libraries['sumy']}."
    )


def _translation(results: dict[str, Any]) -> str:
    rows = [
        (
            name,
            rate,
            results["sentences_per_processor_second"][name],
            f"{results['newsdigest_is_faster_by'][name]} ×",
            f"{results['newsdigest_is_faster_by_in_processor_time'][name]} ×",
        )
        for name, rate in results["sentences_per_second"].items()
    ]
    head = (
        "",
        "sentences a second",
        "a second of processor time",
        "newsdigest is faster by",
        "in processor time",
    )
    return _table(head, rows)


def _startup(results: dict[str, Any]) -> str:
    rows = [(name, *timing.values()) for name, timing in results.items()]
    return _table(("a new process", "seconds", "seconds of processor time"), rows)


def _summaries(results: dict[str, Any]) -> str:
    sizes = list(next(iter(results.values()))["newsdigest"])
    rows = [
        (name, way, *(row[way].get(size) or "–" for size in sizes))
        for name, row in results.items()
        for way in ("newsdigest", "sumy")
        if row[way]
    ]
    return _table(("method", "by", *(f"{size} sentences" for size in sizes)), rows)


def _streams(results: list[dict[str, Any]]) -> str:
    rows = [
        (run["threads"], f"{int(number):,}", s["articles_per_second"],
         s["articles_per_processor_second"], list(s["resident_mib"].values())[-1])
        for run in results
        for number, s in run["streams"].items()
    ]  # fmt: skip
    head = ("threads", "articles", "articles a second", "a second of processor time", "MiB")
    return _table(head, rows)


def _memory(results: dict[str, Any]) -> str:
    (stream,) = results["streams"].values()
    memory = list(stream["resident_mib"].items())
    rows = [(f"{int(done):,}", mib, f"{mib / memory[0][1] - 1:+.1%}") for done, mib in memory]
    return _table(("article", "MiB", "since the first 1,000"), rows)


def _pairs(results: dict[str, Any]) -> str:
    return _table(tuple(results), [tuple(results.values())])


_TABLES = {
    "translation": _translation,
    "startup": _startup,
    "summaries": _summaries,
    "latency": _pairs,
    "overhead": _pairs,
    "streams": _streams,
    "memory": _memory,
}


def _plot(results: dict[str, Any]) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    rates = results["sentences_per_second"]
    figure, axes = plt.subplots(figsize=(8, 2.6))
    bars = axes.barh(list(rates), list(rates.values()), color=["#1b6ca8"] + ["#b8c4cc"] * 4)
    axes.bar_label(bars, padding=4)
    axes.invert_yaxis()
    axes.set_xlabel("sentences a second, same package and beam (higher is better)")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    # No date and fixed ids: the same results draw the same file.
    mpl.rcParams["svg.hashsalt"] = "newsdigest"
    figure.savefig(PLOT, metadata={"Date": None})
