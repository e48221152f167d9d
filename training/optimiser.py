"""Optimisers over float32 master weights, for a model that may compute in bfloat16.

Matrices inside the layers are trained by Muon (Jordan 2024; scaled after Liu et
al. 2025), everything else by Adam (Kingma and Ba 2015).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from collections.abc import Sequence

BETAS = (0.9, 0.98)
MOMENTUM = 0.95
MUON_DECAY = 0.05
NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)
AVERAGED = 7e6
"""How many tokens the running average goes back."""
EMA_EVERY = 5


def orthogonalise(blocks: Tensor, steps: int = 5) -> Tensor:
    """Return (count, rows, columns) with singular values near 1, rows at most columns."""
    a, b, c = NEWTON_SCHULZ
    x = blocks.bfloat16()
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(steps):
        gram = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.float()


def clip_factor(gradients: Sequence[Tensor], limit: float) -> Tensor:
    """Return the factor (a scalar) that brings the norm of all `gradients` down to `limit`."""
    norm = torch.stack(torch._foreach_norm(list(gradients))).norm()  # noqa: SLF001
    return (limit / (norm + 1e-6)).clamp(max=1.0)


class Optimiser:
    """Master weights, their running average and the optimiser's moments."""

    def __init__(self, model: nn.Module) -> None:
        """Take the weights of `model` (float32 at this point) as the master weights."""
        self.names = [name for name, _ in model.named_parameters()]
        self.weights = list(model.parameters())
        self.master = [w.detach().float().clone() for w in self.weights]
        self.average = [w.clone() for w in self.master]
        self.first = [torch.zeros_like(w) for w in self.master]
        self.second = [torch.zeros_like(w) for w in self.master]
        self.step_count = 0
        self.fresh_at = 0
        self.unaveraged = 0
        matrix = [
            w.dim() == 2 and not name.startswith("embedding")
            for name, w in zip(self.names, self.master, strict=True)
        ]
        self.matrices = [i for i, found in enumerate(matrix) if found]
        self.others = [i for i, found in enumerate(matrix) if not found]

    def step(self, rate: float, tokens: int) -> None:
        """Take one step along the gradients of `tokens` tokens, then clear them."""
        self.step_count += 1
        self.unaveraged += tokens
        gradients = [
            torch.zeros_like(m) if w.grad is None else w.grad.float()
            for w, m in zip(self.weights, self.master, strict=True)
        ]
        torch._foreach_mul_(gradients, clip_factor(gradients, 1.0))
        self._muon(gradients, rate)
        self._adam([gradients[i] for i in self.others], self.others, rate)
        if self.step_count % EMA_EVERY == 0:
            early = ((1 + self.step_count) / (10 + self.step_count)) ** EMA_EVERY
            keep = min(math.exp(-self.unaveraged / AVERAGED), early)
            torch._foreach_lerp_(self.average, self.master, 1 - keep)
            self.unaveraged = 0
        self.publish()

    def publish(self) -> None:
        """Copy the master weights into the model."""
        with torch.no_grad():
            for weight, master in zip(self.weights, self.master, strict=True):
                weight.copy_(master)
                weight.grad = None

    def _adam(self, gradients: list[Tensor], at: list[int], rate: float) -> None:
        b1, b2 = BETAS
        first, second = [self.first[i] for i in at], [self.second[i] for i in at]
        torch._foreach_lerp_(first, gradients, 1 - b1)
        torch._foreach_mul_(second, b2)
        torch._foreach_addcmul_(second, gradients, gradients, 1 - b2)
        scale = torch._foreach_sqrt(second)  # noqa: SLF001
        count = self.step_count - self.fresh_at
        torch._foreach_div_(scale, math.sqrt(1 - b2**count))
        torch._foreach_add_(scale, 1e-8)
        master = [self.master[i] for i in at]
        torch._foreach_addcdiv_(master, first, scale, -rate / (1 - b1**count))

    def _muon(self, gradients: list[Tensor], rate: float) -> None:
        first = [self.first[i] for i in self.matrices]
        gradients = [gradients[i] for i in self.matrices]
        torch._foreach_mul_(first, MOMENTUM)
        torch._foreach_add_(first, gradients)
        updates = torch._foreach_add(gradients, first, alpha=MOMENTUM)  # noqa: SLF001
        by_shape: dict[tuple[int, int], list[tuple[Tensor, Tensor]]] = {}
        for i, update in zip(self.matrices, updates, strict=True):
            for block, master in zip(_blocks(update), _blocks(self.master[i]), strict=True):
                by_shape.setdefault((block.shape[0], block.shape[1]), []).append((block, master))
        for shape, found in by_shape.items():
            turned = orthogonalise(torch.stack([block for block, _ in found]))
            masters = [master for _, master in found]
            size = rate * 0.2 * math.sqrt(max(shape))
            torch._foreach_mul_(masters, 1 - rate * MUON_DECAY)
            torch._foreach_add_(masters, list(turned), alpha=-size)

    def state(self) -> dict[str, Any]:
        """Return everything that a checkpoint needs."""
        return {
            "master": dict(zip(self.names, self.master, strict=True)),
            "average": dict(zip(self.names, self.average, strict=True)),
            "first": self.first,
            "second": self.second,
            "step": self.step_count,
            "fresh_at": self.fresh_at,
            "unaveraged": self.unaveraged,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned; moments may be missing (a published checkpoint).

        Missing moments start at zero: `fresh_at`, the step they start at, is then this one.
        """
        for key, mine in (("master", self.master), ("average", self.average)):
            for name, tensor in zip(self.names, mine, strict=True):
                tensor.copy_(state[key if key in state else "master"][name])
        for key, mine in (("first", self.first), ("second", self.second)):
            for saved, tensor in zip(state.get(key, []), mine, strict=False):
                tensor.copy_(saved)
        self.step_count = int(state["step"])
        self.unaveraged = int(state.get("unaveraged", 0))
        self.fresh_at = int(state.get("fresh_at", 0)) if "first" in state else self.step_count
        self.publish()


def _blocks(matrix: Tensor) -> list[Tensor]:
    """Return `matrix` as views of at most as many rows as columns: fused projections apart."""
    rows, columns = matrix.shape
    if rows <= columns:
        return [matrix]
    return [matrix.mT] if rows == 4 * columns else list(matrix.chunk(rows // columns))
