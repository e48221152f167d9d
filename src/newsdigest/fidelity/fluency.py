"""What can be seen without a dictionary: loops, copies, lengths, quotation marks, leftovers."""

from __future__ import annotations

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
