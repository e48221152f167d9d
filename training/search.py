"""Translate many sentences with a model of the trainer: beam search, on a GPU in large batches.

The package is run by CTranslate2; this is for a teacher, which never becomes one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from training.batches import BOS, EOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

    from training.model import Layer, Translator

LOOK_EVERY = 4
"""Steps between two looks whether all is translated: on a GPU each look is a wait."""

MOST_SENTENCES = 4096
"""Most sentences in a batch, however short: a GPU's attention takes 65,535 hypotheses."""

Ids = list[int]


def most_pieces(source: int) -> int:
    """Return how many pieces a translation of `source` pieces may have."""
    return min(2 * source + 12, 250)


@torch.inference_mode()
def translate(
    model: Translator, sources: list[Ids], *, beam: int = 4, batch: int = 8192
) -> Iterator[tuple[int, Ids]]:
    """Yield the position and the best translation of each source, those of one length together.

    Args:
        model: A model that does not drop out.
        sources: Token ids without EOS; none may be empty.
        beam: How many hypotheses of a sentence are kept.
        batch: Most source positions in a batch (one sentence always fits).
    """
    lengths = np.array([len(source) for source in sources])
    order = np.argsort(lengths, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(lengths[order])) + 1):
        size = max(1, min(batch // (len(sources[group[0]]) + 1), MOST_SENTENCES))
        for at in range(0, len(group), size):
            chosen = group[at : at + size]
            ids = torch.tensor([[*sources[i], EOS] for i in chosen])
            best = search(model, ids.to(model.bias.device), beam).tolist()
            for i, found in zip(chosen, best, strict=True):
                yield int(i), found[: found.index(EOS)] if EOS in found else found


def search(model: Translator, source: Tensor, beam: int) -> Tensor:
    """Return the best translation of each of the equally long sources: (sentences, pieces).

    A hypothesis' score is its mean log probability a piece. One that has ended stays in
    the beam, and a longer one may still drive it out.
    """
    count, length = source.shape
    device, pieces = source.device, model.shape.pieces
    memory = model.encode(source)
    across = [
        layer.cross_attention.split(layer.cross_attention.kv(memory), 2) for layer in model.decoder
    ]
    most = most_pieces(length)
    found = torch.full((count, beam, most + 1), EOS, device=device)
    found[:, :, 0] = BOS
    sums = torch.full((count, beam), -torch.inf, device=device)
    sums[:, 0] = 0.0
    sizes = torch.zeros((count, beam), device=device)
    ended = torch.zeros((count, beam), dtype=torch.bool, device=device)
    only_end = torch.full((pieces,), -torch.inf, device=device)
    only_end[EOS] = 0.0
    rows = torch.arange(count, device=device)[:, None]
    heads = model.shape.heads
    nothing = memory.new_empty(count * beam, heads, 0, model.shape.width // heads)
    caches = [(nothing, nothing) for _ in model.decoder]
    for at in range(most):
        x = model.embed(found[:, :, at].reshape(-1, 1), at)
        for i, layer in enumerate(model.decoder):
            x, caches[i] = _step(layer, x, across[i], caches[i], beam)
        states = model.decoder_norm(x)[:, 0]
        logits = torch.nn.functional.linear(states, model.embedding.weight, model.bias)
        logp = logits.float().log_softmax(-1).view(count, beam, pieces)
        logp = torch.where(ended[..., None], only_end, logp)
        means = (sums[..., None] + logp) / (sizes + ~ended)[..., None]
        _, top = means.flatten(1).topk(beam)
        parent, piece = top // pieces, top % pieces
        sums = sums.gather(1, parent) + logp.flatten(1).gather(1, top)
        ended_before = ended.gather(1, parent)
        sizes = sizes.gather(1, parent) + ~ended_before
        ended = ended_before | (piece == EOS)
        found = found[rows, parent]
        found[:, :, at + 1] = piece
        if at % LOOK_EVERY == LOOK_EVERY - 1 and bool(ended[:, 0].all()):
            break
        flat = (rows * beam + parent).flatten()
        caches = [(k[flat], v[flat]) for k, v in caches]
    return found[:, 0, 1:]


def _step(
    layer: Layer, x: Tensor, across: tuple[Tensor, ...], before: tuple[Tensor, Tensor], beam: int
) -> tuple[Tensor, tuple[Tensor, Tensor]]:
    """Return the newest position (hypotheses, 1, features) after a layer, and its keys and values.

    `across` are the keys and values of the source, `before` those of earlier positions.
    """
    attention = layer.self_attention
    q, k, v = attention.split(attention.qkv(layer.self_norm(x)), 3)
    k, v = torch.cat([before[0], k], 2), torch.cat([before[1], v], 2)
    x = x + attention.mix(q, k, v)
    attention = layer.cross_attention
    # The hypotheses of a sentence look at it as so many positions would.
    (q,) = attention.split(attention.q(layer.cross_norm(x)).view(-1, beam, x.shape[2]), 1)
    x = x + attention.mix(q, *across).reshape(x.shape)
    return layer.feed_forward(x), (k, v)
