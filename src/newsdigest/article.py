"""What goes in: an article as found in the wild, and what its page says of itself.

The text of an article is never changed: `clean` derives the text that the
steps after it read, and remembers for every character where it came from.
"""

from __future__ import annotations

import datetime
import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, fields
from pathlib import Path

from newsdigest.errors import InvalidOptionError, UnreadableArticleError


@dataclass(frozen=True, slots=True)
class Article:
    """A German news article, as the caller has it.

    Half a surrogate pair, which no text file can hold and nobody can write, becomes
    U+FFFD, one character for one, so that offsets stay.

    Attributes:
        text: the article's text; all offsets of a digest count its characters.
        title: the headline, where the caller knows it.
        date: the day of publication (ISO 8601: "2022", "2022-02" or
            "2022-02-15"; a time of day behind it is dropped), where the caller knows it.
        source: where the article is from (a path, an address, a newsroom).
        author: who wrote it, where the caller knows.

    Raises:
        InvalidOptionError: a field is no str, or `date` no date in ISO 8601.

    >>> Article("Kiew. Der Kreml schweigt.", date="2022-02-15").date
    '2022-02-15'
    """

    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    author: str | None = None

    def __post_init__(self) -> None:
        for name in (field.name for field in fields(self)):
            value = getattr(self, name)
            if not isinstance(value, str) and (value is not None or name == "text"):
                raise InvalidOptionError(
                    f"Article.{name} is a str, not {type(value).__name__}; decode bytes "
                    "with Article.from_bytes"
                )
            if value and _SURROGATE.search(value):
                object.__setattr__(self, name, _SURROGATE.sub("\ufffd", value))
        if self.date:
            match = _ISO_DATE.match(self.date)
            if not match or not _is_date(match[0]):
                raise InvalidOptionError(
                    f"date={self.date[:40]!r}: give the day of publication in ISO 8601, such as "
                    "2022-02-15, 2022-02 or 2022"
                )
            object.__setattr__(self, "date", match[0])

    @classmethod
    def from_file(cls, path: str | Path) -> Article:
        """Read a UTF-8 text file (a byte order mark is allowed, UTF-16 with one too).

        A saved web page is read as `from_html` does.

        >>> Article.from_file("seeds/000_7c349b12d8676159.txt").text[:8]
        ' date 20'

        Raises:
            UnreadableArticleError: the file is binary or in another encoding.
            MissingExtraError: it is a web page, and trafilatura is not installed.
            OSError: the file cannot be opened.
        """
        return cls.from_bytes(Path(path).read_bytes(), source=str(path))

    @classmethod
    def from_bytes(cls, data: bytes, source: str | None = None) -> Article:
        """Decode the bytes of a text file or web page; `source` names it in messages.

        >>> Article.from_bytes("Köln feiert.".encode()).text
        'Köln feiert.'

        Raises:
            UnreadableArticleError: the bytes are binary or in another encoding.
            MissingExtraError: it is a web page, and trafilatura is not installed.
        """
        from newsdigest.webpages import is_html

        if is_html(data):
            return cls.from_html(data, source)
        name = source or "the input"
        utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        try:
            text = data.decode("utf-16" if utf16 else "utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableArticleError(
                f"{name} is not UTF-8 text (byte {error.start}); convert it first, for "
                "example with: iconv -f WINDOWS-1252 -t UTF-8"
            ) from None
        if text.count("\0") > len(text) // 1000:
            raise UnreadableArticleError(f"{name} looks like a binary file, not like a text")
        return cls(text, source=source)

    @classmethod
    def from_html(cls, html: str | bytes, source: str | None = None) -> Article:
        """The article in a saved web page, with the title, date and author that the page states.

        Needs `newsdigest[html]`. Navigation, consent dialogs and teasers are left
        out; the offsets of a digest count characters of the `text` found here.

        Args:
            html: the page; bytes are decoded as a browser does.
            source: where the page is from; the page's own address goes before it.

        >>> page = "<html><title>Markt</title><p>Der Markt in Ulm ist wieder offen.</p></html>"
        >>> Article.from_html(page).text
        'Der Markt in Ulm ist wieder offen.'

        Raises:
            MissingExtraError: trafilatura is not installed.
            UnreadableArticleError: the page holds no article that can be found.
        """
        from newsdigest.webpages import read_page

        page = read_page(html)
        return cls(page.text, page.title, page.date, page.url or source, page.author)


