"""What newsdigest needs, and nothing else; and a wheel that anybody can build again."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

import newsdigest
from tests.conftest import ROOT

PACKAGE = Path(newsdigest.__file__).parent
# Extras that a user installs; the others are for who works on newsdigest.
FOR_USERS = ("argos", "eval", "html", "parquet", "ray", "web")
# Imported by another name than any of its distributions: "argostranslate" comes from one of two.
MODULE_OF = {"argos-translate-lt": "argostranslate"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(extra: str | None = None) -> dict[str, str]:
    """Distribution to its whole requirement: of newsdigest itself, or of an extra."""
    found = {}
    for requirement in requires("newsdigest") or []:
        words, _, marker = requirement.partition(";")
        of = re.search(r"extra == ['\"]([\w-]+)['\"]", marker)
        name = normal(re.match(r"[\w.-]+", words)[0])  # type: ignore[index]
        if (of[1] if of else None) == extra and name != "newsdigest":
            found[name] = words.strip()
    return found


def imported() -> dict[str, set[str]]:
    """Distribution to the files that import a module of it, anywhere in them."""
    distributions = packages_distributions()
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules = [node.module]
            elif isinstance(node, ast.Call) and _is_import_module(node):
                modules = [_opening(node.args[0])]
            else:
                continue
            for module in {m.partition(".")[0] for m in modules} - set(sys.stdlib_module_names):
                for name in distributions.get(module, [module]):
                    found.setdefault(normal(name), set()).add(path.name)
    return found


def _is_import_module(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "import_module"


def _opening(argument: ast.expr) -> str:
    """The constant that a module's name begins with, "" where it begins with a variable."""
    first = argument.values[0] if isinstance(argument, ast.JoinedStr) else argument
    return str(first.value) if isinstance(first, ast.Constant) else "newsdigest"


def test_every_declared_dependency_is_imported() -> None:
    assert declared()
    used = imported()
    modules = packages_distributions()
    for extra in (None, *FOR_USERS):
        for name in declared(extra):
            module = MODULE_OF.get(name)
            names = {normal(n) for n in modules.get(module, [module])} if module else {name}
            assert names & used.keys(), f"{name} of {extra or 'newsdigest'} is imported nowhere"


def test_every_import_is_of_a_declared_dependency() -> None:
    allowed = {"newsdigest", "typing-extensions"}  # the latter for type checkers alone
    for extra in (None, *FOR_USERS):
        allowed |= {normal(name) for name in declared(extra)}
    unknown = {name: files for name, files in imported().items() if name not in allowed}
    unknown.pop("argostranslate", None)
    assert unknown == {}


@pytest.mark.parametrize("extra", [None, *FOR_USERS, "docs", "examples", "dev"])
def test_every_dependency_has_bounds_at_both_ends(extra: str | None) -> None:
    for requirement in declared(extra).values():
        assert ">=" in requirement, requirement
        assert "<" in requirement, requirement


def test_what_users_install_runs_without_any_extra() -> None:
    """The digest of an article imports nothing but what a plain install brings."""
    script = """
import sys
from newsdigest import digest
from newsdigest.models import installed
digest("Der Rat stimmte am Dienstag zu.").to_html()
installed()
print(*{name.partition(".")[0] for name in sys.modules})
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    modules = packages_distributions()
    of_extras = {name for extra in FOR_USERS for name in declared(extra)} - declared().keys()
    assert not {m for m in loaded if of_extras & {normal(n) for n in modules.get(m, [])}}


@pytest.mark.long
def test_the_wheel_is_the_same_byte_for_byte_wherever_it_is_built(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed: newsdigest[dev]")
    if not (ROOT / "pyproject.toml").is_file():
        pytest.skip("needs the repository, not only the tests")
    checksums = []
    for day, place in enumerate(("here", "there/and deeper"), 1):
        folder = tmp_path / place
        folder.mkdir(parents=True)
        for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
            shutil.copy(ROOT / name, folder)
        shutil.copytree(ROOT / "src", folder / "src")
        for path in folder.rglob("*"):
            os.utime(path, (10**9 * day, 10**9 * day))
        out = tmp_path / f"wheel-{day}"
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
            cwd=folder,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": str(day)},
            capture_output=True,
            check=True,
        )
        (wheel,) = out.glob("*.whl")
        checksums.append(hashlib.sha256(wheel.read_bytes()).hexdigest())
        with zipfile.ZipFile(wheel) as archive:
            assert not [name for name in archive.namelist() if name.endswith((".pyc", ".so"))]
    assert checksums[0] == checksums[1]
