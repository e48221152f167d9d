"""The first sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.summarizers.protocol import Ranking, distinct

if TYPE_CHECKING:
    from newsdigest.document import Document


class LeadSummarizer:
    """The first sentences: the baseline that news is hard to beat at."""

    name = "lead"

    def rank(self, document: Document, n: int) -> Ranking:
        """The first `n` sentences; an earlier one scores higher."""
        chosen = distinct(document.body)[:n]
        return Ranking(
            tuple(s.index for s in chosen), tuple(1 / (place + 1) for place in range(len(chosen)))
        )
