"""Where and with what a benchmark ran."""

from __future__ import annotations

import os
import platform
import resource
from importlib.metadata import version
from pathlib import Path

from newsdigest.models import embedded_model

LIBRARIES = ("newsdigest", "ctranslate2", "sentencepiece", "nltk", "sumy", "numpy",
             "argos-translate-lt", "ray")  # fmt: skip


def describe() -> dict[str, object]:
    """The machine, its load, and the versions of what is measured."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "load_average": [round(load, 1) for load in os.getloadavg()],
        "system": platform.platform(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def resident_mib() -> float:
    """Memory that this process holds, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak_mib() -> float:
    """The most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def environment(home: str) -> dict[str, str]:
    """This process's environment, with the embedded model and whatever is written in `home`."""
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        **dict.fromkeys(names, home),
        "ARGOS_PACKAGES_DIR": f"{home}/packages",
        "NEWSDIGEST_MODEL": str(embedded_model()),
        # An installed package has its bytecode; a work tree may not.
        "PYTHONPYCACHEPREFIX": f"{home}/bytecode",
    }
