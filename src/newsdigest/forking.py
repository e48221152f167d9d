"""Forked processes: the threads of an engine stay behind in the parent, so a child loads its own.

A child that uses an inherited CTranslate2 model waits for ever for its worker
threads, and one that destroys it, be it at its exit, does too. So the child
never touches it again, and the next sentence loads the model anew.
"""

from __future__ import annotations

import ctypes
import os
from typing import Any, Protocol
from weakref import WeakSet


class HoldsEngine(Protocol):
    """Anything that holds an engine with threads of its own."""

    def after_fork(self) -> None:
        """Called in the child: give up the engine by `abandon`, and make new locks."""


_holders: WeakSet[HoldsEngine] = WeakSet()


def tell_of_forks(holder: HoldsEngine) -> None:
    """Have `holder.after_fork` called in every process forked from this one."""
    _holders.add(holder)


def abandon(engine: Any) -> None:
    """Never destroy an engine that the parent made: one reference too many outlives the child."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(engine))


def _in_child() -> None:
    for holder in _holders:
        holder.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(after_in_child=_in_child)
