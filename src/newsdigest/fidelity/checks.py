"""`check`: what an English sentence lost or got wrong of its German, as flags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.fidelity.dates import date_errors
from newsdigest.fidelity.english import made_up_words
from newsdigest.fidelity.fluency import (
    added_quotation,
    german_left,
    length_is_off,
    loop,
    lost_quotation,
    stutter,
)
from newsdigest.fidelity.names import name_errors
from newsdigest.fidelity.negation import negation_errors
from newsdigest.fidelity.numbers import number_errors
from newsdigest.result import Flag
from newsdigest.terms import lost_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# How much harm each kind of fault does a reader; the repair pass weighs tries by it.
SEVERITY = {
    "empty": 10.0, "copied": 8.0, "loop": 5.0, "negation": 4.0, "number": 4.0, "name": 3.0,
    "term": 3.0, "length": 3.0, "date": 3.0, "word": 2.0, "german": 2.0, "quotation": 1.0,
    "score": 0.5,
}  # fmt: skip
_WORD = re.compile(r"\w+")
# Mean log-probability a token. The embedded model gives 2 in 100 news sentences a lower one, and
# chrF against the reference is 40 for these, 60 for all (python -m benchmarks.fidelity --repair).
LOWEST_SCORE = -0.67
_SENTENCE = 5  # words; the scores of single words and names are not on that scale


def check(
    source: str,
    target: str,
    *,
    score: float | None = None,
    glossary: Mapping[str, str] | None = None,
) -> tuple[Flag, ...]:
    """What the English sentence `target` lost or got wrong of the German `source`.

    Args:
        source: one German sentence.
        target: its English.
        score: the model's mean log-probability a token, where it gives one.
        glossary: German terms and the English that they have to become.

    Returns:
        One flag a kind of fault, with the words at fault in both languages;
        nothing where all checks pass.
    """
    german = [word.lower() for word in _WORD.findall(source)]
    english = [word.lower() for word in _WORD.findall(target)]
    if german and not english:
        return (Flag("empty", "the translation is empty"),)
    if len(german) > 3 and german == english:
        return (Flag("copied", "the German was copied, not translated"),)
    return tuple(_flags(source, target, german, english, score, glossary or {}))


def _flags(
    source: str,
    target: str,
    german: list[str],
    english: list[str],
    score: float | None,
    glossary: Mapping[str, str],
) -> Iterator[Flag]:
    if repeated := loop(german, english) or stutter(source, target):
        yield Flag("loop", f"the translation repeats itself: {repeated!r}", target=(repeated,))
    if length_is_off(len(source), len(target)):
        yield Flag("length", f"{len(source)} characters of German became {len(target)} of English")
    yield from _content_flags(source, target)
    if terms := lost_terms(source, target, glossary):
        wanted = ", ".join(f"{term} as {glossary[term]}" for term in terms)
        yield Flag("term", f"the glossary wants {wanted}", source=terms)
    if score is not None and score < LOWEST_SCORE and len(german) >= _SENTENCE:
        yield Flag("score", f"the model was unsure of this sentence ({score:.2f})")


def _content_flags(source: str, target: str) -> Iterator[Flag]:
    for code, noun, (lost, added) in (
        ("number", "number", number_errors(source, target)),
        ("date", "date", date_errors(source, target)),
        ("name", "name", name_errors(source, target)),
        ("negation", "negation", negation_errors(source, target)),
    ):
        if lost or added:
            yield Flag(code, _message(noun, lost, added), lost, added)
    if (quoted := lost_quotation(source, target)) is not None:
        yield Flag("quotation", "the quotation marks are lost", source=quoted)
    elif (quoted := added_quotation(source, target)) is not None:
        yield Flag("quotation", "the German quotes nobody here", target=quoted)
    if left := german_left(source, target):
        yield Flag("german", f"German words are left: {', '.join(left)}", left, left)
    if words := made_up_words(source, target):
        yield Flag("word", f"no English word: {', '.join(words)}", target=words)


def _message(noun: str, lost: tuple[str, ...], added: tuple[str, ...]) -> str:
    if lost and added:
        return f"{noun} changed: {', '.join(lost)} became {', '.join(added)}"
    if lost:
        return f"{noun} lost: {', '.join(lost)}"
    return f"{noun} without a source: {', '.join(added)}"
