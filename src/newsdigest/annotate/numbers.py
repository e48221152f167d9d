"""Numbers and amounts: value, unit, the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdigest.document import Document


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands in the text.

    Attributes:
        sentence: number of the sentence.
        start: offset in the sentence's clean text, of the bound ("mehr als") if there is one.
        end: offset behind the unit.
        kind: "number", "percent", "fraction", "ordinal", "score" or "time".
        value: the number ("1,5 Millionen" is 1500000), None for a score or a time.
        iso: a time of day as ISO 8601 ("20:45"), a score as "2:1", else None.
        bound: ">", "<", "~", ">=", "<=" for "mehr als", "fast", "rund", "mindestens",
            "bis zu"; None where the text gives the number as it is.
        unit: the words counted or measured ("Soldaten", "Euro", "%"), None where none follow.
    """

    sentence: int
    start: int
    end: int
    kind: str
    value: float | None
    iso: str | None
    bound: str | None
    unit: str | None


_UNITS = ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
          "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn",
          "neunzehn"]  # fmt: skip
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_FRACTIONS = {
    "halb": 1 / 2, "Hälfte": 1 / 2, "Drittel": 1 / 3, "Viertel": 1 / 4, "Fünftel": 1 / 5,
    "Sechstel": 1 / 6, "Achtel": 1 / 8, "Zehntel": 1 / 10,
}  # fmt: skip
_SCALES = {
    "tausend": 1e3, "tsd": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9,
    "milliarden": 1e9, "mrd": 1e9, "billion": 1e12, "billionen": 1e12, "hundert": 1e2,
}  # fmt: skip
_BOUNDS = {
    "mehr als": ">", "über": ">", "gut": ">", "mindestens": ">=", "wenigstens": ">=", "ab": ">=",
    "weniger als": "<", "unter": "<", "fast": "<", "knapp": "<", "nahezu": "<", "beinahe": "<",
    "höchstens": "<=", "maximal": "<=", "bis zu": "<=", "rund": "~", "etwa": "~", "ungefähr": "~",
    "circa": "~", "ca.": "~", "zirka": "~", "annähernd": "~", "schätzungsweise": "~",
}  # fmt: skip


def _words() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_UNITS)}
    words.update(dict.fromkeys(("eine", "einen", "einem", "einer", "eines", "eins"), 1))
    for place, ten in enumerate(_TENS):
        words[ten] = 20 + 10 * place
        for value, unit in enumerate(_UNITS[1:10], 1):
            words[f"{unit}und{ten}"] = 20 + 10 * place + value
    words["hundert"] = 100
    words["tausend"] = 1000
    for value, unit in enumerate(_UNITS[1:10], 1):
        words[f"{unit}hundert"] = 100 * value
        words[f"{unit}tausend"] = 1000 * value
    return words


