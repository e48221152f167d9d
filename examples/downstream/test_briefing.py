"""Tests of a program that uses newsdigest: no model is loaded, so they take milliseconds."""

from briefing import briefing

from newsdigest import Digester
from newsdigest.testing import FakeTranslator, sample_article

FIRST = "Das Parlament in Wien hat am Dienstag ein neues Klimagesetz beschlossen."


def test_briefing_has_date_and_first_point() -> None:
    """What a reader of the briefing sees."""
    translator = FakeTranslator(
        {FIRST: "Parliament in Vienna passed a new climate law on Tuesday."}
    )
    digester = Digester(translator=translator, summarizer="lead")
    assert briefing([sample_article()], digester) == (
        "2024-03-12: Parliament in Vienna passed a new climate law on Tuesday."
    )


def test_doubtful_translation_is_marked() -> None:
    """A translation that a check found at fault is not passed on in silence."""
    digester = Digester(translator=FakeTranslator({FIRST: "The the the the"}), summarizer="lead")
    assert briefing([sample_article()], digester).endswith("(check the translation)")
