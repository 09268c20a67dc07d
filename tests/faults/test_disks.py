"""A full disk and one that cannot be written to: told in words, and what was held is held."""

import errno
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from api.adding import intake, jobs, queue
from api.adding.queue import Intake
from corpus.errors import LibraryError
from tests.faults.acts import NEW, Place, go_on, ingest, judge, look, move_place, wait_for
from tests.faults.quick import prepare_quickly

CopyFirst = Callable[[str], Place]
NOBODY = 65534


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give no library a page more than it has."""
    connect = sqlite3.connect

    def connect_full(*arguments: object, **named: object) -> sqlite3.Connection:
        db = connect(*arguments, **named)
        db.execute("pragma max_page_count = 1")
        return db

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect_full)
        yield


@pytest.mark.usefixtures("quick")
def test_an_ingest_on_a_full_disk_says_so_and_goes_on_once_there_is_room(
    copy_first: CopyFirst, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The paper in hand is in the library whole, or not at all."""
    place = copy_first("full")
    monkeypatch.setattr(intake, "prepare_sources", partial(prepare_quickly, paragraphs=3000))
    with (
        full_disk(monkeypatch),
        pytest.raises(LibraryError, match=r"full\. Make room on the disk and run it again"),
    ):
        ingest(place)
    assert look(place) == []
    assert go_on(place, "ingest") == []


def judge_often(place: Place) -> None:
    """Say more of two records than fits in what the file has free."""
    for _ in range(2000):
        judge(place)


@pytest.mark.usefixtures("quick")
def test_a_verdict_on_a_full_disk_is_refused_or_kept(
    copy_first: CopyFirst, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each that was said to be kept is there."""
    place = copy_first("full")
    with full_disk(monkeypatch), pytest.raises(LibraryError, match=r"full\. Make room"):
        judge_often(place)
    assert look(place) == []


@pytest.mark.usefixtures("quick")
def test_papers_that_a_full_disk_does_not_take_wait_until_it_does(
    copy_first: CopyFirst, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the notes of a job nor the thread that serves jobs are lost over it."""
    place = copy_first("full")
    monkeypatch.setattr(queue, "_AGAIN_S", 0.05)
    write = jobs._write_whole
    refused: list[Path] = []

    def write_sometimes(path: Path, data: bytes) -> None:
        if path.name == "job.json" and not path.parent.name.startswith(".") and len(refused) < 5:
            refused.append(path)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, data)

    monkeypatch.setattr(jobs, "_write_whole", write_sometimes)
    with Intake(place.library) as served:
        job = served.begin("clerk", list(NEW.items()))
        place.note(f"job {job.id}")
        wait_for(served, job.id)
        assert served.find_job(job.id).count("read") == 3
    assert len(refused) == 5
    assert go_on(place, "add") == []


# --- read-only ---------------------------------------------------------------


def give_papers(place: Place) -> None:
    """Give papers through the pages."""
    with Intake(place.library) as served:
        served.begin("clerk", list(NEW.items()))


@pytest.fixture
def locked(first: Place) -> Iterator[Place]:
    """A place whose files and folders nobody may write to."""
    folder = Path(tempfile.mkdtemp())  # others may not enter the folders that tests have
    shutil.copytree(first.folder, folder / "place")
    place = move_place(first, folder / "place")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield place
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


def error_of(act: Callable[[Place], None], place: Place) -> str:
    """What an act ends with for somebody who is not the administrator of the machine."""
    here, there = os.pipe()
    process = os.fork()
    if not process:
        try:
            if not os.geteuid():
                os.setuid(NOBODY)
            act(place)
            os.write(there, b"nothing")
        except LibraryError as error:
            os.write(there, str(error).encode())
        except BaseException as error:
            os.write(there, repr(error).encode())
        finally:
            sys.stderr.flush()
            os._exit(0)
    os.close(there)
    os.waitpid(process, 0)
    with os.fdopen(here) as told:
        return told.read()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("act", [ingest, judge, give_papers])
def test_a_library_that_cannot_be_written_to_is_told(
    act: Callable[[Place], None], locked: Place
) -> None:
    """Where it is and what to look at; nothing is changed."""
    before = {path: path.read_bytes() for path in locked.folder.rglob("*") if path.is_file()}
    told = error_of(act, locked)
    assert str(locked.library) in told
    assert "write" in told or "writable" in told
    after = {path: path.read_bytes() for path in locked.folder.rglob("*") if path.is_file()}
    assert after == before
