"""What the German text says of itself: who speaks, which names, numbers, dates and keywords.

Offsets of what these modules find count characters of a sentence's clean text;
`Document.span` maps them to the caller's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.annotate.dates import Date, find_dates
from newsdigest.annotate.keywords import Keyword, find_keywords
from newsdigest.annotate.names import Group, Name, find_descriptions, find_names, join_names
from newsdigest.annotate.numbers import Number, find_numbers
from newsdigest.annotate.speech import Quotation, Statement, find_quotations, find_speech

if TYPE_CHECKING:
    from newsdigest.document import Document

__all__ = ["Annotations", "annotate"]


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was found in a document, each kind in the order of the text.

    Attributes:
        statements: sentences that give somebody's words, with the speaker.
        quotations: quotations with their speaker.
        names: mentions of persons, organisations and places.
        groups: the mentions of each of them together, persons by their role too.
        numbers: numbers and amounts.
        dates: dates, resolved where the day of publication is known.
        keywords: the nouns that carry the article, the best first.
    """

    statements: tuple[Statement, ...]
    quotations: tuple[Quotation, ...]
    names: tuple[Name, ...]
    groups: tuple[Group, ...]
    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]
    keywords: tuple[Keyword, ...]


def annotate(document: Document) -> Annotations:
    """Read a document's sentences for everything that a digest shows as evidence."""
    names = find_names(document)
    statements = find_speech(document, names)
    return Annotations(
        statements=statements,
        quotations=find_quotations(document, statements),
        names=names,
        groups=join_names((*names, *find_descriptions(document, names))),
        numbers=find_numbers(document),
        dates=find_dates(document),
        keywords=find_keywords(document, names),
    )
