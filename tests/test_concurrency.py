"""Threads, processes and event loops that share a `Digester`, and what is left when it goes."""

from __future__ import annotations

import asyncio
import copy
import gc
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from newsdigest import Digest, Digester, InvalidOptionError, digest
from newsdigest.models import embedded_model, read_package
from newsdigest.splitters import PunktSplitter
from newsdigest.summarizers import LeadSummarizer
from newsdigest.translators import ArgosTranslator, CTranslate2Translator

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "Der Kanzler ist am Dienstag nach Moskau gereist. Er will dort mit dem Präsidenten sprechen."
CHILD_SECONDS = 60  # a child that hangs is ended by its own alarm

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


# Threads


def digests_of_threads(digester: Digester, articles: list[Any], threads: int) -> list[Digest]:
    """The articles' digests, in order, made by threads that all begin at once."""
    begin = threading.Barrier(threads)

    def work(share: list[Any]) -> list[Digest]:
        begin.wait()
        return [digester.digest(article) for article in share]

    with ThreadPoolExecutor(threads) as pool:
        shares = list(pool.map(work, (articles[n::threads] for n in range(threads))))
    return [shares[n % threads][n // threads] for n in range(len(articles))]


def test_threads_that_share_a_digester_give_what_one_thread_gives(seed_text: str) -> None:
    paragraphs = seed_text.split("\n\n")
    articles = ["\n\n".join(paragraphs[n % 4 : n % 4 + 2]) for n in range(32)]
    with Digester(model=embedded_model()) as alone, Digester(model=embedded_model()) as shared:
        expected = [alone.digest(article) for article in articles]
        assert digests_of_threads(shared, articles, 16) == expected


@pytest.mark.long
def test_32_threads_give_2000_digests_as_one_thread_does() -> None:
    """`python -m benchmarks.reliability threads` prints how long it takes."""
    from benchmarks.articles import articles

    made = list(articles(2_000, seed=6))
    with Digester(translator=CTranslate2Translator(embedded_model(), beam_size=1)) as alone:
        expected = [alone.digest(article) for article in made]
    with Digester(translator=CTranslate2Translator(embedded_model(), beam_size=1)) as shared:
        assert digests_of_threads(shared, made, 32) == expected


def test_a_digester_may_be_closed_while_others_use_it(seed_text: str) -> None:
    digester = Digester(model=embedded_model())
    expected = digester.digest(seed_text)
    with ThreadPoolExecutor(4) as pool:
        under_way = [pool.submit(digester.digest, seed_text) for _ in range(8)]
        for _ in range(8):
            digester.close()
        assert all(future.result() == expected for future in under_way)


# Event loops


def test_an_event_loop_goes_on_while_threads_digest() -> None:
    async def serve() -> tuple[list[Digest], int]:
        done = asyncio.Event()
        turns = 0

        async def beat() -> None:
            nonlocal turns
            while not done.is_set():
                turns += 1
                await asyncio.sleep(0)

        beating = asyncio.create_task(beat())
        digests = await asyncio.gather(*(asyncio.to_thread(digest, TEXT) for _ in range(4)))
        done.set()
        await beating
        return digests, turns

    digests, turns = asyncio.run(serve())
    assert digests == [digest(TEXT)] * 4
    assert turns > 4


# Processes


def _key_points(digester: Digester, text: str) -> list[str]:
    return [point.text for point in digester.digest(text).key_points]


@pytest.mark.parametrize(
    "method",
    [
        pytest.param(method, marks=pytest.mark.long if method == "forkserver" else ())
        for method in multiprocessing.get_all_start_methods()
    ],
)
def test_processes_take_a_digester_that_was_used(method: str) -> None:
    with Digester(model=embedded_model()) as digester:
        expected = _key_points(digester, TEXT)
        context = multiprocessing.get_context(method)
        with ProcessPoolExecutor(2, mp_context=context) as pool:
            done = [pool.submit(_key_points, digester, TEXT) for _ in range(4)]
            assert [future.result(timeout=CHILD_SECONDS) for future in done] == [expected] * 4


@pytest.fixture
def used() -> Iterator[Digester]:
    with Digester(model=embedded_model()) as digester:
        digester.digest(TEXT)
        yield digester


def in_child(work: Any) -> int:
    """Exit status of a forked child that does the work and leaves as a program does.

    0 where it came to its end, the alarm's number where it hung.
    """
    child = os.fork()
    if child == 0:
        signal.alarm(CHILD_SECONDS)
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1]


@forks
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
class TestFork:
    def test_a_child_translates_with_a_model_of_its_own(self, used: Digester) -> None:
        def work() -> None:
            points = used.digest(f"{TEXT} Das sagte ein Sprecher.").key_points
            assert all(point.text for point in points)

        assert in_child(work) == 0

    def test_a_child_may_close_and_drop_the_parents_digester(self, used: Digester) -> None:
        def work() -> None:
            used.close()
            used.translator = None  # type: ignore[assignment]
            gc.collect()

        assert in_child(work) == 0

    def test_the_parent_goes_on(self, used: Digester) -> None:
        expected = used.digest(TEXT)
        assert in_child(used.close) == 0
        assert used.digest(TEXT) == expected

    def test_a_lock_that_a_thread_of_the_parent_holds_does_not_stop_a_child(
        self, used: Digester
    ) -> None:
        translator = used.translator
        assert isinstance(translator, CTranslate2Translator)
        with translator._lock, translator._recent._lock:
            assert in_child(lambda: used.digest(TEXT)) == 0

    def test_a_child_of_a_child_translates_too(self, used: Digester) -> None:
        def work() -> None:
            used.digest(TEXT)
            assert in_child(lambda: used.digest(TEXT)) == 0

        assert in_child(work) == 0


LEAVES = """\
import os, signal, sys
from newsdigest import digest
digest({text!r})
child = os.fork()
if child == 0:
    signal.alarm({seconds})
    sys.exit(0)
print(os.waitpid(child, 0)[1])
"""


@forks
def test_a_child_that_never_digests_can_exit() -> None:
    """Gunicorn's workers, for one, leave as whole programs do, and clear up what they inherited."""
    script = LEAVES.format(text=TEXT, seconds=CHILD_SECONDS)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"


# Copies


def test_a_digester_is_pickled_as_its_configuration() -> None:
    package = read_package(embedded_model())
    digester = Digester(
        splitter=PunktSplitter(),
        summarizer=LeadSummarizer(),
        translator=CTranslate2Translator(package, beam_size=2, threads=1, cache_size=7),
        glossary={"Kanzler": "chancellor"},
    )
    expected = digester.digest(TEXT)
    pickled = pickle.dumps(digester)
    assert len(pickled) < 2_000
    again = pickle.loads(pickled)
    assert again.digest(TEXT) == expected
    assert (again.translator._threads, again.translator._cache_size) == (1, 7)


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
def test_a_copy_has_a_model_of_its_own(duplicate: Any) -> None:
    translator = CTranslate2Translator(embedded_model())
    other = duplicate(translator)
    translator.close()
    assert other.translate(["Guten Tag."]) == translator.translate(["Guten Tag."])


def test_argos_translate_is_pickled_as_nothing_but_its_name() -> None:
    assert isinstance(pickle.loads(pickle.dumps(ArgosTranslator())), ArgosTranslator)


def test_a_digest_is_pickled_whole() -> None:
    made = digest(TEXT)
    assert pickle.loads(pickle.dumps(made)) == made


def test_errors_survive_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(InvalidOptionError("no")))
    assert (type(error), str(error)) == (InvalidOptionError, "no")


