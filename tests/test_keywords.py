"""The nouns and compounds that carry an article."""

import pytest
from hypothesis import given, settings

from newsdigest.annotate.keywords import find_keywords
from newsdigest.annotate.names import find_names
from tests.reading import read
from tests.test_article import WILD
from tests.wild import wild_text

ARTICLE = """Streit um die Rentenreform

Die Rentenreform kommt voran. Am Dienstag beriet Ministerin Anna Berg mit den Ländern über die
Beiträge. Ohne die Rentenreform würden die Beiträge stark steigen, warnte sie in Berlin.

Gegen die Rentenreform sind die Gewerkschaften. Sie fordern Beiträge auch von Beamten."""


def keywords(text: str, n: int = 8) -> list[str]:
    document = read(text)
    return [keyword.text for keyword in find_keywords(document, find_names(document), n)]


def test_what_carries_the_article_comes_first() -> None:
    assert keywords(ARTICLE, 2) == ["Rentenreform", "Beiträge"]


def test_names_days_and_units_are_left_out() -> None:
    assert not {"Anna", "Berg", "Berlin", "Dienstag", "Ministerin Anna Berg"} & set(
        keywords(ARTICLE, 50)
    )


def test_inflected_forms_are_one_keyword() -> None:
    document = read("Hier baut man Brücken. Die Brücke ist alt, und der Bau der Brücke dauert.")
    found = {k.text: k.count for k in find_keywords(document, find_names(document))}
    assert found["Brücke"] == 3


def test_the_best_has_a_score_of_one() -> None:
    document = read(ARTICLE)
    scores = [keyword.score for keyword in find_keywords(document, find_names(document))]
    assert scores[0] == 1
    assert scores == sorted(scores, reverse=True)


def assert_exact(text: str) -> None:
    document = read(text)
    for keyword in find_keywords(document, find_names(document)):
        line = document.sentences[keyword.sentence].clean
        assert line[keyword.start : keyword.end] == keyword.text


@settings(max_examples=100, deadline=None)
@given(WILD)
def test_keywords_stand_where_they_say_in_any_text(text: str) -> None:
    assert_exact(text)


@pytest.mark.parametrize("seed", range(60))
def test_keywords_stand_where_they_say_in_wild_text(seed: int) -> None:
    assert_exact(wild_text(seed))
