"""Which German words are common words, and when two spellings are one name."""

from __future__ import annotations

import gzip
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

from newsdigest.annotate.gazetteer import gazetteer, is_role
from newsdigest.fidelity.forms import AMBIGUOUS_PLACES, EXONYMS
from newsdigest.words import stem, stop_words

_LINKS = ("", "s", "es", "n", "en", "e", "er")
_SURE_TAIL = 6  # letters; a shorter end needs a word before it
# The ends of towns and surnames, which the stemmer would take for a plural's or an agent's.
_NAME_ENDING = re.compile(
    r"(?:[a-z]hofer|felde[nr]|l?ing(?:en|er)|haus(?:en|er)|heide|münde|brunn|kirchen|rode|stedt|weiler|leiten"
    r"|steiner|berger|burger|bacher|dorfer|hauser|(?<!park|baus)platz"
    r"|(?<!bundes|landes)(?<!kreis)(?<!land)straße|gasse|ring|wald|see|tal)$"
)
# The usual ends of surnames and towns say nothing: what is a noun with one is listed whole.
_IN_NAMES = frozenset(
    "bach berg burg mann stein dorf heim furt horn hain beck graf lein rich hard gard bert "
    "fried korn baum kamp moor fels hausen meist müll mull schmidt bauer kirch ling hofer".split()
)
_LONGEST = 60  # letters; keeps the time that a word takes within bounds
_SHORT = frozenset(
    "hof tag zug ort weg amt tor bad rat rad uhr gas art akt eis see tür süd sud ost kur bau not "
    "alt neu mai öl ol ehe rot hut bio tee roh".split()
)


@lru_cache(maxsize=1)
def _common_stems() -> frozenset[str]:
    """Stems of German words, from `training/german_words.py`."""
    packed = files("newsdigest").joinpath("data/german-words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split())


@lru_cache(maxsize=4096)
def is_common_german(word: str) -> bool:
    """Whether a word is a German common word, or a compound that ends in one."""
    lower = word.lower()
    if word in EXONYMS or (word in gazetteer().places and word not in AMBIGUOUS_PLACES):
        return False
    return (
        len(word) > _LONGEST  # no word at all
        or lower in stop_words()
        or stem(lower) in _common_stems()
        or (
            word not in gazetteer().towns
            and not _NAME_ENDING.search(lower)
            and any(_is_compound(lower[:cut], lower[cut:]) for cut in range(3, len(lower) - 2))
        )
    )


@lru_cache(maxsize=4096)
def is_all_german(word: str) -> bool:
    """Whether each part of a word is a common word, which "Elb" in "Elbphilharmonie" is not."""
    lower = word.lower()
    return stem(lower) in _common_stems() or any(
        stem(lower[cut:]) in _common_stems() and _is_first_part(lower[:cut])
        for cut in range(3, len(lower) - 2)
    )


def _is_compound(head: str, tail: str) -> bool:
    base = stem(tail)
    if base not in _common_stems() or base in _IN_NAMES:
        return False
    return len(tail) >= _SURE_TAIL or ((len(tail) > 3 or tail in _SHORT) and _is_first_part(head))


def _is_first_part(head: str) -> bool:
    """Whether a compound can begin with `head`: a common word, or one with a linking element."""
    return any(
        (len(part := head.removesuffix(link)) > 3 or part in _SHORT) and is_common_german(part)
        for link in _LINKS
    )


_DETERMINER = re.compile(
    r"(?:(?i:\b(?:de[rmns]|das|die|eine?[mnrs]?|keine?[mnrs]?|dies\w+|jed\w+|ihre?[mnrs]?"
    r"|seine?[mnrs]?|unsere?[mnrs]?|zu[mr]|[ai]m|vom|beim|ins|ans|viele|einige|mehrere|alle|[md]eine?[mnrs]?))"
    r"|\b(?:Millionen|Milliarden|Billionen|Dutzend|Prozent|Tonnen|Liter|\w+isch(?:e[mnrs]?)?)"
    r"|^[\"„»“]?[A-ZÄÖÜ][a-zäöüß]+(?:e|en|er|es)"
    r"|(?<![\w.])[a-zäöüß]\w{2,}(?:e|en|er|es|em)|[0-9])\s$"
)
# Words that end as an adjective does, and before a name as often as before a noun.
_NO_ADJECTIVE = re.compile(
    r"\b(?:über|unter|hinter|neben|gegen|zwischen|wegen|aber|oder|sagte|wurde|hatte|habe|hätte|werde"
    r"|sprach|später|wieder|immer|weder|seinen|entgegen|gegenüber|heute|beide|haben|werden|wurden"
    r"|rief|riefen|kamen|gingen|fanden|trafen|nahmen|gaben|ließen|sahen|schlugen|zogen|sprachen"
    r"|hatten|sollte|sollten|wollte|wollten|konnte|konnten|\w+te|\w+ten)\s$",
    re.IGNORECASE,
)


def follows_determiner(before: str) -> bool:
    """Whether a word that stands behind `before` has an article, an adjective or a number."""
    found = _DETERMINER.search(before[-40:])
    return (
        found is not None
        and not _NO_ADJECTIVE.search(before[-40:])
        and not is_role(found.group().strip())
    )


# German and English transcriptions of one foreign sound become one letter.
_SOUNDS = (
    ("dsch", "j"), ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("ch", "c"),
    ("kh", "c"), ("zh", "s"), ("ck", "c"), ("k", "c"), ("qu", "cv"), ("ph", "f"), ("th", "t"),
    ("w", "v"), ("y", "i"), ("j", "i"), ("ts", "s"), ("tz", "s"), ("z", "s"), ("x", "cs"),
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ou", "u"), ("ie", "i"), ("ei", "i"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """A key that the German and the English spelling of a name share ("Lawrow", "Lavrov")."""
    key = unicodedata.normalize("NFKD", word.casefold())
    key = "".join(char for char in key if char.isalnum())
    for spelling, letter in _SOUNDS:
        key = key.replace(spelling, letter)
    return re.sub(r"(.)\1+", r"\1", key)
