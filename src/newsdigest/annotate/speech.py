"""Who says what: quotations, reported speech and sources, each with its speaker.

A sentence states somebody's words where a verb of saying, a source ("laut",
"nach Angaben von") or a quotation says so, or where it stands in the
subjunctive behind such a sentence; then it keeps that sentence's speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from newsdigest.annotate import verbs
from newsdigest.annotate.gazetteer import gazetteer, is_female_role, is_role
from newsdigest.annotate.names import Name, find_names
from newsdigest.annotate.phrases import (
    OBLIQUE,
    PERSONAL,
    PREPOSITIONS,
    Phrase,
    noun_phrase,
    prepositional_phrase_end,
)
from newsdigest.annotate.quotations import Quoted, find_quoted
from newsdigest.annotate.subjunctive import is_first, is_second, is_telling_second, without_fixed
from newsdigest.annotate.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsdigest.document import Document, Sentence

SpeechKind = Literal["quote", "indirect", "source"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, and where the text names him.

    Attributes:
        name: the fullest form that the text gives ("Jens Stoltenberg",
            "Verteidigungsministerium in Moskau").
        role: what the text calls a person ("NATO-Generalsekretär"), if anything.
        is_person: whether it is a person with a name.
        sentence: number of the sentence that names the speaker.
        start: offset of the naming words in that sentence's clean text.
        end: offset behind them.
    """

    name: str
    role: str | None
    is_person: bool
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that gives somebody's words.

    Attributes:
        sentence: number of the sentence.
        kind: "quote" where it holds a quotation, "source" where only a source is
            given ("laut ..."), else "indirect".
        speaker: who speaks, None where the text does not say.
        verb: the verb of saying or the preposition, None where the mood alone tells.
        named: whether the sentence itself names the speaker.
    """

    sentence: int
    kind: SpeechKind
    speaker: Speaker | None
    verb: str | None
    named: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation and who is quoted; offsets count the clean text, marks included."""

    start: int
    end: int
    sentence: int
    speaker: Speaker | None
    verb: str | None


def is_detached(statement: Statement, chosen: Collection[int]) -> bool:
    """Whether a claim stands without its speaker among the sentences `chosen`, by number."""
    if statement.named:
        return False
    return statement.speaker is None or statement.speaker.sentence not in chosen


def find_speech(document: Document, names: Sequence[Name] | None = None) -> tuple[Statement, ...]:
    """The statements of a document, at most one a sentence, in order.

    `names` are those of `find_names`, for a caller who has them already.
    """
    known = find_names(document) if names is None else names
    return _Reader(document, known, find_quoted(document)).read()


