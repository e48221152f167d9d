"""The main job: the seed article's digest, and what every digest promises."""

import json
import os
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsdigest
from newsdigest import (
    Article,
    Digest,
    Digester,
    EmptyArticleError,
    InvalidDigestError,
    InvalidOptionError,
    NewsdigestError,
    digest,
)
from newsdigest.models import embedded_model
from newsdigest.testing import FakeTranslator, sample_article
from tests.conftest import SEED
from tests.test_article import WILD

GOLDEN = Path(__file__).parent / "golden" / "seed.json"
DOCS_START = Path(__file__).parents[1] / "docs" / "index.md"
README = Path(__file__).parents[1] / "README.md"


def stable(result: Digest) -> dict[str, object]:
    """A digest without what differs between machines: scores in the last digits, the version."""
    rounded = json.loads(
        json.dumps(result.to_dict()), parse_float=lambda number: round(float(number), 2)
    )
    del rounded["made_by"]["newsdigest"]
    return dict(rounded)


def test_the_golden_digest_of_the_seed_article(digester: Digester, seed_text: str) -> None:
    """After a wanted change: UPDATE_GOLDEN=1 make test, and read the difference."""
    found = stable(digester.digest(seed_text))
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", [README, DOCS_START], ids=lambda page: page.name)
def test_the_documentation_shows_the_digest_of_the_seed_article(
    digester: Digester, seed_text: str, page: Path
) -> None:
    text = page.read_text(encoding="utf-8")
    begin, end = "<!-- seed digest: begin -->\n", "<!-- seed digest: end -->"
    before, _, rest = text.partition(begin)
    shown, _, after = rest.partition(end)
    printed = f"```text\n{digester.digest(seed_text).to_text().rstrip()}\n```\n"
    if os.environ.get("UPDATE_GOLDEN"):
        page.write_text(f"{before}{begin}{printed}{end}{after}", encoding="utf-8")
        shown = printed
    assert shown == printed


def test_every_english_sentence_has_its_german_and_its_place(
    digester: Digester, seed_text: str
) -> None:
    result = digester.digest(seed_text, translate="all")
    assert result.translation is not None
    for part in (*result.key_points, *result.translation.sentences):
        assert seed_text[part.start : part.end] == part.source
        assert part.text


def test_made_by_names_the_model_and_its_checksum(digester: Digester, seed_text: str) -> None:
    from hashlib import sha256

    made = digester.digest(seed_text).made_by
    assert made.engine == "ctranslate2"
    assert made.model is not None
    assert made.model.startswith("de_en-")
    assert made.model_sha256 == sha256(embedded_model().read_bytes()).hexdigest()
    assert made.summarizer == "news"


def test_a_digest_goes_through_json_and_back(digester: Digester, seed_text: str) -> None:
    result = digester.digest(seed_text, translate="all")
    assert Digest.from_json(result.to_json()) == result
    assert Digest.from_dict(result.to_dict()) == result


@pytest.mark.parametrize("broken", ["{}", "[]", "nonsense", '{"title": 3}', "null", "[" * 100_000])
def test_what_is_no_digest_is_refused(broken: str) -> None:
    with pytest.raises(InvalidDigestError):
        Digest.from_json(broken)


def test_results_are_frozen(digester: Digester, seed_text: str) -> None:
    result = digester.digest(seed_text)
    with pytest.raises(FrozenInstanceError):
        result.date = "2023"  # type: ignore[misc]


def test_translate_aligns_a_whole_text(digester: Digester) -> None:
    text = "Der Kreml schweigt.\n\nKiew zweifelt daran. Der Westen wartet ab."
    translation = digester.translate(text)
    assert [s.source for s in translation.sentences] == [
        "Der Kreml schweigt.",
        "Kiew zweifelt daran.",
        "Der Westen wartet ab.",
    ]
    assert translation.text.count("\n\n") == 1


def test_soft_line_breaks_do_not_reach_the_translator() -> None:
    fake = FakeTranslator()
    Digester(translator=fake).digest(
        "Der Kreml hat gestern\nlange ge\u00adschwiegen. Kiew\u00a0nicht."
    )
    assert "Der Kreml hat gestern lange geschwiegen." in fake.calls[0]


def test_only_what_was_chosen_is_translated(seed_text: str) -> None:
    fake = FakeTranslator()
    result = Digester(translator=fake).digest(seed_text, sentences=2)
    assert {p.source for p in result.key_points} <= set(fake.calls[0])
    assert result.stats.sentences > result.stats.translated == 2


