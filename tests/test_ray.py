"""On a real Ray cluster of two nodes, one of which dies: every article exactly once."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from newsdigest import Article, Digest, Failure, NewsdigestError
from newsdigest.arrow import schema
from newsdigest.batch import failures_path
from newsdigest.models import read_package
from newsdigest.translators import ctranslate2
from tests.test_batch import kill_at_a_random_moment

ray = pytest.importorskip("ray", reason="needs newsdigest[ray]")

from newsdigest.ray import BatchDigester, digest_dataset, digest_many  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ray.cluster_utils import Cluster

# Ray leaves sockets and its own subprocesses to the garbage collector.
pytestmark = [pytest.mark.filterwarnings("ignore")]
ENGLISH = "The parliament has passed a new law that will lower the emissions by 2030."
FAST: dict[str, Any] = {"sentences": 1, "beam_size": 1}


def rows(number: int) -> list[dict[str, str]]:
    """Articles of which every seventh is English, and so fails."""
    return [
        {
            "body": ENGLISH if n % 7 == 3 else f"Der Landtag hat Gesetz {n} beschlossen.",
            "source": f"id-{n}",
        }
        for n in range(number)
    ]


class TestBatchDigester:
    """What an actor does, without a cluster."""

    def test_a_table_of_articles_becomes_one_of_digests(self) -> None:
        import pyarrow as pa

        table = BatchDigester(column="body", **FAST)(pa.Table.from_pylist(rows(8)))
        assert table.schema == schema()
        assert table["source"].to_pylist() == [f"id-{n}" for n in range(8)]
        errors = table["error"].to_pylist()
        assert [n for n, error in enumerate(errors) if error] == [3]
        assert errors[3].startswith("WrongLanguageError: ")
        assert Digest.from_json(table["digest"][0].as_py()).source == "id-0"

    def test_a_table_without_articles_has_the_same_columns(self) -> None:
        import pyarrow as pa

        empty = pa.table({"text": pa.array([], pa.string())})
        assert BatchDigester()(empty).schema == schema()

    def test_the_model_is_loaded_once_for_all_batches(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        loads: list[object] = []
        monkeypatch.setattr(
            ctranslate2, "read_package", lambda path: loads.append(path) or read_package(path)
        )
        actor = BatchDigester(**FAST)
        for n in range(3):
            actor.digest([Article(row["body"]) for row in rows(3)[n:]])
        assert len(loads) == 1

    def test_a_row_without_text_is_an_error_of_its_own(self) -> None:
        import pyarrow as pa

        table = BatchDigester(**FAST)(pa.table({"text": [None, "Es regnet heute in Wien."]}))
        assert "UnreadableArticleError" in table["error"][0].as_py()
        assert table["digest"][1].as_py()


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A head without cores and two nodes of one core each, on this machine."""
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": 80_000_000, "include_dashboard": False}
    started = Cluster(initialize_head=True, head_node_args={**node, "num_cpus": 0})
    for _ in range(2):
        started.add_node(num_cpus=1, object_store_memory=80_000_000)
    started.wait_for_nodes()
    yield started
    ray.shutdown()
    started.shutdown()


def kill_a_node(cluster: Cluster, *, when: Callable[[], bool]) -> threading.Thread:
    """Kill a node's raylet once `when` holds, and start a new node later."""

    def kill() -> None:
        while not when():
            time.sleep(0.05)
        cluster.remove_node(cluster.list_all_nodes[1], allow_graceful=False)
        cluster.add_node(num_cpus=1, object_store_memory=80_000_000)

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


@pytest.mark.long
def test_a_dataset_loses_nothing_when_a_node_dies(cluster: Cluster) -> None:
    ray.init(address=cluster.address, log_to_driver=False)
    seen: list[str] = []
    digests = digest_dataset(
        ray.data.from_items(rows(1500), override_num_blocks=30),
        column="body", concurrency=2, batch_size=25, **FAST,
    )  # fmt: skip
    killer = kill_a_node(cluster, when=lambda: len(seen) >= 100)
    failed = 0
    for row in digests.iter_rows():
        seen.append(row["source"])
        failed += row["error"] is not None
    killer.join()
    assert len(seen) == 1500
    assert set(seen) == {f"id-{n}" for n in range(1500)}
    assert failed == sum(1 for n in range(1500) if n % 7 == 3)


@pytest.mark.long
def test_a_stream_of_articles_loses_nothing_when_a_node_dies(cluster: Cluster) -> None:
    ray.init(address=cluster.address, log_to_driver=False)
    articles = [Article(row["body"], source=row["source"]) for row in rows(1500)]
    seen: list[Digest | Failure] = []
    killer = kill_a_node(cluster, when=lambda: len(seen) >= 100)
    for result in digest_many(articles, concurrency=2, batch_size=25, **FAST):
        seen.append(result)  # noqa: PERF402  # the killer watches it grow
    killer.join()
    assert [result.source for result in seen] == [article.source for article in articles]
    assert sum(isinstance(result, Failure) for result in seen) == len(range(3, 1500, 7))


@pytest.mark.long
def test_a_model_that_the_nodes_lack_is_told(cluster: Cluster) -> None:
    ray.init(address=cluster.address, log_to_driver=False)
    with pytest.raises(NewsdigestError, match="no/such/model"):
        list(digest_many([Article("Es regnet.")], concurrency=1, model="no/such/model"))


@pytest.mark.long
def test_kills_of_a_job_on_a_cluster_lose_and_double_no_article(
    cluster: Cluster, tmp_path: Path
) -> None:
    total = 6000
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows(total)), encoding="utf-8")
    command = [
        sys.executable, "-m", "newsdigest", "batch", "--engine", "ray", "--resume", "-n", "1",
        "--column", "body", "--beam-size", "1", "--workers", "2", str(source), str(output),
    ]  # fmt: skip
    environment = {**os.environ, "RAY_ADDRESS": cluster.address}
    chance = random.Random(5)
    for _ in range(20):
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        kill_at_a_random_moment(process, output, chance)
    partly = len(output.read_bytes().splitlines())
    assert 0 < partly < total * 6 // 7
    subprocess.run(command, env=environment, check=False, timeout=500)
    digests = [json.loads(line)["source"] for line in output.open(encoding="utf-8")]
    failures = [json.loads(line)["source"] for line in failures_path(output).open(encoding="utf-8")]
    assert digests == [f"id-{n}" for n in range(total) if n % 7 != 3]
    assert failures == [f"id-{n}" for n in range(total) if n % 7 == 3]
