"""Names of persons: a first name and what follows, or what follows a role."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.annotate import gazetteer as known
from newsdigest.annotate.gazetteer import gazetteer
from newsdigest.annotate.mentions import Name, is_acronym, mention, opens_sentence, run_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.annotate.tokens import Token


def find_person(tokens: Sequence[Token], place: int, sentence: int) -> Name | None:
    """The name of a person that begins at `place`, its role before it."""
    end = run_end(tokens, place)
    first = place
    while first < end - 1 and _precedes_name(tokens, first):
        first += 1
    role = " ".join(t.text for t in tokens[place:first] if t.text not in known.TITLES) or None
    last = _name_end(tokens, first, end, introduced=first > place)
    return mention(tokens, first, last, "person", sentence, role) if last else None


def _precedes_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether a title or role stands there, before a name."""
    word, following = tokens[place].text, tokens[place + 1].text
    if word in known.TITLES:
        return True
    if is_first_name(word):
        return False
    if not known.is_role(word):
        # Whatever stands before a first name and a surname says who he is ("Agrarlandesrat").
        return (
            is_first_name(following)
            and word.endswith(("rat", "rätin"))
            and place + 2 < len(tokens)
            and tokens[place + 2].capital
        )
    return not known.may_be_surname(word) or gazetteer().is_first_name(following)


def _name_end(
    tokens: Sequence[Token], first: int, end: int, *, introduced: bool
) -> int | None:  # fmt: skip
    """Place behind the name that begins at `first`, None where none begins there."""
    word = tokens[first].text
    if opens_sentence(tokens, first) or is_acronym(word) or word in known.MONTHS_AND_DAYS:
        return None
    if word in known.LEGAL_FORMS or (introduced and known.is_organisation_head(word)):
        return None
    has_first_name = is_first_name(word) or bool(re.fullmatch(r"[A-ZÄÖÜ]\.", word))
    last = first + 1
    certain = introduced or has_first_name
    while last < end and last - first < 3 and _continues_name(tokens[last].text, certain):
        last += 1
        if last - first == 2 and _is_genitive_surname(tokens[last - 1].text):
            break  # "Steven Spielbergs Thriller"
    if last < end and tokens[last].text in known.LEGAL_FORMS:
        return None
    if has_first_name and (last - first == 1 or tokens[last - 1].text in ("Van", "Von", "De")):
        last = _with_particles(tokens, last)
    if has_first_name and last < len(tokens) and tokens[last].text.startswith(("al-", "el-")):
        last += 1
    if has_first_name and last - first >= 2:
        return last
    if introduced and not known.is_common(word) and not known.is_body(word):
        return last
    if last - first == 2 and _is_apposition(tokens, first, last) and not known.is_common(word):
        return last
    if last - first == 2 and _party_follows(tokens, last) and not known.is_common(word):
        return last
    return None


def is_first_name(word: str) -> bool:
    """Whether a word is a first name and no other word of news."""
    return gazetteer().is_first_name(word) and word not in known.NO_FIRST_NAMES


def _is_genitive_surname(word: str) -> bool:
    return word[-1] == "s" and word[-2:] != "ss" and not is_first_name(word)


def _continues_name(word: str, certain: bool) -> bool:
    if is_acronym(word) or word in known.LEGAL_FORMS or known.is_organisation_head(word):
        return False
    if known.FIRM_ROLE.search(word) or word in known.NO_SURNAMES or word in ("Der", "Die", "Das"):
        return False
    return certain or not (known.is_common(word) or known.is_role(word))


def _with_particles(tokens: Sequence[Token], last: int) -> int:
    """Take in "von der Leyen" behind "Ursula"."""
    first = last - (tokens[last - 1].text in ("Van", "Von", "De"))
    end = first
    while end < len(tokens) and tokens[end].text.lower() in known.PARTICLES and end - first < 3:
        end += 1
    if end == first or end >= len(tokens) or not tokens[end].capital:
        return last
    noble = tokens[first].text not in ("der", "den", "zu")  # "Anna der Polizei" is no name
    return end + 1 if noble else last


def _is_apposition(tokens: Sequence[Token], first: int, last: int) -> bool:
    """As in "der Vorsitzende des Verbands, Elhami Elsajat, sagte"."""
    return (
        first > 1
        and tokens[first - 1].text == ","
        and last < len(tokens)
        and tokens[last].text in (",", ".")
        and any(known.is_role(token.text) for token in tokens[max(0, first - 9) : first - 1])
    )


def _party_follows(tokens: Sequence[Token], place: int) -> bool:
    return (
        place + 1 < len(tokens)
        and tokens[place].text == "("
        and tokens[place + 1].text in known.PARTIES
    )
