"""Models on this machine: which is used, how one is installed, and what is refused."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from newsdigest import models
from newsdigest.cli import command
from newsdigest.errors import InvalidModelError, ModelNotFoundError, StorageError
from newsdigest.models import package, store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    """No model of this machine's own, and a models folder for each test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    monkeypatch.delenv("NEWSDIGEST_MODEL", raising=False)


def embedded_members() -> dict[str, bytes]:
    return models.read_package(models.embedded_model()).members


def write_archive(path: Path, members: dict[str, bytes], root: str = "de_en/") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(root + name, data)
    return path


@pytest.fixture
def archive(tmp_path) -> Path:
    """A working package, other than the embedded one by its version."""
    metadata = json.dumps({"from_code": "de", "to_code": "en", "package_version": "9.9"}).encode()
    return write_archive(
        tmp_path / "translate-de_en-9_9.argosmodel",
        {**embedded_members(), "metadata.json": metadata, "README.md": b"hello"},
    )


# Which model is used


def test_without_any_other_the_embedded_model_is_used():
    assert models.find_model() == models.embedded_model()


def test_the_order_is_argument_variable_installed_argos_translate_embedded(
    tmp_path, archive, monkeypatch
):
    foreign = tmp_path / "data" / "argos-translate" / "packages" / "translate-de_en-1_0"
    (foreign / "model").mkdir(parents=True)
    (foreign / "model" / "model.bin").write_bytes(b"")
    (foreign / "metadata.json").write_text('{"from_code": "de", "to_code": "en"}')
    assert models.find_model() == foreign
    installed = models.install(archive)
    assert models.find_model() == installed.path
    monkeypatch.setenv("NEWSDIGEST_MODEL", str(archive))
    assert models.find_model() == archive
    assert models.find_model(models.embedded_model()) == models.embedded_model()


def test_the_model_installed_last_is_used_whatever_its_version(archive):
    newer = models.install(archive)
    older = models.install(models.embedded_model())
    assert [m.name for m in models.installed()] == [older.name, newer.name]
    models.install(archive)
    assert models.find_model() == newer.path


@pytest.mark.parametrize("version", ['"²"', '"' + "9" * 5000 + '"', "[1]", "null", '{"a": 1}'])
def test_any_version_of_an_argos_translate_package_can_be_compared(tmp_path, monkeypatch, version):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    (tmp_path / "p" / "model").mkdir(parents=True)
    (tmp_path / "p" / "model" / "model.bin").write_bytes(b"")
    (tmp_path / "p" / "metadata.json").write_text(
        f'{{"from_code": "de", "to_code": "en", "package_version": {version}}}'
    )
    assert models.find_model() == tmp_path / "p"


# Installing


def test_an_installed_model_keeps_the_checksum_of_its_file(archive):
    installed = models.install(archive)
    assert installed.sha256 == package.sha256_of(archive)
    assert installed.name == f"de_en-9.9-{installed.sha256[:8]}"
    read = models.read_package(installed.path)
    assert read.sha256 == installed.sha256
    assert read.files == models.read_package(archive).files


def test_only_the_files_of_a_model_are_installed(archive):
    folder = models.install(archive).path
    names = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert "README.md" not in names
    assert names <= {*package.MEMBERS, package.RECORD}


def test_installing_twice_keeps_one(archive):
    assert models.install(archive).path == models.install(archive).path
    assert len(models.installed()) == 1


def test_a_changed_file_is_found_before_it_is_used_and_mended_by_installing_again(archive):
    model = models.install(archive)
    victim = model.path / "model" / "model.bin"
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(data)
    with pytest.raises(InvalidModelError, match="not those that were installed"):
        models.read_package(models.find_model())
    with pytest.raises(InvalidModelError, match="not those that were installed"):
        models.verify(model.name)
    models.install(archive)
    assert models.verify(model.name).sha256 == model.sha256


def test_a_removed_model_is_gone(archive):
    name = models.install(archive).name
    models.remove(name)
    assert models.installed() == []
    assert models.find_model() == models.embedded_model()
    with pytest.raises(ModelNotFoundError, match="installed: none"):
        models.remove(name)


def test_a_model_that_does_not_translate_is_not_installed(tmp_path):
    members = embedded_members()
    members["model/model.bin"] = members["model/model.bin"][:-1000]
    with pytest.raises(InvalidModelError):
        models.install(write_archive(tmp_path / "broken.argosmodel", members))
    assert models.installed() == []
    assert not list(models.models_folder().glob(".installing-*"))


