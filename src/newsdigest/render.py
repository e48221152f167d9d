"""Digests as text: pure functions, a digest in, a string out."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsdigest.result import Digest, KeyPoint

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
    title = digest.title
    made = " [generated headline]" if title and title.generated else ""
    parts = [f"{title.text}{made}" if title else "", digest.date or ""]
    return " · ".join(filter(None, parts)) or "Digest"


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
