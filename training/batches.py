"""Draw an epoch of pairs, change some of them, and pack them into batches without source padding.

An epoch is a function of the seed and its number alone. numpy and SentencePiece
are needed, torch is not.
"""

from __future__ import annotations

import fileinput
import hashlib
import itertools
import random
from collections import defaultdict
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import numpy as np

from training.augment import Names, Rates, augment
from training.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import sentencepiece

    Tokenizers = tuple[sentencepiece.SentencePieceProcessor, sentencepiece.SentencePieceProcessor]

UNK, BOS, EOS, IGNORE = 0, 1, 2, -100
MAX_PIECES = 200
MAX_JOINED_CHARS = 450
PREPARED, TAUGHT = "prepared.tsv", "taught.tsv"
PART = 8192
"""How many pairs of an epoch are changed and encoded at once."""

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
    "taught": 0.7,
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


@dataclass(frozen=True, slots=True)
class Encoded:
    """The token ids of many sentences: sentence i is `ids[offsets[i] : offsets[i + 1]]`."""

    ids: np.ndarray
    offsets: np.ndarray

    @classmethod
    def of(cls, sentences: list[list[int]]) -> Encoded:
        """Put the ids of `sentences` (below 65,536) together."""
        lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
        ids = np.fromiter(itertools.chain.from_iterable(sentences), np.uint16, int(lengths.sum()))
        return cls(ids, np.append(0, lengths.cumsum()))

    @classmethod
    def joined(cls, parts: list[Encoded]) -> Encoded:
        """Return the sentences of all `parts`, in their order."""
        lengths = np.concatenate([part.lengths for part in parts])
        ids = np.concatenate([part.ids for part in parts])
        return cls(ids, np.append(0, lengths.cumsum()))

    @property
    def lengths(self) -> np.ndarray:
        """Return how many pieces each sentence has."""
        return np.diff(self.offsets)

    def lengths_of(self, at: np.ndarray) -> np.ndarray:
        """Return how many pieces the sentences at the positions `at` have."""
        return self.offsets[at + 1] - self.offsets[at]

    def rows(self, at: np.ndarray) -> np.ndarray:
        """Return the sentences at the positions `at`, filled up with EOS: (sentences, longest)."""
        lengths = self.lengths_of(at)[:, None]
        columns = np.arange(lengths.max())
        inside = columns < lengths
        places = self.offsets[at, None] + columns
        return np.where(inside, self.ids[np.where(inside, places, 0)], EOS)


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
    def load(cls, folder: Path) -> Corpus:
        """Read `prepared.tsv` and, where a teacher wrote it, `taught.tsv`."""
        corpus = cls()
        members: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        sha = hashlib.sha256()
        taught = folder / TAUGHT
        paths = [folder / PREPARED, *([taught] if taught.exists() else [])]
        with fileinput.input(paths, encoding="utf-8") as lines:
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

    def changed(self, chosen: list[int], seed: str) -> Iterator[tuple[str, str]]:
        """Yield the pairs at the positions `chosen` as the model shall see them."""
        rng, rates = random.Random(seed), Rates()  # noqa: S311 - repeatable, not secret
        for i in chosen:
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
    sources: np.ndarray, targets: np.ndarray, tokens: int, rng: np.random.Generator
) -> list[np.ndarray]:
    """Put pairs of one source length and like target length together; return shuffled batches.

    Args:
        sources: How many pieces each source has.
        targets: How many pieces each target has.
        tokens: Most source or target positions in a batch (one pair always fits).
        rng: Shuffles ties and the batches.
    """
    fit = (sources > 0) & (sources < MAX_PIECES) & (targets > 0) & (targets < MAX_PIECES)
    order = rng.permutation(np.flatnonzero(fit))
    order = order[np.lexsort((-targets[order], sources[order]))]
    batches: list[np.ndarray] = []
    for group in np.split(order, np.flatnonzero(np.diff(sources[order])) + 1):
        at = 0
        while at < len(group):
            longest = int(max(sources[group[at]], targets[group[at]])) + 1
            size = max(1, tokens // longest)
            batches.append(group[at : at + size])
            at += size
    return [batches[i] for i in rng.permutation(len(batches))]


def tensorise(batch: np.ndarray, sources: Encoded, targets: Encoded) -> Batch:
    """Return the arrays of a batch whose sources are of one length."""
    lengths = targets.lengths_of(batch)
    rows = targets.rows(batch)
    end = np.full((len(batch), 1), EOS)
    source = np.concatenate([sources.rows(batch), end], 1)
    inputs = np.concatenate([np.full_like(end, BOS), rows], 1)
    labels = np.concatenate([rows, end], 1)
    labels[np.arange(labels.shape[1]) > lengths[:, None]] = IGNORE
    return Batch(source, inputs, labels, int(lengths.sum()) + len(batch))


class Batches:
    """The batches of one epoch, in their order; `len()` and indexing are cheap."""

    def __init__(self, sources: Encoded, targets: Encoded, *, tokens: int, seed: list[int]) -> None:
        """Pack the pairs of an epoch."""
        self._sources, self._targets = sources, targets
        rng = np.random.default_rng(seed)
        self._batches = pack(sources.lengths, targets.lengths, tokens, rng)
        self.tokens = len(targets.ids) + len(targets.lengths)

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, index: int) -> Batch:
        return tensorise(self._batches[index], self._sources, self._targets)


