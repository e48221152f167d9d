"""Names, acronyms, weekdays and months of a German sentence: does the English have them?

German writes every noun with a capital. A capitalised word is taken for a name
if it is an acronym, a place, a people or a body, if it stands behind a first
name or a role, or if it is neither a German common word nor a compound of such
and has no article. It survives as it stands, in another transcription
("Lawrow", "Lavrov"), or as its English form ("Moskau", "Moscow"; "schwedisch",
"Swedish").
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsdigest.annotate.gazetteer import (
    KINDS_OF_PLACE,
    MONTHS_AND_DAYS,
    PLACE_ENDING,
    TITLES,
    gazetteer,
    is_body,
    is_common,
    is_role,
    is_speaking_body,
    may_be_surname,
)
from newsdigest.annotate.verbs import saying
from newsdigest.article import MONTHS
from newsdigest.fidelity.forms import (
    ACRONYMS,
    AMBIGUOUS_PLACES,
    BODIES,
    DEMONYMS,
    DROPPED,
    EXONYMS,
    NO_NAMES,
    PEOPLES,
    WITH_ARTICLE,
)
from newsdigest.fidelity.spelling import follows_determiner, is_common_german, sound
from newsdigest.fidelity.titles import office_words
from newsdigest.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ACRONYM = re.compile(r"(?:[A-ZÄÖÜ]{2,}|[A-Z][a-z][A-Z])s?")
_ROAD = re.compile(r"\b([ABEF])[- ]?([0-9]{1,3})\b")  # "A7", "B58", "F-16"
_RUN = 3  # words with a capital that are hardly all nouns
_SHORTEST = 4  # letters; shorter unknown words are mostly particles ("De-Facto")

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
_DAY = re.compile(rf"\b({'|'.join(_DAYS)}){_PARTS_OF_DAY}\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:(?:Mitte|Ende|Anfang)-?)?({'|'.join(_MONTHS)})s?\b", re.IGNORECASE)
# "In der Nacht zum Sonntag" is Saturday night.
_NIGHT_BEFORE = re.compile(r"Nacht (?:zu[mr]?|auf)(?: den)? \w+tag\b")
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
    english = set(_ENGLISH_DATE.findall(target)) - {"May", "March"}
    words = {word.removesuffix("’s").removesuffix("'s") for word in _WORD.findall(target)}
    lost = tuple(
        word for word, name in german.items() if name not in words and word not in words
        and not _as_digits(name, target)
    )  # fmt: skip
    added = tuple(name for name in english if name not in german.values() and name not in source)
    # A day left out is often the translator's choice ("heute, Sonntag"); another day is a mistake.
    return (lost, added) if added and german else (tuple(w for w in lost if _MONTH.match(w)), ())


def _as_digits(name: str, target: str) -> bool:
    """Whether a month stands in digits ("15/02/2022")."""
    if name not in _ENGLISH_MONTHS:
        return False
    month = _ENGLISH_MONTHS.index(name) + 1
    return bool(re.search(rf"\b0?{month}[/.]|[/.]0?{month}\b", target))


def lost_names(source: str, target: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The names of the German sentence that its English does not have.

    Args:
        source: one German sentence.
        target: its English.
        known: words that are names elsewhere in the article, whatever they look like.
    """
    english = _Target(target)
    names = (n for n, forms in _german_names(source, english, known) if not english.has(n, forms))
    roads = (
        match.group()
        for match in _ROAD.finditer(source)
        if not re.search(rf"\b(?:{match[1]}[- ]?)?{match[2]}\b", target)
    )
    return tuple(dict.fromkeys((*names, *roads)))


def surnames(source: str, target: str) -> set[str]:
    """The words behind a first name in the German sentence that its English keeps."""
    found = {
        word.group()
        for first, word in itertools.pairwise(_WORD.finditer(source))
        if word.group()[0].isupper()
        and source[first.end() : word.start()] == " "
        and _opens_name(first.group(), source[: first.start()])
    }
    english = _Target(target) if found else None
    return {word for word in found if english and english.has(word, ())}


