"""How good summaries are: against a newsroom's own leads, and by what they leave out.

ROUGE is Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004),
by the library `rouge-score` with a tokenizer that keeps umlauts; intervals are
the paired bootstrap of Koehn, "Statistical Significance Tests for Machine
Translation Evaluation" (EMNLP 2004). Everything is measured on the German text.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsdigest.annotate.names import find_names
from newsdigest.annotate.speech import find_speech, is_detached
from newsdigest.article import Article
from newsdigest.document import read_document
from newsdigest.errors import InvalidOptionError, MissingExtraError, UnreadableArticleError
from newsdigest.result import to_plain
from newsdigest.splitters import PunktSplitter
from newsdigest.summarizers import Length, choose
from newsdigest.words import content_stems, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsdigest.annotate.names import Name
    from newsdigest.annotate.speech import Statement
    from newsdigest.document import Document, Sentence
    from newsdigest.summarizers import Summarizer

ROUGE = ("rouge1", "rouge2", "rougeL")
_RESAMPLES = 10_000
_SEED = 12345
_TOKEN = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Example:
    """A German article and the summary that a person wrote of it."""

    article: Article
    reference: str


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured on one summary.

    Attributes:
        rouge1, rouge2, rougeL: F1 against the reference, 0 to 1.
        claims: sentences that give somebody's words.
        detached: those among them whose speaker is named only outside the summary, or nowhere.
        sentences: how many sentences.
        redundancy: share of content stems that an earlier sentence of the summary has said.
        coverage: share of the article's distinct names and numbers that it mentions.
        words: how many words.
        milliseconds: processor time of the choice, the article being read already.
    """

    rouge1: float
    rouge2: float
    rougeL: float  # noqa: N815  # the measure's own name
    claims: int
    detached: int
    sentences: int
    redundancy: float
    coverage: float
    words: int
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean difference of a measure from the baseline, with its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One summariser's figures, means over articles; ROUGE and shares are 0 to 1.

    Attributes:
        summarizer: its name.
        rouge: measure -> mean F1.
        difference: measure -> difference from the baseline; empty for the baseline itself.
        detached: share of all chosen sentences that are claims without their speaker.
        redundancy, coverage, words, milliseconds: as in `Measures`; the time is the median.
    """

    summarizer: str
    rouge: Mapping[str, float]
    difference: Mapping[str, Difference]
    detached: float
    redundancy: float
    coverage: float
    words: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures of all summarisers on one set, with the signature of how they came about."""

    rows: tuple[Row, ...]
    baseline: str
    signature: str

    def to_dict(self) -> dict[str, Any]:
        """The evaluation as plain dicts, lists, strings and numbers."""
        return to_plain(self)

    def to_json(self) -> str:
        """The evaluation as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    def to_markdown(self) -> str:
        """The table in Markdown, the signature below it."""
        head, *body = _cells(self)
        lines = [head, ["---", *["---:"] * (len(head) - 1)], *body]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"{table}\n\n`{self.signature}`\n"

    def to_text(self) -> str:
        """The table in columns, the signature below it."""
        lines = _cells(self)
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        table = "\n".join(
            "  ".join(
                [
                    line[0].ljust(widths[0]),
                    *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True)),
                ]
            )
            for line in lines
        )
        return f"{table}\n\n{self.signature}\n"


FORMATS = {
    "text": Evaluation.to_text,
    "markdown": Evaluation.to_markdown,
    "json": Evaluation.to_json,
}


def _cells(evaluation: Evaluation) -> list[list[str]]:
    head = ["summarizer"]
    for name in ROUGE:
        head += [name.replace("rouge", "R-"), f"Δ {evaluation.baseline}"]
    head += ["detached", "repeated", "names+numbers", "words", "ms"]
    return [head, *(_row_cells(row) for row in evaluation.rows)]


def _row_cells(row: Row) -> list[str]:
    cells = [row.summarizer]
    for name in ROUGE:
        difference = row.difference.get(name)
        cells.append(f"{100 * row.rouge[name]:.2f}")
        cells.append(_difference_cell(difference) if difference else "-")
    return [
        *cells,
        f"{row.detached:.1%}",
        f"{row.redundancy:.1%}",
        f"{row.coverage:.1%}",
        f"{row.words:.1f}",
        f"{row.milliseconds:.2f}",
    ]


def _difference_cell(difference: Difference) -> str:
    mean, low, high = (100 * x for x in (difference.mean, difference.low, difference.high))
    return f"{mean:+.2f} [{low:+.2f}, {high:+.2f}]"


def read_examples(path: str | Path) -> list[Example]:
    """Read articles with reference summaries from JSON lines.

    Each line is an object with the article as `text` (or `body`), the reference
    as `summary` (or `lead`) and, if known, its `title`.

    Raises:
        UnreadableArticleError: the file is not UTF-8, or a line is no such object; the
            message names it.
        OSError: the file cannot be opened.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableArticleError(f"{path} is not UTF-8 (byte {error.start})") from error
    examples = []
    # Not splitlines(): JSON strings may hold the other line separators of Unicode.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            examples.append(_example(line, f"{path}, line {number}"))
    if not examples:
        raise UnreadableArticleError(f"{path} holds no article")
    return examples


