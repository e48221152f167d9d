"""Evidence against annotations made by hand: `python -m benchmarks --only evidence`.

`data/evidence.jsonl` holds articles in our own words, in the style of different
newsrooms and sections, annotated by reading. The rules were tuned on those of
split "dev"; those of split "test" were written and annotated before.
Each claim says whether its sentence names the speaker ("yes"), has a pronoun
for him ("pronoun") or neither ("no"); what may be read either way is "optional"
and counts for nothing.
"""

from __future__ import annotations

import json
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.articles import articles, long_article

from newsdigest import Article, Digester
from newsdigest.annotate import annotate
from newsdigest.document import read_document
from newsdigest.evidence import Evidence, phrases
from newsdigest.fidelity import translate_checked
from newsdigest.models import embedded_model
from newsdigest.splitters import PunktSplitter
from newsdigest.testing import FakeTranslator
from newsdigest.translators import CTranslate2Translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsdigest import Attribution, Digest
    from newsdigest.annotate import Annotations
    from newsdigest.document import Document

DATA = Path(__file__).parent / "data" / "evidence.jsonl"
SPLITS = ("dev", "test")
METHODS = ("news", "lead", "lexrank")  # newsdigest's own, Lead-3, sumy's LexRank


class Tally:
    """True positives, what was found, and what there is."""

    def __init__(self) -> None:
        self.right = self.found = self.there = 0

    def add(self, right: int, found: int, there: int) -> None:
        """Count one article."""
        self.right += right
        self.found += found
        self.there += there

    def figures(self) -> dict[str, float | int]:
        """Precision and recall, and how many there are."""
        return {
            "precision": round(self.right / self.found, 3) if self.found else 1.0,
            "recall": round(self.right / self.there, 3) if self.there else 1.0,
            "annotated": self.there,
        }


def run() -> dict[str, Any]:
    """Everything, for each split apart."""
    return {
        "accuracy": {split: accuracy(load(split)) for split in SPLITS},
        "detached": {split: detached(load(split)) for split in SPLITS},
        "milliseconds": milliseconds(),
    }


def load(split: str) -> list[dict[str, Any]]:
    """The annotated articles of a split."""
    rows = map(json.loads, DATA.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["split"] == split]


def read(row: dict[str, Any]) -> Document:
    """The document of an annotated article."""
    return read_document(_article(row), PunktSplitter())


def _article(row: dict[str, Any]) -> Article:
    return Article(row["text"], title=row["title"], date=row["date"])


# --- what is found, and with which speaker ---


