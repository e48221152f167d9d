"""Numbers of a German sentence and of its English: which were lost, which came from nowhere.

A number is compared by value, never by its letters: "1,5 Millionen" is "1.5
million" is "1,500,000", and "21.30 Uhr" is "9:30 p.m.". Where a spelling has
several readings ("third" is 3 or 1/3) one of them is enough.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from newsdigest.article import MONTHS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence.

    Attributes:
        text: how the sentence writes it.
        values: its readings.
        sure: whether the other language must have it; words that are often
            rendered freely ("beide", "one", "second") only excuse a number.
    """

    text: str
    values: frozenset[Fraction]
    sure: bool = True


_NONE = re.compile(r"\bthird[- ](?=part(?:y|ies)\b)", re.IGNORECASE)  # "fremd"
_HALF_YEAR = re.compile(r"\bhalbe[sn]? Jahr", re.IGNORECASE)  # "six months"


def number_errors(source: str, target: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """German numbers that the English lost, and English ones that the German does not have."""
    german, english = list(german_numbers(source)), list(english_numbers(_NONE.sub("", target)))
    # A month is a number only beside one in digits: else its number would excuse the day.
    if not _MONTH_IN_DIGITS.search(target):
        german = [number for number in german if number.text.lower() not in MONTHS]
    if not _MONTH_IN_DIGITS.search(source):
        english = [number for number in english if number.text.lower() not in _ENGLISH_MONTHS]
    if _HALF_YEAR.search(source):
        german.append(Number("halbes Jahr", frozenset({Fraction(6)}), sure=False))
    return unmatched(german, english), unmatched(english, german)


def unmatched(numbers: Collection[Number], others: Collection[Number]) -> tuple[str, ...]:
    """The texts of the sure numbers that the others lack, or have less often."""
    known = Counter(value for other in others for value in other.values)
    # In digits a number that stands there twice has to come twice.
    times = Counter(n.values for n in numbers if n.sure and n.text[0].isdecimal())
    lost = (
        n.text
        for n in numbers
        if n.sure and sum(known[value] for value in n.values) < max(1, times[n.values])
    )
    return tuple(dict.fromkeys(lost))


# --- digits, in both languages ---

_SPACED = r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])"
_DIGITS = rf"(?:{_SPACED}|[0-9]{{1,18}}(?:[.,][0-9]{{1,18}})*)"
_GERMAN = re.compile(
    rf"""(?P<digits>{_DIGITS})(?P<suffix>[^\W\d_]*)
    (?:[-\s]?(?P<unit>Mio|Mrd|Millione?n?|Milliarden?|Billione?n?|Tausend|Hundert|Dutzend)\b\.?)?
    | (?P<word>[^\W\d_]+)""",
    re.VERBOSE,
)
_ENGLISH = re.compile(
    rf"""(?P<digits>{_DIGITS})(?P<suffix>[^\W\d_]*)
    (?P<half>\ and\ a\ half|\ 1/2|\s?½)?
    (?:[-\s](?P<unit>hundred|thousand|million|billion|trillion|dozen|mn|bn|tn)s?\b)?
    | (?P<words>(?:(?:tens|hundreds)\ of\ (?:thousands|millions)) | [^\W\d_]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_UNITS = {
    "hundert": 10**2, "tausend": 10**3, "mio": 10**6, "million": 10**6, "millionen": 10**6,
    "mrd": 10**9, "milliarde": 10**9, "milliarden": 10**9, "billion": 10**12, "billionen": 10**12,
    "dutzend": 12,
}  # fmt: skip
_ENGLISH_UNITS = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "dozen": 12, "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12,
}  # fmt: skip
_GROUPED = {
    ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+"), ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+"),
}  # fmt: skip


def _decimal(digits: str, group: str, point: str) -> Fraction | None:
    """The value of digits in which `group` separates thousands and `point` the decimals."""
    digits = re.sub(r"\s", "", digits)
    whole, _, decimals = digits.partition(point)
    if _GROUPED[group].fullmatch(whole):
        whole = whole.replace(group, "")
    if not whole.isdecimal() or (decimals and not decimals.isdecimal()):
        return None
    return Fraction(f"{whole}.{decimals or 0}")


def _shortened_year(value: Fraction) -> set[Fraction]:
    """1990 is also the 90 of "die 90er" and 2016 the 16 of "2015/16"."""
    return {value, value % 100} if 1900 <= value < 2100 else {value}


# --- German ---

_HALVES = {"halb": Fraction(1, 2), "anderthalb": Fraction(3, 2), "eineinhalb": Fraction(3, 2)}
_FRACTIONS = {
    "hälfte": 2, "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "achtel": 8,
    "zehntel": 10,
}  # fmt: skip
_COUNTING_SUFFIX = re.compile(
    r"(?:mal(?:ig\w*)?|fach\w*|jährig\w*|köpfig\w*|tägig\w*|stündig\w*|minütig\w*|wöchig\w*|monatig\w*"
    r"|stellig\w*|prozentig\w*|teilig\w*|stöckig\w*|seitig\w*|st?ens|tens)$"
)
_ORDINAL_SUFFIX = re.compile(r"(?:s?te[nrsm]?)$")
_FREE_GERMAN = {
    "beid": 2, "paar": 2, "doppel": 2, "dopplung": 2, "verdoppel": 2, "zwei": 2, "zwo": 2,
    "duo": 2, "zwilling": 2, "einig": 1, "drei": 3, "dritt": 3, "trio": 3, "vier": 4,
    "quartett": 4, "fünf": 5, "sechs": 6, "sieb": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11,
    "zwölf": 12, "dutzend": 12, "zwanzig": 20, "hundert": 100, "tausend": 1000, "million": 10**6,
    "milliard": 10**9, "billion": 10**12, "mittag": 12, "mitternacht": 12, "jahrhundert": 100,
    "jahrzehnt": 10, "achtelfinal": 16, "einzig": 1, "allein": 1, "erst": 1, "ein": 1, "null": 0,
    "kein": 0, "jahrtausend": 1000,
}  # fmt: skip
_FREE = re.compile(
    r"(?:^|(?<=ver)|(?<=halb))(?:" + "|".join(sorted(_FREE_GERMAN, key=len, reverse=True)) + ")"
)
# "Covid-19" may be "the coronavirus", "CO2" "carbon dioxide"; the A81 stays the A81.
_IN_NAME = re.compile(r"(?:\bCO|Covid-?|CoV-?)$", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt)e[nrsm]?$"
)  # "Tabellenvierter"
_COUNTED_ONCE = {"ein", "eine", "einer", "einem", "eines", "halbe", "halben"}
_UNIT = re.compile(
    r"[ -](?P<unit>Mio|Mrd|Millione?n?|Milliarden?|Billione?n?|Tausend|Hundert|Dutzend)\b\.?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\s*(?:[.:][0-9]{2})?\s*Uhr\b")
_RANGE = re.compile(
    r"\s?(?:bis(?: zu)?|und|oder|-|–|to|and|or)\s(?:[0-9]+(?:[.,][0-9]+)?|[a-zäöüß]+)[\s-]"
    r"(?P<unit>Mio|Mrd|Million(?:en)?|Milliarden?|million|billion|thousand)\b"
)


def german_numbers(text: str) -> Iterator[Number]:
    """The numbers of a German text, in order, with their readings."""
    taken = 0  # the "Millionen" of "drei Millionen" is read with its "drei"
    before = ""
    for match in _GERMAN.finditer(text):
        if match["digits"]:
            yield from _german_digits(text, match)
        elif match.start() >= taken and (
            number := _german_word(match["word"], before if before in _TELLING else "")
        ):
            unit = _UNIT.match(text, match.end())
            if unit and (number.sure or match["word"].lower() in _COUNTED_ONCE):
                taken = unit.end()
                yield _times(number, unit["unit"], text[match.start() : taken])
            else:
                yield number
        before = match.group().lower()


def _times(number: Number, unit: str, text: str) -> Number:
    factor = _UNITS[unit.lower()]
    return Number(text, frozenset(value * factor for value in number.values))


def _german_digits(text: str, match: re.Match[str]) -> Iterator[Number]:
    digits = match["digits"]
    value = _decimal(digits, ".", ",")
    unit = _UNITS.get((match["unit"] or "").lower(), 1)
    sure = not _IN_NAME.search(text, max(0, match.start() - 8), match.start())
    label = match.group().strip()
    if value is None or (digits.count(".") and not _GROUPED["."].fullmatch(digits.split(",")[0])):
        yield from _parts(text, match, sure=sure)
        return
    if match["suffix"].startswith("½"):
        value += Fraction(1, 2)
    values = _shortened_year(value) if unit == 1 else {value * unit}
    if "," in digits and re.fullmatch(r"[0-9]{1,3},[0-9]{3}", digits):
        values.add(Fraction(digits.replace(",", "")))  # English grouping in German news
    if _CLOCK.match(text, match.end("digits")):
        values |= _twelve_hours(value)
    if digits == "00" and text.endswith(":", 0, match.start()):
        return  # the full hour of "1:00 Uhr"
    if text.endswith("/", 0, match.start()) and value < 100:
        values |= {1900 + value, 2000 + value}  # the season of 2015/16
    if match["suffix"] == "er" and value < 100:
        values |= {1900 + value}
    if shared := _RANGE.match(text, match.end()):
        values.add(value * _UNITS[shared["unit"].lower()])
    yield Number(label, frozenset(values), sure)


def _parts(text: str, match: re.Match[str], *, sure: bool) -> Iterator[Number]:
    """Digits that dots or commas divide into a time, a date or a version: each part."""
    whole = match["digits"]
    pieces = re.split(r"[.,]", whole)
    clock = _CLOCK.match(text, match.end("digits"))
    as_decimal = {Fraction(whole)} if re.fullmatch(r"[0-9]+\.[0-9]+", whole) else set()
    for place, piece in enumerate(pieces):
        values = _shortened_year(Fraction(piece)) | as_decimal
        if clock and place == 0:
            values |= _twelve_hours(Fraction(piece))
        full_hour = clock and place and piece == "00"
        yield Number(whole, frozenset(values), sure and not full_hour)


def _twelve_hours(hour: Fraction) -> set[Fraction]:
    """An hour of the German day and what an English clock shows then."""
    return {hour, hour - 12} if hour > 12 else {hour, hour + 12} if hour in (0, 12) else {hour}


# The words before a number word that say whether it counts.
_TELLING = frozenset(["ein", "zwei", "drei", "vier", "einem", "halbe"])


@lru_cache(maxsize=4096)
def _german_word(word: str, before: str) -> Number | None:
    lower = word.lower()
    if lower in MONTHS:
        return Number(word, frozenset({Fraction(MONTHS.index(lower) + 1)}), sure=False)
    stem = re.sub(r"(?:e[nrsm]?|s)$", "", lower)
    if lower in _HALVES or stem in _HALVES:
        value = _HALVES.get(lower) or _HALVES[stem]
        return Number(word, frozenset({value}), sure=value > 1)
    if (part := lower.removesuffix("n").removesuffix("s")) in _FRACTIONS:
        sure = part in ("drittel", "hälfte") or before not in ("", "halbe")
        return Number(word, frozenset({Fraction(1, _FRACTIONS[part])}), sure=sure)
    cardinal = _cardinal(lower)
    if cardinal is not None and lower not in ("null", "achten"):  # "achten" is mostly a verb
        # "Zweiter" is "another", "again", "runner-up", "on appeal" too.
        sure = cardinal > 1 and not lower.startswith("zweite")
        return Number(word, frozenset(_shortened_year(cardinal)), sure=sure)
    if lower in ("million", "millionen", "milliarde", "milliarden", "billion", "billionen"):
        return Number(word, frozenset({Fraction(_UNITS[lower])}), sure=before != "halbe")
    free = {Fraction(_FREE_GERMAN[m.group()]) for m in _FREE.finditer(lower)}
    if (place := _PLACE.search(lower)) and (rank := _cardinal(place.group())):
        free.add(rank)
    if "halb" in lower:
        free |= {Fraction(1, 2), Fraction(6), Fraction(30)}  # of a year, of an hour
    if "viertel" in lower or "quartal" in lower:
        free |= {Fraction(1, 4), Fraction(4)}
    return Number(word, frozenset(free), sure=False) if free else None


def _cardinal(word: str) -> Fraction | None:
    """The value of a German number word, cardinal, ordinal or with a counting suffix."""
    whole = word.removesuffix("einhalb")
    half = Fraction(1, 2) if whole != word else 0
    for form in (whole, re.sub(r"e[nr]?$", "", whole), _COUNTING_SUFFIX.sub("", whole)):
        value = _german_cardinals().get(form)
        if value is None and "tausend" in form:
            thousands, _, rest = form.partition("tausend")
            high = _german_cardinals().get(thousands or "ein")
            low = _german_cardinals().get(rest.removeprefix("und"), 0 if not rest else None)
            value = high * 1000 + low if high is not None and low is not None else None
        if value is not None:
            return value + half
    ordinal = _ORDINAL_SUFFIX.search(word)
    return _german_ordinals().get(word[: ordinal.start()]) if ordinal else None


_DE_UNITS = "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_DE_TEENS = ("dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn").split()


@lru_cache(maxsize=1)
def _german_cardinals() -> dict[str, Fraction]:
    """German number words from 1 to 999."""
    small = {word: n for n, word in enumerate([*_DE_UNITS, *_DE_TEENS], 1)}
    for tens, word in enumerate(_DE_TENS, 2):
        small[word] = 10 * tens
        small |= {f"{unit}und{word}": 10 * tens + n for n, unit in enumerate(_DE_UNITS[:9], 1)}
    words = dict(small)
    for n, unit in enumerate(["", *_DE_UNITS[:9]]):
        hundred = f"{unit}hundert"
        words[hundred] = 100 * max(n, 1)
        for link in ("", "und"):
            words |= {f"{hundred}{link}{w}": words[hundred] + value for w, value in small.items()}
    words |= {"eins": 1, "zwo": 2}
    words |= {word.replace("ß", "ss"): value for word, value in words.items() if "ß" in word}
    return {word: Fraction(value) for word, value in words.items()}


@lru_cache(maxsize=1)
def _german_ordinals() -> dict[str, Fraction]:
    """Ordinals without their ending: "dritt" is what is left of "dritte"; 1 is never sure."""
    irregular = {"dritte": 3, "siebte": 7, "siebente": 7, "achte": 8}
    bare = {re.sub(r"te$", "", word): Fraction(value) for word, value in irregular.items()}
    return bare | {word: value for word, value in _german_cardinals().items() if value > 1}


# --- English ---

_EN_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_EN_SMALL = {word: n for n, word in enumerate(_EN_UNITS)} | {
    word: 10 * n for n, word in enumerate(_EN_TENS, 2)
}
_EN_ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60,
    "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_FREE_ENGLISH: dict[str, tuple[Fraction | int, ...]] = {
    "both": (2,), "couple": (2,), "pair": (2,), "pairs": (2,), "double": (2,), "doubled": (2,),
    "doubles": (2,), "doubling": (2,), "twice": (2,), "twin": (2,), "twins": (2,), "duo": (2,),
    "second": (2,), "secondly": (2,), "seconds": (2,), "either": (2,), "neither": (2,),
    "bilateral": (2,), "ii": (2,), "iii": (3,), "iv": (4,), "triple": (3,), "tripled": (3,),
    "trio": (3,), "thrice": (3,), "treble": (3,), "thirdly": (3,), "triplets": (3,),
    "quadruple": (4,), "quadrupled": (4,), "quartet": (4,), "fivefold": (5,), "tenfold": (10,),
    "threefold": (3,), "fourfold": (4,), "half": (Fraction(1, 2),), "halves": (Fraction(1, 2),),
    "halved": (Fraction(1, 2),), "quarter": (Fraction(1, 4), 4), "quarters": (Fraction(1, 4),),
    "thirds": (Fraction(1, 3),), "fifths": (Fraction(1, 5),), "tenths": (Fraction(1, 10),),
    "one": (1,), "once": (1,), "first": (1,), "single": (1,), "noon": (12,), "midday": (12,),
    "midnight": (0, 12, 24), "fortnight": (2, 14), "decade": (10,), "century": (100,),
    "dozens": (12,), "dozen": (12,), "zero": (0,), "hundreds": (100,), "thousands": (1000,),
    "millions": (10**6,), "billions": (10**9,), "trillions": (10**12,), "hundred": (100,),
    "thousand": (1000,), "million": (10**6,), "billion": (10**9,), "trillion": (10**12,),
    "twenties": (20, 1920), "thirties": (30, 1930), "forties": (40, 1940), "fifties": (50, 1950),
    "sixties": (60, 1960), "seventies": (70, 1970), "eighties": (80, 1980),
    "nineties": (90, 1990), "teenager": (14, 15, 16, 17), "year": (12,), "month": (4,),
    "day": (24,), "nil": (0,), "hour": (60,), "week": (7,), "weeks": (14,), "monthly": (1,),
    "one-off": (1,),
}  # fmt: skip
_ENGLISH_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_FREE_ENGLISH |= {month: (number,) for month, number in _ENGLISH_MONTHS.items()}
# "15.02.", "15/02/2022"
_MONTH_IN_DIGITS = re.compile(
    r"\b[0-9]{1,2}(?:\.[0-9]{1,2}\.|[/-][0-9]{1,2}[/-])|[0-9]{4}-[0-9]{2}"
)
_PHRASES = {
    "tens of thousands": 10**4, "hundreds of thousands": 10**5, "tens of millions": 10**7,
    "hundreds of millions": 10**8,
}  # fmt: skip


_NUMBER_WORDS = frozenset([*_EN_SMALL, *_EN_ORDINALS, *_FREE_ENGLISH, *_PHRASES])


def english_numbers(text: str) -> Iterator[Number]:
    """The numbers of an English text, in order, with their readings."""
    run: list[re.Match[str]] = []
    for match in _ENGLISH.finditer(text):
        if match["digits"] or (run and text[run[-1].end() : match.start()].strip(" -")):
            yield from _english_words(text, run)
            run = []
        if match["digits"]:
            yield from _english_digits(text, match)
        else:
            run.append(match)
    yield from _english_words(text, run)


def _english_digits(text: str, match: re.Match[str]) -> Iterator[Number]:
    digits, suffix = match["digits"], match["suffix"].lower()
    value = _decimal(digits, ",", ".")
    if value is None:
        for piece in re.split(r"[.,]", digits):
            yield Number(digits, frozenset(_shortened_year(Fraction(piece))))
        return
    if digits == "00" and text.endswith(":", 0, match.start()):
        return  # the full hour of "1:00h"
    if match["half"] or suffix == "½":
        value += Fraction(1, 2)
    unit = _ENGLISH_UNITS.get((match["unit"] or "").lower(), _ENGLISH_UNITS.get(suffix, 1))
    values = {value * unit} if unit > 1 else _shortened_year(value)
    if suffix == "m":
        values.add(value)  # 5m: five metres
    if re.fullmatch(r"[0-9]{1,2}\.[0-9]{2}", digits):
        values |= {Fraction(piece) for piece in digits.split(".")}  # 9.30 p.m.
    if shared := _RANGE.match(text, match.end()):
        values.add(value * _ENGLISH_UNITS[shared["unit"].lower()])
    yield Number(match.group().strip(), frozenset(values))


def _english_words(text: str, run: list[re.Match[str]]) -> Iterator[Number]:
    """The numbers among words that stand next to each other ("two hundred and fifty")."""
    words = [match.group().lower() for match in run]
    at = 0
    while at < len(words):
        if words[at] not in _NUMBER_WORDS:
            at += 1
            continue
        if words[at] in _PHRASES:
            yield Number(run[at].group(), frozenset({Fraction(_PHRASES[words[at]])}))
            at += 1
            continue
        value, length = _english_value(words[at:])
        if length:
            label = text[run[at].start() : run[at + length - 1].end()]
            yield _english_number(label, words[at : at + length], value)
        elif words[at] in _FREE_ENGLISH:
            free = frozenset(Fraction(n) for n in _FREE_ENGLISH[words[at]])
            yield Number(run[at].group(), free, sure=False)
        at += max(length, 1)


def _english_number(label: str, words: list[str], value: Fraction) -> Number:
    values = _shortened_year(value)
    if len(words) > 1:  # every part excuses a German number: "two thirds", "three hundred"
        values |= {Fraction(_EN_SMALL[word]) for word in words if word in _EN_SMALL}
    if words[-1] in _EN_ORDINALS:
        values.add(Fraction(1, _EN_ORDINALS[words[-1]]))
    return Number(label, frozenset(values), sure=value > 1)


def _english_value(words: list[str]) -> tuple[Fraction, int]:
    """The value of the number words that open `words`, and how many there are."""
    total = current = Fraction(0)
    length = 0
    for position, word in enumerate(words):
        if word in _EN_SMALL:
            if length and _EN_SMALL.get(words[position - 1], 20) < 20:
                break  # "two three": two numbers
            current += _EN_SMALL[word]
        elif word in _EN_ORDINALS:
            return total + current + _EN_ORDINALS[word], position + 1
        elif word == "hundred" and current:
            current *= 100
        elif word in ("thousand", "million", "billion", "trillion", "dozen") and current:
            total, current = total + current * _ENGLISH_UNITS[word], Fraction(0)
        elif word == "and" and length and words[position - 1] in ("hundred", "thousand"):
            continue
        elif words[position : position + 3] == ["and", "a", "half"] and length:
            unit = _ENGLISH_UNITS.get(words[position + 3] if len(words) > position + 3 else "", 1)
            used = position + (4 if unit > 1 else 3)
            return (total + current + Fraction(1, 2)) * unit, used
        elif word == "half" and words[position + 1 : position + 2] == ["a"] and not length:
            unit = _ENGLISH_UNITS.get(words[position + 2] if len(words) > position + 2 else "", 0)
            return (Fraction(unit, 2), position + 3) if unit > 12 else (Fraction(0), 0)
        elif word == "half" and words[position + 1 : position + 2] in (["million"], ["billion"]):
            return Fraction(_ENGLISH_UNITS[words[position + 1]], 2), position + 2
        else:
            break
        length = position + 1
    return total + current, length
