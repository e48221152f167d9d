"""Persons, organisations and places, found by gazetteers, titles, case and context.

No permissively licensed German recogniser carries its model in a small
package, so this one works by rules, in time linear in the text: all German
nouns have a capital, so what tells a name is a first name, a role before it
("Außenministerin Baerbock"), a legal form, a kind ("der Sender Kan"), or a list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from newsdigest.annotate import gazetteer as known
from newsdigest.annotate.gazetteer import gazetteer
from newsdigest.annotate.tokens import Token, tokenize
from newsdigest.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsdigest.document import Document

Kind = Literal["person", "organisation", "place"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands in the text.

    Attributes:
        text: the name as it stands there ("Kulebas").
        kind: "person", "organisation" or "place".
        sentence: number of the sentence.
        start: offset in the sentence's clean text.
        end: offset behind it.
        base: its basic form, without the genitive's s ("Kuleba").
        role: what the text calls the person right before the name, if anything.
    """

    text: str
    kind: Kind
    sentence: int
    start: int
    end: int
    base: str
    role: str | None = None


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
        key = name.base.rsplit(" ", 1)[-1] if name.kind == "person" else name.base
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
            if inner := _acronym_of_compound(token, sentence):
                yield inner
            for find in (_person, _organisation, _place):
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


def _run(tokens: Sequence[Token], place: int, limit: int = 6) -> int:
    """Place behind the capitalised words that stand side by side from `place` on."""
    end = place
    while end < len(tokens) and end - place < limit and tokens[end].capital:
        if end > place and tokens[end].start != tokens[end - 1].end + 1:
            break
        end += 1
    return end


def _name(
    tokens: Sequence[Token], first: int, end: int, kind: Kind, sentence: int,
    role: str | None = None,
) -> Name:  # fmt: skip
    text = " ".join(token.text for token in tokens[first:end])
    return Name(
        text, kind, sentence, tokens[first].start, tokens[end - 1].end, _base(text, kind), role
    )


_GENITIVE = re.compile(r"(?<=[^\Wsßxz])s$|(?<=[sßxz])['’]$")


def _base(text: str, kind: Kind) -> str:
    if kind == "place" and text not in gazetteer().places:
        return _GENITIVE.sub("", text)
    return text.rstrip("'’")


# --- persons ---


def _person(tokens: Sequence[Token], place: int, sentence: int) -> Name | None:
    end = _run(tokens, place)
    first = place
    while first < end - 1 and _precedes_name(tokens, first):
        first += 1
    role = " ".join(t.text for t in tokens[place:first] if t.text not in known.TITLES) or None
    last = _name_end(tokens, first, end, introduced=first > place)
    return _name(tokens, first, last, "person", sentence, role) if last else None


