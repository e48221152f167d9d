"""What the commands show on a terminal, `newsdigest doctor`, and shell completion."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsdigest import Digester
from newsdigest.cli import command
from newsdigest.cli.terminal import print_digest
from newsdigest.models import ENVIRONMENT_VARIABLE, embedded_model
from newsdigest.testing import FakeTranslator

SEED = Path(__file__).parents[1] / "seeds" / "000_7c349b12d8676159.txt"
COMMAND = shutil.which("newsdigest", path=str(Path(sys.executable).parent)) or ""
needs_posix = pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is POSIX's")
needs_command = pytest.mark.skipif(not COMMAND, reason="newsdigest is not beside this Python")


def on_a_terminal(*arguments: str, columns: int = 80, **environment: str) -> str:
    """What a person sees: standard output and error of the command on a pseudo-terminal."""
    import pty

    variables = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color", **environment}
    reader, writer = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdigest", *arguments],
        stdin=writer, stdout=writer, stderr=writer, env=variables,
    )  # fmt: skip
    os.close(writer)
    seen = b""
    try:
        while chunk := os.read(reader, 65536):
            seen += chunk
    except OSError:  # Linux: the other end is closed
        pass
    os.close(reader)
    process.wait()
    return seen.decode()


def plain(seen: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen).replace("\r\n", "\n")


@needs_posix
def test_terminal_shows_colour_and_folds_the_sources():
    seen = on_a_terminal(str(SEED))
    assert "\x1b[1;36m1." in seen
    assert "Russland kündigt an" not in seen
    assert "--sources shows the German" in seen


@needs_posix
def test_sources_unfolds_the_german_with_its_place():
    seen = plain(on_a_terminal("--sources", str(SEED)))
    assert "Russland kündigt an, Soldaten nahe der ukrainischen Grenze" in seen
    assert "[14:111]" in seen


@needs_posix
def test_spinner_turns_while_the_model_loads_and_the_article_is_digested():
    seen = plain(on_a_terminal(str(SEED)))
    assert "Loading the model ..." in seen
    assert f"Digesting {SEED.name}"[:10] in seen


@needs_posix
def test_no_color_is_honoured():
    assert "\x1b[1;36m" not in on_a_terminal(str(SEED), NO_COLOR="1")


@needs_posix
def test_lines_hang_behind_their_number_on_a_narrow_terminal():
    seen = plain(on_a_terminal(str(SEED), columns=40))
    after = seen[seen.index("1. ") :]
    assert re.search(r"1\. \S.*\n {3}\S", after)


def test_pipe_gets_plain_text_without_spinner():
    result = subprocess.run(
        [sys.executable, "-m", "newsdigest", str(SEED)], capture_output=True, check=True
    )
    assert b"\x1b" not in result.stdout
    assert result.stderr == b""


def test_warnings_and_flags_are_seen_without_asking(capsys):
    article = "Der Kanzler reist heute nach Moskau."
    digester = Digester(translator=FakeTranslator({article: "Go go go go go go go go."}))
    print_digest(digester.digest(article))
    shown = " ".join(capsys.readouterr().out.split())
    assert "! the translation repeats itself" in shown
    assert "! 3 key points were asked for; the article has 1" in shown


def test_markup_of_an_article_is_shown_not_obeyed(capsys):
    article = "Der Kanzler nennt die Lage [bold]ernst[/bold]."
    digester = Digester(translator=FakeTranslator({article: "The chancellor is [bold]here."}))
    print_digest(digester.digest(article), sources=True)
    shown = capsys.readouterr().out
    assert "[bold]here." in shown
    assert "[bold]ernst[/bold]" in shown


def message(*arguments: str) -> str:
    """What the command says on standard error where it fails."""
    result = CliRunner().invoke(command, [*arguments])
    assert result.exit_code == 1
    return " ".join(result.stderr.split())


def test_misspelt_command_names_the_right_one():
    assert "did you mean: newsdigest doctor" in message("docter")


def test_missing_file_is_named_once(tmp_path):
    path = str(tmp_path / "missing.txt")
    assert message(path) == f"newsdigest: {path}: No such file or directory"


def test_folder_is_sent_to_batch(tmp_path):
    assert f"newsdigest batch {tmp_path} digests.jsonl" in message(str(tmp_path))


@pytest.mark.parametrize(
    ("data", "cure"),
    [
        (b"", "give the text of a German news article"),
        (b"The government said on Monday that it would not raise taxes.", "--any-language"),
        ("Müller kommt.".encode("latin-1"), "iconv"),
    ],
)
def test_message_names_the_file_once_and_the_cure(tmp_path, data, cure):
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    said = message(str(path))
    assert said.count(str(path)) == 1
    assert cure in said


def test_missing_model_leaves_the_output_alone(tmp_path):
    output = tmp_path / "digest.md"
    assert "no such file or folder" in message("--model", "/none", "-o", str(output), str(SEED))
    assert not output.exists()


def doctor(*arguments: str, **environment: str):
    return CliRunner().invoke(command, ["doctor", *arguments], env=environment)


def test_doctor_names_engines_model_reason_and_a_digest_without_network(monkeypatch, tmp_path):
    monkeypatch.delenv(ENVIRONMENT_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    result = doctor()
    assert result.exit_code == 0, result.output
    assert re.search(r"ctranslate2 +4\.", result.stdout)
    assert "it ships with newsdigest" in result.stdout
    assert re.search(r"English +The ", result.stdout)
    assert re.search(r"network +not used", result.stdout)


def test_doctor_says_which_variable_or_option_chose_the_model():
    path = str(embedded_model())
    assert "NEWSDIGEST_MODEL names it" in doctor(NEWSDIGEST_MODEL=path).stdout
    assert "--model names it" in doctor("--model", path).stdout


def test_doctor_fails_with_the_cure_where_the_model_is_missing():
    result = doctor(NEWSDIGEST_MODEL="/no/such/model")
    assert result.exit_code == 1
    assert "NEWSDIGEST_MODEL='/no/such/model': no such file" in result.stderr


def test_doctor_says_how_to_add_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.setattr("newsdigest.cli.doctor.find_spec", lambda _: None)
    assert "pip install 'newsdigest[html]'" in doctor().stdout


def completions(line: str) -> list[str]:
    """What the shells' scripts get from newsdigest for a line that ends at the cursor."""
    words = line.split(" ")
    environment = {
        **os.environ,
        "_NEWSDIGEST_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    result = subprocess.run([COMMAND], env=environment, capture_output=True, check=True, text=True)
    return result.stdout.split()


@needs_command
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("newsdigest do", "plain,doctor"),
        ("newsdigest --fo", "plain,--format"),
        ("newsdigest article.txt --su", "plain,--summarizer"),
        ("newsdigest -s lex", "plain,lexrank"),
        ("newsdigest digest --format mark", "plain,markdown"),
        ("newsdigest art", "file,art"),
        ("newsdigest completion z", "plain,zsh"),
    ],
)
def test_completion_offers(line, expected):
    assert expected in completions(line)


# What a person does: load the script, type the beginning, press the tabulator.
TRIALS = {
    "bash": 'eval "$(newsdigest completion bash)"; COMP_WORDS=(newsdigest --form); COMP_CWORD=1; '
    "_newsdigest_completion newsdigest; echo ${COMPREPLY[@]}",
    "zsh": 'autoload -Uz compinit; compinit -u -D; eval "$(newsdigest completion zsh)"; '
    "words=(newsdigest --form); CURRENT=2; "
    "_describe() { print -- $completions_with_descriptions }; _newsdigest_completion newsdigest",
    "fish": "newsdigest completion fish | source; complete -C 'newsdigest --form'",
}


@needs_command
@pytest.mark.parametrize("shell", TRIALS)
def test_completion_script_works_in(shell, tmp_path):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    folder = Path(COMMAND).parent.resolve()  # zsh finds no command behind ".."
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    result = subprocess.run(
        [shell, "-c", TRIALS[shell]],
        env={**os.environ, "PATH": path, "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "--format" in result.stdout, result.stderr
