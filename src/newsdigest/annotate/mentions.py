"""A name where it stands in the text, and how its words are told from others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from newsdigest.annotate import gazetteer as known
from newsdigest.annotate.gazetteer import gazetteer
from newsdigest.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.annotate.tokens import Token

Kind = Literal["person", "organisation", "place"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands in the text.

    Attributes:
        text: the name as it stands there ("Kulebas").
        kind: "person", "organisation" or "place".
        sentence: number of the sentence.
        start: offset in the sentence's clean text.
        end: offset behind it.
        base: its basic form, without the genitive's s ("Kuleba").
        role: what the text calls the person right before the name, if anything.
    """

    text: str
    kind: Kind
    sentence: int
    start: int
    end: int
    base: str
    role: str | None = None


def run_end(tokens: Sequence[Token], place: int, limit: int = 6) -> int:
    """Place behind the capitalised words that stand side by side from `place` on."""
    end = place
    while end < len(tokens) and end - place < limit and tokens[end].capital:
        if end > place and tokens[end].start != tokens[end - 1].end + 1:
            break
        end += 1
    return end


def mention(
    tokens: Sequence[Token], first: int, end: int, kind: Kind, sentence: int,
    role: str | None = None,
) -> Name:  # fmt: skip
    """The name that tokens[first:end] are."""
    text = " ".join(token.text for token in tokens[first:end])
    return Name(
        text, kind, sentence, tokens[first].start, tokens[end - 1].end, base_form(text, kind), role
    )


GENITIVE = re.compile(r"(?<=[^\Wsßxz])s$|(?<=[sßxz])['’]$")


def base_form(text: str, kind: Kind) -> str:
    """A name without the s of the genitive."""
    if kind == "place" and text not in gazetteer().places:
        return GENITIVE.sub("", text)
    return text.rstrip("'’")


def opens_sentence(tokens: Sequence[Token], place: int) -> bool:
    """Whether a function word has its capital only because it opens the sentence."""
    opens = place == 0 or not tokens[place - 1].is_word
    return opens and tokens[place].lower in stop_words()


ARTICLES = frozenset(
    """der die das den dem des ein eine einen einem einer eines kein keine im am zum zur vom
    beim""".split()
)


_ACRONYM = re.compile(r"(?=.{2,8}$)[A-ZÄÖÜ][A-Za-z]{0,3}[A-ZÄÖÜ][A-Za-z&]{0,4}s?")


def is_acronym(word: str) -> bool:
    """Whether a word is an acronym of a body ("NATO", "GfK")."""
    return (
        bool(_ACRONYM.fullmatch(word))
        and sum(map(str.isupper, word)) >= 2
        and word not in known.NO_ORGANISATION
        and word.lower() not in stop_words()
        and not re.fullmatch(r"[IVXLCDM]+", word)
    )
