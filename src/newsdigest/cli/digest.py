"""`newsdigest digest`: articles in files, digests on the screen or in a file."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

import click

from newsdigest.article import Article
from newsdigest.cli.options import max_words_option, sentences_option
from newsdigest.cli.terminal import print_digest, spinner, warn
from newsdigest.digester import Digester
from newsdigest.errors import NewsdigestError
from newsdigest.render import FORMATS
from newsdigest.summarizers import SUMMARIZERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from newsdigest.result import Digest

EPILOG = """\b
Examples:
  newsdigest article.txt
  newsdigest -n 5 --summarizer lexrank a.txt b.txt
  newsdigest --format json - < article.txt | jq '.key_points[].text'
  newsdigest --full --format markdown -o article.md article.txt

Several files as JSON give one JSON object a line. A file that fails is named
on standard error, the others are digested, and the exit code is 1.
"""


@click.command("digest", epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@sentences_option("How many key points; auto: as many as the article asks for, 1 to 5.")
@max_words_option("German words of all key points together, at most.")
@click.option("-f", "--format", "format_", default="text", show_default=True,
              type=click.Choice(list(FORMATS)), help="Form of the digest.")  # fmt: skip
@click.option("-s", "--summarizer", default="news", show_default=True,
              type=click.Choice(SUMMARIZERS), help="What chooses the key points.")  # fmt: skip
@click.option("--sources", is_flag=True,
              help="On a terminal, show the German of each key point too.")  # fmt: skip
@click.option("--full", is_flag=True, help="Translate every sentence too.")
@click.option("--model", type=click.Path(path_type=Path),
              help="An Argos package (.argosmodel or folder) to use.")  # fmt: skip
@click.option("--beam-size", default=4, show_default=True, type=click.IntRange(min=1),
              help="Width of the beam search; 1 is fastest.")  # fmt: skip
@click.option("--title", help="Headline of the article (German), where the text has none.")
@click.option("--date", help="Day of publication (ISO 8601), where the text has none.")
@click.option("--any-language", is_flag=True, help="Digest it even if it does not look German.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
              help="Write there instead of to standard output.")  # fmt: skip
def digest_command(
    files: tuple[str, ...],
    sentences: int | Literal["auto"],
    max_words: int | None,
    format_: str,
    summarizer: str,
    sources: bool,
    full: bool,
    model: Path | None,
    beam_size: int,
    title: str | None,
    date: str | None,
    any_language: bool,
    output: Path | None,
) -> None:
    """Digest German news articles."""
    from newsdigest.translators import CTranslate2Translator

    translator = CTranslate2Translator(model, beam_size=beam_size)
    try:
        with spinner("Loading the model"):
            translator.load()  # before the output is touched, and told once for all files
    except NewsdigestError as error:
        raise click.ClickException(str(error)) from error
    failed = False

    def digests() -> Iterator[Digest]:
        nonlocal failed
        for name in files:
            try:
                article = _article(name, title, date)
                with spinner(f"Digesting {name}"):
                    result = digester.digest(
                        article,
                        sentences=sentences,
                        max_words=max_words,
                        translate="all" if full else "key_points",
                        check_language=not any_language,
                    )
            except (NewsdigestError, OSError) as error:
                failed = True
                warn(_reason(name, error))
            else:
                yield result

    try:
        with Digester(summarizer=summarizer, translator=translator) as digester, _to(output) as out:
            _write(digests(), format_, out, several=len(files) > 1, sources=sources)
    except OSError as error:
        raise click.ClickException(_reason(str(output or "standard output"), error)) from error
    if failed:
        sys.exit(1)


def _article(name: str, title: str | None, date: str | None) -> Article:
    if name == "-":
        article = Article.from_bytes(sys.stdin.buffer.read(), source="standard input")
    else:
        article = Article.from_file(name)
    return replace(article, title=title or article.title, date=date or article.date)


def _reason(name: str, error: Exception) -> str:
    """What went wrong with a file, and what to do."""
    if isinstance(error, IsADirectoryError):
        return f"{name} is a folder; for all its articles: newsdigest batch {name} digests.jsonl"
    if isinstance(error, FileNotFoundError) and (command := _meant(name)):
        return f"{name}: no such file or command; did you mean: newsdigest {command}"
    message = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return message if message.startswith(name) else f"{name}: {message}"


def _meant(name: str) -> str | None:
    """The command that a file name looks like."""
    context = click.get_current_context().find_root()
    assert isinstance(context.command, click.Group)
    return next(iter(get_close_matches(name, context.command.list_commands(context), 1)), None)


def _to(output: Path | None) -> AbstractContextManager[IO[str]]:
    return output.open("w", encoding="utf-8") if output else nullcontext(sys.stdout)


def _write(
    digests: Iterator[Digest], format_: str, out: IO[str], *, several: bool, sources: bool
) -> None:
    for number, result in enumerate(digests):
        if format_ == "json" and several:
            out.write(result.to_json() + "\n")
        elif format_ == "text" and out.isatty():
            print_digest(result, several=several, sources=sources)
        else:
            if several and format_ == "text":
                out.write(f"{'' if number == 0 else chr(10)}== {result.source} ==\n")
            elif several and number:
                out.write("\n")
            out.write(FORMATS[format_](result))
        out.flush()
