"""The command `newsdigest`: one module a subcommand, loaded when it is called.

A first word that is no subcommand is a file: `newsdigest article.txt` is
`newsdigest digest article.txt`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# Subcommand -> where it is. Each is imported only when it runs.
_COMMANDS = {
    "digest": "newsdigest.cli.digest:digest_command",
    "models": "newsdigest.cli.models:models_command",
    "story": "newsdigest.cli.story:story_command",
    "batch": "newsdigest.cli.batch:batch_command",
    "eval": "newsdigest.cli.evaluate:eval_command",
    "serve": "newsdigest.cli.serve:serve_command",
    "doctor": "newsdigest.cli.doctor:doctor_command",
    "completion": "newsdigest.cli.completion:completion_command",
}
_OWN_OPTIONS = ("--help", "-h", "--version")

EPILOG = """\b
Examples:
  newsdigest article.txt                  a digest on the screen
  newsdigest -n 5 a.txt b.txt             five key points each
  newsdigest --format json - < a.txt      from standard input, as JSON
  newsdigest --full -o a.md --format markdown a.txt
"""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, attribute = _COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, and what `digest` takes: its options and files."""
        from click.shell_completion import CompletionItem

        found = super().shell_complete(ctx, incomplete)
        if not incomplete.startswith("-"):
            return [*found, CompletionItem(incomplete, type="file")]
        digest = self.get_command(ctx, "digest")
        assert digest is not None
        options = digest.shell_complete(click.Context(digest, parent=ctx), incomplete)
        offered = {item.value for item in found}  # --help is an option of both
        return [*found, *(item for item in options if item.value not in offered)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in _COMMANDS and args[0] not in _OWN_OPTIONS:
            args = ["digest", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_Commands,
    no_args_is_help=True,
    subcommand_metavar="FILE... | COMMAND",
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="newsdigest", message="newsdigest %(version)s")
def command() -> None:
    """Turn German news articles into structured English digests, offline.

    FILE is a UTF-8 text file, a saved web page, or - for standard input; its
    options are those of the command `digest`. A file that is named like a
    command is given as ./NAME.
    """


def main() -> None:
    """Run the command; exit codes are 0 (done), 1 (something failed), 2 (wrong use)."""
    try:
        sys.exit(command.main(standalone_mode=True))
    except BrokenPipeError:
        # The reader of a pipe (head) has gone: nothing is left to say.
        sys.stderr.close()
        sys.exit(1)
