"""Slips of the model that any reader would set right, set right: no word is exchanged."""

from __future__ import annotations

import re

_SPACES = re.compile(r"(?<=“) +| +(?=”)|(?<=”) +(?=[,.;:!?])|(?<= ) +")
_A = re.compile(r"(?:(?<=\ba)|(?<=^A)|(?<=^“A))(?= (?!eu|one\b|once\b|ewe)[aeio][a-z]{2,}\b)")
_AN = re.compile(r"\b(a)n(?= (?:[bcdfgjklmnpqrstvwz][a-z]{2,}\b))", re.IGNORECASE)
_LOWER_WORD = re.compile(r"[a-z]+\b")
_SENTENCE = re.compile(r"[^\W\d_a-z].*[.!?][\"“”«»]?$", re.DOTALL)  # a phrase has no stop
# "16.15 a.m." for "16.15 Uhr": the day has one such hour.
_HALF_DAY = re.compile(r"\b(1[3-9]|2[0-4])(?:[.:](\d\d))? ?[ap](?:\.m\.|m\b)(?P<end>$)?")


def tidied(source: str, target: str) -> str:
    """The English of a sentence with a capital, and without slips of form.

    These are spaces inside quotation marks, "a" for "an", and an hour past noon
    with "a.m." or "p.m." behind it.
    """
    target = _SPACES.sub("", target)
    target = _HALF_DAY.sub(_of_24_hours, target)
    target = _A.sub("n", target)
    target = _AN.sub(r"\1", target)
    if _LOWER_WORD.match(target) and _SENTENCE.match(source):
        target = target[0].upper() + target[1:]
    return target


def _of_24_hours(found: re.Match[str]) -> str:
    end = "." if found["end"] is not None else ""
    return f"{found[1]}:{found[2] or '00'}{end}"
