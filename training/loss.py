"""Label-smoothed cross entropy over tied embeddings, its gradient computed in the forward pass."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - the name that torch's own documentation uses
from torch import Tensor

ROWS = {"cpu": 512, "cuda": 8192}
SMOOTHING = 0.1
TEACHER = 0.6
"""The share of a teacher's probabilities in what the model shall learn."""


class SmoothedLoss(torch.autograd.Function):
    """Sum of the negative log likelihoods; the gradient is that of the smoothed loss.

    The logits exist for ROWS positions at a time, so they stay near the cache and
    the full (positions, pieces) matrix is never stored.
    """

    @staticmethod
    def forward(
        ctx: Any,
        states: Tensor,
        weight: Tensor,
        bias: Tensor,
        labels: Tensor,
        taught: tuple[Tensor, Tensor, Tensor] | None = None,
    ) -> Tensor:
        """Return the sum over the positions, a scalar.

        Args:
            ctx: What torch keeps for `backward`.
            states: (positions, features).
            weight: The embeddings (pieces, features).
            bias: (pieces,).
            labels: The right pieces (positions,).
            taught: States, weight and bias of a teacher. Its probabilities are then a
                share TEACHER of the target (word-level distillation, Kim and Rush
                2016), the right piece is the rest, and nothing is smoothed.
        """
        pieces, rows = weight.shape[0], ROWS[states.device.type]
        others = SMOOTHING if taught is None else TEACHER  # the share that is not the right piece's
        grad_states = torch.empty_like(states)
        grad_weight = torch.zeros_like(weight, dtype=torch.float32)
        grad_bias = torch.zeros_like(bias, dtype=torch.float32)
        total = torch.zeros((), device=states.device)
        for at in range(0, len(labels), rows):
            chunk, gold = states[at : at + rows], labels[at : at + rows, None]
            logits = F.linear(chunk, weight, bias).float()
            logits -= logits.amax(1, keepdim=True)
            right = logits.gather(1, gold)
            logits.exp_()
            norm = logits.sum(1, keepdim=True)
            total += (norm.log() - right).sum()
            logits.mul_(1 / norm)
            if taught is None:
                logits.sub_(SMOOTHING / pieces)
            else:
                wanted = F.linear(taught[0][at : at + rows], *taught[1:]).float().softmax(1)
                logits.sub_(wanted, alpha=TEACHER)
            logits.scatter_add_(1, gold, torch.full_like(right, others - 1))
            grad = logits.to(states.dtype)
            grad_states[at : at + rows] = grad @ weight
            grad_weight += (grad.t() @ chunk).float()
            grad_bias += logits.sum(0)
        ctx.save_for_backward(grad_states, grad_weight.to(weight.dtype), grad_bias.to(bias.dtype))
        return total

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, Tensor, Tensor, None, None]:
        """Scale the stored gradients."""
        states, weight, bias = ctx.saved_tensors
        return (
            states * grad.to(states.dtype),
            weight * grad.to(weight.dtype),
            bias * grad.to(bias.dtype),
            None,
            None,
        )
