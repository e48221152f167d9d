"""An article taken apart: paragraphs and sentences with their places in the text.

Offsets count characters (code points) of the text as the caller gave it, from
0, the end exclusive: `text[sentence.start:sentence.end] == sentence.text`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsdigest.article import Article, CleanText, clean, find_date_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.splitters import SentenceSplitter


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its place.

    Attributes:
        index: number of the sentence in the document, from 0.
        paragraph: number of its paragraph, from 0.
        text: the sentence as the caller's text has it.
        start: offset of its first character in the caller's text.
        end: offset behind its last character.
        clean: the sentence in the clean text: one line, composed letters,
            entities resolved. All analysis reads this.
        clean_start: offset of its first character in the clean text.
        heading: whether it is a headline or subheading: a paragraph of its own
            without a full stop.
    """

    index: int
    paragraph: int
    text: str
    start: int
    end: int
    clean: str
    clean_start: int
    heading: bool = False

    @property
    def clean_end(self) -> int:
        """Offset behind the sentence's last character in the clean text."""
        return self.clean_start + len(self.clean)


@dataclass(frozen=True, slots=True)
class Document:
    """An article's sentences in order, and what the page says of itself.

    Attributes:
        article: what the caller gave.
        clean: the article's clean text, with the way back to the caller's.
        sentences: the sentences of the body, in order.
        title: the headline as a sentence of the text, where the text opens with one.
        date: day of publication, ISO 8601, from the caller or the date line.
    """

    article: Article
    clean: CleanText
    sentences: tuple[Sentence, ...]
    title: Sentence | None
    date: str | None

    @property
    def headline(self) -> str | None:
        """The German headline: the caller's, up to a sentence's length, else the text's own."""
        if self.article.title and self.article.title.strip():
            return clean(self.article.title).text.strip()[:_LONGEST]
        return self.title.clean if self.title else None

    @property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences that can be chosen: all but headings, unless there is nothing else."""
        return tuple(s for s in self.sentences if not s.heading) or self.sentences

    def span(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        """Place in the caller's text of `sentence.clean[start:end]`."""
        return self.clean.raw_span(sentence.clean_start + start, sentence.clean_start + end)


_PARAGRAPH = re.compile(r"[^\n]+")
_FINAL = re.compile(r"[.!?…:][\"'”“»«’‘)\]]*\s*$")
_HEADLINE_WORDS = 20
_WORD = re.compile(r"\w")
# Characters. The longest of 5,594 sentences of German news has 1,314; what is longer is a
# table, a list or noise. The steps after this one may take the square of a sentence's
# length, and stay linear in the article's because no sentence is longer than this.
_LONGEST = 2000


def read_document(article: Article, splitter: SentenceSplitter) -> Document:
    """Take an article apart: date line, headline, paragraphs, sentences."""
    cleaned = clean(article.text)
    date_line = find_date_line(cleaned.text)
    sentences = list(_sentences(article.text, cleaned, date_line.end if date_line else 0, splitter))
    title = None
    if len(sentences) > 1 and sentences[0].heading and not all(s.heading for s in sentences):
        title, *sentences = sentences
        sentences = [_renumbered(s) for s in sentences]
    return Document(
        article,
        cleaned,
        tuple(sentences),
        title,
        article.date or (date_line.date if date_line else None),
    )


def _renumbered(sentence: Sentence) -> Sentence:
    """The sentence, counted without the headline before it."""
    return replace(sentence, index=sentence.index - 1, paragraph=sentence.paragraph - 1)


def _sentences(
    raw: str, cleaned: CleanText, begin: int, splitter: SentenceSplitter
) -> Iterator[Sentence]:
    index = paragraph = 0
    for block in _PARAGRAPH.finditer(cleaned.text, begin):
        text = block.group()
        heading = (
            not _FINAL.search(text[-8:])
            and len(text.split(None, _HEADLINE_WORDS)) <= _HEADLINE_WORDS
        )
        found = False
        spans = (
            piece
            for span in splitter.split(text)
            for piece in _bounded(cleaned, block.start(), text, *span)
        )
        for start, end in spans:
            if not _WORD.search(text, start, end):
                continue  # a line of asterisks, a lone dash
            clean_start = block.start() + start
            raw_start, raw_end = cleaned.raw_span(clean_start, block.start() + end)
            yield Sentence(
                index,
                paragraph,
                raw[raw_start:raw_end],
                raw_start,
                raw_end,
                text[start:end],
                clean_start,
                heading,
            )
            index += 1
            found = True
        paragraph += found


def _bounded(
    cleaned: CleanText, begin: int, text: str, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """A sentence's span as it is, or where it is too long in pieces, cut at spaces if it has any.

    `begin` is where the paragraph `text` begins in the clean text.
    """
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        if cut < 0:
            cut = start + _LONGEST
            while cleaned.is_within_edit(begin + cut):
                cut -= 1
        yield start, cut
        start = cut + (text[cut] == " ")
    yield start, end
