"""The fidelity checks against good translations and against ones made wrong on purpose.

    python -m benchmarks.fidelity [--misses SET] [--repair] [--time]

`data/fidelity.tsv` holds pairs in our own words, German and English apart by a
tab. The checks were tuned on the odd lines ("dev"), and after a measurement on
the even ones ("test") on these as well. Each set in `data/fidelity_fresh*.tsv`
was written after the checks had been tuned on all before it, by somebody who had
not seen them, and measured before anybody looked at what it misses. Where
../shared/corpus/newstest2021.tsv is at hand its two references are measured
too; they hold some free and some wrong translations, so that not each alarm on
them is false.

A good pair with any flag is a false alarm. A corruption counts as caught only
if the check it is aimed at says so, and did not say so before.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.articles import articles
from benchmarks.corruptions import RULES

from newsdigest.document import read_document
from newsdigest.fidelity import Checked, check, consistently, translate_checked
from newsdigest.models import embedded_model
from newsdigest.splitters import PunktSplitter
from newsdigest.translators import CTranslate2Translator

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA = Path(__file__).parent / "data" / "fidelity.tsv"
SPLITS = ("dev", "test", "fresh", *(f"fresh_{n}" for n in range(2, 9)))
NEWSTEST = Path(__file__).parents[2] / "shared" / "corpus" / "newstest2021.tsv"
Pair = tuple[str, str]


def load(split: str) -> list[Pair]:
    """The German and the English of the own pairs of a split."""
    if split in ("dev", "test"):
        lines = DATA.read_text(encoding="utf-8").splitlines()[SPLITS.index(split) :: 2]
    else:
        path = DATA.with_name(f"{DATA.stem}_{split}.tsv")
        lines = path.read_text(encoding="utf-8").splitlines()
    return [(german, english) for german, english in (line.split("\t") for line in lines)]


def newstest(reference: str) -> list[Pair]:
    """The German and reference "A" or "B" of newstest2021."""
    column = " AB".index(reference)
    rows = (line.split("\t") for line in NEWSTEST.read_text(encoding="utf-8").splitlines())
    return [(row[0], row[column]) for row in rows]


def run() -> dict[str, Any]:
    """False alarms and catch rates of each set."""
    sets = {split: load(split) for split in SPLITS}
    if NEWSTEST.exists():
        sets |= {f"newstest2021 {reference}": newstest(reference) for reference in "AB"}
    else:
        print(f"newstest2021 left out: no {NEWSTEST}")
    return {
        name: {
            "pairs": len(pairs),
            "false alarms, %": false_alarms(pairs),
            "caught, %": caught(pairs),
        }
        for name, pairs in sets.items()
    }


def false_alarms(pairs: Iterable[Pair], misses: list[str] | None = None) -> dict[str, float]:
    """The share of good pairs that have a flag, of any kind and of each."""
    seen: Counter[str] = Counter()
    number = 0
    for german, english in pairs:
        number += 1
        flags = check(german, english)
        seen.update({flag.code for flag in flags} | ({"any"} if flags else set()))
        if flags and misses is not None:
            misses.append(f"FALSE {[f.message for f in flags]}\n  {german}\n  {english}")
    return {code: round(100 * times / number, 2) for code, times in seen.most_common()}


def caught(pairs: Iterable[Pair], misses: list[str] | None = None) -> dict[str, str]:
    """The share of corruptions of each kind that the check reports."""
    made: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for german, english in pairs:
        before = {(flag.code, flag.source, flag.target) for flag in check(german, english)}
        for kind, (code, rule) in RULES.items():
            for wrong in rule(english):
                after = {(flag.code, flag.source, flag.target) for flag in check(german, wrong)}
                found = any(flag[0] == code for flag in after - before)
                made[kind] += 1
                seen[kind] += found
                if not found and misses is not None:
                    misses.append(f"MISSED {kind}\n  {german}\n  {wrong}")
    return {kind: f"{100 * seen[kind] / made[kind]:.1f} of {made[kind]}" for kind in made}


def share_caught(pairs: Iterable[Pair], code: str) -> float:
    """The share of all corruptions aimed at one check, but for those of bodies, that it reports."""
    shares = caught(pairs)
    numbers = [
        (float(share), int(made))
        for kind, (aim, _) in RULES.items()
        if aim == code and kind in shares and kind != "body swapped"
        for share, _, made in [shares[kind].partition(" of ")]
    ]
    return sum(share * made for share, made in numbers) / sum(made for _, made in numbers) / 100


def repair() -> dict[str, Any]:
    """What the embedded model's translations are flagged for, before and after the repair pass."""
    german = [pair[0] for split in SPLITS for pair in load(split)]
    translator = CTranslate2Translator(embedded_model(), cache_size=0)
    translator.translate(german[:8])  # loads the model
    began = time.perf_counter()
    plain = translator.translate(german)
    translated_at = time.perf_counter()
    repaired = translate_checked(translator, german)
    ended = time.perf_counter()
    flags = [check(s, h.text, score=h.score) for s, h in zip(german, plain, strict=True)]
    return {
        "sentences": len(german),
        "flags": Counter(flag.code for found in flags for flag in found),
        "flags after repair": Counter(flag.code for one in repaired for flag in one.flags),
        "flagged sentences": sum(map(bool, flags)),
        "flagged sentences after repair": sum(bool(one.flags) for one in repaired),
        "seconds without checks": round(translated_at - began, 2),
        "seconds with checks and repair": round(ended - translated_at, 2),
    }


