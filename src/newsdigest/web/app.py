"""The web application: one page, and one address that digests what is sent to it.

`POST /digest?sentences=3&full=false` takes the bytes of an article (a text or a
saved web page) as `application/octet-stream` and answers with JSON lines, each
sent as soon as it is known:

    {"event": "article", "text"}                    the text that all offsets count
    {"event": "title", "source", "text"}            its headline, where it has one
    {"event": "sentence", "text", "start", "end"}   a translated sentence and its place
    {"event": "digest", "digest", "markdown"}       the whole, in the end
    {"event": "error", "message"}                   instead, where there is no digest

Only the content type above is taken: a page of another site cannot send it
without the browser asking first, and nothing here allows that.
"""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from newsdigest.article import Article
from newsdigest.digester import Digester
from newsdigest.errors import NewsdigestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from newsdigest.digester import Plan
    from newsdigest.pipeline import Steps
    from newsdigest.result import Digest
    from newsdigest.translators import Translator

STATIC = Path(__file__).parent / "static"
MAX_BYTES = 1_000_000  # of one article: a page with its scripts; an article has about 5,000
_MAX_SENTENCES = 50
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def create_app(
    translator: Translator | None = None, *, hosts: Sequence[str] = _LOOPBACK
) -> Starlette:
    """The application.

    Args:
        translator: what translates; CTranslate2 on the best package by default.
        hosts: the names under which it may be called. The loopback names by
            default, so that no site can reach it by rebinding its own name.
    """
    digester = Digester(translator=translator)

    async def digest(request: Request) -> Response:
        return await _digest(request, digester)

    return Starlette(
        routes=[
            Route("/", _page),
            Route("/digest", digest, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(_SecurityHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        ],
    )


class _SecurityHeaders:
    """Puts the same headers on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((name.lower().encode(), value.encode()) for name, value in _HEADERS.items()),
                ]
            await send(message)

        await self.app(scope, receive, send_with_headers)


async def _page(_request: Request) -> Response:
    page = (STATIC / "index.html").read_text("utf-8")
    # The page says so before it sends what would be refused.
    return HTMLResponse(page.replace("{MAX_BYTES}", str(MAX_BYTES)))


async def _digest(request: Request, digester: Digester) -> Response:
    if request.headers.get("content-type") != "application/octet-stream":
        return _refused(415, "send the article as application/octet-stream")
    query = request.query_params
    try:
        sentences = int(query.get("sentences", "3"))
    except ValueError:
        return _refused(400, "sentences is a whole number")
    if not 1 <= sentences <= _MAX_SENTENCES:
        return _refused(400, f"sentences is a number from 1 to {_MAX_SENTENCES}")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            return _refused(413, f"an article has at most {MAX_BYTES:,} bytes here")
    lines = _events(bytes(body), digester, sentences, full=query.get("full") == "true")
    return StreamingResponse(lines, media_type="application/x-ndjson")


def _refused(status: int, message: str) -> Response:
    return JSONResponse({"event": "error", "message": message}, status_code=status)


class _ReaderGoneError(Exception):
    """Nobody reads the events any more."""


def _events(data: bytes, digester: Digester, sentences: int, *, full: bool) -> Iterator[str]:
    """The events of one digest as lines; the work is done on a thread of its own.

    A reader who leaves ends the work at the next sentence.
    """
    events: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
    gone = threading.Event()

    def tell(event: str, **values: Any) -> None:
        if gone.is_set():
            raise _ReaderGoneError
        events.put({"event": event, **values})

    def read_and_digest() -> None:
        article = Article.from_bytes(data)
        tell("article", text=article.text)
        steps = digester.steps(sentences=sentences, translate="all" if full else "key_points")
        digest = _shown(steps, steps.plan(article), tell)
        tell("digest", digest=digest.to_dict(), markdown=digest.to_markdown())

    def work() -> None:
        try:
            with suppress(_ReaderGoneError):
                try:
                    read_and_digest()
                except NewsdigestError as error:
                    tell("error", message=str(error))
                except Exception:
                    tell("error", message="the digest failed; the terminal says why")
                    raise
        finally:
            events.put(None)

    threading.Thread(target=work, name="newsdigest-digest", daemon=True).start()
    try:
        while (event := events.get()) is not None:
            yield json.dumps(event, ensure_ascii=False) + "\n"
    finally:
        gone.set()


def _shown(steps: Steps[Plan], plan: Plan, tell: Callable[..., None]) -> Digest:
    """The digest of a plan, each sentence told of as soon as it is translated and checked.

    Sentence by sentence is slower than in one batch, and is seen at once; the
    evidence's phrases come last, together.
    """
    translated = []
    if headline := plan.headline:
        translated += steps.translate([headline])
        tell("title", source=headline, text=translated[-1].text)
    for sentence in plan.wanted:
        translated += steps.translate([sentence.clean])
        tell("sentence", text=translated[-1].text, start=sentence.start, end=sentence.end)
    return steps.finish(plan, [*translated, *steps.translate(plan.phrases)])
