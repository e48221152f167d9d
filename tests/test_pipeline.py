"""Many articles at once: in order, in one batch, in bounded memory, each failure its own."""

from __future__ import annotations

import re
import threading
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks.fidelity import load

import newsdigest
from newsdigest import (
    Article,
    Digest,
    Digester,
    EmptyArticleError,
    Failure,
    InvalidOptionError,
    ModelNotFoundError,
    TranslationError,
    WrongLanguageError,
)
from newsdigest.fidelity import translate_checked
from newsdigest.models import embedded_model
from newsdigest.testing import FakeTranslator
from newsdigest.translators import CTranslate2Translator, Hypothesis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PACKAGE = Path(newsdigest.__file__).parent
ENGLISH = "The parliament has passed a new law that will lower the emissions by 2030."


def text(number: int) -> str:
    return f"Der Landtag hat am Dienstag das Gesetz Nummer {number} beschlossen. Es gilt sofort."


def test_digests_come_in_the_order_of_the_articles() -> None:
    digester = Digester(translator=FakeTranslator())
    digests = digester.digest_many(map(text, range(50)), sentences=1, batch_size=4, workers=3)
    assert [f"Nummer {n} " in d.key_points[0].source for n, d in enumerate(digests)] == [True] * 50


def test_a_stream_gives_what_articles_alone_give(digester: Digester, seed_text: str) -> None:
    paragraphs = seed_text.split("\n\n")
    articles = ["\n\n".join(paragraphs[:n]) for n in range(2, len(paragraphs) + 1)]
    assert list(digester.digest_many(articles)) == [digester.digest(a) for a in articles]


def test_a_sentence_is_the_same_bit_for_bit_alone_and_in_any_batch(seed_text: str) -> None:
    translator = CTranslate2Translator(embedded_model(), cache_size=0)
    sources = [s.source for s in Digester(translator=translator).translate(seed_text).sentences]
    together = translator.translate(sources)
    assert [translator.translate([source])[0] for source in sources] == together
    assert translator.translate(sources[::-1])[::-1] == together


def test_a_repaired_sentence_is_the_same_bit_for_bit_alone_and_in_a_batch() -> None:
    translator = CTranslate2Translator(embedded_model(), cache_size=0)
    sources = [german for german, _ in load("fresh_5")]
    together = translate_checked(translator, sources)
    assert [translate_checked(translator, [source])[0] for source in sources] == together
    first_pass = [hypothesis.text for hypothesis in translator.translate(sources)]
    assert [one.text for one in together] != first_pass, "nothing was repaired: nothing is tested"


def test_the_sentences_of_a_batch_of_articles_are_translated_in_one_call() -> None:
    translator = FakeTranslator()
    list(Digester(translator=translator).digest_many(map(text, range(6)), batch_size=3, workers=1))
    assert len(translator.calls) == 2
    assert [sum("beschlossen." in sentence for sentence in call) for call in translator.calls] == [
        3,
        3,
    ]


def test_no_more_articles_are_read_than_the_batches_under_way_hold() -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        for read in count(1):
            yield text(read)

    digests = Digester(translator=FakeTranslator()).digest_many(endless(), batch_size=5, workers=2)
    for number in range(1, 200):
        next(digests)
        assert read <= number + 5 * 3


def test_closing_the_stream_ends_its_threads() -> None:
    before = set(threading.enumerate())
    digests = Digester(translator=FakeTranslator()).digest_many(map(text, count()))
    assert len(list(islice(digests, 3))) == 3
    digests.close()  # type: ignore[attr-defined]
    assert set(threading.enumerate()) <= before


def test_record_gives_a_failure_in_the_place_of_its_article() -> None:
    articles = [text(0), Article("", source="empty.txt"), text(2), ENGLISH, text(4)]
    results = list(
        Digester(translator=FakeTranslator()).digest_many(articles, on_error="record", batch_size=2)
    )
    assert [type(r) for r in results] == [Digest, Failure, Digest, Failure, Digest]
    empty, english = (r for r in results if isinstance(r, Failure))
    assert (empty.index, empty.source, type(empty.error)) == (1, "empty.txt", EmptyArticleError)
    assert (english.index, english.source, type(english.error)) == (3, None, WrongLanguageError)


