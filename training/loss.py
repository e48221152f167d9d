"""Label-smoothed cross entropy over tied embeddings, its gradient computed in the forward pass."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - the name that torch's own documentation uses
from torch import Tensor

ROWS = 512
SMOOTHING = 0.1


class SmoothedLoss(torch.autograd.Function):
    """Sum of the negative log likelihoods; the gradient is that of the smoothed loss.

    The logits exist for ROWS positions at a time, so they stay near the cache and
    the full (positions, pieces) matrix is never stored.
    """

    @staticmethod
    def forward(ctx: Any, states: Tensor, weight: Tensor, bias: Tensor, labels: Tensor) -> Tensor:
        """Take states (positions, features) and labels (positions,); return a scalar."""
        pieces = weight.shape[0]
        grad_states = torch.empty_like(states)
        grad_weight = torch.zeros_like(weight, dtype=torch.float32)
        grad_bias = torch.zeros_like(bias, dtype=torch.float32)
        total = torch.zeros((), device=states.device)
        for at in range(0, len(labels), ROWS):
            rows, gold = states[at : at + ROWS], labels[at : at + ROWS, None]
            logits = F.linear(rows, weight, bias).float()
            logits -= logits.amax(1, keepdim=True)
            right = logits.gather(1, gold)
            logits.exp_()
            norm = logits.sum(1, keepdim=True)
            total += (norm.log() - right).sum()
            logits.mul_(1 / norm).sub_(SMOOTHING / pieces)
            logits.scatter_add_(1, gold, torch.full_like(right, SMOOTHING - 1))
            grad = logits.to(states.dtype)
            grad_states[at : at + ROWS] = grad @ weight
            grad_weight += (grad.t() @ rows).float()
            grad_bias += logits.sum(0)
        ctx.save_for_backward(grad_states, grad_weight.to(weight.dtype), grad_bias.to(bias.dtype))
        return total

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:
        """Scale the stored gradients."""
        states, weight, bias = ctx.saved_tensors
        return (
            states * grad.to(states.dtype),
            weight * grad.to(weight.dtype),
            bias * grad.to(bias.dtype),
            None,
        )
