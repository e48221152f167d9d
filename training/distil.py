"""Translate the German of the prepared pairs with a teacher: more pairs for the small model.

Example:
    python -m training.distil --data ~/newsdigest-training/data \
        --teacher ~/newsdigest-training/teacher.pt

Sequence-level distillation (Kim and Rush 2016): what a larger model makes of a sentence
by beam search is easier to learn than what people do. The pairs come into `taught.tsv`
beside `prepared.tsv`, in lines of its form with the tag `taught`, and the trainer reads
both; dictionary entries are passed over. Further German sentences, one a line, come
from `--german`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from training import device as devices
from training.batches import MAX_PIECES, TAUGHT, Corpus, forked
from training.filters import fault
from training.prepare import write_atomically
from training.search import translate
from training.train import load_model, tokenizers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Executor

    from training.model import Translator

TAG = "taught"
PASSED_OVER = ("ding", "own", TAG)
REPORT_SECONDS = 20


def sentences(corpus: Corpus) -> list[str]:
    """Return the German sentences of `corpus`, each once, in its order."""
    pairs = zip(corpus.pairs, corpus.tags, strict=True)
    return list(dict.fromkeys(p[0] for p, tag in pairs if not tag.startswith(PASSED_OVER)))


def taught(
    model: Translator, proto: bytes, german: list[str], *, beam: int = 4, batch: int = 8192
) -> list[tuple[str, str]]:
    """Return the German sentences with the model's translations, in order of length.

    Args:
        model: The teacher.
        proto: Its SentencePiece model.
        german: Sentences; those that are too long are left out.
        beam: How many hypotheses of a sentence are kept.
        batch: Most source positions in a batch.
    """
    source, target = tokenizers(proto)
    encoded = zip(german, source.encode(german, num_threads=-1), strict=True)
    fit = [(text, ids) for text, ids in encoded if 0 < len(ids) < MAX_PIECES]
    made: list[tuple[str, str]] = []
    start = told = time.monotonic()
    for i, ids in translate(model, [ids for _, ids in fit], beam=beam, batch=batch):
        made.append((fit[i][0], target.decode(ids)))
        if time.monotonic() - told > REPORT_SECONDS:
            told = time.monotonic()
            speed = len(made) / (told - start)
            print(f"{len(made):,} of {len(fit):,}, {speed:.0f} a second", flush=True)
    return made


def flawless(pairs: list[tuple[str, str]], pool: Executor) -> list[tuple[str, str]]:
    """Return the pairs without a fault (see `filters.fault`), found by the processes of `pool`."""
    found = pool.map(_fault, pairs, chunksize=4096)
    return [pair for pair, fault in zip(pairs, found, strict=True) if fault is None]


def _fault(pair: tuple[str, str]) -> str | None:
    return fault(*pair, machine=True)


def rows(pairs: Iterable[tuple[str, str]]) -> str:
    """Return `pairs` as lines of `prepared.tsv`."""
    return "".join(
        f"{TAG}\t{i}\t{german}\t{english}\n" for i, (german, english) in enumerate(pairs)
    )


def main(argv: list[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of prepared.tsv")
    parser.add_argument("--teacher", type=Path, required=True, help="its checkpoint")
    parser.add_argument("--german", type=Path, action="append", default=[])
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--batch", type=int, default=8192, help="source positions in a batch")
    parser.add_argument("--workers", type=int, default=2, help="processes that look for faults")
    parser.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto")
    args = parser.parse_args(argv)
    german = sentences(Corpus.load(args.data))
    for path in args.german:
        german += path.read_text(encoding="utf-8").splitlines()
    with forked(args.workers) as pool:
        model, proto = load_model(args.teacher, *devices.choose(args.device))
        made = taught(model, proto, german, beam=args.beam, batch=args.batch)
        pairs = flawless(made, pool)
    out = args.data / TAUGHT
    write_atomically(out, rows(pairs))
    print(f"{len(pairs):,} of {len(german):,} sentences in {out}")


if __name__ == "__main__":
    main()
