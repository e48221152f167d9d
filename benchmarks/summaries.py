"""Articles a second: newsdigest's summarisers against sumy called by hand."""

from __future__ import annotations

import time
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from benchmarks.articles import long_article

from newsdigest.document import read_document
from newsdigest.splitters import PunktSplitter
from newsdigest.summarizers import SUMMARIZERS, summarizer
from newsdigest.summarizers.sumy import METHODS
from newsdigest.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsdigest.document import Document

_SECONDS = 2.0  # of repetition a figure; sumy's slowest takes longer for one article
# sumy compares all pairs (or, KL, rereads all) without a limit: minutes at 1,000 sentences.
_TOO_SLOW = {"kl": 100, "textrank": 100, "lexrank": 100, "reduction": 100, "sumbasic": 100}


def run(sizes: tuple[int, ...] = (20, 100, 1000)) -> dict[str, Any]:
    """Articles a second by method and number of sentences; None where it would take minutes."""
    figures: dict[str, Any] = {}
    for size in sizes:
        document = read_document(long_article(size), PunktSplitter())
        for name in SUMMARIZERS:
            ours = summarizer(name)
            row = figures.setdefault(name, {"newsdigest": {}, "sumy": {}})
            row["newsdigest"][size] = _rate(partial(ours.rank, document, 3))
            if name in METHODS and name != "edmundson":
                row["sumy"][size] = (
                    _rate(partial(_by_hand, name, document))
                    if size <= _TOO_SLOW.get(name, size)
                    else None
                )
    return figures


def _by_hand(name: str, document: Document) -> object:
    """The API of sumy, with the sentences given: its tokenizer would need an NLTK download."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    class Words:
        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(words(text))

    sentences = [Sentence(s.clean, Words()) for s in document.sentences]
    module, cls, *_ = METHODS[name]
    method = getattr(import_module(f"sumy.summarizers.{module}"), cls)(Stemmer("german"))
    method.stop_words = get_stop_words("german")
    return method(ObjectDocumentModel([Paragraph(sentences)]), 3)


def _rate(work: Callable[[], object]) -> float:
    work()
    began, times = time.process_time(), 0
    while (spent := time.process_time() - began) < _SECONDS or not times:
        work()
        times += 1
    return float(f"{times / spent:.3g}")