# The end


def test_a_closed_digester_has_freed_its_model_and_loads_it_again() -> None:
    digester = Digester(model=embedded_model())
    expected = digester.digest(TEXT)
    loaded = weakref.ref(digester.translator.load())
    digester.close()
    gc.collect()
    assert loaded() is None
    assert digester.digest(TEXT) == expected


def test_a_dropped_digester_takes_its_model_along() -> None:
    digester = Digester(model=embedded_model())
    digester.digest(TEXT)
    loaded = weakref.ref(digester.translator.load())
    dropped = weakref.ref(digester)
    del digester
    gc.collect()
    assert (dropped(), loaded()) == (None, None)


def resident_mib() -> float:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="needs Linux")  # noqa: PTH110
@pytest.mark.parametrize("number", [30, pytest.param(1_000, marks=pytest.mark.long)])
def test_memory_is_flat_over_digesters_made_and_dropped(number: int) -> None:
    """`python -m benchmarks.reliability memory` prints the figures."""

    def make_and_drop() -> None:
        Digester(model=embedded_model()).digest(TEXT)

    for _ in range(10):
        make_and_drop()
    before = resident_mib()
    for _ in range(number):
        make_and_drop()
    # A model that stayed would take 10 each. What the allocator keeps of the engines' own
    # small pieces was measured as 0.03 each; no Python object stays.
    assert resident_mib() - before < 15 + 0.05 * number
