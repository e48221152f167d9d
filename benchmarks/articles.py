"""Made articles, as many as wanted: the seed's sentences in new orders with other names.

Real enough for a clock: the lengths and words are a newsroom's, and hardly a
sentence comes twice, so no cache helps. Their content means nothing.
"""

from __future__ import annotations

import random
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.article import Article
from newsdigest.document import read_document
from newsdigest.splitters import PunktSplitter

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = Path(__file__).parent.parent / "seeds" / "000_7c349b12d8676159.txt"
SENTENCES = 18  # as the seed has
_PARAGRAPH = 4
_PEOPLE = (
    "Albers Brandt Caspari Dorn Ebert Falk Gerlach Henning Iversen Jansen Krüger Lorenz Möller "
    "Novak Ott Peters Quandt Reuter Seidel Thoma Ulrich Vogt Wegner Zander"
).split()
_PLACES = (
    "Polen Ungarn Kanada Japan Spanien Belgien Norwegen Kenia Chile Indien Italien Schweden "
    "Dänemark Portugal Mexiko Ägypten Irland Island Peru Kroatien"
).split()
_CITIES = (
    "Warschau Madrid Oslo Bern Prag Rom Kairo Lima Ottawa Dublin Wien Lissabon Athen Zagreb Riga "
    "Tallinn Bonn Kiel Erfurt Mainz"
).split()
_VARIED = {
    "Stoltenberg": _PEOPLE, "Kuleba": _PEOPLE, "Scholz": _PEOPLE,
    "Russland": _PLACES, "Moskau": _CITIES, "Brüssel": _CITIES, "Kiew": _CITIES,
}  # fmt: skip
_NAME = re.compile("|".join([*_VARIED, r"100\.000"]))
_PERSON = re.compile("|".join(_PEOPLE))
_SYLLABLES = (
    "ba be bo da de do fa fe fo ga ge go ka ke ko la le lo ma me mo na ne no ra re ro sa se so"
).split()


def articles(
    number: int, seed: int = 1, *, length: int = SENTENCES, invented: bool = False
) -> Iterator[Article]:
    """`number` articles of `length` sentences, the same for the same `seed`.

    With `invented`, people's names are made of syllables, 27,000 in all, so that
    whatever remembers words is filled as by real news.
    """
    chance = random.Random(seed)
    sentences = seed_sentences()
    for index in range(number):
        chosen = [_varied(s, chance) for s in chance.choices(sentences, k=length)]
        if invented:
            chosen = [_PERSON.sub(lambda _: _invented(chance), s) for s in chosen]
        blocks = [chosen[at : at + _PARAGRAPH] for at in range(0, length, _PARAGRAPH)]
        text = "\n\n".join(" ".join(block) for block in blocks)
        yield Article(text, source=f"made-{seed}-{index}")


def distinct_sentences(number: int) -> list[str]:
    """`number` different sentences."""
    chance = random.Random(2)
    found: dict[str, None] = {}
    sentences = seed_sentences()
    while len(found) < number:
        found[_varied(chance.choice(sentences), chance)] = None
    return list(found)


def seed_sentences() -> list[str]:
    """The sentences of the seed article."""
    document = read_document(Article(SEED.read_text(encoding="utf-8")), PunktSplitter())
    return [sentence.clean for sentence in document.sentences]


def long_article(sentences: int) -> Article:
    """One article of that many sentences."""
    made = (s for a in articles(sentences) for s in a.text.replace("\n\n", " ").split(". "))
    return Article(". ".join(islice(made, sentences)) + ".")


def _varied(sentence: str, chance: random.Random) -> str:
    number = f"{chance.randint(2, 999)}.{chance.randint(0, 999):03}"
    varied = _NAME.sub(
        lambda match: chance.choice(_VARIED[match[0]]) if match[0] in _VARIED else number, sentence
    )
    # Most sentences name somebody; those that do not get a time, to be different too.
    if varied == sentence:
        varied = f"Um {chance.randint(0, 23)}.{chance.randint(0, 59):02} Uhr hieß es: {sentence}"
    return varied


def _invented(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)).capitalize()
