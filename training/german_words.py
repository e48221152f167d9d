"""Write `src/newsdigest/data/german-words.txt.gz`: stems that tell German words from names.

    python -m training.german_words pairs.tsv.xz

A name stands in a translation as it stood in the source; a noun does not. So of
the capitalised words inside the German sentences of a parallel corpus (`tag`,
German, English, apart by tabs) those are common that their English seldom
repeats. Kept are Snowball stems, without compounds of two kept stems: the
reader (`newsdigest.fidelity.spelling`) takes those apart itself.
"""

from __future__ import annotations

import argparse
import gzip
import lzma
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Iterator

TAGS = ("wmt-d", "wmt-e", "news", "tatoeba", "mlqe", "ntrex", "mucow", "xquad", "pud")
MOST_REPEATED = 0.6  # share of a common word's sentences whose English may repeat it
LEAST_SEEN = 4
_WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pairs", type=Path, help="tag, German and English, .tsv.xz")
    stems = without_compounds(common_stems(_pairs(parser.parse_args().pairs)))
    target = Path(str(files("newsdigest") / "data/german-words.txt.gz"))
    # mtime=0: the same list gives the same bytes.
    target.write_bytes(gzip.compress("\n".join(sorted(stems)).encode(), mtime=0))
    print(f"{len(stems)} stems, {target.stat().st_size} bytes: {target}")


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            tag, german, english = line.rstrip("\n").split("\t")
            if tag in TAGS:
                yield german, english


def common_stems(pairs: Iterator[tuple[str, str]]) -> set[str]:
    """The stems of words that a translation seldom repeats."""
    stem = Stemmer.Stemmer("german").stemWord
    seen: Counter[str] = Counter()
    repeated: Counter[str] = Counter()
    for german, english in pairs:
        # With its capital: a noun that English shares has none there ("die Band", "the band").
        target = {word for word in _WORD.findall(english) if word[0].isupper()}
        for place, word in enumerate(_WORD.findall(german)):
            base = stem(word.lower())
            if not word[0].isupper():
                seen[base] += 1
            elif place:  # the first word of a sentence has its capital in any case
                seen[base] += 1
                repeated[base] += word in target or word.removesuffix("s") in target
    return {
        base
        for base, times in seen.items()
        if times >= LEAST_SEEN and repeated[base] < MOST_REPEATED * times
    }


def without_compounds(stems: set[str]) -> set[str]:
    """The stems that are no compound of two shorter ones."""
    kept: set[str] = set()
    for word in sorted((s for s in stems if 3 <= len(s) <= 30), key=lambda s: (len(s), s)):
        # The reader trusts a long last part, and it stems it alone: hence the same length here.
        parts = ((word[:cut], word[cut:]) for cut in range(3, len(word) - 5))
        if not any(tail in kept and _is_first_part(head, kept) for head, tail in parts):
            kept.add(word)
    return kept


def _is_first_part(head: str, stems: set[str]) -> bool:
    """Whether a compound can begin with `head`: a stem, or one with a linking element."""
    return any(head.removesuffix(link) in stems for link in ("", "s", "n", "en", "e"))


if __name__ == "__main__":
    main()