def test_a_folder_is_not_installed(archive):
    folder = models.install(archive).path
    with pytest.raises(InvalidModelError, match="takes a"):
        models.install(folder)


def test_what_cannot_be_written_is_a_storage_error(archive, tmp_path):
    (tmp_path / "data").write_text("a file where a folder must be")
    with pytest.raises(StorageError, match="cannot write"):
        models.install(archive)


def test_a_full_disk_leaves_no_model(archive, monkeypatch):
    def full(path, data):
        path.write_bytes(data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "_write_through", full)
    with pytest.raises(StorageError, match="No space left"):
        models.install(archive)
    assert models.installed() == []
    assert not list(models.models_folder().glob(".installing-*"))


@pytest.mark.skipif(not shutil.which("mount") or os.getuid() != 0, reason="needs root to mount")
def test_a_disk_that_is_really_full_leaves_no_model(archive, tmp_path):
    mounted = tmp_path / "data"
    mounted.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(mounted)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("this machine does not let us mount")
    try:
        with pytest.raises(StorageError, match="No space left"):
            models.install(archive)
        assert models.installed() == []
        assert not list(models.models_folder().glob(".installing-*"))
    finally:
        subprocess.run(["umount", str(mounted)], check=True)


def test_another_process_that_keeps_the_lock_is_named(archive, monkeypatch):
    from filelock import FileLock

    monkeypatch.setattr(store, "LOCK_TIMEOUT", 0.05)
    models.models_folder().mkdir(parents=True)
    with (
        FileLock(models.models_folder() / ".lock"),
        pytest.raises(StorageError, match="another process"),
    ):
        models.install(archive)


def test_threads_that_install_at_once_leave_one_whole_model(archive):
    failures = []

    def install():
        try:
            models.install(archive)
        except BaseException as error:  # noqa: BLE001  # any at all is a failure
            failures.append(error)

    threads = [threading.Thread(target=install) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [models.verify(m.name).id for m in models.installed()] == ["de_en-9.9"]


INSTALL = "import sys; from newsdigest import models; models.install(sys.argv[1])"


@pytest.mark.long
def test_processes_that_install_at_once_leave_one_whole_model(archive):
    processes = [subprocess.Popen([sys.executable, "-c", INSTALL, archive]) for _ in range(4)]
    assert [process.wait() for process in processes] == [0] * 4
    assert [models.verify(m.name).id for m in models.installed()] == ["de_en-9.9"]


@pytest.mark.long
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills as POSIX does")
def test_a_kill_at_any_moment_leaves_the_old_model_or_the_new_one(archive):
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", INSTALL, archive], check=True)
    whole = time.perf_counter() - started
    models.remove(models.installed()[0].name)
    models.install(models.embedded_model())
    outcomes = set()
    for step in range(20):
        process = subprocess.Popen([sys.executable, "-c", INSTALL, archive])
        time.sleep(whole * (step + 1) / 20)
        process.kill()
        process.wait()
        found = models.find_model()
        models.store.try_translation(models.read_package(found))
        outcomes.add(found.name.rsplit("-", 1)[0])
        for model in models.installed():
            models.verify(model.name)
    assert outcomes <= {models.read_package(models.embedded_model()).id, "de_en-9.9"}
    models.install(archive)  # what was left is in nobody's way, and goes
    assert not [p for p in models.models_folder().glob(".*") if p.name != ".lock"]


# What a package may not hold


def info(name: str, mode: int = 0o644, kind: int = stat.S_IFREG) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (kind | mode) << 16
    return entry


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        (info("/etc/passwd"), "outside its folder"),
        (info("de_en/../../evil"), "outside its folder"),
        (info("C:/evil"), "outside its folder"),
        (info("de_en\\..\\evil"), "outside its folder"),
        (info("de_en/model/model.bin", kind=stat.S_IFLNK), "link or a device"),
        (info("de_en/pipe", kind=stat.S_IFIFO), "link or a device"),
    ],
)
def test_a_package_that_reaches_beyond_itself_is_refused(tmp_path, member, reason):
    path = tmp_path / "evil.argosmodel"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("de_en/metadata.json", embedded_members()["metadata.json"])
        archive.writestr(member, b"../../../../etc/passwd")
    with pytest.raises(InvalidModelError, match=reason):
        models.install(path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["evil.argosmodel"]


def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path):
    path = tmp_path / "bomb.argosmodel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("de_en/metadata.json", b" " * 50_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(InvalidModelError, match="too large"):
        models.read_package(path)


