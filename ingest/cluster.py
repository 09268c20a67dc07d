"""A crew on other machines: a Dask cluster whose workers `throughline worker` starts.

A file's bytes go with its task, so that no folder need be shared, and what is found comes
back to the one process that writes the library. A worker does a task in a process of its
own, as this machine would: a file that breaks its reader breaks no worker. Each tells the
scheduler, by a resource, what reads there, and tasks go only to those that read as this
machine does. Dask is an optional part, imported when it is first wanted.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from corpus.document import digest
from corpus.errors import ClusterError, QueryError, Throughline
from corpus.records import Rejected
from ingest.prepare import Outcome, Task, limit_preparing, prepare
from ingest.version import reading_version
from ingest.workers import Broken, Crew, Worker
from models.text.encoder import VECTORS_VERSION, find_export

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

Given = Outcome | Throughline | Broken

LOCAL = "local"  # in place of an address: a cluster of this machine, for as long as it is wanted
_PREFIX = "throughline-"
_ANSWERS_WITHIN_S = 10.0  # a scheduler that is there
_PATIENCE_S = 120.0  # while the scheduler, or every worker, is away: they may be starting again
_LOOKS_EVERY_S = 5.0  # whether there is a worker
_AGAIN_S = 1.0  # between two tries to reach a scheduler


def fitness(encoder: str) -> str:
    """A name for what reads here: our version, and the encoder with its weights.

    ModelError where the encoder is not on this machine.
    """
    export = find_export(encoder).name
    return _PREFIX + digest(reading_version(), VECTORS_VERSION, export)


# --- who gives the tasks -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Workers:
    """The workers of a scheduler: how many files the fit ones read at once, and the others."""

    size: int
    others: tuple[str, ...] = ()

    def say_others(self) -> list[str]:
        """A line for each worker that is not given files."""
        return [
            f"{address}: not given any files: it has another version of Throughline, or another"
            " encoder. Update it, and start it again with `throughline worker`."
            for address in self.others
        ]


class Cluster(Crew[Task, Outcome | Throughline]):
    """The workers of a scheduler that read as this machine does.

    ClusterError where it does not answer, or none of its workers is fit; QueryError where the
    address is none.
    """

    def __init__(self, address: str, encoder: str) -> None:
        self._address, self._fit = address, fitness(encoder)
        self.workers = find_workers(address, self._fit)
        if not self.workers.size:
            raise ClusterError(_say_nobody(address, self.workers))
        self.size = 2 * self.workers.size  # so that each has its next file by it already
        self._seen_at = time.monotonic()
        self._stopped = threading.Event()
        self._client = _open_client(address)

    def run(self, task: Task) -> Given:
        """What a worker makes of a file; it is given again where worker or scheduler are lost.

        ClusterError where they stay away.
        """
        try:
            data = task.path.read_bytes()
        except OSError as error:
            told = f"{task.source.name}: {error.strerror}. Give it again."
            return Rejected(task.source.path, told)
        while True:
            with suppress(CancelledError):  # with the scheduler; the client finds the next itself
                return self._ask(task, data)
            if self._stopped.wait(_AGAIN_S) or self._client.status in ("closing", "closed"):
                raise ClusterError(_say_lost(self._address, "the scheduler is away"))

    def kill(self) -> None:
        """Ask no more; what workers have in hand is dropped."""
        self._stopped.set()
        self._client.close()

    def close(self) -> None:
        """Nothing is left to give back."""

    # --- inside

    def _ask(self, task: Task, data: bytes) -> Given:
        from distributed.scheduler import KilledWorker

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Dask's advice on who sends megabytes
            future = self._client.submit(
                prepare_there, task, data, resources={self._fit: 1}, pure=False
            )
        try:
            while True:
                with suppress(TimeoutError):
                    given: Given = future.result(timeout=_LOOKS_EVERY_S)
                    return given
                self._check_workers()
        except KilledWorker:
            return Broken("the workers that read it were ended, one after another", killed=True)

    def _check_workers(self) -> None:
        """ClusterError where no worker that is fit was seen for long."""
        if _sort(self._client.scheduler_info(n_workers=-1), self._fit).size:
            self._seen_at = time.monotonic()
        elif self._client.status == "running" and time.monotonic() - self._seen_at > _PATIENCE_S:
            raise ClusterError(_say_lost(self._address, "every worker is away"))


class OwnCluster(Cluster):
    """A cluster of this machine, of so many workers. It ends with its work."""

    def __init__(self, count: int, encoder: str) -> None:
        _PROCESSES.begin(count)  # they open while Dask does
        self._own = _open_local(count, fitness(encoder))
        super().__init__(self._own.scheduler_address, encoder)

    def close(self) -> None:
        """End the workers, and the processes that they read in."""
        self._own.close()
        _PROCESSES.rest()


def hire_cluster(address: str, count: int, encoder: str) -> Cluster:
    """The cluster at an address; of this machine, `count` workers, where that is "local".

    ClusterError where Dask is not installed, and as `Cluster` raises.
    """
    _require_dask()
    return OwnCluster(count, encoder) if address == LOCAL else Cluster(address, encoder)


def _require_dask() -> None:
    if not find_spec("distributed"):
        raise ClusterError("Dask is not installed: pip install 'throughline[dask]'")


def find_workers(address: str, fit: str) -> Workers:
    """The workers of a scheduler, sorted by whether they are fit.

    ClusterError where it does not answer; QueryError where the address is none.
    """
    _be_quiet()
    try:
        return _sort(_ask_scheduler(address), fit)
    except ValueError as error:
        raise QueryError(f"{address}: {error}. Write it as tcp://scheduler:8786.") from error
    except OSError as error:
        raise ClusterError(
            f"{address}: no Dask scheduler answers there within {_ANSWERS_WITHIN_S:.0f} seconds."
            " Start one with `dask scheduler`, or leave out --dask to read on this machine."
        ) from error


def _ask_scheduler(address: str) -> dict[str, Any]:
    """What a scheduler says of itself, asked in a thread: the caller's may have its own loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(_identify(address))).result()


