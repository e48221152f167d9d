"""`newsdigest batch`: many articles in a file or folder, their digests in a file."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from newsdigest.batch import INPUTS, failures_path, once_a_minute, run_job
from newsdigest.cli.options import sentences_option
from newsdigest.cli.terminal import error_console, warn
from newsdigest.errors import NewsdigestError
from newsdigest.summarizers import SUMMARIZERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsdigest.batch import DigestMany, Tally

EPILOG = f"""\b
Examples:
  newsdigest batch articles.jsonl digests.jsonl
  newsdigest batch --resume articles.jsonl digests.jsonl
  newsdigest batch --column body news.parquet digests.parquet
  newsdigest batch --engine ray --workers 16 news.csv digests.jsonl

INPUT is {INPUTS}; OUTPUT is .jsonl or
.parquet. Fields title, date, source and author are used where there are any.
Articles that fail are named in OUTPUT.failures.jsonl. A job that was
stopped or killed goes on with --resume; no article is lost or done twice.
"""
_INTERRUPTED = 130  # 128 + SIGINT, as shells have it


@click.command("batch", epilog=EPILOG)
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@click.argument("output", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--resume", is_flag=True, help="Go on with a job that was stopped or killed.")
@click.option("--column", default="text", show_default=True, help="Field that holds the text.")
@sentences_option("How many key points; auto: as many as an article asks for, 1 to 5.")
@click.option("-s", "--summarizer", default="news", show_default=True,
              type=click.Choice(SUMMARIZERS), help="What chooses the key points.")  # fmt: skip
@click.option("--full", is_flag=True, help="Translate every sentence too.")
@click.option("--model", type=click.Path(path_type=Path),
              help="An Argos package; the best there is by default.")  # fmt: skip
@click.option("--beam-size", default=4, show_default=True, type=click.IntRange(min=1),
              help="Width of the beam search; 1 is fastest.")  # fmt: skip
@click.option("--any-language", is_flag=True, help="Digest what does not look German, too.")
@click.option("--engine", default="local", show_default=True, type=click.Choice(["local", "ray"]),
              help="This process, or the Ray cluster that RAY_ADDRESS names.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1),
              help="Threads (local; 2 by default) or actors (ray; one a core).")  # fmt: skip
def batch_command(
    source: Path,
    output: Path,
    resume: bool,
    column: str,
    sentences: int | Literal["auto"],
    summarizer: str,
    full: bool,
    model: Path | None,
    beam_size: int,
    any_language: bool,
    engine: str,
    workers: int | None,
) -> None:
    """Digest all articles of INPUT into OUTPUT."""
    options: dict[str, Any] = {
        "sentences": sentences,
        "translate": "all" if full else "key_points",
        "summarizer": summarizer,
        "check_language": not any_language,
    }
    try:
        chosen = _ray if engine == "ray" else _local
        digest_many = chosen(model, beam_size, workers, options)
        tally = _show(run_job(source, output, digest_many, column=column, resume=resume))
    except KeyboardInterrupt:
        warn(f"stopped; go on with: newsdigest batch --resume {source} {output}")
        sys.exit(_INTERRUPTED)
    except (NewsdigestError, OSError) as error:
        raise click.ClickException(str(error)) from error
    if tally and tally.failed:
        warn(f"{tally.failed:,} articles failed; see {failures_path(output)}")
        sys.exit(1)


def _local(
    model: Path | None, beam_size: int, workers: int | None, options: dict[str, Any]
) -> DigestMany:
    from newsdigest.digester import Digester
    from newsdigest.translators import CTranslate2Translator

    translator = CTranslate2Translator(model, beam_size=beam_size)
    translator.load()  # a missing model is told before the output is touched
    return partial(
        Digester(translator=translator).digest_many,
        workers=workers or 2,
        on_error="record",
        **options,
    )


def _ray(
    model: Path | None, beam_size: int, workers: int | None, options: dict[str, Any]
) -> DigestMany:
    from newsdigest.ray import digest_many

    return partial(digest_many, model=model, beam_size=beam_size, concurrency=workers, **options)


def _show(tallies: Iterable[Tally]) -> Tally | None:
    if not error_console().is_terminal:
        return once_a_minute(tallies, lambda line: click.echo(line, err=True))
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    tally = None
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]} failed  {task.fields[rate]} a second"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=error_console()) as bar:
        task = bar.add_task("articles", total=None, failed=0, rate="-")
        for tally in tallies:
            speed = bar.tasks[0].speed
            bar.update(task, completed=tally.done, total=tally.total, failed=tally.failed,
                       rate=f"{speed:.1f}" if speed else "-")  # fmt: skip
    return tally
