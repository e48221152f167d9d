"""Names of a German sentence: does the English have them, and no others?

A capitalised German word is taken for a name if it is an acronym, a place, a people or
a body, or if it is likely to be one (`likelihood`). It survives as it stands, in another
transcription ("Lawrow", "Lavrov"), or as its English form ("Moskau", "Moscow";
"schwedisch", "Swedish"). What looks like a name in the English and is like no German
word has no source.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.annotate.gazetteer import (
    NO_FIRST_NAMES,
    TITLES,
    gazetteer,
    is_common,
    is_role,
    is_speaking_body,
    may_be_surname,
)
from newsdigest.annotate.verbs import saying
from newsdigest.fidelity.dates import is_date
from newsdigest.fidelity.forms import AMBIGUOUS_PLACES, NO_NAMES
from newsdigest.fidelity.likelihood import english_name, german_name, may_be_town
from newsdigest.fidelity.lookup import english_forms, german_forms
from newsdigest.fidelity.spelling import follows_determiner, is_all_german, is_common_german, sound
from newsdigest.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# Log-odds over which a word is a name, see `training.name_weights`.
_SURE_GERMAN = 0.4
_SURE_COMMON = 3.0  # of a German word that is common as well
_SURE_ENGLISH = 0.8
_SURE_OPENING = 3.0  # of the first word of an English sentence, which has a capital anyway
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OWNER = re.compile(r"['’]s?$")
_SHORT_FORM = re.compile(r"['’](?:ve|re|ll|d|m|t)$")  # "I’ve"
_SURE_TOGETHER = 8  # letters that do not meet by chance where two words follow each other
# "Petersplatz" may be "St Peter's Square".
_IN_TOWN = re.compile(r"(?<=\w{4})s?(?:platz|straße|brücke|kirche|fest|park|stadion|viertel)$")
_ROAD = re.compile(r"\b([ABEFSU])[- ]?([0-9]{1,3})\b")  # "A7", "U5", "F-16"
_ADVERB = re.compile(
    r"(?:Hier|Da|Wo)r?(?:an|auf|aus|bei|durch|für|gegen|in|mit|nach|über|um|von|vor|zu)"
)
_SHORTENED = re.compile(r"- (?:und|oder|bis)\b|-, ")  # "Start- und Landerechte"
_SHORTEST = 4  # letters that tell one name from another
_HEADLINE = 0.6  # share of words with a capital
_TITLE = re.compile(r"[“\"„«»][^“”\"„«»]{2,40}[”\"“«»]")  # of a film or a book, translated


def name_errors(
    source: str, target: str, known: Collection[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the German that its English does not have, and the English ones of its own.

    Args:
        source: one German sentence.
        target: its English.
        known: words that are names elsewhere in the article, whatever they look like.
    """
    german, english = German(source), English(target)
    lost = (
        *(word for word, forms in german.listed() if not english.has(word, forms)),
        *(
            word.text
            for word in german.unlisted()
            if not (english.has(word.text) or english.has_cognate(word.text))
            and _is_name(word, known)
        ),
        *(
            match.group()
            for match in _ROAD.finditer(source)
            if not re.search(rf"\b(?:{match[1]}[- ]?)?{match[2]}\b", target)
        ),
    )
    added = (
        word.text
        for word in english.capitalised()
        if not german.has(word.text)
        and english_name(*word) > (_SURE_ENGLISH if word.before.strip() else _SURE_OPENING)
    )
    return tuple(dict.fromkeys(lost)), tuple(dict.fromkeys(added))


def surnames(source: str, target: str) -> set[str]:
    """The words behind a first name in the German sentence that its English keeps."""
    found = {
        word.group()
        for first, word in itertools.pairwise(WORD.finditer(source))
        if word.group()[0].isupper()
        and source[first.end() : word.start()] == " "
        and gazetteer().is_first_name(first.group())
        and not follows_determiner(source[: first.start()])
    }
    return {word for word in found if English(target).has(word)}


class Word(NamedTuple):
    """A word of a sentence, with the text before and behind it."""

    text: str
    before: str
    after: str


