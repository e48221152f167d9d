"""Pairs of a web page and its translation: the same blocks in the same order, then sentences."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 400  # characters of a block whose sentences cannot be told apart
SHORTEST = 5  # words of the German
LEAST_RATIO = 0.45  # of the lengths of a pair

_BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|h\d|dl|dt|dd|div|table|tr|td|th|hr|blockquote)\b[^>]*>|<pre>.*?</pre>",
    re.IGNORECASE | re.DOTALL,
)
# Debian's WML: lines for the preprocessor, definitions, Perl.
_WML = re.compile(r"(?m)^#[^\n]*|<define-tag[^>]*>.*?</define-tag>|<:.*?:>|\\$", re.DOTALL)
_QUOTATION = re.compile(r"<q>\s*|\s*</q>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(
    r"(?<!\bz\.B\.)(?<!\bbzw\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bNr\.)(?<!\bca\.)(?<!\be\.g\.)"
    r"(?<!\bi\.e\.)(?<!\betc\.)(?<!\busw\.)(?<!\d\.)(?<=[.!?])[\"”“]?\s+(?=[A-ZÄÖÜ\"„“])"
)
_NO_PROSE = re.compile(r"[{}|<>=/@#~_\\]|^\S+ [–—-]+ ")


def blocks(page: str) -> list[str]:
    """The texts of the blocks of a page (paragraphs, list items, headings), in order."""
    parts = _BLOCK.split(_WML.sub(" ", page))
    plain = (html.unescape(_TAG.sub("", _QUOTATION.sub('"', part))) for part in parts)
    return [" ".join(text.split()) for text in plain if text.strip()]


def aligned(german: str, english: str) -> Iterator[tuple[str, str]]:
    """The pairs of sentences of two pages; none where the pages differ in their blocks."""
    ours, theirs = blocks(german), blocks(english)
    if len(ours) != len(theirs):
        return
    for source, target in zip(ours, theirs, strict=True):
        for pair in _sentences(source, target):
            if _is_prose(*pair):
                yield pair


def _sentences(source: str, target: str) -> list[tuple[str, str]]:
    ours, theirs = _SENTENCE.split(source), _SENTENCE.split(target)
    if len(ours) == len(theirs):
        return list(zip(ours, theirs, strict=True))
    return [(source, target)] if len(source) <= LONGEST else []


def _is_prose(source: str, target: str) -> bool:
    """Whether a pair is of whole sentences, and of like lengths."""
    return (
        len(source.split()) >= SHORTEST
        and source[-1] in '.!?:"'
        and LEAST_RATIO < len(source) / len(target) < 1 / LEAST_RATIO
        and not _NO_PROSE.search(source)
        and not _NO_PROSE.search(target)
    )
