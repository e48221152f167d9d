"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from newsdigest.summarizers import AUTO

if TYPE_CHECKING:
    from collections.abc import Callable


def sentences_option(help_: str) -> Callable[[Any], Any]:
    """The option `-n`, `--sentences`: a whole number of at least 1, or "auto"; 3 by default."""
    return click.option(
        "-n", "--sentences", default="3", show_default=True, metavar="N|auto",
        callback=_count, help=help_,
    )  # fmt: skip


def _count(_context: click.Context, _option: click.Parameter, value: str) -> int | Literal["auto"]:
    if value == AUTO:
        return AUTO
    if value.isdecimal() and int(value) >= 1:
        return int(value)
    raise click.BadParameter(f"{value!r} is neither a whole number of at least 1 nor 'auto'.")


def max_words_option(help_: str) -> Callable[[Any], Any]:
    """The option `--max-words`."""
    return click.option("--max-words", type=click.IntRange(min=1), metavar="N", help=help_)