# By sound: "Russian", "Japanese", "Danish", "Israeli", "Londoner".
_OF_A_PLACE = ("n", "ns", "ese", "is", "i", "er", "ers", "s")


class _Target:
    """The words of an English sentence, ready to be looked up by sound."""

    def __init__(self, text: str) -> None:
        text = re.sub(r"\b([A-Z])\.([A-Z])\b\.?", r"\1\2", text)  # "U.S."
        words = [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(text)]
        in_order = [sound(word) for word in words]
        self._sounds = set(in_order)
        self._text = f" {' '.join(in_order)} "
        self._common = {sound(word) for word in words if word[0].islower()}

    def has(self, name: str, forms: Iterable[str]) -> bool:
        """Whether a name stands there itself, without its ending, or in one of its forms."""
        if any(self._has_form(form) for form in forms):
            return True
        keys = {sound(name.removesuffix(end)) for end in ("", "s", "er", "ern", "’s")}
        return any(
            word == key or (len(key) >= _SHORTEST and _is_made_from(word, key))
            for key in keys
            for word in self._sounds
        )

    def has_cognate(self, word: str) -> bool:
        """Whether a small word begins alike: "Kathedrale" is no name if there is a "cathedral"."""
        key = sound(word)[:_SHORTEST]
        return any(other.startswith(key) for other in self._common)

    def _has_form(self, form: str) -> bool:
        """An English form, or a word that is made from it ("Russia", "Russian")."""
        if "_" in form:
            return f" {' '.join(map(sound, form.split('_')))} " in self._text
        key = sound(form)
        return key in self._sounds or (
            len(key) >= _SHORTEST
            and any(w.startswith(key[:4]) and w.endswith(_OF_A_PLACE) for w in self._sounds)
        )


def _is_made_from(word: str, name: str) -> bool:
    """Whether an English word is a name with an ending ("Lutheran") or in a compound."""
    rest = word.removeprefix(name)
    return rest != word and (len(rest) >= 3 or rest in ("s", "n", "an", "er"))


