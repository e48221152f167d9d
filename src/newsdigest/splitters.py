"""German sentences, by NLTK's Punkt on parameters that ship with newsdigest.

Punkt is Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary
Detection", Computational Linguistics 32 (2006). What it gets wrong in German
news is mended by a pass of rules over its boundaries.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nltk.tokenize.punkt import PunktSentenceTokenizer


@runtime_checkable
class SentenceSplitter(Protocol):
    """Anything that finds the sentences of a paragraph."""

    @property
    def name(self) -> str:
        """What a digest says of who split its sentences."""

    def split(self, text: str) -> Iterable[tuple[int, int]]:
        """Spans (start, end) of the sentences of `text`, in order, without overlap.

        `text` is one paragraph in one line; offsets count its characters from 0.
        """


# Abbreviations that a sentence of news does not end with: a name, a number or
# the rest of the expression follows. Lower-cased, without the last full stop.
_NEVER_FINAL = frozenset(
    """
    dr prof dipl ing mag med jur phil rer habil hr fr frl st hl nr abs art ziff bd hrsg vgl
    bzw z.b z. d.h u.a. i.d.r i.v.m m.e o.g s.o s.u sog insb insbes evtl ggf ca etwa.ca rd
    max tel str gen oblt lt hptm maj col sen gouv abg stv stellv kfm ehem geb gest verh
    verst gegr jan feb febr mär apr jun jul aug sep sept okt nov dez mo di mi do fr sa feat
    vs op kl exkl inkl einschl bspw zzgl abzgl allg amtl bes dt engl frz ital russ span
    österr schweiz europ intern nat öffentl priv staatl städt techn wiss wirtsch
    """.split()
)
# Abbreviations that Punkt's parameters lack; they may end a sentence too.
_ABBREVIATIONS = frozenset(
    """
    mio mrd bio tsd usw etc u.a u.ä o.ä u.v.m usf co ltd inc corp bros jr sr a.d a.m p.m e.v
    i.r i.e n.chr v.chr s.a u.u z.t z.zt m.w d.j d.m s.e s.h u.s u.s.a u.k e.u h.c p.s c.d
    a.o km/h std min sek jh jhdt kap abb tab anm verf übers aufl jg hft bl sp
    """.split()
)
_MONTHS_AND_KIN = re.compile(
    r"""(?: Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez
    | Jahrhundert|Jahrestag|Jahrgang|Geburtstag|Todestag|Hochzeitstag|Lebensjahr|Jahr\b|Jahres\b
    | Minute|Spielminute|Runde|Platz|Rang|Etage|Stock|Bezirk|Spieltag|Liga|Bundesliga|Armee
    | Weltkrieg|Tag\b|Mal\b|Klasse|Kapitel|Artikel|Auflage|Ausgabe|Internationale|Deutsche
    | Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Etappe|Senat|Kammer
    | Parteitag )""",
    re.VERBOSE,
)
_ORDINAL_END = re.compile(r"(?:^|[\s(„\"»-])(\d{1,3}|[IVX]{1,5})\.$")
_AFTER_ORDINAL_CUE = re.compile(
    r"""(?:^|\s)(?: am|vom|zum|bis|dem|den|der|des|die|das|im|seit|ab|beim|jeder|jeden|ihr
    |ihre[nmrs]?|sein|seine[nmrs]?|Rang|Platz|und|oder|auf|in|nach|vor|Papst|König|Kaiser
    |Johannes|Paul|Benedikt|Elisabeth|Franz|Friedrich|Wilhelm|Karl|Ludwig|Heinrich|\d{1,2}\.
    |(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag,?
    |Mittwoch,? )\s$""",
    re.VERBOSE | re.IGNORECASE,
)
_INITIAL_END = re.compile(r"(?:^|[\s(\"„»-])(?:[A-ZÄÖÜ]|Ch|Th|Ph|St|Sch|Yu|Ju)\.$")
_ABBREVIATION_END = re.compile(r"(?:^|[\s(\"„»/-])([^\W\d_][\w.]{0,12}|[^\W\d_]\. ?[^\W\d_])\.$")
# "z. | B.", "i. | d. R.", "& Co. | KG": a boundary that Punkt puts into an expression.
_WITHIN_EXPRESSION = re.compile(
    r"(?:^|[\s(])[a-zäöü]\.\n[A-Za-zÄÖÜ]{1,2}\.|& Co\.\n(?:KG|OHG|AG|Ltd|Inc)\b", re.MULTILINE
)
_OPENS_LOWER = re.compile(r"[\"'„“»«‚‘(\[–—-]*\s*[a-zäöüß]")
_QUOTE_AFTER_QUOTE = re.compile(r"[.!?…][\"”“»«]\n[\"„“»«]", re.MULTILINE)
_ELLIPSIS_END = re.compile(r"(?:\.\.\.|…)[\"'”“»«’‘)]*$")
_DOMAIN = re.compile(r"(?:de|at|ch|com|org|net|eu|info|tv)\b")

# Boundaries that Punkt misses: closed by a German or French quotation mark, no
# space behind the full stop ("sagte er.Der Kreml ..."), or behind an abbreviation.
_MISSED = re.compile(
    r"""(?<=[.!?…]) (?P<close> [“”»«’‘"')\]]{1,3} ) (?P<gap>\s+) (?=[„“"»«‚‘(]?[A-ZÄÖÜ])
    | (?<=[a-zäöüß]\.\.\.) \s+ (?=[„“"»«‚‘(]?[A-ZÄÖÜ])
    | (?<=[a-zäöüß]{2}[.!?]) (?=[A-ZÄÖÜ][a-zäöüß]+\s)
    | (?<=\b(?:usw|etc|Mio|Mrd)\.) \s+
      (?=(?:D(?:er|ie|as|en|em|ann|ort|och|azu)|E[rs]|Sie|Wir|Ich|I[nm]|Am|Auch|Aber|Bei|Mit|Nach)\b)""",
    re.VERBOSE,
)
_CLOSING = "“”»«’‘\"')]"
_FINAL = ".!?…" + _CLOSING
_LONG = 20_000  # characters; Punkt's look-back is linear in what it has not yet split


class PunktSplitter:
    """NLTK's Punkt on German parameters, with German abbreviations and a repair pass.

    >>> splitter = PunktSplitter()
    >>> text = "Am 3. Mai sprach Dr. Merz. „Wir warten“, sagte er."
    >>> [text[start:end] for start, end in splitter.split(text)]
    ['Am 3. Mai sprach Dr. Merz.', '„Wir warten“, sagte er.']
    """

    name = "punkt"

    def split(self, text: str) -> list[tuple[int, int]]:
        """Spans of the sentences of one paragraph, without white space at their ends."""
        spans = _split_missed(text, _merged(text, _punkt_spans(text)))
        return [trimmed for span in spans if (trimmed := _trimmed(text, *span))]


def _punkt_spans(text: str) -> Iterator[tuple[int, int]]:
    tokenizer = _punkt()
    for begin in range(0, len(text), _LONG):
        piece = text if len(text) <= _LONG else text[begin : begin + _LONG]
        for start, end in tokenizer.span_tokenize(piece):
            yield begin + start, begin + end


def _split_missed(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for begin, end in spans:
        start = begin
        for match in _MISSED.finditer(text, begin, end):
            if begin < match.end() < end:
                yield start, match.end("close") if match["close"] else match.start()
                start = match.end()
        yield start, end


def _merged(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    current: tuple[int, int] | None = None
    for span in spans:
        if current and not _is_boundary(text, current, span):
            current = current[0], span[1]
            continue
        if current:
            yield current
        current = span
    if current:
        yield current


def _is_boundary(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether a sentence really ends between two of Punkt's spans."""
    before = text[max(left[0], left[1] - 40) : left[1]].rstrip()
    after = text[right[0] : right[0] + 40].lstrip()
    if not before or not after:
        return False
    if before[-1] not in _FINAL:
        return False  # cut by the length limit alone
    if left[1] == right[0] and after[0] in _CLOSING:
        return False  # before a closing quotation mark
    if _OPENS_LOWER.match(after) and not _QUOTE_AFTER_QUOTE.search(f"{before}\n{after}"):
        return False  # „Halt!“ rief er. / z. B. so / ... und dann
    if not before.endswith("."):
        return True
    if before.endswith("..") or _ELLIPSIS_END.search(before):
        return True
    if left[1] == right[0] and _DOMAIN.match(after):
        return False
    return not (
        _ends_in_ordinal(before, after)
        or _ends_in_abbreviation(before)
        or _WITHIN_EXPRESSION.search(f"{before}\n{after}")
    )


def _ends_in_ordinal(before: str, after: str) -> bool:
    match = _ORDINAL_END.search(before)
    if not match:
        return False
    if _MONTHS_AND_KIN.match(after):
        return True
    return bool(_AFTER_ORDINAL_CUE.search(before[: match.start(1)]))


def _ends_in_abbreviation(before: str) -> bool:
    if _INITIAL_END.search(before):
        return True
    match = _ABBREVIATION_END.search(before)
    return match is not None and match[1].lower().replace(" ", "") in _NEVER_FINAL


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


@lru_cache(maxsize=1)
def _punkt() -> PunktSentenceTokenizer:
    import gzip
    import json
    from collections import defaultdict
    from importlib.resources import files

    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    class GermanLanguageVars(PunktLanguageVars):  # type: ignore[misc]
        sent_end_chars = (".", "?", "!", "…")
        re_boundary_realignment = re.compile(r"[\"'”“»«’‘›‹)\]}]+?(?:\s+|(?=--)|$)", re.MULTILINE)

    packed = files("newsdigest").joinpath("data/punkt-german.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    parameters = PunktParameters()
    parameters.abbrev_types = {*data["abbreviations"], *_ABBREVIATIONS, *_NEVER_FINAL}
    parameters.collocations = {(first, second) for first, second in data["collocations"]}
    parameters.sent_starters = set(data["sentence_starters"])
    parameters.ortho_context = defaultdict(int, data["orthographic_context"])
    return PunktSentenceTokenizer(parameters, lang_vars=GermanLanguageVars())
