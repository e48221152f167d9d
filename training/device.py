"""Choose where and in which number format to compute."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import torch

TCMALLOC = "*/libtcmalloc_minimal.so.4"
PASSIVE = {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "0"}
"""Waiting threads must sleep: beside other work, spinning ones ran at a fifteenth of the speed."""


def restart_tuned() -> None:
    """Start this process again with tcmalloc, where it is installed, and threads that do not spin.

    tcmalloc makes training on a CPU about twice as fast.
    """
    if os.environ.get("OMP_WAIT_POLICY") == "PASSIVE" or torch.cuda.is_available():
        return
    os.environ.update(PASSIVE)
    found = sorted(Path("/usr/lib").glob(TCMALLOC))
    if found and "tcmalloc" not in os.environ.get("LD_PRELOAD", ""):
        os.environ["LD_PRELOAD"] = str(found[0])
        os.environ.setdefault("TCMALLOC_RELEASE_RATE", "0")
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - this very command again


def gigaflops(kind: torch.dtype, seconds: float = 0.4) -> float:
    """Return the speed of matrix products of the model's size in `kind` on the CPU, in GFLOP/s."""
    a, b = torch.randn(4096, 256).to(kind), torch.randn(256, 1024).to(kind)
    a @ b
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        a @ b
        count += 1
    return 2 * 4096 * 256 * 1024 * count / (time.perf_counter() - start) / 1e9


def choose(wanted: str) -> tuple[torch.device, torch.dtype]:
    """Return the device and the number format for `auto`, `cpu` or `cuda`."""
    if wanted == "cuda" or (wanted == "auto" and torch.cuda.is_available()):
        # It makes a plan for every new pair of lengths: 4 sentences a second instead of thousands.
        torch.backends.cuda.enable_cudnn_sdp(enabled=False)
        return torch.device("cuda"), torch.bfloat16
    speeds = {kind: gigaflops(kind) for kind in (torch.float32, torch.bfloat16)}
    for kind, speed in speeds.items():
        print(f"{kind}: {speed:.0f} GFLOP/s", flush=True)
    return torch.device("cpu"), max(speeds, key=lambda kind: speeds[kind])
