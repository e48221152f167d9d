"""German is digested, other languages are named."""

import pytest

from newsdigest import Digester, WrongLanguageError
from newsdigest.testing import FakeTranslator

ENGLISH = "The Kremlin said on Tuesday that its troops would return to their garrisons soon."
TEXTS = {
    "en": ENGLISH,
    "fr": "Le Kremlin a annoncé mardi que ses troupes rentreraient dans leurs casernes.",
    "nl": "Het Kremlin heeft dinsdag gezegd dat de troepen naar hun kazernes terugkeren.",
    "pl": "Kreml ogłosił we wtorek, że jego wojska wkrótce powrócą do swoich garnizonów i baz.",
}


@pytest.fixture(scope="module")
def fake() -> Digester:
    return Digester(translator=FakeTranslator())


@pytest.mark.parametrize("language", TEXTS)
def test_another_language_is_refused_and_named(fake: Digester, language: str) -> None:
    with pytest.raises(WrongLanguageError, match="check_language=False") as caught:
        fake.digest(TEXTS[language])
    assert caught.value.language == language


def test_the_check_can_be_turned_off(fake: Digester) -> None:
    assert fake.digest(ENGLISH, check_language=False).key_points[0].source == ENGLISH


def test_german_passes(fake: Digester, seed_text: str) -> None:
    fake.digest(seed_text)


@pytest.mark.parametrize(
    "text",
    [
        "Kreml zieht Truppen ab.",
        "Merkel besucht Macron in Paris.",
        "RUSSLAND KÜNDIGT TRUPPENABZUG AN DER UKRAINISCHEN GRENZE AN.",
        "Feuerwehreinsatz in München: Wohnhaus brennt völlig aus.",
    ],
)
def test_short_german_without_function_words_passes(fake: Digester, text: str) -> None:
    fake.digest(text)


def test_a_german_article_with_an_english_quotation_passes(fake: Digester, seed_text: str) -> None:
    fake.digest(f"{seed_text} “{ENGLISH}”")


def test_a_page_that_is_mostly_english_is_refused(fake: Digester) -> None:
    with pytest.raises(WrongLanguageError):
        fake.digest(f"{ENGLISH} Das sagte der Sprecher des Kreml. {ENGLISH} {ENGLISH}")
