"""Make of a pair the forms that news brings: capitals, quotation marks, numbers, names.

Everything is decided by the `random.Random` that is passed in, so that the same
seed and epoch give the same pairs. Only the standard library is needed.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

_NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)*(?![\w:/]|[.,-]?\d)")
_GERMAN_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MEASURE = re.compile(
    r" ?(?:%|Prozent|Mio|Mrd|Million|Milliard|Euro|€|Dollar|Meter|Kilo|km|Tonnen|Grad|Liter|Punkt)"
)
_NAME = re.compile(r"[A-ZÄÖÜ][^\W\d_]*[a-zäöüß][^\W\d_]*(?:-[A-ZÄÖÜ][^\W\d_]+)*")
_WORD = re.compile(r"\w+")
_GERMAN_DOUBLE = re.compile('["“”„«»]')
_STYLES = (
    ('"', '"'),
    ("„", "“"),
    ("„", "”"),
    ("«", "»"),
    ("»", "«"),
    ("“", "”"),
    ("‘", "’"),
    ("'", "'"),
)
_TITLES = frozenset(
    "January February March April May June July August September October November December Januar "
    "Februar März Mai Juni Juli Oktober Dezember Monday Sunday Montag Sonntag The Der Die".split()
)


@dataclass(frozen=True, slots=True)
class Rates:
    """How often each change is made to a pair that allows it (0 to 1)."""

    numbers: float = 0.10
    scaled: float = 0.3
    names: float = 0.05
    quotes: float = 0.35
    upper: float = 0.01
    lower: float = 0.01
    no_stop: float = 0.04
    join: float = 0.05
    words: float = 0.25


def canonical(number: str, *, german: bool) -> str:
    """Return `number` without thousands marks and with a decimal point, whatever its language.

    `1.234,5` in German and `1,234.5` in English both give `1234.5`; dotted forms
    that are neither (dates, versions, times) come back as they are.
    """
    thousands, mark = (_GERMAN_THOUSANDS, ".") if german else (_ENGLISH_THOUSANDS, ",")
    if thousands.fullmatch(number):
        number = number.replace(mark, "")
    elif mark in number:
        return number
    return number.replace(",", ".") if german else number


def grouped(value: str, mark: str) -> str:
    """Return the integer digits of `value` in groups of three, `mark` between them."""
    return f"{int(value):,}".replace(",", mark)


def render(value: str, *, german: bool, group: bool) -> str:
    """Write the canonical number `value` as German or English text writes it."""
    whole, _, fraction = value.partition(".")
    if group:
        whole = grouped(whole, "." if german else ",")
    return whole + (("," if german else ".") + fraction if fraction else "")


def _new_value(value: str, rng: random.Random, *, scaled: bool, measure: bool) -> str:
    """Return another number of the kind of the canonical `value`; new fractions for measures."""
    if re.fullmatch(r"(?:19|20)\d\d", value):
        return str(rng.randint(1931, 2039))
    whole, _, fraction = value.partition(".")
    if scaled:
        if measure and rng.random() < 0.7:
            return f"{rng.randint(2, 99)}.{rng.randint(1, 9)}"
        return str(rng.randint(1_000, 999_999))
    if len(whole) > 1:
        whole = str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in whole[1:])
        whole = whole if int(whole) > 12 or len(whole) > 2 else "13"
    else:
        whole = str(rng.randint(2, 9))
    return whole + ("." + "".join(str(rng.randint(0, 9)) for _ in fraction) if fraction else "")


def swap_numbers(
    german: str, english: str, rng: random.Random, scaled: float = 0.3
) -> tuple[str, str]:
    """Put other numbers into both sides, each written by the rules of its language.

    A number is changed where its value stands equally often on both sides; 0 and 1
    stay (they decide the grammar), and so do ordinals, dates and times.
    """
    left = [(m, canonical(m.group(), german=True)) for m in _NUMBER.finditer(german)]
    right = [(m, canonical(m.group(), german=False)) for m in _NUMBER.finditer(english)]
    counts = Counter(v for _, v in left), Counter(v for _, v in right)
    plan: dict[str, tuple[str, bool]] = {}
    for found, value in left:
        ordinal = (
            german[found.end() : found.end() + 2].startswith((". ", "."))
            and found.end() < len(german) - 1
        )
        plainly = re.fullmatch(r"\d+(?:\.\d+)?", value) and len(value) < 10
        if counts[0][value] != counts[1][value] or not plainly or ordinal or value in ("0", "1"):
            continue
        year = re.fullmatch(r"(?:19|20)\d\d", value) is not None
        measure = _MEASURE.match(german, found.end()) is not None
        grow = not year and (measure or float(value) > 40) and rng.random() < scaled
        new = _new_value(value, rng, scaled=grow, measure=measure)
        group = "." in found.group() and canonical(found.group(), german=True) != found.group()
        plan[value] = new, group or (grow and rng.random() < 0.9)
    return _rewrite(german, left, plan, german=True), _rewrite(english, right, plan, german=False)


def _rewrite(
    text: str,
    found: list[tuple[re.Match[str], str]],
    plan: dict[str, tuple[str, bool]],
    *,
    german: bool,
) -> str:
    parts, at = [], 0
    for match, value in found:
        if value not in plan:
            continue
        new, group = plan[value]
        long = len(new.partition(".")[0]) > 3
        written = render(
            new, german=german, group=long and (group or ("," in match.group() and not german))
        )
        parts += [text[at : match.start()], written]
        at = match.end()
    return "".join([*parts, text[at:]])


class Names:
    """Names that German and English write alike, learnt from the pairs themselves."""

    def __init__(self, pairs: Iterable[tuple[str, str]], least: int = 2) -> None:
        """Collect the capitalised words that stand inside both sentences of a pair.

        Args:
            pairs: German and English sentences.
            least: How many pairs must hold a word before it counts as a name.
        """
        alike: Counter[str] = Counter()
        small: Counter[str] = Counter()
        for german, english in pairs:
            inner = set(_NAME.findall(english[1:]))
            small.update(word for word in _WORD.findall(english) if word.islower())
            alike.update(inner & set(_NAME.findall(german[1:])))
        self.names = sorted(
            name
            for name, count in alike.items()
            if count >= least
            and 3 < len(name) < 16
            and name not in _TITLES
            and small[name.lower()] * 20 < count
            and not name.endswith("s")
        )
        self._known = frozenset(self.names)
        self._weights = list(itertools.accumulate(alike[name] ** 0.5 for name in self.names))

    def pick(self, rng: random.Random) -> str:
        """Return a name, the commoner the likelier; one in five is put together of two others."""
        name, other = rng.choices(self.names, cum_weights=self._weights, k=2)
        if rng.random() < 0.2:
            name = name[: max(2, len(name) // 2)] + other[len(other) // 2 :]
        return name

    def swap(self, german: str, english: str, rng: random.Random) -> tuple[str, str]:
        """Put other names for those that stand once on both sides (with -s in the genitive)."""
        if not self.names:
            return german, english
        for name in sorted(set(_NAME.findall(english)) & self._known):
            pattern = re.compile(rf"\b{re.escape(name)}(s?)\b")
            left, right = pattern.findall(german), re.findall(rf"\b{re.escape(name)}\b", english)
            if len(left) != len(right) or not left:
                continue
            new = self.pick(rng)
            german = pattern.sub(rf"{new}\1", german)
            english = re.sub(rf"\b{re.escape(name)}\b", new, english)
        return german, english


def restyle_quotes(german: str, rng: random.Random) -> str:
    """Write the double quotation marks of `german` in another style, if they come in pairs."""
    marks = list(_GERMAN_DOUBLE.finditer(german))
    if not marks or len(marks) % 2:
        return german
    style = rng.choice(_STYLES[:6] if rng.random() < 0.9 else _STYLES)
    parts, at = [], 0
    for i, mark in enumerate(marks):
        parts += [german[at : mark.start()], style[i % 2]]
        at = mark.end()
    return "".join([*parts, german[at:]])


def drop_stop(german: str, english: str) -> tuple[str, str]:
    """Take the final full stop off both sides, where both have one."""
    if german.endswith(".") and english.endswith(".") and not german.endswith(".."):
        return german[:-1], english[:-1]
    return german, english


def augment(
    german: str, english: str, rng: random.Random, rates: Rates, names: Names | None = None
) -> tuple[str, str]:
    """Return the pair with the changes that chance and `rates` choose.

    Capitals change the German side only: whatever the case of a headline, its
    translation is written in ordinary English.
    """
    if rng.random() < rates.numbers:
        german, english = swap_numbers(german, english, rng, rates.scaled)
    if names is not None and rng.random() < rates.names:
        german, english = names.swap(german, english, rng)
    if rng.random() < rates.quotes:
        german = restyle_quotes(german, rng)
    if rng.random() < rates.no_stop:
        german, english = drop_stop(german, english)
    roll = rng.random()
    if roll < rates.upper:
        german = german.replace("ß", "SS").upper()
    elif roll < rates.upper + rates.lower:
        german = german.lower()
    return german, english
