"""What comes out: a digest and its parts, as frozen values.

Every offset counts characters of the text as the caller gave it, from 0, the
end exclusive. `source` is always German as that text has it, `text` English.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from newsdigest.errors import InvalidDigestError

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA_VERSION = "1.0"
_Result = TypeVar("_Result")


def to_plain(result: object) -> dict[str, Any]:
    """A result as plain dicts, lists, strings and numbers."""
    import msgspec

    # to_builtins would leave tuples, which no JSON Schema takes for arrays.
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(result))
    return plain


def from_plain(kind: type[_Result], data: Mapping[str, Any]) -> _Result:
    """The result of that kind that `to_plain` gave.

    Raises:
        InvalidDigestError: a field is missing or of another type.
    """
    import msgspec

    try:
        return msgspec.convert(data, kind)
    except (msgspec.ValidationError, RecursionError, TypeError, ValueError) as error:
        raise InvalidDigestError(f"not a {kind.__name__.lower()} of newsdigest: {error}") from error


def read_json(text: str | bytes) -> Any:
    """What JSON holds.

    Raises:
        InvalidDigestError: it is not JSON.
    """
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidDigestError(f"not JSON: {error}") from error


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader should know before he trusts a translated sentence.

    Attributes:
        code: what kind of trouble ("empty", "loop", "copied", "length", ...).
        message: the trouble in words.
        source: the German words at fault.
        target: the English words at fault.

    >>> flag = Flag("number", "number lost: 40", source=("40",))
    >>> flag.code, flag.source
    ('number', ('40',))
    """

    code: str
    message: str
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader should know about a digest as a whole: `code` and `message`.

    >>> from newsdigest import digest
    >>> [notice.code for notice in digest("In Wien regnet es heute.", sentences=2).warnings]
    ['short']
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Title:
    r"""The article's headline, or one that newsdigest made for an article without.

    Attributes:
        text: the English.
        source: the German; where it is generated, a key point's sentence with words
            left out and none added, changed or moved.
        start: offset in the article's text, None where the headline is not in it; of
            a generated one, the offset of the sentence that it was made from.
        end: offset behind it, likewise.
        flags: what the checks found.
        generated: whether newsdigest made it.

    >>> from newsdigest import digest
    >>> article = "Rat stimmt zu\n\nDer Rat stimmte am Montag zu. Die Brücke wird gebaut."
    >>> title = digest(article).title
    >>> title.source, title.start, title.end
    ('Rat stimmt zu', 0, 13)
    """

    text: str
    source: str
    start: int | None = None
    end: int | None = None
    flags: tuple[Flag, ...] = ()
    generated: bool = False


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

    >>> from newsdigest import digest
    >>> said = digest("„Wir bauen die Brücke“, sagte Anna Berger.").quotes[0].attribution
    >>> said.source, said.verb, said.kind, said.stated
    ('Anna Berger', 'sagte', 'quote', True)
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
        """What newsdigest puts before the English of a claim that does not name its speaker.

        >>> from newsdigest import digest
        >>> points = digest("Anna Berger sagte nein. Das Gesetz sei kein Durchbruch.").key_points
        >>> [point.attribution.prefix for point in points]
        ['', '[Anna Berger:] ']

        A source, and a body that the text calls by a common noun, reads "[According to
        the Defence Ministry in Moscow:] "; where nobody is known, "[reported:] ".
        """
        if self.stated:
            return ""
        if self.text is None:
            return "[reported:] "
        common = self.text.startswith(("the ", "a ", "an "))
        return (
            f"[According to {self.text}:] "
            if common or self.kind == "source"
            else (f"[{self.text}:] ")
        )


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

    >>> from newsdigest import digest
    >>> quote = digest("„Wir bauen die Brücke“, sagte Anna Berger.").quotes[0]
    >>> quote.source, quote.start, quote.end, quote.attribution.text
    ('„Wir bauen die Brücke“', 0, 22, 'Anna Berger')
    """

    text: str
    source: str
    start: int
    end: int
    sentence: int
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a name stands: `start` and `end` in the article's text.

    >>> from newsdigest import digest
    >>> digest("In Wien regnet es heute.").entities[0].mentions
    (Mention(start=3, end=7),)
    """

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

    >>> from newsdigest import digest
    >>> vienna = digest("In Wien regnet es heute. Ganz Wien bleibt zu Hause.").entities[0]
    >>> vienna.text, vienna.source, vienna.kind, len(vienna.mentions)
    ('Vienna', 'Wien', 'place', 2)
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

    >>> from newsdigest import digest
    >>> amount = digest("Die Brücke kostet mehr als 1,5 Millionen Euro.").numbers[0]
    >>> amount.text, amount.value, amount.unit, amount.bound
    ('more than 1,500,000 euros', 1500000.0, 'Euro', '>')
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

    >>> from newsdigest import digest
    >>> [word.source for word in digest("Die Brücke wird gebaut. Die Brücke ist neu.").keywords]
    ['Brücke']
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

    >>> from newsdigest import digest
    >>> text = "Der Rat stimmte zu. Die Brücke wird gebaut."
    >>> second = digest(text, translate="all").translation.sentences[1]
    >>> second.source, text[second.start : second.end] == second.source
    ('Die Brücke wird gebaut.', True)
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

    >>> from newsdigest import digest
    >>> text = "Der Kanzler ist am Dienstag nach Moskau gereist."
    >>> point = digest(text).key_points[0]
    >>> text[point.start : point.end] == point.source
    True
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
        """The English, with its speaker in brackets before it where it does not name him.

        >>> from newsdigest import digest
        >>> points = digest("Anna Berger sagte nein. Das Gesetz sei kein Durchbruch.").key_points
        >>> points[1].attributed == f"[Anna Berger:] {points[1].text}"
        True
        """
        return (self.attribution.prefix if self.attribution else "") + self.text


