"""Turn a checkpoint into an Argos package: CTranslate2 int8, SentencePiece, deterministic bytes.

Example:
    python -m training.export --checkpoint ~/newsdigest-training/decayed.pt --version 0.2 \
        --out src/newsdigest/data/model/newsdigest-de_en.argosmodel
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece
import torch
from ctranslate2.specs import common_spec, transformer_spec

from training.model import Shape, positions
from training.normaliser import for_sources

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time stamp of every member of the package."""

README = b"""# newsdigest German-English

Trained by newsdigest's own recipe (`training/` in its repository); see MODEL_CARD.md there.
"""

Weights = dict[str, np.ndarray]


def _linear(spec: Any, weights: Weights, name: str) -> None:
    spec.weight, spec.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _norm(spec: Any, weights: Weights, name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _layer(spec: Any, weights: Weights, name: str, *, decoder: bool) -> None:
    own = spec.self_attention
    _norm(own.layer_norm, weights, f"{name}.self_norm")
    _linear(own.linear[0], weights, f"{name}.self_attention.qkv")
    _linear(own.linear[1], weights, f"{name}.self_attention.out")
    if decoder:
        cross = spec.attention
        _norm(cross.layer_norm, weights, f"{name}.cross_norm")
        for linear, part in zip(cross.linear, ("q", "kv", "out"), strict=True):
            _linear(linear, weights, f"{name}.cross_attention.{part}")
    _norm(spec.ffn.layer_norm, weights, f"{name}.inner_norm")
    _linear(spec.ffn.linear_0, weights, f"{name}.inner")
    _linear(spec.ffn.linear_1, weights, f"{name}.outer")


def build_spec(
    weights: Weights, shape: Shape, pieces: list[str]
) -> transformer_spec.TransformerSpec:
    """Return CTranslate2's description of the model, filled with `weights` (float32)."""
    spec = transformer_spec.TransformerSpec.from_config(
        (shape.encoder, shape.decoder),
        shape.heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
    )
    encodings = positions(512, shape.width).numpy()
    tables = spec.encoder.embeddings
    for side, table in (
        (spec.encoder, tables[0] if isinstance(tables, list) else tables),
        (spec.decoder, spec.decoder.embeddings),
    ):
        table.weight = weights["embedding.weight"]
        table.multiply_by_sqrt_depth = True
        side.scale_embeddings = True
        side.position_encodings.encodings = encodings
    _norm(spec.encoder.layer_norm, weights, "encoder_norm")
    _norm(spec.decoder.layer_norm, weights, "decoder_norm")
    for i, layer in enumerate(spec.encoder.layer):
        _layer(layer, weights, f"encoder.{i}", decoder=False)
    for i, layer in enumerate(spec.decoder.layer):
        _layer(layer, weights, f"decoder.{i}", decoder=True)
    spec.decoder.projection.weight = weights["embedding.weight"]
    spec.decoder.projection.bias = weights["bias"]
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    config = spec.config
    config.bos_token, config.eos_token, config.unk_token = "<s>", "</s>", "<unk>"
    config.add_source_eos, config.add_source_bos = True, False
    config.decoder_start_token = "<s>"  # noqa: S105 - no password
    return spec


def package_files(checkpoint: dict[str, Any], which: str, version: str) -> dict[str, bytes]:
    """Return the package's members by name, without the folder they stand in."""
    # A copy of each: CTranslate2 quantises the arrays it is given in place.
    weights = {name: w.float().numpy().copy() for name, w in checkpoint["optimiser"][which].items()}
    spm = sentencepiece.SentencePieceProcessor(model_proto=checkpoint["spm"])
    pieces = [spm.id_to_piece(i) for i in range(spm.get_piece_size())]
    spec = build_spec(weights, Shape(**checkpoint["shape"]), pieces)
    spec.validate()
    spec.optimize(quantization="int8")
    with tempfile.TemporaryDirectory() as folder:
        spec.save(folder)
        files = {f"model/{path.name}": path.read_bytes() for path in sorted(Path(folder).iterdir())}
    files["sentencepiece.model"] = for_sources(checkpoint["spm"])
    metadata = {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": "de",
        "from_name": "German",
        "to_code": "en",
        "to_name": "English",
        "links": [],
    }
    files["metadata.json"] = json.dumps(metadata, indent=1).encode() + b"\n"
    files["README.md"] = README
    return files


def write_package(path: Path, files: dict[str, bytes], folder: str) -> str:
    """Write a zip whose bytes depend on `files` and `folder` alone; return its SHA-256."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, files[name])
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(memory.getvalue())
    part.replace(path)
    return hashlib.sha256(memory.getvalue()).hexdigest()


def write_half(path: Path, checkpoint: dict[str, Any], which: str = "master") -> None:
    """Write the weights alone in float16, small enough to publish; `--resume` can read the file."""
    optimiser = checkpoint["optimiser"]
    slim = {
        **checkpoint,
        "optimiser": {
            "master": {name: w.half() for name, w in optimiser[which].items()},
            "step": optimiser["step"],
        },
    }
    part = path.with_name(path.name + ".part")
    torch.save(slim, part)
    part.replace(path)


def main(argv: list[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument(
        "--out", type=Path, required=True, help="an .argosmodel, or a .pt with --half"
    )
    parser.add_argument("--version", default="0.0")
    parser.add_argument("--weights", choices=["master", "average"], default="master")
    parser.add_argument(
        "--half", action="store_true", help="write float16 weights to go on from instead"
    )
    args = parser.parse_args(argv)
    checkpoint = torch.load(args.checkpoint, map_location="cpu", weights_only=True)
    if args.half:
        write_half(args.out, checkpoint, args.weights)
        print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")
        return
    folder = f"translate-de_en-{args.version.replace('.', '_')}"
    digest = write_package(args.out, package_files(checkpoint, args.weights, args.version), folder)
    print(
        f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB, CTranslate2 {ctranslate2.__version__}"
    )
    print(f"sha256: {digest}")


if __name__ == "__main__":
    main()