def accuracy(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, float | int]]:
    """Precision and recall by kind of evidence."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for row in rows:
        document = read(row)
        found = annotate(document)
        for kind, counts in _counts(row, document, found):
            tallies[kind].add(*counts)
    return {kind: tally.figures() for kind, tally in sorted(tallies.items())}


def _counts(
    row: dict[str, Any], document: Document, found: Annotations
) -> Iterator[tuple[str, tuple[int, int, int]]]:
    yield from _claim_counts(row, document, found)
    quotes = {(q["start"], q["end"]): q["speakers"] for q in row["quotes"]}
    spans = {document.clean.raw_span(q.start, q.end): q for q in found.quotations}
    yield "quotes", (len(quotes.keys() & spans.keys()), len(spans), len(quotes))
    right = sum(
        span in quotes and _is_meant(q.speaker.name, quotes[span])
        for span, q in spans.items() if q.speaker
    )  # fmt: skip
    named = sum(q.speaker is not None for q in spans.values())
    yield "speakers of quotes", (right, named, len(quotes))
    for kind in ("person", "organisation", "place"):
        there = {(n["start"], n["end"]) for n in row["names"] if n["kind"] == kind}
        here = {
            document.span(document.sentences[n.sentence], n.start, n.end)
            for n in found.names if n.kind == kind
        }  # fmt: skip
        yield f"names: {kind}s", (len(there & here), len(here), len(there))
    for kind, wanted, given in (
        ("numbers", row["numbers"], found.numbers),
        ("dates", row["dates"], found.dates),
    ):
        values = [
            (*document.span(document.sentences[f.sentence], f.start, f.end), _value(f))
            for f in given
        ]
        hits = sum(
            any(_overlap(w, start, end) and _equal(w, value) for start, end, value in values)
            for w in wanted
        )
        yield kind, (hits, len(values), len(wanted))


def _claim_counts(
    row: dict[str, Any], document: Document, found: Annotations
) -> Iterator[tuple[str, tuple[int, int, int]]]:
    claims = [(claim, _sentence(document, claim)) for claim in row["claims"]]
    optional = {number for claim, number in claims if claim["named"] == "optional"}
    there = {number: claim for claim, number in claims if number not in optional}
    here = {s.sentence: s for s in found.statements if s.sentence not in optional}
    yield "claims", (len(there.keys() & here.keys()), len(here), len(there))
    named = {number: s.speaker.name for number, s in here.items() if s.speaker}
    right = sum(
        number in there and _is_meant(name, there[number]["speakers"])
        for number, name in named.items()
    )
    yield "speakers", (right, len(named), len(there))
    far = {number for number, claim in there.items() if claim["named"] != "yes"}
    right = sum(
        number in named and _is_meant(named[number], there[number]["speakers"]) for number in far
    )
    yield "speakers in another sentence", (right, len(far & named.keys()), len(far))


def _sentence(document: Document, claim: dict[str, Any]) -> int:
    middle = (claim["start"] + claim["end"]) // 2
    return next(s.index for s in document.sentences if s.start <= middle < s.end)


def _is_meant(name: str, speakers: Iterable[str]) -> bool:
    return any(speaker in name for speaker in speakers)


def _overlap(wanted: dict[str, Any], start: int, end: int) -> bool:
    return bool(wanted["start"] < end and start < wanted["end"])


def _value(found: Any) -> float | str | None:
    value = getattr(found, "value", None)
    return found.iso if value is None else value


def _equal(wanted: dict[str, Any], value: float | str | None) -> bool:
    if "iso" in wanted:
        return bool(wanted["iso"] == value)
    if isinstance(value, float):
        return ":" not in wanted["value"] and abs(float(wanted["value"]) - value) < 1e-3
    return bool(wanted["value"] == value)


# --- claims without their speaker ---


def detached(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """By method: shares of key points and of three-sentence digests, bare and as newsdigest prints.

    A claim stands alone where its own sentence does not name its speaker, and is
    detached where no chosen sentence does; "guarded" it is neither where the speaker
    stands before it. A wrong name does not help.
    """
    figures = {}
    rows = list(rows)
    for method in METHODS:
        digester = Digester(summarizer=method, translator=FakeTranslator())
        counts: dict[str, int] = defaultdict(int)
        for row in rows:
            digest = digester.digest(_article(row), check_language=False)
            claims = list(_unnamed(row, digest))
            apart = [claim for claim in claims if claim.detached]
            open_ = [claim for claim in apart if not claim.guarded]
            counts["key points"] += len(digest.key_points)
            counts["alone, bare"] += len(claims)
            counts["alone, guarded"] += sum(not claim.guarded for claim in claims)
            counts["detached, bare"] += len(apart)
            counts["detached, guarded"] += len(open_)
            counts["digests with one, bare"] += bool(apart)
            counts["digests with one, guarded"] += bool(open_)
        points = counts.pop("key points")
        figures[method] = {
            name: round(count / (len(rows) if name.startswith("digests") else points), 4)
            for name, count in counts.items()
        }
    return figures


@dataclass(frozen=True, slots=True)
class _Claim:
    """A key point whose sentence does not name its speaker."""

    detached: bool
    guarded: bool


def _unnamed(row: dict[str, Any], digest: Digest) -> Iterator[_Claim]:
    chosen = " ".join(point.source for point in digest.key_points)
    for claim in row["claims"]:
        if claim["named"] not in ("no", "pronoun"):
            continue
        middle = (claim["start"] + claim["end"]) // 2
        for point in digest.key_points:
            if point.start <= middle < point.end:
                yield _Claim(
                    not _is_meant(chosen, claim["speakers"]),
                    _guards(point.attribution, claim["speakers"]),
                )


def _guards(attribution: Attribution | None, speakers: list[str]) -> bool:
    return bool(
        attribution
        and attribution.prefix
        and attribution.source
        and _is_meant(attribution.source, speakers)
    )


# --- time ---


def milliseconds(number: int = 40) -> dict[str, float]:
    """Medians of processor time over made articles, scaled to 20 sentences, each read once."""
    documents = [read_document(long_article(20), PunktSplitter())]
    documents += [read_document(a, PunktSplitter()) for a in islice(articles(9_999), number)]
    annotate(documents[0])  # loads the gazetteer
    annotating, making = [], []
    for document in documents:
        began = time.process_time()
        found = annotate(document)
        needed = phrases(document, found, range(3))
        read_at = time.process_time()
        evidence = Evidence(document, found, dict.fromkeys(needed, "x"))
        parts = (evidence.quotes, evidence.entities, evidence.numbers, evidence.keywords)
        assert parts
        made_at = time.process_time()
        annotating.append(1000 * (read_at - began) * 20 / len(document.sentences))
        making.append(1000 * (made_at - read_at) * 20 / len(document.sentences))
    return {
        "annotations": round(statistics.median(annotating), 1),
        "evidence": round(statistics.median(making), 1),
        "translating its phrases": round(statistics.median(_translating(documents[:12])), 1),
    }


def _translating(documents: Iterable[Document]) -> Iterator[float]:
    """What the speakers, quotations and keywords add to the translation of three sentences."""
    translator = CTranslate2Translator(embedded_model())

    def spent(texts: list[str]) -> float:
        times = []
        for _ in range(3):
            began = time.process_time()
            translate_checked(translator, texts, {})
            times.append(1000 * (time.process_time() - began))
        return min(times)

    for document in documents:
        sentences = [sentence.clean for sentence in document.sentences[:3]]
        needed = phrases(document, annotate(document), range(3))
        yield spent([*sentences, *needed]) - spent(sentences)


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
