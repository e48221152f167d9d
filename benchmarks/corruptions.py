"""Good English sentences made wrong on purpose, by rule: what the fidelity checks must catch.

Each rule takes an English sentence and yields wrong versions of it, one fault
each. None looks at the checks, nor at the German beyond the names that it has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
_SCALES = {"thousand": "million", "million": "billion", "billion": "million", "dozen": "hundred"}
_SCALE = re.compile(rf"\b(?:{'|'.join(_SCALES)})\b")


def number_changed(english: str) -> Iterator[str]:
    """One digit of a number becomes another; a number word becomes the next."""
    for match in _DIGITS.finditer(english):
        number = match.group()
        at = len(number) // 2 if number[len(number) // 2].isdecimal() else 0
        yield _put(english, match, f"{number[:at]}{(int(number[at]) + 4) % 10}{number[at + 1 :]}")
    for match in _NUMBER_WORD.finditer(english):
        place = _NUMBER_WORDS.index(match.group().lower())
        yield _put(english, match, _NUMBER_WORDS[(place + 3) % len(_NUMBER_WORDS)])


def number_dropped(english: str) -> Iterator[str]:
    """A number goes, with its scale."""
    for match in re.finditer(rf"{_DIGITS.pattern}(?:\s(?:{'|'.join(_SCALES)})\b)?\s?", english):
        yield _put(english, match, "")


def number_magnitude(english: str) -> Iterator[str]:
    """Ten times as much, or a million for a billion."""
    for match in _SCALE.finditer(english):
        yield _put(english, match, _SCALES[match.group()])
    for match in re.finditer(r"\b\d{2,3}(?:,\d{3})+\b", english):
        yield _put(english, match, match.group()[:-4])


_NEGATION = (
    (r"\b(did|does|do) not\b", ""), (r"\b(could|would|should|must|need) not\b", r"\1"),
    (r"\bcannot\b", "can"), (r"\b(\w+)n['’]t\b", r"\1"), (r"\bnot\b", ""),
    (r"\bno longer\b", "still"),
    (r"\bnever\b", "always"), (r"\bnobody\b", "everybody"), (r"\bNobody\b", "Everybody"),
    (r"\bnothing\b", "something"), (r"\bNothing\b", "Something"), (r"\bno\b(?![.-])", "some"),
    (r"\bNo\b", "Some"), (r"\bwithout\b", "with"), (r"\b[Nn]either\b", "both"), (r"\bnor\b", "and"),
    (r"\bun(?=clear|likely|known|changed|lawful|successful|certain|constitutional)", ""),
    (r"\bimpossible\b", "possible"), (r"\bnone\b", "all"), (r"\bNowhere\b", "Everywhere"),
)  # fmt: skip
_IDIOM = re.compile(r"\bno (?:later|less|fewer) than\b|\bnot only\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may)\b"
    r"(?! (?:not|no|never|nothing|neither|only|to)\b)"
)


def negation_dropped(english: str) -> Iterator[str]:
    """All negators of a sentence go, so that it says the contrary."""
    if _IDIOM.search(english):
        return
    positive = english
    for pattern, instead in _NEGATION:
        positive = re.sub(pattern, instead, positive)
    if positive != english:
        yield " ".join(positive.split())


def negation_added(english: str) -> Iterator[str]:
    """A "not" behind the first auxiliary, in a sentence that denies nothing."""
    denies = any(re.search(pattern, english) for pattern, _ in _NEGATION)
    if not denies and (match := _AUXILIARY.search(english)):
        yield _put(english, match, f"{match.group()} not")


# A run of capitalised words is one name: "Lower Saxony", "Ursula von der Leyen".
_RUN = re.compile(
    r"(?<![\w-])[^\W\d_a-z][\w.-]*\w"
    r"(?: (?:von der |van der |von |de |al |of the |of |for )?[^\W\d_a-z][\w.-]*\w)*"
)
# Titles and days are no names.
_TITLES = (
    "President|Prime|Minister|Chancellor|Foreign|Interior|Defence|Health|Finance|Agriculture|"
    "Secretary-General|Mayor|Premier|CEO|Mr|Mrs|Ms|Dr|Sir|King|Queen|Pope|Mount|Striker|"
    "Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?|January|February|March|April|May|"
    "June|July|August|September|October|November|December|The|A|An|In|On|At|It|He|She|They|We|You|"
    "But|And|For|Of|I"
)
_TITLE = re.compile(rf"\b(?:{_TITLES})\b(?!-) ?(?:of )?")
# Bodies, offices and honours, whose names are translated word by word.
_BODY = re.compile(
    r"\b(?:Court|Bank|Office|Organi[sz]ation|Parliament|House|Nations|Commission|Party|Service|"
    r"Agency|Ministry|Airport|War|Prize|Lion|Palace|Stadium|Square|Hospital|University|"
    r"Committee|Association|Council|Institute|Police|Department|Federal|State|League|Cup|Union)\b"
)
_OTHER_NAMES = ("Hartwell", "Oslo", "Quiroga")


def names(english: str, *, bodies: bool = False) -> Iterator[re.Match[str]]:
    """The names in an English sentence behind its first word: of bodies, or all others."""
    words = english.split()
    if sum(word[0].isupper() for word in words) > 0.6 * len(words):
        return  # a headline with a capital on each word
    for run in _RUN.finditer(english):
        start = run.start()
        while title := _TITLE.match(english, start, run.end()):
            start = title.end()
        stop = _TITLE.search(english, start, run.end())
        end = stop.start() if stop else run.end()
        text = english[start:end].strip()
        opens = not start or english[:start].rstrip()[-1:] in '.!?:“"‘('
        if text and text[0].isupper() and not (opens and " " not in text):
            found = re.compile(re.escape(text)).match(english, start)
            if found and bool(_BODY.search(text)) is bodies:
                yield found


def name_dropped(english: str) -> Iterator[str]:
    """A name goes."""
    for match in names(english):
        yield " ".join(_put(english, match, "").split())


def name_swapped(english: str) -> Iterator[str]:
    """A name becomes another."""
    yield from _swapped(english, names(english))


def body_swapped(english: str) -> Iterator[str]:
    """The name of a court, bank or party becomes another."""
    yield from _swapped(english, names(english, bodies=True))


def surname_swapped(english: str) -> Iterator[str]:
    """The last word of a name becomes another."""
    last = (re.compile(r"(?<= )\w+$").search(english, m.start(), m.end()) for m in names(english))
    yield from _swapped(english, filter(None, last))


def _swapped(english: str, found: Iterable[re.Match[str]]) -> Iterator[str]:
    for place, match in enumerate(found):
        yield _put(english, match, _OTHER_NAMES[place % len(_OTHER_NAMES)])


def quotation_lost(english: str) -> Iterator[str]:
    """The quotation marks go."""
    if re.search(r"[\"“”]", english):
        yield re.sub(r"[\"“”]", "", english)


_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April June July August September October November December"
).split()


def date_changed(english: str) -> Iterator[str]:
    """A weekday or month becomes the one after the next."""
    for days in (_DAYS, _MONTHS):
        for match in re.finditer(rf"\b(?:{'|'.join(days)})\b", english):
            yield _put(english, match, days[(days.index(match.group()) + 2) % len(days)])


def _put(text: str, match: re.Match[str], instead: str) -> str:
    return text[: match.start()] + instead + text[match.end() :]


# What each rule spoils, and the flag that has to say so.
RULES: dict[str, tuple[str, Callable[[str], Iterator[str]]]] = {
    "number changed": ("number", number_changed),
    "number dropped": ("number", number_dropped),
    "number ten or a thousand times": ("number", number_magnitude),
    "name dropped": ("name", name_dropped),
    "name swapped": ("name", name_swapped),
    "last word of a name swapped": ("name", surname_swapped),
    "body swapped": ("name", body_swapped),
    "negation dropped": ("negation", negation_dropped),
    "negation added": ("negation", negation_added),
    "date changed": ("date", date_changed),
    "quotation marks lost": ("quotation", quotation_lost),
}