_WORDS = _words()
# "ein" and its forms are mostly the article; they count before a scale or a fraction only.
_ARTICLES = frozenset(["ein", "eine", "einen", "einem", "einer", "eines"])
_ORDINALS = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "acht": 8,
    "neunt": 9, "zehnt": 10,
}  # fmt: skip
_ALTERNATIVES = "|".join(sorted(set(_WORDS) - _ARTICLES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"""(?<![\w.,:-])
    (?P<bound> (?i: {"|".join(re.escape(b) for b in _BOUNDS)} ) \s )?
    (?: (?P<score> \d{{1,3}}:\d{{1,3}} ) (?![\d:]) (?!\s?Uhr)
      | (?P<time> \d{{1,2}} (?:[.:]\d{{2}})? ) \s Uhr \b
      | (?P<fraction> (?: (?: (?P<times>{_ALTERNATIVES}) | eine[mnrs]? | ein | die | der ) \s )?
          (?: (?P<part> Hälfte | Drittel | Viertel | Fünftel | Sechstel | Achtel | Zehntel ) \b
            | (?P<half> halbe[nrms]? \s (?P<halfscale> Million | Milliarde ) ) ) )
      | (?: (?P<digits> \d{{1,3}}(?:[.\u202f\u00a0'’]\d{{3}})+(?:,\d+)? | \d+(?:,\d+)? )
          (?! -?\w | \.\d )
          (?P<ordinal> \.(?=\s[A-ZÄÖÜ][a-zäöü]) )?
        | (?P<word> (?i: {_ALTERNATIVES} ) ) (?![\w-])
        | (?P<one> eine[nrms]? | ein ) (?=\s(?:Million|Milliarde|Billion|Jahr\b|Prozent\b))
        | (?P<ordinalword> (?:{"|".join(_ORDINALS)})e[nrms]? ) (?=\s[A-ZÄÖÜ]) )
      (?: \s (?P<scale> Tausend | Tsd\. | Million(?:en)? | Mio\.? | Milliarden? | Mrd\.?
        | Billion(?:en)? ) (?!\w) )?
    )
    (?: (?: \s? (?P<percent> % | Prozent(?:punkte?n?)? \b ) ) | \s? (?P<sign> [€$£] )
      | (?P<unit> \s (?: (?:[a-zäöüß]+(?:en|e|er)) \s )? (?: [A-ZÄÖÜ][\w-]+ )
          (?: \s pro \s [A-ZÄÖÜ]\w+ )? ) )?
    """,
    re.VERBOSE,
)
_MONTH = re.compile(
    r"\s?(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember)\b"
)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_YEAR_BEFORE = re.compile(
    r"(?:^|[\s(])(?:im Jahr|Jahr|Jahre|seit|bis|Ende|Anfang|Mitte|ab|von|vor|nach|zwischen|und|"
    r"Sommer|Herbst|Winter|"
    r"Frühjahr|Frühling|(?:Jan|Jän|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w*) $|^$",
    re.IGNORECASE,
)


def find_numbers(document: Document) -> tuple[Number, ...]:
    """The numbers and amounts of a document, in order; dates and years are not among them."""
    return tuple(
        number
        for sentence in document.sentences
        for match in _NUMBER.finditer(sentence.clean)
        if (number := _number(match, sentence.clean, sentence.index))
    )


def _number(match: re.Match[str], text: str, sentence: int) -> Number | None:
    start, end = match.span()
    bound = _BOUNDS[match["bound"].strip().lower()] if match["bound"] else None
    if match["score"]:
        return Number(sentence, *match.span("score"), "score", None, match["score"], None, None)
    if match["time"]:
        iso = _time(match["time"])
        span = match.start("time"), match.end("time") + len(" Uhr")
        return Number(sentence, *span, "time", None, iso, bound, "Uhr") if iso else None
    if match["fraction"]:
        return _fraction(match, sentence, bound)
    value = _value(match)
    if value is None or _is_date(match, text):
        return None
    ordinal = bool(match["ordinal"] or match["ordinalword"])
    if match["ordinalword"] and not (match["unit"] and value > 1):
        return None
    kind = "percent" if match["percent"] else "ordinal" if ordinal else "number"
    unit = "%" if match["percent"] else match["sign"] or (match["unit"] or "").strip() or None
    return Number(sentence, start, end, kind, value, None, bound, unit)


def _time(text: str) -> str | None:
    hour, _, minute = text.replace(".", ":").partition(":")
    if int(hour) > 24 or int(minute or 0) > 59:
        return None
    return f"{int(hour):02}:{int(minute or 0):02}"


def _fraction(match: re.Match[str], sentence: int, bound: str | None) -> Number:
    if match["half"]:
        value = _SCALES[match["halfscale"].lower()] / 2
    else:
        value = _FRACTIONS[match["part"]] * _WORDS.get(match["times"] or "eins", 1)
    unit = (match["unit"] or "").strip() or None
    kind = "number" if match["half"] else "fraction"
    return Number(sentence, match.start(), match.end(), kind, value, None, bound, unit)


def _value(match: re.Match[str]) -> float | None:
    scale = _SCALES[match["scale"].lower().rstrip(".")] if match["scale"] else 1
    if match["digits"]:
        digits = re.sub(r"[.\u202f\u00a0'’]", "", match["digits"]).replace(",", ".")
        if len(digits) > 30:  # no number that news writes; float() must not overflow
            return None
        value = float(digits)
    elif match["word"]:
        value = float(_WORDS[match["word"].lower()])
    elif match["ordinalword"]:
        value = float(_ORDINALS[re.sub(r"e[nrms]?$", "", match["ordinalword"])])
    else:
        value = 1.0
    return round(value * scale, 6)


def _is_date(match: re.Match[str], text: str) -> bool:
    """Whether the number is the day of a date ("3. Mai") or a year."""
    if match["ordinal"] and _MONTH.match(text, match.end("ordinal")):
        return True
    digits = match["digits"]
    if digits and text[match.end("digits") : match.end("digits") + 1] == "." and re.match(
        r"\.\s?\d", text[match.end("digits") : match.end("digits") + 3]
    ):  # fmt: skip
        return True
    if not digits or not _YEAR.fullmatch(digits) or match["scale"] or match["percent"]:
        return False
    return not match["bound"] and (
        match["unit"] is None or bool(_YEAR_BEFORE.search(text[: match.start("digits")]))
    )
