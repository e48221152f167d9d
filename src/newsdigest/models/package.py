"""An Argos package: what is in it, read with care into memory.

An Argos package is a zip (`.argosmodel`) or its unpacked folder: one folder
that holds `metadata.json`, `sentencepiece.model` and `model/` (CTranslate2).
Nothing is unpacked to be read: CTranslate2 takes the files from memory. A
package may come from anywhere, so only the members named here are ever read,
each up to a limit, and an archive that tries to reach beyond itself is refused.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from newsdigest.errors import InvalidModelError, ModelNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RECORD = "newsdigest.json"  # what an installed folder says of itself, see `store`
MAX_BYTES = 1_000_000_000  # of an archive, and of the files read from one; Argos models have 300 MB
_MAX_METADATA = 1_000_000
_MAX_DIRECTORY = 4_000_000  # bytes of an archive's list of members: some 50,000 of them
_CHUNK = 1 << 20
_MODEL_FILES = ("model.bin", "config.json", "shared_vocabulary.json", "shared_vocabulary.txt",
                "source_vocabulary.json", "target_vocabulary.json", "source_vocabulary.txt",
                "target_vocabulary.txt", "vmap.txt")  # fmt: skip
# All that is ever read from a package.
MEMBERS = ("metadata.json", "sentencepiece.model", *(f"model/{name}" for name in _MODEL_FILES))
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,31}")
# What zipfile raises on a damaged, encrypted or unsupported archive.
_UNREADABLE = (
    OSError,
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class ArgosPackage:
    """A German-English Argos package, read into memory.

    Attributes:
        path: the `.argosmodel` file or the folder it was read from.
        id: "de_en-1.3": languages and package version.
        sha256: hex digest of the `.argosmodel` file, also for a folder that newsdigest
            installed from it; of names and contents for any other folder.
        metadata: `metadata.json` as it is.
        tokenizer: the serialised SentencePiece model.
        files: the CTranslate2 model's files by name.
    """

    path: Path
    id: str
    sha256: str
    metadata: bytes = field(repr=False)
    tokenizer: bytes = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)

    @property
    def members(self) -> dict[str, bytes]:
        """All files of the package by their place in it."""
        model = {f"model/{name}": data for name, data in self.files.items()}
        return {"metadata.json": self.metadata, "sentencepiece.model": self.tokenizer, **model}


def read_package(path: str | Path) -> ArgosPackage:
    """Read an Argos package, a `.argosmodel` file or a folder, old or new layout.

    Raises:
        ModelNotFoundError: there is nothing at `path`.
        InvalidModelError: it is no German-English Argos package with a
            SentencePiece tokenizer, it is broken, it reaches beyond itself (absolute
            paths, "..", links), it is too large to be one, or it was changed since
            newsdigest installed it.
    """
    path = Path(path)
    try:
        if not path.exists():
            raise ModelNotFoundError(f"there is no model at {path}")
        members, sha256 = _read_folder(path) if path.is_dir() else _read_archive(path)
    except _UNREADABLE as error:
        raise InvalidModelError(f"{path} is no Argos package that can be read: {error}") from error
    return _package(path, members, sha256)


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file's contents."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def read_metadata(data: bytes) -> dict[str, object]:
    """The JSON object of a `metadata.json` or a record; an empty one where it is none."""
    try:
        parsed = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _package(path: Path, members: Mapping[str, bytes], sha256: str) -> ArgosPackage:
    metadata = read_metadata(members.get("metadata.json", b""))
    pair = metadata.get("from_code"), metadata.get("to_code")
    if not all(isinstance(code, str) for code in pair):
        raise InvalidModelError(
            f"{path} is no Argos package: it has no metadata.json that names its languages"
        )
    if pair != ("de", "en"):
        raise InvalidModelError(
            f"{path} translates {pair[0]!r} to {pair[1]!r}; newsdigest needs 'de' to 'en'"
        )
    version = str(metadata.get("package_version", "0"))
    if not _VERSION.fullmatch(version):  # it becomes part of file names
        raise InvalidModelError(f"{path} has no usable package_version: {version[:40]!r}")
    missing = [name for name in ("model/model.bin", "sentencepiece.model") if name not in members]
    if missing:
        raise InvalidModelError(f"{path} lacks {' and '.join(missing)}; install the package again")
    return ArgosPackage(
        path,
        f"de_en-{version}",
        sha256,
        members["metadata.json"],
        members["sentencepiece.model"],
        {name: members[f"model/{name}"] for name in _MODEL_FILES if f"model/{name}" in members},
    )


def _read_archive(path: Path) -> tuple[dict[str, bytes], str]:
    if not path.is_file():
        raise ValueError("it is neither a file nor a folder")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError("it is larger than any Argos package")
    _check_directory_size(path)
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        for info in infos:
            _check_member(info)
        root = _root(info.filename for info in infos)
        wanted = {
            name: info for info in infos if (name := info.filename.removeprefix(root)) in MEMBERS
        }
        return _limited((name, _read_member(archive, wanted[name])) for name in wanted), sha256_of(
            path
        )


def _root(names: Iterable[str]) -> str:
    """The folder of an archive that holds the package, with its slash, or ""."""
    metadata = [name for name in names if PurePosixPath(name).name == "metadata.json"]
    return min(metadata, key=len).removesuffix("metadata.json") if metadata else ""


def _check_directory_size(path: Path) -> None:
    """Refuse a list of members so long that reading it alone would fill the memory."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - (1 << 16) - 42))
        tail = file.read()
    at = tail.rfind(b"PK\5\6")  # end of central directory, APPNOTE 4.3.16
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile("it is not a zip file")
    (size,) = struct.unpack_from("<L", tail, at + 12)
    # zipfile believes a ZIP64 locator in front of it; no package needs one.
    if size > _MAX_DIRECTORY or tail[max(0, at - 20) : at].startswith(b"PK\6\7"):
        raise ValueError("it has more members than any Argos package")


