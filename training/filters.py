"""Clean German-English pairs and say why a pair is left out.

Every check is a pure function of the two strings, so that a corpus filtered
twice gives the same pairs. Only the standard library and newsdigest are needed.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter

from newsdigest.fidelity.english import made_up_words
from newsdigest.fidelity.fluency import stutter

MAX_CHARS = 600
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_MOJIBAKE = re.compile(
    r"\ufffd|Ã[\u0080-\u00bf¤¶¼Ÿ„–œ]|â€|Â[\u00a0-\u00bf]|&(?:amp|quot|lt|gt|#\d+);"
)
_MARKUP = re.compile(r"https?://|www\.|</?[a-z]+>|[{}|\\]|@-@|@@|\bPERSON\d")
_LOOP = re.compile(r"\b(\w+(?:\W+\w+){0,3})(?:\W+\1\b){2,}", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_FOREIGN = re.compile(r"[\u0370-\u1dff\u2e80-\uffef]")
_DOUBLE = re.compile("[\"“”„«»‟]|''|,,(?=\\w)|``")
_SINGLE = re.compile("[‘’‚‹›`´']")
_SET_APART = re.compile(r'(?:^|(?<=\s))" ([^"]+?) "(?=[\s.,;:!?)]|$)')
_ADRIFT = re.compile("(?:^| )” |“ ")
_OPENS = re.compile(r"(^|[\s(\[/—–-])\"(?=\S)")
_OPENS_SINGLE = re.compile(r"(^|[\s(\[“])'(?=[^\W\d])(?=[^']*\S'(?:\W|$))")
_GERMAN = frozenset(
    "der die das und ist nicht ein eine einen einer eines dem den des zu mit von für auf sich im "
    "auch es er sie ich wir ihr hat haben wird werden wurde wurden war waren sind bei nach aus als "
    "wie dass über kann oder aber um noch nur vor zum zur durch sein seine seiner ihre dieser "
    "diese dieses mehr wenn habe hatte kein keine was man so am bis".split()
)
_ENGLISH = frozenset(
    "the and is not a an of to with from for on in it he she i we you they has have had will would "
    "was were are at by as that this these those or but about be been which who his her their its "
    "can could do did does what there if when more than out up no my your our".split()
)
_SHARED = _GERMAN & _ENGLISH


def tidy(text: str) -> str:
    """Return `text` in NFC with invisible characters removed and one space between words."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def english_quotes(text: str) -> str:
    """Return English `text` with typographic marks: “double”, ‘single’ and the apostrophe ’."""
    text = _SINGLE.sub("'", _DOUBLE.sub('"', text))
    text = _SET_APART.sub(r'"\1"', text)
    text = _OPENS.sub(r"\1“", text).replace('"', "”")
    return _OPENS_SINGLE.sub(r"\1‘", text).replace("'", "’")


def balance_edge_quotes(german: str, english: str) -> tuple[str, str]:
    """Drop a lone quotation mark at the edge of one side, where sentence splitting left it."""
    return _drop_lone_quote(german), _drop_lone_quote(english)


def _marks(text: str) -> int:
    return len(_DOUBLE.findall(text))


def _drop_lone_quote(text: str) -> str:
    marks = [found.start() for found in _DOUBLE.finditer(text)]
    if len(marks) == 1 and marks[0] in (0, len(text) - 1):
        return text.strip('"“”„«» ')
    return text


def digits(text: str) -> Counter[str]:
    """Count the numbers of `text` by their digits alone, so that 1.000 and 1,000 are equal."""
    return Counter(re.sub(r"\D", "", found) for found in NUMBER.findall(text))


def language_margin(text: str, own: frozenset[str], other: frozenset[str]) -> int:
    """Return how many more function words of `own` than of `other` stand in `text`."""
    words = [word.lower() for word in WORD.findall(text)]
    return sum(w in own - _SHARED for w in words) - sum(w in other - _SHARED for w in words)


