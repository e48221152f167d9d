"""The figures of docs/reliability.md: `python -m benchmarks.reliability [PART ...]`, in an hour.

Parts: wild, sizes, growth, threads, memory, fuzzer. Each prints what it found,
ends with a trace where something that must hold does not, and is written to
benchmarks/reliability.json and from there between its marks in the page.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.articles import articles
from benchmarks.machine import describe, resident_mib
from tests.growth import SHAPES, growth
from tests.test_concurrency import TEXT, digests_of_threads
from tests.wild import assert_digest_holds, digest_wild

from newsdigest import Article, Digester
from newsdigest.models import embedded_model
from newsdigest.testing import FakeTranslator
from newsdigest.translators import CTranslate2Translator

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = Path(__file__).with_name("reliability.json")
PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"
# Inputs a target; a whole digest takes its time.
FUZZED = {"article": 3_000, "splitter": 20_000, "annotators": 20_000, "package": 20_000,
          "digest": 20_000}  # fmt: skip
# Name to a text; the largest are what nobody sends but by mistake or in anger.
SIZES: dict[str, Callable[[], str]] = {
    "10 MB without a space": lambda: "x" * 10_000_000,
    "50,000 paragraphs": lambda: "Der Rat stimmte am Dienstag zu.\n\n" * 50_000,
    "100,000 quotation marks, each in the other": lambda: "„" * 50_000 + "Ja" + "“" * 50_000,
    "1 MB of news in one line": lambda: SHAPES["news in one line"](1_000_000),
    "1 MB of news in one sentence": lambda: SHAPES["news in one sentence"](1_000_000),
}


def wild(number: int = 100_000) -> dict[str, Any]:
    """Wild articles from seed 0 on, their digests checked; see `tests.wild.digest_wild`."""
    began = time.perf_counter()
    digested = refused = 0
    for first in range(0, number, 10_000):
        held, failed = digest_wild(min(10_000, number - first), first)
        digested, refused = digested + held, refused + failed
        print(f"{digested + refused:,} articles hold", flush=True)
    return {
        "articles": number,
        "seeds": f"0 to {number - 1}",
        "gave a digest that holds": digested,
        "gave a NewsdigestError": refused,
        "gave anything else": 0,
        "minutes": round((time.perf_counter() - began) / 60, 1),
    }


def sizes() -> dict[str, Any]:
    """Seconds of processor time for a digest of huge texts, translation left out."""
    found = {}
    for name, make in SIZES.items():
        article = Article(make())
        began = time.process_time()
        digest = Digester(translator=FakeTranslator()).digest(article, check_language=False)
        found[name] = round(time.process_time() - began, 1)
        assert_digest_holds(digest, article)
    return found


def growths(length: int = 100_000) -> dict[str, Any]:
    """By what the processor time of the steps grows from a length to its fourfold, by shape."""
    factors = {}
    for shape in SHAPES:
        short, long = growth(shape, length)
        factors[shape] = round(long / max(short, 0.001), 1)
    worst = sorted(factors, key=lambda shape: -factors[shape])[:5]
    return {
        "shapes": len(factors),
        "characters": f"{length:,} and {4 * length:,}",
        **{f"{shape}": f"{factors[shape]} ×" for shape in worst},
    }


def threads(number: int = 2_000) -> dict[str, Any]:
    """Whether threads give what one gives, and how long both take."""
    made = list(articles(number, seed=6))
    began = time.perf_counter()
    with Digester(translator=CTranslate2Translator(embedded_model(), beam_size=1)) as alone:
        expected = [alone.digest(article) for article in made]
    middle = time.perf_counter()
    with Digester(translator=CTranslate2Translator(embedded_model(), beam_size=1)) as shared:
        same = digests_of_threads(shared, made, 32) == expected
    assert same
    return {
        "articles": number,
        "digests of 32 threads that differ from one thread's": 0,
        "seconds on one thread": round(middle - began),
        "seconds on 32 threads": round(time.perf_counter() - middle),
    }


def memory(number: int = 1_000) -> dict[str, Any]:
    """Resident memory while digesters with their models are made, used and dropped."""
    found = {}
    for made in range(1, number + 1):
        Digester(model=embedded_model()).digest(TEXT)
        if made in (10, 100, number // 2, number):
            found[f"MiB after {made:,}"] = round(resident_mib(), 1)
    return found


def fuzzer() -> dict[str, Any]:
    """Inputs tried, features found (libFuzzer's `ft`) and faults, by target; needs atheris."""
    found = {}
    for target, runs in FUZZED.items():
        command = [sys.executable, "-m", "tests.fuzz", target, f"-atheris_runs={runs}", "-seed=1"]
        done = subprocess.run(
            command, stderr=subprocess.PIPE, text=True, errors="replace", check=True
        )
        features = re.findall(r" ft: (\d+)", done.stderr)[-1]
        found[target] = f"{runs:,} inputs, {features} features, 0 faults"
    return found


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "wild": wild, "sizes": sizes, "growth": growths, "threads": threads, "memory": memory,
    "fuzzer": fuzzer,
}  # fmt: skip


def main() -> None:
    """Run the parts that the command line names, all by default."""
    for name in sys.argv[1:] or PARTS:
        print(f"{name} ...", flush=True)
        part = {"machine": describe(), "results": PARTS[name]()}
        print(json.dumps(part["results"], ensure_ascii=False, indent=2), flush=True)
        known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        text = json.dumps(known | {name: part}, ensure_ascii=False, indent=2)
        RESULTS.write_text(text + "\n", encoding="utf-8")
        _write(name, part)


def _write(name: str, part: dict[str, Any]) -> None:
    rows = [f"| {what} | {_figure(found)} |" for what, found in part["results"].items()]
    machine = part["machine"]
    where = (
        f"{machine['processor']}, {machine['cores']} cores, load {machine['load_average'][0]} "
        f"before the run; Python {machine['python']}."
    )
    table = "\n".join(["| | |", "|---|---|", *rows, "", where])
    marks = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(marks.sub(lambda m: f"{m[1]}{table}\n{m[2]}", page), encoding="utf-8")


def _figure(found: float | str) -> str:
    return found if isinstance(found, str) else f"{found:,}"


if __name__ == "__main__":
    main()
