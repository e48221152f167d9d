"""Several articles on one story: each point once, with its article, and who else says it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsdigest import (
    Article,
    Digester,
    EmptyArticleError,
    InvalidDigestError,
    InvalidOptionError,
    Story,
    WrongLanguageError,
    digest_story,
)
from newsdigest.cli import command
from newsdigest.schema import make_schema, packaged_schema
from newsdigest.testing import FakeTranslator

MONDAY = Article(
    "In Graz ist am Montagabend eine Brücke über die Mur eingestürzt. "
    "Drei Menschen wurden dabei verletzt, teilte die Polizei mit. "
    "Die Ursache des Unglücks ist noch völlig unklar.",
    date="2024-03-11",
    source="https://morgenblatt.example/graz/1",
)
TUESDAY = Article(
    "Der Einsturz in Graz bringt den Zugverkehr nach Wien durcheinander. "
    "Am Montagabend war in Graz eine Brücke über die Mur eingestürzt. "
    "Fünf Menschen wurden dabei verletzt, teilte die Polizei mit.",
    date="2024-03-12",
    source="https://abendblatt.example/brücke",
)
THURSDAY = Article(
    "Die Staatsanwaltschaft ermittelt gegen zwei Mitarbeiter der Stadt. "
    "Sie sollen einen Bericht über Risse im Beton nicht weitergegeben haben.",
    title="Ermittlungen nach Brückeneinsturz",
    date="2024-03-14",
    source="https://wochenblatt.example/7",
)
ARTICLES = [THURSDAY, MONDAY, TUESDAY]


@pytest.fixture(scope="module")
def story() -> Story:
    return Digester(translator=FakeTranslator()).digest_story(ARTICLES, sentences=9)


def point_of(story: Story, words: str):
    (found,) = [point for point in story.key_points if words in point.point.source]
    return found


def test_every_point_names_its_article_and_its_place_there(story: Story) -> None:
    for told in story.key_points:
        text = ARTICLES[told.article].text
        assert text[told.point.start : told.point.end] == told.point.source


def test_what_two_articles_say_is_told_once_with_the_place_in_the_other(story: Story) -> None:
    (echo,) = point_of(story, "Brücke über die Mur").also_in
    assert ARTICLES[echo.article].text[echo.start : echo.end] == echo.source
    assert echo.source == "Am Montagabend war in Graz eine Brücke über die Mur eingestürzt."


def test_what_only_one_source_says_is_marked(story: Story) -> None:
    assert point_of(story, "Ursache").single_source
    assert not point_of(story, "Brücke über die Mur").single_source


def test_reports_that_differ_in_a_number_are_both_told(story: Story) -> None:
    assert point_of(story, "Drei Menschen").single_source
    assert point_of(story, "Fünf Menschen").single_source


def test_points_follow_the_dates_of_their_articles(story: Story) -> None:
    dates = [ARTICLES[point.article].date for point in story.key_points]
    assert dates == sorted(dates)


def test_points_of_one_article_keep_its_order(story: Story) -> None:
    places = [point.point.start for point in story.key_points if point.article == 1]
    assert places == sorted(places)


def test_articles_without_a_date_come_last_and_a_warning_says_so() -> None:
    undated = Article(MONDAY.text, source="b")
    story = Digester(translator=FakeTranslator()).digest_story([undated, THURSDAY])
    assert story.key_points[0].article == 1
    assert "undated" in [notice.code for notice in story.warnings]


@pytest.mark.parametrize(
    "source", ["https://morgenblatt.example/another/page", MONDAY.source], ids=["host", "same"]
)
def test_the_same_newsroom_twice_is_one_source(source: str) -> None:
    copy = Article(MONDAY.text, date="2024-03-12", source=source)
    story = Digester(translator=FakeTranslator()).digest_story([MONDAY, copy])
    assert all(point.single_source and point.also_in for point in story.key_points)
    assert "one-source" in [notice.code for notice in story.warnings]


def test_what_more_articles_say_comes_before_what_one_says() -> None:
    story = Digester(translator=FakeTranslator()).digest_story(ARTICLES, sentences=1)
    assert "Brücke über die Mur" in story.key_points[0].point.source


def test_a_story_has_at_most_the_points_asked_for() -> None:
    assert len(Digester(translator=FakeTranslator()).digest_story(ARTICLES).key_points) == 5


def test_the_title_is_the_newest_articles_own(story: Story) -> None:
    assert story.title
    assert story.title.source == "Ermittlungen nach Brückeneinsturz"


def test_a_story_without_titles_has_the_oldest_articles_generated_one() -> None:
    story = Digester(translator=FakeTranslator()).digest_story([TUESDAY, MONDAY])
    assert story.title
    assert story.title.generated
    assert story.title == story.articles[1].title


def test_all_articles_are_translated_in_one_batch() -> None:
    fake = FakeTranslator()
    Digester(translator=fake).digest_story(ARTICLES)
    assert len(fake.calls) == 1


def test_only_what_is_told_is_translated() -> None:
    fake = FakeTranslator()
    Digester(translator=fake).digest_story([MONDAY, MONDAY])
    assert fake.calls[0].count("Die Ursache des Unglücks ist noch völlig unklar.") == 1


def test_a_story_of_one_article_is_that_article() -> None:
    story = Digester(translator=FakeTranslator()).digest_story([THURSDAY])
    assert [point.point for point in story.key_points] == list(story.articles[0].key_points)


def test_a_story_goes_through_json_and_back(story: Story) -> None:
    assert Story.from_json(story.to_json()) == story
    assert Story.from_dict(story.to_dict()) == story


def test_what_is_no_story_is_refused(story: Story) -> None:
    with pytest.raises(InvalidDigestError, match="not a story"):
        Story.from_json(story.articles[0].to_json())


def test_a_story_follows_its_schema(story: Story) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schema = packaged_schema("story")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(story.to_json()))


def test_the_packaged_schema_of_a_story_is_made_from_the_dataclasses() -> None:
    """After a change: python -m newsdigest.schema story > .../data/story.schema.json."""
    assert packaged_schema("story") == json.loads(json.dumps(make_schema("story")))


@pytest.mark.parametrize("form", ["to_text", "to_markdown"])
def test_a_reader_sees_who_says_what(story: Story, form: str) -> None:
    text = " ".join(getattr(story, form)().split())
    assert "morgenblatt.example/graz/1, 2024-03-11; also https://abendblatt.example" in text
    assert "2024-03-14 (only this source)" in text


def test_the_text_of_a_story_is_what_print_shows(story: Story) -> None:
    assert str(story) == story.to_text()


def test_one_article_where_several_are_expected_is_named() -> None:
    with pytest.raises(InvalidOptionError, match="give several"):
        Digester(translator=FakeTranslator()).digest_story(MONDAY)  # type: ignore[arg-type]


@pytest.mark.parametrize("sentences", [0, -1, 2.5, "auto", True])
def test_a_wrong_number_of_points_is_named(sentences: object) -> None:
    with pytest.raises(InvalidOptionError, match="sentences="):
        Digester(translator=FakeTranslator()).digest_story(ARTICLES, sentences=sentences)  # type: ignore[arg-type]


def test_no_article_is_refused() -> None:
    with pytest.raises(InvalidOptionError, match="at least one"):
        Digester(translator=FakeTranslator()).digest_story([])


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EmptyArticleError),
        ("The government said on Monday that it would not raise taxes.", WrongLanguageError),
    ],
)
def test_the_article_at_fault_is_named(text: str, error: type[Exception]) -> None:
    with pytest.raises(error, match="article 2"):
        Digester(translator=FakeTranslator()).digest_story([MONDAY, text])


def test_the_function_tells_a_story_with_the_default_digester() -> None:
    assert {point.article for point in digest_story([MONDAY, THURSDAY]).key_points} == {0, 1}


def test_the_command_tells_files_as_one_story(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(2)]
    for file, article in zip(files, (MONDAY, TUESDAY), strict=True):
        file.write_text(article.text, encoding="utf-8")
    result = CliRunner().invoke(command, ["story", "-n", "2", "-f", "json", *map(str, files)])
    assert result.exit_code == 0, result.output
    story = Story.from_json(result.stdout)
    assert [article.source for article in story.articles] == [str(file) for file in files]


def test_the_command_names_a_file_that_is_no_article(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    result = CliRunner().invoke(command, ["story", str(empty)])
    assert result.exit_code == 1
    assert "no sentence" in result.output
