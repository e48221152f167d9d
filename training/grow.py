"""Give a trained model more encoder layers, without changing what it computes.

Example:
    python -m training.grow --checkpoint ~/newsdigest-training/run.pt --encoder 12 \
        --out ~/newsdigest-training/grown.pt

A new layer is a copy of the one before it whose two output projections are zero, so
that it adds nothing until it has learnt something (Chen et al. 2016, Net2Net). A deep
encoder beside a shallow decoder costs a translation little: the encoder runs once a
sentence, the decoder once a word and hypothesis (Kasai et al. 2021).
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.model import Shape, Translator
from training.optimiser import Optimiser
from training.train import load, save

LAYER = re.compile(r"encoder\.(\d+)\.(.+)")
OUTPUTS = re.compile(r"self_attention\.out\.|outer\.")


def parents(old: int, new: int) -> list[tuple[int, bool]]:
    """Return for each of `new` layers the one of `old` it is made of, and whether that one stays.

    The new layers are spread evenly: after every old one comes its share of copies.
    """
    above = [i * old // new for i in range(new)]
    return [(layer, not i or layer != above[i - 1]) for i, layer in enumerate(above)]


def grow(weights: dict[str, Tensor], layers: list[tuple[int, bool]]) -> dict[str, Tensor]:
    """Return `weights` by name, with an encoder of `layers` (see `parents`)."""
    made = {}
    for name, tensor in weights.items():
        found = LAYER.match(name)
        if found is None:
            made[name] = tensor
            continue
        for i, (layer, stays) in enumerate(layers):
            if layer == int(found[1]):
                silent = not stays and OUTPUTS.match(found[2])
                made[f"encoder.{i}.{found[2]}"] = torch.zeros_like(tensor) if silent else tensor
    return made


def grown(checkpoint: dict[str, Any], encoder: int) -> dict[str, Any]:
    """Return `checkpoint` of a run with `encoder` layers; new layers begin without moments."""
    state = checkpoint["optimiser"]
    old = Shape(**checkpoint["shape"])
    if encoder <= old.encoder:
        raise ValueError(f"the model has {old.encoder} encoder layers already")
    shape = checkpoint["shape"] | {"encoder": encoder}
    layers = parents(old.encoder, encoder)
    new = Optimiser(Translator(Shape(**shape)))
    made = {key: grow(state[key], layers) for key in ("master", "average") if key in state}
    if "first" in state:
        names = list(state["master"])
        for key in ("first", "second"):
            moments = grow(dict(zip(names, state[key], strict=True)), layers)
            made[key] = [
                torch.zeros_like(moments[name]) if _is_new(name, layers) else moments[name]
                for name in new.names
            ]
    return checkpoint | {"shape": shape, "optimiser": state | made}


def _is_new(name: str, layers: list[tuple[int, bool]]) -> bool:
    found = LAYER.match(name)
    return found is not None and not layers[int(found[1])][1]


def main(argv: list[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--encoder", type=int, required=True, help="layers of the larger encoder")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args(argv)
    save(args.out, grown(load(args.checkpoint), args.encoder))
    print(f"wrote {args.out}")


if __name__ == "__main__":
    main()
