"""Digests as text: pure functions, a digest in, a string out."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsdigest.result import Digest, KeyPoint, Title
    from newsdigest.story import Story, StoryPoint

_WIDTH = 88


def to_text(digest: Digest) -> str:
    """A readable digest: title, date, key points with their German, warnings."""
    lines = [heading(digest), ""]
    for number, point in enumerate(digest.key_points, 1):
        lines += _filled(point.attributed, f"{number}. ")
        lines += _filled(f"{_one_line(point.source)} [{point.start}:{point.end}]", "   de: ")
        lines += [line for flag in point.flags for line in _filled(flag.message, "   ! ")]
    if digest.translation:
        lines += ["", "Full translation", ""]
        for paragraph in digest.translation.text.split("\n\n"):
            lines += [*_filled(paragraph, ""), ""]
    if digest.warnings:
        lines += [
            "",
            *(line for notice in digest.warnings for line in _filled(notice.message, "! ")),
        ]
    return "\n".join([*lines, "", made_by(digest)]).strip("\n") + "\n"


def heading(digest: Digest) -> str:
    """Title and date in one line, a generated title marked as such."""
    return " · ".join(filter(None, [_title(digest.title), digest.date])) or "Digest"


def _title(title: Title | None) -> str:
    if not title:
        return ""
    return f"{title.text} [generated headline]" if title.generated else title.text


def made_by(digest: Digest) -> str:
    """How the digest came about, in one line."""
    made = digest.made_by
    model = f", model {made.model}" if made.model else ""
    checksum = f" ({made.model_sha256[:12]})" if made.model_sha256 else ""
    stats = digest.stats
    return (
        f"{len(digest.key_points)} of {stats.sentences} sentences, chosen by {made.summarizer}, "
        f"translated by {made.engine}{model}{checksum}, newsdigest {made.newsdigest}"
    )


def _filled(text: str, label: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=label, subsequent_indent=" " * len(label),
        break_long_words=False, break_on_hyphens=False,
    ) or [label.rstrip()]  # fmt: skip


def _one_line(text: str) -> str:
    return " ".join(text.split())


_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~]|^(?=[-+>]|\d+[.)]))")


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", _one_line(text)) if text else ""


def to_markdown(digest: Digest) -> str:
    """The digest in Markdown: a heading, a list of key points, the German quoted below each."""
    lines = [f"# {_escaped(heading(digest))}", ""]
    for point in digest.key_points:
        lines += [f"- {_escaped(point.attributed)}", *_markdown_evidence(point), ""]
    if digest.translation:
        lines += ["## Full translation", ""]
        for paragraph in digest.translation.text.split("\n\n"):
            lines += [_escaped(paragraph), ""]
    if digest.warnings:
        lines += [*(f"> **Note:** {_escaped(notice.message)}" for notice in digest.warnings), ""]
    return "\n".join([*lines, f"*{_escaped(made_by(digest))}*"]) + "\n"


def _markdown_evidence(point: KeyPoint) -> list[str]:
    source = f"  > {_escaped(point.source)} ({point.start}–{point.end})"
    return [
        source,
        *(f"  > **{_escaped(flag.code)}:** {_escaped(flag.message)}" for flag in point.flags),
    ]


def to_json(digest: Digest) -> str:
    """The digest as indented JSON."""
    return digest.to_json(indent=2) + "\n"


def to_html(digest: Digest) -> str:
    """The digest as one self-contained HTML page."""
    return digest.to_html()


FORMATS: dict[str, Callable[[Digest], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "html": to_html,
    "json": to_json,
}


def story_to_text(story: Story) -> str:
    """A readable story: key points with their German, who else says them, and the articles."""
    lines = [_title(story.title) or "Story", ""]
    for number, point in enumerate(story.key_points, 1):
        german = f"{_one_line(point.point.source)} [{point.point.start}:{point.point.end}]"
        lines += _filled(point.point.attributed, f"{number}. ")
        lines += _filled(german, "   de: ")
        lines += _filled(_told_by(story, point), "   by: ")
        lines += [line for flag in point.point.flags for line in _filled(flag.message, "   ! ")]
    lines += ["", *(line for name in _articles(story) for line in _filled(name, "- "))]
    lines += ["", *(line for notice in story.warnings for line in _filled(notice.message, "! "))]
    return "\n".join(lines).strip("\n") + "\n"


def story_to_markdown(story: Story) -> str:
    """The story in Markdown: a heading, a list of key points, and the articles."""
    lines = [f"# {_escaped(_title(story.title) or 'Story')}", ""]
    for point in story.key_points:
        told = _told_by(story, point)
        lines += [f"- {_escaped(point.point.attributed)}", *_markdown_evidence(point.point)]
        lines += [f"  > *{_escaped(told)}*", ""]
    lines += ["## Articles", "", *(f"- {_escaped(name)}" for name in _articles(story)), ""]
    lines += [f"> **Note:** {_escaped(notice.message)}" for notice in story.warnings]
    return "\n".join(lines).rstrip("\n") + "\n"


def _told_by(story: Story, point: StoryPoint) -> str:
    """Who says it: the article, then those that say the same, or that nobody else does."""
    names = [_article_name(story, n) for n in (point.article, *(e.article for e in point.also_in))]
    only = " (only this source)" if point.single_source else ""
    return "; also ".join(names) + only


def _article_name(story: Story, number: int) -> str:
    article = story.articles[number]
    return ", ".join(filter(None, [article.source or f"article {number + 1}", article.date]))


def _articles(story: Story) -> list[str]:
    return [
        ": ".join(filter(None, [_article_name(story, number), _title(article.title)]))
        for number, article in enumerate(story.articles)
    ]


def story_to_json(story: Story) -> str:
    """The story as indented JSON."""
    return story.to_json(indent=2) + "\n"


STORY_FORMATS: dict[str, Callable[[Story], str]] = {
    "text": story_to_text,
    "markdown": story_to_markdown,
    "json": story_to_json,
}
