"""The command line: what it prints, where, and its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsdigest import Digest
from newsdigest.cli import command
from newsdigest.models import embedded_model
from newsdigest.summarizers import SUMMARIZERS
from tests.conftest import SEED

ENGLISH = "The Kremlin said on Tuesday that its troops would return to their garrisons soon."


@pytest.fixture(autouse=True)
def _embedded(monkeypatch) -> None:
    monkeypatch.setenv("NEWSDIGEST_MODEL", str(embedded_model()))


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments], input=stdin)


def test_a_file_gives_its_digest() -> None:
    result = run(SEED)
    assert result.exit_code == 0
    assert "2022-02" in result.stdout
    assert "[14:111]" in result.stdout
    assert "Stoltenberg" in result.stdout
    assert result.stderr == ""


def test_standard_input(seed_text: str) -> None:
    assert "[14:111]" in run("-", stdin=seed_text).stdout


def test_json_is_a_digest_again() -> None:
    digest = Digest.from_json(run("-n", "2", "--format", "json", SEED).stdout)
    assert len(digest.key_points) == 2
    assert digest.source == str(SEED)


def test_several_files_as_json_are_a_line_each() -> None:
    lines = run("--format", "json", SEED, SEED).stdout.splitlines()
    assert [json.loads(line)["date"] for line in lines] == ["2022-02", "2022-02"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "english.txt").write_text(ENGLISH)
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    bad = [tmp_path / name for name in ("empty.txt", "english.txt", "binary.txt", "missing.txt")]
    result = run(*bad, SEED)
    assert result.exit_code == 1
    assert "2022-02" in result.stdout
    for path in bad:
        assert str(path) in result.stderr
    assert "Traceback" not in result.output


def test_markdown_into_a_file(tmp_path: Path) -> None:
    target = tmp_path / "digest.md"
    assert run("--format", "markdown", "-o", target, SEED).stdout == ""
    assert target.read_text(encoding="utf-8").startswith("# ")


def test_full_translates_every_sentence() -> None:
    digest = Digest.from_json(run("--full", "--format", "json", "--beam-size", "1", SEED).stdout)
    assert digest.translation is not None
    assert len(digest.translation.sentences) == digest.stats.sentences == 18


def test_title_and_date_of_the_caller() -> None:
    digest = Digest.from_json(
        run("--format", "json", "--title", "Truppenabzug", "--date", "2022-02-15", SEED).stdout
    )
    assert digest.date == "2022-02-15"
    assert digest.title is not None
    assert digest.title.source == "Truppenabzug"


@pytest.mark.parametrize("name", SUMMARIZERS)
def test_every_summarizer_by_name(name: str) -> None:
    result = run("--summarizer", name, "--format", "json", "--beam-size", "1", SEED)
    assert json.loads(result.stdout)["made_by"]["summarizer"] == name


@pytest.mark.parametrize(
    "wrong", [["--nonsense", "x"], ["-n", "0", "x"], ["--format", "pdf", "x"], ["digest"]]
)
def test_wrong_use_is_exit_code_2(wrong: list[str]) -> None:
    assert run(*wrong).exit_code == 2


def test_a_missing_model_is_one_message() -> None:
    result = run("--model", "/does/not/exist", SEED, SEED)
    assert result.exit_code == 1
    assert result.stderr.count("/does/not/exist") == 1
    assert "embedded model" in result.stderr


def test_a_broken_model_is_one_message(tmp_path: Path) -> None:
    broken = tmp_path / "broken.argosmodel"
    broken.write_bytes(b"PK nonsense")
    result = run("--model", broken, SEED)
    assert result.exit_code == 1
    assert str(broken) in result.stderr


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    result = run("-o", tmp_path / "no" / "folder.txt", SEED)
    assert result.exit_code == 1
    assert "No such file" in result.stderr


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("newsdigest ")
    assert "Examples:" in run("--help").stdout
    assert "--summarizer" in run("digest", "--help").stdout


def test_as_a_module_in_a_pipe_it_prints_plain_text() -> None:
    out = subprocess.run(
        [sys.executable, "-m", "newsdigest", "-n", "1", str(SEED)],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    assert b"\x1b" not in out
    assert b"   de: " in out
