"""Write `src/newsdigest/data/english-words.txt.gz`: words that tell English from what is made up.

    apt-get install wamerican-huge wbritish-huge
    python -m training.english_words

The words are those of SCOWL (the lists of that size, American and British) and
those that people wrote in lower case in two sentences of
../shared/corpus/pairs.tsv.xz. What the reader (`newsdigest.fidelity.english`)
forms of shorter words by itself is left out.
"""

from __future__ import annotations

import gzip
import lzma
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.fidelity.english import SHORTEST, is_formed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATA = Path(str(files("newsdigest") / "data"))
LISTS = [Path(f"/usr/share/dict/{kind}-english-huge") for kind in ("american", "british")]
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "pairs.tsv.xz"
MACHINE = frozenset({"wmt-d", "multi30k"})
"""Tags whose English a machine wrote, and what is left out for its terms."""
SEEN = 2  # sentences
LONGEST = 20  # letters
WORD = re.compile(r"(?<![^\W\d_])[a-z]+(?![^\W\d_])")


def main() -> None:
    """Write the list."""
    lines = (line for path in LISTS for line in path.read_text(encoding="utf-8").splitlines())
    words = without_formed({*filter(WORD.fullmatch, lines), *seen_often(sentences())})
    target = DATA / "english-words.txt.gz"
    # mtime=0: the same list gives the same bytes.
    target.write_bytes(gzip.compress("\n".join(sorted(words)).encode(), mtime=0))
    print(f"{len(words)} words, {target.stat().st_size} bytes: {target}")


def sentences() -> Iterator[str]:
    """The English that people wrote."""
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            tag, _, english = line.rstrip("\n").split("\t")
            if tag not in MACHINE:
                yield english


def seen_often(texts: Iterable[str]) -> set[str]:
    """The words in lower case of enough different texts."""
    counts = Counter(word for text in set(texts) for word in set(WORD.findall(text)))
    return {word for word, times in counts.items() if times >= SEEN}


def without_formed(words: Iterable[str]) -> set[str]:
    """The words that the reader does not form of shorter ones."""
    kept: set[str] = set()
    for word in sorted(words, key=lambda word: (len(word), word)):
        if SHORTEST <= len(word) <= LONGEST and not is_formed(word, kept):
            kept.add(word)
    return kept


if __name__ == "__main__":
    main()
