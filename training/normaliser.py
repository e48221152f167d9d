"""Let a word have the same pieces behind a quotation mark or a hyphen as behind a space.

SentencePiece marks the beginning of a word by the space before it. In
`"Grund zu Optimismus"` and `NATO-Generalsekretär` a word begins without one: it
fell to pieces that the model hardly knew ("G", "r", "und"). So the tokenizer of
sources is given rules that set such a word apart: `" Grund`, `NATO- Generalsekretär`.
They are a part of the tokenizer itself, so whatever runs the package follows them.
Targets are encoded without them, or their spaces would come out in the English.
"""

from __future__ import annotations

import string
import tempfile
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import sentencepiece
from sentencepiece import sentencepiece_model_pb2

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "nmt_nfkc"
CAPITALS = string.ascii_uppercase + "ÄÖÜ"
LETTERS = CAPITALS + string.ascii_lowercase + "äöüß" + string.digits
SET_APART = {**dict.fromkeys('"„“”»«‟‚‘‹›([/–—', LETTERS), "-": CAPITALS}
"""Characters, and those that begin a word behind them: a hyphen before a small letter binds."""


def for_sources(proto: bytes) -> bytes:
    """Return the tokenizer `proto` with the rules for sources; its pieces stay as they are."""
    model = sentencepiece_model_pb2.ModelProto.FromString(proto)
    model.normalizer_spec.name = "newsdigest"
    model.normalizer_spec.precompiled_charsmap = _charsmap()
    made: bytes = model.SerializeToString(deterministic=True)
    return made


def _rules() -> Iterator[tuple[str, str]]:
    """Yield what is written how: the base's rules, spelled out, and those of `SET_APART`."""
    base = sentencepiece.SentencePieceNormalizer(
        rule_name=BASE,
        add_dummy_prefix=False,
        escape_whitespaces=False,
        remove_extra_whitespaces=False,
    )
    for code in range(1, 0x110000):
        character = chr(code)
        if unicodedata.category(character) in ("Cs", "Cn"):
            continue
        for written in {character, unicodedata.normalize("NFD", character)}:
            if (normal := base.normalize(written)) != written:
                yield written, normal
    for mark, letters in SET_APART.items():
        for letter in letters:
            yield mark + letter, f"{mark} {letter}"


@cache
def _charsmap() -> bytes:
    """Return the rules in SentencePiece's compiled form; only its trainer compiles them."""
    lines = sorted(
        "\t".join(" ".join(f"{ord(c):X}" for c in side) for side in rule) for rule in _rules()
    )
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "rules.tsv"
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(["ein Satz"]),
            model_prefix=f"{folder}/compiled",
            normalization_rule_tsv=str(table),
            vocab_size=16,
            hard_vocab_limit=False,
            minloglevel=2,
        )
        compiled = sentencepiece_model_pb2.ModelProto.FromString(
            Path(f"{folder}/compiled.model").read_bytes()
        )
    charsmap: bytes = compiled.normalizer_spec.precompiled_charsmap
    return charsmap
