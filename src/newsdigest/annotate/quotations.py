"""Quotations: what stands between quotation marks and is speech, not a title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.document import Document

_LONGEST = 3000  # characters
_QUOTED = re.compile(
    rf"""„[^„“”"\n]{{1,{_LONGEST}}}[“”"] | »[^»«\n]{{1,{_LONGEST}}}« | «[^»«\n]{{1,{_LONGEST}}}»
    | “[^“”\n]{{1,{_LONGEST}}}” | (?<!\w)"[^"\n]{{1,{_LONGEST}}}"(?!\w)
    | (?<!\w)‚[^‚‘\n]{{3,{_LONGEST}}}‘ | (?<!\w)‹[^‹›\n]{{3,{_LONGEST}}}›""",
    re.VERBOSE,
)
_TITLE_LIKE = re.compile(
    r"(?:[a-z]?[A-ZÄÖÜ0-9][\w.-]*)(?:\s(?:[A-ZÄÖÜ0-9][\w.-]*|der|die|das|und|of|the)){0,4}"
)
_NOUN_BEFORE = re.compile(
    r"(?:[A-ZÄÖÜ][\w-]+|der|dem|die|das|des|im|vom|beim|zur|zum|in|bei|von|aus)\s*$"
)
_SENTENCE = re.compile(r"[.!?,…]$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in the clean text: its span with its marks, and whether it is a title or name."""

    start: int
    end: int
    title_like: bool


def find_quoted(document: Document) -> tuple[Quoted, ...]:
    """The quotations of a document, in order; offsets count the clean text."""
    return tuple(_quoted(document))


def _quoted(document: Document) -> Iterator[Quoted]:
    text = document.clean.text
    for match in _QUOTED.finditer(text):
        inner = text[match.start() + 1 : match.end() - 1].strip()
        if not any(map(str.isalpha, inner)):
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        following = text[match.end() : match.end() + 1]
        title_like = bool(
            _TITLE_LIKE.fullmatch(inner)
            and not _SENTENCE.search(inner)
            and following != ","
            and _NOUN_BEFORE.search(before)
        )
        yield Quoted(match.start(), match.end(), title_like)
