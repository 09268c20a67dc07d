"""Work in processes of its own: several at once, and a task that breaks its worker breaks no more.

A damaged PDF can crash the library that reads it, hang it or fill the memory. Each
worker does one task at a time, so that the task which did it is known; another worker
is started for the rest. A `Crew` does tasks: here processes of this machine, in
`ingest.cluster` those of others.
"""

from __future__ import annotations

import os
import resource
import signal
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

from corpus.document import Source
from corpus.records import Rejected
from ingest.limits import Limit

Task = TypeVar("Task")
Result = TypeVar("Result")

# Starting anew gives a clean process; a fork would copy open databases and threads.
_SPAWN = get_context("spawn")
# Of memory that can be written to. Reading with the encoder and the models took 770 MB for the
# longest reports, recognising scans 200 MB. Address space would not do: the numeric libraries
# reserve more of it with every core.
_MOST_DATA = 2 << 30
_MEASURED_WITHIN_S = 120.0  # the limit of a task: a process starts, and opens a file


@dataclass(frozen=True, slots=True)
class Broken:
    """In place of a result: what became of the worker.

    `killed` where something outside ended it: the machine short of memory, or a person.
    """

    reason: str
    killed: bool = False


class Crew(ABC, Generic[Task, Result]):
    """Whoever does tasks: `size` of them at once, each asked for by a thread of its own."""

    size: int

    @abstractmethod
    def run(self, task: Task) -> Result | Broken:
        """The result of a task, waited for; `Broken` where it ended its process or was too slow."""

    @abstractmethod
    def kill(self) -> None:
        """End what is at work; every `run` returns or raises soon."""

    @abstractmethod
    def close(self) -> None:
        """Give back all that is held; call it when no thread runs a task."""


def work_in_order(
    crew: Crew[Task, Result], tasks: Iterable[Task]
) -> Iterator[tuple[Task, Result | Broken]]:
    """Each task with its result, in the order given; the crew is closed at the end.

    No more than twice as many results as the crew's size wait to be taken. Leaving early
    ends the work.
    """
    given: SimpleQueue[_Job[Task, Result] | None] = SimpleQueue()
    threads = [Thread(target=_do_jobs, args=(crew, given), daemon=True) for _ in range(crew.size)]
    for thread in threads:
        thread.start()
    try:
        yield from _in_order(given, crew, tasks)
    finally:
        _take_back(given)
        for _ in threads:
            given.put(None)
        crew.kill()
        for thread in threads:
            thread.join()
        crew.close()


def work_apart(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    count: int,
    limit: Callable[[Task], Limit],
) -> Iterator[tuple[Task, Result | Broken]]:
    """Each task with its result, in the order given, `count` processes being at it.

    `work` and `limit` are functions of a module, so that a new process can import them.
    `Broken` stands for the result of a task that ended its process or took more than its
    limit.
    """
    return work_in_order(Processes(work, limit, count), tasks)


@dataclass(frozen=True, slots=True)
class _Raised:
    error: Exception


@dataclass(frozen=True, slots=True)
class _Job(Generic[Task, Result]):
    """A task, and where its result is put.

    No `Future`: Ctrl-C while one is waited for can leave its lock taken, and the thread that
    has the result then waits for ever.
    """

    task: Task
    answer: SimpleQueue[Result | Broken | _Raised] = field(default_factory=SimpleQueue)

    def do(self, crew: Crew[Task, Result]) -> None:
        try:
            self.answer.put(crew.run(self.task))
        except Exception as error:
            self.answer.put(_Raised(error))

    def wait(self) -> tuple[Task, Result | Broken]:
        answer = self.answer.get()
        if isinstance(answer, _Raised):
            raise answer.error
        return self.task, answer


def _do_jobs(crew: Crew[Task, Result], given: SimpleQueue[_Job[Task, Result] | None]) -> None:
    while job := given.get():
        job.do(crew)


def _take_back(given: SimpleQueue[_Job[Task, Result] | None]) -> None:
    """Take back the jobs that nobody has begun."""
    with suppress(Empty):
        while True:
            given.get_nowait()


