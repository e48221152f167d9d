"""`newsdigest doctor`: what is installed, which model is used and why, and a digest as proof."""

from __future__ import annotations

import os
import platform
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click

from newsdigest.errors import NewsdigestError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENGINES = ("ctranslate2", "sentencepiece", "nltk", "sumy", "numpy")
# Extra -> the module that tells whether it is there, and what it is for.
_EXTRAS = {
    "html": ("trafilatura", "saved web pages"),
    "web": ("starlette", "newsdigest serve"),
    "argos": ("argostranslate", "other packages of Argos Translate"),
    "parquet": ("pyarrow", "Parquet files for newsdigest batch"),
    "ray": ("ray", "many machines"),
}
_SAMPLE = "Der Bundestag hat am Freitag ein neues Gesetz beschlossen. Die Opposition war dagegen."


@click.command("doctor")
@click.option("--model", help="Look at this Argos package instead of the one that would be used.")
def doctor_command(model: str | None) -> None:
    """Say what is installed, which model would be used and why, and try it.

    The exit code is 1 where a digest is not possible.
    """
    _section("This machine", _machine())
    _section("Engines", ((name, _installed(name)) for name in _ENGINES))
    _section("Extras", _extras())
    try:
        _section("Model", _model(model))
        _section("Trial", _trial(model))
    except NewsdigestError as error:
        raise click.ClickException(str(error)) from error


def _section(title: str, rows: Iterator[tuple[str, str]]) -> None:
    click.secho(title, bold=True)
    for label, value in rows:
        click.echo(f"  {label:<14} {value}")
    click.echo()


def _machine() -> Iterator[tuple[str, str]]:
    yield "newsdigest", version("newsdigest")
    yield "Python", platform.python_version()
    yield "system", f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def _installed(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return f"missing; run: pip install {distribution}"


def _extras() -> Iterator[tuple[str, str]]:
    for extra, (module, purpose) in _EXTRAS.items():
        there = find_spec(module) is not None
        cure = "" if there else f"; to add it: pip install 'newsdigest[{extra}]'"
        yield extra, f"{'installed' if there else 'not installed'} ({purpose}){cure}"


def _model(model: str | None) -> Iterator[tuple[str, str]]:
    from newsdigest.models import find_model, read_package

    path = find_model(model)
    package = read_package(path)
    yield "used", f"{package.id} at {path}"
    yield "because", _reason(path, model)
    yield "SHA-256", package.sha256
    yield "size", f"{sum(map(len, package.files.values())) / 1e6:.1f} MB"


def _reason(path: Path, model: str | None) -> str:
    from newsdigest.models import ENVIRONMENT_VARIABLE, embedded_model

    if model:
        return "--model names it"
    if os.environ.get(ENVIRONMENT_VARIABLE):
        return f"the environment variable {ENVIRONMENT_VARIABLE} names it"
    if path == embedded_model():
        return "it ships with newsdigest, and no other is installed"
    return "it is the newest German-English package installed on this machine"


def _trial(model: str | None) -> Iterator[tuple[str, str]]:
    """A digest, with every use of the network counted by the interpreter itself."""
    from newsdigest.digester import Digester

    sockets: list[str] = []

    def watch(event: str, _arguments: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
            sockets.append(event)

    sys.addaudithook(watch)
    begin = time.perf_counter()
    with Digester(model=model) as digester:
        digest = digester.digest(_SAMPLE, sentences=1)
    seconds = time.perf_counter() - begin
    yield "German", digest.key_points[0].source
    yield "English", digest.key_points[0].text
    yield "took", f"{seconds:.2f} s, the load of the model included"
    used = f"used: {', '.join(sorted(set(sockets)))}"
    yield "network", used if sockets else "not used; a digest never needs it"
