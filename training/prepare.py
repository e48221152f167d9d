"""Filter the corpus and write the pairs that the trainer reads.

Example:
    python -m training.prepare --pairs /work/shared/corpus/pairs.tsv.xz \
        --held-out /work/shared/corpus/newstest2021.tsv --out ~/newsdigest-training/data

Input lines are `tag<TAB>German<TAB>English` (`.xz` is unpacked on the fly); give
`--pairs` several times to add corpora. Output: `prepared.tsv`
(`tag<TAB>group<TAB>German<TAB>English`; pairs of one group share a source of many
translations) and `prepared.json` (what was kept and why the rest was not).
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from training.detokenise import detokenise
from training.filters import balance_edge_quotes, consensus, english_quotes, fault, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEFT_OUT = frozenset({"multi30k"})
"""Tags whose terms forbid commercial use."""

MACHINE = {"wmt-d": 1, "wmt-e": 2, "mlqe": 0}
"""Tags with machine output, and the column (1 German, 2 English) that many outputs share."""

KEEP_PER_GROUP = {"wmt-d": 4, "wmt-e": 5}
CONSENSUS_FLOOR = 0.8
"""Least consensus of a translation, as a share of the best of its group."""

_TOKENISED = re.compile(r" [,.;!?](?: |$)")

OPENING_WORDS = 3
PER_OPENING = 20
"""Most sources with one opening: test suites hold thousands made from a few templates."""

Pair = tuple[str, str, str]
Row = tuple[str, int, str, str]


def key(text: str) -> str:
    """Return `text` as its lower-case letters and digits: what two copies have in common."""
    return re.sub(r"\W+", "", text.lower())


def read_pairs(paths: Iterable[Path]) -> Iterator[Pair]:
    """Yield (tag, German, English) of each line of `paths`."""
    for path in paths:
        opener = lzma.open if path.suffix == ".xz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                fields = line.rstrip("\n").split("\t")
                if len(fields) == 3:
                    yield fields[0], fields[1], fields[2]


def read_keys(paths: Iterable[Path]) -> frozenset[str]:
    """Return the keys of every column of the held-out sets in `paths`."""
    return frozenset(
        key(field)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        for field in line.split("\t")
    )


def clean(pairs: Iterable[Pair], banned: frozenset[str], faults: Counter[str]) -> Iterator[Pair]:
    """Yield the pairs without a fault, each once; count in `faults` what was left out."""
    seen: set[tuple[str, str]] = set()
    for tag, german, english in pairs:
        if tag in LEFT_OUT:
            faults[f"{tag}: left out"] += 1
            continue
        source, target = tidy(german), tidy(english)
        if _TOKENISED.search(source) and _TOKENISED.search(target):
            source, target = detokenise(source, english=False), detokenise(target, english=True)
        source, target = balance_edge_quotes(source, english_quotes(target))
        keys = key(source), key(target)
        if not keys[0] or not keys[1] or keys[0] in banned or keys[1] in banned:
            found: str | None = "empty or held out"
        elif (source, target) in seen:
            found = "duplicate"
        else:
            found = fault(source, target, machine=tag in MACHINE)
        if found:
            faults[f"{tag}: {found}"] += 1
            continue
        seen.add((source, target))
        yield tag, source, target


def select(pairs: list[Pair], faults: Counter[str]) -> list[Row]:
    """Give each pair its group and keep of each group the translations that agree most."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, pair in enumerate(pairs):
        column = MACHINE.get(pair[0], 0)
        groups[(pair[0], pair[column] if column else str(i))].append(i)
    chosen: list[tuple[int, int]] = []
    for number, ((tag, _), members) in enumerate(groups.items()):
        scores = (
            consensus([pairs[i][3 - MACHINE[tag]] for i in members]) if len(members) > 1 else [1.0]
        )
        ranked = sorted(zip(scores, members, strict=True), key=lambda item: (-item[0], item[1]))
        floor = CONSENSUS_FLOOR * ranked[0][0] if len(members) > 2 else 0.0
        kept = [i for score, i in ranked[: KEEP_PER_GROUP.get(tag, 1)] if score >= floor]
        faults[f"{tag}: little consensus"] += len(members) - len(kept)
        chosen += [(i, number) for i in kept]
    return [(pairs[i][0], group, pairs[i][1], pairs[i][2]) for i, group in sorted(chosen)]


def thin_templates(rows: Iterable[Row], faults: Counter[str]) -> list[Row]:
    """Leave out sources of machine translations whose opening many others have."""
    openings: dict[tuple[str, str], set[int]] = defaultdict(set)
    kept = []
    for row in rows:
        column = MACHINE.get(row[0], 0)
        if column:
            shared = row[2] if column == 1 else row[3]
            groups = openings[row[0], " ".join(shared.split()[:OPENING_WORDS])]
            if row[1] not in groups and len(groups) >= PER_OPENING:
                faults[f"{row[0]}: template"] += 1
                continue
            groups.add(row[1])
        kept.append(row)
    return kept


def write_atomically(path: Path, text: str) -> None:
    """Write `text` to `path` so that a reader never sees half of it."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def main(argv: list[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=Path, action="append", required=True)
    parser.add_argument("--held-out", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args(argv)
    start = time.monotonic()
    faults: Counter[str] = Counter()
    pairs = list(clean(read_pairs(args.pairs), read_keys(args.held_out), faults))
    print(f"{time.monotonic() - start:.0f} s: {len(pairs):,} pairs without a fault", flush=True)
    rows = thin_templates(select(pairs, faults), faults)
    args.out.mkdir(parents=True, exist_ok=True)
    write_atomically(
        args.out / "prepared.tsv", "".join(f"{t}\t{g}\t{d}\t{e}\n" for t, g, d, e in rows)
    )
    kept = Counter(row[0] for row in rows)
    words = Counter(dict.fromkeys(kept, 0))
    for row in rows:
        words[row[0]] += len(row[3].split())
    report = {
        "kept": dict(kept),
        "groups": dict(Counter(tag for tag, _ in {(r[0], r[1]) for r in rows})),
        "english_words": dict(words),
        "left_out": dict(sorted(faults.items())),
    }
    write_atomically(args.out / "prepared.json", json.dumps(report, indent=1) + "\n")
    print(json.dumps(report, indent=1))
    print(f"{time.monotonic() - start:.0f} s: wrote {args.out / 'prepared.tsv'}")


if __name__ == "__main__":
    main()
