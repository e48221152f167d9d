"""The words and marks of a sentence, with their places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# A word keeps its inner hyphens, apostrophes and full stops ("NATO-Chef", "100.000");
# "Dr." and initials keep the final one.
_TOKEN = re.compile(
    r"""(?P<word> (?:Dr|Prof|Mag|Ing|St|Mio|Mrd) \. | [A-ZÄÖÜ]\.(?=\s[A-ZÄÖÜ])
      | \w+ (?: [-.,:'’&/] \w+ )* ['’]? )
    | (?P<mark> \S )""",
    re.VERBOSE,
)
_OTHER_NOUN = re.compile(r"^\d+-[A-ZÄÖÜ]|\w\.(?:de|at|ch|com|org|net|eu|tv)$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark: its text and its span in the sentence's clean text."""

    text: str
    start: int
    end: int
    is_word: bool

    @property
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Whether it is a noun by its capital letter, or one as "golem.de" or "23-Jährige"."""
        return self.is_word and (self.text[0].isupper() or bool(_OTHER_NOUN.search(self.text)))


@lru_cache(maxsize=256)  # each sentence is read for names, for speech and for keywords
def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a sentence, in order, in linear time."""
    tokens = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["word"] and text[end - 1] in "'’" and not _is_genitive(text, start, end):
            end -= 1
            tokens.append(Token(text[start:end], start, end, is_word=True))
            tokens.append(Token(text[end], end, end + 1, is_word=False))
        else:
            tokens.append(Token(text[start:end], start, end, match["word"] is not None))
    return tuple(tokens)


def _is_genitive(text: str, start: int, end: int) -> bool:
    """Whether the apostrophe at the end marks a genitive ("Scholz' Rede"), not a quotation."""
    return end - start > 2 and text[end - 2] in "sßxz" and text[start].isupper()