async def _identify(address: str) -> dict[str, Any]:
    """What a scheduler says of itself. ValueError where the address is none, OSError where away."""
    from distributed.core import rpc
    from distributed.security import Security

    secured = Security().get_connection_args("client")  # as Dask's own settings say
    async with rpc(address, timeout=_ANSWERS_WITHIN_S, connection_args=secured) as scheduler:
        told: dict[str, Any] = await asyncio.wait_for(
            scheduler.identity(n_workers=-1), _ANSWERS_WITHIN_S
        )
    return told


def _sort(told: Mapping[str, Any], fit: str) -> Workers:
    """The workers that a scheduler told of; one that is just lost tells of none."""
    workers: Mapping[str, Any] = told.get("workers", {})
    sizes = {address: worker["resources"].get(fit, 0) for address, worker in workers.items()}
    others = sorted(address for address, size in sizes.items() if not size)
    return Workers(int(sum(sizes.values())), tuple(others))


def _say_nobody(address: str, workers: Workers) -> str:
    others = f" It has {len(workers.others)} of another version or encoder." * bool(workers.others)
    return (
        f"{address}: no worker there reads as this machine does.{others} Start one of this version"
        f" with `throughline worker {address}`."
    )


def _say_lost(address: str, what: str) -> str:
    return f"{address}: {what}. What was read is kept; the same command goes on from there."


def _open_client(address: str) -> Client:
    from distributed import Client

    return Client(address, timeout=_PATIENCE_S, set_as_default=False)


def _open_local(count: int, fit: str) -> LocalCluster:
    """Workers in this process: they only give tasks to processes of their own."""
    from distributed import LocalCluster

    _be_quiet()
    return LocalCluster(
        n_workers=count,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
        memory_limit=0,
        resources={fit: 1},
    )


# What Dask samples of its workers for a page of its own, which nobody opens: a hundred stacks, a
# thousand looks at Python's lock and 200 ticks a second took 6 s of the 48 that ten reports took.
_UNSAMPLED = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.tick.interval": "1s",
}


def _be_quiet() -> None:
    """What Dask logs, we say in a line; what it samples is left."""
    import dask
    import distributed  # sets levels of its own when it is first imported

    dask.config.set(_UNSAMPLED)
    for name in (distributed.__name__, "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


# --- who does them -------------------------------------------------------------


class _Processes:
    """The processes that read for the workers in this one, each begun when first wanted."""

    def __init__(self) -> None:
        self._idle: SimpleQueue[Worker[Task, Outcome | Throughline]] = SimpleQueue()

    def begin(self, count: int) -> None:
        """Start so many ahead of their first tasks."""
        for _ in range(count):
            worker: Worker[Task, Outcome | Throughline] = Worker(prepare, limit_preparing)
            worker.begin()
            self._idle.put(worker)

    @contextmanager
    def one(self) -> Iterator[Worker[Task, Outcome | Throughline]]:
        """One that nobody else uses meanwhile."""
        try:
            worker = self._idle.get_nowait()
        except Empty:
            worker = Worker(prepare, limit_preparing)
        yield worker
        self._idle.put(worker)

    def rest(self) -> None:
        """End those that are idle."""
        with suppress(Empty):
            while True:
                self._idle.get_nowait().rest()


_PROCESSES = _Processes()  # Dask calls functions, which have nothing else to hold them by


def prepare_there(task: Task, data: bytes) -> Given:
    """What is to be kept of a file whose bytes came from elsewhere, prepared in another process."""
    try:
        with TemporaryDirectory() as folder, _PROCESSES.one() as process:
            path = Path(folder) / task.path.name
            path.write_bytes(data)
            return process.run(replace(task, path=path))
    except OSError as error:
        return ClusterError(
            f"{task.source.name}: a worker could not put it down ({error.strerror}). Make room in"
            " its temporary folder, and run the same command again."
        )


def serve_worker(address: str, count: int, encoder: str) -> None:
    """Read for a scheduler, so many files at once, until stopped; wait for it where it is away.

    QueryError where the address is none; ModelError where the encoder is not on this machine;
    ClusterError where Dask is not installed.
    """
    _require_dask()
    fit = fitness(encoder)
    with suppress(ClusterError):
        find_workers(address, fit)
    asyncio.run(_serve(address, count, fit))


async def _serve(address: str, count: int, fit: str) -> None:
    from distributed import Worker as DaskWorker

    while True:
        with suppress(OSError):
            async with DaskWorker(
                address, nthreads=count, resources={fit: count}, memory_limit=0, dashboard=False
            ) as worker:
                await worker.finished()
        await asyncio.sleep(_AGAIN_S)