def scores(parts: int = 20) -> list[dict[str, float]]:
    """What the embedded model's scores say: chrF against the reference, by bands of the score."""
    from sacrebleu.metrics import CHRF

    pairs = [pair for split in SPLITS for pair in load(split)]
    pairs += newstest("A") if NEWSTEST.exists() else []
    translator = CTranslate2Translator(embedded_model(), cache_size=0)
    found = translator.translate([german for german, _ in pairs])
    chrf = CHRF()
    rows = sorted(
        (h.score or 0.0, chrf.sentence_score(h.text, [english]).score, bool(check(german, h.text)))
        for (german, english), h in zip(pairs, found, strict=True)
    )
    bounds = [len(rows) * part // parts for part in range(parts + 1)]
    return [
        {
            "sentences": end - start,
            "score from": round(rows[start][0], 2),
            "to": round(rows[end - 1][0], 2),
            "mean chrF": round(statistics.mean(row[1] for row in rows[start:end]), 1),
            "other flags, %": round(100 * statistics.mean(row[2] for row in rows[start:end]), 1),
        }
        for start, end in itertools.pairwise(bounds)
    ]


def milliseconds(number: int = 40) -> dict[str, float]:
    """Medians of processor time for made articles of 20 sentences, all of them translated."""
    translator = CTranslate2Translator(embedded_model())
    checking, agreeing = [], []
    for article in articles(number, length=20, invented=True):
        german = [s.clean for s in read_document(article, PunktSplitter()).sentences]
        english = translator.translate(german)
        began = time.process_time()
        checked = [
            Checked(h.text, h.score, check(source, h.text, score=h.score))
            for source, h in zip(german, english, strict=True)
        ]
        checked_at = time.process_time()
        consistently(german, checked)
        checking.append(1000 * (checked_at - began) * 20 / len(german))
        agreeing.append(1000 * (time.process_time() - checked_at) * 20 / len(german))
    return {
        "checks": round(statistics.median(checking), 1),
        "through the article": round(statistics.median(agreeing), 1),
    }


def main() -> None:
    """Print what was asked for as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--misses", choices=[*SPLITS, "A", "B"], help="what goes wrong in a set")
    parser.add_argument("--repair", action="store_true", help="the embedded model and the repair")
    parser.add_argument("--time", action="store_true", help="what the checks cost an article")
    given = parser.parse_args()
    if given.misses:
        pairs = newstest(given.misses) if given.misses in "AB" else load(given.misses)
        misses: list[str] = []
        false_alarms(pairs, misses)
        caught(pairs, misses)
        random.Random(1).shuffle(misses)
        print("\n".join(misses))
        return
    if given.time:
        print(json.dumps(milliseconds()))
        return
    results = {"repair": repair(), "scores": scores()} if given.repair else run()
    print(json.dumps(results, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
