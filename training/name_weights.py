"""Fit `src/newsdigest/data/name-weights.json.gz`: what tells a name from another word.

    pip install scikit-learn
    python -m training.name_weights

The pairs are those of ../shared/corpus/pairs.tsv.xz that people translated, each
sentence once; one pair in ten is left out, to be measured on. A German word with a
capital counts as a name if its English has it with a capital, and as no name if there
is no such word; English words the other way about. What has a form of its own in the
other language ("Moskau") is left to the lists. The English words that the news often
writes small are kept too: they are no names even where they have a capital.
"""

from __future__ import annotations

import gzip
import json
import lzma
import zlib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from newsdigest.fidelity.likelihood import WEIGHTS, english_features, german_features
from newsdigest.fidelity.names import WORD, English, German
from newsdigest.fidelity.spelling import sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "pairs.tsv.xz"
LEFT_OUT = 10  # one pair in so many
BY_PEOPLE = frozenset(["news", "ntrex", "pud"])
RAREST = 4  # times that a feature has to be seen
LEAST = 0.08  # weights nearer to 0 are left out
OFTEN, SMALL = 3, 5  # a common word is seen small so often, and once in so many times
PENALTY = 3.0  # the smaller, the nearer to 0 the weights
Example = tuple[list[str], bool]


def pairs() -> Iterator[tuple[str, str]]:
    """The German and the English of the corpus's news, each sentence once."""
    seen = set()
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            tag, german, english = line.rstrip("\n").split("\t")
            if tag in BY_PEOPLE and 30 < len(german) < 300 and seen.isdisjoint((german, english)):
                seen.update((german, english))
                yield german, english


def is_left_out(german: str) -> bool:
    """Whether a pair is for measuring."""
    return zlib.crc32(german.encode()) % LEFT_OUT == 0


def examples(source: str, target: str) -> Iterator[tuple[str, Example]]:
    """The language, the features and the truth of each word that a pair tells it of."""
    german, english = German(source), English(target)
    names = {sound(word.text) for word in english.capitalised()}
    for word in german.unlisted():
        is_name = not names.isdisjoint(_keys(word.text))
        if is_name or not (english.has(word.text) or english.has_cognate(word.text)):
            yield "de", (list(german_features(*word)), is_name)
    names = {key for word in german.unlisted() for key in _keys(word.text)}
    for word in english.capitalised():
        is_name = sound(word.text) in names
        if is_name or not german.has(word.text):
            yield "en", (list(english_features(*word)), is_name)


def _keys(german: str) -> set[str]:
    return {sound(german.removesuffix(ending)) for ending in ("", "s", "er")}


def common_words(texts: Iterable[str]) -> list[str]:
    """The words that stand there small, `OFTEN` times and once in `SMALL` times at the least."""
    seen = Counter(word for text in texts for word in WORD.findall(text))
    return sorted(
        word
        for word, times in seen.items()
        if word.islower()
        and len(word) > 3
        and times >= max(OFTEN, (times + seen[word.capitalize()]) / SMALL)
    )


def fitted(found: list[Example]) -> dict[str, float]:
    """The weights of a logistic regression."""
    counter = CountVectorizer(analyzer=iter, min_df=RAREST)
    columns = counter.fit_transform(features for features, _ in found)
    model = LogisticRegression(C=PENALTY, fit_intercept=False, max_iter=300)
    model.fit(columns, [is_name for _, is_name in found])
    weights = zip(counter.get_feature_names_out(), model.coef_[0].tolist(), strict=True)
    return {feature: round(weight, 2) for feature, weight in weights if abs(weight) >= LEAST}


def measured(weights: dict[str, float], found: Iterable[Example]) -> None:
    """Print the share of names that pass a bound, and how many other words do."""
    odds = [(sum(weights.get(f, 0) for f in features), is_name) for features, is_name in found]
    for bound in (-1, 0, 1, 2, 3):
        over = Counter(is_name for odd, is_name in odds if odd > bound)
        names = sum(is_name for _, is_name in odds)
        others = len(odds) - names
        print(
            f"  over {bound:2}: {over[True] / names:.3f} of {names} names,"
            f" {over[False] / others:.4f} of {others} others"
        )


def main() -> None:
    """Fit, measure and write the weights."""
    common = common_words(english for german, english in pairs() if not is_left_out(german))
    store({"common": common, "de": {}, "en": {}})  # the features ask for the common words
    found: dict[str, tuple[list[Example], list[Example]]] = {"de": ([], []), "en": ([], [])}
    for german, english in pairs():
        for language, example in examples(german, english):
            found[language][is_left_out(german)].append(example)
    weights = {language: fitted(fit) for language, (fit, _) in found.items()}
    for language, (fit, left_out) in found.items():
        print(f"{language}: {len(weights[language])} weights from {len(fit)} words")
        measured(weights[language], left_out)
    print(f"{store({'common': common} | weights)} bytes: {WEIGHTS}")


def store(weights: dict[str, Any]) -> int:
    """Put the weights into the package, the same ones as the same bytes; return how many."""
    packed = gzip.compress(json.dumps(weights, ensure_ascii=False).encode(), mtime=0)
    return Path(str(files("newsdigest") / WEIGHTS)).write_bytes(packed)


if __name__ == "__main__":
    main()
