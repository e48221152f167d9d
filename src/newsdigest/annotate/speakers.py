"""Whom a phrase or pronoun means: a person or body that the text names somewhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from newsdigest.annotate.gazetteer import gazetteer, is_female_role, is_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.annotate.lines import Line
    from newsdigest.annotate.names import Name
    from newsdigest.annotate.phrases import Phrase
    from newsdigest.annotate.tokens import Token


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, and where the text names him.

    Attributes:
        name: the fullest form that the text gives ("Jens Stoltenberg",
            "Verteidigungsministerium in Moskau").
        role: what the text calls a person ("NATO-Generalsekretär"), if anything.
        is_person: whether it is a person with a name.
        sentence: number of the sentence that names the speaker.
        start: offset of the naming words in that sentence's clean text.
        end: offset behind them.
        article: the article that the text has before the words ("das", "ein"), None
            where it has none or the speaker is a person with a name.
    """

    name: str
    role: str | None
    is_person: bool
    sentence: int
    start: int
    end: int
    article: str | None = None


# What a text calls a person whom it has named, and whom the word alone does not tell.
_ANYBODY = re.compile(
    r"(?:politiker(?:in)?|jährigen?|spieler(?:in)?|stürmer(?:in)?|sportler(?:in)?|torwart|verteidiger"
    r"|regisseur(?:in)?|autor(?:in)?|forscher(?:in)?|experte|expertin|schauspieler(?:in)?|coach"
    r"|sänger(?:in)?|wissenschaftler(?:in)?|unternehmer(?:in)?|anwalt|jurist(?:in)?|ökonom(?:in)?"
    r"|manager(?:in)?|trainer(?:in)?)$",
    re.IGNORECASE,
)
# What it calls a body that it has named in full: "das Ministerium", "der Konzern".
_ANY_BODY = re.compile(
    r"Behörde|Unternehmen|Konzern|Firma|Partei|Ministerium|Organisation|Gewerkschaft|Verband|Verein"
    r"|Klub|Sender|Bank|Institut|Hilfsorganisation|Autobauer|Fluggesellschaft|Universität|Amt"
)
_AGENCIES = frozenset("dpa AFP APA Reuters AP SDA Keystone-SDA epd KNA sid SID ORF ARD ZDF".split())
_MOST = 50  # persons searched for a role; a text with more is a list of them
_NEAR = 3  # sentences over which "das Unternehmen" may reach back


class People:
    """The persons and bodies of a document, and who of them was named last.

    Attributes:
        person: the person named first in the last sentence that names one.
        speaking: who spoke last.
        spoke: number of the sentence in which he did.
    """

    def __init__(self, names: Sequence[Name]) -> None:
        self._by_surname = _fullest(names)
        self._bodies: list[Speaker] = []
        self.person: Speaker | None = None
        self.speaking: Speaker | None = None
        self.spoke = -2

    def note(self, line: Line) -> None:
        """Take in whom a sentence names, once its own statement is read."""
        person = next((name for name in line.names if name.kind == "person"), None)
        if person:
            self.person = self.named(person)
        self._bodies += [self.named(n) for n in line.names if n.kind == "organisation"]
        self._bodies += [_body(line, t) for t in line.tokens if _COMPOUND_BODY.search(t.text)]
        self._bodies = [b for b in self._bodies[-8:] if b.name not in _AGENCIES]

    def introduced(self, sentence: int) -> bool:
        """Whether the sentence before names a person whose words may follow."""
        return self.person is not None and self.person.sentence == sentence - 1

    def antecedent(self, sentence: int) -> Speaker | None:
        """Who speaks in a sentence that names nobody."""
        if self.spoke != sentence - 1 and self.introduced(sentence):
            return self.person
        return self.speaking

    def named(self, name: Name) -> Speaker:
        """The speaker that a name means, a person in his fullest form."""
        if name.kind != "person":
            return Speaker(
                name.base, role=None, is_person=False,
                sentence=name.sentence, start=name.start, end=name.end,
            )  # fmt: skip
        full = self._by_surname.get(name.base.rsplit(" ", 1)[-1])
        return Speaker(
            full.name if full else name.base,
            name.role or (full.role if full else None),
            is_person=True, sentence=name.sentence, start=name.start, end=name.end,
        )  # fmt: skip

    def of_pronoun(self, pronoun: str | None, line: Line) -> Speaker | None:
        """Whom a pronoun means, None for "es" and where nobody is known."""
        sentence = line.sentence.index
        if pronoun in ("er", "sie"):
            wanted = "m" if pronoun == "er" else "f"
            follows = self.spoke == sentence - 1
            order = [self.speaking, self.person] if follows else [self.person, self.speaking]
            if line.tokens[0].lower != pronoun:  # "Anna Berg zweifelte daran, sagte sie"
                here = next((name for name in line.names if name.kind == "person"), None)
                order = [self.named(here), *order] if here else order
            for candidate in order:
                if candidate and _gender(candidate) in (wanted, None):
                    return candidate
        if pronoun in ("er", "sie") and not (self.speaking or self.person) and self._bodies:
            return self._bodies[-1] if self._bodies[-1].sentence == sentence - 1 else None
        return self.speaking or (self.person if pronoun != "es" else None)

    def described(self, line: Line, phrase: Phrase) -> Speaker:
        """The speaker that a noun phrase means: a person in it, one named before, or itself."""
        tokens = line.tokens
        start, end = tokens[phrase.head].start, tokens[phrase.end - 1].end
        words = [t.text for t in tokens[phrase.head : phrase.end] if t.is_word]
        person = next(
            (n for n in line.names if n.kind == "person" and start <= n.start < end), None
        ) or _apposition(line, phrase)  # fmt: skip
        if person and not _belongs_to(tokens, phrase, person):
            role = person.role or (
                None if start <= person.start < end else line.text(phrase.head, phrase.end)
            )
            return self.named(replace(person, role=role))
        if (
            phrase.determiner in ("der", "die", "das", "dem")
            and not _is_plural(phrase, words)
            and (known := self._meant(words, line.sentence.index))
        ):
            return known
        return Speaker(
            line.text(phrase.head, phrase.end), role=None, is_person=False,
            sentence=line.sentence.index, start=start, end=end, article=phrase.determiner,
        )  # fmt: skip

    def _meant(self, words: Sequence[str], sentence: int) -> Speaker | None:
        """The person or body, named before, whom a description means ("die SPD-Politikerin")."""
        head = next((w for w in words if w[0].isupper() or w[0].isdigit()), "")
        if not head or len(words) > 3:
            return None
        if _ANY_BODY.fullmatch(head):
            return self._body_meant(head, sentence) if len(words) == 1 else None
        last = head.rsplit("-", 1)[-1].lower()
        for person in (self.speaking, self.person, *islice(self._by_surname.values(), _MOST)):
            if person and person.is_person and person.role:
                role = person.role.split()[-1].rsplit("-", 1)[-1].lower()
                if role.endswith(last) or last.endswith(role):
                    return self._by_surname.get(person.name.rsplit(" ", 1)[-1], person)
        if not _ANYBODY.search(head):
            return None
        for person in (self.speaking, self.person):
            if person and person.is_person and _agree(head, _gender(person)):
                return person
        return None

    def _body_meant(self, head: str, sentence: int) -> Speaker | None:
        """The body that "das Ministerium" or "das Unternehmen" means, where only one can be."""
        speaking = self.speaking
        if speaking and not speaking.is_person and speaking.sentence >= sentence - _NEAR:
            return speaking
        compounds = [b for b in self._bodies if b.name.lower().endswith(head.lower())]
        if compounds:
            return compounds[-1]
        near = {b.name: b for b in self._bodies if b.sentence >= sentence - _NEAR}
        return next(iter(near.values())) if len(near) == 1 else None


