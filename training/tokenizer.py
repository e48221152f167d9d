"""Train the SentencePiece model that German and English share.

Example:
    python -m training.tokenizer --data ~/newsdigest-training/data

Reads `prepared.tsv`, writes `sentencepiece.model` beside it. A model that is
there already is kept unless `--force` is given: checkpoints depend on it.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

SHARE = {"ding": 0.15, "wmt-d": 0.4, "wmt-e": 0.4, "tatoeba": 0.6}
"""Share of the pairs of a tag that the model is trained on; 1 for every other tag."""

CAPITALS = 0.01
"""Share of the German lines that are added in capitals, so that headlines stay short."""


def write_sample(prepared: Path, sample: Path, seed: int) -> int:
    """Write the training text to `sample` and return its number of lines."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    count = 0
    with prepared.open(encoding="utf-8") as lines, sample.open("w", encoding="utf-8") as out:
        for line in lines:
            tag, _, german, english = line.rstrip("\n").split("\t")
            if rng.random() >= SHARE.get(tag, 1.0):
                continue
            wanted = [german, english] + ([german.upper()] if rng.random() < CAPITALS else [])
            out.writelines(text + "\n" for text in wanted)
            count += len(wanted)
    return count


def main(argv: list[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pieces", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--force", action="store_true")
    args = parser.parse_args(argv)
    model = args.data / "sentencepiece.model"
    if model.exists() and not args.force:
        print(f"{model} is there already")
        return
    import sentencepiece

    sample = args.data / "sentencepiece.txt"
    print(f"{write_sample(args.data / 'prepared.tsv', sample, args.seed):,} lines", flush=True)
    sentencepiece.set_random_generator_seed(args.seed)
    prefix = args.data / "sentencepiece.part"
    sentencepiece.SentencePieceTrainer.train(
        input=str(sample),
        model_prefix=str(prefix),
        vocab_size=args.pieces,
        model_type="unigram",
        byte_fallback=True,
        character_coverage=0.9998,
        split_digits=True,
        normalization_rule_name="nmt_nfkc",
        unk_id=0,
        bos_id=1,
        eos_id=2,
        pad_id=-1,
        num_threads=2,
        max_sentence_length=2000,
        input_sentence_size=500_000,
        shuffle_input_sentence=True,
        minloglevel=1,
    )
    Path(f"{prefix}.model").replace(model)
    Path(f"{prefix}.vocab").unlink()
    sample.unlink()
    print(f"wrote {model}")


if __name__ == "__main__":
    main()
