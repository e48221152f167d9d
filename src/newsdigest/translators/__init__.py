"""German to English, a batch of sentences at a time.

`CTranslate2Translator` runs an Argos package directly; `ArgosTranslator` goes
through the `argostranslate` API. Both are safe to share between threads.
"""

from newsdigest.translators.argos import ArgosTranslator
from newsdigest.translators.ctranslate2 import CTranslate2Translator
from newsdigest.translators.protocol import (
    HasIdentity,
    Hypothesis,
    Identity,
    OffersAlternatives,
    Translator,
)

__all__ = [
    "ArgosTranslator",
    "CTranslate2Translator",
    "HasIdentity",
    "Hypothesis",
    "Identity",
    "OffersAlternatives",
    "Translator",
]
