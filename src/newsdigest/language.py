"""Is it German? Decided by py3langid, a maintained classifier that carries its data."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsdigest.errors import WrongLanguageError
from newsdigest.words import words

if TYPE_CHECKING:
    from newsdigest.document import Document

# Frequent words of German that no other language spells like that, or hardly
# one: they settle the usual case without loading a classifier (0.3 s).
_GERMAN = frozenset(
    """
    und nicht auch dass daß eine einen einem einer eines wird werden wurde wurden für über
    ist sich auf nach bei zu zur zum vom durch gegen zwischen noch nur oder aber wie wenn
    sagte hatte haben dem das der habe sei sind war mehr hat sein seine ihre ihr wir sie uhr
    schon können soll wegen
    """.split()
)
_CERTAIN_SHARE = 0.15
_CERTAIN_WORDS = 5
_JUDGED_SENTENCES = 40
_MIN_LETTERS = 20
_GERMAN_SHARE = 0.5


def check_german(document: Document) -> None:
    """Raise unless most of a document's text is German.

    Judged sentence by sentence, each weighing as much as it is long, so that a
    German article with an English quotation passes and a page that is mostly
    English does not. A text of fewer than 20 letters says too little and passes.

    Raises:
        WrongLanguageError: names the language that the text looks like.
    """
    judged = [(text, sum(map(str.isalpha, text))) for text in _judged(document)]
    total = sum(letters for _, letters in judged)
    certain = sum(letters for text, letters in judged if _is_certain(text))
    # Most articles are settled here: the classifier costs half a second to load.
    if total < _MIN_LETTERS or certain >= _GERMAN_SHARE * total:
        return
    votes: Counter[str] = Counter()
    for text, letters in judged:
        if letters:
            votes[_language(text)] += letters
    if votes["de"] >= _GERMAN_SHARE * total:
        return
    language = max((code for code in votes if code != "de"), key=lambda code: votes[code])
    raise WrongLanguageError(
        f"the article is not German: it looks like {_name(language)} "
        f"({votes[language] / total:.0%} of what was judged). "
        "Pass check_language=False (--any-language) to digest it all the same.",
        language,
    )


def _judged(document: Document) -> list[str]:
    """Evenly spread sentences; short ones are joined with those after them, to say more."""
    sentences = document.body
    step = max(1, len(sentences) // _JUDGED_SENTENCES)
    joined: list[str] = []
    for sentence in sentences[::step]:
        if joined and len(joined[-1]) < _MIN_LETTERS * 2:
            joined[-1] += " " + sentence.clean[:1000]
        else:
            joined.append(sentence.clean[:1000])
    return joined


def _language(text: str) -> str:
    return "de" if _is_certain(text) else str(_classifier().classify(text)[0])


def _is_certain(text: str) -> bool:
    """Whether the frequent words of German alone say that a text is German."""
    tokens = [word.lower() for word in words(text)]
    german = [token for token in tokens if token in _GERMAN]
    return len(set(german)) >= _CERTAIN_WORDS or (
        len(set(german)) >= 2 and len(german) >= _CERTAIN_SHARE * len(tokens)
    )


@lru_cache(maxsize=1)
def _classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


_NAMES = {
    "en": "English", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch",
    "pl": "Polish", "ru": "Russian", "uk": "Ukrainian", "tr": "Turkish", "pt": "Portuguese",
    "da": "Danish", "sv": "Swedish", "no": "Norwegian", "nb": "Norwegian", "cs": "Czech",
    "hu": "Hungarian", "lb": "Luxembourgish", "ar": "Arabic", "zh": "Chinese", "ja": "Japanese",
    "el": "Greek", "fi": "Finnish", "hr": "Croatian", "ro": "Romanian", "la": "Latin",
}  # fmt: skip


def _name(code: str) -> str:
    return f"{_NAMES[code]} ({code})" if code in _NAMES else f"the language {code!r}"
