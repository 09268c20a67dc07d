"""Reading on other machines: the same outcome, whatever is ended meanwhile."""

import errno
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dask
import pytest

from api.cli.main import main
from corpus.document import Source
from corpus.errors import ClusterError, ModelError, QueryError
from corpus.records import Rejected
from corpus.store.connection import open_store
from index.library import create_library
from ingest import cluster
from ingest.cluster import Cluster, find_workers, fitness, hire_cluster, prepare_there, serve_worker
from ingest.planning import plan_reading
from ingest.prepare import Outcome, Task, limit_preparing, prepare_sources
from ingest.workers import Processes
from models.text.encoder import DEFAULT
from tests.apart import run_apart
from tests.ingest.quick_worker import BREAKS, prepare_quickly

ROOT = Path(__file__).parents[2]
WITHIN_S = 60.0
FILES = 8

Start = Callable[..., subprocess.Popen[bytes]]


def write_papers(folder: Path, count: int) -> tuple[Source, ...]:
    """So many unlike papers, one of which breaks its reader; what is known of them, in order."""
    folder.mkdir()
    for number in range(count):
        words = f"The board met in May.\n\nMember {number} asked officers to bring a plan.\n"
        (folder / f"minutes {number}.txt").write_text(words)
    (folder / "minutes 3x.txt").write_text(BREAKS)
    return plan_reading([folder]).sources


def told(outcome: Outcome) -> object:
    """An outcome as it can be compared."""
    if isinstance(outcome, Rejected):
        return outcome
    return outcome.reports, outcome.vectors.texts, outcome.vectors.rows.tobytes()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a module in a process of its own, which ends with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def run(*module: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *module]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started.append(subprocess.Popen(command, cwd=ROOT, **quiet))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


def start_scheduler(start: Start, port: int) -> subprocess.Popen[bytes]:
    """A scheduler at a port of this machine."""
    where = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
    return start("distributed.cli.dask_scheduler", *where)


def wait_for_workers(address: str, fit: int, others: int = 0) -> None:
    """Return once a scheduler has so many workers."""
    until = time.monotonic() + WITHIN_S
    while True:
        try:
            found = find_workers(address, fitness(DEFAULT))
            if (found.size, len(found.others)) == (fit, others):
                return
        except ClusterError:
            pass
        assert time.monotonic() < until
        time.sleep(0.2)


