"""Bad input: nothing but a `NewsdigestError`, exact places, linear time, safe output."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdigest import (
    Article,
    Digest,
    Digester,
    InvalidDigestError,
    InvalidModelError,
    InvalidOptionError,
    NewsdigestError,
)
from newsdigest.annotate import annotate
from newsdigest.document import read_document
from newsdigest.fidelity import check
from newsdigest.models import read_package
from newsdigest.splitters import PunktSplitter
from newsdigest.summarizers import SUMMARIZERS
from newsdigest.testing import FakeTranslator, sample_article
from tests.conftest import ROOT
from tests.growth import SHAPES, growth
from tests.wild import (
    PIECES,
    WildTranslator,
    assert_digest_holds,
    assert_places_are_exact,
    digest_wild,
    smallest_package,
)

if TYPE_CHECKING:
    from pathlib import Path

# Characters of every kind, lone surrogates too, between pieces of news and of noise.
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=25).map("".join)
LINES = TEXTS.map(lambda text: " ".join(text.split()))
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=10,
)
relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck))


# Any text


@relaxed
@given(TEXTS, st.none() | TEXTS, st.none() | TEXTS, st.booleans())
def test_any_article_gives_a_digest_that_holds_or_a_newsdigest_error(
    text: str, title: str | None, source: str | None, wild: bool
) -> None:
    translator = WildTranslator() if wild else FakeTranslator()
    article = Article(text, title=title, source=source)
    try:
        digest = Digester(translator=translator).digest(
            article, translate="all", check_language=False
        )
    except NewsdigestError:
        return
    assert_digest_holds(digest, article)


@relaxed
@given(TEXTS)
def test_the_language_of_any_text_can_be_judged(text: str) -> None:
    with suppress(NewsdigestError):
        assert Digester(translator=FakeTranslator()).digest(text).language == "de"


@pytest.mark.parametrize("summarizer", SUMMARIZERS)
@settings(relaxed, max_examples=10)
@given(text=TEXTS, sentences=st.integers(1, 9))
def test_every_summarizer_takes_any_text(summarizer: str, text: str, sentences: int) -> None:
    digester = Digester(translator=FakeTranslator(), summarizer=summarizer)
    try:
        digest = digester.digest(text, sentences=sentences, check_language=False)
    except NewsdigestError:
        return
    positions = [point.sentence for point in digest.key_points]
    assert positions == sorted(set(positions))
    assert len(positions) <= sentences


@relaxed
@given(LINES)
def test_the_splitter_gives_spans_in_order_apart_and_not_blank(text: str) -> None:
    last = 0
    for start, end in PunktSplitter().split(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


@relaxed
@given(TEXTS, st.sampled_from([None, "2022", "2022-02", "2022-02-15"]))
def test_what_the_annotators_find_lies_in_its_sentence(text: str, date: str | None) -> None:
    document = read_document(Article(text, date=date), PunktSplitter())
    assert_places_are_exact(document)
    found = annotate(document)
    for place in (*found.names, *found.numbers, *found.dates):
        assert 0 <= place.start < place.end <= len(document.sentences[place.sentence].clean)
    for quotation in found.quotations:
        assert 0 <= quotation.start < quotation.end <= len(document.clean.text)


@relaxed
@given(LINES, LINES, st.none() | st.floats(allow_nan=False))
def test_any_translation_can_be_checked(source: str, target: str, score: float | None) -> None:
    assert all(flag.code and flag.message for flag in check(source, target, score=score))


def test_half_a_surrogate_pair_is_one_character_and_can_be_written() -> None:
    text = "Der \ud800Kanzler ist am Dienstag nach Moskau gereist."
    article = Article(text, title="\udfff", source="\udc80.txt")
    digest = Digester(translator=FakeTranslator()).digest(article)
    assert digest.key_points[0].source == text.replace("\ud800", "\ufffd")
    assert digest.key_points[0].end == len(text)
    for form in (digest.to_json(), digest.to_html(), digest.to_markdown(), digest.to_text()):
        form.encode("utf-8")


@pytest.mark.parametrize(
    "fields",
    [{"text": None}, {"text": b"Es regnet."}, {"text": "Es regnet.", "title": 5},
     {"text": "Es regnet.", "date": "gestern"}, {"text": "Es regnet.", "date": "2022-02-31"},
     {"text": "Es regnet.", "date": "15.02.2022"}, {"text": "Es regnet.", "date": "9999-12-31"}],
)  # fmt: skip
def test_what_is_no_article_is_refused_where_it_is_made(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidOptionError):
        Article(**fields)


def test_a_time_of_day_behind_the_date_is_dropped() -> None:
    assert Article("Es regnet.", date="2022-02-15T10:00:00Z").date == "2022-02-15"


@pytest.mark.parametrize("year", ["0000", "0001", "1499", "9999"])
def test_a_date_line_of_no_newspaper_is_text(year: str) -> None:
    digest = Digester(translator=FakeTranslator()).digest(
        f"Datum: {year}-12-31\n\nDer Rat hat gestern zugestimmt.", check_language=False
    )
    assert digest.date is None


# Size


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Der Rat stimmte zu.\n\n" * 5_000, id="5,000 paragraphs"),
        pytest.param("x" * 1_000_000, id="1 MB without a space"),
        pytest.param("„" * 50_000 + "Ja" + "“" * 50_000, id="50,000 deep"),
        pytest.param("e" + "\u0301" * 100_000 + " Der Rat stimmte zu.", id="100,000 accents"),
    ],
)
def test_a_huge_text_is_one_text_among_others(text: str) -> None:
    article = Article(text)
    digest = Digester(translator=FakeTranslator()).digest(article, check_language=False)
    assert_digest_holds(digest, article)


def test_a_huge_title_is_translated_up_to_a_sentences_length() -> None:
    article = Article("Der Rat stimmte am Dienstag zu.", title="Rat " * 50_000)
    digest = Digester(translator=FakeTranslator()).digest(article)
    assert digest.title is not None
    assert len(digest.title.text) < 5_000


def test_a_sentence_without_an_end_is_read_in_pieces_that_leave_nothing_out() -> None:
    text = "Rat und Kreis und Land " * 1_000
    sentences = read_document(Article(text), PunktSplitter()).sentences
    assert max(len(sentence.text) for sentence in sentences) <= 2_000
    assert " ".join(sentence.text for sentence in sentences) == text.strip()


# Linear is 4; the square would be 16. What starts small may grow by a little more.
_MOST_GROWTH = 8.0


@pytest.mark.parametrize("shape", SHAPES)
def test_time_is_linear_in_length(shape: str) -> None:
    short, long = growth(shape, length=3_000)
    assert long < _MOST_GROWTH * max(short, 0.01)


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
def test_time_is_linear_in_length_of_very_long_texts_too(shape: str) -> None:
    short, long = growth(shape, length=100_000)
    assert long < _MOST_GROWTH * max(short, 0.05)


# Wild articles by number


def test_wild_articles_give_digests_that_hold() -> None:
    digested, refused = digest_wild(200)
    assert digested > 150
    assert digested + refused == 200


@pytest.mark.long
def test_a_hundred_thousand_wild_articles_give_digests_that_hold() -> None:
    """`python -m benchmarks.reliability wild` prints the count and the time."""
    assert sum(digest_wild(100_000)) == 100_000


# Digests read back


@relaxed
@given(ANY_JSON)
def test_any_json_is_a_digest_or_an_invalid_digest_error(data: Any) -> None:
    with pytest.raises(InvalidDigestError):
        Digest.from_dict(data)


@relaxed
@given(st.binary(max_size=60) | st.text(max_size=60))
def test_any_string_is_a_digest_or_an_invalid_digest_error(text: str | bytes) -> None:
    with pytest.raises(InvalidDigestError):
        Digest.from_json(text)


@relaxed
@given(st.data())
def test_a_digest_with_one_part_changed_is_read_or_refused(data: st.DataObject) -> None:
    plain = copy.deepcopy(_PLAIN)
    node: Any = plain
    while isinstance(node, (dict, list)) and node:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(node[key], (dict, list)) or data.draw(st.booleans()):
            node[key] = data.draw(ANY_JSON)
            break
        node = node[key]
    with suppress(InvalidDigestError):
        assert Digest.from_dict(plain).to_dict()


def test_json_a_thousand_levels_deep_is_refused() -> None:
    with pytest.raises(InvalidDigestError):
        Digest.from_json("[" * 100_000)


# Packages


_PACKAGE = smallest_package()
_PLAIN = json.loads(
    Digester(translator=FakeTranslator()).digest(sample_article(), translate="all").to_json()
)


@settings(relaxed, max_examples=300)
@given(
    st.lists(st.tuples(st.integers(0, len(_PACKAGE) - 1), st.integers(0, 255)), max_size=8),
    st.integers(0, len(_PACKAGE)),
)
def test_a_package_with_bytes_changed_or_cut_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], end: int
) -> None:
    data = bytearray(_PACKAGE)
    for place, value in changes:
        data[place] = value
    path = tmp_path_factory.getbasetemp() / "changed.argosmodel"
    path.write_bytes(data[:end] if len(changes) % 2 else data)
    with suppress(InvalidModelError):
        assert read_package(path).id.startswith("de_en-")


@relaxed
@given(st.binary(max_size=500))
def test_any_file_is_a_package_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "any.argosmodel"
    path.write_bytes(data)
    with pytest.raises(InvalidModelError):
        read_package(path)


# Guided by coverage


@pytest.mark.long
@pytest.mark.parametrize("target", ["article", "splitter", "annotators", "package", "digest"])
def test_a_fuzzer_that_follows_the_code_finds_nothing(target: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed: newsdigest[fuzz], on Linux")
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", target, "-atheris_runs=2000", "-seed=2"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
