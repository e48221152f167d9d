"""Pairs out of web pages and their translations."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from training.pages import aligned, blocks

GERMAN = """#use wml::debian::news
<define-tag pagetitle>Neue Version</define-tag>
<h1>Neuigkeiten</h1>
<p>Das Projekt freut sich, <a href="x">Version neun</a> vorzustellen.
Laut Netcraft sei sie z.B. schnell &amp; sicher, <q>sehr</q> sogar.</p>
<pre>apt-get update</pre>
<li>Ein Paket wurde in der Nacht entfernt.
"""
ENGLISH = """#use wml::debian::news
<h1>News</h1>
<p>The project is pleased to present <a href="x">version nine</a>.
According to Netcraft it is fast &amp; safe, even <q>very</q> much so.</p>
<pre>apt-get update</pre>
<li>One package was removed during the night.
"""


def test_the_sentences_of_like_blocks_are_pairs() -> None:
    assert list(aligned(GERMAN, ENGLISH)) == [
        (
            "Das Projekt freut sich, Version neun vorzustellen.",
            "The project is pleased to present version nine.",
        ),
        (
            'Laut Netcraft sei sie z.B. schnell & sicher, "sehr" sogar.',
            'According to Netcraft it is fast & safe, even "very" much so.',
        ),
        ("Ein Paket wurde in der Nacht entfernt.", "One package was removed during the night."),
    ]


def test_pages_with_other_blocks_give_nothing() -> None:
    assert not list(aligned(GERMAN + "<p>Neu.", ENGLISH))


def test_what_is_no_prose_gives_nothing() -> None:
    german = (
        "<p>kernel-image — ein Kern für alte Rechner.<p>Siehe http://x.example für den Rest hier."
    )
    assert len(blocks(german)) == 2
    assert not list(aligned(german, german))


@given(st.text(), st.text())
def test_any_two_pages_can_be_aligned(german: str, english: str) -> None:
    for source, target in aligned(german, english):
        assert source
        assert target
