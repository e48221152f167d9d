"""Measure a package: BLEU and chrF against both references, and sentences a second.

Examples:
    python -m training.evaluate --package src/newsdigest/data/model/newsdigest-de_en.argosmodel \
        --set /work/shared/corpus/newstest2021.tsv
    python -m training.evaluate --package ... --text /work/shared/seeds/article.txt
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
import zipfile
from pathlib import Path

import ctranslate2
import sentencepiece
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

BATCH_TOKENS = 1024  # a batch a thread: larger ones were slower on two cores


class Package:
    """A translator out of an Argos package."""

    def __init__(self, path: Path, threads: int) -> None:
        """Unpack `path` to memory-backed temporary files and load it on `threads` cores."""
        with tempfile.TemporaryDirectory() as folder:
            with zipfile.ZipFile(path) as archive:
                archive.extractall(folder)
            root = next(Path(folder).iterdir())
            self.translator = ctranslate2.Translator(
                str(root / "model"),
                device="cpu",
                compute_type="int8",
                inter_threads=threads,
                intra_threads=1,
            )
            self.spm = sentencepiece.SentencePieceProcessor(
                model_proto=(root / "sentencepiece.model").read_bytes()
            )

    def translate(self, sentences: list[str], beam: int) -> list[str]:
        """Translate `sentences`, longest first in large batches, and return them in order."""
        results = self.translator.translate_batch(
            self.spm.encode(sentences, out_type=str),
            beam_size=beam,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            max_decoding_length=256,
        )
        return [self.spm.decode(result.hypotheses[0]) for result in results]


def scores(hypotheses: list[str], columns: list[list[str]]) -> dict[str, str]:
    """Return the scores against each reference and against both, with sacrebleu's signatures."""
    found: dict[str, str] = {}
    names = [chr(ord("A") + i) for i in range(len(columns))]
    sets = [(name, [column]) for name, column in zip(names, columns, strict=True)]
    if len(columns) > 1:
        sets.append(("+".join(names), columns))
    for name, references in sets:
        for metric in (BLEU(), CHRF()):
            score = metric.corpus_score(hypotheses, references)
            found[f"{score.name} {name}"] = f"{score.score:.1f}  {metric.get_signature()}"
    return found


def split_sentences(text: str) -> list[str]:
    """Return the sentences of an article, well enough to look at their translations."""
    return [
        part
        for part in re.split(r'(?<=[.!?]["“”]) |(?<=[.!?]) (?=[A-ZÄÖÜ"„])|\n+', text)
        if part and part.strip()
    ]


def main(argv: list[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--set", type=Path, help="source<TAB>reference[<TAB>reference]...")
    parser.add_argument("--text", type=Path, help="an article to translate and print")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--speed", action="store_true", help="measure sentences a second at beam 2")
    parser.add_argument("--hypotheses", type=Path, help="write the translations of --set here")
    args = parser.parse_args(argv)
    package = Package(args.package, args.threads)
    if args.text:
        for sentence in split_sentences(args.text.read_text(encoding="utf-8")):
            print(f"{sentence}\n    {package.translate([sentence], args.beam)[0]}")
    if not args.set:
        return
    rows = [line.split("\t") for line in args.set.read_text(encoding="utf-8").splitlines()]
    sources, *columns = (list(column) for column in zip(*rows, strict=True))
    hypotheses = package.translate(sources, args.beam)
    if args.hypotheses:
        args.hypotheses.write_text("\n".join(hypotheses) + "\n", encoding="utf-8")
    result: dict[str, object] = {
        "sentences": len(sources),
        "beam": args.beam,
        **scores(hypotheses, columns),
    }
    result["empty"] = sum(not text.strip() for text in hypotheses)
    if args.speed:
        start = time.perf_counter()
        package.translate(sources, 2)
        result["sentences/s at beam 2"] = round(len(sources) / (time.perf_counter() - start))
    print(json.dumps(result, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
