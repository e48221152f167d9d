"""A saved web page: the article's text, and what the page says of it.

trafilatura finds the article among navigation, consent dialogs and teasers;
what it leaves at the edges goes here. Nothing is fetched: the page is given.
"""

from __future__ import annotations

import codecs
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
    found = _extract(page)
    if found is None:
        raise UnreadableArticleError(
            "no article was found in the web page; save the article's own page, not an "
            "overview, or give the article's text"
        )
    title = found.title or None
    return WebPage(
        text="\n\n".join(_paragraphs(found.text, title)),
        title=title,
        date=found.date or None,
        author=found.author or None,
        url=found.url or None,
    )


def _extract(page: str) -> Any:
    """What trafilatura finds, on the page and, failing that, on its layout tables as blocks."""
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
            return None
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
            return found
    return None


def _as_is(tree: Any) -> Any:
    return tree


def _without_tables(tree: Any) -> Any:
    """Pages of around 2000 are laid out in tables: their cells are blocks of text."""
    for element in tree.iter("table", "tbody", "tr", "td", "th"):
        element.tag = "div"
    return tree


_BOILERPLATE = re.compile(
    r"""^(?: © | \(c\)\s | copyright\b | stand:\s*\d | von\s+(?:[A-ZÄÖÜ][\w.-]+\s?){2,3}$ )
    | alle\ rechte\ vorbehalten | bildergalerie | fotostrecke
    | auf\ (?:facebook|whatsapp|twitter|x|linkedin|mastodon)\ teilen
    | newsletter | (?:wir|website|seite|angebot)\b.*\bcookies? | jetzt\ (?:abonnieren|testen)
    | mehr\ zum\ thema | lesen\ sie\ auch | zum\ thema:""",
    re.VERBOSE | re.IGNORECASE,
)
_BOILERPLATE_LENGTH = 120  # characters; a longer paragraph is the article's own
_HEADLINE_WITHIN = 3  # paragraphs; what stands before the headline is a topline


def _paragraphs(text: str, title: str | None) -> Iterator[str]:
    """The article's paragraphs, without topline and headline and without boilerplate."""
    lines = [" ".join(line.strip("|").split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if title in lines[:_HEADLINE_WITHIN]:
        lines = lines[lines.index(title) + 1 :]
    for line in lines:
        if len(line) > _BOILERPLATE_LENGTH or not _BOILERPLATE.search(line):
            yield line
