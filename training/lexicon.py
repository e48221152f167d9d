"""Put rare nouns of the dictionary into sentences, on both sides.

A word that a corpus holds three times is hardly learnt from it, and its entry in
the dictionary shows it without a sentence around it. So a noun whose translation
stands in the English is exchanged for a rare one, with its own translation: the
sentence may then mean nothing, but the pair is right (Fadaee, Bisazza and Monz,
"Data Augmentation for Low-Resource Neural Machine Translation", ACL 2017; they
ask a language model for the place, we ask the dictionary and the noun's ending).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

ENDING = 3
"""Letters at the end that two nouns must share: in German they mostly tell gender and number."""

RARE = range(1, 61)
"""How often the sentences of the corpus hold a noun that is put in."""

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ARTICLE = re.compile(r"\b([Aa])n? $")
_NOUN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{3,}(?:-[A-ZÄÖÜ][a-zäöüß]+)?")
_ENGLISH = re.compile(r"[a-z]{3,}(?:[ -][a-z]{3,})?")

Kind = tuple[str, bool]


class Lexicon:
    """The nouns of a dictionary with their translations, and which of them are rare."""

    def __init__(self, entries: Iterable[tuple[str, str]], sentences: Iterable[str]) -> None:
        """Read the dictionary and count its words in the corpus.

        Args:
            entries: German and English sides of a dictionary's entries; those that
                are not a German noun with one or two English words are passed over.
            sentences: the German sentences of the corpus.
        """
        self.translations: dict[str, list[str]] = defaultdict(list)
        for german, english in entries:
            if _NOUN.fullmatch(german) and _ENGLISH.fullmatch(english):
                self.translations[german].append(english)
        counts = Counter(
            word
            for sentence in sentences
            for word in _WORD.findall(sentence)
            if word in self.translations
        )
        self.rare: dict[Kind, list[tuple[str, str]]] = defaultdict(list)
        for german, found in sorted(self.translations.items()):
            # A noun of many meanings needs the sentence that it is taken out of.
            if counts[german] in RARE and len(found) <= 2:
                for english in found:
                    self.rare[_kind(german, english)].append((german, english))

    def swap(self, german: str, english: str, rng: random.Random) -> tuple[str, str]:
        """Exchange one noun of the pair, and its translation, for a rare one; or none."""
        left, right = _places(german), _places(english)
        hosts = [
            (noun, translation)
            for noun, places in left.items()
            if len(places) == 1
            for translation in self.translations.get(noun, ())
            if len(right.get(translation, ())) == 1 and _kind(noun, translation) in self.rare
        ]
        if not hosts:
            return german, english
        noun, translation = rng.choice(hosts)
        new, translated = rng.choice(self.rare[_kind(noun, translation)])
        (start, end), (at, after) = left[noun][0], right[translation][0]
        before = english[:at]
        if article := _ARTICLE.search(before):
            before = before[: article.end(1)] + ("n " if translated[0] in "aeiou" else " ")
        return german[:start] + new + german[end:], before + translated + english[after:]


def _kind(german: str, english: str) -> Kind:
    return german[-ENDING:], english.endswith("s")


def _places(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return where each word of `text` stands, and each two words with a space between."""
    words = list(_WORD.finditer(text))
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, word in enumerate(words):
        found[word.group()].append(word.span())
        if text[word.end() : word.end() + 1] == " " and i + 1 < len(words):
            both = word.start(), words[i + 1].end()
            found[text[slice(*both)]].append(both)
    return found
