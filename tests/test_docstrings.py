"""Every public name has a docstring with an example, and every example is true."""

import doctest
import inspect
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import newsdigest

ROOT = Path(__file__).parents[1]
# Modules whose import needs an extra.
EXTRAS = {
    "newsdigest.arrow": "pyarrow",
    "newsdigest.ray": "ray",
    "newsdigest.web": "starlette",
    "newsdigest.webpages": "trafilatura",
    "newsdigest.article": "trafilatura",
}
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def modules() -> list[str]:
    found = pkgutil.walk_packages(newsdigest.__path__, "newsdigest.")
    return ["newsdigest", *(module.name for module in found if "__main__" not in module.name)]


@pytest.mark.parametrize("name", modules())
def test_examples_of(name, monkeypatch):
    for prefix, extra in EXTRAS.items():
        if name.startswith(prefix):
            pytest.importorskip(extra, reason="the module needs an extra")
    monkeypatch.chdir(ROOT)
    failed, _ = doctest.testmod(import_module(name), optionflags=OPTIONS)
    assert failed == 0


def public_callables():
    """Every public name, and the public methods and properties of the public classes."""
    for name in newsdigest.__all__:
        value = getattr(newsdigest, name)
        if not callable(value):
            continue
        yield name, value
        for member in vars(value) if inspect.isclass(value) else ():
            found = inspect.getattr_static(value, member)
            function = getattr(found, "fget", None) or getattr(found, "__func__", found)
            if not member.startswith("_") and inspect.isfunction(function):
                yield f"{name}.{member}", function


def test_every_public_name_has_an_example():
    without = [name for name, v in public_callables() if ">>> " not in (inspect.getdoc(v) or "")]
    assert not without


def test_dir_names_what_is_public():
    assert dir(newsdigest) == sorted([*newsdigest.__all__, "__version__"])


def test_every_part_of_a_digest_is_public():
    from newsdigest import result

    parts = [
        n for n, v in vars(result).items() if inspect.isclass(v) and v.__module__ == result.__name__
    ]
    assert set(parts) <= set(newsdigest.__all__)


def test_every_error_is_public():
    from newsdigest import errors

    named = [n for n, v in vars(errors).items() if inspect.isclass(v)]
    assert set(named) <= set(newsdigest.__all__)


def test_help_says_first_what_it_is_for_and_how():
    import pydoc

    text = pydoc.plain(pydoc.render_doc(newsdigest))
    assert text.index("offline") < text.index(">>> d = digest(") < text.index("CLASSES")