_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}(?![^T ])")
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_CONTROL = "\x00-\x1f\x7f-\x9f"
_SPACE_ENTITY = r"&(?:nbsp|shy|thinsp|ensp|emsp|zwnj|zwj|\#0*160|\#0*173|\#x0*a0|\#x0*ad);"
_UNCLEAN = re.compile(
    rf"""
    (?P<run> (?: [\s{_INVISIBLE}{_CONTROL}] | {_SPACE_ENTITY} )+ )
    | (?P<entity> & (?: \#\d{{1,7}} | \#x[0-9a-f]{{1,6}} | [a-z][a-z0-9]{{1,30}} ) ; )
    | (?P<combining> \w[\u0300-\u036f]{{1,20}} )  # bounded: composing takes the square of it
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INVISIBLE_ONLY = re.compile(
    rf"(?: [{_INVISIBLE}] | &(?:shy|zwnj|zwj|\#0*173|\#x0*ad); )+", re.VERBOSE | re.IGNORECASE
)
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028]")
_LINE_LOOK = 200  # characters; a longer line is no headline
_HYPHENATED = re.compile(r"(?!(?:und|oder|bzw|sowie|bis)\b)[a-zäöüß]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text made easy to read for the steps that follow, with the way back.

    Paragraphs stand apart by a blank line (two line feeds) and hold no line
    break; runs of space are one space; entities are resolved; soft hyphens and
    other invisible characters are gone; letters are composed (NFC).

    Attributes:
        text: the clean text.
        raw_length: number of characters of the caller's text.
        edits: replaced pieces in order, as (clean start, clean end, raw start,
            raw end); between them both texts are the same.
    """

    text: str
    raw_length: int
    edits: tuple[tuple[int, int, int, int], ...] = ()

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the caller's text that `text[start:end]` came from."""
        return self._raw(start, ending=False), self._raw(end, ending=True)

    def is_within_edit(self, position: int) -> bool:
        """Whether the characters before and behind `position` came from one replaced piece."""
        at = bisect_right(self.edits, (position, -1)) - 1
        return at >= 0 and self.edits[at][0] < position < self.edits[at][1]

    def _raw(self, position: int, *, ending: bool) -> int:
        """Raw place of a boundary; an ending boundary stays before dropped characters."""
        key = (position, -1) if ending else (position, len(self.text) + 1)
        at = bisect_right(self.edits, key) - 1
        if at < 0:
            return position
        _, clean_end, raw_start, raw_end = self.edits[at]
        if position >= clean_end:
            return raw_end + position - clean_end
        return raw_end if ending else raw_start


def clean(raw: str) -> CleanText:
    """Derive the clean text of `raw`, in time linear in its length."""
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    position = length = 0
    for match in _UNCLEAN.finditer(raw):
        start, end = match.span()
        replacement = _replacement(match, raw)
        if (
            start
            and replacement == ""
            and match.lastgroup == "run"
            and _is_hyphenation(raw, start, end)
        ):
            start -= 1  # "Truppen-\nabzug": the hyphen goes with the line break
        if replacement == raw[start:end]:
            continue
        pieces.append(raw[position:start])
        length += start - position
        edits.append((length, length + len(replacement), start, end))
        pieces.append(replacement)
        length += len(replacement)
        position = end
    pieces.append(raw[position:])
    return CleanText("".join(pieces), len(raw), tuple(edits))


def _replacement(match: re.Match[str], raw: str) -> str:
    piece = match.group()
    kind = match.lastgroup
    if kind == "run":
        return _whitespace(raw, match.start(), match.end())
    if kind == "combining":
        return unicodedata.normalize("NFC", piece)
    resolved = html.unescape(piece)
    if resolved.isspace():
        return " "
    # What stays unprintable is a reference to a control or invisible character.
    return resolved if resolved.isprintable() else ""


def _whitespace(raw: str, start: int, end: int) -> str:
    """What a run of white space and invisible characters stands for."""
    run = raw[start:end]
    if run == " ":
        return run
    if _INVISIBLE_ONLY.fullmatch(run):
        return ""
    if start == 0:
        return ""
    breaks = len(_LINE_BREAK.findall(run)) + 2 * run.count("\u2029")
    if breaks >= 2 or (breaks == 1 and _ends_headline(raw, start, end)):
        return "\n\n"
    if breaks == 1 and _is_hyphenation(raw, start, end):
        return ""
    return " "


def _is_hyphenation(raw: str, start: int, end: int) -> bool:
    """Whether raw[start:end] breaks a word in two: "Truppen-" / "abzug"."""
    return (
        start >= 2
        and raw[start - 1] == "-"
        and raw[start - 2].isalpha()
        and _LINE_BREAK.search(raw, start, end) is not None
        and _HYPHENATED.match(raw, end) is not None
    )


def _ends_headline(raw: str, start: int, end: int) -> bool:
    """Whether the line that ends at `start` is a paragraph of its own.

    In wrapped text only a paragraph's last line is much shorter than the next.
    """
    # Bounded looks, so that a text of many lines, or of one, costs linear time.
    line = _LINE_BREAK.split(raw[max(0, start - _LINE_LOOK) : start])[-1]
    next_line = _LINE_BREAK.split(raw[end : end + 2 * _LINE_LOOK], maxsplit=1)[0]
    following = raw[end : end + 1]
    return (
        2 * len(line) < len(next_line) and raw[start - 1] not in ",;-–" and not following.islower()
    )


_DATE_LINE = re.compile(
    r"""\s* (?: (?:date|datum|stand|veröffentlicht(?:\s+am)?) \s*:?\s* )
    (?: (?P<iso>\d{4}(?:-\d{2}){1,2}) | (?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})
      | (?:(?P<day_name>\d{1,2})\.\s)?(?P<month_name>[a-zä]{3,9})\.?\s(?P<year_name>\d{4}) )
    (?!\w|[.:-]\d) [,;|]? \s* (?:\d{1,2}[.:]\d{2}\s*(?:uhr)?\b)? \s*""",
    re.VERBOSE | re.IGNORECASE,
)
MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "dezember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateLine:
    """The date that a page states before its text.

    Attributes:
        date: ISO 8601, as exact as the page is ("2022-02").
        end: where the article's text begins, in the clean text.
    """

    date: str
    end: int


def find_date_line(text: str) -> DateLine | None:
    """The date line that opens a clean text ("date 2022-02 ...", "Stand: 15. Februar 2022")."""
    match = _DATE_LINE.match(text)
    if not match:
        return None
    date = match["iso"] or _iso_date(match)
    return DateLine(date, match.end()) if date and _is_date(date) else None


def _iso_date(match: re.Match[str]) -> str | None:
    if match["year"]:
        return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
    name = match["month_name"].lower()
    month = next((n for n, full in enumerate(MONTHS, 1) if full.startswith(name)), None)
    if month is None:
        return None
    day = f"-{int(match['day_name']):02}" if match["day_name"] else ""
    return f"{match['year_name']}-{month:02}{day}"


def _is_date(iso: str) -> bool:
    """Whether "2022", "2022-02" or "2022-02-15" is a date that a newspaper may have."""
    try:
        date = datetime.date.fromisoformat(iso + "-01-01"[len(iso) - len("2022") :])
    except ValueError:
        return False
    return 1500 <= date.year < 2200