class German:
    """A German sentence, its names told by lists and what may be others."""

    def __init__(self, text: str) -> None:
        self._lower = text.lower()
        self._listed: list[tuple[str, tuple[str, ...]]] = []
        self._unlisted: list[Word] = []
        self._beginnings = set()
        for match in WORD.finditer(text):
            word = Word(match.group(), text[: match.start()], text[match.end() :])
            self._beginnings.add(sound(word.text)[:_SHORTEST])
            if is_date(word.text):
                continue
            own = word.text.startswith("Deutsche") and _OWN.match(word.after)
            forms = _OF_GERMANY if own else english_forms(word.text)
            if forms is not None:
                self._listed.append((word.text, forms))
            elif _may_be_name(word.text) and not _SHORTENED.match(word.after):
                self._unlisted.append(word)

    def listed(self) -> list[tuple[str, tuple[str, ...]]]:
        """The names with their English forms."""
        return self._listed

    def unlisted(self) -> list[Word]:
        """The other words that have a capital."""
        return self._unlisted

    def has(self, english: str) -> bool:
        """Whether it stands there, or a word that begins alike or that it is an English form of."""
        return (
            sound(english)[:_SHORTEST] in self._beginnings
            or english.lower() in self._lower  # "Cockpit" in "Pilotencockpit"
            or any(
                _is_of_place(sound(english), sound(f)) for _, forms in self._listed for f in forms
            )
            or any(german in self._lower for german in german_forms().get(english, ()))
        )


def _may_be_name(word: str) -> bool:
    return (
        word[0].isupper()
        and len(word) > 2
        and word not in NO_NAMES
        and word.lower() not in stop_words()
        and not _ADVERB.fullmatch(word)
    )


def _is_name(word: Word, known: Collection[str]) -> bool:
    if word.text in known and not follows_determiner(word.before):
        return True
    sure = _SURE_COMMON if is_common_german(word.text) else _SURE_GERMAN
    return german_name(*word) > sure or _stands_as_name(*word)


# "..., sagte Flick": what stands between quotation or clause and verb can be no object.
_INVERTED = re.compile(r"[,“”\"«»‘’]\s(\w+)\s$")
_BESIDE = re.compile(r"\b(\w+)\s$")
_AREA = re.compile(r"(?:[Kk]reis|[Bb]ezirk|[Ss]tadt|[Gg]emeinde|[Oo]rt|[Oo]rtsteil|[Ss]tadtteil)$")
_IN = re.compile(r"\b[Ii]n\s$")
_LOCATIVE = re.compile(r"\b(?:in|aus|nach|bei)\s$", re.IGNORECASE)
_IN_A_STATE = frozenset(["Brand", "Waren", "Rust", "Trieben"])  # "in Brand"
# "sagte Torschütze van Dijk": the name is still to come.
_NAME_FOLLOWS = re.compile(r"-|\s(?:[A-ZÄÖÜ]|van\b|von\b|de\b|al-)")


def _stands_as_name(word: str, before: str, after: str) -> bool:
    """Whether a word is a name by its place alone, even if it is a common word as well.

    A noun that can be counted has an article. Without one it is a name behind an inverted
    verb of saying ("..., sagte Flick"), behind a role ("Trainer Flick") and, if a town is
    called so, behind "in" or "bei" ("in Essen", "bei Oberhof").
    """
    role = is_role(word) and not may_be_surname(word) and not word.endswith("mann")
    if role or word in TITLES or is_speaking_body(word) or _NAME_FOLLOWS.match(after):
        return False
    beside = _BESIDE.search(before)
    if beside and is_role(beside[1]):
        plural = beside[1].endswith(("en", "ern", "eln", "rn"))
        return not plural and not is_common(word)
    if beside and _is_first_name(beside[1]) and not follows_determiner(before):
        return True
    if beside and is_speaking_body(beside[1]) and not is_all_german(word):
        return True  # "der Stahlkonzern Voestalpine"
    if beside and word in gazetteer().towns and _AREA.search(beside[1]):
        return True
    if word in AMBIGUOUS_PLACES and word not in _IN_A_STATE and _IN.search(before):
        return True
    if may_be_town(word) and _LOCATIVE.search(before) and not is_common(word):
        return True
    if word in gazetteer().towns and not (is_common_german(word) or follows_determiner(before)):
        return True
    verb = _INVERTED.search(before)
    form = verb[1].lower() if verb else ""
    return form == "so" or (saying().get(form) == () and not form.endswith("n"))


