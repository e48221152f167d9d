"""The way of an article, from its text to its digest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict, overload

from newsdigest.annotate import Annotations, annotate
from newsdigest.article import Article
from newsdigest.document import Document, Sentence, read_document
from newsdigest.errors import EmptyArticleError, InvalidOptionError, WrongLanguageError
from newsdigest.evidence import Evidence, phrases
from newsdigest.fidelity import Checked, consistently, translate_checked
from newsdigest.headlines import Headline, make_headline
from newsdigest.language import check_german
from newsdigest.pipeline import Failure, Steps, stream
from newsdigest.result import (
    Digest,
    KeyPoint,
    MadeBy,
    Notice,
    Stats,
    Title,
    TranslatedSentence,
    Translation,
)
from newsdigest.splitters import PunktSplitter, SentenceSplitter
from newsdigest.story import Candidates, Story, choose_for_story, make_story
from newsdigest.summarizers import (
    AUTO,
    Length,
    NewsSummarizer,
    Ranking,
    Summarizer,
    choose,
)
from newsdigest.summarizers import (
    summarizer as summarizer_named,
)
from newsdigest.terms import checked_glossary, glossary_sha256
from newsdigest.translators import CTranslate2Translator, HasIdentity, Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from typing_extensions import Self, Unpack

Translate = Literal["key_points", "all"]
Sentences: TypeAlias = int | Literal["auto"]


class DigestOptions(TypedDict, total=False):
    """The options of `Digester.digest`, which the functions around it pass on."""

    sentences: Sentences
    max_words: int | None
    max_characters: int | None
    translate: Translate
    summarizer: Summarizer | str | None
    check_language: bool


_FULL_STOP = re.compile(r"\.(?=[\"'”’]?$)")


@dataclass(frozen=True, slots=True)
class _Options:
    """How one article is to be digested, checked."""

    length: Length
    translate: Translate
    check_language: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """An article read and its sentences chosen: all that comes before translation.

    Attributes:
        generated: a headline made from a chosen sentence, where the article has none.
        wanted: the sentences to translate, in the order of the article.
        phrases: the German words that the evidence needs in English besides.
    """

    document: Document
    options: _Options
    summarizer: str
    ranking: Ranking
    generated: Headline | None
    wanted: tuple[Sentence, ...]
    annotations: Annotations
    phrases: tuple[str, ...]

    @property
    def headline(self) -> str | None:
        """The German headline to translate: the article's own or, as a sentence, a generated one.

        None too where the generated one says its whole sentence, which is translated anyway.
        """
        if not self.generated:
            return self.document.headline
        sentence = f"{self.generated.text}."
        said = (wanted.clean for wanted in self.wanted if wanted == self.generated.sentence)
        return None if sentence in said else sentence

    def with_key_points(self, positions: Collection[int]) -> Plan:
        """The plan with only those of its key points; nothing else is translated."""
        kept = [pair for pair in zip(self.ranking.positions, self.ranking.scores, strict=True)
                if pair[0] in positions]  # fmt: skip
        wanted = tuple(self.document.sentences[position] for position, _ in kept)
        return replace(
            self,
            options=replace(self.options, length=Length(AUTO)),
            ranking=Ranking(
                tuple(p for p, _ in kept), tuple(s for _, s in kept), self.ranking.warning
            ),
            wanted=wanted,
            phrases=phrases(self.document, self.annotations, (s.index for s in wanted)),
        )

    @property
    def sources(self) -> list[str]:
        """The German to translate: the headline, if any, what is wanted, the evidence's phrases."""
        headline = self.headline
        return [
            *([headline] if headline else []), *(s.clean for s in self.wanted), *self.phrases,
        ]  # fmt: skip


