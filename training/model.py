"""A small pre-norm transformer (Vaswani et al. 2017) in the layout that CTranslate2 can run."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812 - the name that torch's own documentation uses
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Shape:
    """Size of the model."""

    pieces: int = 8000
    width: int = 256
    inner: int = 1024
    heads: int = 4
    encoder: int = 6
    decoder: int = 2
    dropout: float = 0.1


def positions(length: int, width: int) -> Tensor:
    """Return sinusoidal position encodings (length, width): sines, then cosines."""
    half = width // 2
    rates = torch.exp(torch.arange(half) * -(math.log(10000) / (half - 1)))
    angles = torch.arange(length)[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], 1)


class Dropout(nn.Module):
    """Dropout with one mask for all positions of a sentence (Gal and Ghahramani 2016): cheap."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.generator: torch.Generator | None = None

    def forward(self, x: Tensor) -> Tensor:
        """Drop features of `x` (sentences, positions, features)."""
        if not self.training or not self.rate:
            return x
        size = x.shape[0], 1, x.shape[2]
        keep = torch.rand(size, generator=self.generator, device=x.device) >= self.rate
        return x * (keep.to(x.dtype) / (1 - self.rate))


class Attention(nn.Module):
    """Multi-head attention whose projections are fused: (q, k, v) or q and (k, v)."""

    def __init__(self, shape: Shape, *, cross: bool) -> None:
        super().__init__()
        self.heads, self.cross = shape.heads, cross
        if cross:
            self.q = nn.Linear(shape.width, shape.width)
            self.kv = nn.Linear(shape.width, 2 * shape.width)
        else:
            self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def split(self, x: Tensor, parts: int) -> tuple[Tensor, ...]:
        """Return `parts` of (sentences, heads, positions, features) out of a projection."""
        batch, length, width = x.shape
        return (
            x.view(batch, length, parts, self.heads, width // parts // self.heads)
            .transpose(1, 3)
            .unbind(2)
        )

    def forward(self, x: Tensor, memory: Tensor | None = None, *, causal: bool = False) -> Tensor:
        """Attend from `x` to itself, or to `memory`; all (sentences, positions, features)."""
        if memory is None:
            q, k, v = self.split(self.qkv(x), 3)
        else:
            (q,) = self.split(self.q(x), 1)
            k, v = self.split(self.kv(memory), 2)
        return self.mix(q, k, v, causal=causal)

    def mix(self, q: Tensor, k: Tensor, v: Tensor, *, causal: bool = False) -> Tensor:
        """Attend with queries, keys and values, each (sentences, heads, positions, features)."""
        if q.is_cuda:
            mixed = F.scaled_dot_product_attention(q, k, v, is_causal=causal)
        else:
            # Written out: torch's fused attention takes five times as long here, mostly backwards.
            scores = (q * q.shape[-1] ** -0.5) @ k.mT
            if causal:
                scores = scores + torch.full_like(scores[0, 0], -torch.inf).triu(1)
            mixed = scores.softmax(-1) @ v
        out: Tensor = self.out(mixed.transpose(1, 2).flatten(2))
        return out


class Layer(nn.Module):
    """Self-attention, attention to the source in the decoder, feed-forward; each normed before."""

    def __init__(self, shape: Shape, *, decoder: bool) -> None:
        super().__init__()
        self.decoder = decoder
        self.self_norm = nn.LayerNorm(shape.width)
        self.self_attention = Attention(shape, cross=False)
        if decoder:
            self.cross_norm = nn.LayerNorm(shape.width)
            self.cross_attention = Attention(shape, cross=True)
        self.inner_norm = nn.LayerNorm(shape.width)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.drop = Dropout(shape.dropout)

    def forward(self, x: Tensor, memory: Tensor | None = None) -> Tensor:
        """Return `x` (sentences, positions, features) after the layer."""
        x = x + self.drop(self.self_attention(self.self_norm(x), causal=self.decoder))
        if memory is not None:
            x = x + self.drop(self.cross_attention(self.cross_norm(x), memory))
        return self.feed_forward(x)

    def feed_forward(self, x: Tensor) -> Tensor:
        """Return `x` after the last part of the layer, which looks at each position alone."""
        inner = self.drop(F.relu(self.inner(self.inner_norm(x))))
        out: Tensor = x + self.drop(self.outer(inner))
        return out


class Translator(nn.Module):
    """Encoder and decoder over one embedding that is also the output projection."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.pieces, shape.width)
        self.bias = nn.Parameter(torch.zeros(shape.pieces))
        self.encoder = nn.ModuleList(Layer(shape, decoder=False) for _ in range(shape.encoder))
        self.decoder = nn.ModuleList(Layer(shape, decoder=True) for _ in range(shape.decoder))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.drop = Dropout(shape.dropout)
        self.table: Tensor
        self.register_buffer("table", positions(512, shape.width), persistent=False)
        self._initialise()

    def _initialise(self) -> None:
        nn.init.normal_(self.embedding.weight, 0, self.shape.width**-0.5)
        for name, weight in self.named_parameters():
            if weight.dim() == 2 and name != "embedding.weight":
                fused = max(1, weight.shape[0] // weight.shape[1])
                for block in weight.chunk(fused if fused < 4 else 1):
                    nn.init.xavier_uniform_(block)
            elif name.endswith(".bias"):
                nn.init.zeros_(weight)

    def reseed(self, seed: int) -> None:
        """Draw the masks of dropout from `seed` on, whatever other models draw meanwhile."""
        generator = torch.Generator(self.bias.device)
        generator.manual_seed(seed)
        for module in self.modules():
            if isinstance(module, Dropout):
                module.generator = generator

    def embed(self, ids: Tensor, at: int = 0) -> Tensor:
        """Return the embeddings of `ids` (sentences, positions), the first at position `at`."""
        scaled = self.embedding(ids) * math.sqrt(self.shape.width)
        table = self.table[at : at + ids.shape[1]]
        out: Tensor = self.drop(scaled + table.to(scaled.dtype))
        return out

    def encode(self, source: Tensor) -> Tensor:
        """Return the encoder's states (sentences, positions, features)."""
        memory = self.embed(source)
        for layer in self.encoder:
            memory = layer(memory)
        out: Tensor = self.encoder_norm(memory)
        return out

    def forward(self, source: Tensor, inputs: Tensor) -> Tensor:
        """Return the decoder's states (sentences, positions, features), not yet projected."""
        memory = self.encode(source)
        x = self.embed(inputs)
        for layer in self.decoder:
            x = layer(x, memory)
        out: Tensor = self.decoder_norm(x)
        return out
