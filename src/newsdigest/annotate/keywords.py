"""Keywords: the nouns and compounds that carry an article.

The features are those of YAKE (Campos et al., "YAKE! Keyword extraction from
single documents using multiple local features", Information Sciences 509,
2020): case, position, frequency, spread over sentences. The package `yake` is
under the LGPL and reads German by stop words alone; here the capital tells the
nouns, and the inflected forms of one noun are counted together by their stem.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.annotate.gazetteer import MONTHS_AND_DAYS, TITLES
from newsdigest.annotate.tokens import tokenize
from newsdigest.words import stem, stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.annotate.names import Name
    from newsdigest.document import Document

_COUNTING = frozenset(
    """Prozent Euro Million Millionen Milliarde Milliarden Dollar Franken Jahr Jahre Jahren Jahres
    Tag Tage Tagen Woche Wochen Monat Monate Monaten Stunde Stunden Uhr Meter Kilometer Tonnen
    Angaben Zahl Teil Mal Anfang Ende Mitte Morgen Abend Nacht Menschen Sprecher Fall Grund Zeit
    Seite Hälfte Stelle Punkt Leute""".split()
)


@dataclass(frozen=True, slots=True)
class Keyword:
    """A noun that carries the article.

    Attributes:
        text: its most frequent form in the text.
        score: its worth; the best has 1.
        sentence: number of the sentence that has it first.
        start: offset of that place in the sentence's clean text.
        end: offset behind it.
        count: how often it stands in the text.
    """

    text: str
    score: float
    sentence: int
    start: int
    end: int
    count: int


def find_keywords(document: Document, names: Sequence[Name], n: int = 8) -> tuple[Keyword, ...]:
    """The best `n` keywords, the best first; names are left to `names`."""
    named = {(name.sentence, at) for name in names for at in range(name.start, name.end)}
    places: dict[str, list[tuple[str, int, int, int]]] = defaultdict(list)
    for sentence in document.sentences:
        for token in tokenize(sentence.clean):
            if (
                token.capital
                and len(token.text) > 3
                and token.text.isprintable()
                and token.lower not in stop_words()
                and token.text not in _COUNTING | MONTHS_AND_DAYS | TITLES
                and (sentence.index, token.start) not in named
                and not token.text[0].isdigit()
                and (token.start > 0 or _is_noun_elsewhere(token.text))
            ):
                place = (token.text, sentence.index, token.start, token.end)
                places[stem(token.text)].append(place)
    headline = {stem(t.text) for t in tokenize(document.headline or "") if t.is_word}
    scored = sorted(
        ((_worth(found, key in headline), key) for key, found in places.items()),
        key=lambda pair: (-pair[0], pair[1]),
    )[:n]
    top = scored[0][0] if scored else 1.0
    return tuple(_keyword(places[key], worth / top) for worth, key in scored)


def _is_noun_elsewhere(word: str) -> bool:
    """Whether a word that opens a sentence is a noun: by its ending or its compound's length."""
    return (
        word.endswith(("ung", "heit", "keit", "schaft", "tion", "tät", "ismus")) or len(word) > 12
    )


def _worth(places: Sequence[tuple[str, int, int, int]], in_headline: bool) -> float:
    first, count = places[0][1], len(places)
    spread = len({sentence for _, sentence, _, _ in places})
    length = min(len(places[0][0]), 24) / 12  # compounds say more than "Land"
    position = 1 / math.log(2 + first + 1)
    return (1 + math.log(count)) * (0.5 + 0.5 * spread / count) * position * length * (
        1.8 if in_headline else 1.0
    )  # fmt: skip


def _keyword(places: Sequence[tuple[str, int, int, int]], score: float) -> Keyword:
    counts: dict[str, int] = defaultdict(int)
    for text, *_ in places:
        counts[text] += 1
    best = max(counts, key=lambda text: (counts[text], -len(text)))
    _, sentence, start, end = next(place for place in places if place[0] == best)
    return Keyword(best, round(score, 4), sentence, start, end, len(places))
