"""Every block of code in the documentation runs on the real engine, and the site builds."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path

import click
import pytest

import newsdigest
from newsdigest.cli import command

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.glob("*.md"), *(DOCS / "guides").glob("*.md")])
# The extra that a page's code needs.
EXTRAS = {
    "notebooks.md": "pandas", "web-pages.md": "trafilatura", "serve.md": "starlette",
    "ray.md": "ray",
}  # fmt: skip
# A page that starts a cluster takes long, and Ray warns of itself.
CLUSTER = pytest.mark.long, pytest.mark.filterwarnings("ignore")
LANGUAGES = {"python", "console", "sh", "text", "json"}
COMMAND = shutil.which("newsdigest", path=str(Path(sys.executable).parent))


def pages(*, run: bool) -> list:
    """The pages as parameters, marked with what it costs to `run` their code."""
    return [
        pytest.param(
            page,
            id=str(page.relative_to(ROOT)),
            marks=CLUSTER if run and page.name == "ray.md" else (),
        )
        for page in PAGES
    ]


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """The folder of a reader who saved an article, a page, and a folder of articles."""
    seed = (ROOT / "seeds" / "000_7c349b12d8676159.txt").read_bytes()
    (tmp_path / "article.txt").write_bytes(seed)
    for folder in ("articles", "seeds"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "000_7c349b12d8676159.txt").write_bytes(seed)
    shutil.copy(ROOT / "tests" / "pages" / "daily_paper.html", tmp_path / "page.html")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("page", pages(run=True))
def test_code_of(page):
    sybil = pytest.importorskip("sybil", reason="sybil reads the code blocks")
    from sybil.document import Document
    from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

    if page.name in EXTRAS:
        pytest.importorskip(EXTRAS[page.name], reason="the page is about an extra")
    assert sybil
    parsers = (
        PythonCodeBlockParser(),
        CodeBlockParser("console", _check_console),
        CodeBlockParser("sh", _check_shell),
    )
    if page.name == "ray.md":
        _save_as_parquet("news/2022")
    document = Document.parse(str(page), *parsers)
    document.namespace.update(_readers_own())
    for example in document:
        example.evaluate()
    if page.name == "ray.md":
        document.namespace["ray"].shutdown()
        assert list(Path("digests/2022").glob("*.parquet"))


def _save_as_parquet(folder: str) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    Path(folder).mkdir(parents=True)
    bodies = ["Der Rat stimmte am Montag zu.", "In Wien regnet es heute."]
    parquet.write_table(pa.table({"body": bodies}), f"{folder}/articles.parquet")


def _readers_own() -> dict:
    """Names that a page leaves to its reader: his articles, and what he does with a digest."""
    return {"articles": ["Der Rat stimmte am Montag zu.", ""], "store": print}


@pytest.mark.parametrize("page", pages(run=False))
def test_every_block_of_code_is_of_a_kind_that_is_run(page):
    fences = re.findall(r"^ *```(\S*)$", page.read_text("utf-8"), re.MULTILINE)
    assert set(fences[::2]) <= LANGUAGES
    assert not any(fences[1::2])


def _check_shell(example):
    """Parse what a page tells its reader to type, but does not show the output of."""
    for line in example.parsed.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["newsdigest"]:
            _check_use(words[1:])
        elif words[:2] == ["pip", "install"]:
            _check_extras(words[2])
        elif words[:1] == ["make"]:
            assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
        else:
            assert not words or words[0] in {"eval", "uvicorn", "python"}, line


def _check_use(words: list[str]) -> None:
    """The options and arguments are those of the command; nothing is run."""
    stop = next((n for n, word in enumerate(words) if word in {"|", ">", "<"}), len(words))
    context = command.make_context("newsdigest", words[:stop])
    group = command
    while isinstance(group, click.Group):
        name, group, rest = group.resolve_command(context, context._protected_args + context.args)
        context = group.make_context(name, rest, parent=context)


def _check_extras(requirement: str) -> None:
    name, _, extras = requirement.rstrip("]").partition("[")
    assert name == "newsdigest"
    provided = metadata("newsdigest").get_all("Provides-Extra")
    assert not set(filter(None, extras.split(","))) - set(provided)


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


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The built site."""
    pytest.importorskip("mkdocs", reason="needs newsdigest[docs]")
    pytest.importorskip("material", reason="needs newsdigest[docs]")
    folder = tmp_path_factory.mktemp("site")
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr + result.stdout
    return folder


def test_every_page_is_in_the_navigation(site):
    home = (site / "index.html").read_text("utf-8")
    for page in [*DOCS.glob("*.md"), *DOCS.glob("*/*.md")]:
        address = page.relative_to(DOCS).with_suffix("").as_posix().removesuffix("index")
        assert f'href="{address or "."}' in home, page


def test_site_asks_nobody(site):
    """What a browser fetches by itself: scripts, styles, fonts, pictures."""
    fetched = re.compile(
        r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?(?:https?:)?//|"""
        r"""<link\b[^>]*\brel=["']?(?:stylesheet|preload|preconnect|icon)[^>]*"""
        r"""\bhref=["']?(?:https?:)?//|url\(["']?(?:https?:)?//"""
    )
    for page in [*site.rglob("*.html"), *site.rglob("*.css")]:
        assert not fetched.search(page.read_text("utf-8")), page


def test_reference_shows_every_public_name(site):
    shown = "".join(page.read_text("utf-8") for page in (site / "reference").rglob("*.html"))
    documented = set(re.findall(r'id="newsdigest\.(?:errors\.)?(\w+)"', shown))
    assert not set(newsdigest.__all__) - documented


def test_examples_of_docstrings_are_code(site):
    for page in (site / "reference").rglob("*.html"):
        assert "<blockquote>" not in page.read_text("utf-8"), page
