"""One English for one German title: not "Defence Ministry" here and "Department of Defence" there.

A title is a German compound that ends in an office or a body
("Verteidigungsministerium", "NATO-Generalsekretär"). Its English is found by the
word for that end ("ministry", "department") and the words beside it. Two are
the same if they have that word and one word beside it in common, or if one is
short ("the ministry"); what has no such word is a pronoun, an acronym or the
like, and left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from newsdigest.annotate.gazetteer import gazetteer
from newsdigest.fidelity.forms import DEMONYMS, EXONYMS, PEOPLES
from newsdigest.fidelity.spelling import sound
from newsdigest.result import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.fidelity.repair import Checked

# What a German title ends in, and the English words for it.
_HEADS = {
    "minister": "minister secretary", "ministerium": "ministry department office",
    "präsident": "president speaker chairman chair chief head premier minister governor",
    "kanzler": "chancellor", "sekretär": "secretary chief head boss",
    "sprecher": "spokesman speaker", "vorsitzend": "chairman chair leader head chief president ceo",
    "chef": "head chief boss leader director ceo minister premier president chairman editor",
    "beauftragt": "commissioner officer representative ombudsman envoy agent delegate",
    "direktor": "director head principal", "leiter": "head leader director manager",
    "meister": "mayor", "gericht": "court tribunal", "gerichtshof": "court tribunal",
    "anwaltschaft": "prosecutor prosecution office attorney",
    "anwalt": "prosecutor attorney lawyer", "anwält": "prosecutor attorney lawyer",
    "richter": "judge justice magistrate", "botschafter": "ambassador envoy",
    "amt": "office agency department authority bureau service",
    "behörde": "authority agency office department body", "agentur": "agency",
    "verband": "association federation union society", "bund": "federation association union",
    "gewerkschaft": "union", "partei": "party", "fraktion": "group faction caucus party",
    "ausschuss": "committee board panel", "kommission": "commission committee panel",
    "rat": "council board chamber committee", "parlament": "parliament assembly",
    "tag": "bundestag landtag parliament house", "regierung": "government administration cabinet",
    "polizei": "police", "dienst": "service agency office",
    "institut": "institute", "schule": "school college university", "universität": "university",
    "klinik": "clinic hospital", "kammer": "chamber", "stiftung": "foundation trust",
}  # fmt: skip
_HEAD = re.compile(
    rf"(?P<head>{'|'.join(sorted(_HEADS, key=len, reverse=True))})(?:in(?:nen)?|e?[nsr]|e)?$",
    re.IGNORECASE,
)
# Ends whose English is nearly always one of these words.
_SURE = frozenset(
    "minister ministerium kanzler gericht gerichtshof kommission parlament anwaltschaft".split()
)
_SHORT = {"minister": "premier PM attorney", "ministerium": "treasury minister", "gericht": "judge"}
_FIRST_PART = 3  # letters of a compound before its end
_GERMAN_WORD = re.compile(r"\w+(?:-\w+)*")
_DETERMINER = re.compile(
    r"(?:d(?:er|ie|as|en|em|es)|(?:k?ein|[msd]ein|ihr|unser)e?[nrsm]?|dies\w*|jen\w*|jed\w*|alle\w*)",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"[a-zäöüß]{2,}e[nrsm]?")
_ENGLISH_WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
_OPENS = frozenset("the a an this that these those each every no any".split())
_LINKS = frozenset(
    """for in on at by to from with as about against between under over after before is are was were
    be been has have had will would can could may might must said says told but""".split()
)
# Words that stand before an office and are no part of its name.
_OUTSIDE = (
    _OPENS
    | _LINKS
    | frozenset(
        """and or of s’ his her its their our my your whose
    not also however when while that who which because if than then so he she it they there several
    many all both some two three four five""".split()
    )
)
# Adjectives of persons rather than of offices.
_ADJECTIVES = frozenset(
    "former new old current late acting outgoing incoming deputy vice responsible local".split()
)
_MOST = 3  # words beside the head


@dataclass(frozen=True, slots=True)
class _Rendering:
    """What may be the English of a title.

    Attributes:
        start, end: its place in the sentence.
        head: the word for the title's end, without number and gender.
        plural: whether it means several.
        words: the words beside it, as they are compared.
        exact: whether nothing at this place belongs to anything else.
    """

    start: int
    end: int
    head: str
    plural: bool
    words: frozenset[str]
    exact: bool


@dataclass(slots=True)
class _Sentence:
    """A sentence that has a title.

    Attributes:
        index: its number.
        german: the title as it stands there.
        holder: the people before it and the name behind it, as far as there are any.
        words: all words of the English, to be compared.
        found: what may be the title's English.
    """

    index: int
    german: str
    holder: tuple[str, str]
    words: frozenset[str]
    found: list[_Rendering]

    def agrees(self, rendering: _Rendering, origin: _Sentence) -> bool:
        """Whether one of its renderings is that of another sentence, or may not be.

        Blinken is a secretary of state where Baerbock is a foreign minister, and
        several ministers are others than one.
        """
        holders = zip(self.holder, origin.holder, strict=True)
        return any(one and other and one != other for one, other in holders) or any(
            own.plural != rendering.plural
            or (
                own.head == rendering.head
                and (
                    not (own.words and rendering.words)
                    or rendering.words & (own.words | self.words)
                    or own.words & origin.words
                )
            )
            for own in self.found
        )


def with_one_title(sources: Sequence[str], translated: Sequence[Checked]) -> list[Checked]:
    """The translations with each title in the words that most sentences have for it.

    Where it is not plain which words are the title's, the sentence gets a flag
    instead, with the title and the English at odds.
    """
    result = list(translated)
    for places in _titles(sources):
        # Read only now: a repair before may have moved what stands behind it.
        read = [_read(i, german, sources[i], result[i].text) for i, german in places.items()]
        if len(sentences := [sentence for sentence in read if sentence.found]) > 1:
            _set_right(sentences, result)
    return result


def _set_right(sentences: list[_Sentence], result: list[Checked]) -> None:
    usual, origin = _usual(sentences)
    wanted = result[origin.index].text[usual.start : usual.end]
    for sentence in sentences:
        one = result[sentence.index]
        if sentence.agrees(usual, origin):
            text = one.text
            for own in sentence.found:
                spelled = _spelled(text[own.start : own.end], wanted)
                text = text[: own.start] + spelled + text[own.end :]
            result[sentence.index] = one if text == one.text else replace(one, text=text)
            continue
        at_odds = sentence.found[0]
        alike = _is_female(sentence.german) == _is_female(origin.german)
        if len(sentence.found) == 1 and usual.exact and at_odds.exact and alike:
            text = _put(one.text, at_odds, wanted, opening=usual.start == 0)
            result[sentence.index] = replace(one, text=text)
            continue
        english = tuple(one.text[r.start : r.end] for r in sentence.found)
        flag = Flag(
            "term", f"{sentence.german} is {wanted!r} elsewhere", (sentence.german,), english
        )
        result[sentence.index] = replace(one, flags=(*one.flags, flag))


def _spelled(found: str, wanted: str) -> str:
    """The same words, British or American as in `wanted`: "defence minister" for "defense"."""
    words, usual = found.split(" "), wanted.split(" ")
    if [_british(w) for w in words] != [_british(w) for w in usual]:
        return found
    pairs = zip(words, usual, strict=True)
    return " ".join(w if w.lower() == u.lower() else w[0] + u[1:] for w, u in pairs)


def _british(word: str) -> str:
    return re.sub(r"ense$", "ence", re.sub(r"iz(?=at|e)", "is", word.lower()))


def _is_female(title: str) -> bool:
    return title.endswith(("in", "innen"))


def _usual(sentences: list[_Sentence]) -> tuple[_Rendering, _Sentence]:
    """The rendering that most sentences have, in full rather than short, else the first."""
    heads = Counter(head for sentence in sentences for head in {r.head for r in sentence.found})
    head = heads.most_common(1)[0][0]
    candidates = [(r, sentence) for sentence in sentences for r in sentence.found if r.head == head]
    return max(candidates, key=lambda c: (bool(c[0].words), sum(s.agrees(*c) for s in sentences)))


def _put(text: str, old: _Rendering, wanted: str, *, opening: bool) -> str:
    before = text[: old.start]
    if not before:
        wanted = wanted[0].upper() + wanted[1:]
    elif opening and wanted[-1:].islower() and wanted.split()[-1][0].islower():
        wanted = wanted[0].lower() + wanted[1:]
    vowel = re.match(r"(?!eu|uni|one)[aeiou]", wanted, re.IGNORECASE)
    before = re.sub(r"\b([Aa])n? $", r"\1n " if vowel else r"\1 ", before)
    return before + wanted + text[old.end :]


def _titles(sources: Sequence[str]) -> list[dict[int, str]]:
    """Each title that stands in more than one sentence: how, by their numbers."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for index, source in enumerate(sources):
        for match in _GERMAN_WORD.finditer(source):
            if title := _title(match.group()):
                found[title].setdefault(index, match.group())
    return [places for places in found.values() if len(places) > 1]