def _example(line: str, place: str) -> Example:
    try:
        data = json.loads(line)
        text, reference = data.get("text", data.get("body")), data.get("summary", data.get("lead"))
        title = data.get("title")
    except (ValueError, AttributeError, RecursionError) as error:
        raise UnreadableArticleError(f"{place}: not a JSON object ({error})") from error
    if not (_is_text(text) and _is_text(reference)):
        raise UnreadableArticleError(
            f"{place}: give the article as 'text' and its reference as 'summary', both strings "
            "that are not empty"
        )
    if not (title is None or isinstance(title, str)):
        raise UnreadableArticleError(f"{place}: 'title' is no string")
    return Example(Article(text, title=title), reference)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def evaluate(
    examples: Sequence[Example],
    summarizers: Sequence[Summarizer],
    *,
    baseline: str = "lead",
    length: Length | None = None,
    stemmed: bool = False,
    data: str = "",
) -> Evaluation:
    """Measure summarisers on the same articles.

    Args:
        examples: articles with their reference summaries.
        summarizers: what is measured, in the order of the table.
        baseline: name of the one that the others are compared with.
        length: of each summary; three sentences by default.
        stemmed: whether ROUGE compares German Snowball stems instead of words.
        data: name of the set, for the signature.

    Raises:
        InvalidOptionError: the baseline is not among the summarisers, or there is no example.
        MissingExtraError: `rouge-score` is not installed.
    """
    length = length or Length()
    names = [summarizer.name for summarizer in summarizers]
    if baseline not in names:
        raise InvalidOptionError(
            f"baseline={baseline!r}: choose one of those measured: {', '.join(names)}"
        )
    if not examples:
        raise InvalidOptionError("there is no example to measure on")
    subjects = [_subject(example) for example in examples]
    measures = {
        summarizer.name: [_measure(subject, summarizer, length, stemmed) for subject in subjects]
        for summarizer in summarizers
    }
    return Evaluation(
        tuple(_row(name, measures[name], measures[baseline]) for name in measures),
        baseline,
        _signature(examples, length, stemmed=stemmed, data=data),
    )


@dataclass(frozen=True, slots=True)
class _Subject:
    """An example with what all summaries of it are measured against."""

    document: Document
    reference: str
    statements: Mapping[int, Statement]
    facts: Mapping[int, frozenset[str]]  # names and numbers by sentence


def _subject(example: Example) -> _Subject:
    document = read_document(example.article, PunktSplitter())
    names = find_names(document)
    return _Subject(
        document,
        example.reference,
        {statement.sentence: statement for statement in find_speech(document, names)},
        _facts(document, names),
    )


def _facts(document: Document, names: Iterable[Name]) -> dict[int, frozenset[str]]:
    found = {s.index: set(_NUMBER.findall(s.clean)) for s in document.sentences}
    for name in names:
        # "Jens Stoltenberg" and "Stoltenberg" are one; the last word tells them apart best.
        found[name.sentence].add(name.base.rsplit(" ", 1)[-1])
    return {index: frozenset(facts) for index, facts in found.items()}


def _measure(subject: _Subject, summarizer: Summarizer, length: Length, stemmed: bool) -> Measures:
    start = time.process_time()
    ranking = choose(summarizer, subject.document, length)
    milliseconds = 1000 * (time.process_time() - start)
    chosen = [subject.document.sentences[position] for position in ranking.positions]
    summary = " ".join(sentence.clean for sentence in chosen)
    scores = rouge(subject.reference, summary, stemmed=stemmed)
    claims = [subject.statements[s.index] for s in chosen if s.index in subject.statements]
    return Measures(
        **scores,
        claims=len(claims),
        detached=sum(is_detached(claim, ranking.positions) for claim in claims),
        sentences=len(chosen),
        redundancy=_redundancy(chosen),
        coverage=_coverage(subject.facts, ranking.positions),
        words=len(_TOKEN.findall(summary)),
        milliseconds=milliseconds,
    )


