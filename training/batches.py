"""Draw an epoch of pairs, change some of them, and pack them into batches without source padding.

An epoch is a function of the seed and its number alone. numpy and SentencePiece
are needed, torch is not.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from training.augment import Names, Rates, augment
from training.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import sentencepiece

UNK, BOS, EOS, IGNORE = 0, 1, 2, -100
MAX_PIECES = 200
MAX_JOINED_CHARS = 450

COPIES = {
    "own": 6.0,
    "news": 1.5,
    "ntrex": 1.5,
    "pud": 1.5,
    "wmt-d": 2.0,
    "wmt-e": 1.5,
    "wmt24": 1.0,
    "europarl": 1.0,
    "wmtpara": 0.7,
    "lit": 0.3,
    "chat": 0.2,
    "xquad": 1.0,
    "mlqe": 0.3,
    "mucow": 0.3,
    "tatoeba": 0.5,
    "ding": 0.3,
    "ding-word": 0.2,
}
"""How often a source is drawn in an epoch, by tag; 1 for a tag that is not named."""

FIRST_EPOCH = {"ding-word": 4.0, "ding": 1.5}
"""Factor on `COPIES` in the first epoch: words first."""

DECAY = {
    "ding-word": 0.1,
    "ding": 0.1,
    "tatoeba": 0.5,
    "europarl": 0.5,
    "mucow": 0.5,
    "covost": 0.5,
    "debian": 0.5,
    "chat": 0.0,
    "lit": 0.0,
    "wmt-d": 1.25,
}
"""Factor on `COPIES` while the rate decays: what is learnt last stays best, so news last."""

Ids = list[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Token ids of one batch.

    `source` is (sentences, length) and ends in EOS; `inputs` and `labels` are
    (sentences, longest target + 1); `labels` is IGNORE after the end.
    """

    source: np.ndarray
    inputs: np.ndarray
    labels: np.ndarray
    tokens: int


@dataclass(slots=True)
class Corpus:
    """The prepared pairs, grouped by source, the names that they share and the rare words."""

    pairs: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    groups: dict[str, list[list[int]]] = field(default_factory=dict)
    names: Names | None = None
    lexicon: Lexicon | None = None
    digest: str = ""

    @classmethod
    def load(cls, path: Path) -> Corpus:
        """Read `prepared.tsv`."""
        corpus = cls()
        members: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        sha = hashlib.sha256()
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                sha.update(line.encode())
                tag, group, german, english = line.rstrip("\n").split("\t")
                if tag == "ding" and " " not in german:
                    tag = "ding-word"
                members[tag][group].append(len(corpus.pairs))
                corpus.pairs.append((german, english))
                corpus.tags.append(tag)
        corpus.groups = {tag: list(found.values()) for tag, found in sorted(members.items())}
        entries, sentences = [], []
        for pair, tag in zip(corpus.pairs, corpus.tags, strict=True):
            (entries if tag.startswith("ding") else sentences).append(pair)
        corpus.names = Names(sentences)
        corpus.lexicon = Lexicon(entries, (german for german, _ in sentences))
        corpus.digest = sha.hexdigest()
        return corpus

    def draw(self, rng: random.Random, factors: Mapping[str, float]) -> list[int]:
        """Return the positions of the pairs of an epoch: of each source a random translation."""
        chosen: list[int] = []
        for tag, groups in self.groups.items():
            copies = COPIES.get(tag, 1.0) * factors.get(tag, 1.0)
            for members in groups:
                times = int(copies) + (rng.random() < copies % 1)
                if times == 1:
                    chosen.append(rng.choice(members))
                elif times:
                    chosen += rng.sample(members, min(times, len(members)))
                    chosen += rng.choices(members, k=max(0, times - len(members)))
        return chosen

    def epoch(
        self, epoch: int, seed: int, rates: Rates, *, decay: bool = False
    ) -> Iterator[tuple[str, str]]:
        """Yield the pairs of an epoch as the model shall see them."""
        rng = random.Random(f"{seed}/{epoch}")  # noqa: S311 - repeatable, not secret
        factors = DECAY if decay else {} if epoch else FIRST_EPOCH
        for i in self.draw(rng, factors):
            pair = self.pairs[i]
            if not self.tags[i].startswith("ding"):
                if rng.random() < rates.join:
                    pair = self._joined(i)
                if self.lexicon and rng.random() < rates.words:
                    pair = self.lexicon.swap(*pair, rng)
                pair = augment(*pair, rng, rates, self.names)
            yield pair

    def _joined(self, i: int) -> tuple[str, str]:
        """Return pair `i` with the next one of its tag after it, if both are whole sentences."""
        german, english = self.pairs[i]
        if i + 1 == len(self.pairs) or self.tags[i + 1] != self.tags[i]:
            return german, english
        after = self.pairs[i + 1]
        ends = all(text[-1] in ".!?" for text in (german, english, *after))
        if not ends or after[0] == german or len(german) + len(after[0]) > MAX_JOINED_CHARS:
            return german, english
        return f"{german} {after[0]}", f"{english} {after[1]}"


