"""Models on this machine: which one is used, and those that newsdigest installed.

Each installed model is a folder of its own in `models_folder()`, named after the
package and its checksum, with a record (`newsdigest.json`) of every file's
SHA-256. A folder comes into being by one rename, after all in it was checked and
has translated a sentence: whatever is seen there is whole. Folders that begin
with a dot are work under way, or what a killed process left, and never used.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.errors import (
    InvalidModelError,
    ModelNotFoundError,
    NewsdigestError,
    StorageError,
    TranslationError,
)
from newsdigest.models.package import (
    RECORD,
    ArgosPackage,
    checksums,
    read_metadata,
    read_package,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ENVIRONMENT_VARIABLE = "NEWSDIGEST_MODEL"
LOCK_TIMEOUT = 3600.0  # seconds; the other process may be downloading over a slow line
_TRIAL = "Die Regierung hat am Dienstag in Berlin ein neues Gesetz beschlossen."


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that newsdigest installed.

    Attributes:
        name: its folder's name, by which `verify` and `remove` take it.
        path: its folder.
        id: "de_en-1.3": languages and package version.
        sha256: hex digest of the `.argosmodel` file that it came from.
        size: bytes on disk.
        installed: when, ISO 8601 in UTC.
    """

    name: str
    path: Path
    id: str
    sha256: str
    size: int
    installed: str


