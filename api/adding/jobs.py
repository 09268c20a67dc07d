"""Papers given through the pages, as files beside the library: what a server's end leaves whole.

    library/added/JOB/job.json       who gave what, and what became of it
    library/added/JOB/report.pdf     the papers that were read; refused ones are deleted
    library/added/.JOB               a job whose papers are still being written
    library/added/.turn              locked by the server that reads papers now

Every answer is read from there, so that two servers of one library tell the same.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from corpus.document import Source
from corpus.errors import NotFound
from corpus.store.file.swap import sync_folder
from ingest.sources import save_facts

_JOB_ID = re.compile(r"[0-9a-f]{16}")
_NOTES = "job.json"
_LEFT_S = 86_400.0  # no browser takes a day to send its papers

Status = Literal["waiting", "reading", "read", "held", "refused"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a job, and what became of it; `source` is its digest once it is held."""

    name: str
    status: Status = "waiting"
    reason: str = ""
    source: str = ""

    @property
    def is_settled(self) -> bool:
        """True once it is known what became of the paper."""
        return self.status not in ("waiting", "reading")


@dataclass(frozen=True, slots=True)
class Job:
    """Papers that somebody gave at once. `begun_at` is an ISO time, UTC."""

    id: str
    who: str
    begun_at: str
    council: str
    papers: tuple[Paper, ...]

    @property
    def is_running(self) -> bool:
        """True while a paper waits or is read."""
        return not all(paper.is_settled for paper in self.papers)

    def count(self, *statuses: Status) -> int:
        """How many papers have one of the statuses."""
        return sum(paper.status in statuses for paper in self.papers)


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs in a folder."""

    folder: Path

    def find(self, job_id: str) -> Job:
        """A job as it stands; NotFound where there is none."""
        with suppress(ValueError, TypeError, KeyError, OSError):
            if _JOB_ID.fullmatch(job_id):
                return _to_job(json.loads((self.folder / job_id / _NOTES).read_text("utf-8")))
        raise NotFound(f"No papers were added under this address ({job_id}).")

    def list(self) -> list[Job]:
        """Every job, newest first; one whose notes are broken is left out."""
        jobs = []
        for path in self.folder.glob(f"[0-9a-f]*/{_NOTES}"):
            with suppress(NotFound):
                jobs.append(self.find(path.parent.name))
        return sorted(jobs, key=lambda job: job.begun_at, reverse=True)

    def file(self, job: Job, paper: Paper) -> Path:
        """Where a paper of a job is kept."""
        return self.folder / job.id / paper.name

    def save(self, job: Job) -> None:
        """Keep what became of a job's papers; OSError where the disk does not take it."""
        _save_notes(job, self.folder / job.id)

    @contextmanager
    def making(self, job_id: str) -> Iterator[NewJob]:
        """A job to be filled: there once all of it is written, or not at all."""
        fresh = NewJob(self.folder / f".{job_id}")
        fresh.folder.mkdir(parents=True, mode=0o700)
        try:
            yield fresh
            fresh.folder.rename(self.folder / job_id)
            sync_folder(self.folder)
        except BaseException:
            shutil.rmtree(fresh.folder, ignore_errors=True)
            raise

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Whether it is this server's turn to read: not while another server of the library does.

        The lock goes with its process, however that ends.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / ".turn").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def remove_left(self) -> None:
        """Delete the papers of servers that were ended while papers were still being sent."""
        for folder in self.folder.glob(".*/"):
            with suppress(OSError):
                if time.time() - folder.stat().st_mtime > _LEFT_S:
                    shutil.rmtree(folder)


@dataclass(slots=True)
class NewJob:
    """A job that is being written. OSError where the disk does not take it."""

    folder: Path
    _names: set[str] = field(default_factory=set)

    def keep(self, name: str, data: bytes, published: date | None) -> Paper:
        """Keep a paper, under a name of its own, and the day it was published, if said."""
        name = self._free_name(name)
        _write_whole(self.folder / name, data)
        if published:
            save_facts(self.folder / name, Source("", published=published))
        return Paper(name)

    def save(self, job: Job) -> None:
        """Keep who gave the papers, and which."""
        _save_notes(job, self.folder)

    def _free_name(self, name: str) -> str:
        number, free = 1, name
        while free in self._names:
            number += 1
            free = f"{number}-{name}"
        self._names.add(free)
        return free


def _save_notes(job: Job, folder: Path) -> None:
    notes = json.dumps(asdict(job), ensure_ascii=False, indent=1)
    _write_whole(folder / _NOTES, notes.encode())


def _write_whole(path: Path, data: bytes) -> None:
    """A file that is on the disk whole, or as it was before: also after a power cut."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _to_job(held: dict[str, Any]) -> Job:
    return Job(**{**held, "papers": tuple(Paper(**paper) for paper in held["papers"])})