def test_more_key_points_than_sentences_is_a_warning(digester: Digester) -> None:
    result = digester.digest(
        "Der Kreml hat heute geschwiegen. Kiew hat das nicht getan.", sentences=9
    )
    assert len(result.key_points) == 2
    assert [notice.code for notice in result.warnings] == ["short"]


def test_only_headings_is_a_warning() -> None:
    result = Digester(translator=FakeTranslator()).digest(
        "Kreml zieht Truppen ab\n\nKiew zweifelt noch"
    )
    assert "headings" in [notice.code for notice in result.warnings]


def test_one_word_is_digested_with_a_warning() -> None:
    result = Digester(translator=FakeTranslator()).digest("Truppenabzug")
    assert result.key_points[0].source == "Truppenabzug"
    assert result.warnings


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff", "date 2022-02", "...", "\u00ad\u200b"])
def test_an_empty_article(text: str) -> None:
    with pytest.raises(EmptyArticleError):
        Digester(translator=FakeTranslator()).digest(text)


@pytest.mark.parametrize(
    "options",
    [{"sentences": 0}, {"sentences": -1}, {"sentences": 2.5}, {"sentences": True},
     {"translate": "some"}, {"summarizer": "best"}],
)  # fmt: skip
def test_a_wrong_option_is_named(seed_text: str, options: dict[str, object]) -> None:
    with pytest.raises(InvalidOptionError, match=next(iter(options))):
        Digester(translator=FakeTranslator()).digest(seed_text, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("article", [None, 3, b"bytes", Path("file.txt")])
def test_what_is_no_article_is_refused(article: object) -> None:
    with pytest.raises(InvalidOptionError, match="from_file"):
        digest(article)  # type: ignore[arg-type]


def test_a_translator_or_a_model_not_both() -> None:
    with pytest.raises(InvalidOptionError):
        Digester(translator=FakeTranslator(), model="x.argosmodel")


def test_a_megabyte_without_a_full_stop() -> None:
    words = "Der Kreml und die Regierung in Kiew schweigen weiter zu allen Fragen der Presse "
    result = Digester(translator=FakeTranslator()).digest(words * (1_000_000 // len(words)))
    assert result.stats.characters > 900_000


def test_a_title_given_by_the_caller_is_translated(digester: Digester) -> None:
    result = digester.digest(sample_article())
    assert result.title is not None
    assert result.title.source == "Parlament beschließt Klimagesetz"
    assert "parliament" in result.title.text.lower()


def test_digest_many_keeps_the_order(digester: Digester) -> None:
    articles = [sample_article(), Article("Der Kreml schweigt weiter zu allem.", source="b")]
    assert [d.source for d in digester.digest_many(articles)] == ["sample", "b"]


def test_a_digest_is_the_same_in_every_process() -> None:
    def made(seed: str) -> bytes:
        """The digest where sets and dicts hash by `seed`."""
        return subprocess.run(
            [sys.executable, "-m", "newsdigest", "--format", "json", "--full", str(SEED)],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout  # fmt: skip

    assert made("1") == made("4")


@pytest.mark.parametrize("one", ["Der Rat stimmt zu.", sample_article()])
def test_one_article_given_as_many_is_refused(digester: Digester, one: str | Article) -> None:
    with pytest.raises(InvalidOptionError, match="give several, or call digest"):
        digester.digest_many(one)


def test_the_digester_closes_and_opens_again(seed_text: str) -> None:
    with Digester(model=embedded_model()) as digester:
        first = digester.digest(seed_text, sentences=1)
    assert digester.digest(seed_text, sentences=1) == first


def test_the_function_is_the_default_digester(
    seed_text: str, monkeypatch, digester: Digester
) -> None:
    monkeypatch.setattr(newsdigest, "_default_digester", lambda: digester)
    assert digest(seed_text, sentences=1) == digester.digest(seed_text, sentences=1)


@settings(max_examples=50, deadline=None)
@given(WILD, st.integers(1, 5))
def test_any_text_gives_a_digest_or_our_own_error(raw: str, sentences: int) -> None:
    try:
        result = Digester(translator=FakeTranslator()).digest(
            raw, sentences=sentences, translate="all", check_language=False
        )
    except NewsdigestError:
        return
    text = Article(raw).text  # without half surrogate pairs
    assert all(text[p.start : p.end] == p.source for p in result.key_points)
    assert Digest.from_json(result.to_json()) == result
    assert result.to_text()
    assert result.to_markdown()
