"""Fakes for the tests of programs that use newsdigest: no model, no waiting.

>>> from newsdigest import Digester
>>> from newsdigest.testing import FakeTranslator
>>> digester = Digester(translator=FakeTranslator({"Es regnet heute in Wien.": "It rains."}))
>>> digester.digest("Es regnet heute in Wien.").key_points[0].text
'It rains.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.article import Article
from newsdigest.translators import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class FakeTranslator:
    """A translator that knows some sentences by heart.

    Args:
        translations: German sentence to English; any other sentence comes back
            word by word in angle quotes, so that it is seen in a failing test.

    Attributes:
        calls: the batches it was given, in order.
    """

    name = "fake"

    def __init__(self, translations: Mapping[str, str] | None = None) -> None:
        self.translations = dict(translations or {})
        self.calls: list[list[str]] = []

    def translate(self, sentences: Sequence[str]) -> list[Hypothesis]:
        """The known translation of each sentence, else its words in angle quotes."""
        self.calls.append(list(sentences))
        return [
            Hypothesis(
                self.translations.get(sentence) or " ".join(f"<{w}>" for w in sentence.split()), 0.0
            )
            for sentence in sentences
        ]


def sample_article() -> Article:
    """A short German news article with a title, a date, a quotation and reported speech."""
    return Article(
        "Das Parlament in Wien hat am Dienstag ein neues Klimagesetz beschlossen. "
        "Es sieht vor, die Emissionen bis 2030 um 40 Prozent zu senken.\n\n"
        "„Wir haben lange verhandelt“, sagte Umweltministerin Anna Berger. "
        "Das Gesetz sei ein Anfang, aber noch kein Durchbruch. "
        "Die Opposition stimmte nicht zu.",
        title="Parlament beschließt Klimagesetz",
        date="2024-03-12",
        source="sample",
    )
