"""German to English, a batch of sentences at a time.

`CTranslate2Translator` runs an Argos package directly; `ArgosTranslator` goes
through the `argostranslate` API. Both are safe to share between threads.
"""

from __future__ import annotations

import os
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from newsdigest.errors import (
    InvalidModelError,
    MissingExtraError,
    ModelNotFoundError,
    TranslationError,
)
from newsdigest.forking import abandon, tell_of_forks
from newsdigest.models import ArgosPackage, find_model, read_package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One English sentence that a model proposes.

    Attributes:
        text: the English.
        score: mean log-probability a token, at most 0, or None where the
            engine gives none.
    """

    text: str
    score: float | None = None


@runtime_checkable
class Translator(Protocol):
    """Anything that translates a batch of German sentences."""

    @property
    def name(self) -> str:
        """What a digest says of the engine."""

    def translate(self, sentences: Sequence[str]) -> list[Hypothesis]:
        """The best translation of each sentence, in order. Not to depend on the batch."""


@runtime_checkable
class OffersAlternatives(Protocol):
    """A translator that can try again, which the repair pass asks it to."""

    def alternatives(
        self, sentences: Sequence[str], *, beam_size: int, no_repeat_ngram_size: int = 0
    ) -> list[list[Hypothesis]]:
        """Up to `beam_size` hypotheses a sentence from a beam of that size, the best first."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which model translated, for `Digest.made_by`."""

    id: str
    sha256: str | None


@runtime_checkable
class HasIdentity(Protocol):
    """A translator that can name its model."""

    @property
    def identity(self) -> Identity:
        """The model's id and checksum."""


_MAX_TOKENS = 120  # a longer sentence is split at clauses: small models lose its second half
_BATCH_TOKENS = 2048  # of the source; larger batches are no faster


class CTranslate2Translator:
    """An Argos package run by CTranslate2, without argostranslate.

    Pickled it is its arguments, not the model's weights: another process reads the
    package from the same path. A forked process loads the model anew.

    Args:
        model: a package, or the path of one (`.argosmodel` or folder); None
            for the one that `models.find_model` chooses.
        beam_size: width of the beam search; 1 is greedy and fastest.
        threads: how many batches are decoded at the same time, each by one
            thread; 0 for as many as there are cores.
        cache_size: how many sentences are remembered with their translations,
            about 1 kB each, so that agency copy is translated once; 0 for none.

    Raises:
        ModelNotFoundError, InvalidModelError: at the first use, or from `load`.
    """

    name = "ctranslate2"

    def __init__(
        self,
        model: ArgosPackage | str | Path | None = None,
        *,
        beam_size: int = 4,
        threads: int = 0,
        cache_size: int = 4096,
    ) -> None:
        self.beam_size = beam_size
        self._model = model
        self._threads = threads
        self._cache_size = cache_size
        self._recent = _Recent(cache_size)
        self._lock = threading.Lock()
        self._loaded: _LoadedModel | None = None
        tell_of_forks(self)

    def __reduce__(self) -> tuple[partial[CTranslate2Translator], tuple[()]]:
        model = self._model.path if isinstance(self._model, ArgosPackage) else self._model
        arguments = {
            "beam_size": self.beam_size, "threads": self._threads, "cache_size": self._cache_size,
        }  # fmt: skip
        return partial(type(self), model, **arguments), ()

    def after_fork(self) -> None:
        """Leave the parent's model alone; called in a forked process."""
        # A thread of the parent may have held either lock, and is not here to release it.
        self._lock = threading.Lock()
        self._recent = _Recent(self._cache_size)
        if self._loaded:
            self._loaded.abandon()
            self._loaded = None

    @property
    def identity(self) -> Identity:
        """The package's id and SHA-256."""
        return self.load().identity

    def load(self) -> _LoadedModel:
        """Load the model now rather than at the first sentence."""
        with self._lock:
            if self._loaded is None:
                package = self._model
                if not isinstance(package, ArgosPackage):
                    package = read_package(find_model(package))
                self._loaded = _LoadedModel(package, self._threads or os.cpu_count() or 1)
            return self._loaded

    def close(self) -> None:
        """Free the model's memory; the next sentence loads it again."""
        with self._lock:
            self._loaded = None
            self._recent.clear()

    def translate(self, sentences: Sequence[str]) -> list[Hypothesis]:
        """The best translation of each sentence, in order; equal ones are translated once."""
        known = self._recent.get(sentences)
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
        if new:
            translated = dict(zip(new, self._decoded(new), strict=True))
            self._recent.put(translated)
            known.update(translated)
        return [known[sentence] for sentence in sentences]

    def _decoded(self, sentences: Sequence[str]) -> list[Hypothesis]:
        model = self.load()
        clauses = [model.clauses(sentence) for sentence in sentences]
        flat = [clause for parts in clauses for clause in parts]
        translated = iter(model.search(flat, self.beam_size))
        return [_joined([next(translated)[0] for _ in parts]) for parts in clauses]

    def alternatives(
        self, sentences: Sequence[str], *, beam_size: int, no_repeat_ngram_size: int = 0
    ) -> list[list[Hypothesis]]:
        """The hypotheses of a beam of `beam_size` for each sentence, the best first."""
        model = self.load()
        clauses = [model.clauses(sentence) for sentence in sentences]
        found = iter(
            model.search(
                [clause for parts in clauses for clause in parts],
                beam_size,
                hypotheses=beam_size,
                no_repeat_ngram_size=no_repeat_ngram_size,
            )
        )
        return [
            [_joined(together) for together in zip(*[next(found) for _ in parts], strict=False)]
            for parts in clauses
        ]