def overlap(german: str, english: str) -> float:
    """Return the share of the words of the shorter side that stand on the other side too."""
    a = Counter(word.lower() for word in WORD.findall(german))
    b = Counter(word.lower() for word in WORD.findall(english))
    return (a & b).total() / max(1, min(a.total(), b.total()))


def fault(german: str, english: str, *, machine: bool = False) -> str | None:
    """Say what is wrong with a pair, or None.

    Args:
        german: The source sentence, after `tidy`.
        english: The target sentence, after `tidy`.
        machine: One side is a machine's output: numbers must then agree, and the English must
            have no words that are none, and not say a thing twice.
    """
    checks = (_encoding_fault, _length_fault, _language_fault, _copy_fault, _shape_fault)
    for check in checks:
        found = check(german, english)
        if found:
            return found
    if machine and made_up_words(german, english):
        return "no English word"
    if machine and stutter(german, english):
        return "stutter"
    return _number_fault(german, english, machine=machine)


def _encoding_fault(german: str, english: str) -> str | None:
    both = german + " " + english
    if _MOJIBAKE.search(both):
        return "encoding"
    if _MARKUP.search(both):
        return "markup"
    if _FOREIGN.search(both):
        return "script"
    if len(_LETTERS.findall(both)) < 0.55 * len(both.replace(" ", "")):
        return "letters"
    return None


def _length_fault(german: str, english: str) -> str | None:
    if not german or not english:
        return "empty"
    if max(len(german), len(english)) > MAX_CHARS:
        return "long"
    ratio = (len(german) + 12) / (len(english) + 12)
    if not 0.55 < ratio < 1.95:
        return "length ratio"
    words = (len(german.split()) + 4) / (len(english.split()) + 4)
    return None if 0.45 < words < 1.75 else "length ratio"


def _language_fault(german: str, english: str) -> str | None:
    if len(WORD.findall(german)) > 4 and language_margin(german, _GERMAN, _ENGLISH) < 0:
        return "not German"
    if len(WORD.findall(english)) > 4 and language_margin(english, _ENGLISH, _GERMAN) < 0:
        return "not English"
    return None


def _copy_fault(german: str, english: str) -> str | None:
    count = min(len(WORD.findall(german)), len(WORD.findall(english)))
    return "copy" if count > 5 and overlap(german, english) > 0.6 else None


def _shape_fault(german: str, english: str) -> str | None:
    if _LOOP.search(english) and not _LOOP.search(german):
        return "loop"
    if len(german) > 12 and german.isupper() and not english.isupper():
        return "capitals"
    long = len(german) > 40
    if long and german[0].isupper() and english[0].islower():
        return "cut start"
    if long and german[-1] in ".!?" and english[-1].isalnum():
        return "cut end"
    if len(english) > 20 and english.count("“") + english.count("”") == 1 and _marks(german) != 1:
        return "lone quote"
    return "quote adrift" if _ADRIFT.search(english) else None


def _number_fault(german: str, english: str, *, machine: bool) -> str | None:
    left = Counter({k: n for k, n in digits(german).items() if len(k) > 1})
    right = digits(english)
    missing = (left - right).total()
    if machine:
        return "numbers" if missing else None
    return "numbers" if missing > 1 and missing > left.total() / 2 else None


def consensus(translations: list[str]) -> list[float]:
    """Score each translation of one source by its mean likeness to the others (0 to 1).

    The likeness is the F1 of word unigrams and bigrams, as in minimum-Bayes-risk
    decoding with many systems as the sample (Freitag et al. 2022).
    """
    grams = [_grams(text) for text in translations]
    sizes = [gram.total() for gram in grams]
    scores = []
    for i, gram in enumerate(grams):
        like = [
            2 * (gram & other).total() / max(1, sizes[i] + sizes[j])
            for j, other in enumerate(grams)
            if i != j
        ]
        scores.append(sum(like) / len(like) if like else 1.0)
    return scores


def _grams(text: str) -> Counter[str]:
    words = WORD.findall(text.lower())
    return Counter(words) + Counter(f"{a} {b}" for a, b in itertools.pairwise(words))