def forked(
    processes: int, initializer: Callable[..., None] | None = None, initargs: tuple[Any, ...] = ()
) -> ProcessPoolExecutor:
    """Return a pool whose processes are forked at once: so before its caller uses a GPU."""
    pool = ProcessPoolExecutor(processes, get_context("fork"), initializer, initargs)
    pool.submit(int).result()
    return pool


class Feed:
    """Makes the epochs of a corpus, the next one while one is trained on if it has processes."""

    def __init__(
        self,
        corpus: Corpus,
        tokenizers: Tokenizers,
        *,
        seed: int,
        tokens: int,
        processes: int = 0,
    ) -> None:
        """Begin; processes are forked now, so call it before other threads run.

        Args:
            corpus: Where the pairs come from.
            tokenizers: Those of sources and of targets.
            seed: With the number of an epoch it decides the epoch.
            tokens: Most source or target positions in a batch.
            processes: How many change and encode pairs; 0: this one does.
        """
        self.corpus, self.seed, self.tokens = corpus, seed, tokens
        self._work = corpus, tokenizers
        self._pool: Executor | None = None
        self._ahead: dict[tuple[int, bool], Future[Batches]] = {}
        if processes:
            self._pool = forked(processes, _take, self._work)
            self._thread = ThreadPoolExecutor(1)

    def epoch(self, number: int, *, decay: bool = False) -> Batches:
        """Return the batches of epoch `number`."""
        if not self._pool:
            return self._make(number, decay=decay)
        for ahead in (number, number + 1):
            if (ahead, decay) not in self._ahead:
                made = self._thread.submit(self._make, ahead, decay=decay)
                self._ahead[ahead, decay] = made
        return self._ahead.pop((number, decay)).result()

    def pairs(self, number: int, *, decay: bool = False) -> Iterator[tuple[str, str]]:
        """Yield the pairs of epoch `number` before they are encoded."""
        for part in self._parts(number, decay=decay):
            yield from self.corpus.changed(*part)

    def close(self) -> None:
        """End the processes."""
        if self._pool:
            self._thread.shutdown(cancel_futures=True)
            self._pool.shutdown(cancel_futures=True)

    def _parts(self, number: int, *, decay: bool) -> Iterator[tuple[list[int], str]]:
        rng = random.Random(f"{self.seed}/{number}")  # noqa: S311 - repeatable, not secret
        factors = DECAY if decay else {} if number else FIRST_EPOCH
        chosen = self.corpus.draw(rng, factors)
        for at in range(0, len(chosen), PART):
            yield chosen[at : at + PART], f"{self.seed}/{number}/{at}"

    def _make(self, number: int, *, decay: bool) -> Batches:
        parts = self._parts(number, decay=decay)
        if self._pool:
            encoded = list(self._pool.map(_encode_mine, parts))
        else:
            encoded = [_encode(*self._work, *part) for part in parts]
        sources, targets = (Encoded.joined([pair[side] for pair in encoded]) for side in (0, 1))
        return Batches(sources, targets, tokens=self.tokens, seed=[self.seed, number])


def _encode(
    corpus: Corpus, tokenizers: Tokenizers, chosen: list[int], seed: str
) -> tuple[Encoded, Encoded]:
    pairs = list(corpus.changed(chosen, seed))
    source, target = (
        Encoded.of(tokenizer.encode([pair[side] for pair in pairs]))
        for side, tokenizer in enumerate(tokenizers)
    )
    return source, target


_mine: tuple[Corpus, Tokenizers]


def _take(*work: Any) -> None:
    """Keep what a process of a `Feed` works with: sent with every part it would be slow."""
    global _mine  # noqa: PLW0603
    _mine = work  # type: ignore[assignment]


def _encode_mine(part: tuple[list[int], str]) -> tuple[Encoded, Encoded]:
    return _encode(*_mine, *part)
