"""The evidence of a digest: what was annotated on the German, in both languages.

Before translation `phrases` says which German words the evidence needs in
English; after it, `Evidence` makes the parts of a digest from annotations and
translations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from newsdigest.annotate.gazetteer import gazetteer, is_body
from newsdigest.result import (
    Attribution,
    Entity,
    Flag,
    Keyword,
    Mention,
    Quantity,
    Quote,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsdigest.annotate import Annotations
    from newsdigest.annotate.dates import Date
    from newsdigest.annotate.names import Group
    from newsdigest.annotate.numbers import Number
    from newsdigest.annotate.speech import Quotation, Speaker, Statement
    from newsdigest.document import Document

_CONTEXT = 40  # characters of German on each side of a number
_BOUNDS = {
    ">": "more than ", ">=": "at least ", "<": "less than ", "<=": "up to ", "~": "about ",
}  # fmt: skip
# Bodies whose English no translator has to find.
_BODIES = {
    "Kreml": "Kremlin", "Weltbank": "World Bank", "Europarat": "Council of Europe",
    "Vereinte Nationen": "United Nations", "Vereinten Nationen": "United Nations",
    "Weltgesundheitsorganisation": "World Health Organization",
    "Welthandelsorganisation": "World Trade Organization",
    "Uno": "UN", "Europäische Union": "European Union", "Europäischen Union": "European Union",
}  # fmt: skip
# Units that need no translator.
_UNITS = {
    "%": "percent", "Euro": "euros", "€": "euros", "$": "dollars", "£": "pounds", "Uhr": "",
    "Dollar": "dollars", "Franken": "francs", "Jahr": "year", "Jahre": "years", "Jahren": "years",
    "Menschen": "people", "Kilometer": "kilometres", "Kilometern": "kilometres",
    "Meter": "metres", "Tonnen": "tonnes", "Stunden": "hours", "Minuten": "minutes",
    "Tage": "days", "Tagen": "days", "Wochen": "weeks", "Monate": "months", "Monaten": "months",
}  # fmt: skip


def phrases(
    document: Document, annotations: Annotations, translated: Iterable[int]
) -> tuple[str, ...]:
    """The German that the evidence needs in English, each once, in order.

    `translated` are the numbers of the sentences that are translated anyway: the
    speakers of these are wanted, of others only those who are quoted.
    """
    chosen = set(translated)
    speakers = [s.speaker for s in annotations.statements if s.sentence in chosen]
    speakers += [quotation.speaker for quotation in annotations.quotations]
    wanted = [phrase for speaker in speakers if speaker for phrase in _speaker_phrases(speaker)]
    wanted += [_inner(document, quotation) for quotation in annotations.quotations]
    wanted += [
        group.name for group in annotations.groups
        if group.kind == "organisation" and " " in group.name
    ]  # fmt: skip
    wanted += [keyword.text for keyword in annotations.keywords]
    wanted += [
        number.unit for number in annotations.numbers if number.unit and number.unit not in _UNITS
    ]
    return tuple(dict.fromkeys(filter(None, wanted)))


def _speaker_phrases(speaker: Speaker) -> list[str]:
    role = [speaker.role] if speaker.role else []
    return role if _needs_no_translation(speaker) else [speaker.name, *role]


def _needs_no_translation(speaker: Speaker) -> bool:
    name = speaker.name
    return speaker.is_person or name in gazetteer().places or name.isupper() or is_body(name)


def _inner(document: Document, quotation: Quotation) -> str:
    return document.clean.text[quotation.start + 1 : quotation.end - 1].strip()


@dataclass(frozen=True)
class Evidence:
    """Annotations with the English of their phrases, as the parts of a digest.

    Attributes:
        document: the article.
        annotations: what was found in it.
        english: the translations of `phrases`.
    """

    document: Document
    annotations: Annotations
    english: Mapping[str, str]

    # --- whose words ---

    def attribution(self, sentence: int) -> Attribution | None:
        """Whose words a sentence gives, None where it is the newsroom's own statement."""
        statement = self._statements.get(sentence)
        if statement is None:
            return None
        return self._attribution(
            statement.speaker, statement.verb, statement.kind, stated=statement.named
        )

    def reported(self, sentence: int) -> tuple[Flag, ...]:
        """A flag where the German tells by its mood alone that it reports somebody's words.

        English has no such mood: without the flag the translation reads as the
        newsroom's own statement.
        """
        statement = self._statements.get(sentence)
        if statement is None or statement.verb is not None:
            return ()
        who = self._speaker_text(statement.speaker) if statement.speaker else "somebody"
        return (Flag("reported", f"the words are those of {who}, not the newsroom's"),)

    @cached_property
    def _statements(self) -> dict[int, Statement]:
        return {statement.sentence: statement for statement in self.annotations.statements}

    def _attribution(
        self, speaker: Speaker | None, verb: str | None, kind: str, *, stated: bool
    ) -> Attribution:
        if speaker is None:
            return Attribution(None, None, None, None, verb, kind, None, None, None, stated=stated)
        start, end = self._span(speaker.sentence, speaker.start, speaker.end)
        return Attribution(
            text=self._speaker_text(speaker),
            source=speaker.name,
            role=self.english.get(speaker.role) if speaker.role else None,
            role_source=speaker.role,
            verb=verb,
            kind=kind,
            start=start,
            end=end,
            sentence=speaker.sentence,
            stated=stated,
        )

    def _speaker_text(self, speaker: Speaker) -> str:
        """The speaker in English, a body or nameless person with its article."""
        if speaker.is_person:
            return speaker.name
        if place := gazetteer().places.get(speaker.name):
            return place
        text = _BODIES.get(speaker.name) or self.english.get(speaker.name, speaker.name)
        article = _article(speaker.article, text)
        if text.isupper() or text.lower().startswith(("the ", "a ", "an ")):
            article = ""
        return f"{article}{text}"

    # --- the parts of a digest ---

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotations, in the order of the text."""
        return tuple(map(self._quote, self.annotations.quotations))

    def _quote(self, quotation: Quotation) -> Quote:
        start, end = self.document.clean.raw_span(quotation.start, quotation.end)
        inner = _inner(self.document, quotation)
        statement = self._statements.get(quotation.sentence)
        return Quote(
            text=self.english.get(inner, inner),
            source=self.document.article.text[start:end],
            start=start,
            end=end,
            sentence=quotation.sentence,
            attribution=self._attribution(
                quotation.speaker,
                quotation.verb,
                "quote",
                stated=bool(statement and statement.named),
            ),
        )

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """Persons, organisations and places, in the order of their first mention."""
        return tuple(map(self._entity, self.annotations.groups))

    def _entity(self, group: Group) -> Entity:
        spans = [self._span(name.sentence, name.start, name.end) for name in group.mentions]
        return Entity(
            text=self._name_text(group),
            source=group.name,
            kind=group.kind,
            role=group.role,
            mentions=tuple(Mention(*span) for span in spans),
        )

    def _name_text(self, group: Group) -> str:
        """The name in English: a place's from the gazetteer, others as German spells them."""
        if group.kind == "place":
            return gazetteer().places.get(group.name, group.name)
        return _BODIES.get(group.name) or self.english.get(group.name, group.name)

    @cached_property
    def numbers(self) -> tuple[Quantity, ...]:
        """Numbers, amounts, times and dates, in the order of the text."""
        found = [*map(self._number, self.annotations.numbers)]
        found += map(self._date, self.annotations.dates)
        return tuple(sorted(found, key=lambda quantity: (quantity.start, quantity.end)))

    def _number(self, number: Number) -> Quantity:
        return self._quantity(
            number, self._number_text(number), number.kind, number.value, number.unit, number.bound
        )

    def _date(self, date: Date) -> Quantity:
        start, end = self._span(date.sentence, date.start, date.end)
        german = self.document.article.text[start:end]
        return self._quantity(date, date.iso or german, "date", None, None, None)

    def _quantity(
        self,
        found: Number | Date,
        text: str,
        kind: str,
        value: float | None,
        unit: str | None,
        bound: str | None,
    ) -> Quantity:
        start, end = self._span(found.sentence, found.start, found.end)
        line = self.document.sentences[found.sentence].clean
        return Quantity(
            text=text,
            source=self.document.article.text[start:end],
            start=start,
            end=end,
            sentence=found.sentence,
            kind=kind,
            value=value,
            unit=unit,
            bound=bound,
            iso=found.iso,
            context=_around(line, found.start, found.end),
        )

    def _number_text(self, number: Number) -> str:
        bound = _BOUNDS[number.bound] if number.bound else ""
        if number.value is None:
            return bound + (number.iso or "")
        unit = number.unit or ""
        unit = _UNITS.get(unit, self.english.get(unit, unit))
        return f"{bound}{_figure(number)} {unit}".strip()

    @cached_property
    def keywords(self) -> tuple[Keyword, ...]:
        """The keywords, the best first."""
        return tuple(
            Keyword(
                self.english.get(found.text, found.text),
                found.text,
                found.score,
                *self._span(found.sentence, found.start, found.end),
                found.count,
            )
            for found in self.annotations.keywords
        )

    def _span(self, sentence: int, start: int, end: int) -> tuple[int, int]:
        return self.document.span(self.document.sentences[sentence], start, end)


def _article(german: str | None, text: str) -> str:
    """The English article for a German one: "the " for "dem", "a " or "an " for "einer"."""
    if german is None:
        return ""
    if german.startswith("ein"):
        return "an " if text[:1].lower() in "aeio" else "a "
    return "the " if german in ("der", "die", "das", "dem", "den", "des") else ""


def _figure(number: Number) -> str:
    value = number.value or 0.0
    if number.kind == "ordinal":
        return f"{value:,.0f}{_ordinal_ending(int(value))}"
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text if number.kind != "fraction" else f"{value:.3g}"


def _ordinal_ending(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _around(line: str, start: int, end: int) -> str:
    """Whole words around a span, up to `_CONTEXT` characters on each side."""
    left = line[max(0, start - _CONTEXT) : start]
    right = line[end : end + _CONTEXT]
    if start > _CONTEXT:
        left = left.partition(" ")[2]
    if end + _CONTEXT < len(line):
        right = right.rpartition(" ")[0]
    return (left + line[start:end] + right).strip()
