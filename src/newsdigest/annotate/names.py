"""Persons, organisations and places, found by gazetteers, titles, case and context.

No permissively licensed German recogniser carries its model in a small
package, so this one works by rules, in time linear in the text: all German
nouns have a capital, so what tells a name is a first name, a role before it
("Außenministerin Baerbock"), a legal form, a kind ("der Sender Kan"), or a list.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from newsdigest.annotate.gazetteer import is_role
from newsdigest.annotate.mentions import ARTICLES, GENITIVE, Kind, Name, mention
from newsdigest.annotate.organisations import acronym_of_compound, find_organisation
from newsdigest.annotate.persons import find_person
from newsdigest.annotate.places import find_place
from newsdigest.annotate.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsdigest.document import Document

__all__ = ["Group", "Kind", "Name", "find_descriptions", "find_names", "join_names"]


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


_MOST_ROLES = 50  # a text with more is a list of people, where a role tells nobody apart


def find_descriptions(document: Document, names: Sequence[Name]) -> tuple[Name, ...]:
    """Mentions of the persons in `names` by their role: "der NATO-Generalsekretär", in order.

    A role counts behind a definite article, without a name behind it, where one
    person alone is called so.
    """
    roles: dict[str, set[str]] = defaultdict(set)  # surnames by role in lower case
    for name in names:
        if name.role and len(roles) < _MOST_ROLES:
            roles[name.role.split()[-1].lower()].add(name.base.rsplit(" ", 1)[-1])
    if not roles:
        return ()
    named = {(name.sentence, name.start) for name in names if name.kind == "person"}
    return tuple(
        Name(token.text, "person", sentence.index, token.start, token.end, base)
        for sentence in document.sentences
        for before, token, behind in _neighbours(tokenize(sentence.clean))
        if before.lower in _DEFINITE
        and is_role(token.text)
        and (sentence.index, token.start) not in named
        and not (behind and behind.capital)
        and (base := _called(token.lower, roles))
    )


_DEFINITE = frozenset("der die dem den".split())


def _neighbours(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token, Token | None]]:
    return zip_longest(tokens[:-1], tokens[1:], tokens[2:])


def _called(description: str, roles: Mapping[str, set[str]]) -> str | None:
    """The surname of the one person whose role ends as the description does."""
    meant = {name for role, names in roles.items() if role.endswith(description) for name in names}
    return meant.pop() if len(meant) == 1 else None


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
    """The mentions of each name put together, in order; a surname joins the full name."""
    groups: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (name.sentence, name.start)):
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
