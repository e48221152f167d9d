"""`newsdigest eval`: summarisers measured against reference summaries."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from newsdigest.cli.options import max_words_option, sentences_option
from newsdigest.errors import NewsdigestError
from newsdigest.evaluate import FORMATS, evaluate, read_examples
from newsdigest.summarizers import SUMMARIZERS, Length, summarizer

EPILOG = """\b
Examples:
  newsdigest eval articles.jsonl
  newsdigest eval --summarizer news --summarizer lead articles.jsonl
  newsdigest eval --baseline news --max-words 45 --format markdown articles.jsonl

Each line of DATA is a JSON object: the German article as "text", a summary
that a person wrote as "summary" and, if known, its "title".
"""


@click.command("eval", epilog=EPILOG)
@click.argument("data", type=click.Path(path_type=Path, dir_okay=False), metavar="DATA.jsonl")
@click.option("-s", "--summarizer", "names", multiple=True, type=click.Choice(SUMMARIZERS),
              help="What to measure; give it several times. All by default.")  # fmt: skip
@click.option("--baseline", default="lead", show_default=True, type=click.Choice(SUMMARIZERS),
              help="What the others are compared with.")  # fmt: skip
@sentences_option("Sentences of a summary, at most.")
@max_words_option("Words of a summary, at most.")
@click.option("--stem", is_flag=True, help="Compare German stems instead of words.")
@click.option("-f", "--format", "format_", default="text", show_default=True,
              type=click.Choice(list(FORMATS)), help="Form of the table.")  # fmt: skip
def eval_command(
    data: Path,
    names: tuple[str, ...],
    baseline: str,
    sentences: int | Literal["auto"],
    max_words: int | None,
    stem: bool,
    format_: str,
) -> None:
    """Measure summarisers on German articles with reference summaries.

    The table shows ROUGE F1 and each method's difference from the baseline with
    the 95 % interval of a paired bootstrap, the share of sentences that are
    claims without their speaker, the share of content words said twice, how
    many of the article's names and numbers are kept, words a summary, and
    milliseconds of processor time an article.
    """
    try:
        result = evaluate(
            read_examples(data),
            [summarizer(name) for name in dict.fromkeys([*(names or SUMMARIZERS), baseline])],
            baseline=baseline,
            length=Length(sentences, max_words),
            stemmed=stem,
            data=data.name,
        )
    except (NewsdigestError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(FORMATS[format_](result).rstrip("\n"))
