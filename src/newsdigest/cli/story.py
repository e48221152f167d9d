"""`newsdigest story`: several articles on one story, told as one."""

from __future__ import annotations

from pathlib import Path

import click

from newsdigest.article import Article
from newsdigest.cli.terminal import spinner
from newsdigest.digester import Digester
from newsdigest.errors import NewsdigestError
from newsdigest.render import STORY_FORMATS
from newsdigest.summarizers import SUMMARIZERS

EPILOG = """\b
Examples:
  newsdigest story a.txt b.txt c.txt
  newsdigest story -n 8 --format markdown -o story.md *.txt
"""


@click.command("story", epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False),
                metavar="FILE...")  # fmt: skip
@click.option("-n", "--sentences", default=5, show_default=True, type=click.IntRange(min=1),
              help="How many key points of all articles together, at most.")  # fmt: skip
@click.option("-f", "--format", "format_", default="text", show_default=True,
              type=click.Choice(list(STORY_FORMATS)), help="Form of the story.")  # fmt: skip
@click.option("-s", "--summarizer", default="news", show_default=True,
              type=click.Choice(SUMMARIZERS), help="What chooses the key points.")  # fmt: skip
@click.option("--model", type=click.Path(path_type=Path),
              help="An Argos package (.argosmodel or folder) to use.")  # fmt: skip
@click.option("--any-language", is_flag=True, help="Take articles that do not look German, too.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
              help="Write there instead of to standard output.")  # fmt: skip
def story_command(
    files: tuple[str, ...],
    sentences: int,
    format_: str,
    summarizer: str,
    model: Path | None,
    any_language: bool,
    output: Path | None,
) -> None:
    """Tell several German articles as one story: each key point once, and who else says it."""
    try:
        articles = [Article.from_file(name) for name in files]
        with Digester(summarizer=summarizer, model=model) as digester, spinner("Digesting"):
            story = digester.digest_story(
                articles, sentences=sentences, check_language=not any_language
            )
        text = STORY_FORMATS[format_](story)
        if output:
            output.write_text(text, encoding="utf-8")
    except (NewsdigestError, OSError) as error:
        raise click.ClickException(str(error)) from error
    if not output:
        click.echo(text, nl=False)
