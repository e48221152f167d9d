"""Every Python block of the documentation runs on the real engine, and the site builds."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Pages of other subjects have tests of their own: a cluster, a benchmark.
PAGES = [
    ROOT / "docs" / name
    for name in ("index.md", "how-it-works.md", "faq.md")
] + sorted((ROOT / "docs" / "guides").glob("*.md"))  # fmt: skip
EXTRAS = {"notebooks.md": "pandas", "web-pages.md": "trafilatura", "serve.md": "starlette"}
COMMAND = shutil.which("newsdigest", path=str(Path(sys.executable).parent))


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """The folder of a reader who saved an article, a page, and a folder of articles."""
    seed = (ROOT / "seeds" / "000_7c349b12d8676159.txt").read_bytes()
    (tmp_path / "article.txt").write_bytes(seed)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_bytes(seed)
    shutil.copy(ROOT / "tests" / "pages" / "daily_paper.html", tmp_path / "page.html")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_code_of(page):
    sybil = pytest.importorskip("sybil", reason="sybil reads the code blocks")
    from sybil.document import Document
    from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

    if page.name in EXTRAS:
        pytest.importorskip(EXTRAS[page.name], reason="the page is about an extra")
    assert sybil
    parsers = PythonCodeBlockParser(), CodeBlockParser("console", _check_console)
    for example in Document.parse(str(page), *parsers):
        example.evaluate()


def _check_console(example):
    """Run each `$ newsdigest ...` line; what the page shows, it prints ("..." is anything)."""
    import doctest

    if not COMMAND:
        pytest.skip("newsdigest is not beside this Python")
    path = f"{Path(COMMAND).parent}{os.pathsep}{os.environ['PATH']}"
    for part in ("\n" + example.parsed).split("\n$ ")[1:]:
        command, _, shown = part.partition("\n")
        result = subprocess.run(
            command, shell=True, check=False, capture_output=True, text=True,
            encoding="utf-8", env={**os.environ, "PATH": path},
        )  # fmt: skip
        assert result.returncode == 0, f"{command}: {result.stderr}"
        expected = shown.strip() + "\n..."
        assert doctest.OutputChecker().check_output(
            expected, result.stdout.strip() + "\n", doctest.ELLIPSIS
        ), f"{command} printed:\n{result.stdout}"


@pytest.mark.parametrize("warnings", ["--strict"])
def test_site_builds_without_warning_and_asks_nobody(tmp_path, warnings):
    pytest.importorskip("mkdocs", reason="needs newsdigest[docs]")
    pytest.importorskip("material", reason="needs newsdigest[docs]")
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", warnings, "--quiet", "-d", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr + result.stdout
    for page in tmp_path.rglob("*.html"):
        text = page.read_text("utf-8")
        assert 'src="http' not in text, page
        assert "fonts.googleapis" not in text, page
        assert 'rel="stylesheet" href="http' not in text, page
