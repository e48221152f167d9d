"""What the tests share: the seed article, the real engine, and no model of this machine's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdigest import Digester
from newsdigest.models import embedded_model
from newsdigest.translators import CTranslate2Translator

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_7c349b12d8676159.txt"


@pytest.fixture(scope="session")
def seed_text() -> str:
    return SEED.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def translator() -> CTranslate2Translator:
    """The embedded model, loaded once for all tests."""
    return CTranslate2Translator(embedded_model())


@pytest.fixture(scope="session")
def digester(translator: CTranslate2Translator) -> Digester:
    return Digester(translator=translator)