class _Recent:
    """The translations of recent sentences, the least recently used forgotten first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, Hypothesis] = OrderedDict()

    def get(self, sentences: Iterable[str]) -> dict[str, Hypothesis]:
        """Those of the sentences that are remembered."""
        with self._lock:
            found = {s: self._entries[s] for s in sentences if s in self._entries}
            for sentence in found:
                self._entries.move_to_end(sentence)
            return found

    def put(self, translated: Mapping[str, Hypothesis]) -> None:
        """Remember translations, and forget the oldest beyond the bound."""
        with self._lock:
            self._entries.update(translated)
            while len(self._entries) > self._size:
                self._entries.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._entries.clear()


class _LoadedModel:
    """A package's tokenizer and network, ready to run."""

    def __init__(self, package: ArgosPackage, threads: int) -> None:
        import ctranslate2
        import sentencepiece

        self.identity = Identity(package.id, package.sha256)
        try:
            self._tokenizer = sentencepiece.SentencePieceProcessor(model_proto=package.tokenizer)
            self._network: Any = ctranslate2.Translator(
                str(package.path),
                device="cpu",
                compute_type="default",
                inter_threads=threads,
                # More than one thread on one small matrix waits more than it works.
                intra_threads=1,
                files=dict(package.files),
            )
        except (RuntimeError, ValueError) as error:
            raise InvalidModelError(
                f"{package.path} cannot be loaded: {error}. Install the package again, or leave "
                "the model out for the embedded one."
            ) from error

    def abandon(self) -> None:
        """Leave the network, which another process made, for ever as it is."""
        abandon(self._network)

    def clauses(self, sentence: str) -> list[list[str]]:
        """The sentence's tokens, in pieces of at most `_MAX_TOKENS` where it can be cut."""
        return [self._encode(part) for part in _cut(sentence, lambda text: len(self._encode(text)))]

    def _encode(self, text: str) -> list[str]:
        tokens: list[str] = self._tokenizer.encode(text, out_type=str)
        return tokens

    def search(
        self,
        sources: Sequence[Sequence[str]],
        beam_size: int,
        *,
        hypotheses: int = 1,
        no_repeat_ngram_size: int = 0,
    ) -> list[list[Hypothesis]]:
        """Beam search over tokenised sources; the hypotheses of each, the best first."""
        results: list[list[Hypothesis]] = [[Hypothesis("", 0.0)] * hypotheses for _ in sources]
        # Padding changes the last digits of a score, and at times the words. Sources of
        # one length need none: a sentence's result is bit for bit the same in any batch.
        by_length: dict[int, list[int]] = {}
        for index, source in enumerate(sources):
            if source:
                by_length.setdefault(len(source), []).append(index)
        try:
            # The longest first, and all under way before one is waited for: no thread idles.
            running = [
                (
                    indices,
                    self._network.translate_batch(
                        [sources[index] for index in indices],
                        beam_size=beam_size,
                        num_hypotheses=hypotheses,
                        max_decoding_length=_decoding_cap(length),
                        no_repeat_ngram_size=no_repeat_ngram_size,
                        max_batch_size=_BATCH_TOKENS,
                        batch_type="tokens",
                        max_input_length=0,
                        return_scores=True,
                        asynchronous=True,
                    ),
                )
                for length, indices in sorted(by_length.items(), reverse=True)
            ]
            for indices, batch in running:
                for index, result in zip(indices, batch, strict=True):
                    results[index] = self._hypotheses(result.result())
        except (RuntimeError, ValueError) as error:
            raise TranslationError(f"CTranslate2 failed: {error}") from error
        return results

    def _hypotheses(self, result: Any) -> list[Hypothesis]:
        return [
            Hypothesis(self._tokenizer.decode(tokens).strip(), float(score))
            for tokens, score in zip(result.hypotheses, result.scores, strict=True)
        ]


def _decoding_cap(length: int) -> int:
    """Most output tokens for a source of `length` tokens: enough for any, too few for a loop."""
    return 2 * length + 10


# Where a long sentence can be cut, the better places first: the cut is behind the match.
_CUTS = (
    re.compile(r";\s"),
    re.compile(r"[:–—]\s"),
    re.compile(
        r",\s(?=(?:und|oder|aber|sondern|denn|doch|während|obwohl|nachdem|weil|wobei"
        r"|so dass|sodass)\b)"
    ),
    re.compile(r",\s"),
    re.compile(r"\s(?=(?:und|oder|sowie)\s)"),
    re.compile(r"\s"),
)


