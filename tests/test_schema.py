"""The JSON Schema ships with the package, follows the dataclasses, and holds for every digest."""

import json
from pathlib import Path

import pytest

from newsdigest import Article, Digest, Digester
from newsdigest.result import SCHEMA_VERSION
from newsdigest.schema import make_schema, packaged_schema
from newsdigest.testing import FakeTranslator, sample_article

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")


@pytest.fixture(scope="module")
def validator():
    schema = packaged_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_packaged_schema_is_made_from_the_dataclasses() -> None:
    """After a change: python -m newsdigest.schema > src/newsdigest/data/digest.schema.json."""
    assert packaged_schema() == json.loads(json.dumps(make_schema()))


ARTICLES = [
    sample_article(),
    Article("Es regnet heute in Wien."),
    Article("Nur ein Titel ohne Satzzeichen", title='Mit "Zeichen" & <b>'),
    Article("„Nein“, sagte er am Montag.\n\nSie habe 1,5 Millionen Euro, hieß es.", date="2024"),
    Article(" ".join(f"Am {day}. März kamen {day * 7} Gäste nach Bonn." for day in range(1, 29))),
]


@pytest.mark.parametrize("translate", ["key_points", "all"])
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.text[:20])
def test_digests_validate(validator, article: Article, translate: str) -> None:
    digester = Digester(translator=FakeTranslator(), glossary={"Euro": "euros"})
    digest = digester.digest(article, translate=translate, check_language=False)
    assert digest.schema_version == SCHEMA_VERSION
    validator.validate(json.loads(digest.to_json()))
    assert Digest.from_json(digest.to_json()) == digest


def test_the_digest_of_the_seed_article_validates(validator, seed_text: str) -> None:
    digest = Digester(translator=FakeTranslator()).digest(seed_text, translate="all")
    validator.validate(json.loads(digest.to_json()))


LEADS = Path(__file__).parents[2] / "shared" / "eval" / "news_leads.jsonl"


@pytest.mark.skipif(not LEADS.exists(), reason=f"no {LEADS}")
def test_the_digests_of_real_articles_validate(validator) -> None:
    digester = Digester(translator=FakeTranslator())
    rows = map(json.loads, LEADS.read_text(encoding="utf-8").splitlines())
    articles = [Article(row["body"], source=row["dateline"]) for row in rows]
    digests = list(digester.digest_many(articles, check_language=False))
    assert len(digests) == len(articles) > 200
    for digest in digests:
        validator.validate(json.loads(digest.to_json()))


@pytest.mark.parametrize(
    "change",
    [{"schema_version": "0"}, {"key_points": None}, {"surplus": 1}, {"stats": {"sentences": "3"}}],
    ids=str,
)
def test_what_is_no_digest_does_not_validate(validator, change: dict[str, object]) -> None:
    digest = Digester(translator=FakeTranslator()).digest(sample_article()).to_dict()
    assert not validator.is_valid(json.loads(json.dumps(digest | change)))
