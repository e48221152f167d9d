"""Dates, resolved against the day of publication."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdigest.annotate.dates import find_dates
from tests.reading import read
from tests.test_article import WILD
from tests.wild import wild_text

TUESDAY = "2024-03-12"


def dates(text: str, published: str | None = TUESDAY) -> list[tuple[str, str | None]]:
    document = read(text, published)
    return [
        (document.sentences[date.sentence].clean[date.start : date.end], date.iso)
        for date in find_dates(document)
    ]


@pytest.mark.parametrize(
    ("sentence", "words", "iso"),
    [
        ("Er kam am Montag.", "Montag", "2024-03-11"),
        ("Er kam am Dienstagabend.", "Dienstagabend", "2024-03-12"),
        ("Er kam am vergangenen Dienstag.", "vergangenen Dienstag", "2024-03-05"),
        ("Er kommt am kommenden Freitag.", "kommenden Freitag", "2024-03-15"),
        ("Er soll am Freitag kommen.", "Freitag", "2024-03-15"),
        ("Er kam gestern.", "gestern", "2024-03-11"),
        ("Er kam am 15. Februar.", "15. Februar", "2024-02-15"),
        ("Er kam am 15. Februar 1999.", "15. Februar 1999", "1999-02-15"),
        ("Er kam am 3.5. zurück.", "3.5.", "2024-05-03"),
        ("Er kommt im April.", "April", "2024-04"),
        ("Er kam im Oktober 2018.", "Oktober 2018", "2018-10"),
        ("Er lebt seit 1996 hier.", "1996", "1996"),
        ("Er kam im Jahr 2001.", "2001", "2001"),
    ],
)
def test_a_date(sentence: str, words: str, iso: str) -> None:
    assert dates(sentence) == [(words, iso)]


def test_a_month_behind_the_turn_of_the_year() -> None:
    assert dates("Seit Dezember regnet es.", "2024-01-10") == [("Dezember", "2023-12")]
    assert dates("Ab Februar soll es regnen.", "2024-12-10") == [("Februar", "2025-02")]


def test_a_weekday_needs_the_day_of_publication() -> None:
    assert dates("Er kam am Montag.", "2024-03") == [("Montag", None)]
    assert dates("Er kam am Montag.", None) == [("Montag", None)]


def test_a_month_needs_the_year_of_publication() -> None:
    assert dates("Er kommt im April.", "2024") == [("April", "2024-04")]
    assert dates("Er kommt im April.", None) == [("April", None)]


@pytest.mark.parametrize("sentence", ["Er kam am 31. Februar.", "Er kam am 45.13. an."])
def test_a_day_that_no_calendar_has_is_no_date(sentence: str) -> None:
    assert dates(sentence) == []


@given(st.dates(datetime.date(1600, 1, 1), datetime.date(2100, 1, 1)))
def test_any_full_date(day: datetime.date) -> None:
    months = (
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    ).split()
    written = f"{day.day}. {months[day.month - 1]} {day.year}"
    assert dates(f"Er kam am {written} an.") == [(written, day.isoformat())]


def assert_exact(text: str, published: str | None) -> None:
    document = read(text, published)
    for date in find_dates(document):
        line = document.sentences[date.sentence].clean
        assert 0 <= date.start < date.end <= len(line)
        assert date.iso is None or len(date.iso) in (4, 7, 10)


@settings(max_examples=100, deadline=None)
@given(WILD, st.sampled_from([None, "2022", "2022-02", "2022-02-15"]))
def test_dates_stand_inside_any_text(text: str, published: str | None) -> None:
    assert_exact(text, published)


@pytest.mark.parametrize("seed", range(60))
def test_dates_stand_inside_wild_text(seed: int) -> None:
    assert_exact(wild_text(seed), TUESDAY)
