"""Imports point one way, and importing newsdigest is light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import newsdigest

PACKAGE = Path(newsdigest.__file__).parent
HEAVY = (
    "numpy",
    "ctranslate2",
    "nltk",
    "sumy",
    "sentencepiece",
    "msgspec",
    "py3langid",
    "rich",
    "click",
)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported(path: Path, *, everywhere: bool) -> set[str]:
    """newsdigest's modules that a file imports, at its top or everywhere in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if everywhere else iter(tree.body)
    names = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    known = {name(module) for module in modules()}
    return {n for n in names if n in known and n != "newsdigest"}


def name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_import_goes_in_a_circle() -> None:
    graph = {name(path): imported(path, everywhere=False) for path in modules()}
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way, module))
        if module not in done:
            for target in graph.get(module, ()):
                if not module.startswith(target + ".") and target != module:
                    visit(target, (*way, module))
            done.add(module)

    for module in graph:
        visit(module, ())


# The way of an article: a step may import steps before it, not steps after it.
STEPS = ["errors", "article", "splitters", "document", "language", "summarizers", "digester", "cli"]


@pytest.mark.parametrize("step", STEPS)
def test_steps_import_only_steps_before_them(step: str) -> None:
    later = {f"newsdigest.{other}" for other in STEPS[STEPS.index(step) + 1 :]}
    for path in modules():
        if name(path).split(".")[1:2] == [step]:
            assert not imported(path, everywhere=False) & later


def test_no_leftover_module_names() -> None:
    assert not {path.stem for path in modules()} & {"utils", "helpers", "common", "misc"}


def test_importing_newsdigest_loads_nothing_heavy() -> None:
    script = f"import newsdigest, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_public_names_exist_and_are_all_there_is() -> None:
    assert dir(newsdigest) == sorted([*newsdigest.__all__, "__version__"])
    assert all(hasattr(newsdigest, public) for public in dir(newsdigest))