def test_raise_gives_the_digests_before_the_article_that_fails() -> None:
    digests = Digester(translator=FakeTranslator()).digest_many([text(0), text(1), "", text(3)])
    assert len(list(islice(digests, 2))) == 2
    with pytest.raises(EmptyArticleError):
        next(digests)


class _Choking(FakeTranslator):
    """Fails on a batch that holds a certain sentence."""

    def translate(self, sentences: Sequence[str]) -> list[Hypothesis]:
        if any("Nummer 3 " in sentence for sentence in sentences):
            raise TranslationError("the engine failed")
        return super().translate(sentences)


def test_an_article_that_the_engine_chokes_on_does_not_take_its_batch_along() -> None:
    results = list(
        Digester(translator=_Choking()).digest_many(map(text, range(8)), on_error="record")
    )
    failed = [r for r in results if isinstance(r, Failure)]
    assert [(f.index, type(f.error)) for f in failed] == [(3, TranslationError)]
    assert len(results) == 8


def test_what_is_no_article_is_a_failure_of_its_own() -> None:
    articles: list[str] = [text(0), None, text(2)]  # type: ignore[list-item]
    results = list(Digester(translator=FakeTranslator()).digest_many(articles, on_error="record"))
    assert isinstance(results[1], Failure)
    assert isinstance(results[1].error, InvalidOptionError)


def test_a_missing_model_ends_the_stream_at_once() -> None:
    digester = Digester(model="no/such/model")
    with pytest.raises(ModelNotFoundError):
        list(digester.digest_many([text(0)], on_error="record"))


@pytest.mark.parametrize(
    "options",
    [
        {"batch_size": 0},
        {"workers": 0},
        {"on_error": "ignore"},
        {"sentences": 0},
        {"translate": "x"},
    ],
)
def test_an_option_out_of_range_is_refused_before_an_article_is_read(options: dict) -> None:
    articles = iter([text(0)])
    with pytest.raises(InvalidOptionError):
        Digester(translator=FakeTranslator()).digest_many(articles, **options)
    assert next(articles) == text(0)


def test_an_article_error_in_the_input_itself_is_passed_on() -> None:
    def broken() -> Iterator[str]:
        yield text(0)
        raise OSError("disk gone")

    with pytest.raises(OSError, match="disk gone"):
        list(Digester(translator=FakeTranslator()).digest_many(broken(), on_error="record"))


def test_threads_share_a_digester(digester: Digester, seed_text: str) -> None:
    expected = digester.digest(seed_text)
    digests: list[Digest] = []
    threads = [
        threading.Thread(target=lambda: digests.append(digester.digest(seed_text)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert digests == [expected] * 8


class TestCache:
    def test_an_equal_sentence_is_decoded_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        translator = CTranslate2Translator(embedded_model())
        decoded: list[str] = []
        decode = translator._decoded
        monkeypatch.setattr(translator, "_decoded", lambda new: decoded.extend(new) or decode(new))
        first = translator.translate(["Guten Tag.", "Es regnet.", "Guten Tag."])
        assert first[0] == first[2]
        assert translator.translate(["Es regnet."]) == first[1:2]
        assert decoded == ["Guten Tag.", "Es regnet."]

    def test_it_is_bounded_and_forgets_the_least_recently_used(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        translator = CTranslate2Translator(embedded_model(), cache_size=2)
        decoded: list[str] = []
        monkeypatch.setattr(
            translator,
            "_decoded",
            lambda new: decoded.extend(new) or [Hypothesis(s) for s in new],
        )
        for sentence in ("a", "b", "a", "c", "a", "b"):
            translator.translate([sentence])
        assert decoded == ["a", "b", "c", "b"]
        assert len(translator._recent._entries) == 2

    def test_every_memory_of_the_package_is_full_within_some_thousand_articles(self) -> None:
        sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
        sizes = [
            int(n) for text in sources for n in re.findall(r"lru_cache\(maxsize=(\w+)\)", text)
        ]
        assert 0 < max(sizes) <= 4096
        assert not any(
            re.search(r"@(?:functools\.)?(?:cache\b|lru_cache\b(?!\())", text) for text in sources
        )