def _cut(sentence: str, length: Callable[[str], int]) -> list[str]:
    """The sentence in parts of at most `_MAX_TOKENS`, cut at clauses where it has them."""
    if length(sentence) <= _MAX_TOKENS:
        return [sentence]
    middle = len(sentence) / 2
    for pattern in _CUTS:
        places = [
            m.end() for m in pattern.finditer(sentence) if 0.2 < m.end() / len(sentence) < 0.8
        ]
        if places:
            place = min(places, key=lambda at: abs(at - middle))
            break
    else:
        place = len(sentence) // 2  # 1 MB without a space
    return [
        part
        for half in (sentence[:place].rstrip(), sentence[place:].lstrip())
        for part in (_cut(half, length) if half else [])
    ]


_STRAY_STOP = re.compile(r"(?<=[^.])\.$")


def _joined(parts: Sequence[Hypothesis]) -> Hypothesis:
    """Clauses joined to a sentence; a full stop that the model put behind a clause goes."""
    if len(parts) == 1:
        return parts[0]
    texts = [_STRAY_STOP.sub("", part.text) for part in parts[:-1]] + [parts[-1].text]
    scores = [part.score for part in parts if part.score is not None]
    return Hypothesis(" ".join(filter(None, texts)), sum(scores) / len(scores) if scores else None)


class ArgosTranslator:
    """Any German-English translation installed in Argos Translate, through its API.

    Needs `newsdigest[argos]` (the distribution argos-translate-lt) or an
    `argostranslate` that is there already. newsdigest's sentences are given as
    they are, so Argos Translate's own sentence splitter, which would fetch a
    model from the network, is not used.

    Raises:
        MissingExtraError: `argostranslate` is not installed.
        ModelNotFoundError: it has no German-English package.
    """

    name = "argostranslate"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._translation: Any = None
        tell_of_forks(self)

    def __reduce__(self) -> tuple[type[ArgosTranslator], tuple[()]]:
        return type(self), ()

    def after_fork(self) -> None:
        """Leave the parent's model alone; called in a forked process."""
        self._lock = threading.Lock()
        if getattr(self._translation, "translator", None) is not None:
            abandon(self._translation.translator)
            self._translation.translator = None  # argostranslate makes a new one where it is None

    @property
    def identity(self) -> Identity:
        """The installed package's id; Argos Translate knows no checksum."""
        package = getattr(self._load(), "pkg", None)
        return Identity(f"de_en-{getattr(package, 'package_version', 'unknown')}", None)

    def translate(self, sentences: Sequence[str]) -> list[Hypothesis]:
        """The best translation of each sentence, in order."""
        return [found[0] for found in self.alternatives(sentences, beam_size=1)]

    def alternatives(
        self, sentences: Sequence[str], *, beam_size: int, no_repeat_ngram_size: int = 0
    ) -> list[list[Hypothesis]]:
        """Up to `beam_size` hypotheses each; Argos Translate has no constraint on repetition."""
        del no_repeat_ngram_size
        return [self._hypotheses(sentence, beam_size) for sentence in sentences]

    def _hypotheses(self, sentence: str, count: int) -> list[Hypothesis]:
        if not sentence.strip():
            return [Hypothesis("")]
        translation = self._load()
        with self._lock:
            try:
                found = translation.hypotheses(
                    " ".join(sentence.split()), num_hypotheses=max(1, count)
                )
            except (RuntimeError, ValueError, RecursionError, OSError) as error:
                raise TranslationError(f"argostranslate failed: {error}") from error
        return [Hypothesis(hypothesis.value.strip()) for hypothesis in found]

    def _load(self) -> Any:
        with self._lock:
            if self._translation is None:
                self._translation = _argos_translation()
            return self._translation


def _argos_translation() -> Any:
    """Argos Translate's German-English translation, without its cache and its sentence splitter."""
    import logging

    try:
        from argostranslate import translate
        from argostranslate.utils import logger
    except ImportError as error:
        raise MissingExtraError(
            "argostranslate is not installed; run: pip install 'newsdigest[argos]'"
        ) from error
    logger.setLevel(logging.WARNING)  # at INFO it logs every text that it translates
    languages = {language.code: language for language in translate.get_installed_languages()}
    translation: Any = None
    if "de" in languages and "en" in languages:
        translation = languages["de"].get_translation(languages["en"])
    if translation is None:
        raise ModelNotFoundError(
            "argostranslate has no German-English package; "
            "install one with: argospm install translate-de_en"
        )
    while hasattr(translation, "underlying"):
        translation = translation.underlying
    if hasattr(translation, "sentencizer"):
        translation.sentencizer = _WholeSentence()
    return translation


class _WholeSentence:
    """A sentence splitter for Argos Translate that leaves our sentences whole."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]