def test_workers_and_a_scheduler_are_lost_and_no_paper_is(
    tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each comes once, in the order given, as this machine reads it; who stays away is told."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    scheduler = start_scheduler(start, port)
    workers = [start("tests.ingest.quick_worker", address, *which) for which in ([], [], ["other"])]
    wait_for_workers(address, fit=2, others=1)
    sources = write_papers(tmp_path / "papers", FILES)
    crew = Cluster(address, DEFAULT)
    [line] = crew.workers.say_others()
    assert "another version of Throughline" in line
    outcomes = prepare_sources(sources, DEFAULT, crew)
    taken = [next(outcomes)]
    workers[0].kill()
    taken += [next(outcomes) for _ in range(2)]
    scheduler.kill()
    scheduler.wait()
    scheduler = start_scheduler(start, port)
    taken += outcomes

    here = prepare_sources(sources, DEFAULT, Processes(prepare_quickly, limit_preparing, 1))
    expected = [(source, told(outcome)) for source, outcome in here]
    assert [(source, told(outcome)) for source, outcome in taken] == expected
    [refused] = [outcome for _, outcome in taken if isinstance(outcome, Rejected)]
    assert "minutes 3x.txt: its reader stopped" in refused.reason

    monkeypatch.setattr(cluster, "_PATIENCE_S", 1.0)
    monkeypatch.setattr(cluster, "_LOOKS_EVERY_S", 0.2)
    without_workers, alone = (
        prepare_sources(sources, DEFAULT, Cluster(address, DEFAULT)) for _ in range(2)
    )
    next(alone)
    workers[1].kill()
    with pytest.raises(ClusterError, match=r"every worker is away\. What was read is kept"):
        list(without_workers)
    scheduler.kill()
    with pytest.raises(ClusterError, match="is away"):
        list(alone)
    with pytest.raises(ClusterError, match="no Dask scheduler answers there"):
        Cluster(address, DEFAULT)


def test_none_but_workers_that_read_as_we_do_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no other, it is told how many there are, and how to start one."""
    others = cluster.Workers(0, ("tcp://127.0.0.1:2",))
    monkeypatch.setattr(cluster, "find_workers", lambda address, fit: others)
    with pytest.raises(ClusterError, match=r"It has 1 of another version .*throughline worker"):
        Cluster("tcp://127.0.0.1:1", DEFAULT)


@pytest.mark.parametrize(
    ("address", "error", "says"),
    [
        ("scheduler", QueryError, "Write it as tcp://scheduler:8786"),
        ("http://127.0.0.1:1", QueryError, "Write it as tcp://scheduler:8786"),
        ("tcp://127.0.0.1:1", ClusterError, "no Dask scheduler answers there"),
    ],
)
def test_an_address_where_no_scheduler_is_is_told(
    address: str, error: type[Exception], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a line that says what to write, or start."""
    monkeypatch.setattr(cluster, "_ANSWERS_WITHIN_S", 0.2)
    with pytest.raises(error, match=says):
        hire_cluster(address, 1, DEFAULT)


def test_a_scheduler_is_asked_from_within_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a notebook has one, and a browser that is steered."""
    monkeypatch.setattr(cluster, "_ANSWERS_WITHIN_S", 0.2)

    async def ask() -> None:
        find_workers("tcp://127.0.0.1:1", "throughline-any")

    with pytest.raises(ClusterError, match="no Dask scheduler"):
        run_apart(ask)


def test_without_dask_it_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an optional part."""
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(ClusterError, match="pip install"):
        hire_cluster("local", 1, DEFAULT)


def test_a_worker_without_the_encoder_does_not_begin() -> None:
    """So that it is never given a file."""
    with pytest.raises(ModelError, match="no-such-encoder"):
        serve_worker("tcp://127.0.0.1:1", 1, "./no-such-encoder")


def test_a_worker_whose_disk_is_full_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no fault of the paper, which is not refused for it."""

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    [source, *_] = write_papers(tmp_path / "papers", 1)
    monkeypatch.setattr(cluster, "TemporaryDirectory", full)
    given = prepare_there(Task(source, Path(source.path), DEFAULT), b"words")
    assert isinstance(given, ClusterError)
    assert "Make room" in str(given)


def texts(library: Path) -> list[tuple[str, ...]]:
    """The ids and texts of what a library holds, and how much was found in each, in order."""
    db = open_store(library / "library.db")
    rows = db.execute("select * from document order by number").fetchall()
    vectors = db.execute("select document, counts from embedding order by number").fetchall()
    db.close()
    return [*map(str, rows), *map(str, vectors)]


def test_a_cluster_of_this_machine_spends_nothing_on_watching_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody opens Dask's page of samples; the processes that read are begun while Dask opens."""
    begun: list[int] = []
    monkeypatch.setattr(cluster._PROCESSES, "begin", begun.append)
    dask.config.set({"distributed.worker.profile.enabled": True})
    crew = hire_cluster("local", 2, DEFAULT)
    try:
        assert begun == [2]
        assert not dask.config.get("distributed.worker.profile.enabled")
        assert not dask.config.get("distributed.admin.system-monitor.gil.enabled")
        assert dask.config.get("distributed.admin.tick.interval") == "1s"
    finally:
        crew.kill()
        crew.close()


def test_a_cluster_of_this_machine_makes_the_same_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where the library's disk is full, what was saved is kept and the rest comes later."""
    write_papers(tmp_path / "papers", 1)
    (tmp_path / "papers" / "long.txt").write_text("Members asked for a plan.\n\n" * 300)
    given = ["ingest", str(tmp_path / "papers"), "--library"]
    assert main([*given, str(tmp_path / "here")]) == 0
    there = tmp_path / "there"
    connect = sqlite3.connect

    def connect_full(*arguments: object, **named: object) -> sqlite3.Connection:
        db = connect(*arguments, **named)
        db.execute("pragma max_page_count = 1")
        return db

    create_library(there).close()
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect_full)
        assert main([*given, str(there), "--dask", "local"]) == 1
    assert "full. Make room on the disk and run it again" in capsys.readouterr().err
    assert main([*given, str(there), "--dask", "local"]) == 0
    assert texts(there) == texts(tmp_path / "here")
