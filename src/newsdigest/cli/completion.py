"""`newsdigest completion`: what a shell needs to complete options and files."""

from __future__ import annotations

import click

EPILOG = """\b
Add one line to the file that your shell reads at its start:
  ~/.bashrc                    eval "$(newsdigest completion bash)"
  ~/.zshrc                     eval "$(newsdigest completion zsh)"
  ~/.config/fish/config.fish   newsdigest completion fish | source
"""


@click.command("completion", epilog=EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:  # click knows the three shells above
        raise click.ClickException(f"click has no completion for {shell}")
    root = ctx.find_root().command
    click.echo(kind(root, {}, "newsdigest", "_NEWSDIGEST_COMPLETE").source())