def models_folder() -> Path:
    """Where installed models are: `newsdigest/models` in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("newsdigest", appauthor=False) / "models"


def embedded_model() -> Path:
    """Path of the package that ships with newsdigest."""
    return Path(str(files("newsdigest").joinpath("data/model/newsdigest-de_en.argosmodel")))


def find_model(model: str | Path | None = None) -> Path:
    """Path of the model to use.

    The order: `model`, the environment variable NEWSDIGEST_MODEL, the model
    that newsdigest installed last, a German-English package of Argos Translate
    on this machine, the embedded one.

    Raises:
        ModelNotFoundError: the path given by argument or variable does not exist.
    """
    for origin, given in (
        ("model", model),
        (ENVIRONMENT_VARIABLE, os.environ.get(ENVIRONMENT_VARIABLE)),
    ):
        if given:
            path = Path(given).expanduser()
            if not path.exists():
                raise ModelNotFoundError(
                    f"{origin}={str(given)!r}: no such file or folder; give an Argos package "
                    "(.argosmodel or its unpacked folder), or leave it out for the embedded model"
                )
            return path
    for own in installed():
        return own.path
    foreign = max(argos_translate_packages(), key=_version, default=None)
    return foreign or embedded_model()


def installed() -> list[InstalledModel]:
    """The models that newsdigest installed, the newest first."""
    found = []
    for record in models_folder().glob(f"[!.]*/{RECORD}"):
        try:
            entry = read_metadata(record.read_bytes())
            sizes = [path.stat().st_size for path in record.parent.rglob("*")]
        except OSError:  # removed by another process since
            continue
        found.append(
            InstalledModel(
                record.parent.name,
                record.parent,
                str(entry.get("id")),
                str(entry.get("sha256")),
                sum(sizes),
                str(entry.get("installed")),
            )
        )
    return sorted(found, key=lambda model: (model.installed, model.name), reverse=True)


def install(file: str | Path) -> InstalledModel:
    """Install a German-English Argos package from a `.argosmodel` file.

    From then on it is the model in use. A package that is installed already is
    checked, mended where it is damaged, and becomes the newest.

    Raises:
        ModelNotFoundError: there is no such file.
        InvalidModelError: it is no such package, it is broken or hostile (see
            `read_package`), or it does not translate.
        StorageError: the disk is full or may not be written, or another process
            holds the lock.
    """
    path = Path(file)
    if path.is_dir():
        raise InvalidModelError(
            f"{path} is a folder; install takes a .argosmodel file. "
            f"A folder is used by model= or {ENVIRONMENT_VARIABLE}."
        )
    package = read_package(path)
    with locked():
        return install_package(package)


def install_package(package: ArgosPackage) -> InstalledModel:
    """Install a package that was read; only to be called by who holds the lock."""
    name = f"{package.id}-{package.sha256[:8]}"
    target = models_folder() / name
    with storing(target):
        fresh = Path(tempfile.mkdtemp(prefix=".installing-", dir=models_folder()))
        try:
            _write(package, fresh)
            try_translation(read_package(fresh))
            if target.exists():
                _discard(target)
            fresh.chmod(0o755)  # mkdtemp gives it to its owner alone
            fresh.rename(target)
            _flush(models_folder())
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return installed_model(name)


def verify(name: str) -> InstalledModel:
    """Check an installed model: every file against its SHA-256, then a translation.

    Raises:
        ModelNotFoundError: no installed model has that name.
        InvalidModelError: a file was changed or lost, or it does not translate.
    """
    model = installed_model(name)
    try_translation(read_package(model.path))
    return model


def remove(name: str) -> None:
    """Remove an installed model.

    Raises:
        ModelNotFoundError: no installed model has that name.
        StorageError: it may not be deleted.
    """
    with locked():
        model = installed_model(name)
        with storing(model.path):
            _discard(model.path)


def try_translation(package: ArgosPackage) -> None:
    """Translate a sentence.

    Raises:
        InvalidModelError: the package cannot be loaded, or gives no English.
    """
    # The translators read packages from here, so they can only be asked for late.
    from newsdigest.translators import CTranslate2Translator

    try:
        english = CTranslate2Translator(package, beam_size=1, threads=1).translate([_TRIAL])[0].text
    except TranslationError as error:
        raise InvalidModelError(f"{package.path} does not translate: {error}") from error
    if not re.search(r"[A-Za-z]{2}", english) or english == _TRIAL:
        raise InvalidModelError(
            f"{package.path} does not translate: {_TRIAL!r} became {english[:80]!r}"
        )


@contextmanager
def locked() -> Iterator[Path]:
    """Hold the lock of the models folder, which is made where it is missing, and clear litter.

    Raises:
        StorageError: the folder cannot be made, or another process keeps the lock.
    """
    from filelock import FileLock, Timeout

    folder = models_folder()
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=LOCK_TIMEOUT)
        try:
            lock.acquire()
        except Timeout as error:
            raise StorageError(
                f"another process has been installing into {folder} for {LOCK_TIMEOUT:.0f} s; "
                "end it, then try again"
            ) from error
    try:
        # Nobody else is at work: these are a killed process's.
        for litter in (*folder.glob(".installing-*"), *folder.glob(".removing-*")):
            shutil.rmtree(litter, ignore_errors=True)
        yield folder
    finally:
        lock.release()


def argos_translate_packages() -> Iterator[Path]:
    """Folders of German-English packages that Argos Translate installed."""
    data_home = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    folder = Path(
        os.environ.get("ARGOS_PACKAGES_DIR") or data_home / "argos-translate" / "packages"
    )
    for metadata in folder.glob("*/metadata.json"):
        known = _metadata(metadata)
        if (known.get("from_code"), known.get("to_code")) == ("de", "en") and (
            metadata.parent / "model" / "model.bin"
        ).is_file():
            yield metadata.parent


def installed_model(name: str) -> InstalledModel:
    """The installed model of that name.

    Raises:
        ModelNotFoundError: there is none; the message lists the names.
    """
    models = installed()
    for model in models:
        if model.name == name:
            return model
    names = ", ".join(model.name for model in models) or "none"
    raise ModelNotFoundError(f"no model {name!r} is installed; installed: {names}")


def _write(package: ArgosPackage, folder: Path) -> None:
    """Write a package's files and its record, each on the disk before the next."""
    members = package.members
    for name, data in members.items():
        (folder / name).parent.mkdir(exist_ok=True)
        _write_through(folder / name, data)
    record = {
        "id": package.id,
        "sha256": package.sha256,
        "installed": datetime.now(timezone.utc).isoformat(timespec="microseconds"),
        "files": checksums(members),
    }
    _write_through(folder / RECORD, json.dumps(record, indent=2).encode())


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    """Make a rename in a folder outlast a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _discard(folder: Path) -> None:
    """Take a model out of use by one rename, then delete it."""
    doomed = Path(tempfile.mkdtemp(prefix=".removing-", dir=folder.parent))
    folder.rename(doomed / folder.name)
    shutil.rmtree(doomed, ignore_errors=True)


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """Turn what the system says against writing `path` into a StorageError."""
    try:
        yield
    except NewsdigestError:  # some derive from OSError
        raise
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from error


def _metadata(path: Path) -> dict[str, object]:
    try:
        return read_metadata(path.read_bytes())
    except OSError:
        return {}


def _version(folder: Path) -> tuple[int, ...]:
    version = str(_metadata(folder / "metadata.json").get("package_version", "0"))
    return tuple(int(part) for part in re.findall(r"[0-9]{1,9}", version))
