"""The tables and the plot of docs/performance.md, made from the results."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
PAGES = (DOCS / "performance.md", DOCS / "ray.md", DOCS / "comparison.md", DOCS / "evidence.md")
PLOT = DOCS / "performance.svg"


def write(results: dict[str, Any]) -> None:
    """Put each part's table between its marks in the pages, and draw the plot."""
    for page in PAGES:
        page.write_text(with_tables(page.read_text(encoding="utf-8"), results), encoding="utf-8")
    if "translation" in results:
        PLOT.write_text(plot(results["translation"]["results"]), encoding="utf-8")


def with_tables(text: str, results: dict[str, Any]) -> str:
    """A page with the table of each part between its marks, `<!-- begin part -->` and `end`."""
    for name, table in _TABLES.items():
        if name in results:
            made = f"{table(results[name]['results'])}\n\n{_where(results[name]['machine'])}"
            marks = rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)"
            text = re.sub(
                marks, lambda m, made=made: f"{m[1]}{made}\n{m[2]}", text, flags=re.DOTALL
            )
    return text


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
    by_size = results["than_bare_in_processor_time_by_sentences"]
    sizes = [
        ("sentences given together", *by_size),
        ("newsdigest by CTranslate2, one thread a batch", *(f"{r} ×" for r in by_size.values())),
    ]
    return f"{_table(head, rows)}\n\n{_table(sizes[0], sizes[1:])}"


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


def _evidence(results: dict[str, Any]) -> str:
    splits = list(results["accuracy"])
    accuracy = [
        (kind, *(_figures(results["accuracy"][split][kind]) for split in splits))
        for kind in results["accuracy"][splits[0]]
    ]
    measures = list(results["detached"][splits[0]]["news"])
    detached = [
        (method, split, *(f"{shares[method][measure]:.1%}" for measure in measures))
        for method in results["detached"][splits[0]]
        for split, shares in results["detached"].items()
    ]
    return "\n\n".join(
        (
            _table(("precision / recall (annotated)", *splits), accuracy),
            _table(("chosen by", "articles", *measures), detached),
            _table(
                tuple(f"{part}, ms" for part in results["milliseconds"]),
                [tuple(results["milliseconds"].values())],
            ),
        )
    )


def _figures(tally: dict[str, float]) -> str:
    return f"{tally['precision']:.3f} / {tally['recall']:.3f} ({tally['annotated']})"


def _streams(results: list[dict[str, Any]]) -> str:
    rows = [
        (run["threads"], f"{int(number):,}", s["articles_per_second"],
         s["articles_per_processor_second"], list(s["resident_mib"].values())[-1])
        for run in results
        for number, s in run["streams"].items()
    ]  # fmt: skip
    head = ("threads", "articles", "articles a second", "a second of processor time", "MiB")
    return _table(head, rows)


def _memory(results: list[dict[str, Any]]) -> str:
    levels = [next(iter(run["streams"].values())) for run in results]
    rows = []
    for mark, *_ in zip(*(level["resident_mib"] for level in levels), strict=True):
        row: list[Any] = [f"{int(mark):,}"]
        for level in levels:
            memory = level["resident_mib"]
            growth = memory[mark] / next(iter(memory.values())) - 1
            row += [memory[mark], f"{growth:+.1%}"]
        rows.append(tuple(row))
    rows.append(("articles a second", levels[0]["articles_per_second"], "",
                 levels[1]["articles_per_second"], ""))  # fmt: skip
    head = ("at article", "no engine: MiB", "since 1,000", "real engine: MiB", "since 1,000")
    return _table(head, rows)


def _latency(results: dict[str, Any]) -> str:
    rows = [(way, *figures.values()) for way, figures in results.items()]
    head = ("", "p50, ms", "p95, ms", "p50, ms of processor time", "p95", "peak MiB")
    return _table(head, rows)


def _sizing(measured: dict[str, Any], articles_in_all: int = 100_000_000) -> dict[str, float]:
    """What the measured figures mean for a cluster: rounded down to be on the safe side."""
    an_hour = int(measured["articles_per_processor_second"] * 36) * 100
    hours = -(-articles_in_all // an_hour)
    cores = -(-hours // 24)
    return {
        "articles_an_hour_a_core": an_hour,
        "core_hours": hours,
        "cores_for_a_day": cores,
        "memory_gib": round(cores * measured["peak_mib"] / 1024),
    }


def _cluster(results: dict[str, Any]) -> str:
    sizes = _sizing(results)
    an_hour, hours = sizes["articles_an_hour_a_core"], sizes["core_hours"]
    rows = [
        ("articles a second of one core's time", results["articles_per_processor_second"]),
        ("articles an hour a core", f"{an_hour:,}"),
        ("memory of an actor at its peak", f"{results['peak_mib']:.0f} MiB"),
        ("100 million articles", f"100,000,000 / {an_hour:,} = {hours:,} core hours"),
        ("the same in a day", f"{hours:,} / 24 = {sizes['cores_for_a_day']} cores"),
        ("memory for that day's actors", f"{sizes['memory_gib']} GiB"),
    ]
    return _table(("", "one actor, 18 sentences an article"), rows)


def _costs(results: dict[str, Any]) -> str:
    steps, functions = results["processor_ms_an_article"], results["share_of_the_german_side"]
    total = sum(steps.values())
    rows = [(step, spent, f"{spent / total:.0%}") for step, spent in steps.items()]
    top = [(f"`{name}`", f"{share:.1%}") for name, share in functions.items()]
    return "\n\n".join(
        [
            _table(("step", "ms of processor time an article", "share"), rows),
            _table(("function beside the engine", "of the time before translation"), top),
        ]
    )


def _pairs(results: dict[str, Any]) -> str:
    return _table(tuple(results), [tuple(results.values())])


_TABLES = {
    "translation": _translation,
    "startup": _startup,
    "summaries": _summaries,
    "evidence": _evidence,
    "latency": _latency,
    "overhead": _pairs,
    "costs": _costs,
    "streams": _streams,
    "memory": _memory,
    "cluster": _cluster,
}


_BAR, _LABELS, _WIDTH = 26, 250, 760  # pixels: a bar's height, the room for names, the width


def plot(results: dict[str, Any]) -> str:
    """Bars of sentences a second, as SVG."""
    rates = results["sentences_per_second"]
    scale = (_WIDTH - _LABELS - 60) / max(rates.values())
    bars = []
    for row, (name, rate) in enumerate(rates.items()):
        top, color = row * (_BAR + 8) + 8, "#b8c4cc" if row else "#1b6ca8"
        middle = top + _BAR / 2 + 5
        bars.append(
            f'<text x="{_LABELS - 8}" y="{middle:.0f}" text-anchor="end">{name}</text>'
            f'<rect x="{_LABELS}" y="{top}" width="{rate * scale:.1f}" height="{_BAR}" '
            f'fill="{color}"/>'
            f'<text x="{_LABELS + rate * scale + 6:.1f}" y="{middle:.0f}">{rate}</text>'
        )
    height = len(rates) * (_BAR + 8) + 34
    bars.append(
        f'<text x="{_LABELS}" y="{height - 10}">sentences a second, same package and beam '
        "(higher is better)</text>"
    )
    inner = "\n".join(bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'role="img" font-family="sans-serif" font-size="13" fill="#333">\n'
        '<rect width="100%" height="100%" fill="#fff"/>\n'
        f"<title>Sentences a second</title>\n{inner}\n</svg>\n"
    )
