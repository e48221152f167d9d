"""Translate a batch, check it, and try again what is at fault, at most twice a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.fidelity.checks import SEVERITY, check
from newsdigest.terms import with_names, with_terms
from newsdigest.translators import OffersAlternatives

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsdigest.result import Flag
    from newsdigest.translators import Hypothesis, Translator

# (beam size, no-repeat n-gram size) of the further searches, in order.
_SEARCHES = ((8, 0), (8, 3))


@dataclass(frozen=True, slots=True)
class Checked:
    """A translation with what is wrong with it."""

    text: str
    score: float | None
    flags: tuple[Flag, ...]

    @property
    def faults(self) -> float:
        """The weight of its flags."""
        return sum(SEVERITY.get(flag.code, 1.0) for flag in self.flags)


def translate_checked(
    translator: Translator,
    sentences: Sequence[str],
    glossary: Mapping[str, str] | None = None,
) -> list[Checked]:
    """The best translation of each sentence, checked.

    What the checks find at fault goes through two further searches, all such
    sentences in one batch: a larger beam, then one that may not repeat itself.
    Of all tries the one with the lightest flags is kept, and of equal ones the
    one with the better score. Names and glossary terms that are still spelled
    wrong are set right.
    """
    best = [
        _checked(source, hypothesis, glossary)
        for source, hypothesis in zip(sentences, translator.translate(sentences), strict=True)
    ]
    if isinstance(translator, OffersAlternatives):
        for beam_size, no_repeat in _SEARCHES:
            faulty = [index for index, one in enumerate(best) if one.flags]
            found = translator.alternatives(
                [sentences[index] for index in faulty],
                beam_size=beam_size,
                no_repeat_ngram_size=no_repeat,
            )
            for index, hypotheses in zip(faulty, found, strict=True):
                source = sentences[index]
                tries = [_checked(source, one, glossary) for one in hypotheses]
                best[index] = min([best[index], *tries], key=_worth)
    return [_respelled(source, one, glossary) for source, one in zip(sentences, best, strict=True)]


def _worth(one: Checked) -> tuple[float, float]:
    return one.faults, -(one.score if one.score is not None else 0.0)


def _checked(source: str, hypothesis: Hypothesis, glossary: Mapping[str, str] | None) -> Checked:
    flags = check(source, hypothesis.text, score=hypothesis.score, glossary=glossary)
    return Checked(hypothesis.text, hypothesis.score, flags)


def _respelled(source: str, one: Checked, glossary: Mapping[str, str] | None) -> Checked:
    """The translation with the spelling of names and terms set right, where that helps."""
    if not {flag.code for flag in one.flags} & {"name", "term", "german"}:
        return one
    text = with_terms(source, with_names(one.text, one.flags), glossary or {})
    flags = check(source, text, score=one.score, glossary=glossary)
    respelled = Checked(text, one.score, flags)
    return respelled if respelled.faults < one.faults else one
