"""Nothing leaves the machine, nothing is written that nobody named, nothing of a text is logged."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from newsdigest.models import embedded_model, read_package
from tests.conftest import ROOT, SEED

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = ROOT / "tests" / "offline.py"
WORDS = set(re.findall(r"\w{7,}", SEED.read_text(encoding="utf-8")))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with the embedded package installed in Argos Translate."""
    package = tmp_path / "home" / "packages" / "translate-de_en-0_1"
    for name, data in read_package(embedded_model()).members.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_bytes(data)
    return tmp_path / "home"


def run_offline(part: str, home: Path, *before: str, sockets: bool = False) -> dict[str, Any]:
    """What `tests/offline.py` did in a new process.

    `before` are the words of a wrapper; with `sockets` none is refused, only noted.
    """
    if part == "argos":
        pytest.importorskip("argostranslate.translate", reason="needs newsdigest[argos]")
    output = home.parent / "output"
    output.mkdir()
    (home.parent / "tmp").mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(home),
        "TMPDIR": str(home.parent / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
        **({"NEWSDIGEST_TEST_SOCKETS": "1"} if sockets else {}),
        **({"ARGOS_PACKAGES_DIR": str(home / "packages")} if part == "argos" else {}),
    }
    environment.pop("NEWSDIGEST_MODEL", None)
    done = subprocess.run(
        [*before, sys.executable, "-W", "ignore", str(SCRIPT), str(output), part],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


PARTS = pytest.mark.parametrize("part", ["core", "sumy", "argos"])
# sumy imports requests, whose urllib3 asks the system by a socket of this machine, which it never
# connects, whether it has IPv6. It takes no for an answer.
ASKS_FOR_IPV6 = "urllib3.util.connection._has_ipv6"


def _wanted_sockets(report: dict[str, Any]) -> list[str]:
    return [used for used in report["sockets"] if not used.endswith(ASKS_FOR_IPV6)]


@PARTS
def test_with_every_socket_refused_all_works_and_nothing_of_a_text_is_logged(
    part: str, home: Path
) -> None:
    """Import, every summariser, every form, both engines, the language classifier, a batch."""
    report = run_offline(part, home)
    assert _wanted_sockets(report) == []
    assert part == "sumy" or report["sockets"] == []
    assert not [line for line in report["logged"] if set(re.findall(r"\w{7,}", line)) & WORDS]


@PARTS
def test_in_a_network_namespace_without_any_interface_all_works(part: str, home: Path) -> None:
    wrapper = ("unshare", "--user", "--map-root-user", "--net")
    _skip_unless_it_runs(*wrapper)
    assert _wanted_sockets(run_offline(part, home, *wrapper, sockets=True)) == []


@PARTS
def test_the_kernel_sees_no_traffic(part: str, home: Path) -> None:
    """What native libraries do, the interpreter cannot see; strace does."""
    trace = home.parent / "trace"
    wrapper = ("strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace))
    _skip_unless_it_runs(*wrapper)
    run_offline(part, home, *wrapper, sockets=True)
    calls = [line.split(maxsplit=1)[1] for line in trace.read_text().splitlines()]
    traffic = re.compile(r"(?:connect|sendto|sendmsg|sendmmsg|accept4?|listen)\(.*AF_INET")
    assert not [call for call in calls if traffic.match(call)]
    if part != "sumy":
        assert not [call for call in calls if "AF_INET" in call]


def _skip_unless_it_runs(*wrapper: str) -> None:
    if not shutil.which(wrapper[0]):
        pytest.skip(f"{wrapper[0]} is not installed")
    tried = subprocess.run([*wrapper, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"{wrapper[0]} may not run here: {tried.stderr.strip()}")


@pytest.mark.parametrize("part", ["core", "sumy"])
def test_nothing_is_written_but_the_output_that_was_named(part: str, home: Path) -> None:
    """But for the language classifier: py3langid unpacks its own statistics in an unnamed file."""
    before = sorted(home.rglob("*"))
    report = run_offline(part, home)
    allowed = [str(home.parent / "output")]
    if part == "core":
        allowed.append(str(home.parent / "tmp"))
    elsewhere = [path for path in report["written"] if not path.startswith(tuple(allowed))]
    assert set(elsewhere) <= {os.devnull}
    assert sorted(home.rglob("*")) == before
    assert not list((home.parent / "tmp").iterdir())


def test_argos_translate_and_onnxruntime_write_in_folders_of_their_own(home: Path) -> None:
    """Both come with newsdigest[argos] alone; docs/reliability.md names what they write."""
    run_offline("argos", home)
    new = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    known = ("packages/", ".local/", ".config/", ".cache/argos-translate", ".cache/Microsoft/")
    assert {name for name in new if not name.startswith(known)} == set()


IMPORT = """\
import json, locale, logging, os, signal, sys, threading, warnings

def state():
    loggers = {name: (logger.level, len(logger.handlers), logger.disabled)
               for name, logger in logging.root.manager.loggerDict.items()
               if isinstance(logger, logging.Logger)}
    return {
        "environment": dict(os.environ),
        "logging": [logging.root.level, len(logging.root.handlers), logging.root.manager.disable],
        "loggers": {n: s for n, s in loggers.items() if s != (0, 0, False)},
        "locale": locale.setlocale(locale.LC_ALL),
        "folder": os.getcwd(),
        "mask": os.umask(0o22),
        "threads": [thread.name for thread in threading.enumerate()],
        "of the system": len(os.listdir("/proc/self/task")) if os.path.isdir("/proc") else 1,
        "warnings": list(map(str, warnings.filters)),
        "signals": [str(signal.getsignal(number)) for number in signal.valid_signals()],
        "limits": [sys.getrecursionlimit(), sys.getswitchinterval()],
        "hooks": [str(sys.excepthook), str(sys.displayhook)],
    }

before = state()
import importlib, pkgutil, newsdigest
for name in sys.argv[1:]:
    importlib.import_module(name)
after = state()
print(json.dumps({part: [before[part], after[part]] for part in before
                  if before[part] != after[part]}))
"""


@pytest.mark.parametrize(
    "modules",
    [
        ("newsdigest",),
        ("newsdigest.digester", "newsdigest.translators", "newsdigest.models", "newsdigest.batch"),
        ("newsdigest.cli",),
    ],
    ids=lambda modules: modules[-1],
)
def test_an_import_leaves_the_process_as_it_was(modules: tuple[str, ...]) -> None:
    """No environment variable, logger, locale, umask, signal, warning filter or thread."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, *modules], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {}
