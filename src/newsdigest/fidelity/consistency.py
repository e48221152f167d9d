"""The same German name or title becomes the same English all through an article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from newsdigest.annotate.gazetteer import gazetteer
from newsdigest.fidelity.forms import EXONYMS
from newsdigest.fidelity.names import name_errors, surnames
from newsdigest.fidelity.spelling import sound
from newsdigest.fidelity.titles import with_one_title
from newsdigest.result import Flag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsdigest.fidelity.repair import Checked

_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]{3,}")
_PART = re.compile(r"\w+")
_TITLE_WORDS = (4, 3, 2)  # the longest first, so that no part of one is set apart


def consistently(sources: Sequence[str], translated: Sequence[Checked]) -> list[Checked]:
    """The translations of one article's sentences, each name in one spelling, titles in one order.

    What is the same is told from the sentences alone: spellings that sound
    alike and like a word of the German ("Kiev" and "Kyiv" for "Kiew"), and
    capitalised words that stand in another order ("NATO General Secretary",
    "NATO Secretary General") where two German sentences share a word. The form
    that English news uses wins, else the most frequent one, else the first.
    Titles in other words: see `with_one_title`.

    Args:
        sources: the German sentences of one article.
        translated: their translations, in the same order.
    """
    texts = _with_one_spelling(sources, [one.text for one in translated])
    texts = _with_one_order(sources, texts)
    respelled = [
        one if one.text == text else replace(one, text=text)
        for one, text in zip(translated, texts, strict=True)
    ]
    return with_one_title(sources, _with_surnames_checked(sources, respelled))


def _with_surnames_checked(sources: Sequence[str], translated: list[Checked]) -> list[Checked]:
    """Flags where a surname that a full name shows ("Tim Zimmermann") is lost elsewhere."""
    known = frozenset[str]().union(
        *(surnames(source, one.text) for source, one in zip(sources, translated, strict=True))
    )
    result = []
    for source, one in zip(sources, translated, strict=True):
        flagged = {name for flag in one.flags if flag.code == "name" for name in flag.source}
        lost = (
            ()
            if known.isdisjoint(_PART.findall(source))
            else tuple(
                name
                for name in name_errors(source, one.text, known)[0]
                if name in known and name not in flagged
            )
        )
        if lost:
            flag = Flag("name", f"name lost: {', '.join(lost)}", lost)
            one = replace(one, flags=(*one.flags, flag))  # noqa: PLW2901
        result.append(one)
    return result


def _with_one_spelling(sources: Sequence[str], texts: Sequence[str]) -> list[str]:
    german = [{sound(word): word for word in _NAME.findall(source)} for source in sources]
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for names, text in zip(german, texts, strict=True):
        for word in _NAME.findall(text):
            if sound(word) in names:
                spellings[sound(word)][word] += 1
    chosen = {key: _chosen(found) for key, found in spellings.items() if len(found) > 1}
    for names in german:
        for key in names.keys() & spellings.keys():
            if sound(usual := _usual(names[key])) == key:
                chosen[key] = usual

    def respelled(names: dict[str, str], text: str) -> str:
        def one(match: re.Match[str]) -> str:
            key = sound(match.group())
            return chosen.get(key, match.group()) if key in names else match.group()

        return _NAME.sub(one, text) if chosen else text

    return [respelled(names, text) for names, text in zip(german, texts, strict=True)]


def _usual(german: str) -> str:
    """What English news calls a place, nothing for any other name."""
    return (EXONYMS.get(german) or gazetteer().places.get(german) or "").split(" ")[0]


def _chosen(found: Counter[str]) -> str:
    """The most frequent, of equals the first."""
    return found.most_common(1)[0][0]


def _with_one_order(sources: Sequence[str], texts: Sequence[str]) -> list[str]:
    orders: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    seen: dict[tuple[str, ...], set[str]] = {}
    for source, text in zip(sources, texts, strict=True):
        words = set(_NAME.findall(source))
        for bag, phrase in _titles(text):
            if bag not in seen or seen[bag] & words:
                seen[bag] = seen.get(bag, set()) | words
                orders[bag][phrase] += 1
    chosen = {bag: _chosen(found) for bag, found in orders.items() if len(found) > 1}
    result = []
    for source, text in zip(sources, texts, strict=True):
        words, changed = set(_NAME.findall(source)), text
        for bag, phrase in _titles(text):
            if bag in chosen and phrase != chosen[bag] and seen[bag] & words:
                changed = changed.replace(phrase, chosen[bag])
        result.append(changed)
    return result


def _titles(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Runs of capitalised words, each as its words in the order of the alphabet and as it is."""
    for run in _runs(text):
        for size in _TITLE_WORDS:
            for at in range(len(run) - size + 1):
                part = run[at : at + size]
                bag = tuple(sorted(match.group().lower() for match in part))
                yield bag, text[part[0].start() : part[-1].end()]


def _runs(text: str) -> Iterable[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for match in _PART.finditer(text):
        joined = run and text[run[-1].end() : match.start()] in (" ", "-")
        if match.group()[0].isupper() and (joined or not run):
            run.append(match)
        else:
            if len(run) > 1:
                yield run
            run = [match] if match.group()[0].isupper() else []
    if len(run) > 1:
        yield run