def _check_member(info: zipfile.ZipInfo) -> None:
    """Refuse what no honest package holds: a way out of its folder, a link, another format."""
    # zipfile itself cuts a name at a NUL and, on Windows, turns backslashes round.
    name = info.orig_filename
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or re.search(r"[\\:\0]", name):
        raise ValueError(f"its member {name[:80]!r} would be written outside its folder")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ValueError(f"its member {name[:80]!r} is a link or a device")
    # zipfile bounds what a read may give only for these two.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(f"its member {name[:80]!r} is packed by a method that Argos never uses")


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member's bytes, a piece at a time, so that a false size cannot fill the memory."""
    limit = _MAX_METADATA if info.filename.endswith("metadata.json") else MAX_BYTES
    data = bytearray()
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            data += chunk
            if len(data) > limit:
                raise ValueError(f"its member {info.filename[:80]!r} is too large")
    return bytes(data)


def _read_folder(path: Path) -> tuple[dict[str, bytes], str]:
    root = next(
        (p.parent for p in sorted([*path.glob("metadata.json"), *path.glob("*/metadata.json")])),
        path,
    )
    present = [name for name in MEMBERS if (root / name).is_file()]
    if sum((root / name).stat().st_size for name in present) > MAX_BYTES:
        raise ValueError("it is larger than any Argos package")
    members = {name: (root / name).read_bytes() for name in sorted(present)}
    record = root / RECORD
    if record.is_file():
        return members, _recorded_sha256(members, read_metadata(record.read_bytes()))
    joined = hashlib.sha256()
    for name, data in members.items():
        joined.update(f"{name}\0{len(data)}\0".encode())
        joined.update(data)
    return members, joined.hexdigest()


def _recorded_sha256(members: Mapping[str, bytes], record: Mapping[str, object]) -> str:
    """The archive's SHA-256, once each file is the very one that came out of it."""
    if checksums(members) != record.get("files"):
        raise ValueError(
            "its files are not those that were installed; "
            "see newsdigest models verify, then remove it or install it again"
        )
    return str(record.get("sha256"))


def checksums(members: Mapping[str, bytes]) -> dict[str, str]:
    """Hex SHA-256 of each file by name."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}


def _limited(members: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    read: dict[str, bytes] = {}
    total = 0
    for name, data in members:
        total += len(data)
        if total > MAX_BYTES:
            raise ValueError("its files are larger than any Argos model's")
        read[name] = data
    return read
