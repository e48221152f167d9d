"""Translate a batch, check it, and try again what is at fault, at most twice a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.fidelity.checks import SEVERITY, check
from newsdigest.fidelity.tidy import tidied
from newsdigest.terms import with_names, with_terms
from newsdigest.translators import OffersAlternatives

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsdigest.result import Flag
    from newsdigest.translators import Hypothesis, Translator

# The further searches, in order: beam size, no-repeat n-gram size, and the faults they are for.
# A constraint on repetition seldom mends another fault, and costs as much as the larger beam.
_SEARCHES = (
    (8, 0, frozenset(SEVERITY)),
    (8, 3, frozenset({"empty", "copied", "loop", "length"})),
)


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

    What the checks find at fault goes through a further search, all such
    sentences in one batch, with a larger beam; what still repeats itself or is
    too long or short then goes through one that may not repeat itself.
    Of all tries the one with the lightest flags is kept, and of equal ones the
    one with the better score. Names and glossary terms that are still spelled
    wrong are set right.
    """
    best = [
        _checked(source, hypothesis, glossary)
        for source, hypothesis in zip(sentences, translator.translate(sentences), strict=True)
    ]
    if isinstance(translator, OffersAlternatives):
        for beam_size, no_repeat, mended in _SEARCHES:
            faulty = [
                index
                for index, one in enumerate(best)
                if any(flag.code in mended for flag in one.flags)
            ]
            found = translator.alternatives(
                [sentences[index] for index in faulty],
                beam_size=beam_size,
                no_repeat_ngram_size=no_repeat,
            )
            for index, hypotheses in zip(faulty, found, strict=True):
                best[index] = _better(sentences[index], best[index], hypotheses, glossary)
    return [_respelled(source, one, glossary) for source, one in zip(sentences, best, strict=True)]


def _better(
    source: str,
    best: Checked,
    hypotheses: Sequence[Hypothesis],
    glossary: Mapping[str, str] | None,
) -> Checked:
    """The best of a translation and further tries, these in the order of their scores."""
    for hypothesis in hypotheses:
        best = min(best, _checked(source, hypothesis, glossary), key=_worth)
        if not best.flags:
            break  # those that follow have lower scores
    return best


def _worth(one: Checked) -> tuple[float, float]:
    return one.faults, -(one.score if one.score is not None else 0.0)


def _checked(source: str, hypothesis: Hypothesis, glossary: Mapping[str, str] | None) -> Checked:
    text = tidied(source, hypothesis.text)
    flags = check(source, text, score=hypothesis.score, glossary=glossary)
    return Checked(text, hypothesis.score, flags)


def _respelled(source: str, one: Checked, glossary: Mapping[str, str] | None) -> Checked:
    """The translation with the spelling of names and terms set right, where that helps."""
    if not {flag.code for flag in one.flags} & {"name", "term", "german"}:
        return one
    text = with_terms(source, with_names(one.text, one.flags), glossary or {})
    flags = check(source, text, score=one.score, glossary=glossary)
    respelled = Checked(text, one.score, flags)
    return respelled if respelled.faults < one.faults else one
