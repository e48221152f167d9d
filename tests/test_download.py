"""The download of a model, against a real server on this machine that misbehaves."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import closing
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from rich.console import Console

from newsdigest import models
from newsdigest.cli import command
from newsdigest.errors import DownloadError, InvalidModelError, StorageError
from newsdigest.models import Download, Limits
from newsdigest.models.download import OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FAST = Limits(connect=5, stall=0.5, total=30, attempts=4)


@dataclass
class Server:
    """A server whose answers are a list of acts; the last act answers all further requests."""

    url: str
    acts: list[Callable[[BaseHTTPRequestHandler], None]]
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@pytest.fixture
def serve():
    """Start a server that plays the given acts."""
    running = []

    def start(*acts: Callable[[BaseHTTPRequestHandler], None]) -> Server:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):  # the name that http.server calls
                server.requests.append((self.path, dict(self.headers)))
                act = server.acts.pop(0) if len(server.acts) > 1 else server.acts[0]
                self.close_connection = True
                act(self)

            def log_message(self, *_):
                pass

        httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        httpd.daemon_threads = True
        server = Server(f"http://127.0.0.1:{httpd.server_port}/translate.argosmodel", list(acts))
        threading.Thread(
            target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        running.append(httpd)
        return server

    yield start
    for httpd in running:
        httpd.shutdown()
        httpd.server_close()


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("NEWSDIGEST_OFFLINE", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(scope="module")
def payload() -> bytes:
    return models.embedded_model().read_bytes()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def fetch(payload, waits):
    """Download from a server with no time lost: waits are written down, not slept."""

    def download(server: Server, **options) -> models.InstalledModel:
        package = Download(server.url, len(payload), sha256(payload).hexdigest())
        return models.download(package, **{"limits": FAST, "wait": waits.append, **options})

    return download


def part_file() -> Path:
    (part,) = models.models_folder().glob(".*.part")
    return part


# Acts


def sends(data: bytes, *, ranges: bool = True):
    """An honest server: the whole file, or the range that was asked for."""

    def act(request):
        asked = request.headers.get("Range") if ranges else None
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        request.send_response(206 if asked else 200)
        if asked:
            request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        request.send_header("Content-Length", str(len(data) - start))
        request.end_headers()
        request.wfile.write(data[start:])

    return act


def cuts_after(data: bytes, count: int):
    """Promise all, send `count` bytes more than the client has, and hang up."""

    def act(request):
        asked = request.headers.get("Range")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        request.send_response(206 if asked else 200)
        if asked:
            request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        request.send_header("Content-Length", str(len(data) - start))
        request.end_headers()
        request.wfile.write(data[start : start + count])
        request.wfile.flush()
        request.connection.shutdown(socket.SHUT_RDWR)

    return act


def stalls_after(data: bytes, count: int, seconds: float = 2.0):
    def act(request):
        request.send_response(200)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data[:count])
        request.wfile.flush()
        time.sleep(seconds)

    return act


def answers(status: int, **headers: str):
    def act(request):
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", "0")
        request.send_header("Connection", "close")
        request.end_headers()

    return act


def sends_without_length(data: bytes):
    def act(request):
        request.send_response(200)
        request.send_header("Connection", "close")
        request.end_headers()
        request.wfile.write(data)

    return act


def hangs_up(request):
    request.connection.shutdown(socket.SHUT_RDWR)


def talks_nonsense(request):
    request.wfile.write(b"\0\xff nonsense\r\n\r\n")


# What goes well


def test_a_package_is_fetched_checked_and_used(serve, payload, fetch):
    seen = []
    model = fetch(serve(sends(payload)), on_progress=lambda here, size: seen.append((here, size)))
    assert models.find_model() == model.path
    assert model.sha256 == sha256(payload).hexdigest()
    assert seen[-1] == (len(payload), len(payload))
    assert seen == sorted(seen)
    assert {p.name for p in models.models_folder().iterdir()} == {model.name, ".lock"}


def test_the_server_is_told_who_asks(serve, payload, fetch):
    server = serve(sends(payload))
    fetch(server)
    assert server.requests[0][1]["User-Agent"].startswith("newsdigest/")


def test_what_is_installed_is_not_fetched_again(serve, payload, fetch):
    server = serve(sends(payload))
    assert fetch(server).name == fetch(server).name
    assert len(server.requests) == 1


def test_what_is_installed_but_damaged_is_fetched_again(serve, payload, fetch):
    server = serve(sends(payload))
    model = fetch(server)
    (model.path / "model" / "model.bin").write_bytes(b"damaged")
    models.verify(fetch(server).name)
    assert len(server.requests) == 2


def test_a_redirect_is_followed(serve, payload, fetch):
    target = serve(sends(payload))
    assert fetch(serve(answers(302, Location=target.url))).path == models.find_model()


def test_the_official_package_is_the_one_that_the_documentation_names():
    assert OFFICIAL.url == "https://argos-net.com/v1/translate-de_en-1_3.argosmodel"
    assert (OFFICIAL.size, len(OFFICIAL.sha256)) == (150_512_831, 64)


# Interruptions


def test_a_cut_connection_is_resumed_where_it_ended(serve, payload, fetch, waits):
    server = serve(cuts_after(payload, 1_000_000), cuts_after(payload, 2_000_000), sends(payload))
    fetch(server)
    ranges = [headers.get("Range") for _, headers in server.requests]
    assert ranges[0] is None
    starts = [int(asked.removeprefix("bytes=").rstrip("-")) for asked in ranges[1:]]
    assert 0 < starts[0] <= 1_000_000 < starts[1] <= 3_000_000
    assert len(waits) == 2


def test_a_server_without_ranges_sends_all_again(serve, payload, fetch):
    server = serve(cuts_after(payload, 1_000_000), sends(payload, ranges=False))
    assert fetch(server).path == models.find_model()


def test_another_range_than_asked_for_is_not_believed(serve, payload, fetch):
    def wrong_range(request):
        request.send_response(206)
        request.send_header("Content-Range", f"bytes 5-{len(payload) - 1}/{len(payload)}")
        request.send_header("Content-Length", str(len(payload) - 5))
        request.end_headers()
        request.wfile.write(payload[5:])

    server = serve(cuts_after(payload, 1_000_000), wrong_range, sends(payload))
    assert fetch(server).path == models.find_model()


def test_a_stalled_connection_is_dropped_and_resumed(serve, payload, fetch):
    server = serve(stalls_after(payload, 500_000), sends(payload))
    assert fetch(server).path == models.find_model()
    assert server.requests[1][1]["Range"] == "bytes=500000-"


def test_a_later_call_goes_on_from_what_an_earlier_one_left(serve, payload, fetch):
    with pytest.raises(DownloadError, match="tries"):
        fetch(serve(cuts_after(payload, 4_000_000), hangs_up))
    here = part_file().stat().st_size
    assert 0 < here <= 4_000_000
    server = serve(sends(payload))
    fetch(server)
    assert server.requests[0][1]["Range"] == f"bytes={here}-"


def test_a_range_that_the_server_no_longer_has_starts_anew(serve, payload, fetch):
    with pytest.raises(DownloadError):
        fetch(serve(cuts_after(payload, 1000), hangs_up))
    server = serve(answers(416), sends(payload))
    assert fetch(server).path == models.find_model()
    assert "Range" not in server.requests[1][1]


def test_a_wrong_older_piece_is_thrown_away_and_fetched_anew(serve, payload, fetch):
    with pytest.raises(DownloadError):
        fetch(serve(cuts_after(payload, 1000), hangs_up))
    part_file().write_bytes(b"x" * 2000)
    server = serve(sends(payload))
    assert fetch(server).path == models.find_model()
    assert [h.get("Range") for _, h in server.requests] == ["bytes=2000-", None]


def test_a_whole_piece_needs_no_network(serve, payload, fetch, monkeypatch):
    with pytest.raises(DownloadError):
        fetch(serve(cuts_after(payload, 1000), hangs_up))
    part_file().write_bytes(payload)
    monkeypatch.setenv("NEWSDIGEST_OFFLINE", "1")
    server = serve(hangs_up)
    assert fetch(server).path == models.find_model()
    assert server.requests == []


# Refusals


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_refusal_is_not_asked_again(serve, fetch, status):
    server = serve(answers(status))
    with pytest.raises(DownloadError, match=f"{status}.*models install FILE"):
        fetch(server)
    assert len(server.requests) == 1
    assert models.find_model() == models.embedded_model()


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_passing_trouble_is_asked_again_with_growing_waits(serve, payload, fetch, waits, status):
    server = serve(answers(status), answers(status), sends(payload))
    assert fetch(server).path == models.find_model()
    assert len(waits) == 2
    assert 1 <= waits[0] <= 1.25
    assert 2 <= waits[1] <= 2.5


@pytest.mark.parametrize("act", [answers(500), hangs_up, talks_nonsense])
def test_a_lasting_trouble_ends_after_some_tries(serve, fetch, act):
    server = serve(act)
    with pytest.raises(DownloadError, match="4 tries"):
        fetch(server)
    assert len(server.requests) == 4


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("7", 7, 7),
        ("86400", FAST.longest_wait, FAST.longest_wait),
        (formatdate(time.time() + 20, usegmt=True), 1, 20),
        ("soon", 1, 1.25),
    ],
)
def test_the_server_says_how_long_to_wait_within_reason(
    serve, payload, fetch, waits, header, least, most
):
    limits = replace(FAST, total=1000)
    fetch(serve(answers(429, Retry_After=header), sends(payload)), limits=limits)
    assert least <= waits[0] <= most


def test_redirects_in_a_loop_end(serve, fetch):
    server = serve(answers(302, Location="/again"))
    with pytest.raises(DownloadError, match="redirects"):
        fetch(server)
    assert len(server.requests) <= 10


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/file", "file:///etc/passwd"])
def test_redirects_to_other_protocols_are_not_followed(serve, fetch, location):
    with pytest.raises(DownloadError, match="redirects"):
        fetch(serve(answers(302, Location=location)))


def test_nobody_there_is_a_download_error(fetch):
    with closing(socket.socket()) as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        with pytest.raises(DownloadError, match="ConnectError"):
            fetch(Server(url, []))


def test_a_trickle_ends_with_the_total_time(serve, payload, fetch):
    def trickles(request):
        request.send_response(200)
        request.send_header("Content-Length", str(len(payload)))
        request.end_headers()
        for place in range(1000):
            request.wfile.write(payload[place : place + 1])
            time.sleep(0.02)

    started = time.monotonic()
    with pytest.raises(DownloadError, match="longer than"):
        fetch(serve(trickles), limits=replace(FAST, total=0.3))
    assert time.monotonic() - started < 5


# Lies


def test_another_file_of_the_same_size_is_deleted(serve, payload, fetch):
    server = serve(sends(bytes(len(payload))))
    with pytest.raises(DownloadError, match="SHA-256 differs"):
        fetch(server)
    assert len(server.requests) == 1
    assert [p.name for p in models.models_folder().iterdir()] == [".lock"]


def test_a_shorter_file_is_not_taken_for_the_whole(serve, payload, fetch):
    with pytest.raises(DownloadError, match=f"ended after 1000 of {len(payload)}"):
        fetch(serve(sends(payload[:1000], ranges=False)))


@pytest.mark.parametrize("act", [sends, sends_without_length])
def test_a_longer_file_is_not_read_to_its_end(serve, payload, fetch, act):
    with pytest.raises(DownloadError, match="more than the package has"):
        fetch(serve(act(payload + bytes(50_000_000))))
    assert part_file().stat().st_size == 0


def test_a_length_that_is_too_long_costs_tries_not_the_file(serve, payload, fetch):
    def boasts(request):
        request.send_response(200)
        request.send_header("Content-Length", str(len(payload) + 1000))
        request.end_headers()
        request.wfile.write(payload)

    assert fetch(serve(boasts)).path == models.find_model()


def test_a_file_that_is_right_but_no_model_is_not_installed(serve, tmp_path):
    path = tmp_path / "fr.argosmodel"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("metadata.json", json.dumps({"from_code": "fr", "to_code": "en"}))
    data = path.read_bytes()
    server = serve(sends(data))
    with pytest.raises(InvalidModelError, match="'fr' to 'en'"):
        models.download(Download(server.url, len(data), sha256(data).hexdigest()))
    assert models.installed() == []


# The machine


@pytest.mark.parametrize("value", ["1", "true", "yes"])
def test_offline_means_no_request(serve, payload, fetch, monkeypatch, value):
    monkeypatch.setenv("NEWSDIGEST_OFFLINE", value)
    server = serve(sends(payload))
    with pytest.raises(DownloadError, match="NEWSDIGEST_OFFLINE is set"):
        fetch(server)
    assert server.requests == []


def test_a_proxy_of_the_environment_is_used(serve, payload, monkeypatch):
    proxy = serve(sends(payload))
    monkeypatch.setenv("HTTP_PROXY", proxy.url.rsplit("/", 1)[0])
    url = "http://models.example/translate.argosmodel"
    models.download(Download(url, len(payload), sha256(payload).hexdigest()), limits=FAST)
    assert proxy.requests[0][0] == url


def test_a_proxy_that_makes_no_sense_is_named(fetch, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "nonsense://x")
    with pytest.raises(DownloadError, match="proxy"):
        fetch(Server("http://models.example/", []))


def test_too_little_space_is_said_before_anything_is_fetched(serve, payload, fetch, monkeypatch):
    usage = shutil.disk_usage("/")._replace(free=1_000_000)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    server = serve(sends(payload))
    with pytest.raises(StorageError, match="1 MB are free"):
        fetch(server)
    assert server.requests == []


def test_threads_that_download_at_once_fetch_one_file(serve, payload, fetch):
    server = serve(sends(payload))
    names = []
    threads = [threading.Thread(target=lambda: names.append(fetch(server).name)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names) == 3
    assert len(set(names)) == 1
    assert len(server.requests) == 1


@pytest.mark.skipif(not shutil.which("mount") or os.getuid() != 0, reason="needs root to mount")
def test_a_disk_that_fills_up_on_the_way_keeps_what_came_and_goes_on_later(
    serve, payload, fetch, tmp_path, monkeypatch
):
    (tmp_path / "data").mkdir()
    disk = str(tmp_path / "data")
    size = ["-o", f"size={len(payload) // 2}"]
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", *size, "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not let us mount")
    try:
        free = shutil.disk_usage("/")
        monkeypatch.setattr("shutil.disk_usage", lambda _: free)  # others fill it meanwhile
        with pytest.raises(StorageError, match="No space left"):
            fetch(serve(sends(payload)))
        assert models.installed() == []
        here = part_file().stat().st_size
        assert here > 0
        subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
        server = serve(sends(payload))
        assert fetch(server).path == models.find_model()
        assert server.requests[0][1]["Range"] == f"bytes={here}-"
    finally:
        subprocess.run(["umount", disk], check=True)


DOWNLOAD = """\
import sys
from newsdigest import models
models.download(models.Download(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
"""


def test_processes_that_download_at_once_fetch_one_file(serve, payload):
    server = serve(sends(payload))
    arguments = [server.url, str(len(payload)), sha256(payload).hexdigest()]
    processes = [subprocess.Popen([sys.executable, "-c", DOWNLOAD, *arguments]) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    assert len(server.requests) == 1
    assert [models.verify(model.name).sha256 for model in models.installed()] == arguments[2:]


@pytest.mark.long
def test_a_kill_at_any_moment_is_made_good_by_the_next_call(serve, payload, fetch):
    def slowly(request):
        asked = request.headers.get("Range")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        request.send_response(206 if asked else 200)
        if asked:
            request.send_header("Content-Range", f"bytes {start}-{len(payload) - 1}/{len(payload)}")
        request.send_header("Content-Length", str(len(payload) - start))
        request.end_headers()
        for place in range(start, len(payload), 500_000):
            request.wfile.write(payload[place : place + 500_000])
            time.sleep(0.05)

    server = serve(slowly)
    arguments = [server.url, str(len(payload)), sha256(payload).hexdigest()]
    for step in range(10):
        process = subprocess.Popen([sys.executable, "-c", DOWNLOAD, *arguments])
        time.sleep(0.2 + 0.15 * step)
        process.kill()
        process.wait()
        for model in models.installed():
            models.verify(model.name)
    assert fetch(server).path == models.find_model()
    assert any("Range" in headers for _, headers in server.requests)


def test_the_command_downloads_and_names_the_place(serve, payload, monkeypatch):
    server = serve(sends(payload))
    package = Download(server.url, len(payload), sha256(payload).hexdigest())
    monkeypatch.setattr(models.download, "__defaults__", (package,))
    result = CliRunner().invoke(command, ["models", "download"])
    assert result.exit_code == 0
    assert str(models.find_model()) in result.output


def test_the_command_shows_its_progress_on_a_terminal(serve, payload, monkeypatch):
    server = serve(sends(payload))
    package = Download(server.url, len(payload), sha256(payload).hexdigest())
    monkeypatch.setattr(models.download, "__defaults__", (package,))
    terminal = Console(file=io.StringIO(), force_terminal=True, width=100)
    monkeypatch.setattr("newsdigest.cli.models.error_console", lambda: terminal)
    assert CliRunner().invoke(command, ["models", "download"]).exit_code == 0
    shown = terminal.file.getvalue()
    assert "Downloading" in shown
    assert f"{len(payload) / 1e6:.1f}/{len(payload) / 1e6:.1f} MB" in shown


def test_the_command_says_in_one_line_what_failed(monkeypatch):
    monkeypatch.setenv("NEWSDIGEST_OFFLINE", "1")
    result = CliRunner().invoke(command, ["models", "download"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: NEWSDIGEST_OFFLINE is set")
