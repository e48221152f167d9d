"""How processor time grows with the length of a text, for texts of many bad shapes."""

from __future__ import annotations

import gc
import random
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from newsdigest import Digester, NewsdigestError
from newsdigest.testing import FakeTranslator

if TYPE_CHECKING:
    from collections.abc import Callable

_SYLLABLES = "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu".split()


def _news(length: int) -> str:
    """Sentences with ever new names, numbers, dates and quotations, some in new paragraphs."""
    chance = random.Random(1)

    def name() -> str:
        return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()

    sentences: list[str] = []
    written = 0
    while written < length:
        sentences.append(
            f"Der Politiker {chance.choice(['Anna', 'Karl'])} {name()} sagte am "
            f"{chance.randint(1, 28)}. Mai in {name()}, er habe {chance.randint(2, 99999)} Euro. "
            f"„Wir {name()} warten“, sagte {name()}.{chance.choice([' ', ' ', chr(10) * 2])}"
        )
        written += len(sentences[-1])
    return "".join(sentences)


def repeated(unit: str) -> Callable[[int], str]:
    """Texts of one piece again and again."""
    return lambda length: unit * (length // len(unit))


# Name to a text of about so many characters.
SHAPES: dict[str, Callable[[int], str]] = {
    "news": _news,
    "news in one line": lambda length: _news(length).replace("\n\n", " "),
    "news in one sentence": lambda length: _news(length).replace("\n\n", " ").replace(". ", ", "),
    "paragraphs": repeated("Ein Satz steht hier.\n\n"),
    "headings": repeated("Eine Zeile ohne Punkt\n"),
    "short quotations": repeated("„Ja“, sagte er. "),
    "quotation that never ends": repeated("Er sagte: „Ja. Nein. Doch. "),
    "deep quotations": lambda length: "„" * (length // 2) + "x" + "“" * (length // 2),
    "deep brackets": lambda length: "(" * (length // 2) + "x" + ")" * (length // 2),
    "reported speech": repeated("Er sagte, sie habe gesagt, er sei da. "),
    "one word": repeated("n"),
    "one number": repeated("1"),
    "number with full stops": repeated("1."),
    "ordinals": repeated("1. "),
    "hyphens": repeated("A-"),
    "initials": repeated("A."),
    "abbreviations": repeated("z. B. "),
    "names": repeated("Anna Berger "),
    "noble names": repeated("Anna von der Leyen und "),
    "commas": repeated("sagte, "),
    "exclamations": repeated("Ja! "),
    "foreign digits": repeated("٣ "),
    "spaces": lambda length: f"a{' ' * length}b",
    "line breaks": lambda length: f"a{chr(13) + chr(10)}" * (length // 3),
    "hyphenated lines": repeated("ab-\n"),
    "soft hyphens": repeated("a\u00ad"),
    "entities": repeated("&amp;"),
    "broken entities": repeated("&a"),
    "marks on one letter": lambda length: "e" + "\u0301\u0323" * (length // 2),
    "emoji": repeated("👩\u200d👩\u200d👧"),
    "right to left": repeated("\u202eשלום "),
    "control characters": repeated("\0a"),
}


def growth(shape: str, length: int = 30_000, factor: int = 4) -> tuple[float, float]:
    """Seconds of processor time for a digest with full translation, at a length and its multiple.

    The lesser of two runs, by turns, so that what else the machine does counts little.
    """
    small, large = SHAPES[shape](length), SHAPES[shape](factor * length)
    seconds = [(_seconds(small), _seconds(large)) for _ in range(2)]
    return min(s for s, _ in seconds), min(large for _, large in seconds)


def _seconds(text: str) -> float:
    digester = Digester(translator=FakeTranslator())
    gc.collect()
    began = time.process_time()
    with suppress(NewsdigestError):
        digester.digest(text, translate="all", check_language=False).to_html()
    return time.process_time() - began
