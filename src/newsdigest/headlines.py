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
from newsdigest.words import words

if TYPE_CHECKING:
    from newsdigest.document import Document, Sentence
    from newsdigest.summarizers import Ranking

_FEWEST_WORDS = 4  # a shorter rest is no headline

_PARENTHESES = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
# Tails that name where a report is from: ", teilte die Polizei mit", ", wie die APA
# meldete", ", hieß es". Not "sagte" and its kin: they carry opinions, which a
# headline without the speaker would make its own.
_TAIL = re.compile(
    r"""[,–]\s+ (?:
      teilten?\s[^,]*\smit | gab(?:en)?\s[^,]*\sbekannt | (?:hieß|heißt)\ses[^,]*
    | (?:berichte(?:te|ten|t|n)|melde(?:te|ten|t|n)|bestätig(?:te|ten|t|en))\s[^,]+
    | wie\s[^,]*\s(?:mitteilten?|mitteilt|berichte(?:te|ten|t|n)|melde(?:te|ten|t|n)
      |bestätig(?:te|ten|t)|bekannt\s?gab(?:en)?|hieß)
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


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline made from a sentence: the German, and the sentence that it was made from."""

    text: str
    sentence: Sentence


def make_headline(document: Document, ranking: Ranking) -> Headline | None:
    """A headline from the best of the chosen sentences, None where nothing was chosen.

    A sentence that asserts comes before one that reports what somebody claims.
    """
    scored = zip(ranking.scores, ranking.positions, strict=True)
    best = sorted(scored, key=lambda pair: (-pair[0], pair[1]))
    sentences = [document.sentences[position] for _, position in best]
    if not sentences:
        return None
    chosen = next((s for s in sentences if not _reports(s.clean)), sentences[0])
    return Headline(shorten(chosen.clean), chosen)


def shorten(sentence: str) -> str:
    """A German sentence without parentheses, source, relative clauses and full stop.

    Where it reports in the subjunctive ("habe", "sei") the source stays: without
    it a claim would read as a fact. A sentence with quotation marks keeps all
    but its parentheses, since what is inside belongs to somebody else.

    >>> shorten("Der Sturm (Stärke 11), der seit Montag wütet, hat Dächer abgedeckt.")
    'Der Sturm hat Dächer abgedeckt'
    >>> shorten("Drei Menschen sind gestorben, teilte die Polizei am Dienstag mit.")
    'Drei Menschen sind gestorben'
    >>> shorten("Der Mann sei geflohen, teilte die Polizei mit.")
    'Der Mann sei geflohen, teilte die Polizei mit'
    """
    text = _PARENTHESES.sub("", sentence)
    if not re.search(r"[\"„“”»«]", text):
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
        if _FINITE.fullmatch(clause["verb"]):
            rest = text[clause.end() :]
            text = text[: clause.start()] + rest.removeprefix(",")
    return text
