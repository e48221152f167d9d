"""What one writes without newsdigest: Argos Translate, NLTK and sumy in ten lines.

    python -m benchmarks.by_hand TEXT.txt PACKAGE.argosmodel

Out of the box the ten lines of `summary` need the network: Argos Translate's
sentence splitter and sumy's tokenizer fetch data at first use. Here NLTK's
untrained Punkt and spaces stand in for them.
"""

import sys
from pathlib import Path

from argostranslate import package, translate
from nltk.tokenize.punkt import PunktSentenceTokenizer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.utils import get_stop_words


def summary(text: str) -> list[str]:
    """The English of three sentences of a German text."""
    sentences = [Sentence(s, Tokenizer()) for s in splitter.tokenize(text)]
    summarizer = LexRankSummarizer(Stemmer("german"))
    summarizer.stop_words = get_stop_words("german")
    chosen = summarizer(ObjectDocumentModel([Paragraph(sentences)]), 3)
    return [translation.translate(str(sentence)) for sentence in chosen]


splitter = PunktSentenceTokenizer()


class Tokenizer:
    """For sumy, words at spaces."""

    def to_words(self, text: str) -> tuple[str, ...]:
        """The words of a sentence."""
        return tuple(text.split())


class Splitter:
    """For Argos Translate, NLTK's sentences."""

    def split_sentences(self, text: str) -> list[str]:
        """The sentences of a text."""
        return splitter.tokenize(text)


if not translate.get_installed_languages():
    package.install_from_path(Path(sys.argv[2]))
    translate.get_installed_languages.cache_clear()
translation = translate.get_translation_from_codes("de", "en")
while hasattr(translation, "underlying"):
    translation = translation.underlying
translation.sentencizer = Splitter()

if __name__ == "__main__":
    print(*summary(Path(sys.argv[1]).read_text(encoding="utf-8")), sep="\n")
