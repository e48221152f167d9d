"""What each part of the `news` summariser is worth, and what its weights are worth unseen.

    python -m benchmarks.ablation DATA.jsonl             the tables of docs/summaries.md
    python -m benchmarks.ablation DATA.jsonl --tries 0   without the cross-validation

DATA is as for `newsdigest eval`. simplemma, HanTa and compound-split are compared
where they are installed. The first table takes away or exchanges one part at a
time; the second chooses the weights out of random ones on nine tenths of the
articles and measures them on the tenth that is left, for all ten tenths.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from newsdigest.document import read_document
from newsdigest.evaluate import bootstrap, evaluate, read_examples, rouge
from newsdigest.splitters import PunktSplitter
from newsdigest.summarizers import LeadSummarizer, Length, NewsSummarizer, Ranking
from newsdigest.summarizers.news import Weights
from newsdigest.summarizers.sumy import METHODS, SumySummarizer
from newsdigest.words import content_stems, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsdigest.document import Document
    from newsdigest.evaluate import Evaluation, Example
    from newsdigest.summarizers import Summarizer

SIZES = (1, 2, 3)  # sentences
FOLDS = 10
# Each weight as it could have been set; a try draws one value of each.
GRID = {
    "lead_words": (5.0, 8.0, 14.0, 20.0),
    "odds": (0.02, 0.04, 0.08, 0.15),
    "frequency": (0.8, 1.1, 1.4),
    "lateness": (0.1, 0.2, 0.4),
    "stop_word": (0.6, 0.8, 1.0),
    "naming_word": (1.5, 2.0, 3.0),
    "recurrence": (0.1, 0.2, 0.3, 0.5),
    "opening": (0.0, 0.02, 0.04, 0.06),
    "distance": (0.01, 0.02, 0.03),
    "leaning": (0.0, 0.02, 0.05),
    "detached": (0.04, 0.08, 0.12),
}
# What a weight is where its part is taken away.
NEUTRAL = dict.fromkeys(GRID, 0.0) | {"stop_word": 1.0, "naming_word": 1.0}


@dataclass(frozen=True)
class Variant:
    """A summariser under a name of its own."""

    name: str
    summarizer: Summarizer

    def rank(self, document: Document, n: int) -> Ranking:
        """What the summariser chooses."""
        return self.summarizer.rank(document, n)


class PacSum:
    """Directed centrality (Zheng and Lapata, ACL 2019, tf-idf variant) with MMR.

    Their settings for news: what a sentence shares with earlier ones counts
    against it. MMR (Carbonell and Goldstein, SIGIR 1998) as in most extractive systems.
    """

    name = "pacsum"
    _forward, _backward, _novelty = 1.0, -0.5, 0.3

    def rank(self, document: Document, n: int) -> Ranking:
        """The most central sentences, each as unlike those before it as may be."""
        sentences = document.body
        stems = [Counter(content_stems(s.clean)) for s in sentences]
        counts = Counter(stem for sentence in stems for stem in sentence)
        vectors = [
            {s: c * math.log1p(len(stems) / counts[s]) for s, c in sentence.items()}
            for sentence in stems
        ]
        alike = [[_cosine(a, b) for b in vectors] for a in vectors]
        central = [
            self._backward * sum(row[:place]) + self._forward * sum(row[place + 1 :])
            for place, row in enumerate(alike)
        ]
        scale = max(map(abs, central), default=1.0) or 1.0
        chosen: list[int] = []
        for _ in range(min(n, len(sentences))):
            left = [place for place in range(len(sentences)) if place not in chosen]
            chosen.append(
                max(
                    left,
                    key=lambda p: (
                        (1 - self._novelty) * central[p] / scale
                        - self._novelty * max((alike[p][c] for c in chosen), default=0.0)
                    ),
                )
            )
        chosen.sort()
        return Ranking(tuple(sentences[p].index for p in chosen), tuple(central[p] for p in chosen))


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    if not a or not b:
        return 0.0
    dot = sum(weight * b.get(key, 0.0) for key, weight in a.items())
    return dot / math.sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))


class BestAlone:
    """The sentences that `news` holds for the best alone, whatever they repeat."""

    name = "best alone"

    def rank(self, document: Document, n: int) -> Ranking:
        """The `n` of highest score."""
        everything = NewsSummarizer().rank(document, min(8, len(document.body)))
        pairs = zip(everything.scores, everything.positions, strict=True)
        best = sorted(sorted(pairs, reverse=True)[:n], key=lambda pair: pair[1])
        return Ranking(tuple(p for _, p in best), tuple(s for s, _ in best))


def word_forms() -> dict[str, Callable[[str], str]]:
    """What may make two words the same, as far as the libraries are installed."""
    forms: dict[str, Callable[[str], str]] = {"Snowball stems": stem}
    if find_spec("simplemma"):
        import simplemma

        forms["simplemma lemmas"] = cache(lambda word: simplemma.lemmatize(word, lang="de").lower())
    if find_spec("HanTa"):
        from HanTa import HanoverTagger

        tagger = HanoverTagger.HanoverTagger("morphmodel_ger.pgz")
        forms["HanTa lemmas"] = cache(lambda word: str(tagger.analyze(word)[0]).lower())
    if find_spec("compound_split"):
        from compound_split.char_split import split_compound

        def head(word: str) -> str:
            if len(word) < 8 or not word[0].isupper():
                return stem(word)
            score, _, last = split_compound(word)[0]
            return stem(last) if score > 0 else stem(word)

        forms["stems of heads of compounds (compound-split)"] = cache(head)
    return forms


def variants() -> Iterator[Variant]:
    """`news`, and `news` with one part taken away or exchanged."""
    yield Variant("**news**", NewsSummarizer())
    for field in fields(Weights):
        if field.name not in ("lead_words", "odds"):
            weights = replace(Weights(), **{field.name: NEUTRAL[field.name]})
            yield Variant(f"without {field.name}", NewsSummarizer(weights))
    for name, concept in word_forms().items():
        yield Variant(f"words as {name}", NewsSummarizer(concept=concept))
    yield Variant("best sentences alone, not the best set", BestAlone())
    yield Variant("PacSum (tf-idf of stems) with MMR", PacSum())


def table(evaluations: dict[int, Evaluation], names: Sequence[str]) -> str:
    """Differences from Lead in points of ROUGE-1 and ROUGE-2, and detached claims, by size."""
    head = ["", *(f"R-1, {n}" for n in SIZES), *(f"R-2, {n}" for n in SIZES), "detached, 3"]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    for name in names:
        cells = [name]
        for measure in ("rouge1", "rouge2"):
            for n in SIZES:
                row = next(r for r in evaluations[n].rows if r.summarizer == name)
                cells.append(f"{100 * row.difference[measure].mean:+.2f}")
        row = next(r for r in evaluations[3].rows if r.summarizer == name)
        lines.append([*cells, f"{row.detached:.1%}"])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ablation(examples: Sequence[Example], compared: Sequence[Variant]) -> str:
    """The table of the variants, each against Lead of the same number of sentences."""
    evaluations = {
        n: evaluate(examples, [LeadSummarizer(), *compared], length=Length(n)) for n in SIZES
    }
    return table(evaluations, [variant.name for variant in compared])


def cross_validation(examples: Sequence[Example], tries: int) -> str:
    """Differences from Lead where the weights were chosen on other articles, in two ways.

    The best try of many is partly luck. The middle of the tries that did well (of each
    weight the median over the best tenth) is how the weights of `news` were found.
    """
    chance = random.Random(7)
    settings = [
        Weights(**{name: chance.choice(values) for name, values in GRID.items()})
        for _ in range(tries)
    ]
    documents = [read_document(example.article, PunktSplitter()) for example in examples]
    lead = np.array([_of(LeadSummarizer(), d, e) for d, e in zip(documents, examples, strict=True)])
    # tries x articles x sizes x
    gain = np.array([_scores(weights, documents, examples) for weights in settings]) - lead
    # ROUGE-2 is a third of ROUGE-1 in size: doubled, neither decides alone.
    value = gain[..., 0].mean(-1) + 2 * gain[..., 1].mean(-1)
    best, middle = np.zeros_like(lead), np.zeros_like(lead)
    fold = np.random.default_rng(7).permutation(len(documents)) % FOLDS
    for part in range(FOLDS):
        seen, unseen = fold != part, np.flatnonzero(fold == part)
        order = value[:, seen].mean(1).argsort()[::-1]
        best[unseen] = gain[order[0]][unseen]
        well = [settings[place] for place in order[: max(1, tries // 10)]]
        weights = Weights(
            **{name: float(np.median([getattr(w, name) for w in well])) for name in GRID}
        )
        held = [documents[n] for n in unseen], [examples[n] for n in unseen]
        middle[unseen] = np.array(_scores(weights, *held)) - lead[unseen]
    lines = ["| weights | sentences | R-1 | R-2 |", "| --- | ---: | ---: | ---: |"]
    for name, found in (("best try", best), ("middle of the best tenth", middle)):
        for place, n in enumerate(SIZES):
            cells = [bootstrap(100 * found[:, place, measure]) for measure in (0, 1)]
            shown = [f"{d.mean:+.2f} [{d.low:+.2f}, {d.high:+.2f}]" for d in cells]
            lines.append(f"| {name} | {n} | {' | '.join(shown)} |")
    return "\n".join(lines)


def _scores(
    weights: Weights, documents: Sequence[Document], examples: Sequence[Example]
) -> list[list[list[float]]]:
    summarizer = NewsSummarizer(weights)
    return [_of(summarizer, d, e) for d, e in zip(documents, examples, strict=True)]


def _of(summarizer: Summarizer, document: Document, example: Example) -> list[list[float]]:
    return [
        list(_rouge(example.reference, " ".join(document.sentences[p].clean for p in positions)))
        for positions in (summarizer.rank(document, n).positions for n in SIZES)
    ]


@cache
def _rouge(reference: str, summary: str) -> tuple[float, float]:
    found = rouge(reference, summary)
    return found["rouge1"], found["rouge2"]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--tries", type=int, default=300, help="random weights to choose from")
    given = parser.parse_args()
    examples = read_examples(given.data)
    print(f"{ablation(examples, list(variants()))}\n", flush=True)
    compared = [
        Variant(f"{method}, {name}", SumySummarizer(method, concept=concept))
        for method in METHODS
        for name, concept in word_forms().items()
        if "compounds" not in name
    ]
    print(f"{ablation(examples, compared)}\n", flush=True)
    if given.tries:
        print(cross_validation(examples, given.tries))


if __name__ == "__main__":
    main()
