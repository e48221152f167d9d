"""A digest as one HTML page: English beside its German, readable without any other file.

No script, no external asset: what is hidden shows by itself on hover and focus.
Every text goes through `_text`, so an article cannot bring markup of its own.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Literal

from newsdigest.render import made_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsdigest.result import Attribution, Digest, Flag, KeyPoint, TranslatedSentence

_STYLE = """
.nd{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--mark:#fff3c4;--flag:#953800;--paper:#fff;
color:var(--ink);background:var(--paper);font:1rem/1.55 system-ui,sans-serif;max-width:64rem;
margin:0 auto;padding:1.25rem;color-scheme:light dark}
@media (prefers-color-scheme:dark){.nd{--ink:#e6edf3;--soft:#9da7b3;--line:#3d444d;--mark:#3a3000;
--flag:#ffa657;--paper:#0d1117}}
.nd h1{font-size:1.5rem;line-height:1.25;margin:0 0 .25rem}
.nd h2{font-size:1.1rem;margin:2rem 0 .5rem}
.nd p{margin:0}.nd .soft{color:var(--soft);font-size:.875rem}
.nd ol{list-style:none;margin:0;padding:0}
.nd .pair{display:grid;grid-template-columns:1fr 1fr;gap:.25rem 1.5rem;padding:.75rem 0;
border-top:1px solid var(--line)}
.nd .pair [lang=de]{color:var(--soft)}
.nd .flags{grid-column:1/-1;margin:.25rem 0 0;padding:0;list-style:none}
.nd .flags li{color:var(--flag);font-size:.875rem}.nd .flags b{font-weight:600}
.nd .text{margin:0 0 .75rem}
.nd .s{position:relative;border-radius:.2rem}
.nd .s:hover,.nd .s:focus{background:var(--mark);outline:none}
.nd .s:focus-visible{outline:2px solid currentColor}
.nd .s>[lang=de]{display:none}
.nd .s:hover>[lang=de],.nd .s:focus>[lang=de]{display:block;position:absolute;z-index:1;left:0;
top:100%;width:min(32rem,85vw);padding:.5rem .75rem;background:var(--paper);color:var(--ink);
border:1px solid var(--line);border-radius:.3rem;font-size:.9rem}
.nd mark{background:none;color:inherit;
text-decoration:underline wavy var(--flag);text-underline-offset:.2em}
.nd table{border-collapse:collapse;width:100%}
.nd th{text-align:start;font-weight:600;font-size:.875rem;color:var(--soft)}
.nd th,.nd td{padding:.35rem 1.5rem .35rem 0;border-top:1px solid var(--line);
vertical-align:top;overflow-wrap:anywhere}
.nd td:first-child{width:40%}.nd td:last-child,.nd th:last-child{padding-inline-end:0}
.nd td[lang=de],.nd td:last-child{color:var(--soft)}
.nd .flagged{color:var(--flag)}
@media (max-width:40rem){.nd .pair{grid-template-columns:1fr}
.nd tr{display:grid;grid-template-columns:1fr 1fr;border-top:1px solid var(--line)}
.nd th,.nd td{border:0;padding-inline-end:1rem}
.nd td:first-child{width:auto}.nd td:last-child,.nd th:last-child{grid-column:1/-1}
.nd td:last-child{padding-top:0}}
"""


def to_html(digest: Digest, *, fragment: bool = False) -> str:
    """The digest in HTML: a whole page, or with `fragment` a section to put into one."""
    section = "\n".join(_section(digest))
    if fragment:  # the page around it has a <main> of its own
        return f'<style>{_STYLE}</style>\n<section class="nd">\n{section}\n</section>\n'
    title = _text(digest.title.text if digest.title else "Digest")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}"
        "html{color-scheme:light dark}body{margin:0}"
        "@media (prefers-color-scheme:dark){body{background:#0d1117}}</style>\n"
        f'</head>\n<body>\n<main class="nd">\n{section}\n</main>\n</body>\n</html>\n'
    )


def _text(text: str) -> str:
    """Text on one line, safe inside an element and inside a quoted attribute."""
    return escape(" ".join(text.split()), quote=True)


def _section(digest: Digest) -> Iterable[str]:
    yield f"<h1>{_text(digest.title.text if digest.title else 'Digest')}</h1>"
    if digest.title:
        if digest.title.generated:
            yield '<p class="soft">A headline that newsdigest made; the article has none.</p>'
        yield f'<p class="soft" lang="de">{_text(digest.title.source)}</p>'
        yield from _flags(digest.title.flags)
    about = " · ".join(filter(None, [digest.date, digest.source]))
    if about:
        yield f'<p class="soft">{_text(about)}</p>'
    yield "<h2>Key points</h2>\n<ol>"
    for point in digest.key_points:
        yield from _pair(point)
    yield "</ol>"
    yield from _evidence(digest)
    if digest.translation:
        yield "<h2>Full translation</h2>"
        yield '<p class="soft">Point at a sentence, or tab to it, to see its German.</p>'
        yield from _paragraphs(digest.translation.sentences)
    for notice in digest.warnings:
        yield f'<p class="soft" role="note">{_text(notice.message)}</p>'
    yield f'<p class="soft">{_text(made_by(digest))}</p>'


def _pair(point: KeyPoint) -> Iterable[str]:
    yield '<li class="pair">'
    prefix = _text(point.attribution.prefix) if point.attribution else ""
    prefix += " " if prefix else ""
    yield f'<p lang="en">{prefix}{_marked(point.text, _at_fault(point.flags, "target"))}</p>'
    place = f'<span class="soft">{point.start}–{point.end}</span>'
    german = _marked(point.source, _at_fault(point.flags, "source"))
    yield f'<p lang="de">{german} {place}</p>'
    yield from _flags(point.flags)
    yield "</li>"


def _at_fault(flags: Iterable[Flag], side: Literal["source", "target"]) -> set[str]:
    """The words at fault in one language; what only tells of reported speech is no fault."""
    return {word for flag in flags if flag.code != "reported" for word in getattr(flag, side)}


def _marked(text: str, words: Iterable[str]) -> str:
    """Text with words underlined."""
    patterns = [re.escape(word) for word in sorted(words, key=len, reverse=True) if word]
    if not patterns:
        return _text(text)
    parts = re.split(rf"(?<!\w)({'|'.join(patterns)})(?!\w)", " ".join(text.split()))
    return "".join(
        f"<mark>{escape(part)}</mark>" if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )


def _flags(flags: Iterable[Flag]) -> Iterable[str]:
    items = [f"<li><b>{_text(f.code)}</b> {_text(f.message)}</li>" for f in flags]
    if items:
        yield f'<ul class="flags" aria-label="Warnings">{"".join(items)}</ul>'


# --- what the article says of itself ---


def _evidence(digest: Digest) -> Iterable[str]:
    yield from _table(
        "Quotations",
        "Speaker",
        ((quote.text, quote.source, _speaker(quote.attribution)) for quote in digest.quotes),
    )
    yield from _table(
        "Names",
        "Kind and mentions",
        (
            (
                entity.text,
                ", ".join(filter(None, [entity.role, entity.source])),
                f"{entity.kind}, {len(entity.mentions)}",
            )
            for entity in digest.entities
        ),
    )
    yield from _table(
        "Numbers and dates",
        "Value",
        (
            (number.text, number.source, number.iso or _value(number.value))
            for number in digest.numbers
        ),
    )
    yield from _table(
        "Keywords",
        "Times",
        ((keyword.text, keyword.source, str(keyword.count)) for keyword in digest.keywords),
    )


def _speaker(attribution: Attribution) -> str:
    return ", ".join(filter(None, [attribution.text, attribution.role])) or "not named"


def _value(value: float | None) -> str:
    """A number without the trailing ".0" of a whole one."""
    return "" if value is None else f"{value:.12g}"


def _table(name: str, detail: str, rows: Iterable[tuple[str, str, str]]) -> Iterable[str]:
    cells = [
        f'<tr><td lang="en">{_text(english)}</td><td lang="de">{_text(german)}</td>'
        f"<td>{_text(about)}</td></tr>"
        for english, german, about in rows
    ]
    if cells:
        yield f'<h2>{name}</h2>\n<table><thead><tr><th scope="col">English</th>'
        yield f'<th scope="col">German</th><th scope="col">{detail}</th></tr></thead>'
        yield f"<tbody>{''.join(cells)}</tbody></table>"


# --- the full translation ---


def _paragraphs(sentences: Iterable[TranslatedSentence]) -> Iterable[str]:
    paragraphs: dict[int, list[str]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(_sentence(sentence))
    return (f'<p class="text">{" ".join(spans)}</p>' for spans in paragraphs.values())


def _sentence(sentence: TranslatedSentence) -> str:
    notes = "; ".join(_text(flag.message) for flag in sentence.flags)
    mark = f' <small class="flagged">{notes}</small>' if notes else ""
    english = _marked(sentence.text, _at_fault(sentence.flags, "target"))
    german = _marked(sentence.source, _at_fault(sentence.flags, "source"))
    return (
        f'<span class="s" tabindex="0">{english}'
        f'<span lang="de" role="note">{german}</span></span>{mark}'
    )
