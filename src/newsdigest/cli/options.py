"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from newsdigest.summarizers import AUTO

if TYPE_CHECKING:
    from collections.abc import Callable


class _SentenceCount(click.ParamType):
    """A whole number of at least 1, or "auto"."""

    name = "number or 'auto'"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return AUTO if value == AUTO else click.IntRange(min=1).convert(value, param, ctx)


def sentences_option(help_: str) -> Callable[[Any], Any]:
    """The option `-n`, `--sentences`: a number or "auto", 3 by default."""
    return click.option(
        "-n", "--sentences", default=3, show_default=True, type=_SentenceCount(),
        metavar="N|auto", help=help_,
    )  # fmt: skip


def max_words_option(help_: str) -> Callable[[Any], Any]:
    """The option `--max-words`."""
    return click.option("--max-words", type=click.IntRange(min=1), metavar="N", help=help_)