def _precedes_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether a title or role stands there, before a name."""
    word, following = tokens[place].text, tokens[place + 1].text
    if word in known.TITLES:
        return True
    if _is_first_name(word):
        return False
    if not known.is_role(word):
        # Whatever stands before a first name and a surname says who he is ("Agrarlandesrat").
        return (
            _is_first_name(following)
            and word.endswith(("rat", "rätin"))
            and place + 2 < len(tokens)
            and tokens[place + 2].capital
        )
    return not known.may_be_surname(word) or gazetteer().is_first_name(following)


def _name_end(
    tokens: Sequence[Token], first: int, end: int, *, introduced: bool
) -> int | None:  # fmt: skip
    """Place behind the name that begins at `first`, None where none begins there."""
    word = tokens[first].text
    if _is_stop(tokens, first) or _is_acronym(word) or word in known.MONTHS_AND_DAYS:
        return None
    if word in known.LEGAL_FORMS or (introduced and known.is_organisation_head(word)):
        return None
    has_first_name = _is_first_name(word) or bool(re.fullmatch(r"[A-ZÄÖÜ]\.", word))
    last = first + 1
    certain = introduced or has_first_name
    while last < end and last - first < 3 and _continues_name(tokens[last].text, certain):
        last += 1
        if last - first == 2 and _is_genitive_surname(tokens[last - 1].text):
            break  # "Steven Spielbergs Thriller"
    if last < end and tokens[last].text in known.LEGAL_FORMS:
        return None
    if has_first_name and (last - first == 1 or tokens[last - 1].text in ("Van", "Von", "De")):
        last = _with_particles(tokens, last)
    if has_first_name and last < len(tokens) and tokens[last].text.startswith(("al-", "el-")):
        last += 1
    if has_first_name and last - first >= 2:
        return last
    if introduced and not known.is_common(word) and not known.is_body(word):
        return last
    if last - first == 2 and _is_apposition(tokens, first, last) and not known.is_common(word):
        return last
    if last - first == 2 and _party_follows(tokens, last) and not known.is_common(word):
        return last
    return None


def _is_first_name(word: str) -> bool:
    return gazetteer().is_first_name(word) and word not in known.NO_FIRST_NAMES


def _is_genitive_surname(word: str) -> bool:
    return word[-1] == "s" and word[-2:] != "ss" and not _is_first_name(word)


def _continues_name(word: str, certain: bool) -> bool:
    if _is_acronym(word) or word in known.LEGAL_FORMS or known.is_organisation_head(word):
        return False
    if known.FIRM_ROLE.search(word) or word in known.NO_SURNAMES or word in ("Der", "Die", "Das"):
        return False
    return certain or not (known.is_common(word) or known.is_role(word))


def _with_particles(tokens: Sequence[Token], last: int) -> int:
    """Take in "von der Leyen" behind "Ursula"."""
    end = last
    if tokens[end - 1].text in ("Van", "Von", "De"):
        end -= 1
    while end < len(tokens) and tokens[end].text.lower() in known.PARTICLES and end - last < 3:
        end += 1
    if end == last or end >= len(tokens) or not tokens[end].capital:
        return last
    noble = tokens[last].text not in ("der", "den", "zu")  # "Anna der Polizei" is no name
    return end + 1 if noble else last


def _is_apposition(tokens: Sequence[Token], first: int, last: int) -> bool:
    """As in "der Vorsitzende des Verbands, Elhami Elsajat, sagte"."""
    return (
        first > 1
        and tokens[first - 1].text == ","
        and last < len(tokens)
        and tokens[last].text in (",", ".")
        and any(known.is_role(token.text) for token in tokens[max(0, first - 9) : first - 1])
    )


def _party_follows(tokens: Sequence[Token], place: int) -> bool:
    return (
        place + 1 < len(tokens)
        and tokens[place].text == "("
        and tokens[place + 1].text in known.PARTIES
    )


def _with_repeats(
    tokens: Sequence[Token], found: list[Name], surnames: dict[str, Name], sentence: int
) -> list[Name]:
    """The names of a sentence, and surnames that stand alone in it."""
    taken = {at for name in found for at in range(name.start, name.end)}
    names = list(found)
    for place, token in enumerate(tokens):
        if not token.capital or token.start in taken:
            continue
        base = token.text if token.text in surnames else _GENITIVE.sub("", token.text)
        if base in surnames and not _is_common_noun_here(tokens, place):
            names.append(
                replace(_name(tokens, place, place + 1, "person", sentence), base=base)
            )  # fmt: skip
    return sorted(names, key=lambda name: name.start)


_ARTICLES = frozenset(
    """der die das den dem des ein eine einen einem einer eines kein keine im am zum zur vom
    beim""".split()
)


def _is_common_noun_here(tokens: Sequence[Token], place: int) -> bool:
    """Whether an article stands before a word that is a surname elsewhere ("ein Wolf")."""
    return place > 0 and tokens[place - 1].lower in _ARTICLES


# --- organisations ---

_ACRONYM = re.compile(r"(?=.{2,8}$)[A-ZÄÖÜ][A-Za-z]{0,3}[A-ZÄÖÜ][A-Za-z&]{0,4}s?")
_CLUBS = frozenset(
    """FC IG VfB VfL SV TSV SC RB FSV TSG Radio Alarm Borussia Werder Eintracht Hertha Bayer
    Schalke Real Inter Chaos Australian Max-Ophüls-Preis""".split()
)
_NAMED_ADJECTIVE = re.compile(
    r"\w*(?:sche|freie|erste|erst|einte|ote|rüne|eiße|nationale|ürcher|iner|urger|ener)[nrms]?$|[A-ZÄÖÜ]\w{3,}er$",
    re.IGNORECASE,
)


def _is_acronym(word: str) -> bool:
    return (
        bool(_ACRONYM.fullmatch(word))
        and sum(map(str.isupper, word)) >= 2
        and word not in known.NO_ORGANISATION
        and word.lower() not in stop_words()
        and not re.fullmatch(r"[IVXLCDM]+", word)
    )


def _acronym_of_compound(token: Token, sentence: int) -> Name | None:
    """As in "SPD" of "SPD-Politikerin"."""
    head, hyphen, _ = token.text.partition("-")
    if not hyphen or not _is_acronym(head):
        return None
    return Name(head, "organisation", sentence, token.start, token.start + len(head), head)


def _organisation(tokens: Sequence[Token], place: int, sentence: int) -> Name | None:
    end = _organisation_end(tokens, place)
    if end:
        return _name(tokens, place, end, "organisation", sentence)
    return _named_kind(tokens, place, sentence)


def _organisation_end(tokens: Sequence[Token], place: int) -> int | None:
    word, end = tokens[place].text, _run(tokens, place)
    if _is_stop(tokens, place):
        return None
    for last in range(place + 1, end):
        if tokens[last].text in known.LEGAL_FORMS:
            kind = last > place + 1 and known.KINDS_OF_ORGANISATION.search(word)
            return None if kind else last + 1  # "der Maschinenbauer Hallmann AG"
    if word in _CLUBS and end > place + 1:
        return min(end, place + 3 if word == "Chaos" else place + 2)
    if _is_acronym(word) or known.is_body(word):
        return place + 1
    return _headed_end(tokens, place, end)


def _headed_end(tokens: Sequence[Token], place: int, end: int) -> int | None:
    """Place behind a name with a head: "Deutsche Bahn", "Landgericht Köln", "Bundesamt für ..."."""
    head = next(
        (at for at in range(place, end) if known.is_organisation_head(tokens[at].text)), None
    )
    if head is None or head > place + 2:
        return None
    word = tokens[head].text
    last = head + 1
    if head == place and _KINDS_BEFORE_NAMES.search(word):
        return None  # "die Menschenrechtsorganisation Hengaw": what follows is the name
    if head == place and last < end and _is_acronym(tokens[last].text):
        return None  # "die Gewerkschaft GDL": the acronym is the name
    if (
        last < end
        and not known.is_common(tokens[last].text)
        and not known.is_role(tokens[last].text)
    ):
        last += 1
    elif last < len(tokens) and tokens[last].text == "für":
        last = _run(tokens, last + 1)
        if last + 2 < len(tokens) and [t.text for t in tokens[last : last + 2]] == ["in", "der"]:
            last = _run(tokens, last + 2)
    elif last < len(tokens) - 1 and word == "Gewerkschaft":
        last = head + 1
    if last > head + 1 and (head == place or _NAMED_ADJECTIVE.search(tokens[place].text)):
        return last
    if head > place and all(_names_head(tokens, at) for at in range(place, head)):
        return head + 1
    return None


_KINDS_BEFORE_NAMES = re.compile(r"(?:organisation|agentur|partei|club|zeitung)$", re.IGNORECASE)


def _names_head(tokens: Sequence[Token], place: int) -> bool:
    word = tokens[place].text
    if known.is_role(word) and not known.may_be_surname(word) and not word.endswith("er"):
        return False
    if place == 0 and _NAMED_ADJECTIVE.search(word):
        return word.startswith(("Deutsche", "Europäische", "Vereinte", "Internationale"))
    return bool(_NAMED_ADJECTIVE.search(word)) or not known.is_common(word)


def _named_kind(tokens: Sequence[Token], place: int, sentence: int) -> Name | None:
    """As in "Kan" of "der Sender Kan", found at its first word."""
    if not place or not known.KINDS_OF_ORGANISATION.search(tokens[place - 1].text):
        return None
    if not tokens[place - 1].capital or tokens[place].start != tokens[place - 1].end + 1:
        return None
    word = tokens[place].text
    if known.is_common(word) or known.is_role(word) or _base(word, "place") in gazetteer().places:
        return None
    return _name(tokens, place, _run(tokens, place, limit=3), "organisation", sentence)


# --- places ---

_PLACE_PREPOSITIONS = frozenset(
    ["in", "aus", "nach", "bei", "um", "über", "von", "zwischen", "und", "vor", "gegen", "für"]
)
_NEEDS_PREPOSITION = frozenset(
    """Essen Wald Baden Wohlen Hof Halle Au Kehl Regen Weiden Singen Siegen Hagen Hamm Main Weser
    Cham Gland Plan Lage Bergen Norden Herne Aalen Gera Ulm Leer Zug Lyss Wels Weimar Marburg Horn
    Burg Stein Rust Wangen Stade Lahr Unna Riesa Thun Inseln Welt Wales Sofia Florida Texas
    Jena Lima Leoben Steyr Bruck Enns Ried Spittal Georgia Victoria Darwin
    Phoenix Santiago""".split()
)
_TOWN_PREPOSITIONS = frozenset(["in", "aus", "nach", "bei", "zwischen", "um", "und"])
_LONGEST_PLACE = 4  # words


def _place(tokens: Sequence[Token], place: int, sentence: int) -> Name | None:
    places = gazetteer().places
    if _is_stop(tokens, place):  # "Oder" is a river and a conjunction
        return None
    end = min(len(tokens), place + _LONGEST_PLACE)
    for last in range(end, place, -1):
        text = " ".join(token.text for token in tokens[place:last])
        if text in places or _GENITIVE.sub("", text) in places:
            if last == place + 1 and not _may_be_place(tokens, place):
                return None
            return _name(tokens, place, last, "place", sentence)
    return _unlisted_place(tokens, place, sentence)


def _may_be_place(tokens: Sequence[Token], place: int) -> bool:
    before = tokens[place - 1] if place else None
    if before is not None and before.lower.startswith("ein") and before.lower in _ARTICLES:
        return False
    if tokens[place].text in _NEEDS_PREPOSITION:
        return before is not None and before.lower in _PLACE_PREPOSITIONS
    return True


def _unlisted_place(tokens: Sequence[Token], place: int, sentence: int) -> Name | None:
    if not place:
        return None
    word, before = tokens[place].text, tokens[place - 1]
    if before.lower in _TOWN_PREPOSITIONS:
        for last in range(min(len(tokens), place + 3), place, -1):
            text = " ".join(token.text for token in tokens[place:last])
            if text in gazetteer().towns:
                return _name(tokens, place, last, "place", sentence)
    after_kind = before.capital and known.KINDS_OF_PLACE.search(before.text)
    after_preposition = before.lower in ("in", "aus", "nach", "bei", "zwischen") or (
        before.lower == "und" and place > 2 and tokens[place - 3].lower == "zwischen"
    )
    if known.is_common(word) or known.is_role(word) or _is_acronym(word):
        return None
    if before.lower in ("im", "am") and _VALLEY_OR_LAKE.search(word):
        return _name(tokens, place, place + 1, "place", sentence)
    if after_kind or (after_preposition and known.PLACE_ENDING.fullmatch(word)):
        return _name(tokens, place, place + 1, "place", sentence)
    return None


_VALLEY_OR_LAKE = re.compile(
    r"^(?!Portal|Kapital|Hospital|Quartal|Spital|Pedal)\w{3,}(?:tal|gau|see|gebirge)$"
)


def _is_stop(tokens: Sequence[Token], place: int) -> bool:
    """Whether a function word has its capital only because it opens the sentence."""
    opens = place == 0 or not tokens[place - 1].is_word
    return opens and tokens[place].lower in stop_words()
