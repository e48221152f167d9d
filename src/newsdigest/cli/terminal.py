"""What the commands print for a person: colour on a terminal, plain text in a pipe."""

from __future__ import annotations

from contextlib import nullcontext
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from newsdigest.render import heading, made_by

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from newsdigest.result import Digest, KeyPoint


@lru_cache(maxsize=1)
def error_console() -> Console:
    """A console on standard error, for spinners and messages."""
    return Console(stderr=True)


def spinner(message: str) -> AbstractContextManager[object]:
    """Something that turns on standard error, where that is a terminal."""
    console = error_console()
    return console.status(f"{escape(message)} ...") if console.is_terminal else nullcontext()


def warn(message: str) -> None:
    """Say on standard error what went wrong."""
    click.echo(f"newsdigest: {message}", err=True)


def print_digest(digest: Digest, *, several: bool = False, sources: bool = False) -> None:
    """Print a digest in colour on standard output; `sources` unfolds the German."""
    console = Console(highlight=False)
    if several:
        console.rule(Text(digest.source or "", style="dim"))
    console.print(Text(heading(digest), style="bold"))
    console.print()
    for number, point in enumerate(digest.key_points, 1):
        console.print(_numbered(number, _key_point(point, sources=sources)))
    if digest.translation:
        console.print(Text("\nFull translation\n", style="bold"))
        console.print(Text(digest.translation.text))
    for notice in digest.warnings:
        console.print(Text(f"! {notice.message}", style="yellow"))
    console.print()
    console.print(Text(made_by(digest), style="dim"))
    if not sources:
        console.print(Text("--sources shows the German of each point", style="dim italic"))


def _numbered(number: int, lines: list[Text]) -> Table:
    """Lines that hang behind their number."""
    table = Table.grid(padding=(0, 1, 0, 0))
    for label, line in zip_longest([f"{number}."], lines, fillvalue=""):
        table.add_row(Text(str(label), style="bold cyan"), line)
    return table


def _key_point(point: KeyPoint, *, sources: bool) -> list[Text]:
    prefix = point.attribution.prefix if point.attribution else ""
    lines = [Text.assemble((prefix, "italic cyan"), point.text)]
    if sources:
        german = " ".join(point.source.split())
        lines.append(Text(f"{german} [{point.start}:{point.end}]", style="dim"))
    return lines + [Text(f"! {flag.message}", style="yellow") for flag in point.flags]
