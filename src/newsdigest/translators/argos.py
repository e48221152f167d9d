"""Argos Translate, for whatever German-English package is installed there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from newsdigest.errors import MissingExtraError, ModelNotFoundError, TranslationError
from newsdigest.forking import abandon, tell_of_forks
from newsdigest.translators.protocol import Hypothesis, Identity

if TYPE_CHECKING:
    from collections.abc import Sequence


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