_COMPOUND_BODY = re.compile(r"^[A-ZÄÖÜ]\w+(?:ministerium|behörde|verband|gewerkschaft|amt)$")


def _body(line: Line, token: Token) -> Speaker:
    return Speaker(
        token.text, role=None, is_person=False,
        sentence=line.sentence.index, start=token.start, end=token.end, article="das",
    )  # fmt: skip


def _is_plural(phrase: Phrase, words: Sequence[str]) -> bool:
    """Whether "die" stands before a man's role, and so means several: "die Forscher"."""
    last = words[-1]
    return (
        phrase.determiner == "die"
        and is_role(last)
        and not (
            is_female_role(last)
            or last.endswith(("jährige", "vorsitzende", "beauftragte", "geordnete"))
        )
    )


def _agree(description: str, gender: str | None) -> bool:
    """Whether a description may mean a man or woman; "jährige" and the like mean either."""
    if is_female_role(description):
        return gender != "m"
    return gender != "f" or description.lower().endswith(("jährige", "jährigen"))


def _gender(speaker: Speaker) -> str | None:
    if not speaker.is_person:
        if speaker.article in ("das", "dem", "des", "ein", "einem", "eines"):
            return "m"  # or neuter: not "sie" at any rate
        return "f" if is_female_role(speaker.name.split()[0]) else None
    if speaker.role and is_role(speaker.role.split()[-1]):
        return "f" if is_female_role(speaker.role.split()[-1]) else "m"
    return gazetteer().gender(speaker.name.split()[0])


def _fullest(names: Sequence[Name]) -> dict[str, Speaker]:
    """Persons by surname, in their fullest form, with the first role given."""
    people: dict[str, Speaker] = {}
    for name in names:
        if name.kind != "person":
            continue
        key = name.base.rsplit(" ", 1)[-1]
        known = people.get(key)
        if known is None or len(name.base) > len(known.name):
            role = name.role or (known.role if known else None)
            people[key] = Speaker(
                name.base, role, is_person=True,
                sentence=name.sentence, start=name.start, end=name.end,
            )  # fmt: skip
        elif name.role and not known.role:
            people[key] = replace(known, role=name.role)
    return people


def _apposition(line: Line, phrase: Phrase) -> Name | None:
    """The person behind a comma: "der Leiter der Mission, Idris Hassan"."""
    tokens, end = line.tokens, phrase.end
    if end + 1 < len(tokens) and tokens[end].text == ",":
        start = tokens[end + 1].start
        return next((n for n in line.names if n.kind == "person" and _covers(n, start)), None)
    return None


def _covers(name: Name, offset: int) -> bool:
    return name.start == offset or (
        bool(name.role) and name.start - len(name.role or "") - 1 == offset
    )


def _belongs_to(tokens: Sequence[Token], phrase: Phrase, person: Name) -> bool:
    """Whether the phrase is about somebody else: "ein Sprecher von Anna Berg"."""
    before = [t.lower for t in tokens[phrase.head : phrase.end] if t.end <= person.start]
    return any(word in ("von", "vom", "des", "der", "um") for word in before) and not (
        person.start > tokens[phrase.end - 1].end
    )
