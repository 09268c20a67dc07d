"""Work apart: what breaks a worker breaks nothing else."""

import os
import signal
import time
from multiprocessing import active_children

from ingest.workers import Broken, work_apart


def double(number: int) -> int:
    """Twice the number; 13 kills the process, 14 raises, 15 takes too long."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 14:
        raise SystemExit(3)
    if number == 15:
        time.sleep(60)
    return 2 * number


def test_results_come_in_the_order_given() -> None:
    """Every task once, by however many workers."""
    assert list(work_apart(double, range(9), 2, 10.0)) == [(n, 2 * n) for n in range(9)]
    assert active_children() == []


def test_a_task_that_ends_its_worker_is_told_and_the_rest_is_done() -> None:
    """Whether by a crash, an error of ours, or by taking too long."""
    results = dict(work_apart(double, [1, 13, 2, 14, 3, 15, 4], 1, 2.0))
    assert [results[n] for n in (1, 2, 3, 4)] == [2, 4, 6, 8]
    assert results[13] == Broken("its reader stopped (exit code -9)")
    assert results[14] == Broken("its reader stopped (exit code 3)")
    assert results[15] == Broken("not done in 2 s")


def test_no_task_starts_no_process() -> None:
    """An ingest with nothing new is over at once."""
    assert list(work_apart(double, [], 2, 10.0)) == []


def test_leaving_early_ends_the_workers() -> None:
    """Ctrl-C closes the generator; nothing is left running, and nobody waits for the slow."""
    results = work_apart(double, [1, 15, 15, 15, 15, 15], 2, 60.0)
    assert next(results) == (1, 2)
    begun = time.monotonic()
    results.close()
    assert active_children() == []
    assert time.monotonic() - begun < 30
