"""A headline for an article that has none, by shortening one of its sentences.

Only words are dropped, none is added, changed or moved: parentheses, the tail
that names a source, relative clauses. What cannot be dropped for certain stays,
so a headline may be long, but says what the sentence says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.annotate.subjunctive import is_first, is_second
from newsdigest.summarizers.news import leans
from newsdigest.words import words

if TYPE_CHECKING:
    from newsdigest.document import Document, Sentence
    from newsdigest.summarizers import Ranking

_FEWEST_WORDS = 4  # a shorter rest is no headline

# Only what stands apart and names something: "(ÖVP)", "(117 Millionen Euro)". A word in
# lower case may turn what is said ("die (angeblich) gestohlene Uhr"), and of
# "(Brutto-)Gehalt" or "2:1 (1:0)-Erfolg" the rest would be another word.
_PARENTHESES = re.compile(r"\s+(?:\((?=[A-ZÄÖÜ\d])[^()]*\)|\[[^\[\]]*\])(?=\s|[.,;:!?]|$)")
# Tails that name where a report is from: ", teilte die Polizei mit", ", wie die APA
# meldete". Not "sagte" and its kin: they carry opinions, which a headline without the
# speaker would make its own; nor "hieß es", behind which anybody may be.
_TAIL = re.compile(
    r"""[,–]\s+ (?:
      teilten?\s[^,]*\smit | gab(?:en)?\s[^,]*\sbekannt
    | (?:berichte(?:te|ten|t|n)|melde(?:te|ten|t|n)|bestätig(?:te|ten|t|en))\s[^,]+
    | wie\s[^,]*\s(?:mitteilten?|mitteilt|berichte(?:te|ten|t|n)|melde(?:te|ten|t|n)
      |bestätig(?:te|ten|t)|bekannt\s?gab(?:en)?)
    )\.?$""",
    re.VERBOSE,
)
_RELATIVE = re.compile(
    r""",\s (?:(?:in|an|auf|bei|mit|nach|von|vor|zu|für|gegen|über|unter|durch|aus)\s)?
        (?:der|die|das|dem|den|denen|deren|dessen|welche[mnrs]?)\s
        # Behind the pronoun a noun may follow and make it the article of a main
        # clause ("..., die Polizei ermittelt"); these words never let it.
        (?:sich|er|sie|es|ihn|ihm|ihr|ihnen|man|nicht|noch|bereits|schon|auch|nur|erst|zuvor|zuletzt
          |seit|am|im|in|an|auf|aus|bei|beim|mit|nach|von|vom|vor|zu|zum|zur|für|gegen|über|unter
          |durch|wegen|um|als|unter|ein|eine|einen|einem|einer|seine[mnrs]?|ihre[mnrs]?)\s
        [^,;:–()]*? (?P<verb>[a-zäöüß]+) (?=[,.]|$)""",
    re.VERBOSE,
)
_FINITE = re.compile(
    r".*(?:t|te|ten|st)$|ist|sind|war|waren|hat|haben|wird|werden|soll|sollen|kann"
)
# Behind these stands no verb, but perhaps an adjective ("die alte").
_DETERMINER = re.compile(
    r"(?:d(?:er|ie|as|e[mns])|(?:k?ein|[msd]ein|ihr)(?:e[mnrs]?)?)", re.IGNORECASE
)
# Behind these a relative clause may say which ones are meant: without it more are.
_NEEDS_CLAUSE = re.compile(
    r"""\b(?:all(?:e[mnrs]?)?|jede[mnrs]?|kein(?:e[mnrs]?)?|jene[mnrs]?|(?:der|die|das)jenigen?
    |solche[mnrs]?|nur|niemand|wenige[mnrs]?|viele[mnrs]?|einzige[mnrs]?|erste[mnrs]?
    |letzte[mnrs]?|meisten|dass|ob|wenn|weil|nicht)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_QUOTE = re.compile(r"[\"„“”»«]")


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline made from a sentence: the German, and the sentence that it was made from."""

    text: str
    sentence: Sentence


def make_headline(document: Document, ranking: Ranking) -> Headline | None:
    """A headline from the best of the chosen sentences, None where nothing was chosen.

    Best is one that can stand alone: that asserts instead of reporting what somebody
    claims, does not lean on the sentence before, quotes nobody and asks nothing.
    """
    scored = zip(ranking.scores, ranking.positions, strict=True)
    best = sorted(scored, key=lambda pair: (-pair[0], pair[1]))
    sentences = [document.sentences[position] for _, position in best]
    if not sentences:
        return None
    chosen = min(sentences, key=lambda sentence: _stands_badly(sentence.clean))
    return Headline(shorten(chosen.clean), chosen)


def _stands_badly(text: str) -> int:
    """How much keeps a sentence from being a headline: a claim most, then what leans."""
    unfinished = bool(_QUOTE.search(text)) or text.endswith(("?", ":"))
    return 4 * _reports(text) + 2 * leans(text) + unfinished


def shorten(sentence: str) -> str:
    """A German sentence without parentheses, source, relative clauses and full stop.

    A relative clause goes where it ends the sentence, or stands between the first
    part of the sentence and its verb, and what is left is still true. Where the
    sentence reports in the subjunctive ("habe", "sei") the source stays: without it a
    claim would read as a fact. A sentence with quotation marks keeps all but its
    parentheses, since what is inside belongs to somebody else.

    >>> shorten("Der Sturm (Stärke 11), der seit Montag wütet, hat Dächer abgedeckt.")
    'Der Sturm hat Dächer abgedeckt'
    >>> shorten("Drei Menschen sind gestorben, teilte die Polizei am Dienstag mit.")
    'Drei Menschen sind gestorben'
    >>> shorten("Der Mann sei geflohen, teilte die Polizei mit.")
    'Der Mann sei geflohen, teilte die Polizei mit'
    """
    text = _PARENTHESES.sub("", sentence)
    if not _QUOTE.search(text):
        if not _reports(text):
            text = _kept(text, _TAIL.sub("", text))
        text = _kept(text, _without_relative_clauses(text))
    return re.sub(r"\s*[.]+$", "", text).strip()


def _kept(before: str, after: str) -> str:
    return after if len(words(after)) >= _FEWEST_WORDS else before


def _reports(text: str) -> bool:
    return any(is_first(word) or is_second(word) for word in words(text) if word.islower())


def _without_relative_clauses(text: str) -> str:
    for clause in reversed(list(_RELATIVE.finditer(text))):
        before, rest = text[: clause.start()], text[clause.end() :]
        if not _FINITE.fullmatch(clause["verb"]) or _NEEDS_CLAUSE.search(before):
            continue
        if rest in ("", "."):
            text = before + rest
        elif rest.startswith(", ") and _is_first_part(before) and _opens_with_verb(rest[2:]):
            text = before + rest[1:]
    return text


def _is_first_part(text: str) -> bool:
    """Whether a sentence's verb is still to come."""
    found = words(text)
    return not any(
        word.islower() and _FINITE.fullmatch(word) and not _DETERMINER.fullmatch(before)
        for before, word in zip(["", *found], found, strict=False)
    )


def _opens_with_verb(text: str) -> bool:
    first = words(text)[:1]
    return bool(first) and first[0].islower() and bool(_FINITE.fullmatch(first[0]))
