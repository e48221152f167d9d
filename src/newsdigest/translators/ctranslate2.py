"""Argos packages run by CTranslate2, a batch of sentences at a time."""

from __future__ import annotations

import os
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

from newsdigest.errors import InvalidModelError, TranslationError
from newsdigest.forking import abandon, tell_of_forks
from newsdigest.models import ArgosPackage, find_model, read_package
from newsdigest.translators.clauses import cut, joined
from newsdigest.translators.protocol import Hypothesis, Identity
from newsdigest.translators.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Sentences that are decoded together: more are no faster, and the network's scores, a number
# for each word of its vocabulary, sentence and beam, are what takes most memory.
_BATCH_SENTENCES = 64


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
        self._recent = Recent(cache_size)
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
        self._recent = Recent(self._cache_size)
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
        return [joined([next(translated)[0] for _ in parts]) for parts in clauses]

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
            [joined(together) for together in zip(*[next(found) for _ in parts], strict=False)]
            for parts in clauses
        ]


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
        """The sentence's tokens, in pieces of at most `MAX_TOKENS` where it can be cut."""
        return [self._encode(part) for part in cut(sentence, lambda text: len(self._encode(text)))]

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
                        max_batch_size=_BATCH_SENTENCES,
                        batch_type="examples",
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
