"""Sentences too long for a model, cut at clauses, and their translations joined again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.translators.protocol import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MAX_TOKENS = 120  # of a longer sentence small models lose the second half

# Where a long sentence can be cut, the better places first: the cut is behind the match.
_CUTS = (
    re.compile(r";\s"),
    re.compile(r"[:–—]\s"),
    re.compile(
        r",\s(?=(?:und|oder|aber|sondern|denn|doch|während|obwohl|nachdem|weil|wobei"
        r"|so dass|sodass)\b)"
    ),
    re.compile(r",\s"),
    re.compile(r"\s(?=(?:und|oder|sowie)\s)"),
    re.compile(r"\s"),
)


def cut(sentence: str, length: Callable[[str], int]) -> list[str]:
    """The sentence in parts of at most `MAX_TOKENS`, cut at clauses where it has them."""
    if length(sentence) <= MAX_TOKENS:
        return [sentence]
    middle = len(sentence) / 2
    for pattern in _CUTS:
        places = [
            m.end() for m in pattern.finditer(sentence) if 0.2 < m.end() / len(sentence) < 0.8
        ]
        if places:
            place = min(places, key=lambda at: abs(at - middle))
            break
    else:
        place = len(sentence) // 2  # 1 MB without a space
    return [
        part
        for half in (sentence[:place].rstrip(), sentence[place:].lstrip())
        for part in (cut(half, length) if half else [])
    ]


_STRAY_STOP = re.compile(r"(?<=[^.])\.$")


def joined(parts: Sequence[Hypothesis]) -> Hypothesis:
    """Clauses joined to a sentence; a full stop that the model put behind a clause goes."""
    if len(parts) == 1:
        return parts[0]
    texts = [_STRAY_STOP.sub("", part.text) for part in parts[:-1]] + [parts[-1].text]
    scores = [part.score for part in parts if part.score is not None]
    return Hypothesis(" ".join(filter(None, texts)), sum(scores) / len(scores) if scores else None)
