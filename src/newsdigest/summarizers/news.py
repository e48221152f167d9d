"""newsdigest's own method: the sentences that most likely say what a newsroom's lead says.

A lead is unknown when an article is digested, but its words are predictable: a
word that the article uses often and brings in early is likely to be in it.
From these chances follows for every set of sentences how many of the lead's
words it is expected to share, and the set is chosen that shares most for its
length. That is the concept-coverage model of Gillick and Favre ("A Scalable
Global Model for Summarization", ILP-NLP 2009), which counts a concept once
however often it is said and so needs no other guard against repetition, with
position-aware weights and the expected F1 as its objective, that is, minimum
Bayes risk (Goel and Byrne, 2000). As the weights are estimates and a newsroom
knows what it puts first, another set must beat the first sentences clearly.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb, exp, fsum, log
from typing import TYPE_CHECKING, Literal, TypeAlias

from newsdigest.annotate.speech import find_speech, is_detached
from newsdigest.summarizers.protocol import Ranking, distinct
from newsdigest.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from newsdigest.annotate.speech import Statement
    from newsdigest.document import Document, Sentence


@dataclass(frozen=True, slots=True)
class Weights:
    """What the method weighs, and how much.

    Round values in the middle of a range that did well in cross-validation
    (benchmarks/ablation.py; docs/summaries.md shows what it prints). They are
    settings, not trained on any text that ships.

    Attributes:
        lead_words: words of the lead that a set of sentences is compared with; larger
            values ask more for coverage, smaller ones for short sentences.
        odds: that a word said once, in the first sentence, is in the lead.
        frequency: exponent of how often a word is said.
        lateness: exponent of the number of the sentence that first says it.
        stop_word: factor on a stop word's odds.
        naming_word: factor for nouns, names and numbers.
        recurrence: worth of a content word for each time that e-folds how often it is said.
        opening: how much more another set must be worth than the article's first sentences:
            the newsroom put these first, and our worth is an estimate.
        distance: share of its worth that a set loses for each sentence before a chosen one.
        leaning: likewise for each sentence that leans on the one before.
        detached: likewise for each claim whose speaker only other sentences name.
    """

    lead_words: float = 10.0
    odds: float = 0.05
    frequency: float = 1.1
    lateness: float = 0.25
    stop_word: float = 0.8
    naming_word: float = 2.0
    recurrence: float = 0.3
    opening: float = 0.03
    distance: float = 0.03
    leaning: float = 0.02
    detached: float = 0.12


_WEIGHTS = Weights()

_HORIZON = 8  # sentences that are looked at, at the least
_SHORT = 8  # words; a shorter sentence is a fragment, a question, an exclamation
_MOST_SETS = 300  # up to here all sets are compared, beyond they grow greedily

_Class: TypeAlias = Literal["stop", "naming", "plain"]
_STOP: _Class = "stop"
_NAMING: _Class = "naming"
_PLAIN: _Class = "plain"

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
    """The sentences that are expected to share most with a newsroom's lead, for their length.

    Args:
        weights: what counts how much.
        concept: what makes two words the same; the word in lower case by default.
    """

    name = "news"

    def __init__(
        self, weights: Weights = _WEIGHTS, *, concept: Callable[[str], str] = str.lower
    ) -> None:
        self._weights = weights
        self._concept = concept

    def rank(self, document: Document, n: int) -> Ranking:
        """The best `n` sentences; each scores what it would be worth alone.

        Time is linear in the article's length: only sentences near its top take
        part in the choice, which costs the same for an article of any length.
        """
        sentences = distinct(document.body)
        if not sentences:
            return Ranking((), ())
        places = range(min(len(sentences), max(_HORIZON, n + 5)))
        worth = _Worth(document, sentences, places, self._weights, self._concept)
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

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        places: Sequence[int],
        weights: Weights,
        concept: Callable[[str], str],
    ) -> None:
        words = [_TOKEN.findall(sentence.clean) for sentence in sentences]
        concepts = [list(map(concept, sentence)) for sentence in words]
        self.lengths = [len(sentence) for sentence in words]
        self._weights = weights
        self._sentences = sentences
        self._said = [frozenset(sentence) for sentence in concepts]
        headline = _TOKEN.findall(document.headline or "")
        classes = _classes([headline, *words], concept)
        self._value = _values(concepts, list(map(concept, headline)), classes, weights)
        self._leans = [leans(sentences[place].clean) for place in places]
        self._claims = _claims(document, sentences[places[-1]].index)

    def __call__(self, places: Collection[int]) -> float:
        weights = self._weights
        said = frozenset[str]().union(*(self._said[place] for place in places))
        # Exact, so that the order of a set, another in each process, is not seen in the score.
        shared = fsum(map(self._value.__getitem__, said))
        length = sum(self.lengths[place] for place in places)
        loss = (
            weights.distance * sum(places)
            + weights.leaning * sum(self._leans[place] for place in places)
            + weights.detached * self._detached(places)
        )
        opens = all(place < len(places) for place in places)
        gain = 1 + weights.opening if opens else 1.0
        return gain * exp(-loss) * shared / (length + weights.lead_words)

    def _detached(self, places: Collection[int]) -> int:
        chosen = [self._sentences[place].index for place in places]
        claims = (self._claims[index] for index in chosen if index in self._claims)
        return sum(is_detached(claim, chosen) for claim in claims)


def _claims(document: Document, last: int) -> dict[int, Statement]:
    """The claims up to sentence `last`, by sentence: where a speaker is sought costs time."""
    read = replace(document, sentences=document.sentences[: last + 1])
    return {statement.sentence: statement for statement in find_speech(read)}


def _values(
    concepts: Sequence[Sequence[str]],
    headline: Sequence[str],
    classes: Mapping[str, _Class],
    weights: Weights,
) -> dict[str, float]:
    """For each concept the chance that the lead says it, and what its recurrence adds.

    What the headline says counts as said once more, at the top.
    """
    frequency = Counter(headline)
    first = dict.fromkeys(headline, 0)
    for place, sentence in enumerate(concepts):
        frequency.update(sentence)
        for concept in sentence:
            first.setdefault(concept, place)
    factor = {_STOP: weights.stop_word, _NAMING: weights.naming_word}
    values = {}
    for concept, count in frequency.items():
        kind = classes[concept]
        odds = weights.odds * count**weights.frequency / (1 + first[concept]) ** weights.lateness
        odds *= factor.get(kind, 1.0)
        values[concept] = odds / (1 + odds)
        if kind != _STOP:
            values[concept] += weights.recurrence * log(count)
    return values


def _classes(
    sentences: Sequence[Sequence[str]], concept: Callable[[str], str]
) -> dict[str, _Class]:
    """What kind of word stands for each concept: a noun, name or number, if any does.

    German nouns and names are capitalised; inside a sentence nothing else is.
    """
    stops = stop_words()
    classes: dict[str, _Class] = {}
    for words in sentences:
        for place, word in enumerate(words):
            key = concept(word)
            if word.lower() in stops:
                classes.setdefault(key, _STOP)
            elif word[0].isdigit() or (place and word[0].isupper()):
                classes[key] = _NAMING
            elif classes.get(key) != _NAMING:
                classes[key] = _PLAIN
    return classes
