"""A bounded memory of translations, so that agency copy is translated once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsdigest.translators.protocol import Hypothesis


class Recent:
    """The translations of recent sentences, the least recently used forgotten first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, Hypothesis] = OrderedDict()

    def get(self, sentences: Iterable[str]) -> dict[str, Hypothesis]:
        """Those of the sentences that are remembered."""
        with self._lock:
            found = {s: self._entries[s] for s in sentences if s in self._entries}
            for sentence in found:
                self._entries.move_to_end(sentence)
            return found

    def put(self, translated: Mapping[str, Hypothesis]) -> None:
        """Remember translations, and forget the oldest beyond the bound."""
        with self._lock:
            self._entries.update(translated)
            while len(self._entries) > self._size:
                self._entries.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._entries.clear()
