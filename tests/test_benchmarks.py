"""The figures in the documentation are those that the benchmarks have measured."""

from __future__ import annotations

import json

import pytest
from benchmarks import report

from tests.conftest import ROOT

RESULTS = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", report.PAGES, ids=lambda path: path.name)
def test_the_tables_of_a_page_are_the_results(page) -> None:
    text = page.read_text(encoding="utf-8")
    assert report.with_tables(text, RESULTS) == text


def test_the_plot_shows_the_results() -> None:
    drawn = report.PLOT.read_text(encoding="utf-8")
    assert drawn == report.plot(RESULTS["translation"]["results"])


def test_every_table_has_its_place_in_a_page() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in report.PAGES)
    assert all(f"<!-- begin {part} -->" in pages for part in RESULTS)
