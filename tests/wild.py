"""Texts as bad as the wild has them, and what must hold of whatever is made of them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdigest.document import Document

# What trips text programs: each alone, glued to its neighbours at random.
PIECES = (
    "Der Minister sagte am Dienstag in Berlin, er sei zuversichtlich. ",
    "„Wir warten“, sagte Dr. Anna Berger (SPD) am 3. Mai. ",
    "Die Zahl stieg um 3,5 Prozent auf 1.234.567 Euro bzw. 40 Mrd. Dollar. ",
    "Laut Polizei hätten z. B. 12 Personen u. a. in St. Pölten protestiert.",
    "date 2022-02 ",
    "Stand: 15. Februar 2022, 12.30 Uhr\n",
    "Überschrift ohne Punkt",
    "\n", "\n\n", "\r\n", "\r", "\t", " ", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029",
    "\0", "\x01", "\x1b[31m", "\x7f", "\x9f",
    "\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202e", "\u2066", "\u2069",
    "\ufeff", "\ufffe", "\uffff", "\ufffd", "\u00a0", "\u3000", "\u180e",
    "\ud800", "\udfff", "\udc80\udc81",
    "a\u0308", "\u0308", "e\u0301\u0301\u0301", "ﬁ", "ẞ", "İ", "ǅ", "²", "½", "Ⅷ", "٣",
    "😀", "👩\u200d👩\u200d👧", "🇩🇪", "\U0001f3fb", "\U000e0041", "\U0010ffff",
    "שלום עולם. ", "مرحبا بالعالم. ", "Привет, мир. ", "你好，世界。", "สวัสดี", "हिन्दी", "한국어",
    "„", "“", "”", "»", "«", "‚", "‘", "’", '"', "'", "(", ")", "[", "]", "{", "}", "–", "-", "—",
    ".", "..", "...", "…", "!", "?", "?!", ":", ";", ",", "-\n", "…“ ", ".Der ", "1.", "I.",
    "A. B.",
    "&amp;", "&#0;", "&#xD800;", "&#1114112;", "&nbsp;", "&shy;", "&lt;script&gt;", "&", "&;",
    "<script>alert(1)</script>", "<b>", "]]>", "<!--", "javascript:alert(1)",
    "| a | b |", "# ", "* ", "```", "\\", "{{x}}", "%s", "$(x)", "${jndi:x}",
    "x", "Ä", "ß", "7", "NATO", "z.B.", "A" * 300, "sehr " * 60, "n" * 3000, "1" * 5000,
    "https://example.org/a?b=c&d=e", "name@example.org", "@name", "#tag",
)  # fmt: skip


def wild_text(seed: int) -> str:
    """The wild text of that number, the same on every machine."""
    chance = random.Random(seed)
    pieces = [chance.choice(PIECES) for _ in range(chance.randint(0, 30))]
    for _ in range(chance.randint(0, 3)):
        point = chance.choice((0x80, 0x250, 0x3000, 0x110000))
        pieces.insert(chance.randint(0, len(pieces)), chr(chance.randrange(point)))
    return "".join(pieces)


def assert_places_are_exact(document: Document) -> None:
    """Sentences stand in order, apart, inside the text, and are its very characters."""
    text, clean = document.article.text, document.clean
    assert clean.raw_length == len(text)
    last = last_clean = 0
    title = [document.title] if document.title else []
    for sentence in (*title, *document.sentences):
        assert last <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text
        assert last_clean <= sentence.clean_start
        assert clean.text[sentence.clean_start : sentence.clean_end] == sentence.clean
        assert "\n" not in sentence.clean
        assert sentence.clean == sentence.clean.strip()
        last, last_clean = sentence.end, sentence.clean_end
    assert [s.index for s in document.sentences] == list(range(len(document.sentences)))
    paragraphs = [s.paragraph for s in document.sentences]
    assert paragraphs == sorted(paragraphs)
