"""Persons, organisations and places, found by gazetteers, titles, case and context.

No permissively licensed German recogniser carries its model in a small
package, so this one works by rules, in time linear in the text: all German
nouns have a capital, so what tells a name is a first name, a role before it
("Außenministerin Baerbock"), a legal form, a kind ("der Sender Kan"), or a list.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsdigest.annotate.mentions import ARTICLES, GENITIVE, Kind, Name, mention
from newsdigest.annotate.organisations import acronym_of_compound, find_organisation
from newsdigest.annotate.persons import find_person
from newsdigest.annotate.places import find_place
from newsdigest.annotate.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsdigest.document import Document

__all__ = ["Group", "Kind", "Name", "find_names", "join_names"]


def find_names(document: Document) -> tuple[Name, ...]:
    """The names of a document's sentences, in order, without overlap."""
    tokens = [tokenize(sentence.clean) for sentence in document.sentences]
    found = [list(_names(line, index)) for index, line in enumerate(tokens)]
    surnames = {
        name.base.rsplit(" ", 1)[-1]: name for line in found for name in line
        if name.kind == "person"
    }  # fmt: skip
    return tuple(
        name
        for index, line in enumerate(tokens)
        for name in _with_repeats(line, found[index], surnames, index)
    )


@dataclass(frozen=True, slots=True)
class Group:
    """All mentions of one person, organisation or place.

    Attributes:
        name: its fullest form.
        kind: "person", "organisation" or "place".
        role: the first role that the text gives, None where it gives none.
        mentions: its mentions, in order.
    """

    name: str
    kind: Kind
    role: str | None
    mentions: tuple[Name, ...]


def join_names(names: Iterable[Name]) -> tuple[Group, ...]:
    """The mentions of each name put together; a surname joins the full name."""
    groups: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in names:
        # "NATO" and "Nato" are one.
        key = name.base.rsplit(" ", 1)[-1] if name.kind == "person" else name.base.casefold()
        groups[name.kind, key].append(name)
    return tuple(_group(mentions) for mentions in groups.values())


def _group(mentions: list[Name]) -> Group:
    fullest = max(mentions, key=lambda name: name.base.count(" "))
    role = next((name.role for name in mentions if name.role), None)
    return Group(fullest.base, fullest.kind, role, tuple(mentions))


def _names(tokens: Sequence[Token], sentence: int) -> Iterator[Name]:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.capital:
            if inner := acronym_of_compound(token, sentence):
                yield inner
            for find in (find_person, find_organisation, find_place):
                if name := find(tokens, place, sentence):
                    yield name
                    place = _behind(tokens, place, name.end)
                    break
            else:
                place += 1
        else:
            place += 1


def _behind(tokens: Sequence[Token], place: int, end: int) -> int:
    while place < len(tokens) and tokens[place].start < end:
        place += 1
    return place


def _with_repeats(
    tokens: Sequence[Token], found: list[Name], surnames: dict[str, Name], sentence: int
) -> list[Name]:
    """The names of a sentence, and surnames that stand alone in it."""
    taken = {at for name in found for at in range(name.start, name.end)}
    names = list(found)
    for place, token in enumerate(tokens):
        if not token.capital or token.start in taken:
            continue
        base = token.text if token.text in surnames else GENITIVE.sub("", token.text)
        if base in surnames and not _is_common_noun_here(tokens, place):
            names.append(
                replace(mention(tokens, place, place + 1, "person", sentence), base=base)
            )  # fmt: skip
    return sorted(names, key=lambda name: name.start)


def _is_common_noun_here(tokens: Sequence[Token], place: int) -> bool:
    """Whether an article stands before a word that is a surname elsewhere ("ein Wolf")."""
    return place > 0 and tokens[place - 1].lower in ARTICLES
