"""Which sentences carry the article: newsdigest's own method, Lead, and sumy's.

All of them read German, sentence by sentence, and answer with positions in
article order.
"""

from __future__ import annotations

from newsdigest.errors import InvalidOptionError
from newsdigest.summarizers.lead import LeadSummarizer
from newsdigest.summarizers.length import AUTO, Length, choose
from newsdigest.summarizers.news import NewsSummarizer
from newsdigest.summarizers.protocol import Ranking, Summarizer
from newsdigest.summarizers.sumy import METHODS, SumySummarizer

__all__ = [
    "AUTO",
    "SUMMARIZERS",
    "LeadSummarizer",
    "Length",
    "NewsSummarizer",
    "Ranking",
    "Summarizer",
    "SumySummarizer",
    "choose",
    "summarizer",
]

SUMMARIZERS = (NewsSummarizer.name, LeadSummarizer.name, *METHODS)


def summarizer(name: str) -> Summarizer:
    """The summariser of that name.

    Raises:
        InvalidOptionError: there is none; the message lists the names.
    """
    if name == NewsSummarizer.name:
        return NewsSummarizer()
    if name == LeadSummarizer.name:
        return LeadSummarizer()
    if name in METHODS:
        return SumySummarizer(name)
    raise InvalidOptionError(
        f"there is no summarizer {name!r}; choose one of {', '.join(SUMMARIZERS)}"
    )
