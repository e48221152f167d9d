"""Digests over HTTP.

    uvicorn examples.service:app
    curl -s localhost:8000/digest --json '{"text": "Der Kanzler reist nach Moskau. ..."}'

Needs: pip install 'newsdigest[examples]'
"""

from typing import Annotated, Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from newsdigest import Article, Digester, EmptyArticleError, WrongLanguageError

app = FastAPI(title="newsdigest")
digester = Digester()  # one for all requests: it is safe to share between threads


class Request(BaseModel):
    """An article and how long its digest is to be."""

    text: Annotated[str, Field(max_length=100_000)]
    title: str | None = None
    sentences: Annotated[int, Field(ge=1, le=20)] = 3


@app.post("/digest")
def digest(request: Request) -> dict[str, Any]:
    """The digest; FastAPI runs a plain function on a thread, so requests do not wait in line."""
    try:
        article = Article(request.text, title=request.title)
        return digester.digest(article, sentences=request.sentences).to_dict()
    except (EmptyArticleError, WrongLanguageError) as error:
        raise HTTPException(422, str(error)) from error
