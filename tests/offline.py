"""All that newsdigest does without network, with what the interpreter is asked for written down.

`python tests/offline.py OUTPUT core|sumy|argos`: `core` imports newsdigest, digests the seed
article in every form, translates, asks for the language and runs a batch into the folder OUTPUT;
`sumy` digests with every summariser; `argos` by the engine of Argos Translate. Prints as JSON:
`sockets`, the uses of the network and who wanted them; `written`, the paths opened for writing,
made, renamed or removed; `logged`, the log records above DEBUG.
"""

import json
import logging
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

SEED = Path(__file__).parent.parent / "seeds" / "000_7c349b12d8676159.txt"
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
sockets: list[str] = []
written: list[str] = []
logged: list[str] = []


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse the network, and note what is written."""
    if event.startswith("socket."):
        caller = sys._getframe(1)
        while caller.f_code.co_filename == socket.__file__ and caller.f_back:
            caller = caller.f_back
        sockets.append(f"{event} {caller.f_globals.get('__name__')}.{caller.f_code.co_name}")
        if "NEWSDIGEST_TEST_SOCKETS" not in os.environ:
            raise ConnectionRefusedError(f"{event} in a digest")
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES:
        written.append(os.fsdecode(arguments[0]) if not isinstance(arguments[0], int) else "fd")
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link"):
        written.append(os.fsdecode(arguments[0]))


class Records(logging.Handler):
    """Keeps what is logged above DEBUG."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno > logging.DEBUG:
            logged.append(f"{record.name}: {record.getMessage()}")


def core(output: Path) -> None:
    from click.testing import CliRunner

    from newsdigest import Digester, WrongLanguageError, digest, digest_many
    from newsdigest.cli import command

    text = SEED.read_text(encoding="utf-8")
    made = digest(text, translate="all")
    assert all([made.to_html(), made.to_markdown(), made.to_text(), made.to_json()])
    with Digester() as digester:
        assert digester.translate("Der Rat stimmte am Dienstag zu.").text
    with suppress(WrongLanguageError):  # the classifier of languages is asked
        digest("The council has agreed to the plan on Tuesday, and nobody was against it.")
    assert len(list(digest_many([text, text]))) == 2
    rows = output / "articles.jsonl"
    rows.write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    done = CliRunner().invoke(
        command, ["batch", str(rows), str(output / "digests.jsonl")], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output


def sumy(_: Path) -> None:
    from newsdigest import SUMMARIZERS, digest

    for summarizer in SUMMARIZERS:
        made = digest(SEED.read_text(encoding="utf-8"), summarizer=summarizer)
        assert made.key_points, summarizer


def argos(_: Path) -> None:
    from newsdigest import Digester
    from newsdigest.translators import ArgosTranslator

    text = SEED.read_text(encoding="utf-8")
    assert Digester(translator=ArgosTranslator()).digest(text).key_points[0].text


if __name__ == "__main__":
    sys.addaudithook(watch)
    logging.getLogger().addHandler(Records())
    logging.getLogger().setLevel(logging.DEBUG)
    {"core": core, "sumy": sumy, "argos": argos}[sys.argv[2]](Path(sys.argv[1]))
    report = {"sockets": sockets, "written": written, "logged": logged}
    print(json.dumps(report))  # noqa: T201
