"""Weekdays and months: whether the English has the German ones."""

from __future__ import annotations

import re

from newsdigest.article import MONTHS

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DAYS = {
    "montag": "Monday", "dienstag": "Tuesday", "mittwoch": "Wednesday", "donnerstag": "Thursday",
    "freitag": "Friday", "samstag": "Saturday", "sonnabend": "Saturday", "sonntag": "Sunday",
}  # fmt: skip
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTHS = dict(zip(MONTHS, _ENGLISH_MONTHS, strict=True))
_MONTHS |= {"jänner": "January", "feber": "February"}  # in Austria
_PARTS_OF_DAY = r"(?:s|abend|morgen|nacht|vormittag|nachmittag|mittag|früh|abends|morgens)*"
_FEASTS = "(?:oster|pfingst|palm|rosen|buß|kar|grün|ascher|faschings)"
_DAY = re.compile(rf"\b{_FEASTS}?({'|'.join(_DAYS)}){_PARTS_OF_DAY}\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:(?:Mitte|Ende|Anfang)-?)?({'|'.join(_MONTHS)})s?\b", re.IGNORECASE)
# "In der Nacht zum Sonntag" is Saturday night, or early on Sunday.
_NIGHT_BEFORE = re.compile(r"Nacht (?:zu[mr]?|auf)(?: den)? (\w+(?:tag|abend|woch))\b")
_ENGLISH_DATE = re.compile(
    rf"\b(?:{'|'.join(sorted(set(_DAYS.values())))}|{'|'.join(_ENGLISH_MONTHS)})\b"
)


def date_errors(source: str, target: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Weekdays and months that the English lost, and ones that the German does not have."""
    german = {
        match.group(): names[match.group(1).lower()]
        for pattern, names in ((_DAY, _DAYS), (_MONTH, _MONTHS))
        for match in pattern.finditer(_NIGHT_BEFORE.sub(" ", source))
        if match.group()[0].isupper() or match.group().endswith("tags")
    }
    nights = {day for match in _NIGHT_BEFORE.finditer(source) for day in _night(match[1])}
    english = set(_ENGLISH_DATE.findall(target)) - {"May", "March"}
    words = {word.removesuffix("’s").removesuffix("'s") for word in _WORD.findall(target)}
    lost = tuple(
        word for word, name in german.items() if name not in words and word not in words
        and not _as_digits(name, target)
    )  # fmt: skip
    expected = {*german.values(), *nights}
    added = tuple(name for name in english if name not in expected and name not in source)
    # A day left out is often the translator's choice ("heute, Sonntag"); another day is a mistake.
    return (lost, added) if added and expected else (tuple(w for w in lost if _MONTH.match(w)), ())


def _night(day: str) -> tuple[str, ...]:
    """The English days of the night to a German one: that day and the one before."""
    name = _DAYS.get(day.lower())
    if name is None:
        return ()
    week = list(dict.fromkeys(_DAYS.values()))
    return name, week[week.index(name) - 1]


def _as_digits(name: str, target: str) -> bool:
    """Whether a month stands in digits ("15/02/2022")."""
    if name not in _ENGLISH_MONTHS:
        return False
    month = _ENGLISH_MONTHS.index(name) + 1
    return bool(re.search(rf"\b0?{month}[/.]\d|\d[/.]0?{month}\b", target))


def is_date(word: str) -> bool:
    """Whether a word is a weekday or month, or a part of one ("Dienstagabend")."""
    return bool(_DAY.fullmatch(word) or _MONTH.fullmatch(word))
