"""newsdigest's own method: the sentences that most likely say what a newsroom's lead says.

A lead is unknown when an article is digested, but its words are predictable: a
word that the article uses often and brings in early is likely to be in it.
From these chances follows for every set of sentences how many of the lead's
words it is expected to share, and the set is chosen that shares most for its
length. That is the concept-coverage model of Gillick and Favre ("A Scalable
Global Model for Summarization", ILP-NLP 2009), which counts a concept once
however often it is said and so needs no other guard against repetition, with
position-aware weights and the expected F1 as its objective, that is, minimum
Bayes risk (Goel and Byrne, 2000).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from newsdigest.summarizers.protocol import Ranking, distinct
from newsdigest.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsdigest.document import Document, Sentence

# Set by cross-validation on German news (docs/summaries.md tells how); rounded,
# because neighbouring values do as well.
_LEAD_WORDS = 14.5  # words of a newsroom's lead, on average
_ODDS = 0.15  # that a word said once, in the first sentence of 20, is in the lead
_FREQUENCY = 0.8  # exponent of how often a word is said
_LATENESS = 0.4  # exponent of the sentence that first says it
_ARTICLE_LENGTH = 0.5  # exponent of the number of sentences; in a long article words recur
_STOP_WORD = 0.6  # factor on the odds
_NAMING_WORD = 2.0  # factor for nouns, names and numbers
_DISTANCE = 0.015  # of its worth that a set loses for each sentence before a chosen one
_LEANING = 0.02  # of its worth that a set loses for each sentence that leans on the one before

_HORIZON = 8  # sentences that are looked at, at the least
_SHORT = 8  # words; a shorter sentence is a fragment, a question, an exclamation
_MOST_SETS = 300  # up to here all sets are compared, beyond they grow greedily

_TOKEN = re.compile(r"\w+")
_OPENING_QUOTE = r"[\"'„“»«‚‘(\s]*"
_LEANS = re.compile(
    rf"""{_OPENING_QUOTE} (?:
      Dies(?:e[mnrs]?)? | Das(?=\s+(?:ist|sei|war|wäre|hat|habe|hatte|wird|werde|würde|soll|solle
        |bedeutet|bedeute|gilt|gelte|zeigt|zeige|teilte|berichtete|bestätigte|sagte)\b)
    | Er | Sie | Es(?!\s+(?:gibt|gebe|gab)\b) | Ihm | Ihn(?:en)? | Ihr(?:e[mnrs]?)?
    | Sein(?:e[mnrs]?)? | Man | Beide[nr]? | Letzter\w+ | Solche[mnrs]?
    | Zugleich | Gleichzeitig | Allerdings | Jedoch | Dennoch | Trotzdem | Außerdem | Zudem
    | Ferner | Auch | Aber | Doch | Und | Oder | Denn | Deshalb | Deswegen | Darum | Somit
    | Folglich
    | Da(?:bei|für|gegen|her|mit|nach|neben|ran|rauf|raus|rin|rüber|rum|runter|von|zu|mals|nn)
    | Dort | Hier | Hier(?:bei|für|mit|zu|von) | So | Ebenso | Ebenfalls | Ansonsten | Sonst
    | Stattdessen | Vielmehr | Insgesamt | Weiter | Weiters | Schließlich
    | Ein(?:e|er|en)?\s+(?:solche|andere|weitere|dritte|zweite)[mnrs]? )\b""",
    re.VERBOSE,
)


def leans(sentence: str) -> bool:
    """Whether a German sentence opens with a word that points to the one before it.

    >>> leans("Dies verdeutliche auch der Besuch."), leans("Der Besuch dauerte lange.")
    (True, False)
    """
    return _LEANS.match(sentence) is not None


class NewsSummarizer:
    """The sentences that are expected to share most with a newsroom's lead, for their length."""

    name = "news"

    def rank(self, document: Document, n: int) -> Ranking:
        """The best `n` sentences; each scores what it would be worth alone.

        Time is linear in the article's length: only sentences near its top take
        part in the choice, which costs the same for an article of any length.
        """
        sentences = distinct(document.body)
        worth = _Worth(sentences)
        places = range(min(len(sentences), max(_HORIZON, n + 5)))
        candidates = [place for place in places if worth.lengths[place] >= _SHORT]
        if len(candidates) < n:
            candidates = list(places)
        chosen = _best(worth, candidates, min(n, len(candidates)))
        return Ranking(
            tuple(sentences[place].index for place in chosen),
            tuple(worth([place]) for place in chosen),
        )


def _best(worth: _Worth, candidates: Sequence[int], n: int) -> Sequence[int]:
    """The `n` places of most worth together, ascending."""
    if comb(len(candidates), n) <= _MOST_SETS:
        return max(combinations(candidates, n), key=worth)
    chosen: list[int] = []
    for _ in range(n):
        left = (place for place in candidates if place not in chosen)
        chosen.append(max(left, key=lambda place: worth([*chosen, place])))
    return sorted(chosen)


class _Worth:
    """Half the expected unigram F1 of a set of sentences against the unknown lead."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        tokens = [[token.lower() for token in _TOKEN.findall(s.clean)] for s in sentences]
        self.lengths = [len(sentence) for sentence in tokens]
        self._types = [frozenset(sentence) for sentence in tokens]
        self._leans = [leans(sentence.clean) for sentence in sentences]
        self._chance = _chances(tokens, _nouns(sentences))

    def __call__(self, places: Collection[int]) -> float:
        said = frozenset().union(*(self._types[place] for place in places))
        shared = sum(map(self._chance.__getitem__, said))
        length = sum(self.lengths[place] for place in places)
        leaning = sum(self._leans[place] for place in places)
        kept = max(0.0, 1 - _DISTANCE * sum(places) - _LEANING * leaning)
        return kept * shared / (length + _LEAD_WORDS)


def _chances(tokens: Sequence[Sequence[str]], nouns: Collection[str]) -> dict[str, float]:
    """For each word the chance that the lead says it."""
    frequency: Counter[str] = Counter()
    first: dict[str, int] = {}
    for place, sentence in enumerate(tokens):
        frequency.update(sentence)
        for token in sentence:
            first.setdefault(token, place)
    stops = stop_words()
    base = _ODDS * (20 / max(1, len(tokens))) ** _ARTICLE_LENGTH
    chances = {}
    for token, count in frequency.items():
        odds = base * count**_FREQUENCY / (1 + first[token]) ** _LATENESS
        if token in stops:
            odds *= _STOP_WORD
        elif token in nouns or token[0].isdigit():
            odds *= _NAMING_WORD
        chances[token] = odds / (1 + odds)
    return chances


def _nouns(sentences: Sequence[Sentence]) -> set[str]:
    """The words that stand capitalised inside a sentence, in lower case: German nouns, names."""
    return {
        token.lower()
        for sentence in sentences
        for token in _TOKEN.findall(sentence.clean)[1:]
        if token[0].isupper()
    }
