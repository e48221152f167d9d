"""`newsdigest models`: the translation models on this machine."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsdigest import models
from newsdigest.cli.terminal import error_console
from newsdigest.errors import NewsdigestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EPILOG = """\b
A digest uses the first that there is of: --model, the environment variable
NEWSDIGEST_MODEL, the model installed last, a German-English package of Argos
Translate, the embedded model.
"""


class _Models(click.Group):
    """Commands whose failures are one line on standard error."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except NewsdigestError as error:
            raise click.ClickException(str(error)) from error


@click.group("models", cls=_Models, epilog=EPILOG)
def models_command() -> None:
    """List, download, install, verify and remove translation models."""


@models_command.command("list")
def list_() -> None:
    """List the models on this machine; the one in use has a star."""
    used = models.find_model()
    rows = [(m.name, "installed", m.path) for m in models.installed()]
    rows += [(p.name, "Argos Translate", p) for p in models.argos_translate_packages()]
    rows += [(models.embedded_model().stem, "embedded", models.embedded_model())]
    if used not in [path for _, _, path in rows]:
        rows.insert(0, (used.name, models.ENVIRONMENT_VARIABLE, used))
    width = max(len(name) for name, _, _ in rows)
    for name, origin, path in rows:
        click.echo(f"{'*' if path == used else ' '} {name:<{width}}  {origin:<15}  {path}")


@models_command.command()
def download() -> None:
    """Download and install the official German-English Argos package (150 MB).

    An interrupted download goes on where it ended. Proxies are taken from
    HTTPS_PROXY and its kin; NEWSDIGEST_OFFLINE=1 forbids any download.
    """
    with _progress() as on_progress:
        model = models.download(on_progress=on_progress)
    click.echo(f"installed {model.name} in {model.path}")


@models_command.command()
@click.argument("file", type=click.Path(path_type=Path))
def install(file: Path) -> None:
    """Install a German-English Argos package from a .argosmodel FILE."""
    model = models.install(file)
    click.echo(f"installed {model.name} in {model.path}")


@models_command.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
def verify(names: tuple[str, ...]) -> None:
    """Check installed models, all by default: checksums, then a translation."""
    for name in names or [model.name for model in models.installed()]:
        click.echo(f"{models.verify(name).name}: whole, and translates")


@models_command.command()
@click.argument("name", required=False)
def path(name: str | None) -> None:
    """Print the path of the model in use, or of the installed model NAME."""
    click.echo(models.installed_model(name).path if name else models.find_model())


@models_command.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def remove(names: tuple[str, ...]) -> None:
    """Remove installed models."""
    for name in names:
        models.remove(name)
        click.echo(f"removed {name}")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, where that is a terminal."""
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    console = error_console()
    if not console.is_terminal:
        yield lambda _here, _size: None
        return
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=console,
    ) as bar:
        task = bar.add_task("Downloading", total=None)
        yield lambda here, size: bar.update(task, completed=here, total=size)
