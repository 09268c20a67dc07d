"""Commands run as a user runs them, each a process of its own, with its time and memory."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import httpx

_EVERY_S = 0.1  # between two looks at memory
_START_S = 120.0  # a server that takes longer has failed


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that ran to its end. `peak_mib` counts its children; 0 where unknown."""

    seconds: float
    peak_mib: float


def run_apart(command: Sequence[str]) -> Finished:
    """Run a command in silence; CalledProcessError where it fails."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        with Memory(process.pid) as memory:
            _, said = process.communicate()
        seconds = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
    return Finished(seconds, memory.peak_mib)


@contextmanager
def serving(command: Sequence[str], port: int, ready: str) -> Iterator[Server]:
    """A server started by a command and stopped at the end, given once `ready` answers."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with Memory(process.pid) as memory, _client(port) as client:
                _wait_until(client, ready)
                yield Server(client, memory)
        finally:
            process.terminate()


@dataclass(frozen=True)
class Server:
    """A running server and a look at its memory."""

    client: httpx.Client
    memory: Memory

    def time_s(self, path: str, asked: Mapping[str, str]) -> float:
        """Seconds from question to whole answer. httpx.HTTPError where it fails."""
        start = time.perf_counter()
        self.client.get(path, params=dict(asked)).raise_for_status()
        return time.perf_counter() - start


class Memory:
    """Looks at the memory of a process and its children while open; keeps the most seen.

    Pages that processes share are counted once (proportional set size, Linux only).
    """

    def __init__(self, pid: int) -> None:
        self.peak_mib = 0.0
        self.pid = pid
        self._stop = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def now_mib(self) -> float:
        """What they take now."""
        return sum(map(_memory_mib, children_of(self.pid)))

    def _look(self) -> None:
        while not self._stop.wait(_EVERY_S):
            self.peak_mib = max(self.peak_mib, self.now_mib())


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _client(port: int) -> httpx.Client:
    # no proxy of the environment: the question must not leave this machine
    return httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False)


def _wait_until(client: httpx.Client, ready: str) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        try:
            client.get(ready).raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(_EVERY_S)
    raise TimeoutError(f"{client.base_url}: no answer in {_START_S:.0f} s")


def children_of(pid: int) -> list[int]:
    """A process and all that it started, each with what it started."""
    found = [pid]
    for parent in found:  # grows while it is walked
        for listing in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found.extend(map(int, listing.read_text().split()))
            except OSError:  # it has just ended
                continue
    return found


def _memory_mib(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended, or there is no /proc here
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
