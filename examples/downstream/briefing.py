"""A small program that uses newsdigest; `test_briefing.py` shows how it is tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest import Digester

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsdigest import Article


def briefing(articles: Iterable[Article], digester: Digester | None = None) -> str:
    """One line an article: date, first key point, and how far it can be trusted."""
    digester = digester or Digester()
    lines = []
    for article in articles:
        digest = digester.digest(article, sentences=1)
        point = digest.key_points[0]
        mark = " (check the translation)" if point.flags else ""
        lines.append(f"{digest.date}: {point.text}{mark}")
    return "\n".join(lines)
