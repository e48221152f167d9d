"""Sentence splitting: F1 of boundaries against treebanks whose sentences people split.

    python benchmarks/splitting.py FILE.conllu [FILE.conllu ...]

Gold sentences (`# text = ...` of CoNLL-U, for example Universal Dependencies'
UD_German-PUD and UD_German-GSD) are joined with a space, ten to a paragraph, so
that a splitter has to find every boundary again. A boundary counts as found
when both sentence ends are at the same character. newsdigest's splitter is
compared with NLTK's Punkt on the same German parameters, in the same run.
"""

from __future__ import annotations

import argparse
import re
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.splitters import PunktSplitter, _punkt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def gold_paragraphs(paths: list[Path], size: int = 10) -> Iterator[list[str]]:
    """Groups of `size` gold sentences; those without a final mark are left out."""
    for path in paths:
        texts = re.findall(r"^# text = (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        sentences = iter(
            [" ".join(t.split()) for t in texts if re.search(r"[.!?…][\"'“”»«)]*$", t)]
        )
        while group := list(islice(sentences, size)):
            yield group


def score(split: Callable[[str], list[tuple[int, int]]], paragraphs: list[list[str]]) -> str:
    """Precision, recall and F1 of inner boundaries, and sentences a second."""
    found = gold = both = 0
    began = time.perf_counter()
    for group in paragraphs:
        text = " ".join(group)
        ends = {len(" ".join(group[: n + 1])) for n in range(len(group) - 1)}
        mine = {end for _, end in split(text)} - {len(text)}
        found, gold, both = found + len(mine), gold + len(ends), both + len(ends & mine)
    seconds = time.perf_counter() - began
    precision, recall = both / found, both / gold
    f1 = 2 * precision * recall / (precision + recall)
    rate = sum(map(len, paragraphs)) / seconds
    return f"precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  {rate:,.0f} sentences/s"


def show_errors(paragraphs: list[list[str]], most: int) -> None:
    """Print the places where newsdigest's splitter and the gold differ."""
    for group in paragraphs:
        text = " ".join(group)
        ends = {len(" ".join(group[: n + 1])) for n in range(len(group) - 1)}
        mine = {end for _, end in PunktSplitter().split(text)} - {len(text)}
        for end in sorted(ends ^ mine):
            if most == 0:
                return
            most -= 1
            kind = "missed" if end in ends else "extra "
            print(kind, repr(text[max(0, end - 40) : end]), "|", repr(text[end : end + 25]))


def main() -> None:
    """Print a line a splitter."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show so many differences")
    arguments = parser.parse_args()
    paragraphs = list(gold_paragraphs(arguments.files))
    PunktSplitter().split("Aufwärmen.")
    print(f"{sum(map(len, paragraphs))} sentences")
    print("newsdigest ", score(PunktSplitter().split, paragraphs))
    print("NLTK Punkt ", score(lambda text: list(_punkt().span_tokenize(text)), paragraphs))
    show_errors(paragraphs, arguments.errors)


if __name__ == "__main__":
    main()
