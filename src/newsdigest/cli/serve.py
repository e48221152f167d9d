"""`newsdigest serve`: the web page, on this machine only unless told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsdigest.cli.terminal import spinner, warn
from newsdigest.errors import MissingExtraError, NewsdigestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.applications import Starlette

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True,
              help="Address to listen on; another one opens the page to the network.")  # fmt: skip
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535),
              help="Port to listen on; 0 for any free one.")  # fmt: skip
@click.option("--model", type=click.Path(), help="An Argos package (.argosmodel or folder) to use.")
def serve_command(host: str, port: int, model: str | None) -> None:
    """Open a page on this machine: paste an article, read its digest beside it.

    Needs newsdigest[web]. Ctrl-C ends it.
    """
    from newsdigest.translators import CTranslate2Translator

    try:
        create_app, run = _web()
        translator = CTranslate2Translator(model)
        with spinner("Loading the model"):
            translator.load()
    except NewsdigestError as error:
        raise click.ClickException(str(error)) from error
    if host in _LOOPBACK:
        app = create_app(translator)
    else:
        warn(f"everyone who reaches {host} can use this page")
        app = create_app(translator, hosts=["*"])
    run(app, host=host, port=port, access_log=False)


def _web() -> tuple[Callable[..., Starlette], Callable[..., None]]:
    """What makes the application and what runs it."""
    try:
        import uvicorn

        from newsdigest.web.app import create_app
    except ImportError as error:
        raise MissingExtraError(
            "the web page needs Starlette and uvicorn; run: pip install 'newsdigest[web]'"
        ) from error
    return create_app, uvicorn.run