def _german_names(
    source: str, english: _Target, known: Collection[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each name of a German sentence, with the English forms known for it."""
    before, start, end = "", 0, 0
    behind_role = False
    words = list(_WORD.finditer(source))
    in_run = _in_runs(source, words)
    for place, match in enumerate(words):
        word = match.group()
        adjoins = source[end : match.start()] == " "
        behind_role = adjoins and (
            _is_person(before)
            or (behind_role and (_is_first_name(before) or not is_common_german(before)))
        )
        full_name = adjoins and _opens_name(before, source[:start])
        last, before, start, end = before, word, match.start(), match.end()
        # The Deutsche Bank keeps its name.
        own = word.startswith("Deutsch") and re.match(r" [A-ZÄÖÜ]", source[end : end + 2])
        date = word[0].isupper() and _is_date(word)
        forms = None if own or (date and not behind_role) else _forms(word)
        if forms is not None:
            yield word, forms
        elif (
            word[0].isupper()
            and not date
            and (
                ((behind_role or full_name) and _goes_on(last, word))
                or (place in in_run and not is_role(word) and not is_common(word))
                or (word in known and not follows_determiner(source[: match.start()]))
                or _stands_as_name(word, source[: match.start()], source[end : end + 5])
                or _is_name(word, source[: match.start()], source[end : end + 2], english)
            )
        ):
            yield word, ()


def _in_runs(source: str, words: Sequence[re.Match[str]]) -> set[int]:
    """The places of words with two others beside them that have a capital ("Wacken Open Air").

    Without the first, which may be what the others are ("Filmstudio Warner Brothers").
    """
    found: set[int] = set()
    run: list[int] = []
    for place, match in enumerate(words):
        word = match.group()
        adjoins = bool(run) and source[words[place - 1].end() : match.start()] == " "
        named = word[0].isupper() and word.lower() not in stop_words()
        run = [*(run if adjoins else []), place] if named else []
        if len(run) >= _RUN and not any(_BESIDE_NOUN.search(words[p].group()) for p in run):
            found.update(run[1:])
    return found


# Endings of an adjective ("Deutsche Fußball Liga") and of a genitive ("Trumps").
_BESIDE_NOUN = re.compile(r"(?:[^e]en?|er|s)$")


def _is_date(word: str) -> bool:
    return bool(_DAY.fullmatch(word) or _MONTH.fullmatch(word))


def _is_first_name(word: str) -> bool:
    return word[:1].isupper() and gazetteer().is_first_name(word)


def _opens_name(word: str, before: str) -> bool:
    """Whether a noun behind it is a name: behind "Peter" or "Le", not behind "die Rose"."""
    return word in _FOREIGN_ARTICLES or (
        _is_first_name(word) and not (is_common_german(word) and follows_determiner(before))
    )


_FOREIGN_ARTICLES = frozenset("Le La Les The El Los Las Saint Sankt San Santa Fort Mount".split())


def _goes_on(before: str, word: str) -> bool:
    """Whether a word is the rest of a name: in "Tim Richter", not in "Ross Vorgänger"."""
    return (
        len(word) > 1
        and not is_common(word)
        and word not in TITLES
        and not (before.endswith(("s", "x", "z")) and is_role(word))
    )


def _is_person(word: str) -> bool:
    """Whether a name follows: "Kanzler Scholz", "Trainer Flick"."""
    return is_role(word) and not word.endswith(("en", "ern", "eln", "rn"))


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...] | None:
    """The English forms of an acronym, place, people or body, None for other words."""
    if _ACRONYM.fullmatch(word):
        bare = word.removesuffix("s")
        return None if bare in DROPPED else tuple(ACRONYMS.get(bare.upper(), "").split())
    if word[0].isupper():
        places = gazetteer().places
        for form in _base_forms(word):
            if exonyms := EXONYMS.get(form):
                return (*exonyms.split(), *DEMONYMS.get(exonyms.replace("_", " "), "").split())
            if (english := places.get(form)) and form not in AMBIGUOUS_PLACES:
                return (*_telling_words(english), *DEMONYMS.get(english, "").split())
            if form in BODIES:
                return tuple(BODIES[form].split())
            if form in WITH_ARTICLE:
                return (form,)
        if office := office_words(word):
            return office
    if people := _PEOPLE.fullmatch(word):
        return tuple(PEOPLES[(people["adjective"] or people["noun"]).lower()].split())
    return None


# Words of a place's English name that others have too.
_GENERAL = frozenset("Strip States Kingdom Republic Emirates City Sea Islands Bank East".split())


def _telling_words(english: str) -> list[str]:
    """The words of a place's name that have to be there: "Saxony" of "Lower Saxony"."""
    words = english.split()
    return ["_".join(words)] if len(words) > 1 and words[-1] in _GENERAL else words[-1:]


_PEOPLE_STEMS = "|".join(sorted(PEOPLES, key=len, reverse=True))
_PEOPLE = re.compile(
    rf"(?i:(?P<adjective>{_PEOPLE_STEMS})(?:i?sch|(?<=sch))"
    rf"(?:e[nmrs]?)?)|(?=[A-ZÄÖÜ])(?i:(?P<noun>{_PEOPLE_STEMS}))"
    r"(?:e|en|i|is|(?:(?:i|änd)?er)?(?:n|s|in|innen)?)"
)


# "Norditalien", "Oberbayern"
_PART_OF = re.compile(r"^(?:Ober|Nieder|Unter|Nord|Süd|Ost|West|Mittel|Zentral)(?=\w{4})")


def _base_forms(word: str) -> Iterator[str]:
    """A place's own form and what it can be made from: "Russlands", "Bremer", "Münchner"."""
    yield from (word, word.removesuffix("s"), word.removesuffix("es"))
    yield _PART_OF.sub("", word).removesuffix("s").capitalize()
    if word.endswith("ern"):
        yield from _base_forms(word.removesuffix("n"))
    if word.endswith("er"):
        yield from (word.removesuffix("er"), word.removesuffix("r"), f"{word.removesuffix('er')}en")
        yield f"{word.removesuffix('ner')}en"


# "..., sagte Flick": what stands between quotation or clause and verb can be no object.
_SAYING = re.compile(r"[,“”\"«»‘’]\s(\w+)\s$")
_LOCATIVE = re.compile(r"\b(?:in|aus|nach|bei)\s$", re.IGNORECASE)
_IN = re.compile(r"\b[Ii]n\s$")
_IN_A_STATE = frozenset(["Brand", "Waren", "Rust", "Trieben"])  # "in Brand"
_KIND = re.compile(r"\b([A-ZÄÖÜ]\w+)\s$")
_MORE_KINDS = re.compile(r"(?:kreis|raum|schloss|burg|berg|tal)$", re.IGNORECASE)
_MORE_PLACES = re.compile(r"\w{3,}(?:hof|land|horn|zell|walde|leben|stetten|ried|eck|felden|stein)")
# "sagte Torschütze van Dijk": the name is still to come.
_NAME_FOLLOWS = re.compile(r"-|\s(?:[A-ZÄÖÜ]|van\b|von\b|de\b|al-)")


def _stands_as_name(word: str, before: str, after: str) -> bool:
    """Whether a word is a name by its place, even if it is a common word as well.

    A noun that can be counted has an article: without one it is a name behind
    an inverted verb of saying ("..., sagte Flick") and, if a town is called so,
    behind "in" or "bei" ("in Oberhof"); behind a kind of place it is one too
    ("Landkreis Hof").
    """
    role = is_role(word) and not (may_be_surname(word) or word.endswith("mann"))
    if _NAME_FOLLOWS.match(after) or role or is_speaking_body(word):
        return False
    if verb := _SAYING.search(before):
        form = verb.group(1).lower()
        said = form == "so" or (saying().get(form) == () and not form.endswith("n"))
        return said and word not in MONTHS_AND_DAYS
    if word in AMBIGUOUS_PLACES:
        return bool(_IN.search(before)) and word not in _IN_A_STATE
    if is_common(word) or not _may_be_town(word):
        return False
    kind = _KIND.search(before)
    return bool(_LOCATIVE.search(before)) or bool(
        kind and (KINDS_OF_PLACE.search(kind[1]) or _MORE_KINDS.search(kind[1]))
    )


def _may_be_town(word: str) -> bool:
    return word in gazetteer().towns or any(p.fullmatch(word) for p in (PLACE_ENDING, _MORE_PLACES))


def _is_name(word: str, before: str, after: str, english: _Target) -> bool:
    """Whether a capitalised word is a name by its looks: unknown, and without an article.

    An unknown word that has an article or a cognate in the English ("der
    Hurrikan", "the hurricane") is rather a noun that the list of words lacks.
    In a compound the article is its head's ("das Rakoczy-Fest"), and a town may
    have one with an adjective ("im texanischen Austin").
    """
    if is_common_german(word) or word in NO_NAMES or is_role(word):
        return False
    return is_body(word) or (
        len(word) >= _SHORTEST
        and not _NOUN_ENDING.search(word)
        and (
            not follows_determiner(before)
            or bool(re.match(r"-[A-ZÄÖÜ]", after))
            or bool(_IN_THE_COUNTRY.search(before))
        )
        and not english.has_cognate(word)
    )


_IN_THE_COUNTRY = re.compile(r"\bim \w+(?:isch|ch)en\s$")
_NOUN_ENDING = re.compile(
    r"(?:ung|heit|keit|schaft|ismus|tion|tät|isch\w*|innen|ler|lich|weise|etik|gewicht|nage|olog(?:e|in))(?:en|s)?$"
    r"|^(?:umso|aufgrund|(?:hier|da|wo)\w{2,4})$",
    re.IGNORECASE,
)
