"""Every example runs, and prints what it promises."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from newsdigest import Digest

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(*arguments: str) -> str:
    """Standard output of an example, run as its docstring says."""
    result = subprocess.run(
        [sys.executable, *arguments],
        cwd=EXAMPLES.parent, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_feed_becomes_a_briefing():
    pytest.importorskip("feedparser", reason="needs newsdigest[examples]")
    pytest.importorskip("trafilatura", reason="needs newsdigest[examples]")
    printed = run("examples/rss_digest.py", "examples/feed/feed.xml")
    assert printed.count("\n# ") + printed.startswith("# ") == 2
    assert "2024-06-05" in printed
    assert "2024-06-06" in printed
    assert "Cookie" not in printed


def test_service_digests_and_refuses():
    pytest.importorskip("fastapi", reason="needs newsdigest[examples]")
    testclient = pytest.importorskip("starlette.testclient", reason="needs httpx")
    service = runpy.run_path(str(EXAMPLES / "service.py"))
    source = (EXAMPLES / "service.py").read_text("utf-8")
    assert len([line for line in source.splitlines() if line.strip()]) <= 30
    client = testclient.TestClient(service["app"])
    answer = client.post("/digest", json={"text": "Der Rat stimmte zu.", "sentences": 1})
    assert answer.status_code == 200
    assert Digest.from_dict(answer.json()).key_points[0].source == "Der Rat stimmte zu."
    refused = client.post("/digest", json={"text": "  "})
    assert refused.status_code == 422
    assert "no sentence" in refused.json()["detail"]


def test_column_of_articles_gets_a_column_of_digests():
    pytest.importorskip("pandas", reason="needs newsdigest[examples]")
    printed = run("examples/pandas_column.py")
    assert "english" in printed
    assert "Der Bundestag hat am Freitag ein neues Gesetz beschlossen." in printed


def test_downstream_project_tests_itself_with_the_fakes():
    assert "2 passed" in run(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null",
        "--rootdir", str(EXAMPLES / "downstream"), str(EXAMPLES / "downstream"),
    )  # fmt: skip


def test_notebook_runs_and_shows_what_it_gives():
    """After a wanted change of a digest: UPDATE_GOLDEN=1 make test, and read the difference."""
    nbclient = pytest.importorskip("nbclient", reason="nbclient runs notebooks")
    pytest.importorskip("ipykernel", reason="the notebook's kernel")
    import nbformat

    path = EXAMPLES / "notebook.ipynb"
    fresh = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(
        fresh, kernel_name="python3", timeout=60, record_timing=False,
        resources={"metadata": {"path": str(EXAMPLES)}},
    ).execute()  # fmt: skip
    fresh.metadata = nbformat.read(path, as_version=4).metadata  # not the version of this Python
    if os.environ.get("UPDATE_GOLDEN"):
        nbformat.write(fresh, path)
    stored = nbformat.read(path, as_version=4)
    assert [_shown(cell) for cell in stored.cells] == [_shown(cell) for cell in fresh.cells]
    assert 'class="nd"' in str(stored)  # the digest as a notebook shows it


def _shown(cell) -> str:
    """What stands below a cell as text; how the output was cut into pieces is not seen."""
    return "".join(map(_text, cell.get("outputs", ())))


def _text(output) -> str:
    if output.output_type == "stream":
        return output.text
    # A digest is shown as a page, whose text the next cell prints.
    return "a page" if "text/html" in output.data else output.data["text/plain"]
