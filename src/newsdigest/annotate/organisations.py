"""Names of organisations: acronyms, legal forms, heads ("Landgericht Köln"), kinds, lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.annotate import gazetteer as known
from newsdigest.annotate.gazetteer import gazetteer
from newsdigest.annotate.mentions import (
    Name,
    base_form,
    is_acronym,
    mention,
    opens_sentence,
    run_end,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.annotate.tokens import Token

# What stands before a club's or station's own name.
_CLUBS = frozenset(
    """FC IG VfB VfL SV TSV SC RB FSV TSG Radio Borussia Werder Eintracht Hertha Bayer Schalke
    Real Inter""".split()
)
_NAMED_ADJECTIVE = re.compile(
    r"\w*(?:sche|freie|erste|erst|einte|ote|rüne|eiße|nationale|ürcher|iner|urger|ener)[nrms]?$|[A-ZÄÖÜ]\w{3,}er$",
    re.IGNORECASE,
)


def acronym_of_compound(token: Token, sentence: int) -> Name | None:
    """As in "SPD" of "SPD-Politikerin"."""
    head, hyphen, _ = token.text.partition("-")
    if not hyphen or not is_acronym(head):
        return None
    return Name(head, "organisation", sentence, token.start, token.start + len(head), head)


def find_organisation(tokens: Sequence[Token], place: int, sentence: int) -> Name | None:
    """The name of an organisation that begins at `place`."""
    end = _organisation_end(tokens, place)
    if end:
        return mention(tokens, place, end, "organisation", sentence)
    return _named_kind(tokens, place, sentence)


def _organisation_end(tokens: Sequence[Token], place: int) -> int | None:
    word, end = tokens[place].text, run_end(tokens, place)
    if opens_sentence(tokens, place):
        return None
    for last in range(place + 1, end):
        if tokens[last].text in known.LEGAL_FORMS:
            kind = last > place + 1 and known.KINDS_OF_ORGANISATION.search(word)
            return None if kind else last + 1  # "der Maschinenbauer Hallmann AG"
    if word in _CLUBS and end > place + 1:
        return place + 2
    if is_acronym(word) or known.is_body(word) or word == "dpa" or _is_named_after(word):
        return place + 1
    for last in range(place + 1, min(end, place + 5)):
        if tokens[last].text in _ENGLISH_HEADS and not known.is_role(word):
            return last + 1  # "Supreme Court", "Space Telescope Science Institute"
    return _headed_end(tokens, place, end)


_ENGLISH_HEADS = frozenset(
    """Court University Institute Institution Agency Council Foundation Association Department
    Commission Authority Museum Times Post Journal Guardian Bank Watch""".split()
)


def _is_named_after(word: str) -> bool:
    """Whether hyphens join a person's name and a head: "Max-Planck-Institut"."""
    return word.count("-") >= 2 and known.is_organisation_head(word.rsplit("-", 1)[-1])


def _headed_end(tokens: Sequence[Token], place: int, end: int) -> int | None:
    """Place behind a name with a head: "Deutsche Bahn", "Landgericht Köln", "Bundesamt für ..."."""
    head = next(
        (at for at in range(place, end) if known.is_organisation_head(tokens[at].text)), None
    )
    if head is None or head > place + 2:
        return None
    word = tokens[head].text
    last = head + 1
    if head == place and _KINDS_BEFORE_NAMES.search(word):
        return None  # "die Menschenrechtsorganisation Hengaw": what follows is the name
    if head == place and last < end and is_acronym(tokens[last].text):
        return None  # "die Gewerkschaft GDL": the acronym is the name
    if (
        last < end
        and not known.is_common(tokens[last].text)
        and not known.is_role(tokens[last].text)
    ):
        last += 1
    elif last < len(tokens) and tokens[last].text == "für":
        last = run_end(tokens, last + 1)
        if last + 2 < len(tokens) and [t.text for t in tokens[last : last + 2]] == ["in", "der"]:
            last = run_end(tokens, last + 2)
    elif last < len(tokens) - 1 and word == "Gewerkschaft":
        last = head + 1
    if last > head + 1 and (head == place or _NAMED_ADJECTIVE.search(tokens[place].text)):
        return last
    if head > place and all(_names_head(tokens, at) for at in range(place, head)):
        return head + 1
    return None


_KINDS_BEFORE_NAMES = re.compile(r"(?:organisation|agentur|partei|club|zeitung)$", re.IGNORECASE)


def _names_head(tokens: Sequence[Token], place: int) -> bool:
    word = tokens[place].text
    if known.is_role(word) and not known.may_be_surname(word) and not word.endswith("er"):
        return False
    if place == 0 and _NAMED_ADJECTIVE.search(word):
        return word.startswith(("Deutsche", "Europäische", "Vereinte", "Internationale"))
    return bool(_NAMED_ADJECTIVE.search(word)) or not known.is_common(word)


def _named_kind(tokens: Sequence[Token], place: int, sentence: int) -> Name | None:
    """As in "Kan" of "der Sender Kan", found at its first word."""
    if not place or not known.KINDS_OF_ORGANISATION.search(tokens[place - 1].text):
        return None
    if not tokens[place - 1].capital or tokens[place].start != tokens[place - 1].end + 1:
        return None
    word = tokens[place].text
    if (
        known.is_common(word)
        or known.is_role(word)
        or base_form(word, "place") in gazetteer().places
    ):
        return None
    return mention(tokens, place, run_end(tokens, place, limit=3), "organisation", sentence)
