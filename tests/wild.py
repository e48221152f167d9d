"""Texts as bad as the wild has them, and what must hold of whatever is made of them."""

from __future__ import annotations

import io
import json
import random
import zipfile
import zlib
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import jsonschema

from newsdigest import Article, Digest, Digester, NewsdigestError
from newsdigest.document import read_document
from newsdigest.schema import packaged_schema
from newsdigest.testing import FakeTranslator
from newsdigest.translators import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsdigest.document import Document
    from newsdigest.result import KeyPoint, Quantity, Quote, TranslatedSentence

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


_MARKUP = ("<x-wild onclick=alert(1)>", "\"'><x-wild onclick=alert(1)>", "&lt;x-wild&gt;")


def wild_article(seed: int) -> Article:
    """A wild article: at times with a wild title or source, markup in all of them."""
    chance = random.Random(-seed)
    text = wild_text(seed)
    place = chance.randint(0, len(text))
    return Article(
        text[:place] + chance.choice(_MARKUP) + text[place:],
        title=chance.choice((None, wild_text(chance.randrange(10**9)) + _MARKUP[0])),
        date=chance.choice((None, "2022", "2022-02", "2022-02-15")),
        source=chance.choice((None, wild_text(chance.randrange(10**9))[:500] + _MARKUP[1])),
    )


def assert_digest_holds(digest: Digest, article: Article) -> None:
    """Places are exact, JSON gives the digest back, and no form lets the article's markup in."""
    text = article.text
    for place in _places(digest):
        assert 0 <= place.start < place.end <= len(text)
        assert text[place.start : place.end] == place.source
    for entity in digest.entities:
        assert all(0 <= m.start < m.end <= len(text) for m in entity.mentions)
    for quotation in digest.quotes:
        named = quotation.attribution
        assert named.start is None or 0 <= named.start < named.end <= len(text)
    written = digest.to_json()
    assert Digest.from_json(written) == digest
    html = digest.to_html()  # which holds all that the fragment for another page does
    page = _Page()
    page.feed(html)
    page.close()
    assert not page.intruders
    for form in (written, html, digest.to_text(), digest.to_markdown()):
        form.encode("utf-8")


def _places(digest: Digest) -> Iterator[KeyPoint | TranslatedSentence | Quote | Quantity]:
    yield from digest.key_points
    yield from digest.translation.sentences if digest.translation else ()
    yield from digest.quotes
    yield from digest.numbers


class _Page(HTMLParser):
    """Notes the elements and attributes that only the article can have brought."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.intruders: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "x-wild", "iframe", "object", "embed", "base"):
            self.intruders.append(tag)
        for name, value in attributes:
            if name.startswith("on") or "javascript:" in (value or "")[:20]:
                self.intruders.append(name)


class WildTranslator:
    """A translator whose English is wild too, and another at each try."""

    name = "wild"

    def translate(self, sentences: Sequence[str]) -> list[Hypothesis]:
        return [self._hypothesis(sentence, 0) for sentence in sentences]

    def alternatives(
        self, sentences: Sequence[str], *, beam_size: int, no_repeat_ngram_size: int = 0
    ) -> list[list[Hypothesis]]:
        del no_repeat_ngram_size
        return [[self._hypothesis(s, n) for n in range(1, beam_size + 1)] for s in sentences]

    def _hypothesis(self, sentence: str, attempt: int) -> Hypothesis:
        seed = zlib.crc32(sentence.encode("utf-8", "replace")) + attempt
        chance = random.Random(seed)
        text = wild_text(seed).encode("utf-8", "replace").decode("utf-8")
        return Hypothesis(
            chance.choice((text, "", sentence, f"{sentence} {text}")),
            chance.choice((None, -0.5, -5.0, 0.0)),
        )


def digest_wild(number: int, first: int = 0) -> tuple[int, int]:
    """Digest wild articles, each other one translated wildly, and check what must hold of them.

    Returns how many gave a digest, and how many a `NewsdigestError`.
    """
    validator = jsonschema.Draft202012Validator(packaged_schema())
    digesters = (Digester(translator=WildTranslator()), Digester(translator=_Mute()))
    digested = refused = 0
    for seed in range(first, first + number):
        digester = digesters[seed % 2]
        article = wild_article(seed)
        try:
            digest = digester.digest(
                article,
                translate="all" if seed % 3 else "key_points",
                check_language=seed % 5 == 0,
                sentences=1 + seed % 4,
            )
        except NewsdigestError:
            refused += 1
            continue
        digested += 1
        assert_places_are_exact(read_document(article, digester.splitter))
        assert_digest_holds(digest, article)
        if seed % 10 == 0:  # the schema, made from the classes that from_json reads, is slow
            validator.validate(digest.to_dict())
    return digested, refused


class _Mute(FakeTranslator):
    """The fake without its memory of what it was given."""

    def translate(self, sentences: Sequence[str]) -> list[Hypothesis]:
        translated = super().translate(sentences)
        self.calls.clear()
        return translated


def smallest_package() -> bytes:
    """The smallest package that can be read; nothing in it could be loaded."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        metadata = {"from_code": "de", "to_code": "en", "package_version": "1.0"}
        archive.writestr("de_en/metadata.json", json.dumps(metadata))
        archive.writestr("de_en/sentencepiece.model", b"pieces")
        archive.writestr("de_en/model/model.bin", b"weights" * 10)
    return file.getvalue()
