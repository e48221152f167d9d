"""Jobs: every form of input and output, resumed after any death, each article exactly once."""

from __future__ import annotations

import csv
import json
import random
import signal
import subprocess
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdigest import Article, Digest, Digester, Failure, InvalidOptionError
from newsdigest.arrow import schema, to_table
from newsdigest.batch import (
    Tally,
    failures_path,
    once_a_minute,
    open_articles,
    progress,
    run_job,
)
from newsdigest.cli import command
from newsdigest.testing import FakeTranslator, sample_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

ENGLISH = "The parliament has passed a new law that will lower the emissions by 2030."


def text(number: int) -> str:
    return f"Der Landtag hat am Dienstag das Gesetz Nummer {number} beschlossen. Es gilt sofort."


def rows(number: int) -> list[dict[str, str]]:
    """Articles of which every seventh is English, and so fails."""
    return [
        {"text": ENGLISH if n % 7 == 3 else text(n), "title": f"Gesetz {n}", "source": f"id-{n}"}
        for n in range(number)
    ]


def write_json_lines(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def read_json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def digest_many(articles: Iterable[Article | Failure]) -> Iterator[Digest | Failure]:
    return Digester(translator=FakeTranslator()).digest_many(
        articles, on_error="record", batch_size=8
    )


def check_complete(output: Path, total: int) -> None:
    """Each of `rows(total)` is in the output or among the failures, once and in order."""
    digests = [record["source"] for record in read_json_lines(output)]
    failures = [record["source"] for record in read_json_lines(failures_path(output))]
    assert digests == [f"id-{n}" for n in range(total) if n % 7 != 3]
    assert failures == [f"id-{n}" for n in range(total) if n % 7 == 3]


class TestInput:
    def test_json_lines(self, tmp_path: Path) -> None:
        articles = open_articles(write_json_lines(tmp_path / "a.jsonl", rows(3)))
        assert articles.count() == 3
        assert next(articles.read()) == Article(text(0), title="Gesetz 0", source="id-0")

    def test_csv(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["text", "title", "source"])
            writer.writeheader()
            writer.writerows([*rows(2), {"text": "Zeile eins.\n\nZeile zwei, mit „Komma“."}])
        articles = open_articles(path)
        assert articles.count() == 3
        first, _, last = articles.read()
        assert first == Article(text(0), title="Gesetz 0", source="id-0")
        assert last == Article("Zeile eins.\n\nZeile zwei, mit „Komma“.", source=f"{path}:3")

    def test_csv_with_an_article_longer_than_the_csv_modules_limit(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("text\n" + "wort " * 40_000 + "\n", encoding="utf-8")
        (article,) = open_articles(path).read()
        assert isinstance(article, Article)
        assert len(article.text) == 200_000

    def test_parquet(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        pq.write_table(pa.Table.from_pylist(rows(2500)), path)
        articles = open_articles(path)
        assert articles.count() == 2500
        last = list(articles.read(2499))
        assert last == [Article(text(2499), title="Gesetz 2499", source="id-2499")]

    def test_a_folder_of_texts_in_the_order_of_their_names(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a.txt", "sub/c.txt", "ignored.pdf"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(f"Text {name}.", encoding="utf-8")
        articles = open_articles(tmp_path)
        assert articles.count() == 3
        names = ("a.txt", "b.txt", "sub/c.txt")
        assert [a.source for a in articles.read()] == [str(tmp_path / name) for name in names]

    def test_another_column_may_hold_the_text(self, tmp_path: Path) -> None:
        path = write_json_lines(tmp_path / "a.jsonl", [{"body": "Ein Satz."}])
        assert next(open_articles(path, "body").read()) == Article("Ein Satz.", source=f"{path}:1")

    @pytest.mark.parametrize(
        "line", ['{"text": ', "[1, 2]", '{"text": 3}', '{"titel": "x"}', "\x00"]
    )
    def test_a_record_that_is_no_article_is_a_failure(self, tmp_path: Path, line: str) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text(f'{{"text": "Gut."}}\n{line}\n{{"text": "Gut."}}\n', encoding="utf-8")
        results = list(open_articles(path).read())
        assert [type(r) for r in results] == [Article, Failure, Article]
        assert results[1].source == f"{path}:2"

    def test_a_file_that_is_no_text_is_a_failure(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"Der M\xfcll")
        (result,) = open_articles(tmp_path).read()
        assert isinstance(result, Failure)
        assert "UTF-8" in str(result.error)

    @pytest.mark.parametrize("name", ["missing.jsonl", "a.docx"])
    def test_an_input_that_cannot_be_is_refused(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "a.docx").touch()
        with pytest.raises(InvalidOptionError, match="or a folder"):
            open_articles(tmp_path / name)


class TestOutput:
    def test_json_lines_are_digests(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(100))
        output = tmp_path / "out.jsonl"
        tallies = list(run_job(source, output, digest_many))
        assert tallies[0] == Tally(0, 0, 100)
        assert tallies[-1] == Tally(100, 14, 100)
        check_complete(output, 100)
        lines = output.read_text(encoding="utf-8").splitlines()
        assert Digest.from_json(lines[0]).title.source == "Gesetz 0"

    def test_failures_name_number_source_and_error(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(5))
        list(run_job(source, tmp_path / "out.jsonl", digest_many))
        (failure,) = read_json_lines(failures_path(tmp_path / "out.jsonl"))
        assert (failure["index"], failure["source"]) == (3, "id-3")
        assert failure["error"] == "WrongLanguageError"
        assert "English" in failure["message"]

    def test_without_a_failure_there_is_no_file_of_failures(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(3))
        list(run_job(source, tmp_path / "out.jsonl", digest_many))
        assert not failures_path(tmp_path / "out.jsonl").exists()

    def test_parquet_has_the_fixed_columns(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(100))
        output = tmp_path / "out.parquet"
        list(run_job(source, output, digest_many))
        table = pq.read_table(output)
        assert table.schema == schema()
        assert table.num_rows == 86
        row = table.slice(1, 1).to_pylist()[0]
        digest = Digest.from_json(row["digest"])
        assert (row["source"], row["title"]) == ("id-1", digest.title.text)
        assert row["key_points"][0]["text"] == digest.key_points[0].text
        assert sorted(p.name for p in tmp_path.iterdir()) == [
            "in.jsonl", "out.parquet", "out.parquet.failures.jsonl",
        ]  # fmt: skip

    def test_parquet_names_speakers_flags_entities_and_keywords(self) -> None:
        digest = Digester(translator=FakeTranslator()).digest(sample_article(), sentences=5)
        (row,) = to_table([digest]).to_pylist()
        assert [point["speaker"] for point in row["key_points"]] == [
            point.attribution.text if point.attribution else None for point in digest.key_points
        ]
        assert [point["flags"] for point in row["key_points"]] == [
            [flag.code for flag in point.flags] for point in digest.key_points
        ]
        assert [quote["speaker"] for quote in row["quotes"]] == ["Anna Berger"]
        assert [entity["source"] for entity in row["entities"]] == [
            entity.source for entity in digest.entities
        ]
        assert row["keywords"] == [keyword.text for keyword in digest.keywords]

    def test_an_output_that_exists_is_never_overwritten(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(3))
        (tmp_path / "out.jsonl").write_text("precious", encoding="utf-8")
        (tmp_path / "out.parquet.part").write_text("precious", encoding="utf-8")
        for name in ("out.jsonl", "out.parquet"):
            with pytest.raises(InvalidOptionError, match="--resume"):
                list(run_job(source, tmp_path / name, digest_many))
        assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "precious"
        assert (tmp_path / "out.parquet.part").read_text(encoding="utf-8") == "precious"

    def test_another_output_format_is_refused(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(3))
        with pytest.raises(InvalidOptionError, match="parquet"):
            list(run_job(source, tmp_path / "out.xml", digest_many))


class TestResume:
    def test_a_job_that_was_stopped_goes_on(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(300))
        output = tmp_path / "out.jsonl"
        stopped = run_job(source, output, digest_many)
        assert [tally.done for tally in islice(stopped, 3)] == [0, 64, 128]
        stopped.close()
        tallies = list(run_job(source, output, digest_many, resume=True))
        assert tallies[0].done == 128
        check_complete(output, 300)

    def test_a_job_that_is_done_changes_nothing(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(20))
        for output in (tmp_path / "out.jsonl", tmp_path / "out.parquet"):
            list(run_job(source, output, digest_many))
            before = output.read_bytes()
            list(run_job(source, output, digest_many, resume=True))
            assert output.read_bytes() == before

    def test_resume_begins_where_there_is_nothing_yet(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(20))
        list(run_job(source, tmp_path / "out.jsonl", digest_many, resume=True))
        check_complete(tmp_path / "out.jsonl", 20)

    def test_another_input_is_refused(self, tmp_path: Path) -> None:
        first = write_json_lines(tmp_path / "in.jsonl", rows(20))
        other = write_json_lines(tmp_path / "other.jsonl", rows(40)[20:])
        list(run_job(first, tmp_path / "out.jsonl", digest_many))
        with pytest.raises(InvalidOptionError, match="another input"):
            list(run_job(other, tmp_path / "out.jsonl", digest_many, resume=True))

    @settings(max_examples=30, deadline=None)  # a job writes and syncs files
    @given(data=st.data())
    def test_it_survives_a_death_at_any_byte(
        self, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """Whatever a death leaves: failures of a chunk come to the disk before its digests."""
        folder = tmp_path_factory.mktemp("job")
        source = write_json_lines(folder / "in.jsonl", rows(90))
        output = folder / "out.jsonl"
        job = run_job(source, output, digest_many)
        before = [0, 0]
        for _ in range(data.draw(st.integers(1, 3), label="chunks")):
            before = [
                p.stat().st_size if p.exists() else 0 for p in (output, failures_path(output))
            ]
            next(job, None)
        job.close()
        if data.draw(st.booleans(), label="died while writing failures"):
            _cut(output, before[0])
            if failures_path(output).exists():
                size = failures_path(output).stat().st_size
                _cut(failures_path(output), data.draw(st.integers(before[1], max(before[1], size))))
        else:
            _cut(output, data.draw(st.integers(before[0], output.stat().st_size)))
        list(run_job(source, output, digest_many, resume=True))
        check_complete(output, 90)


def _cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def batch(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "newsdigest", "batch", "-n", "1", "--beam-size", "1",
            *map(str, arguments)]  # fmt: skip


class TestProgress:
    def test_off_a_terminal_it_says_a_line_a_minute_and_one_at_the_end(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Read once before the first tally, once after each, and once for the last line.
        clock = iter([0, 0, 30, 61, 90, 122, 122])
        monkeypatch.setattr("newsdigest.batch.time.monotonic", lambda: next(clock))
        tallies = [Tally(done, done // 50, 400) for done in (0, 50, 100, 150, 200)]
        said: list[str] = []
        assert once_a_minute(tallies, said.append) == tallies[-1]
        assert said == [
            "100 of 400 articles, 2 failed, 1.6 a second, 3 min left",
            "200 of 400 articles, 4 failed, 1.6 a second, 2 min left",
            "200 of 400 articles, 4 failed, 1.6 a second, 2 min left",
        ]

    def test_a_job_that_goes_on_counts_its_rate_from_where_it_began(self) -> None:
        said = progress(Tally(300, 0, 1000), Tally(200, 0, 1000), seconds=10)
        assert said == "300 of 1,000 articles, 0 failed, 10.0 a second, 1 min left"


class TestCommand:
    def test_it_digests_and_says_how_many_failed(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(8))
        output = tmp_path / "out.jsonl"
        result = CliRunner().invoke(command, ["batch", str(source), str(output)])
        assert result.exit_code == 1
        assert "8 of 8 articles, 1 failed" in result.stderr
        assert "out.jsonl.failures.jsonl" in result.stderr
        check_complete(output, 8)

    def test_a_missing_model_leaves_no_output(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(2))
        arguments = ["batch", "--model", "no/model", str(source), str(tmp_path / "out.jsonl")]
        result = CliRunner().invoke(command, arguments)
        assert result.exit_code == 1
        assert "no/model" in result.stderr
        assert [p.name for p in tmp_path.iterdir()] == ["in.jsonl"]

    @pytest.mark.long
    def test_ctrl_c_ends_it_cleanly(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(5000))
        output = tmp_path / "out.jsonl"
        with subprocess.Popen(
            batch(source, output),
            stderr=subprocess.PIPE,
            text=True,
            # A shell that put the tests into the background has SIGINT ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        ) as process:
            wait_for(lambda: output.exists() and output.stat().st_size > 0)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "--resume" in said
        assert "Traceback" not in said
        sources = [record["source"] for record in read_json_lines(output)]
        assert sources == [f"id-{n}" for n in range(5000) if n % 7 != 3][: len(sources)]

    @pytest.mark.long
    def test_twenty_kills_lose_and_double_no_article(self, tmp_path: Path) -> None:
        source = write_json_lines(tmp_path / "in.jsonl", rows(6000))
        output = tmp_path / "out.jsonl"
        chance = random.Random(5)
        for _ in range(20):
            process = subprocess.Popen(batch("--resume", source, output), stderr=subprocess.DEVNULL)
            kill_at_a_random_moment(process, output, chance)
        partly = len(output.read_bytes().splitlines())
        assert 0 < partly < 6000 * 6 // 7
        subprocess.run(batch("--resume", source, output), stderr=subprocess.DEVNULL, check=False)
        check_complete(output, 6000)


def kill_at_a_random_moment(
    process: subprocess.Popen[Any], output: Path, chance: random.Random
) -> None:
    """`kill -9` during the start of a job or, as often, some time after it has written again."""
    if chance.random() < 0.5:
        written = output.stat().st_size if output.exists() else 0
        wait_for(lambda: output.exists() and output.stat().st_size > written)
        time.sleep(chance.uniform(0, 0.5))
    else:
        time.sleep(chance.uniform(0, 3))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "the job ended before it could be killed"


def wait_for(condition: Any, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
