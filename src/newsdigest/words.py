"""German words: tokens, stems, stop words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"\w+(?:[-.,:'’&/]\w+)*")


def words(text: str) -> list[str]:
    """The words and numbers of a text, in order ("100.000", "NATO-Generalsekretär")."""
    return _WORD.findall(text)


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """German stop words in lower case, from stopwordsiso."""
    import stopwordsiso

    return frozenset(stopwordsiso.stopwords("de"))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The German Snowball stem of a word, in lower case."""
    return str(_stemmer().stemWord(word.lower()))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("german", 0)  # without a cache of its own


def content_stems(text: str) -> list[str]:
    """The stems of the words of a text that carry meaning, in order."""
    stops = stop_words()
    return [stem(word) for word in words(text) if word.lower() not in stops and len(word) > 1]
