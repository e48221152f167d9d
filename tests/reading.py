"""An article in a line, for the tests of what is read from its German."""

from __future__ import annotations

from newsdigest.article import Article
from newsdigest.document import Document, read_document
from newsdigest.splitters import PunktSplitter


def read(text: str, date: str | None = None) -> Document:
    """The document of a text, published on `date`."""
    return read_document(Article(text, date=date), PunktSplitter())