def _in_order(
    given: SimpleQueue[_Job[Task, Result] | None], crew: Crew[Task, Result], tasks: Iterable[Task]
) -> Iterator[tuple[Task, Result | Broken]]:
    begun: deque[_Job[Task, Result]] = deque()
    for task in tasks:
        begun.append(_Job(task))
        given.put(begun[-1])
        if len(begun) > 2 * crew.size:
            yield begun.popleft().wait()
    while begun:
        yield begun.popleft().wait()


class Processes(Crew[Task, Result]):
    """A crew of so many processes of this machine, each started when it is first wanted."""

    def __init__(
        self, work: Callable[[Task], Result], limit: Callable[[Task], Limit], count: int
    ) -> None:
        self.size = count
        self._workers = [Worker(work, limit) for _ in range(count)]
        self._idle: SimpleQueue[Worker[Task, Result]] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def run(self, task: Task) -> Result | Broken:
        """The result of a task, by the process that is idle first."""
        worker = self._idle.get()
        try:
            return worker.run(task)
        finally:
            self._idle.put(worker)

    def kill(self) -> None:
        """End every process, at work or not."""
        for worker in self._workers:
            worker.kill()

    def close(self) -> None:
        """Wait for the killed processes to be gone."""
        for worker in self._workers:
            worker.close()


class Worker(Generic[Task, Result]):
    """A process that does one task after another; started when first wanted, and after a break.

    `work` and `limit` are functions of a module, so that a new process can import them; both
    run there, `limit` first. The process ends with its parent, however that ends. Close it.
    """

    def __init__(self, work: Callable[[Task], Result], limit: Callable[[Task], Limit]) -> None:
        self._work = work
        self._limit = limit
        self._process: BaseProcess | None = None
        self._connection: Connection

    def run(self, task: Task) -> Result | Broken:
        """The result of a task; `Broken` where it ended its process or took too long."""
        process = self._process or self._start()
        try:
            self._connection.send(task)
            limit: Limit = self._receive(Limit(_MEASURED_WITHIN_S))
            result: Result = self._receive(limit)
        except TimeoutError as error:
            process.kill()
            return self._end(process, f"not read in {error}")
        except (EOFError, OSError):
            return self._end(process, "")
        return result

    def _receive(self, limit: Limit) -> Any:
        """What the process sends next; TimeoutError, with the limit, where nothing comes."""
        if not self._connection.poll(limit.seconds):
            raise TimeoutError(str(limit))
        return self._connection.recv()

    def begin(self) -> None:
        """Start the process ahead of its first task."""
        self._start()

    def kill(self) -> None:
        """End the process, at work or not; the thread that waits for it sees its pipe close."""
        if self._process:
            self._process.kill()

    def close(self) -> None:
        """Wait for the killed process to be gone; call it when no thread runs a task."""
        if self._process:
            self._end(self._process, "")

    def rest(self) -> None:
        """Give back what the process holds, until the next task; not while it runs one."""
        self.kill()
        self.close()

    def _start(self) -> BaseProcess:
        self._connection, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve, args=(self._work, self._limit, theirs), daemon=True)
        process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        self._process = process
        return process

    def _end(self, process: BaseProcess, reason: str) -> Broken:
        process.join()
        self._connection.close()
        self._process = None
        if reason:
            return Broken(reason)
        return Broken(
            f"its reader stopped (exit code {process.exitcode}): it breaks what reads it, or"
            f" needs more than {_MOST_DATA >> 30} GB of memory",
            killed=process.exitcode == -signal.SIGKILL,
        )


def _serve(
    work: Callable[[Task], Result], limit: Callable[[Task], Limit], connection: Connection
) -> None:
    """Do tasks until the parent closes its end, or is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    Thread(target=end_with_parent, daemon=True).start()
    with suppress(ValueError, OSError):  # a stricter limit is in force, or none is known here
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_DATA, hard))
    with suppress(EOFError, OSError):
        while True:
            task = connection.recv()
            connection.send(limit(task))
            connection.send(work(task))


def end_with_parent() -> None:
    """End this process when its parent ends, however that is: nobody waits for it any more."""
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def to_rejected(source: Source, broken: Broken) -> Rejected:
    """A source whose file broke what read it."""
    return Rejected(
        source.path,
        f"{source.name}: {broken.reason}. Print it to a new PDF, or report it with the file.",
        "" if broken.killed else source.id,
    )