@lru_cache(maxsize=4096)
def _title(word: str) -> str | None:
    """The title without its ending, None for other words."""
    match = _HEAD.search(word) if word[0].isupper() else None
    return word[: match.end("head")].lower() if match and match.start() >= _FIRST_PART else None


@lru_cache(maxsize=4096)
def office_words(word: str) -> tuple[str, ...]:
    """The English words of which one has to be there for an office or body, () for other nouns."""
    match = _HEAD.search(word) if _title(word) else None
    head = match["head"].lower() if match else ""
    return tuple(f"{_HEADS[head]} {_SHORT.get(head, '')}".split()) if head in _SURE else ()


def _read(index: int, german: str, source: str, text: str) -> _Sentence:
    words = list(_ENGLISH_WORD.finditer(text))
    beside = [word for word in _GERMAN_WORD.findall(source) if word != german]
    # An "office" may be the other body's where there are two.
    heads = _heads(german) - frozenset[str]().union(*map(_heads, beside))
    others = {sound(word) for word in beside}
    adjectives = _adjectives_before(source, german)
    found = [
        _rendering(text, words, place, others, adjectives)
        for place, word in enumerate(words)
        if _bare(word.group()) in heads
    ]
    every = frozenset(_bare(word.group()) for word in words)
    return _Sentence(index, german, _holder(source, german), every, found)


