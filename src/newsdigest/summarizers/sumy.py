"""sumy's methods, on German stems and stop words.

They run on sumy's document model, built from our sentences and words, so no
NLTK data is needed.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from newsdigest.errors import InvalidOptionError
from newsdigest.summarizers.lead import LeadSummarizer
from newsdigest.summarizers.protocol import Ranking, distinct
from newsdigest.words import stem, stop_words, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsdigest.document import Document, Sentence

_EDMUNDSON_BONUS = """
    wichtig entscheidend insgesamt bedeutend erstmals zudem ergebnis fazit kündigte erklärte
    beschloss forderte warnte bestätigte teilte mitteilte
""".split()
_EDMUNDSON_STIGMA = [
    "beispielsweise",
    "etwa",
    "vielleicht",
    "womöglich",
    "allerdings",
    "übrigens",
    "jedenfalls",
]

# (module, class) in sumy, and the most sentences it is given: LexRank, TextRank
# and Reduction compare all pairs, KL rereads all for each that it takes.
METHODS = {
    "lexrank": ("lex_rank", "LexRankSummarizer", 400),
    "textrank": ("text_rank", "TextRankSummarizer", 300),
    "lsa": ("lsa", "LsaSummarizer", 200),
    "luhn": ("luhn", "LuhnSummarizer", 5000),
    "kl": ("kl", "KLSummarizer", 80),
    "sumbasic": ("sum_basic", "SumBasicSummarizer", 300),
    "reduction": ("reduction", "ReductionSummarizer", 300),
    "edmundson": ("edmundson", "EdmundsonSummarizer", 1000),
}


class SumySummarizer:
    """One of sumy's methods.

    sumy compares sentences by their text, so equal ones collapse; here each
    keeps its own place. Of a long article the first sentences up to the
    method's limit take part.

    Args:
        name: the method, one of `METHODS`.
        concept: what makes two words the same; the Snowball stem by default.
    """

    def __init__(self, name: str, *, concept: Callable[[str], str] = stem) -> None:
        if name not in METHODS:
            raise InvalidOptionError(
                f"sumy has no method {name!r}; choose one of {', '.join(sorted(METHODS))}"
            )
        self.name = name
        self._concept = concept

    def rank(self, document: Document, n: int) -> Ranking:
        """The method's best `n`, or Lead's with a warning where the method fails."""
        limit = METHODS[self.name][2]
        sentences = distinct(document.body)[:limit]
        try:
            positions = self._positions(document, sentences, n)
        except (ArithmeticError, ValueError, LookupError, AssertionError) as error:
            return self._fallback(document, n, f"{type(error).__name__}: {error}")
        if len(positions) < min(n, len(sentences)):
            return self._fallback(document, n, "too few words")
        warning = None
        if len(document.body) > limit:
            warning = f"{self.name} read the first {limit} of {len(document.body)} sentences"
        # sumy tells which sentences are best, not by how much.
        return Ranking(positions, (1.0,) * len(positions), warning)

    def _positions(
        self, document: Document, sentences: Sequence[Sentence], n: int
    ) -> tuple[int, ...]:
        from sumy.models.dom import ObjectDocumentModel, Paragraph
        from sumy.models.dom import Sentence as SumySentence

        class Placed(SumySentence):  # type: ignore[misc]
            """A sentence that knows its place."""

            __slots__ = ("index",)

        tokenizer = _SumyTokenizer()
        paragraphs: dict[int, list[Any]] = {}
        for sentence in sentences:
            placed = Placed(sentence.clean, tokenizer)
            placed.index = sentence.index
            paragraphs.setdefault(sentence.paragraph, []).append(placed)
        if document.headline and paragraphs:
            # Edmundson reads the words of headings.
            next(iter(paragraphs.values())).insert(
                0, SumySentence(document.headline, tokenizer, is_heading=True)
            )
        model = ObjectDocumentModel([Paragraph(group) for group in paragraphs.values()])
        with warnings.catch_warnings(), _quiet_numpy():
            warnings.simplefilter("ignore")
            chosen = self._method()(model, n)
        return tuple(sorted(sentence.index for sentence in chosen))

    def _method(self) -> Callable[[Any, int], Sequence[Any]]:
        from importlib import import_module

        module, cls, _ = METHODS[self.name]
        method: Any = getattr(import_module(f"sumy.summarizers.{module}"), cls)(self._concept)
        if self.name == "edmundson":
            method.bonus_words = _EDMUNDSON_BONUS
            method.stigma_words = _EDMUNDSON_STIGMA
            method.null_words = stop_words()
        else:
            method.stop_words = stop_words()
        return method  # type: ignore[no-any-return]

    def _fallback(self, document: Document, n: int, reason: str) -> Ranking:
        lead = LeadSummarizer().rank(document, n)
        return Ranking(
            lead.positions,
            lead.scores,
            f"{self.name} failed on this article ({reason}); the lead was taken instead",
        )


class _SumyTokenizer:
    """sumy's tokenizer over our words."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(words(text))


def _quiet_numpy() -> Any:
    import numpy as np

    return np.errstate(all="raise", under="ignore")
