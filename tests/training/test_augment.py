"""The changes that make news of ordinary pairs."""

from __future__ import annotations

import random
import re

import pytest
from training.augment import (
    Names,
    Rates,
    augment,
    canonical,
    drop_stop,
    render,
    restyle_quotes,
    swap_numbers,
)

ALWAYS = Rates(numbers=1, scaled=0.5, names=1, quotes=1, upper=0, lower=0, no_stop=0, join=0)


def values(text: str, *, german: bool) -> list[str]:
    return sorted(canonical(found, german=german) for found in re.findall(r"\d+(?:[.,]\d+)*", text))


@pytest.mark.parametrize(
    ("number", "german", "value"),
    [
        ("100.000", True, "100000"),
        ("1,5", True, "1.5"),
        ("1.234,5", True, "1234.5"),
        ("100,000", False, "100000"),
        ("1.5", False, "1.5"),
        ("8.30", True, "8.30"),
        ("2021", True, "2021"),
    ],
)
def test_numbers_have_one_canonical_form(number: str, german: bool, value: str) -> None:
    assert canonical(number, german=german) == value


@pytest.mark.parametrize(
    ("value", "german", "text"),
    [("12345", True, "12.345"), ("12345.6", False, "12,345.6"), ("7.5", True, "7,5")],
)
def test_a_number_is_written_by_the_rules_of_its_language(
    value: str, german: bool, text: str
) -> None:
    assert render(value, german=german, group=True) == text


@pytest.mark.parametrize("seed", range(60))
def test_swapped_numbers_are_equal_on_both_sides(seed: int) -> None:
    german = (
        "Im Jahr 2014 zahlten 100.000 Kunden 1,5 Millionen Euro, 45 Prozent mehr als 37 andere."
    )
    english = "In 2014, 100,000 customers paid 1.5 million euros, 45 percent more than 37 others."
    changed = swap_numbers(german, english, random.Random(seed), 0.5)
    assert changed != (german, english)
    assert values(changed[0], german=True) == values(changed[1], german=False)


def test_ordinals_dates_and_unmatched_numbers_stay() -> None:
    german, english = (
        "Am 17. Mai um 8.30 Uhr kamen 50 Leute.",
        "On 17 May at half past eight, fifty people came.",
    )
    assert swap_numbers(german, english, random.Random(1)) == (german, english)


@pytest.fixture
def names() -> Names:
    pair = (
        "Gestern traf Merkel den Gast Obama in Kiew.",
        "Yesterday Merkel met her guest Obama in Kiew.",
    )
    return Names([pair] * 3)


def test_names_are_learnt_from_both_sides(names: Names) -> None:
    assert names.names == ["Kiew", "Merkel", "Obama"]


@pytest.mark.parametrize("seed", range(20))
def test_swapped_names_stand_on_both_sides(names: Names, seed: int) -> None:
    german, english = names.swap(
        "Merkels Haus in Kiew", "Merkel’s house in Kiew", random.Random(seed)
    )
    owner = german.split()[0].removesuffix("s")
    assert english.startswith(owner + "’s house in ")
    assert german.split()[-1] == english.split()[-1]


def test_quotes_change_their_style_but_not_their_number() -> None:
    styles = {
        restyle_quotes('Er sagte: "Ja", dann „Nein“.', random.Random(seed)) for seed in range(40)
    }
    assert "Er sagte: «Ja», dann «Nein»." in styles
    assert all(re.sub(r"[\"“”„«»‘’']", "", text) == "Er sagte: Ja, dann Nein." for text in styles)


def test_an_odd_quotation_mark_is_left_alone() -> None:
    assert restyle_quotes('Er sagte: "Ja', random.Random(1)) == 'Er sagte: "Ja'


def test_the_final_stop_goes_from_both_sides_or_none() -> None:
    assert drop_stop("Ja.", "Yes.") == ("Ja", "Yes")
    assert drop_stop("Ja.", "Yes!") == ("Ja.", "Yes!")


def test_capitals_change_the_source_alone() -> None:
    rates = Rates(0, 0, 0, 0, upper=1, lower=0, no_stop=0, join=0)
    assert augment("Straße gesperrt", "Road closed", random.Random(1), rates) == (
        "STRASSE GESPERRT",
        "Road closed",
    )


def test_the_same_seed_makes_the_same_pair(names: Names) -> None:
    pair = ('"In Kiew leben 45 Leute."', "“45 people live in Kiew.”")
    assert augment(*pair, random.Random(3), ALWAYS, names) == augment(
        *pair, random.Random(3), ALWAYS, names
    )