def find_quotations(
    document: Document, statements: Sequence[Statement]
) -> tuple[Quotation, ...]:  # fmt: skip
    """The quotations that are speech, each with the speaker of its sentence."""
    by_sentence = {statement.sentence: statement for statement in statements}
    starts = [sentence.clean_start for sentence in document.sentences]
    found = []
    for quoted in find_quoted(document):
        # Sentences stand in order and apart: one alone may begin before the quotation.
        first = max(0, bisect_right(starts, quoted.start) - 1)
        behind = bisect_left(starts, quoted.end)
        covered = [s for s in document.sentences[first:behind] if s.clean_end > quoted.start]
        owners = [by_sentence[s.index] for s in covered if s.index in by_sentence]
        if quoted.title_like or not owners or not covered:
            continue
        # The sentence that a verb of saying closes knows best who spoke.
        owner = next((o for o in reversed(owners) if o.verb), owners[-1])
        found.append(
            Quotation(quoted.start, quoted.end, covered[0].index, owner.speaker, owner.verb)
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence taken apart; a quotation is one mark in `tokens`."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    quoted: bool
    all_quoted: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """What tells that a sentence is somebody's words, and who: a phrase, a pronoun, or nobody."""

    kind: SpeechKind
    verb: str | None
    subject: Phrase | None = None
    pronoun: str | None = None


_QUOTE = "“”"
_CONTENT = frozenset(["dass", "daß", "ob", "wie", "warum", "wonach"])
_SOURCES = re.compile(
    r"(?:Angaben?|Einschätzung|Ansicht|Meinung|Auffassung|Überzeugung|Darstellung|Worten|Aussagen?|"
    r"Auskunft|Berechnungen|Schätzungen?|Berichten?|Informationen|Mitteilung|Überlieferung|"
    r"Prognosen?|Lesart|Analyse|Studie|Umfrage|Untersuchung|Sicht|Bericht)$"
)
_PARTICIPLE_AUXILIARIES = frozenset("hat haben hatte hatten habe hätten".split())
_PRONOUNS_OF_MEN = frozenset(["er"])
_GENERIC = re.compile(
    r"(?:politiker(?:in)?|jährigen?|spieler(?:in)?|stürmer(?:in)?|sportler(?:in)?|torwart|verteidiger"
    r"|regisseur(?:in)?|autor(?:in)?|forscher(?:in)?|experte|expertin|schauspieler(?:in)?"
    r"|sänger(?:in)?|wissenschaftler(?:in)?|unternehmer(?:in)?|anwalt|jurist(?:in)?|ökonom(?:in)?)$",
    re.IGNORECASE,
)
_GENERIC_BODY = re.compile(
    r"Behörde|Unternehmen|Konzern|Firma|Partei|Ministerium|Organisation|Gewerkschaft|Verband|Verein"
    r"|Klub|Sender|Bank|Institut|Ministerium|Hilfsorganisation|Autobauer|Fluggesellschaft|Universität"
)
_MOST_TOKENS = 200  # a longer "sentence" is a list or a table


class _Reader:
    """Reads a document's sentences in order and keeps who spoke last."""

    def __init__(self, document: Document, names: Sequence[Name], quoted: Sequence[Quoted]) -> None:
        by_sentence: dict[int, list[Name]] = {}
        for name in names:
            by_sentence.setdefault(name.sentence, []).append(name)
        self._lines = _lines(document, by_sentence, quoted)
        self._people = _fullest(names)
        self._current: Speaker | None = None
        self._spoke = -2  # number of the last sentence that was a statement
        self._body: Speaker | None = None  # the organisation named last
        self._person: Speaker | None = None  # the person named first in the last such sentence

    def read(self) -> tuple[Statement, ...]:
        statements = []
        for line in self._lines:
            statement = None if line.sentence.heading else self._statement(line)
            if statement:
                statements.append(statement)
                self._current = statement.speaker or self._current
                self._spoke = line.sentence.index
            person = next((n for n in line.names if n.kind == "person"), None)
            if person:
                self._person = self._speaker_named(person)
            body = next((n for n in line.names if n.kind == "organisation"), None)
            if body:
                self._body = self._speaker_named(body)
        return tuple(statements)

    def _statement(self, line: _Line) -> Statement | None:
        frame = _frame(line)
        if frame is None:
            return self._carried(line)
        speaker = self._speaker(line, frame)
        if frame.kind == "source" and speaker is None:
            return self._carried(line)
        kind: SpeechKind = "quote" if line.quoted else frame.kind
        return self._made(line, kind, speaker, frame.verb)

    def _carried(self, line: _Line) -> Statement | None:
        """A statement whose speaker stands in an earlier sentence."""
        if line.all_quoted:
            return self._made(line, "quote", self._antecedent(line), None)
        follows = self._spoke == line.sentence.index - 1
        mood = _mood(line)
        if mood == "first" or (mood == "second" and (follows or self._introduced(line))):
            speaker = self._antecedent(line)
            return self._made(line, "quote" if line.quoted else "indirect", speaker, None)
        if line.quoted and _is_fragment(line):
            return self._made(line, "quote", self._subject_named(line), None)
        return None

    def _introduced(self, line: _Line) -> bool:
        """Whether the sentence before names a person whose words may follow."""
        return self._person is not None and self._person.sentence == line.sentence.index - 1

    def _antecedent(self, line: _Line) -> Speaker | None:
        before = line.sentence.index - 1
        if self._spoke != before and self._introduced(line):
            return self._person
        if self._current:
            return self._current
        return self._person or self._body

    def _subject_named(self, line: _Line) -> Speaker | None:
        first = next((n for n in line.names if n.kind != "place"), None)
        if first is None:
            return self._antecedent(line)
        return self._speaker_named(first)

    def _made(
        self, line: _Line, kind: SpeechKind, speaker: Speaker | None, verb: str | None
    ) -> Statement:
        named = speaker is not None and _names(line, speaker)
        if speaker and not named and speaker.sentence == line.sentence.index:
            named = True
        return Statement(line.sentence.index, kind, speaker, verb, named)

    # --- whom a frame means ---

    def _speaker(self, line: _Line, frame: _Frame) -> Speaker | None:
        if frame.subject is None:
            return self._pronoun(line, frame.pronoun)
        return self._described(line, frame.subject)

    def _pronoun(self, line: _Line, pronoun: str | None) -> Speaker | None:
        if pronoun in ("er", "sie"):
            wanted = "m" if pronoun == "er" else "f"
            follows = self._spoke == line.sentence.index - 1
            order = (self._current, self._person) if follows else (self._person, self._current)
            for candidate in order:
                if candidate and self._gender(candidate) in (wanted, None):
                    return candidate
        return self._current or self._person

    def _described(self, line: _Line, phrase: Phrase) -> Speaker:
        """The speaker that a noun phrase means: a person in it, one named before, or itself."""
        tokens = line.tokens
        start, end = tokens[phrase.head].start, tokens[phrase.end - 1].end
        words = [t.text for t in tokens[phrase.head : phrase.end] if t.is_word]
        person = next(
            (n for n in line.names if n.kind == "person" and start <= n.start < end), None
        ) or _apposition(line, phrase)  # fmt: skip
        if person and not _belongs_to(tokens, phrase, person):
            role = person.role or (
                None if start <= person.start < end else _text(line, phrase.head, phrase.end)
            )
            return self._speaker_named(replace(person, role=role))
        if phrase.determiner in ("der", "die", "das", "dem") and (known := self._meant(words)):
            return known
        text = _text(line, phrase.head, phrase.end)
        return Speaker(
            text, role=None, is_person=False, sentence=line.sentence.index, start=start, end=end
        )

    def _meant(self, words: Sequence[str]) -> Speaker | None:
        """The person, named before, whom a description means ("die SPD-Politikerin")."""
        head = next((w for w in words if w[0].isupper() or w[0].isdigit()), "")
        if not head or len(words) > 3:
            return None
        if len(words) == 1 and _GENERIC_BODY.fullmatch(head):
            return self._body
        last = head.rsplit("-", 1)[-1].lower()
        for person in (self._current, self._person, *self._people.values()):
            if person and person.is_person and person.role:
                role = person.role.split()[-1].rsplit("-", 1)[-1].lower()
                if role.endswith(last) or last.endswith(role):
                    return self._people.get(person.name.rsplit(" ", 1)[-1], person)
        if not _GENERIC.search(head):
            return None
        wanted = "f" if is_female_role(head) else None
        for person in (self._current, self._person):
            if (
                person
                and person.is_person
                and self._gender(person) in (wanted, None, "m")[: 2 + (wanted is None)]
            ):
                return person
        return None

    def _speaker_named(self, name: Name) -> Speaker:
        if name.kind != "person":
            return Speaker(
                name.base, role=None, is_person=False,
                sentence=name.sentence, start=name.start, end=name.end,
            )  # fmt: skip
        full = self._people.get(name.base.rsplit(" ", 1)[-1])
        return Speaker(
            full.name if full else name.base,
            name.role or (full.role if full else None),
            is_person=True, sentence=name.sentence, start=name.start, end=name.end,
        )  # fmt: skip

    def _gender(self, speaker: Speaker) -> str | None:
        if not speaker.is_person:
            return "f" if is_female_role(speaker.name.split()[0]) else None
        if speaker.role and is_role(speaker.role.split()[-1]):
            return "f" if is_female_role(speaker.role.split()[-1]) else "m"
        return gazetteer().gender(speaker.name.split()[0])


def _fullest(names: Sequence[Name]) -> dict[str, Speaker]:
    """Persons by surname, in their fullest form, with the first role given."""
    people: dict[str, Speaker] = {}
    for name in names:
        if name.kind != "person":
            continue
        key = name.base.rsplit(" ", 1)[-1]
        known = people.get(key)
        if known is None or len(name.base) > len(known.name):
            role = name.role or (known.role if known else None)
            people[key] = Speaker(
                name.base, role, is_person=True,
                sentence=name.sentence, start=name.start, end=name.end,
            )  # fmt: skip
        elif name.role and not known.role:
            people[key] = replace(known, role=name.role)
    return people


def _lines(
    document: Document, names: dict[int, list[Name]], quoted: Sequence[Quoted]
) -> list[_Line]:
    speech = [q for q in quoted if not q.title_like]
    lines, next_quote = [], 0
    for sentence in document.sentences:
        while next_quote < len(speech) and speech[next_quote].end <= sentence.clean_start:
            next_quote += 1
        inside = []
        for at in range(next_quote, len(speech)):  # a slice would copy all that follow
            quote = speech[at]
            if quote.start >= sentence.clean_end:
                break
            inside.append((quote.start - sentence.clean_start, quote.end - sentence.clean_start))
        tokens = _outside(tokenize(sentence.clean)[:_MOST_TOKENS], inside)
        lines.append(
            _Line(
                sentence,
                tokens,
                tuple(n for n in names.get(sentence.index, ()) if not _within(n, inside)),
                bool(inside),
                bool(inside) and not any(token.is_word for token in tokens),
            )
        )
    return lines


def _outside(tokens: Sequence[Token], quotes: Sequence[tuple[int, int]]) -> tuple[Token, ...]:
    """The tokens, each quotation replaced by one mark."""
    kept: list[Token] = []
    spans = iter(quotes)
    span = next(spans, None)
    for token in tokens:
        while span and token.start >= span[1]:
            span = next(spans, None)
        if span and token.start >= span[0]:
            if not kept or kept[-1].text != _QUOTE or kept[-1].start != max(span[0], 0):
                kept.append(Token(_QUOTE, max(span[0], 0), token.end, is_word=False))
            continue
        kept.append(token)
    return tuple(kept)


def _within(name: Name, quotes: Sequence[tuple[int, int]]) -> bool:
    return any(start <= name.start < end for start, end in quotes)


def _text(line: _Line, first: int, end: int) -> str:
    return line.sentence.clean[line.tokens[first].start : line.tokens[end - 1].end]


def _names(line: _Line, speaker: Speaker) -> bool:
    key = speaker.name.rsplit(" ", 1)[-1] if speaker.is_person else speaker.name
    return any(key in n.base for n in line.names) or (
        not speaker.is_person and key in line.sentence.clean
    )


def _apposition(line: _Line, phrase: Phrase) -> Name | None:
    """The person behind a comma: "der Leiter der Mission, Idris Hassan"."""
    tokens, end = line.tokens, phrase.end
    if end + 1 < len(tokens) and tokens[end].text == ",":
        start = tokens[end + 1].start
        return next((n for n in line.names if n.kind == "person" and _covers(n, start)), None)
    return None


def _covers(name: Name, offset: int) -> bool:
    return name.start == offset or (
        bool(name.role) and name.start - len(name.role or "") - 1 == offset
    )


def _belongs_to(tokens: Sequence[Token], phrase: Phrase, person: Name) -> bool:
    """Whether the phrase is about somebody else: "ein Sprecher von Anna Berg"."""
    before = [t.lower for t in tokens[phrase.head : phrase.end] if t.end <= person.start]
    return any(word in ("von", "vom", "des", "der", "um") for word in before) and not (
        person.start > tokens[phrase.end - 1].end
    )


# --- frames ---


def _frame(line: _Line) -> _Frame | None:
    tokens = line.tokens
    for place, token in enumerate(tokens):
        if token.is_word and not token.text[0].isupper() and (found := _verb_frame(line, place)):
            return found
        if token.lower == "so" and (found := _so_frame(tokens, place)):
            return found
    for place in range(len(tokens)):
        if found := _source_frame(tokens, place):
            return found
    return None


def _verb_frame(line: _Line, place: int) -> _Frame | None:
    tokens, word = line.tokens, line.tokens[place].text
    if word in ("hieß", "heißt", "heisst") and _is(tokens, place + 1, "es"):
        return _it_is_said(tokens, place)
    if word in verbs.final_forms() and (clause := _closing_clause(tokens, place)) is not None:
        return _with_subject(tokens, clause, word)
    if word in _PARTICIPLE_AUXILIARIES:
        participle = _participle(tokens, place)
        return _subject_around(line, place, participle) if participle else None
    particles = verbs.saying().get(word)
    if particles is not None and word.endswith("n") and _is_infinitive(tokens, place):
        return None
    if particles is None or (particles and not _any_follows(tokens, place, particles)):
        return None
    if verbs.needs_content(word) and not particles and not _has_content(line, place):
        return None
    return _subject_around(line, place, word)


def _is(tokens: Sequence[Token], place: int, word: str) -> bool:
    return place < len(tokens) and tokens[place].lower == word


_BEFORE_INFINITIVE = frozenset(
    """zu will wollen wolle wollte wollten kann können könne könnte könnten soll sollen solle sollte
    sollten muss müssen müsse müsste müssten darf dürfen dürfe dürfte dürften wird werden werde
    würde würden möchte möchten lässt lassen""".split()
)


def _is_infinitive(tokens: Sequence[Token], place: int) -> bool:
    """Whether a form in -en depends on a modal verb before it ("wollte sich nicht äußern")."""
    return any(token.text in _BEFORE_INFINITIVE for token in tokens[:place])


def _any_follows(tokens: Sequence[Token], place: int, words: Collection[str]) -> bool:
    return any(token.text in words for token in tokens[place + 1 :])


def _has_content(line: _Line, place: int) -> bool:
    tokens = line.tokens
    if line.quoted or any(t.text == ":" for t in tokens[place + 1 :]):
        return True
    if any(t.lower in _CONTENT for t in tokens[place + 1 :]):
        return True
    return _mood(line) is not None or (
        place > 0 and tokens[place - 1].text == "," and line.tokens[0].text != ","
    )


def _participle(tokens: Sequence[Token], auxiliary: int) -> str | None:
    """The participle of saying that closes the clause of an auxiliary."""
    for place in range(auxiliary + 1, len(tokens)):
        token = tokens[place]
        if token.text in (",", ".", ";", ":") or place == len(tokens) - 1:
            last = tokens[place - 1 if not token.is_word else place]
            form = last.text
            return (
                form if form in verbs.final_forms() and not form.endswith(("te", "ten")) else None
            )
    return None


def _closing_clause(tokens: Sequence[Token], verb: int) -> int | None:
    """Place of the subject in "wie die Polizei am Abend mitteilte", None in other clauses."""
    for place in range(verb - 1, max(-1, verb - 25), -1):
        if tokens[place].lower == "wie" and (place == 0 or not tokens[place - 1].is_word):
            return place + 1
        if tokens[place].text in (",", ";", ":"):
            return None
    return None


def _with_subject(tokens: Sequence[Token], place: int, verb: str) -> _Frame:
    if place < len(tokens) and tokens[place].lower in PERSONAL:
        source = place + 1
        if tokens[place].lower == "es" and _is(tokens, source, "aus"):
            return _Frame("indirect", verb, noun_phrase(tokens, source + 1))
        return _Frame("indirect", verb, None, tokens[place].lower)
    return _Frame("indirect", verb, noun_phrase(tokens, place))


def _it_is_said(tokens: Sequence[Token], place: int) -> _Frame:
    """As in "hieß es", "heißt es in der Begründung", "hieß es aus dem Ministerium"."""
    at = place + 2
    before = place - 1
    if at < len(tokens) and tokens[at].lower in ("in", "aus", "von", "vom", "im", "beim", "bei"):
        return _Frame("indirect", "hieß es", noun_phrase(tokens, at + 1))
    if before > 0 and tokens[0].lower in ("aus", "von", "vom", "in", "im", "bei"):
        return _Frame("indirect", "hieß es", noun_phrase(tokens, 1))
    return _Frame("indirect", "hieß es", None, "es")


def _so_frame(tokens: Sequence[Token], place: int) -> _Frame | None:
    """As in "..., so Stoltenberg"."""
    if place == 0 or tokens[place - 1].is_word or place + 1 >= len(tokens):
        return None
    if tokens[place].text != "so" or tokens[place - 1].text in ("(", ":"):
        return None
    phrase = noun_phrase(tokens, place + 1)
    if phrase is None or (tokens[phrase.head].text[0].islower() and phrase.determiner is None):
        return None
    behind = tokens[phrase.end] if phrase.end < len(tokens) else None
    if (
        behind
        and behind.is_word
        and behind.lower
        not in ("weiter", "am", "in", "zu", "gegenüber", "im", "nach", "auf", "bei")
    ):
        return None
    return _Frame("indirect", "so", phrase)


def _source_frame(tokens: Sequence[Token], place: int) -> _Frame | None:
    word = tokens[place].lower
    if word == "laut":
        phrase = noun_phrase(tokens, place + 1)
        return _Frame("source", "laut", phrase) if phrase else None
    if word in ("zufolge", "nach") and place:
        found = _before_source(tokens, place, word)
        if found:
            return found
    if word in ("nach", "aus") and place + 1 < len(tokens):
        return _behind_source(tokens, place, word)
    return None


def _before_source(tokens: Sequence[Token], place: int, word: str) -> _Frame | None:
    """As in "Vogt zufolge", "Angaben der Polizei zufolge"."""
    if word != "zufolge":
        return None
    start = place - 1
    while start > max(0, place - 10) and _belongs_to_phrase(tokens[start - 1]):
        start -= 1
    phrase = noun_phrase(tokens, start)
    if phrase is None:
        return None
    inner = _source_owner(tokens, phrase.head)
    return _Frame("source", "zufolge", inner or replace(phrase, end=min(phrase.end, place)))


def _belongs_to_phrase(token: Token) -> bool:
    return token.is_word and (token.lower not in PREPOSITIONS or token.lower == "von")


def _source_owner(tokens: Sequence[Token], place: int) -> Phrase | None:
    """As in "der Polizei" of "Angaben der Polizei"; None where `place` has no such noun."""
    if not _SOURCES.search(tokens[place].text):
        return None
    at = place + 1
    if at < len(tokens) and tokens[at].lower in (
        "von",
        "vom",
        "der",
        "des",
        "eines",
        "einer",
        "aus",
    ):
        at += tokens[at].lower in ("von", "vom", "aus")
        return noun_phrase(tokens, at)
    return None


def _behind_source(tokens: Sequence[Token], place: int, word: str) -> _Frame | None:
    """As in "nach Angaben der Polizei", "nach einer Studie", "geht aus dem Bericht hervor"."""
    at = place + 1
    if word == "aus" and not (
        _any_follows(tokens, place, ("hervor",)) or tokens[at].text == "Sicht"
    ):
        return None
    phrase = noun_phrase(tokens, at)
    if phrase is None:
        return None
    head = next((t for t in range(phrase.head, phrase.end) if tokens[t].capital), phrase.head)
    if word == "aus" and tokens[at].text != "Sicht":
        return _Frame("source", "geht hervor", phrase)
    if owner := _source_owner(tokens, head):
        return _Frame("source", "nach", owner)
    if tokens[head].text in ("Studie", "Umfrage", "Bericht", "Untersuchung", "Analyse"):
        return _Frame("source", "nach", phrase)
    return None


def _subject_around(line: _Line, verb: int, form: str) -> _Frame | None:
    """The frame of a finite verb in second place, or behind what is said."""
    tokens = line.tokens
    kind: SpeechKind = "indirect"
    start = _clause_start(tokens, verb)
    if start < verb and not _closes_content(tokens, verb, start):
        first = tokens[start]
        if first.lower in _OBJECTS:  # "Diese Zahl nannte der Präsident"
            subject, pronoun = _subject_behind(tokens, verb + 1)
            if subject or pronoun:
                return _Frame(kind, form, subject, pronoun)
        if first.lower in PERSONAL and start + 1 >= verb - 2:
            return _Frame(kind, form, None, first.lower)
        if _may_be_subject(tokens, start, verb):
            phrase = noun_phrase(tokens, start)
            if phrase and phrase.end <= verb and not _pure_pronoun(tokens, phrase):
                return _Frame(kind, form, phrase)
    subject, pronoun = _subject_behind(tokens, verb + 1)
    return _Frame(kind, form, subject, pronoun) if subject or pronoun else None


def _clause_start(tokens: Sequence[Token], verb: int) -> int:
    """Where the clause of a verb begins: the sentence, or behind a colon or quotation."""
    for place in range(verb - 1, -1, -1):
        if tokens[place].text in (":", ";", _QUOTE, "–", "-"):
            return place + 1
    return 0


def _closes_content(tokens: Sequence[Token], verb: int, start: int) -> bool:
    """Whether the verb stands behind what is said: "..., sagte Scholz"."""
    if tokens[verb - 1].text not in (",", _QUOTE):
        return False
    opening = noun_phrase(tokens, start)
    # "Die Vorsitzende der Kommission, Katharina Wolf, verteidigte ...": one short apposition.
    if opening and opening.end < verb - 1 and tokens[opening.end].text == ",":
        apposition = noun_phrase(tokens, opening.end + 1)
        if apposition and apposition.end == verb - 1 and is_role_phrase(tokens, opening):
            return False
    return True


def is_role_phrase(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase calls somebody by what he is ("der Anwalt der Klägerin")."""
    return any(is_role(token.text) for token in tokens[phrase.head : phrase.end])


def _may_be_subject(tokens: Sequence[Token], start: int, verb: int) -> bool:
    first = tokens[start]
    if first.lower in OBLIQUE or first.lower in PREPOSITIONS:
        return False
    return any(token.capital for token in tokens[start:verb])


def _pure_pronoun(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase is "Das", "Dies" or an adverb with a sentence's capital."""
    words = [t for t in tokens[phrase.head : phrase.end] if t.is_word]
    return len(words) == 1 and words[0].lower in _OPENERS


_OPENERS = frozenset(
    """das dies dieses dazu damit zuvor zudem zugleich dagegen daher darauf darüber dabei danach
    dann dort hier so auch außerdem allerdings gleichzeitig weiter nun jetzt heute gestern zuletzt
    später jedoch ferner demnach deshalb deswegen mehrfach wiederholt immer wer was wie dennoch
    trotzdem schließlich bislang bisher derzeit inzwischen mittlerweile zunächst erneut kürzlich
    dafür diese dieser diesen""".split()
)
_OBJECTS = frozenset(["das", "dies", "diese", "dieses", "solche"])
_FURTHEST_SUBJECT = 18  # tokens behind the verb


def _subject_behind(tokens: Sequence[Token], place: int) -> tuple[Phrase | None, str | None]:
    """The subject behind a verb: past adverbs, and phrases in other cases."""
    at = place
    while at < min(len(tokens), place + _FURTHEST_SUBJECT):
        token = tokens[at]
        if not token.is_word:
            return None, None
        if token.lower in PERSONAL and not token.capital:
            return None, token.lower
        if (end := prepositional_phrase_end(tokens, at)) is not None:
            at = end
            continue
        if token.lower in OBLIQUE:
            phrase = noun_phrase(tokens, at)
            at = _behind_object(tokens, phrase) if phrase else at + 1
            continue
        if token.capital or token.lower in _SUBJECT_OPENERS or _adjective_before_noun(tokens, at):
            phrase = noun_phrase(tokens, at)
            if phrase:
                return phrase, None
        at += 1
    return None, None


_SUBJECT_OPENERS = frozenset(
    """der die das ein eine kein keine sein seine ihr ihre deren dessen mehrere viele einige
    beide unser unsere""".split()
)


def _behind_object(tokens: Sequence[Token], phrase: Phrase) -> int:
    """Place behind a dative's noun: "dem Sender ERT" may have the speaker right behind it."""
    return next((at + 1 for at in range(phrase.head, phrase.end) if tokens[at].capital), phrase.end)


def _adjective_before_noun(tokens: Sequence[Token], at: int) -> bool:
    return (
        tokens[at].text.endswith(("er", "e"))
        and at + 1 < len(tokens)
        and tokens[at + 1].capital
        and tokens[at].lower not in _OPENERS | {"aber", "oder", "eher", "immer", "weiter"}
    )


# --- mood ---


def _mood(line: _Line) -> Literal["first", "second"] | None:
    """The strongest subjunctive outside quotations."""
    text = without_fixed(line.sentence.clean)
    words = [
        token.lower for place, token in enumerate(line.tokens)
        if token.is_word and (place == 0 or token.text[0].islower())
        and text[token.start : token.end].strip()
    ]  # fmt: skip
    if "ich" in words:
        return None
    if any(map(is_first, words)):
        return "first"
    if not words or words[0] in ("wenn", "falls", "hätte", "hätten", "wäre", "wären"):
        return None
    if any(is_telling_second(word) or is_second(word) for word in words):
        return "second"
    return None


def _is_fragment(line: _Line) -> bool:
    """Whether a quoted piece of a narrated sentence is long enough to be somebody's words."""
    quote = next((token for token in line.tokens if token.text == _QUOTE), None)
    return quote is not None and line.sentence.clean[quote.start : quote.end].count(" ") >= 3