@lru_cache(maxsize=4096)
def _heads(word: str) -> frozenset[str]:
    """The English words for what a German word ends in; nothing for words that are no title."""
    match = _HEAD.search(word)
    return frozenset(_HEADS[match["head"].lower()].split()) if match else frozenset()


def _holder(source: str, german: str) -> tuple[str, str]:
    start = source.find(german)
    people = re.search(r"(\w+?isch)e[nrsm]? $", source[:start])
    name = re.match(r" ((?:[A-ZÄÖÜ][\w-]+ ?)+)", source[start + len(german) :])
    return people.group(1).lower() if people else "", name.group(1).split()[-1] if name else ""


def _adjectives_before(source: str, title: str) -> int:
    """How many adjectives the German title has, but for those of a people."""
    count = 0
    for word in reversed(source[: source.find(title)].split()):
        if not _ADJECTIVE.fullmatch(word) or _DETERMINER.fullmatch(word):
            break
        count += not word.rstrip("enrsm").endswith("isch")
    return count


def _rendering(
    text: str, words: Sequence[re.Match[str]], place: int, others: set[str], adjectives: int
) -> _Rendering:
    head = words[place]
    capital = head.group()[0].isupper()
    first = place
    while place - first < _MOST + adjectives and first and _joined(text, words, first - 1):
        before = words[first - 1].group()
        if _is_outside(before, others) or (capital and before[0].islower()):
            break
        first -= 1
    boundary = words[first - 1].group() if first and _joined(text, words, first - 1) else ""
    foreign = 0 if boundary.lower() in _ADJECTIVES else adjectives
    beside = [_bare(word.group()) for word in words[first + foreign : place]]
    last = _end_of_complement(text, words, place, others)
    beside += [_bare(word.group()) for word in words[place + 1 : last + 1]]
    # Small words may be a verb or an adjective, unless an article is before them.
    exact = not adjectives and (
        boundary.lower() in _OPENS
        or boundary.endswith(("'s", "’s"))
        or boundary in _places_and_peoples()
        or ((capital or first == place) and (not boundary or boundary.lower() in _LINKS))
    )
    return _Rendering(
        words[first].start(),
        words[last].start() + len(_owner(words[last].group())),
        _bare(head.group()),
        head.group().endswith(("s", "men")),
        frozenset(beside) - _OUTSIDE,
        exact,
    )


def _joined(text: str, words: Sequence[re.Match[str]], place: int) -> bool:
    return text[words[place].end() : words[place + 1].start()] in (" ", "-")


def _end_of_complement(
    text: str, words: Sequence[re.Match[str]], place: int, others: set[str]
) -> int:
    """The place of the last word of "Secretary General" or "Ministry of the Interior"."""
    last = place
    if last + 1 < len(words) and words[last + 1].group().lower() == "general":
        last += 1
    following = [
        word.group() for number, word in enumerate(words[last + 1 : last + 6], last)
        if _joined(text, words, number)
    ]  # fmt: skip
    if following[:1] != ["of"]:
        return last
    skipped = 2 if following[1:2] == ["the"] else 1
    size = 0
    for word in following[skipped:]:
        if _is_outside(word, others) or (size and word[0].islower()):
            break
        size += 1
    return last + skipped + size if size else last


def _is_outside(word: str, others: set[str]) -> bool:
    """Whether a word is no part of a title: a function word, a place or people, another name."""
    return (
        word.lower() in _OUTSIDE | _ADJECTIVES
        or word.endswith(("'s", "’s"))
        or (word[0].isupper() and (word in _places_and_peoples() or sound(word) in others))
    )


@lru_cache(maxsize=1)
def _places_and_peoples() -> frozenset[str]:
    names = [*gazetteer().places.values(), *EXONYMS.values(), *DEMONYMS.values(), *PEOPLES.values()]
    return frozenset(word for name in names for word in name.split()) - {"United", "Central"}


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    """A word without number and gender, in British spelling, to be compared."""
    word = _owner(word).lower()
    word = re.sub(r"(?:wom[ae]n|men|person|people)$", "man", word)
    word = re.sub(r"ies$", "y", word)
    word = re.sub(r"(?<=[^s])s$", "", word)
    return _british(word)


def _owner(word: str) -> str:
    """A word without the ending of the possessive."""
    return re.sub(r"['’]s?$", "", word)
