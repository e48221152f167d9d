"""A morning briefing from a saved feed.

An entry that carries its article is digested from the feed; for another one the
saved page beside the feed is read. Nothing is fetched.

Run: python examples/rss_digest.py examples/feed/feed.xml
Needs: pip install 'newsdigest[examples]'
"""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import feedparser

from newsdigest import Article, digest_many

if TYPE_CHECKING:
    from collections.abc import Iterator


def articles(feed: Path) -> Iterator[Article]:
    """The feed's entries as articles, with the title and the date that the feed states."""
    for entry in feedparser.parse(feed.read_bytes()).entries:
        day = entry.get("published_parsed")
        yield Article(
            text=_text(entry, feed.parent),
            title=entry.title,
            date="{:04}-{:02}-{:02}".format(*day[:3]) if day else None,
            source=entry.link,
        )


def _text(entry: Any, folder: Path) -> str:
    if "content" in entry:
        return Article.from_html(f"<html>{entry.content[0].value}</html>").text
    return Article.from_file(folder / PurePosixPath(urlsplit(entry.link).path).name).text


if __name__ == "__main__":
    for one in digest_many(articles(Path(sys.argv[1])), sentences=2):
        print(one.to_markdown())
