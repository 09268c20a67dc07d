"""Papers that were added: none is lost, whoever stops when, and however many servers there are."""

import errno
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copy

import pytest

from api.adding import queue
from api.adding.intake import Given, Taken, take_in_file
from api.adding.jobs import Job
from api.adding.queue import Intake
from corpus.errors import LibraryError, NotFound
from corpus.store.reports import load_source, move_source
from index.library import Library
from ingest.sources import digest_file

SAMPLE = Path(__file__).parents[3] / "corpus" / "sample" / "pdf"
HELD = SAMPLE / "2021-06-11-monitoring-visit.pdf"
PAGE = b"<!doctype html><html><body><p>Lanterns %d</p></body></html>"
HALTED = Job("0" * 16, "", "", "", ())  # that of `a_job`
_WITHIN_S = 120.0  # a reading process starts anew, on a busy machine


@pytest.fixture
def folder(copy_sample: Callable[[Path], Library], tmp_path: Path) -> Path:
    """The folder of a copy of the sample library."""
    copy_sample(tmp_path).close()
    return tmp_path


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    """The same, open."""
    with Library(folder) as opened:
        yield opened


def read_for(given: Given) -> Taken:
    """Note what was read; where the file is named `busy`, not at the first time."""
    reads = given.library / "reads.txt"
    text = given.file.read_text("utf-8")
    if "busy" in given.file.name and not reads.is_file():
        reads.write_text("")
        return Taken("waiting", "The disk is full. Make room.")
    with reads.open("a") as file:
        file.write(text + "\n")
    time.sleep(0.05)
    return Taken("read")


def keep_and_die(given: Given) -> Taken:
    """Have the library know the file for the original of a paper it holds, and stop."""
    with Library(given.library) as library:
        library.db.execute(
            "update source set path = ? where name = ?", (str(given.file), HELD.name)
        )
    os._exit(9)


def finish(intake: Intake, job: Job) -> Job:
    """The job once all its papers are settled."""
    until = time.monotonic() + _WITHIN_S
    while intake.find_job(job.id).is_running:
        assert time.monotonic() < until
        time.sleep(0.05)
    return intake.find_job(job.id)


def a_job(folder: Path, name: str, data: bytes, status: str = "reading") -> Path:
    """A paper that a server had in hand when it was killed; where it is kept."""
    kept = folder / "added" / ("0" * 16)
    kept.mkdir(parents=True)
    (kept / name).write_bytes(data)
    paper = {"name": name, "status": status, "reason": "", "source": ""}
    job = {"id": kept.name, "who": "clerk", "begun_at": "2026-01-05", "council": ""}
    (kept / "job.json").write_text(json.dumps({**job, "papers": [paper]}), "utf-8")
    return kept / name


def original(library: Library, digest: str) -> Path:
    """The only path that the library holds of a paper."""
    return Path(load_source(library.db, digest).path)


# --- nothing is lost ---------------------------------------------------------


def test_a_paper_read_by_the_reader_of_a_killed_server_keeps_its_original(
    folder: Path, library: Library
) -> None:
    """The reader finished what nobody noted: the library's only path is that file."""
    file = a_job(folder, HELD.name, HELD.read_bytes())
    digest = digest_file(file)
    move_source(library.db, digest, str(file))
    with Intake(folder) as intake:
        [paper] = finish(intake, HALTED).papers
    assert (paper.status, paper.source) == ("read", digest)
    assert original(library, digest).read_bytes() == HELD.read_bytes()