@dataclass(frozen=True, slots=True)
class Stats:
    """Sizes of an article: characters, paragraphs, sentences, and sentences translated.

    >>> from newsdigest import digest
    >>> digest("Es regnet in Wien. Es schneit in Graz.", sentences=1).stats
    Stats(characters=38, paragraphs=1, sentences=2, translated=1)
    """

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
        sentences: how many key points were asked for, or "auto".
        max_words: the most German words of all key points, None without a limit.
        max_characters: the most German characters of all key points, likewise.
        translate: "key_points" or "all".
        beam_size: width of the beam search, None where the engine names none.
        glossary_sha256: checksum of the glossary (its JSON, keys sorted), None without one.

    >>> from newsdigest import digest
    >>> made = digest("In Wien regnet es heute.").made_by
    >>> made.engine, made.summarizer, made.splitter, made.translate
    ('ctranslate2', 'news', 'punkt', 'key_points')
    """

    newsdigest: str
    engine: str
    model: str | None
    model_sha256: str | None
    summarizer: str
    splitter: str
    sentences: int | Literal["auto"]
    translate: str
    beam_size: int | None
    glossary_sha256: str | None = None
    max_words: int | None = None
    max_characters: int | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in both languages, sentence by sentence.

    >>> from newsdigest import Digester
    >>> translation = Digester().translate("Der Rat stimmte zu. Die Brücke wird gebaut.")
    >>> [sentence.source for sentence in translation.sentences]
    ['Der Rat stimmte zu.', 'Die Brücke wird gebaut.']
    """

    sentences: tuple[TranslatedSentence, ...]

    @property
    def text(self) -> str:
        """The English, paragraphs apart by a blank line.

        >>> from newsdigest import Digester
        >>> translation = Digester().translate("Der Rat stimmte zu. Die Brücke wird gebaut.")
        >>> translation.text == " ".join(sentence.text for sentence in translation.sentences)
        True
        """
        paragraphs: dict[int, list[str]] = {}
        for sentence in self.sentences:
            paragraphs.setdefault(sentence.paragraph, []).append(sentence.text)
        return "\n\n".join(" ".join(group) for group in paragraphs.values())


@dataclass(frozen=True, slots=True)
class Digest:
    """A German article as a structured English digest.

    Attributes:
        title: the headline; where the article has none, a generated one, or None for
            an article of one sentence.
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

    >>> from newsdigest import Article, digest
    >>> d = digest(Article("In Wien regnet es heute.", date="2024-03-12"), sentences=1)
    >>> d.date, len(d.key_points), d.translation
    ('2024-03-12', 1, None)
    >>> Digest.from_json(d.to_json()) == d
    True
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
        """The digest as plain dicts, lists, strings and numbers.

        >>> from newsdigest import digest
        >>> plain = digest("In Wien regnet es heute.").to_dict()
        >>> plain["key_points"][0]["source"]
        'In Wien regnet es heute.'
        """
        return to_plain(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Digest:
        """The digest that `to_dict` gave.

        >>> from newsdigest import digest
        >>> d = digest("In Wien regnet es heute.")
        >>> Digest.from_dict(d.to_dict()) == d
        True

        Raises:
            InvalidDigestError: a field is missing or of another type.
        """
        return from_plain(cls, data)

    def to_json(self, *, indent: int | None = None) -> str:
        """The digest as JSON; `indent` spaces a level for a person to read.

        >>> from newsdigest import digest
        >>> digest("In Wien regnet es heute.").to_json()[:13]
        '{"title": nul'
        """
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Digest:
        """The digest that `to_json` gave.

        >>> from newsdigest import digest
        >>> d = digest("In Wien regnet es heute.")
        >>> Digest.from_json(d.to_json()) == d
        True

        Raises:
            InvalidDigestError: it is not JSON, or not a digest.
        """
        return cls.from_dict(read_json(text))

    def to_text(self) -> str:
        """A readable digest for a terminal or a mail.

        >>> from newsdigest import digest
        >>> print(digest("In Wien regnet es heute.", sentences=1).to_text())
        Digest
        <BLANKLINE>
        1. ...
           de: In Wien regnet es heute. [0:24]
        ...
        """
        from newsdigest.render import to_text

        return to_text(self)

    def to_html(self, *, fragment: bool = False) -> str:
        """One self-contained HTML page, or with `fragment` a section to put into one.

        >>> from newsdigest import digest
        >>> digest("In Wien regnet es heute.").to_html()[:15]
        '<!DOCTYPE html>'
        """
        from newsdigest.html import to_html

        return to_html(self, fragment=fragment)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return self.to_html(fragment=True)

    def to_markdown(self) -> str:
        """A readable digest in Markdown.

        >>> from newsdigest import digest
        >>> digest("In Wien regnet es heute.").to_markdown().splitlines()[0]
        '# Digest'
        """
        from newsdigest.render import to_markdown

        return to_markdown(self)
