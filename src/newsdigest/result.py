"""What comes out: a digest and its parts, as frozen values.

Every offset counts characters of the text as the caller gave it, from 0, the
end exclusive. `source` is always German as that text has it, `text` English.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsdigest.errors import InvalidDigestError

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader should know before he trusts a translated sentence.

    Attributes:
        code: what kind of trouble ("empty", "loop", "copied", "length", ...).
        message: the trouble in words.
        source: the German words at fault.
        target: the English words at fault.
    """

    code: str
    message: str
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader should know about a digest as a whole: `code` and `message`."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Title:
    """The article's headline.

    Attributes:
        text: the English.
        source: the German.
        start: offset in the article's text, None where the headline is not in it.
        end: offset behind it, likewise.
    """

    text: str
    source: str
    start: int | None = None
    end: int | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a sentence or quotation gives.

    Attributes:
        text: the speaker in English, None where the article does not say who speaks.
        source: the speaker in German, in the fullest form that the article has.
        role: what the article calls a person ("NATO Secretary General"), in English.
        role_source: the same in German.
        verb: the German verb of saying or preposition, None where the mood alone tells.
        kind: "quote", "indirect" (reported speech) or "source" ("laut ...").
        start: offset of the words that name the speaker, in the article's text.
        end: offset behind them.
        sentence: number of the sentence that names the speaker.
        stated: whether the sentence itself names the speaker; where it does not,
            `prefix` belongs before its English.
    """

    text: str | None
    source: str | None
    role: str | None
    role_source: str | None
    verb: str | None
    kind: str
    start: int | None
    end: int | None
    sentence: int | None
    stated: bool

    @property
    def prefix(self) -> str:
        """What newsdigest puts before the English of a claim that does not name its speaker."""
        return "" if self.stated else f"[{self.text or 'reported'}:] "


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation.

    Attributes:
        text: the English, without quotation marks.
        source: the German as the article has it, with its quotation marks.
        start: offset in the article's text.
        end: offset behind it.
        sentence: number of the sentence in which it begins.
        attribution: who is quoted.
    """

    text: str
    source: str
    start: int
    end: int
    sentence: int
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a name stands: `start` and `end` in the article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place, and everywhere the article names it.

    Attributes:
        text: the name in English.
        source: the fullest German form.
        kind: "person", "organisation" or "place".
        role: what the article calls a person, in German, None where it does not.
        mentions: its places in the article's text, in order.
    """

    text: str
    source: str
    kind: str
    role: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, amount, score, time of day or date.

    Attributes:
        text: the English ("more than 100,000 soldiers").
        source: the German as the article has it.
        start: offset in the article's text.
        end: offset behind it.
        sentence: number of its sentence.
        kind: "number", "percent", "fraction", "ordinal", "score", "time" or "date".
        value: the number, None for scores, times and dates.
        unit: what is counted or measured, in German.
        bound: ">", ">=", "<", "<=" or "~" ("more than", ...), None where it is exact.
        iso: a date or time in ISO 8601, as exact as is known; a score as "2:1".
        context: the German words around it.
    """

    text: str
    source: str
    start: int
    end: int
    sentence: int
    kind: str
    value: float | None
    unit: str | None
    bound: str | None
    iso: str | None
    context: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """A noun that carries the article.

    Attributes:
        text: the English.
        source: the German.
        score: its worth; the best keyword has 1.
        start: offset of its first place in the article's text.
        end: offset behind it.
        count: how often the article has it.
    """

    text: str
    source: str
    score: float
    start: int
    end: int
    count: int


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """One sentence of the article in both languages.

    Attributes:
        text: the English.
        source: the German, as the article has it.
        start: offset of the German in the article's text.
        end: offset behind it.
        paragraph: number of its paragraph, from 0.
        sentence: number of the sentence in the article, from 0.
        score: the model's mean log-probability a token, None where it gives none.
        flags: what the checks found.
        attribution: whose words it gives, None where it is the newsroom's own statement.
    """

    text: str
    source: str
    start: int
    end: int
    paragraph: int
    sentence: int
    score: float | None = None
    flags: tuple[Flag, ...] = ()
    attribution: Attribution | None = None


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A sentence that carries the article.

    Attributes:
        text: the English.
        source: the German, as the article has it.
        start: offset of the German in the article's text.
        end: offset behind it.
        paragraph: number of its paragraph, from 0.
        sentence: number of the sentence in the article, from 0.
        score: the worth that the summariser gave it; scales differ between methods.
        flags: what the checks found.
        attribution: whose words it gives, None where it is the newsroom's own statement.
    """

    text: str
    source: str
    start: int
    end: int
    paragraph: int
    sentence: int
    score: float
    flags: tuple[Flag, ...] = ()
    attribution: Attribution | None = None

    @property
    def attributed(self) -> str:
        """The English, with its speaker in brackets before it where it does not name him."""
        return (self.attribution.prefix if self.attribution else "") + self.text


@dataclass(frozen=True, slots=True)
class Stats:
    """Sizes of an article: characters, paragraphs, sentences, and sentences translated."""

    characters: int
    paragraphs: int
    sentences: int
    translated: int


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a digest, so that it can be made again.

    Attributes:
        newsdigest: the version.
        engine: the translator's name.
        model: the model's id ("de_en-1.3"), None where the engine names none.
        model_sha256: checksum of the model, None likewise.
        summarizer: the summariser's name.
        splitter: the sentence splitter's name.
        sentences: how many key points were asked for.
        translate: "key_points" or "all".
        beam_size: width of the beam search, None where the engine names none.
        glossary_sha256: checksum of the glossary (its JSON, keys sorted), None without one.
    """

    newsdigest: str
    engine: str
    model: str | None
    model_sha256: str | None
    summarizer: str
    splitter: str
    sentences: int
    translate: str
    beam_size: int | None
    glossary_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in both languages, sentence by sentence."""

    sentences: tuple[TranslatedSentence, ...]

    @property
    def text(self) -> str:
        """The English, paragraphs apart by a blank line."""
        paragraphs: dict[int, list[str]] = {}
        for sentence in self.sentences:
            paragraphs.setdefault(sentence.paragraph, []).append(sentence.text)
        return "\n\n".join(" ".join(group) for group in paragraphs.values())


@dataclass(frozen=True, slots=True)
class Digest:
    """A German article as a structured English digest.

    Attributes:
        title: the headline, None where the article has none.
        date: day of publication in ISO 8601, as exact as is known ("2022-02").
        source: where the article is from, as the caller said.
        language: language of the article, "de".
        key_points: the sentences that carry the article, in article order.
        translation: every sentence of the article, None unless asked for.
        stats: sizes of the article.
        warnings: what a reader should know about the digest as a whole.
        made_by: what made the digest.
        quotes: quotations and who is quoted, in the order of the text.
        entities: persons, organisations and places, in the order of their first mention.
        numbers: numbers, amounts, times and dates, in the order of the text.
        keywords: the nouns that carry the article, the best first.
        schema_version: version of this structure.
    """

    title: Title | None
    date: str | None
    source: str | None
    language: str
    key_points: tuple[KeyPoint, ...]
    translation: Translation | None
    stats: Stats
    warnings: tuple[Notice, ...]
    made_by: MadeBy
    quotes: tuple[Quote, ...] = ()
    entities: tuple[Entity, ...] = ()
    numbers: tuple[Quantity, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    schema_version: str = SCHEMA_VERSION

    def __str__(self) -> str:
        return self.to_text()

    def to_dict(self) -> dict[str, Any]:
        """The digest as plain dicts, lists, strings and numbers."""
        import msgspec

        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Digest:
        """The digest that `to_dict` gave.

        Raises:
            InvalidDigestError: a field is missing or of another type.
        """
        import msgspec

        try:
            return msgspec.convert(data, cls)
        except (msgspec.ValidationError, RecursionError, TypeError, ValueError) as error:
            raise InvalidDigestError(f"not a digest of newsdigest: {error}") from error

    def to_json(self, *, indent: int | None = None) -> str:
        """The digest as JSON; `indent` spaces a level for a person to read."""
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Digest:
        """The digest that `to_json` gave.

        Raises:
            InvalidDigestError: it is not JSON, or not a digest.
        """
        import json

        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InvalidDigestError(f"not JSON: {error}") from error
        return cls.from_dict(data)

    def to_text(self) -> str:
        """A readable digest for a terminal or a mail."""
        from newsdigest.render import to_text

        return to_text(self)

    def to_html(self, *, fragment: bool = False) -> str:
        """One self-contained HTML page, or with `fragment` a section to put into one."""
        from newsdigest.html import to_html

        return to_html(self, fragment=fragment)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return self.to_html(fragment=True)

    def to_markdown(self) -> str:
        """A readable digest in Markdown."""
        from newsdigest.render import to_markdown

        return to_markdown(self)
