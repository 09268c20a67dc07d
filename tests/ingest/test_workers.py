"""Work apart: what breaks a worker breaks nothing else."""

import os
import signal
import time
from multiprocessing import active_children, get_context
from pathlib import Path

from ingest.limits import Limit
from ingest.workers import Broken, Worker, work_apart

STOPPED = (
    "its reader stopped (exit code {}): it breaks what reads it, or needs more than 2 GB of memory"
)


def double(number: int) -> int:
    """Twice the number; 13 kills the process, 14 raises, 15 takes too long."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 14:
        raise SystemExit(3)
    if number == 15:
        time.sleep(60)
    return 2 * number


def a_while(number: int) -> Limit:
    """Ten seconds; two for the task that takes too long."""
    return Limit(2.0, f"the number {number}") if number == 15 else Limit(10.0)


def a_minute(number: int) -> Limit:
    """A minute."""
    return Limit(60.0)


def test_results_come_in_the_order_given() -> None:
    """Every task once, by however many workers."""
    assert list(work_apart(double, range(9), 2, a_while)) == [(n, 2 * n) for n in range(9)]
    assert active_children() == []


def test_a_task_that_ends_its_worker_is_told_and_the_rest_is_done() -> None:
    """Whether by a crash, an error of ours, or by taking too long."""
    results = dict(work_apart(double, [1, 13, 2, 14, 3, 15, 4], 1, a_while))
    assert [results[n] for n in (1, 2, 3, 4)] == [2, 4, 6, 8]
    assert results[13] == Broken(STOPPED.format(-9), killed=True)
    assert results[14] == Broken(STOPPED.format(3))
    assert results[15] == Broken("not read in 2 s, the most for the number 15")


def test_a_process_begun_ahead_does_the_first_task() -> None:
    """And ends when it is given back."""
    worker = Worker(double, a_while)
    worker.begin()
    (process,) = active_children()
    assert worker.run(2) == 4
    assert active_children() == [process]
    worker.rest()
    assert active_children() == []


def test_no_task_starts_no_process() -> None:
    """An ingest with nothing new is over at once."""
    assert list(work_apart(double, [], 2, a_while)) == []


def test_leaving_early_ends_the_workers() -> None:
    """Ctrl-C closes the generator; nothing is left running, and nobody waits for the slow."""
    results = work_apart(double, [1, 15, 15, 15, 15, 15], 2, a_minute)
    assert next(results) == (1, 2)
    begun = time.monotonic()
    results.close()
    assert active_children() == []
    assert time.monotonic() - begun < 30


def fill(megabytes: int) -> int:
    """As many bytes as it could hold at once."""
    return len(bytearray(megabytes << 20))


def test_a_worker_has_so_much_memory_and_no_more() -> None:
    """What needs three gigabytes is refused them; what needs one is not, nor what comes after."""
    results = dict(work_apart(fill, [1024, 3072, 1], 1, a_minute))
    assert (results[1024], results[1]) == (1 << 30, 1 << 20)
    assert isinstance(results[3072], Broken)


def note_and_wait(path: Path) -> None:
    """Write down which process is at work, and stay at it."""
    path.write_text(str(os.getpid()))
    time.sleep(60)


def run_worker(path: Path) -> None:
    """A parent that is at work through a worker of its own."""
    list(work_apart(note_and_wait, [path], 1, a_minute_for_path))


def a_minute_for_path(path: Path) -> Limit:
    """A minute."""
    return Limit(60.0)


def test_a_worker_ends_with_its_parent(tmp_path: Path) -> None:
    """Killed as no parent can clean up after: nothing goes on reading for nobody."""
    note = tmp_path / "worker.txt"
    parent = get_context("spawn").Process(target=run_worker, args=(note,))
    parent.start()
    until = time.monotonic() + 60
    while not (note.is_file() and note.read_text()):
        assert time.monotonic() < until
        time.sleep(0.02)
    parent.kill()
    parent.join()
    while is_alive(int(note.read_text())):
        assert time.monotonic() < until
        time.sleep(0.02)


def is_alive(process: int) -> bool:
    """True of a process that runs; not of one that only waits to be buried."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