def test_all_files_together_have_a_limit(tmp_path, monkeypatch):
    big = b"\0" * 4_900_000
    members = {**embedded_members(), "model/model.bin": big, "model/vmap.txt": big}
    monkeypatch.setattr(package, "MAX_BYTES", 5_000_000)
    with pytest.raises(InvalidModelError, match="larger than any"):
        models.read_package(write_archive(tmp_path / "big.argosmodel", members))


def test_a_false_size_gives_no_more_than_it_says(tmp_path):
    """The directory says 10 bytes, the data unpack to 200 MB."""
    path = tmp_path / "liar.argosmodel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("metadata.json", b"0" * 200_000_000)
    data = path.read_bytes().replace(
        (200_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    )
    path.write_bytes(data)
    with pytest.raises(InvalidModelError):
        models.read_package(path)


def test_a_flood_of_members_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "_MAX_DIRECTORY", 10_000)
    flood = {f"{number:06}": b"" for number in range(1000)}
    with pytest.raises(InvalidModelError, match="more members"):
        models.read_package(write_archive(tmp_path / "flood.argosmodel", flood))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_methods_without_a_bound_are_refused(tmp_path, method):
    path = tmp_path / "odd.argosmodel"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("metadata.json", b"{}")
    with pytest.raises(InvalidModelError, match="method"):
        models.read_package(path)


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        (b'{"from_code": "de", "to_code": "fr"}', "'de' to 'fr'"),
        (b'{"from_code": "en", "to_code": "de"}', "'en' to 'de'"),
        (b'{"from_code": ["de"], "to_code": "en"}', "names its languages"),
        (b"[" * 100_000, "names its languages"),
        (b"[]", "names its languages"),
        (b"\xff\xfe", "names its languages"),
        (b'{"from_code": "de", "to_code": "en", "package_version": "../../x"}', "package_version"),
        (b'{"from_code": "de", "to_code": "en", "package_version": ""}', "package_version"),
    ],
)
def test_metadata_of_another_package_is_refused(tmp_path, metadata, reason):
    members = {**embedded_members(), "metadata.json": metadata}
    with pytest.raises(InvalidModelError, match=reason):
        models.install(write_archive(tmp_path / "other.argosmodel", members))


@pytest.mark.parametrize("missing", ["model/model.bin", "sentencepiece.model"])
def test_a_package_without_its_parts_is_refused(tmp_path, missing):
    members = {name: data for name, data in embedded_members().items() if name != missing}
    with pytest.raises(InvalidModelError, match=missing):
        models.install(write_archive(tmp_path / "part.argosmodel", members))


@pytest.mark.parametrize("cut", [0, 1, 100, -1, -22])
def test_a_cut_file_is_refused(tmp_path, archive, cut):
    path = tmp_path / "cut.argosmodel"
    path.write_bytes(archive.read_bytes()[:cut])
    with pytest.raises(InvalidModelError):
        models.install(path)


def test_a_folder_is_read_by_name_not_searched(tmp_path):
    """A slip like model="/" must not walk the whole disk."""
    (tmp_path / "deep" / "model").mkdir(parents=True)
    os.mkfifo(tmp_path / "metadata.json")  # reading it would wait for ever
    with pytest.raises(InvalidModelError):
        models.read_package(tmp_path)


def test_a_device_is_no_package():
    with pytest.raises(InvalidModelError, match="neither a file nor a folder"):
        models.read_package("/dev/null")


# On the command line


def run(*arguments: str):
    return CliRunner().invoke(command, ["models", *arguments])


def test_the_commands_list_install_verify_and_remove(archive):
    assert "* newsdigest-de_en" in run("list").output
    assert run("install", str(archive)).exit_code == 0
    name = models.installed()[0].name
    assert f"* {name}" in run("list").output
    assert run("path").output.strip() == str(models.find_model())
    assert run("path", name).output.strip() == str(models.find_model())
    assert "whole, and translates" in run("verify").output
    assert run("remove", name).exit_code == 0
    assert run("path").output.strip() == str(models.embedded_model())


def test_a_failed_command_is_one_line_and_exit_code_1(tmp_path):
    result = run("install", str(tmp_path / "nothing"))
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert result.output.startswith("Error: there is no model at")


def test_the_list_shows_a_model_named_by_the_variable(archive, monkeypatch):
    monkeypatch.setenv("NEWSDIGEST_MODEL", str(archive))
    assert f"* {archive.name}" in run("list").output