def test_a_reader_that_stops_after_it_kept_a_paper_has_read_it(
    folder: Path, library: Library
) -> None:
    """What the library holds counts, not how its reader ended."""
    with Intake(folder, keep_and_die) as intake:
        [paper] = finish(intake, intake.begin("clerk", [(HELD.name, HELD.read_bytes())])).papers
    assert paper.status == "read"
    assert original(library, paper.source).read_bytes() == HELD.read_bytes()


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_bytes(b"%PDF- other")])
def test_a_paper_whose_original_is_gone_becomes_the_original(
    folder: Path, library: Library, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    """Deleted or changed since it was read: the one given now is the only one there is."""
    digest = digest_file(HELD)
    mine = Path(copy(HELD, tmp_path / "mine.pdf"))
    move_source(library.db, digest, str(mine))
    change(mine)
    with Intake(folder) as intake:
        [paper] = finish(intake, intake.begin("clerk", [("again.pdf", HELD.read_bytes())])).papers
    assert (paper.status, paper.source) == ("read", digest)
    assert original(library, digest).parent.parent == folder / "added"
    assert original(library, digest).read_bytes() == HELD.read_bytes()


def test_what_is_held_elsewhere_or_refused_leaves_no_file(folder: Path, library: Library) -> None:
    """Also where the server was killed before it could delete what it had refused."""
    left = a_job(folder, "secret.html", PAGE % 1, status="refused")
    with Intake(folder) as intake:
        [paper] = finish(intake, intake.begin("clerk", [("again.pdf", HELD.read_bytes())])).papers
    assert paper.status == "held"
    assert original(library, paper.source) == HELD
    assert not left.exists()
    assert {path.name for path in (folder / "added").rglob("*.*")} == {".turn", "job.json"}


def test_a_library_that_cannot_take_a_paper_now_takes_it_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is no fault of the paper: it waits, and the page says why."""
    monkeypatch.setattr(queue, "_AGAIN_S", 0.5)
    with Intake(folder, read_for) as intake:
        job = intake.begin("clerk", [("busy.html", PAGE % 1)])
        while not (seen := intake.find_job(job.id).papers[0]).reason:
            time.sleep(0.01)
        assert (seen.status, seen.reason) == ("waiting", "The disk is full. Make room.")
        [paper] = finish(intake, job).papers
    assert (paper.status, paper.reason) == ("read", "")


def test_a_library_that_cannot_be_read_is_not_the_papers_fault(tmp_path: Path) -> None:
    """It is to be given again."""
    (tmp_path / "library.db").write_bytes(b"scribble" * 99)
    taken = take_in_file(Given(tmp_path, HELD))
    assert taken.status == "waiting"
    assert "not a database" in taken.reason


# --- two of everything -------------------------------------------------------


def test_two_servers_of_one_library_read_each_paper_once(folder: Path) -> None:
    """Whichever was given it; and both tell the same of it."""
    a_job(folder, "halted.html", PAGE % 0)
    with ExitStack() as servers:
        first, second = (servers.enter_context(Intake(folder, read_for)) for _ in range(2))
        jobs = [
            intake.begin("clerk", [(f"{number}.html", PAGE % number)])
            for number, intake in enumerate([first, second], start=1)
        ]
        for job in (*jobs, HALTED):
            assert finish(second, job) == finish(first, job)
        assert len(first.list_jobs()) == len(second.list_jobs()) == 3
    reads = (folder / "reads.txt").read_text().splitlines()
    assert sorted(reads) == sorted((PAGE % number).decode() for number in range(3))
    assert len(list((folder / "added").glob("*/*.html"))) == 3


# --- what is kept ------------------------------------------------------------


def test_papers_are_kept_apart_under_names_that_a_disk_takes(folder: Path) -> None:
    """Also where a third has the name that the second would get, or a name has 300 bytes."""
    names = ["a.html", "2-a.html", "a.html", "a.html", "報" * 100 + ".html"]
    with Intake(folder, read_for) as intake:
        job = intake.begin("clerk", [(name, PAGE % at) for at, name in enumerate(names)])
        assert finish(intake, job).count("read") == 5
    kept = [folder / "added" / job.id / paper.name for paper in job.papers]
    assert [path.read_bytes() for path in kept] == [PAGE % at for at in range(5)]
    assert kept[-1].name == "報" * 66 + ".html"


def test_a_full_disk_keeps_none_of_the_papers_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of what was given, or nothing."""
    with Intake(folder, read_for) as intake:

        def full(descriptor: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(LibraryError, match=r"No space left on device.*none of them was"):
            intake.begin("clerk", [("a.html", PAGE % 1), ("b.html", PAGE % 2)])
        assert intake.list_jobs() == []
    assert not list((folder / "added").rglob("*.html"))


@pytest.mark.parametrize("job_id", ["..", "../added", "0", "0" * 15 + "/", ".turn"])
def test_a_job_is_looked_for_nowhere_else(folder: Path, job_id: str) -> None:
    """An id is sixteen digits, or there is no such job."""
    with Intake(folder, read_for) as intake, pytest.raises(NotFound):
        intake.find_job(job_id)
