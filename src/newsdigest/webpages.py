"""A saved web page: the article's text, and what the page says of it.

trafilatura finds the article among navigation, consent dialogs and teasers;
what it leaves at the edges goes here. Nothing is fetched: the page is given.
"""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsdigest.errors import MissingExtraError, UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class WebPage:
    """What was found in a page.

    Attributes:
        text: the article, paragraphs apart by a blank line, without its headline.
        title: the headline.
        date: day of publication, ISO 8601.
        author: who wrote it; several names are separated by "; ".
        url: the page's own address (its canonical link).
    """

    text: str
    title: str | None = None
    date: str | None = None
    author: str | None = None
    url: str | None = None


_HTML = re.compile(
    rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# The HTML Standard, section 13.2.3.2: a page has 1,024 bytes to name its
# encoding; these labels mean windows-1252, which browsers also fall back on.
_LOOK = 1024
_SEEN = "//text()[not(ancestor::script or ancestor::style)]"
_LATIN1 = {"iso8859-1", "ascii"}


def is_html(data: bytes) -> bool:
    """Whether the bytes of a file open like a web page."""
    return _HTML.match(data.removeprefix(codecs.BOM_UTF8)[: 4 * _LOOK]) is not None


def decode_html(data: bytes) -> str:
    """Decode a page as a browser does: byte order mark, `<meta charset>`, UTF-8, windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if not data.startswith(codecs.BOM_UTF8) and (named := _CHARSET.search(data[:_LOOK])):
        try:
            codec = codecs.lookup(named[1].decode("ascii")).name
        except LookupError:
            codec = "utf-8"
        if not codec.startswith("utf"):
            return data.decode("cp1252" if codec in _LATIN1 else codec, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_page(html: str | bytes) -> WebPage:
    """Find the article in a web page.

    Raises:
        MissingExtraError: trafilatura is not installed.
        UnreadableArticleError: the page holds no article that can be found.
    """
    page = decode_html(html) if isinstance(html, bytes) else html
    found, text = _extract(page)
    if found is None:
        raise UnreadableArticleError(
            "no article was found in the web page; save the article's own page, not an "
            "overview, or give the article's text"
        )
    title = found.title or None
    return WebPage(
        text="\n\n".join(_paragraphs(found.text, text, title)),
        title=title,
        date=found.date or None,
        author=found.author or None,
        url=found.url or None,
    )


def _extract(page: str) -> tuple[Any, str]:
    """What trafilatura finds, and the text of the page in which it finds it.

    Where it finds nothing, it looks again at the layout tables as blocks.
    """
    try:
        from trafilatura import bare_extraction
        from trafilatura.utils import load_html
    except ImportError as error:
        raise MissingExtraError(
            "a web page needs trafilatura; run: pip install 'newsdigest[html]'"
        ) from error
    for prepare in (_as_is, _without_tables):
        tree = load_html(page)
        if tree is None:
            return None, ""
        text = " ".join(" ".join(tree.xpath(_SEEN)).split())
        found: Any = bare_extraction(
            prepare(tree),
            with_metadata=True,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            # Only dates that the page states as its own: no guess from the running text.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
        if found is not None and (found.text or "").strip():
            return found, text
    return None, ""


def _as_is(tree: Any) -> Any:
    return tree


def _without_tables(tree: Any) -> Any:
    """Pages of around 2000 are laid out in tables: their cells are blocks of text."""
    for element in tree.iter("table", "tbody", "tr", "td", "th"):
        element.tag = "div"
    return tree


# Whole lines that belong to the page, not to the article.
_FURNITURE = re.compile(
    r"""
      (?: © | \(c\)\s | copyright\b | .*\balle\ rechte\ vorbehalten ) .*
    | von \s+ NAME (?: (?:,|\s+und) \s+ NAME )*
    | (?: stand | aktualisiert | veröffentlicht | erstellt ) \b .{0,20}? \d{1,2}\. .*
    | \d{1,2}\.\s?\d{1,2}\.\s?\d{2,4} [\s,|-]* (?: \d{1,2}[:.]\d{2} )? (?: \s*uhr )?
    | .* \b (?: foto | bild | grafik | quelle ) s?: \s .{2,60}
    | (?: anzeige | werbung ) | (?: zur\ )? (?: bildergalerie | fotostrecke ) \b .*
    | (?: .*\bauf\ )? (?: facebook | whatsapp | twitter | x | linkedin | mastodon ) \ teilen .*
    | (?: newsletter | mehr\ zum\ thema | lesen\ sie\ auch | zum\ thema: ) .*
    | .* \b newsletter \b .* \b (?: abonnieren | anmelden | bestellen ) \b .*
    | (?: .*[\s:] )? (?: jetzt | hier ) \s .* \b (?: abonnieren | anmelden | testen | laden ) [.!]?
    | (?: wir | (?: diese | unsere ) \ (?: website | seite ) ) \b .* \b cookies? \b .*
    """.replace("NAME", r"(?-i: (?: [A-ZÄÖÜ][\w.-]+ ) (?: \ [A-ZÄÖÜ][\w.-]+ ){1,3} )"),
    re.VERBOSE | re.IGNORECASE,
)
_FURNITURE_LENGTH = 120  # characters; a longer paragraph is the article's own
_HEADLINE_WITHIN = 3  # paragraphs; what stands before the headline is a topline
_ANCHOR_LENGTH = 40  # characters; a shorter line may stand in a page by chance


def _paragraphs(found: str, page: str, title: str | None) -> Iterator[str]:
    """The article's paragraphs, without topline, headline and the page's furniture."""
    lines = [" ".join(line.strip("|").split()) for line in found.splitlines()]
    lines = _in_order([line for line in lines if line], page)
    if title in lines[:_HEADLINE_WITHIN]:
        lines = lines[lines.index(title) + 1 :]
    for line in lines:
        if len(line) > _FURNITURE_LENGTH or not _FURNITURE.fullmatch(line):
            yield line


def _in_order(lines: list[str], page: str) -> list[str]:
    """The lines as the page has them; a line found nowhere or twice stays before the next.

    What trafilatura adds in its second look comes last, wherever it stood.
    """
    places: list[float] = []
    place = math.inf
    for line in reversed(lines):
        if len(line) >= _ANCHOR_LENGTH and page.count(line) == 1:
            place = page.index(line)
        places.append(place)
    placed = sorted(zip(reversed(places), lines, strict=True), key=lambda pair: pair[0])
    return [line for _, line in placed]
