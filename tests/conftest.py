"""What the tests share: the seed article, the real engine, a browser, no model of this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from newsdigest import Digester
from newsdigest.models import embedded_model
from newsdigest.translators import CTranslate2Translator

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_7c349b12d8676159.txt"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


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


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium, a process of its own for each file of tests."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright drives the browser")
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()
