"""Put rare words of the dictionary into sentences, on both sides.

A word that a corpus holds three times is hardly learnt from it, and its entry in
the dictionary shows it without a sentence around it. So a noun, adjective, participle
or infinitive whose translation stands in the English is exchanged for a rare one, with
its own translation: the sentence may then mean nothing, but the pair is right (Fadaee,
Bisazza and Monz, "Data Augmentation for Low-Resource Neural Machine Translation", ACL
2017; they ask a language model for the place, we ask the dictionary and the endings).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

ENDING = 3
"""Letters at the end that two German words must share: they mostly tell gender, number, form."""

RARE = range(1, 61)
"""How often the sentences of the corpus hold a word that is put in."""

COMMON = 1000
"""How often they hold a small word that it can take the place of: "nicht" and "auch" stay."""

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ARTICLE = re.compile(r"\b([Aa])n? $")
_GERMAN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{3,}(?:-[A-ZÄÖÜ][a-zäöüß]+)?|[a-zäöüß]{5,}")
_ENGLISH = re.compile(r"(?:to )?[a-z]{3,}|[a-z]{3,}[ -][a-z]{3,}")
_FORM = re.compile(r"^to |(?:s|ed|ing|ly)$")
_ADJECTIVE = re.compile(
    r"[a-zäöüß]+(?:ig|lich|isch|sam|bar|haft|los|iv|al|ell|ös|ant|ent|är|voll|reich|frei|wert|t|end)"
)
_INFLECTED = ("", "e", "en", "er", "es", "em")

Kind = tuple[bool, str, str]


class Lexicon:
    """The words of a dictionary with their translations, and which of them are rare."""

    def __init__(self, entries: Iterable[tuple[str, str]], sentences: Iterable[str]) -> None:
        """Read the dictionary and count its words in the corpus.

        Args:
            entries: German and English sides of a dictionary's entries; those that
                are not a German word with one or two English ones are passed over.
            sentences: the German sentences of the corpus.
        """
        self.translations: dict[str, list[str]] = defaultdict(list)
        for german, english in entries:
            if _GERMAN.fullmatch(german) and _ENGLISH.fullmatch(english):
                for form in _forms(german, english):
                    self.translations[form].append(english)
        counts = Counter(
            word
            for sentence in sentences
            for word in _WORD.findall(sentence)
            if word in self.translations
        )
        self.rare: dict[Kind, list[tuple[str, str]]] = defaultdict(list)
        for german, found in sorted(self.translations.items()):
            # A word of many meanings needs the sentence that it is taken out of.
            if counts[german] in RARE and len(found) <= 2:
                for english in found:
                    self.rare[_kind(german, english)].append((german, english))
        for word, times in counts.items():
            if word[0].islower() and times > COMMON:
                del self.translations[word]

    def swap(self, german: str, english: str, rng: random.Random) -> tuple[str, str]:
        """Exchange one word of the pair, and its translation, for a rare one; or none."""
        left, right = _places(german), _places(english)
        hosts = [
            (word, translation)
            for word, places in left.items()
            if len(places) == 1
            for translation in self.translations.get(word, ())
            if len(right.get(translation, ())) == 1 and _kind(word, translation) in self.rare
        ]
        if not hosts:
            return german, english
        word, translation = rng.choice(hosts)
        new, translated = rng.choice(self.rare[_kind(word, translation)])
        (start, end), (at, after) = left[word][0], right[translation][0]
        before = english[:at]
        if article := _ARTICLE.search(before):
            before = before[: article.end(1)] + ("n " if translated[0] in "aeiou" else " ")
        return german[:start] + new + german[end:], before + translated + english[after:]


def _forms(german: str, english: str) -> Iterable[str]:
    """The forms of a German word that an English one translates: all of an adjective."""
    bends = _ADJECTIVE.fullmatch(german) and not _FORM.search(english.removesuffix("ed"))
    return [german + ending for ending in _INFLECTED] if bends else [german]


def _kind(german: str, english: str) -> Kind:
    form = _FORM.search(english)
    return german[0].isupper(), german[-ENDING:], form.group() if form else ""


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