class Digester:
    """The loaded parts that turn articles into digests; safe to share between threads.

    Args:
        splitter: finds sentences; NLTK's Punkt by default.
        summarizer: chooses key points, by name (see `newsdigest.SUMMARIZERS`) or
            as an object; "news" by default.
        translator: translates; CTranslate2 on an Argos package by default.
        model: path of the Argos package for the default translator; None for
            the one that `newsdigest.models.find_model` chooses.
        glossary: German terms and the English that each has to become; where a
            sentence does not keep to it, a flag says so.

    >>> with Digester(summarizer="lead") as digester:
    ...     digester.digest("Der Kanzler ist am Dienstag nach Moskau gereist.").stats.sentences
    1
    """

    def __init__(
        self,
        *,
        splitter: SentenceSplitter | None = None,
        summarizer: Summarizer | str | None = None,
        translator: Translator | None = None,
        model: str | Path | None = None,
        glossary: Mapping[str, str] | None = None,
    ) -> None:
        if translator is not None and model is not None:
            raise InvalidOptionError("give a translator or a model, not both")
        self.splitter = splitter or PunktSplitter()
        self.summarizer = _summarizer(summarizer)
        self.translator = translator or CTranslate2Translator(model)
        self.glossary = checked_glossary(glossary)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the translation model's memory.

        >>> digester = Digester()
        >>> digester.close()  # or: with Digester() as digester: ...
        """
        close = getattr(self.translator, "close", None)
        if close:
            close()

    def digest(
        self,
        article: str | Article,
        *,
        sentences: Sentences = 3,
        max_words: int | None = None,
        max_characters: int | None = None,
        translate: Translate = "key_points",
        summarizer: Summarizer | str | None = None,
        check_language: bool = True,
    ) -> Digest:
        """Digest one article.

        Args:
            article: its text, or an `Article`.
            sentences: how many key points, at least 1; "auto" for as many as the
                article's content asks for, 1 to 5.
            max_words: German words of all key points together, at most.
            max_characters: German characters of all key points, at most.
            translate: "key_points" for what was chosen, "all" for every sentence too.
            summarizer: another summariser than the digester's, for this article.
            check_language: whether an article that is not German is refused.

        >>> text = "Der Kanzler ist am Dienstag nach Moskau gereist. Er bleibt dort."
        >>> d = Digester(summarizer="lead").digest(text, sentences=1)
        >>> d.key_points[0].source
        'Der Kanzler ist am Dienstag nach Moskau gereist.'

        Raises:
            EmptyArticleError: the article holds no sentence.
            WrongLanguageError: it is not German.
            InvalidOptionError: an option is out of range.
            ModelNotFoundError, InvalidModelError: there is no usable model.
            TranslationError: the translation engine failed.
        """
        steps = self.steps(
            sentences=sentences,
            max_words=max_words,
            max_characters=max_characters,
            translate=translate,
            summarizer=summarizer,
            check_language=check_language,
        )
        plan = steps.plan(article)
        return steps.finish(plan, steps.translate(plan.sources))

    def steps(
        self,
        *,
        sentences: Sentences = 3,
        max_words: int | None = None,
        max_characters: int | None = None,
        translate: Translate = "key_points",
        summarizer: Summarizer | str | None = None,
        check_language: bool = True,
    ) -> Steps[Plan]:
        """What `digest` does, step by step, for a program that shows each sentence as it comes.

        >>> steps = Digester(summarizer="lead").steps(sentences=1)
        >>> plan = steps.plan("Der Kanzler ist am Dienstag nach Moskau gereist. Er bleibt dort.")
        >>> [sentence.text for sentence in plan.wanted]
        ['Der Kanzler ist am Dienstag nach Moskau gereist.']
        >>> digest = steps.finish(plan, steps.translate(plan.sources))

        Raises:
            InvalidOptionError: an option is out of range. The steps raise as `digest`.
        """
        length = Length(sentences, max_words, max_characters)
        options = _options(length, translate, check_language)
        chooser = _summarizer(summarizer) if summarizer else self.summarizer
        return Steps(
            plan=lambda article: self._plan(article, options, chooser),
            translate=lambda sources: translate_checked(self.translator, sources, self.glossary),
            finish=self._finish,
        )

    @overload
    def digest_many(
        self,
        articles: Iterable[str | Article | Failure],
        *,
        batch_size: int = ...,
        workers: int = ...,
        on_error: Literal["raise"] = "raise",
        **options: Unpack[DigestOptions],
    ) -> Iterator[Digest]: ...

    @overload
    def digest_many(
        self,
        articles: Iterable[str | Article | Failure],
        *,
        batch_size: int = ...,
        workers: int = ...,
        on_error: Literal["record"],
        **options: Unpack[DigestOptions],
    ) -> Iterator[Digest | Failure]: ...

    def digest_many(
        self,
        articles: Iterable[str | Article | Failure],
        *,
        batch_size: int = 64,
        workers: int = 2,
        on_error: Literal["raise", "record"] = "raise",
        **options: Unpack[DigestOptions],
    ) -> Iterator[Digest | Failure]:
        """Digest articles as they come, in order, the sentences of a batch translated together.

        Args:
            articles: texts or `Article`s; read as they are needed, so that memory
                stays bounded. A `Failure` (of what could not be read) is passed on
                in its place.
            batch_size: articles a batch; larger is faster up to about 64, and
                1 gives each digest as soon as its article has come.
            workers: batches under way at the same time, one decoding while
                another is read.
            on_error: "raise" ends at the first article that fails, after the
                digests before it; "record" gives a `Failure` in its place.
            options: those of `digest`.

        >>> texts = ["In Wien regnet es heute.", "Der Rat stimmte am Montag zu."]
        >>> for d in Digester().digest_many(texts, sentences=1):
        ...     print(d.key_points[0].source)
        In Wien regnet es heute.
        Der Rat stimmte am Montag zu.

        Raises:
            As `digest`. A model that is missing or broken raises in either case.
        """
        steps = self.steps(**options)
        _refuse_one(articles)
        if batch_size < 1 or workers < 1:
            raise InvalidOptionError(
                f"batch_size={batch_size}, workers={workers}: give numbers of at least 1"
            )
        if on_error not in ("raise", "record"):
            raise InvalidOptionError(f"on_error={on_error!r}: give 'raise' or 'record'")
        results = stream(articles, steps, batch_size=batch_size, workers=workers)
        return results if on_error == "record" else _without_failures(results)

    def _plan(self, article: str | Article, options: _Options, chooser: Summarizer) -> Plan:
        """Everything that is done on the German text: what to translate, and why."""
        document = self._read(article, check_language=options.check_language)
        ranking = choose(chooser, document, options.length)
        wanted = (
            document.sentences
            if options.translate == "all"
            else tuple(document.sentences[position] for position in ranking.positions)
        )
        annotations = annotate(document)
        needed = phrases(document, annotations, (sentence.index for sentence in wanted))
        # Of a single sentence a headline would only say the same again.
        nameless = not document.headline and len(document.body) > 1
        generated = make_headline(document, ranking) if nameless else None
        return Plan(
            document, options, chooser.name, ranking, generated, wanted, annotations, needed
        )

    def _finish(self, plan: Plan, translated: list[Checked]) -> Digest:
        """The digest of a plan whose `sources` became `translated`, in the same order."""
        document = plan.document
        translated = consistently(plan.sources, translated)
        first, behind = int(bool(plan.headline)), len(translated) - len(plan.phrases)
        english = dict(zip((s.index for s in plan.wanted), translated[first:behind], strict=True))
        title = translated[0] if first else None
        if plan.generated and not title:
            title = english[plan.generated.sentence.index]
        words = (checked.text.strip().removesuffix(".") for checked in translated[behind:])
        evidence = Evidence(
            document,
            plan.annotations,
            {german: text for german, text in zip(plan.phrases, words, strict=True) if text},
        )
        return Digest(
            title=_title(plan, title) if title else None,
            date=document.date,
            source=document.article.source,
            language="de",
            key_points=_key_points(document, plan.ranking, english, evidence),
            translation=_translation(plan.wanted, english, evidence)
            if plan.options.translate == "all"
            else None,
            stats=_stats(document, len(plan.wanted)),
            warnings=_warnings(document, plan.ranking, plan.options.length),
            made_by=self._made_by(plan),
            quotes=evidence.quotes,
            entities=evidence.entities,
            numbers=evidence.numbers,
            keywords=evidence.keywords,
        )

    def digest_story(
        self,
        articles: Iterable[str | Article],
        *,
        sentences: int = 5,
        summarizer: Summarizer | str | None = None,
        check_language: bool = True,
    ) -> Story:
        """Digest several articles on one story: what they say together, each point once.

        Args:
            articles: texts or `Article`s; dates put the key points in order, sources
                tell which of them only one source says.
            sentences: how many key points of all articles together, at most.
            summarizer: another summariser than the digester's.
            check_language: whether an article that is not German is refused.

        >>> texts = ["In Graz ist am Montag eine Brücke eingestürzt.",
        ...          "Eine Brücke in Graz ist am Montag eingestürzt. Verletzt wurde niemand."]
        >>> story = Digester().digest_story(texts)
        >>> [(p.article, p.point.source, p.single_source) for p in story.key_points]
        [(0, 'In Graz ist am Montag eine Brücke eingestürzt.', False),
         (1, 'Verletzt wurde niemand.', True)]

        Raises:
            As `digest`; the message names the article by its number, from 1.
        """
        _refuse_one(articles)
        if not isinstance(sentences, int):
            raise InvalidOptionError(f"sentences={sentences!r}: give a whole number of at least 1")
        steps = self.steps(
            sentences=sentences, summarizer=summarizer, check_language=check_language
        )
        plans = [_numbered(steps.plan, number, one) for number, one in enumerate(articles, 1)]
        if not plans:
            raise InvalidOptionError("there is no article: give at least one")
        candidates = [Candidates(p.document, p.ranking) for p in plans]
        choices = choose_for_story(candidates, sentences)
        plans = [
            plan.with_key_points({c.position for c in choices if c.article == number})
            for number, plan in enumerate(plans)
        ]
        translated = iter(steps.translate([source for plan in plans for source in plan.sources]))
        digests = [steps.finish(plan, [next(translated) for _ in plan.sources]) for plan in plans]
        return make_story(digests, [plan.document for plan in plans], choices, sentences)

    def translate(self, text: str | Article, *, check_language: bool = True) -> Translation:
        """Translate a whole text, aligned sentence by sentence.

        >>> translation = Digester().translate("Der Rat stimmte zu. Die Brücke wird gebaut.")
        >>> [sentence.source for sentence in translation.sentences]
        ['Der Rat stimmte zu.', 'Die Brücke wird gebaut.']

        Raises:
            As `digest`.
        """
        document = self._read(text, check_language=check_language)
        sources = [sentence.clean for sentence in document.sentences]
        checked = consistently(sources, translate_checked(self.translator, sources, self.glossary))
        evidence = Evidence(document, annotate(document), {})
        return _translation(document.sentences, dict(enumerate(checked)), evidence)

    def _read(self, article: str | Article, *, check_language: bool) -> Document:
        if isinstance(article, str):
            article = Article(article)
        elif not isinstance(article, Article):
            raise InvalidOptionError(
                f"an article is a str or an Article, not {type(article).__name__}; "
                "for a file use Article.from_file(path)"
            )
        document = read_document(article, self.splitter)
        if not document.sentences:
            raise EmptyArticleError(
                "the article holds no sentence; give the text of a German news article"
            )
        if check_language:
            check_german(document)
        return document

    def _made_by(self, plan: Plan) -> MadeBy:
        translator = self.translator
        identity = translator.identity if isinstance(translator, HasIdentity) else None
        return MadeBy(
            newsdigest=_own_version(),
            engine=translator.name,
            model=identity.id if identity else None,
            model_sha256=identity.sha256 if identity else None,
            summarizer=plan.summarizer,
            splitter=self.splitter.name,
            sentences=plan.options.length.sentences,
            max_words=plan.options.length.max_words,
            max_characters=plan.options.length.max_characters,
            translate=plan.options.translate,
            beam_size=getattr(translator, "beam_size", None),
            glossary_sha256=glossary_sha256(self.glossary),
        )


def _refuse_one(articles: object) -> None:
    """A text is an iterable as well, of characters: one article is not taken for many."""
    if isinstance(articles, str | Article):
        raise InvalidOptionError(
            f"articles is one {type(articles).__name__}: give several, or call digest"
        )


def _numbered(plan: Callable[[str | Article], Plan], number: int, article: str | Article) -> Plan:
    try:
        return plan(article)
    except (EmptyArticleError, WrongLanguageError) as error:
        error.args = (f"article {number}: {error}",)
        raise


def _without_failures(results: Iterator[Digest | Failure]) -> Iterator[Digest]:
    for result in results:
        if isinstance(result, Failure):
            raise result.error
        yield result


@lru_cache(maxsize=1)
def _own_version() -> str:
    from importlib.metadata import version

    return version("newsdigest")


def _summarizer(given: Summarizer | str | None) -> Summarizer:
    if given is None:
        return NewsSummarizer()
    return summarizer_named(given) if isinstance(given, str) else given


def _options(length: Length, translate: Translate, check_language: bool) -> _Options:
    if translate not in ("key_points", "all"):
        raise InvalidOptionError(f"translate={translate!r}: give 'key_points' or 'all'")
    return _Options(length, translate, check_language)


def _title(plan: Plan, checked: Checked) -> Title:
    document = plan.document
    if plan.generated:
        made, sentence = plan.generated.text, plan.generated.sentence
        return Title(
            _FULL_STOP.sub("", checked.text),
            made,
            sentence.start,
            sentence.end,
            checked.flags,
            generated=True,
        )
    place = document.title if not document.article.title else None
    return Title(
        text=checked.text,
        source=place.text if place else (document.article.title or "").strip(),
        start=place.start if place else None,
        end=place.end if place else None,
        flags=checked.flags,
    )


def _key_points(
    document: Document, ranking: Ranking, checked: dict[int, Checked], evidence: Evidence
) -> tuple[KeyPoint, ...]:
    points = []
    for position, score in zip(ranking.positions, ranking.scores, strict=True):
        sentence, english = document.sentences[position], checked[position]
        points.append(
            KeyPoint(
                text=english.text,
                source=sentence.text,
                start=sentence.start,
                end=sentence.end,
                paragraph=sentence.paragraph,
                sentence=sentence.index,
                score=score,
                flags=(*english.flags, *evidence.reported(position)),
                attribution=evidence.attribution(position),
            )
        )
    return tuple(points)


def _translation(
    sentences: Iterable[Sentence], checked: dict[int, Checked], evidence: Evidence
) -> Translation:
    return Translation(
        tuple(
            TranslatedSentence(
                text=checked[sentence.index].text,
                source=sentence.text,
                start=sentence.start,
                end=sentence.end,
                paragraph=sentence.paragraph,
                sentence=sentence.index,
                score=checked[sentence.index].score,
                flags=(*checked[sentence.index].flags, *evidence.reported(sentence.index)),
                attribution=evidence.attribution(sentence.index),
            )
            for sentence in sentences
        )
    )


def _stats(document: Document, translated: int) -> Stats:
    return Stats(
        characters=len(document.article.text),
        paragraphs=document.sentences[-1].paragraph + 1,
        sentences=len(document.sentences),
        translated=translated,
    )


def _warnings(document: Document, ranking: Ranking, length: Length) -> tuple[Notice, ...]:
    notices = []
    if ranking.warning:
        notices.append(Notice("summarizer", ranking.warning))
    if all(sentence.heading for sentence in document.sentences):
        notices.append(
            Notice("headings", "the text holds no full sentence, only headings or fragments")
        )
    asked = length.sentences
    if asked != AUTO and not length.has_budget and len(ranking.positions) < asked:
        notices.append(
            Notice(
                "short",
                f"{asked} key points were asked for; the article has {len(ranking.positions)}",
            )
        )
    return tuple(notices)
