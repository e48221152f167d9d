"""Numbers and amounts: value, unit, bound, place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdigest.annotate.numbers import Number, find_numbers
from tests.reading import read
from tests.test_article import WILD
from tests.wild import wild_text


def numbers(text: str) -> list[Number]:
    return list(find_numbers(read(text)))


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "bound"),
    [
        ("Es sind mehr als 100.000 Soldaten.", 100_000, "Soldaten", ">"),
        ("Es kostet 1,5 Millionen Euro.", 1_500_000, "Euro", None),
        ("Es kostet 3,1 Mio. Euro.", 3_100_000, "Euro", None),
        ("Es kostet 2 Mrd. Dollar.", 2_000_000_000, "Dollar", None),
        ("Der Kurs fiel um 7,3 Prozent.", 7.3, "%", None),
        ("Der Kurs fiel um 7,3%.", 7.3, "%", None),
        ("Rund ein Drittel fehlte.", 1 / 3, None, "~"),
        ("Es kamen zwölf Menschen.", 12, "Menschen", None),
        ("Es kamen dreiundzwanzig Menschen.", 23, "Menschen", None),
        ("Es kamen mindestens 300 Gäste.", 300, "Gäste", ">="),
        ("Es kamen bis zu 300 Gäste.", 300, "Gäste", "<="),
        ("Es kamen fast 300 Gäste.", 300, "Gäste", "<"),
        ("Es kostet rund eine halbe Million Euro.", 500_000, "Euro", "~"),
        ("Es kostet 41,20 €.", 41.2, "€", None),
        ("Es war das dritte Tor.", 3, "Tor", None),
    ],
)
def test_a_number(sentence: str, value: float, unit: str | None, bound: str | None) -> None:
    (number,) = numbers(sentence)
    assert number.value == pytest.approx(value)
    assert (number.unit, number.bound) == (unit, bound)


@pytest.mark.parametrize(
    ("sentence", "kind", "iso"),
    [
        ("Das Spiel endete 2:1 für die Gäste.", "score", "2:1"),
        ("Anpfiff ist um 20.45 Uhr.", "time", "20:45"),
        ("Anpfiff ist um 9 Uhr.", "time", "09:00"),
    ],
)
def test_a_score_or_time(sentence: str, kind: str, iso: str) -> None:
    (number,) = numbers(sentence)
    assert (number.kind, number.iso, number.value) == (kind, iso, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "Am 15. Februar beginnt die Messe.",
        "Im Jahr 2022 begann der Krieg.",
        "Seit 1996 steigen die Preise.",
        "Am 3.5. geht es los.",
        "Ein Mann kam.",
        "Der 31-Jährige lachte.",
    ],
)
def test_dates_years_and_ages_are_no_amounts(sentence: str) -> None:
    assert numbers(sentence) == []


@given(st.integers(0, 10**12))
def test_the_value_of_any_number_written_the_german_way(value: int) -> None:
    written = f"{value:,}".replace(",", ".")
    (number,) = numbers(f"Es kamen {written} Gäste zum Fest.")
    assert number.value == value


def assert_exact(text: str) -> None:
    document = read(text)
    for number in find_numbers(document):
        line = document.sentences[number.sentence].clean
        assert 0 <= number.start < number.end <= len(line)
        assert line[number.start : number.end] == line[number.start : number.end].strip()


@settings(max_examples=100, deadline=None)
@given(WILD)
def test_numbers_stand_inside_any_text(text: str) -> None:
    assert_exact(text)


@pytest.mark.parametrize("seed", range(60))
def test_numbers_stand_inside_wild_text(seed: int) -> None:
    assert_exact(wild_text(seed))
