"""Fetch the official German-English Argos package: the only code that opens a socket.

What arrives is kept in a hidden file of the models folder and resumed from there
after an interruption. It is installed only when its size and its SHA-256 are those
that are written here, so neither the server nor the way to it has to be trusted.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from newsdigest.errors import DownloadError, InvalidModelError, StorageError
from newsdigest.models.package import read_package, sha256_of
from newsdigest.models.store import InstalledModel, install_package, installed, locked, storing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OFFLINE_VARIABLE = "NEWSDIGEST_OFFLINE"


@dataclass(frozen=True, slots=True)
class Download:
    """A package on the web: address, size in bytes and hex SHA-256."""

    url: str
    size: int
    sha256: str


OFFICIAL = Download(
    "https://argos-net.com/v1/translate-de_en-1_3.argosmodel",
    150_512_831,
    "becc2b0011f8249fcb89be9ecb75ba0d876b1fab93c28ee6ff0420936897d637",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a download may take.

    Attributes:
        connect: seconds to make a connection.
        stall: seconds without a byte.
        total: seconds for all of it, so that a trickle ends too.
        attempts: tries in a row that bring nothing new.
        longest_wait: most seconds between two tries, even where the server asks for more.
    """

    connect: float = 15.0
    stall: float = 30.0
    total: float = 3600.0
    attempts: int = 5
    longest_wait: float = 60.0


# 408 Request Timeout, 425 Too Early, 429 Too Many Requests: worth another try, as is any 5xx.
_PASSING_STATUS = (408, 425, 429)
_MAX_REDIRECTS = 5