def _redundancy(sentences: Sequence[Sentence]) -> float:
    said: set[str] = set()
    repeated = total = 0
    for sentence in sentences:
        stems = set(content_stems(sentence.clean))
        repeated += len(stems & said)
        total += len(stems)
        said |= stems
    return repeated / total if total else 0.0


def _coverage(facts: Mapping[int, frozenset[str]], positions: Sequence[int]) -> float:
    everything = frozenset[str]().union(*facts.values())
    told = frozenset[str]().union(*(facts[position] for position in positions))
    return len(told) / len(everything) if everything else 1.0


def _row(name: str, measures: Sequence[Measures], baseline: Sequence[Measures]) -> Row:
    from statistics import fmean, median

    def column(of: Sequence[Measures], field: str) -> list[float]:
        return [getattr(measure, field) for measure in of]

    difference = {
        field: bootstrap(
            [a - b for a, b in zip(column(measures, field), column(baseline, field), strict=True)]
        )
        for field in ROUGE
        if measures is not baseline
    }
    sentences = sum(measure.sentences for measure in measures)
    return Row(
        name,
        {field: fmean(column(measures, field)) for field in ROUGE},
        difference,
        sum(measure.detached for measure in measures) / max(1, sentences),
        fmean(column(measures, "redundancy")),
        fmean(column(measures, "coverage")),
        fmean(column(measures, "words")),
        median(column(measures, "milliseconds")),
    )


def bootstrap(differences: Sequence[float]) -> Difference:
    """Mean of paired differences and its 95 % percentile interval, from 10,000 resamples."""
    import numpy as np

    values = np.asarray(differences)
    random = np.random.default_rng(_SEED)
    # Resampling row by row keeps the memory at one row for any number of articles.
    means = [values[random.integers(0, len(values), len(values))].mean() for _ in range(_RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return Difference(float(values.mean()), float(low), float(high))


def rouge(reference: str, summary: str, *, stemmed: bool = False) -> dict[str, float]:
    """F1 of ROUGE-1, -2 and -L, 0 to 1, of German words or their Snowball stems.

    >>> rouge("Das Präsidium tagt", "Das Präsidium schweigt")["rouge1"]
    0.6666666666666666

    Raises:
        MissingExtraError: `rouge-score` is not installed.
    """
    scores = _scorer(stemmed).score(reference, summary)
    return {name: scores[name].fmeasure for name in ROUGE}


class _Tokenizer:
    """Words in lower case, umlauts kept; the German stem of each, where asked for."""

    def __init__(self, *, stemmed: bool) -> None:
        self._stemmed = stemmed

    def tokenize(self, text: str) -> list[str]:
        tokens = [token.lower() for token in _TOKEN.findall(text)]
        return [stem(token) for token in tokens] if self._stemmed else tokens


@lru_cache(maxsize=2)
def _scorer(stemmed: bool) -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError as error:
        raise MissingExtraError(
            "evaluation needs rouge-score; install it with: pip install 'newsdigest[eval]'"
        ) from error
    return RougeScorer(list(ROUGE), tokenizer=_Tokenizer(stemmed=stemmed))


def _signature(examples: Sequence[Example], length: Length, *, stemmed: bool, data: str) -> str:
    """What makes the figures reproducible, in sacrebleu's manner."""
    from importlib.metadata import version

    digest = hashlib.sha256()
    for example in examples:
        digest.update(f"{example.article.text}\0{example.reference}\0".encode())
    parts = {
        "data": data or "unnamed",
        "articles": len(examples),
        "sha256": digest.hexdigest()[:12],
        "sentences": length.sentences,
        "words": length.max_words,
        "characters": length.max_characters,
        "metric": "ROUGE-F1",
        "tok": "word-umlaut",
        "stem": "german" if stemmed else "no",
        "bs": _RESAMPLES,
        "seed": _SEED,
        "rouge-score": version("rouge-score"),
        "newsdigest": version("newsdigest"),
    }
    return "|".join(f"{key}:{value}" for key, value in parts.items() if value is not None)
