"""Dates, resolved against the day the article appeared.

What cannot be resolved stays as exact as it is: "im Februar" in an article of
"2022" is "2022-02", "am Dienstag" in an article of "2022-02" has no date.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdigest.document import Document


@dataclass(frozen=True, slots=True)
class Date:
    """A date where it stands in the text.

    Attributes:
        sentence: number of the sentence.
        start: offset in the sentence's clean text.
        end: offset behind it.
        iso: ISO 8601, as exact as is known ("2022", "2022-02", "2022-02-15"), None
            where it depends on a day of publication that is not known.
    """

    sentence: int
    start: int
    end: int
    iso: str | None


_MONTHS = {
    "jan": 1, "jän": 1, "feb": 2, "mär": 3, "apr": 4, "mai": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
_MONTH = (
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
)
_DAYS = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"]
_DAY = r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"
_RELATIVE = {"heute": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "übermorgen": 2}
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_DATE = re.compile(
    rf"""(?<![\w.,:/-]) (?:
      (?P<iso> \d{{4}}-\d{{2}}-\d{{2}} ) (?![\w-])
    | (?P<day> \d{{1,2}} )\.\s? (?: (?P<month> {_MONTH} ) | (?P<number> \d{{1,2}} )\. )
        (?: \s? (?P<year> {_YEAR} ) )? (?! \d | \.\d )
    | (?P<monthonly> {_MONTH} ) \b (?: \s (?P<monthyear> {_YEAR} ) \b )?
    | (?P<ahead> (?:kommenden?|nächste[nr]?) \s )?
        (?P<past> (?:vergangenen?|letzten?|vorigen) \s )?
        (?P<weekday> {_DAY} )
        (?P<daytime> s?(?:abend|morgen|vormittag|nachmittag|nacht|mittag|früh) )? \b
    | (?P<relative> heute | gestern | vorgestern | übermorgen
        | morgen (?=\s(?:soll|wird|will|beginnt|startet)) ) \b
    | (?P<yearword> (?: [Ii]m\sJahr(?:e)? | [Ss]eit | [Bb]is | [Ee]nde | [Aa]nfang | [Mm]itte
        | Sommer | Herbst | Winter | Frühjahr | Frühling | [Aa]b | [Vv]on | [Ii]n ) \s )
        (?P<bareyear> {_YEAR} ) \b (?!\s[A-ZÄÖÜ][a-zäöü]+(?:en|er|e)\b)
    | (?<=[„“(\s]) (?P<loneyear> (?:19|20)\d\d ) \b (?=\s[a-zäöü)])
    | ^(?P<firstyear> (?:19|20)\d\d ) \b (?=\s[a-zäöü])
    )""",
    re.VERBOSE,
)


def find_dates(document: Document) -> tuple[Date, ...]:
    """The dates of a document's sentences, in order."""
    published = document.date
    return tuple(
        date
        for sentence in document.sentences
        for match in _DATE.finditer(sentence.clean)
        if (date := _date(match, sentence.index, sentence.clean, published))
    )


def _date(match: re.Match[str], sentence: int, text: str, published: str | None) -> Date | None:
    if match["bareyear"] or match["loneyear"] or match["firstyear"]:
        group = (
            "bareyear" if match["bareyear"] else "loneyear" if match["loneyear"] else "firstyear"
        )
        return Date(sentence, *match.span(group), match[group])
    iso = _iso(match, text, published)
    if iso == "":
        return None
    return Date(sentence, match.start(), match.end(), iso)


def _iso(match: re.Match[str], text: str, published: str | None) -> str | None:
    """The date in ISO 8601, None where it is not known, "" where there is none ("31.13.")."""
    if match["iso"]:
        return match["iso"] if _valid(match["iso"]) else ""
    if match["day"]:
        month = _month(match["month"]) if match["month"] else int(match["number"])
        return _day_of_year(
            int(match["day"]), month, match["year"], text[: match.start()], published
        )
    if match["monthonly"]:
        return _month_of_year(
            _month(match["monthonly"]), match["monthyear"], text[: match.start()], published
        )
    if published is None or len(published) < len("2022-02-15"):
        return None
    today = datetime.date.fromisoformat(published[:10])
    if match["relative"]:
        return (today + datetime.timedelta(_RELATIVE[match["relative"]])).isoformat()
    return _nearest(today, match, text).isoformat()


def _month(name: str) -> int:
    return _MONTHS[name[:3].lower()]


def _valid(iso: str) -> bool:
    try:
        datetime.date.fromisoformat(iso)
    except ValueError:
        return False
    return True


_FUTURE = re.compile(
    r"\b(?:ab|bis|zum|kommenden|nächsten|soll(?:en)?|werden|wird|will|wollen|erwarten|erwartet|beginnt|findet"
    r"|spätestens|von|vom)\b",
    re.IGNORECASE,
)


def _year_of(month: int, before: str, published: str | None) -> str | None:
    """The year nearest the day of publication, the one ahead after words such as "ab", "soll"."""
    if published is None:
        return None
    year = int(published[:4])
    if len(published) < len("2022-02"):
        return str(year)
    now = int(published[5:7])
    distance = month - now
    if distance > 6 or (
        distance > 0 and re.search(r"(?i)\b(?:seit|im vergangenen|war|hatten?)\b", before)
    ):
        return str(year - 1) if not _FUTURE.search(before) else str(year)
    return str(year + 1) if distance < -6 and _FUTURE.search(before) else str(year)


def _day_of_year(
    day: int, month: int, year: str | None, before: str, published: str | None
) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    year = year or _year_of(month, before, published)
    if year is None:
        return None
    iso = f"{year}-{month:02}-{day:02}"
    return iso if _valid(iso) else ""


def _month_of_year(month: int, year: str | None, before: str, published: str | None) -> str | None:
    year = year or _year_of(month, before, published)
    return f"{year}-{month:02}" if year else None


def _nearest(today: datetime.date, match: re.Match[str], text: str) -> datetime.date:
    """The weekday meant: the last one, or the next where the sentence looks ahead."""
    name = match["weekday"].lower().replace("sonnabend", "samstag")
    back = (today.weekday() - _DAYS.index(name)) % 7
    if match["past"]:
        return today - datetime.timedelta(back or 7)
    ahead = match["ahead"] or (back and _looks_ahead(text))
    if ahead:
        return today + datetime.timedelta((7 - back) if back else 7)
    return today - datetime.timedelta(back)


_AHEAD = re.compile(
    r"\b(?:soll(?:en)?|wird|werden|will|wollen|findet|beginnt|startet|bringt|zieht|steht|stehen)\b"
)
_BEHIND = re.compile(r"\b(?:sagte|teilte|erklärte|hatten?|wurden?|war(?:en)?|haben|hat|ist|sind)\b")


def _looks_ahead(text: str) -> bool:
    return bool(_AHEAD.search(text)) and not _BEHIND.search(text)