def download(
    package: Download = OFFICIAL,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    limits: Limits | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> InstalledModel:
    """Download a package, check it and install it; a package that is installed is not fetched.

    Proxies are taken from HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY.

    Args:
        package: what to fetch; the official German-English package by default.
        on_progress: called with the bytes that are here and the bytes in all.
        limits: time limits; see `Limits`.
        wait: sleeps the given seconds between two tries.

    Raises:
        DownloadError: NEWSDIGEST_OFFLINE is set, the server refuses or cannot be
            reached, the time is over, or what it sends is another file.
        InvalidModelError: the file is no package that translates German to English.
        StorageError: the disk is full or may not be written.
    """
    with locked() as folder:
        for model in installed():
            if model.sha256 == package.sha256:
                with suppress(InvalidModelError):  # a damaged one is fetched anew
                    return install_package(read_package(model.path))
        part = folder / f".{package.sha256}.part"
        _Fetch(package, part, on_progress, limits or Limits(), wait).run()
        model = install_package(read_package(part))
        part.unlink(missing_ok=True)
        return model


class _TryAgainError(Exception):
    """A try that failed and may be made again; `after` is the server's wish in seconds."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        super().__init__(reason)
        self.after = after


class _Fetch:
    """One download: tries until the part file is the whole package."""

    def __init__(
        self,
        package: Download,
        part: Path,
        on_progress: Callable[[int, int], None] | None,
        limits: Limits,
        wait: Callable[[float], None],
    ) -> None:
        self._package = package
        self._part = part
        self._on_progress = on_progress or (lambda _here, _size: None)
        self._limits = limits
        self._wait = wait
        self._deadline = time.monotonic() + limits.total

    def run(self) -> None:
        """Leave the whole package, checked, in the part file."""
        resumed = self._here() > 0
        if self._here() < self._package.size:
            self._check_online()
            self._check_space()
            with self._client() as client:
                self._fetch(client)
        if self._is_right():
            return
        self._part.unlink()
        if resumed:  # the older piece may be the wrong one
            self.run()
            return
        raise DownloadError(
            f"{self._package.url} is another file than expected (its SHA-256 differs), so it was "
            "deleted. If you trust a copy that you have, run: newsdigest models install FILE"
        )

    def _client(self) -> Any:
        from importlib.metadata import version

        import httpx

        try:
            return httpx.Client(
                timeout=httpx.Timeout(self._limits.stall, connect=self._limits.connect),
                headers={
                    # The host of Argos refuses the names of Python's own clients.
                    "User-Agent": f"newsdigest/{version('newsdigest')}",
                    "Accept-Encoding": "identity",
                },
                follow_redirects=True,
                max_redirects=_MAX_REDIRECTS,
            )
        except (ValueError, ImportError, httpx.InvalidURL) as error:
            raise self._failed(f"the proxy in the environment cannot be used: {error}") from error

    def _fetch(self, client: Any) -> None:
        failures = 0
        while (before := self._here()) < self._package.size:
            try:
                self._try(client)
            except _TryAgainError as refused:
                failures = failures + 1 if self._here() <= before else 1
                if failures >= self._limits.attempts:
                    raise self._failed(f"{refused} ({failures} tries)") from refused
                self._pause(failures, refused)

    def _try(self, client: Any) -> None:
        """Ask for what is missing and append it to the part file."""
        import httpx

        here = self._here()
        headers = {"Range": f"bytes={here}-"} if here else {}
        try:
            with client.stream("GET", self._package.url, headers=headers) as response:
                self._check_status(response)
                self._receive(response, append=_continues(response, here))
        except (httpx.TooManyRedirects, httpx.UnsupportedProtocol) as error:
            raise self._failed(f"the server redirects without end or astray: {error}") from error
        except httpx.HTTPError as error:
            raise _TryAgainError(f"{type(error).__name__}: {error}") from error
        except httpx.InvalidURL as error:
            raise self._failed(f"the server redirects to no address: {error}") from error
        if self._here() < self._package.size:
            raise _TryAgainError(f"it ended after {self._here()} of {self._package.size} bytes")

    def _check_status(self, response: Any) -> None:
        status = response.status_code
        if status == 416:  # Range Not Satisfiable: our piece is no beginning of that file
            self._part.unlink(missing_ok=True)
            raise _TryAgainError("the server has no such range")
        if status in _PASSING_STATUS or status >= 500:
            after = _retry_after(response.headers.get("Retry-After", ""))
            raise _TryAgainError(f"the server answers {status} {response.reason_phrase}", after)
        if status not in (200, 206):
            raise self._failed(f"the server answers {status} {response.reason_phrase}")

    def _receive(self, response: Any, *, append: bool) -> None:
        with storing(self._part), self._part.open("ab" if append else "wb") as file:
            here = file.tell()
            for chunk in response.iter_raw():
                here += len(chunk)
                if here > self._package.size:
                    file.truncate(0)
                    raise self._failed("the server sends more than the package has")
                file.write(chunk)
                self._on_progress(here, self._package.size)
                if time.monotonic() > self._deadline:
                    raise self._failed(
                        f"it took longer than {self._limits.total:.0f} s; run it again to resume"
                    )

    def _pause(self, failures: int, refused: _TryAgainError) -> None:
        # Full jitter would be polite to a server with many clients; this one has few.
        backoff = 2.0 ** (failures - 1) * (1 + random.random() / 4)  # noqa: S311  # no secret
        seconds = min(max(backoff, refused.after), self._limits.longest_wait)
        if time.monotonic() + seconds > self._deadline:
            raise self._failed(str(refused))
        self._wait(seconds)

    def _check_online(self) -> None:
        if os.environ.get(OFFLINE_VARIABLE, "").strip().lower() not in ("", "0", "false", "no"):
            raise DownloadError(
                f"{OFFLINE_VARIABLE} is set, so nothing is downloaded. Fetch {self._package.url} "
                "elsewhere, then run: newsdigest models install FILE"
            )

    def _check_space(self) -> None:
        # The archive, and next to it what is unpacked.
        needed = 2 * self._package.size - self._here()
        free = shutil.disk_usage(self._part.parent).free
        if free < needed:
            raise StorageError(
                f"the download needs {needed / 1e6:.0f} MB in {self._part.parent}, "
                f"where {free / 1e6:.0f} MB are free"
            )

    def _is_right(self) -> bool:
        return self._here() == self._package.size and sha256_of(self._part) == self._package.sha256

    def _here(self) -> int:
        """Bytes of the package that are on the disk."""
        return self._part.stat().st_size if self._part.exists() else 0

    def _failed(self, reason: str) -> DownloadError:
        return DownloadError(
            f"cannot download {self._package.url}: {reason}. "
            "With the file from elsewhere, run: newsdigest models install FILE"
        )


def _continues(response: Any, here: int) -> bool:
    """Whether the response goes on from byte `here`; else it is the whole file."""
    if response.status_code != 206:
        return False
    found = re.match(r"bytes (\d{1,15})-", response.headers.get("Content-Range", ""))
    if not found or int(found[1]) != here:
        raise _TryAgainError("the server sends another range than was asked for")
    return True


def _retry_after(value: str) -> float:
    """Seconds that a Retry-After header asks for, given as a number or as a date (RFC 9110)."""
    from email.utils import parsedate_to_datetime

    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return 0.0
    if at.tzinfo is None:
        at = at.replace(tzinfo=timezone.utc)
    return max(0.0, (at - datetime.now(timezone.utc)).total_seconds())
