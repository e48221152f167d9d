"""Coverage-guided fuzzing with atheris: `python -m tests.fuzz TARGET [options of libFuzzer]`.

A target ends the fuzzer with a trace where anything but a `NewsdigestError` is
raised, or a place is not exact. `-atheris_runs=N` and `-seed=N` bound a run.
"""

from __future__ import annotations

import copy
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import atheris

with atheris.instrument_imports(include=["newsdigest"]):
    from newsdigest import Article, Digest, Digester, InvalidDigestError, NewsdigestError
    from newsdigest.annotate import annotate
    from newsdigest.document import read_document
    from newsdigest.errors import InvalidModelError
    from newsdigest.models import read_package
    from newsdigest.splitters import PunktSplitter
    from newsdigest.testing import FakeTranslator, sample_article
    from tests.wild import (
        PIECES,
        WildTranslator,
        assert_digest_holds,
        assert_places_are_exact,
        smallest_package,
    )

if TYPE_CHECKING:
    from collections.abc import Callable

DIGESTER = Digester(translator=WildTranslator())
_FILE = Path(tempfile.gettempdir()) / "newsdigest-fuzz.argosmodel"


def _text(data: bytes) -> str:
    """Bytes as text: some choose a piece of news or noise, the others are characters."""
    provider = atheris.FuzzedDataProvider(data)
    parts = []
    while provider.remaining_bytes() and len(parts) < 60:
        if provider.ConsumeBool():
            parts.append(PIECES[provider.ConsumeIntInRange(0, len(PIECES) - 1)])
        else:
            parts.append(provider.ConsumeUnicode(12))  # lone surrogates too
    return "".join(parts)


def article(data: bytes) -> None:
    """A digest of any text holds."""
    given = Article(_text(data))
    with suppress(NewsdigestError):
        digest = DIGESTER.digest(given, translate="all", check_language=False)
        assert_digest_holds(digest, given)


def splitter(data: bytes) -> None:
    """Spans are in order, apart, and leave out only white space."""
    text = " ".join(_text(data).split())
    last = 0
    for start, end in PunktSplitter().split(text):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


def annotators(data: bytes) -> None:
    """What is found lies in its sentence."""
    document = read_document(Article(_text(data), date="2022-02-15"), PunktSplitter())
    assert_places_are_exact(document)
    found = annotate(document)
    for place in (*found.names, *found.numbers, *found.dates):
        assert 0 <= place.start < place.end <= len(document.sentences[place.sentence].clean)


def package(data: bytes) -> None:
    """Any file is read or refused."""
    _FILE.write_bytes(data)
    with suppress(InvalidModelError):
        read_package(_FILE)


_PLAIN = Digester(translator=FakeTranslator()).digest(sample_article(), translate="all").to_dict()


def digest(data: bytes) -> None:
    """A digest with some parts changed, and any JSON, is read or refused."""
    provider = atheris.FuzzedDataProvider(data)
    plain = copy.deepcopy(_PLAIN)
    for _ in range(provider.ConsumeIntInRange(0, 3)):
        node: Any = plain
        while node:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = keys[provider.ConsumeIntInRange(0, len(keys) - 1)]
            if not isinstance(node[key], (dict, list)) or provider.ConsumeBool():
                node[key] = _value(provider)
                break
            node = node[key]
    with suppress(InvalidDigestError):
        Digest.from_dict(plain).to_html()
    with suppress(InvalidDigestError):
        Digest.from_json(provider.ConsumeBytes(100))


def _value(provider: Any) -> object:
    kind = provider.ConsumeIntInRange(0, 7)
    number = provider.ConsumeInt(8)
    return (None, True, number, provider.ConsumeFloat(), provider.ConsumeUnicode(9),
            [number], {"start": number}, [{}])[kind]  # fmt: skip


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (article, splitter, annotators, package, digest)
}


def main() -> None:
    """Fuzz the target that the command line names, from one good input."""
    good = {"package": smallest_package()}
    name, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as corpus:
        Path(corpus, "good").write_bytes(good.get(name, sample_article().text.encode()))
        atheris.Setup([sys.argv[0], "-max_len=8192", "-len_control=0", *options, corpus],
                      TARGETS[name])  # fmt: skip
        atheris.Fuzz()


if __name__ == "__main__":
    main()