# What calls itself "Deutsche Bank", and what English calls it.
_OWN = re.compile(r" (?:Ba[hn]|Presse-|Post\b|Telekom|Börse|Welle|Wetter|Wohnen|Gewerkschaft)")
_OF_GERMANY = ("Deutsche", "German", "Germany", "Germany’s", "DB", "DHL", "dpa", "DPA", "DW", "DWD")


def _is_first_name(word: str) -> bool:
    return gazetteer().is_first_name(word) and word not in NO_FIRST_NAMES


# By sound: "Russian", "Japanese", "Danish", "Israeli", "Londoner".
_OF_A_PLACE = ("n", "ns", "ese", "is", "i", "er", "ers", "s")


class English:
    """An English sentence, its words ready to be looked up by sound."""

    def __init__(self, text: str) -> None:
        self._text = re.sub(r"\b([A-Z])\.([A-Z])\b\.?", r"\1\2", text)  # "U.S."
        self._words = list(WORD.finditer(self._text))
        words = [_OWNER.sub("", match.group()) for match in self._words]
        in_order = [sound(word) for word in words]
        self._sounds = set(in_order)
        self._together = "".join(in_order)
        self._in_order = f" {' '.join(in_order)} "
        self._common = {sound(word) for word in words if word[0].islower()}

    def has(self, name: str, forms: Iterable[str] = ()) -> bool:
        """Whether a name stands there itself, without its ending, or in one of its forms."""
        if any(self._has_form(form) for form in forms):
            return True
        if name.isupper():  # "WHO" is no "who"
            return any(match.group().startswith(name) for match in self._words)
        keys = {sound(name.removesuffix(end)) for end in ("", "s", "n", "er", "ern", "’s")}
        keys.add(sound(_IN_TOWN.sub("", name)))
        return any(
            word == key or (len(key) >= _SHORTEST and _is_made_from(word, key))
            for key in keys
            for word in self._sounds
        ) or any(len(key) >= _SURE_TOGETHER and key in self._together for key in keys)

    def has_cognate(self, word: str) -> bool:
        """Whether a small word begins alike: "Kathedrale" is no name if there is a "cathedral"."""
        key = sound(word)[:_SHORTEST]
        return any(other.startswith(key) for other in self._common)

    def _has_form(self, form: str) -> bool:
        if "_" in form:
            return f" {' '.join(map(sound, form.split('_')))} " in self._in_order
        return any(_is_of_place(word, sound(form)) for word in self._sounds)

    def capitalised(self) -> Iterator[Word]:
        """The words that have a capital and are no acronyms, and no part of a title or headline."""
        if sum(m.group()[0].isupper() for m in self._words) > _HEADLINE * len(self._words):
            return
        titles = [match.span() for match in _TITLE.finditer(self._text)]
        for match in self._words:
            text = _OWNER.sub("", match.group())
            in_title = any(start < match.start() < end for start, end in titles)
            if in_title or text.isupper() or _SHORT_FORM.search(text):
                continue
            if text[0].isupper() and len(text) >= _SHORTEST:
                yield Word(text, self._text[: match.start()], self._text[match.end() :])


def _is_of_place(word: str, place: str) -> bool:
    """Whether an English word, by sound, is a place or made from one ("Russia", "Russian")."""
    return word == place or (
        len(place) >= _SHORTEST and word.startswith(place[:4]) and word.endswith(_OF_A_PLACE)
    )


def _is_made_from(word: str, name: str) -> bool:
    """Whether an English word is a name with an ending ("Lutheran") or in a compound."""
    rest = word.removeprefix(name)
    return rest != word and (len(rest) >= 3 or rest in ("s", "n", "an", "er"))
