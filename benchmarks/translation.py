"""Sentences a second: newsdigest, Argos Translate and bare CTranslate2.

All translate the same sentences with the same package and beam, by turns in
one process; sentences are given whole, so that no splitter is measured.
"""

from __future__ import annotations

import os
import tempfile
import time
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.articles import distinct_sentences

from newsdigest.models import embedded_model, read_package
from newsdigest.translators import ArgosTranslator, CTranslate2Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BEAM_SIZE = 4  # fixed in Argos Translate
_PARAGRAPH = 4  # sentences a call of Argos Translate, where it is given paragraphs
_BREAK = "¦"
_BARE = "CTranslate2, one thread a batch"
SIZES = (10, 30, 100, 300, 1000)  # sentences that are given together


def run(sentences: int = 192, rounds: int = 5) -> dict[str, Any]:
    """Median rate of each way over `rounds` turns, in wall time and in processor time.

    192 sentences are the key points of the 64 articles that `digest_many` translates together.
    """
    texts = distinct_sentences(sentences)
    ways = _ways()
    for translate in ways.values():
        translate(texts[:20])
    wall: dict[str, list[float]] = {name: [] for name in ways}
    processor: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, translate in ways.items():
            began, worked = time.perf_counter(), time.process_time()
            translate(texts)
            processor[name].append(sentences / (time.process_time() - worked))
            wall[name].append(sentences / (time.perf_counter() - began))
    return {
        "sentences": sentences,
        "rounds": rounds,
        "beam_size": BEAM_SIZE,
        "sentences_per_second": {name: round(median(rates), 1) for name, rates in wall.items()},
        "sentences_per_processor_second": {
            name: round(median(rates), 1) for name, rates in processor.items()
        },
        "newsdigest_is_faster_by": _ratios(wall),
        "newsdigest_is_faster_by_in_processor_time": _ratios(processor),
        "than_bare_in_processor_time_by_sentences": {
            number: _than_bare(ways, distinct_sentences(number), rounds) for number in SIZES
        },
    }


def _than_bare(
    ways: dict[str, Callable[[Sequence[str]], object]], texts: Sequence[str], rounds: int
) -> float:
    """Median over the turns of bare CTranslate2's processor time by newsdigest's."""
    ratios = []
    for _ in range(rounds):
        times = []
        for name in ("newsdigest", _BARE):
            began = time.process_time()
            ways[name](texts)
            times.append(time.process_time() - began)
        ratios.append(times[1] / times[0])
    return round(median(ratios), 2)


def _ratios(rates: dict[str, list[float]]) -> dict[str, float]:
    """Median over the turns of newsdigest's rate by each way's."""
    ours = rates["newsdigest"]
    return {
        name: round(median(n / rate for n, rate in zip(ours, theirs, strict=True)), 2)
        for name, theirs in rates.items()
    }


def _ways() -> dict[str, Callable[[Sequence[str]], object]]:
    argos = _argos()

    def argos_sentences(texts: Sequence[str]) -> object:
        return [argos.translate(text) for text in texts]

    def argos_paragraphs(texts: Sequence[str]) -> object:
        starts = range(0, len(texts), _PARAGRAPH)
        return [argos.translate(_BREAK.join(texts[at : at + _PARAGRAPH])) for at in starts]

    return {
        "newsdigest": CTranslate2Translator(
            embedded_model(), beam_size=BEAM_SIZE, cache_size=0
        ).translate,
        "argostranslate, a sentence a call": argos_sentences,
        "argostranslate, a paragraph a call": argos_paragraphs,
        _BARE: _bare(inter_threads=os.cpu_count() or 1, intra_threads=1),
        "CTranslate2, its default threads": _bare(),
    }


def _bare(**threads: int) -> Callable[[Sequence[str]], object]:
    """CTranslate2 as one would call it by hand: one sorted batch, tokens in, tokens out."""
    import ctranslate2
    import sentencepiece

    package = read_package(embedded_model())
    tokenizer = sentencepiece.SentencePieceProcessor(model_proto=package.tokenizer)
    network = ctranslate2.Translator(str(package.path), files=dict(package.files), **threads)

    def translate(texts: Sequence[str]) -> object:
        tokens = [tokenizer.encode(text, out_type=str) for text in texts]
        results = network.translate_batch(
            tokens, beam_size=BEAM_SIZE, max_batch_size=2048, batch_type="tokens"
        )
        return [tokenizer.decode(result.hypotheses[0]) for result in results]

    return translate


def _argos() -> Any:
    """Argos Translate's translation with the embedded package, in a home of its own."""
    home = tempfile.mkdtemp(prefix="argos-")
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        os.environ[variable] = home
    os.environ["ARGOS_PACKAGES_DIR"] = f"{home}/packages"
    from argostranslate import package

    package.install_from_path(embedded_model())
    translation = ArgosTranslator()._load()  # noqa: SLF001  # its sentence splitter needs network
    translation.sentencizer = _AtBreaks()
    return translation


class _AtBreaks:
    """A sentence splitter that knows the sentences already."""

    def split_sentences(self, text: str) -> list[str]:
        return text.split(_BREAK)