def pack(
    sources: list[Ids], targets: list[Ids], tokens: int, rng: random.Random
) -> list[list[int]]:
    """Put pairs of one source length and like target length together; return shuffled batches.

    Args:
        sources: Token ids of the sources.
        targets: Token ids of the targets.
        tokens: Most source or target positions in a batch (one pair always fits).
        rng: Shuffles ties and the batches.
    """
    order = [
        i
        for i, (s, t) in enumerate(zip(sources, targets, strict=True))
        if 0 < len(s) < MAX_PIECES and 0 < len(t) < MAX_PIECES
    ]
    rng.shuffle(order)
    order.sort(key=lambda i: (len(sources[i]), len(targets[i])))
    batches: list[list[int]] = []
    current: list[int] = []
    for i in order:
        longest = max(len(sources[i]), len(targets[i])) + 1
        same = current and len(sources[current[0]]) == len(sources[i])
        if current and (not same or longest * (len(current) + 1) > tokens):
            batches.append(current)
            current = []
        current.append(i)
    if current:
        batches.append(current)
    rng.shuffle(batches)
    return batches


def tensorise(batch: list[int], sources: list[Ids], targets: list[Ids]) -> Batch:
    """Return the arrays of a batch whose sources are of one length."""
    width = max(len(targets[i]) for i in batch) + 1
    source = np.array([[*sources[i], EOS] for i in batch], np.int64)
    inputs = np.full((len(batch), width), EOS, np.int64)
    labels = np.full((len(batch), width), IGNORE, np.int64)
    for row, i in enumerate(batch):
        length = len(targets[i])
        inputs[row, 0] = BOS
        inputs[row, 1 : length + 1] = targets[i]
        labels[row, :length] = targets[i]
        labels[row, length] = EOS
    return Batch(source, inputs, labels, sum(len(targets[i]) + 1 for i in batch))


class Batches:
    """The batches of one epoch, in their order; `len()` and indexing are cheap."""

    def __init__(
        self,
        corpus: Corpus,
        tokenizers: tuple[
            sentencepiece.SentencePieceProcessor, sentencepiece.SentencePieceProcessor
        ],
        *,
        epoch: int,
        seed: int,
        tokens: int,
        rates: Rates,
        decay: bool = False,
    ) -> None:
        """Draw, change, encode (with the tokenizers of sources and of targets) and pack pairs."""
        pairs = list(corpus.epoch(epoch, seed, rates, decay=decay))
        self._sources, self._targets = (
            tokenizer.encode([pair[side] for pair in pairs], num_threads=2)
            for side, tokenizer in enumerate(tokenizers)
        )
        self._batches = pack(
            self._sources,
            self._targets,
            tokens,
            random.Random(f"{seed}/{epoch}/pack"),  # noqa: S311
        )
        self.tokens = sum(len(target) + 1 for target in self._targets)

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, index: int) -> Batch:
        return tensorise(self._batches[index], self._sources, self._targets)
