"""What can be seen without a dictionary: loops, copies, lengths, quotation marks, leftovers."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from newsdigest.annotate.gazetteer import is_body
from newsdigest.fidelity.spelling import follows_determiner, is_all_german, is_common_german

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_LOOP = 8  # words
_DOUBLED_IN_ENGLISH = {"had", "that", "is", "very", "so", "no", "ha", "bye"}


def loop(source: Sequence[str], target: Sequence[str]) -> str | None:
    """Words that stand in the target at least twice in a row, and not so in the source."""
    for size in range(1, _LONGEST_LOOP + 1):
        times = 3 if size == 2 else 2
        if repeated := _repetition(target, size, times):
            if size == 1 and repeated in _DOUBLED_IN_ENGLISH | {w for w in target if w.isdigit()}:
                repeated = _repetition(target, size, 3)
            if repeated and not _repetition(source, size, 2):
                return repeated
    return None


def _repetition(tokens: Sequence[str], size: int, times: int) -> str | None:
    """The first `size` tokens that follow themselves until they stand `times` times."""
    run = 0
    for index in range(size, len(tokens)):
        run = run + 1 if tokens[index] == tokens[index - size] else 0
        if run >= size * (times - 1):
            return " ".join(tokens[index - size + 1 : index + 1])
    return None


_CLAUSE = re.compile(r"[.:;!?()\"“”]+")
_TOKEN = re.compile(r"\w+")
_SAME_STEM = re.compile(r"\b(([^\W\d_]{6})[^\W\d_]*) (?!\1\b)\2[^\W\d_]*", re.IGNORECASE)
_STUTTER_GAP = 4  # words from the start of a pair of words to where it comes again
# Pairs of these alone come again in good English ("in the house and in the yard").
_COMMON = frozenset(
    """the and for that this with from into onto over under about between through after before has
    have had was were are been being not but who whom whose which what when where there their its
    his her him them they our your you she can could will would may might must shall should did
    does one two than then out off all any some more most very also other only""".split()
)


def stutter(source: str, target: str) -> str | None:
    """Two words that come again within the next few, or two forms of one word in a row.

    A weak model falls into "several hours of several hours" and "repeated
    repeatedly" where it has no word for the German. What the German itself says
    twice is left alone.
    """
    if found := _SAME_STEM.search(target):
        return found.group()
    for clause in _CLAUSE.split(target.lower()):
        tokens = _TOKEN.findall(clause)
        seen: dict[tuple[str, str], int] = {}
        for index, pair in enumerate(itertools.pairwise(tokens)):
            start = seen.get(pair, index)
            if 1 < index - start <= _STUTTER_GAP and any(map(_is_telling, pair)):
                said_twice = _comes_again(_TOKEN.findall(source.lower()))
                return None if said_twice else " ".join(tokens[start : index + 2])
            seen[pair] = index
    return None


def _is_telling(word: str) -> bool:
    return len(word) > 2 and not word.isdigit() and word not in _COMMON


def _comes_again(tokens: Sequence[str]) -> bool:
    """Whether a word of four letters or more stands twice within a few words."""
    seen: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if len(token) > 3 and token in seen and index - seen[token] <= _STUTTER_GAP + 2:
            return True
        seen[token] = index
    return False


def length_is_off(source: int, target: int) -> bool:
    """Whether the English is far shorter or longer than its German: it is 0.9 times as long."""
    if source < 20:
        return target > 60 + 2 * source
    return not 0.4 * source <= target <= 2.0 * source + 10


_QUOTED = re.compile(r"[\"„“”«»‟]|(?<!\w)[‚‘'](?=\w)|,,|''")
_IN_QUOTES = re.compile(r"[\"„“”«»]([^\"„“”«»]{2,})[\"„“”«»]")
_CITED = re.compile(r"(?<!\w)[‚‘’'](?=\w)|[.,!?][’']")


def lost_quotation(source: str, target: str) -> tuple[str, ...] | None:
    """What the German quotes, if no quotation mark is left in the English; else None.

    The name of a paper stands in quotation marks in German, and often in none in English.
    """
    if not _QUOTED.search(source) or _QUOTED.search(target) or _CITED.search(target):
        return None
    quoted = tuple(_IN_QUOTES.findall(source))
    return None if quoted and all(_is_kept_name(words, target) for words in quoted) else quoted


def _is_kept_name(quoted: str, target: str) -> bool:
    """Whether `quoted` is a name that the English has as it is ("Süddeutschen Zeitung")."""
    words = quoted.split()
    return words[-1][0].isupper() and all(word.removesuffix("n") in target for word in words)


def added_quotation(source: str, target: str) -> tuple[str, ...] | None:
    """What the English quotes, if the German has no quotation mark at all; else None."""
    if _QUOTED.search(source) or _CITED.search(source):
        return None
    return tuple(_IN_QUOTES.findall(target)) or None


_WORD = re.compile(r"[^\W\d_]+")
# German words that no English text has in lower case, but in names ("von der Leyen").
_FUNCTION_WORDS = frozenset(
    """und oder aber nicht ist sind wird werden wurde wurden haben hat hatte sein seine seiner eine
    einen einem eines mit für auf dem das auch sich bei nach über durch zum zur nur noch schon wir
    ich sie ihr ihre ihren vom beim wie dass weil wenn sowie gegen unter zwischen""".split()
)
# Words that German and English write alike, or that English has taken over.
_SHARED = frozenset(
    """minister professor general club team partner experte hotel museum radio name land hand arm
    wind stern park tag bundestag bundesrat landtag bundeswehr kanzler autobahn kindergarten
    reichstag bundesliga regime april august september november international national doktor union
    zoo film video computer internet online start stopp system sport moment problem museum trend
    student budget chef star manager regisseur premier trainer oktoberfest berlin album band single
    song rock pop deutschlandticket""".split()
)
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w’'-]* ?$|-$")
_NAME_BEHIND = re.compile(r"[- ][^\W\d_a-z]|['’]s")
_OPENING = '.!?:“”"('
_GERMAN_ENDING = re.compile(r"(?:[äöüß]|ung(?:en)?$|keit(?:en)?$|heit(?:en)?$|schaft(?:en)?$)")


def german_left(source: str, target: str) -> tuple[str, ...]:
    """German words in the English: function words, and common nouns that were copied.

    Words inside quotation marks are left alone: titles of books, parties and
    papers stay German in good translations.
    """
    german = set(_WORD.findall(source))
    unquoted = _IN_QUOTES.sub(" ", target)
    found = []
    for match in _WORD.finditer(unquoted):
        word = match.group()
        behind = unquoted[match.end() : match.end() + 2]
        if word in _FUNCTION_WORDS:
            # "Bild am Sonntag", "von der Leyen": a name goes on behind it.
            if word in german and not re.match(r" [^\W\d_a-z]", behind):
                found.append(word)
        elif not is_body(word) and _is_copied(word, unquoted, match.start(), german, source):
            found.append(word)
    return tuple(dict.fromkeys(found))


def _is_copied(word: str, text: str, start: int, german: set[str], source: str) -> bool:
    if len(word) < 5 or word.lower() in _SHARED:
        return False
    copied = word in german or word.capitalize() in german
    if not copied or not is_common_german(word) or not is_all_german(word):
        return False
    if word[0].islower():
        return bool(_GERMAN_ENDING.search(word))
    # A capital in the middle of an English sentence is a name's, or a German noun's;
    # what has an article in the German is no name, but for one in a compound.
    place = re.search(rf"\b{word}\b(?!-)", source)
    if not place or not follows_determiner(source[: place.start()]):
        return False
    before = text[max(0, start - 40) : start]
    after = text[start + len(word) : start + len(word) + 3]
    beside_name = _NAME_BEFORE.search(before) or _NAME_BEHIND.match(after)
    return bool(before.strip()) and before.rstrip()[-1] not in _OPENING and not beside_name
