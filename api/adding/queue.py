"""Papers added through the pages: kept beside the library, read one after another elsewhere.

A process of its own reads them, so that readers are served meanwhile and a paper that
crashes its reader crashes nothing else. Each paper is in the library whole or not at all,
and no file is deleted of which the library holds the only path.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

from api.adding.intake import Given, Taken, delete_unless_held, find_held, take_in_file
from api.adding.jobs import Job, Jobs, NewJob, Paper
from api.adding.kinds import check_kind, plain_name
from corpus.errors import LibraryError, NotADocument, Throughline
from ingest.limits import Limit, limit_reading
from ingest.workers import Broken, Worker

_FOLDER = "added"
_ENDS_WITHIN_S = 10.0  # a reader that is told to stop
_TURN_S = 1.0  # between looks whether another server is done
_AGAIN_S = 60.0  # after a full disk or a busy library


class Intake:
    """The jobs of one library, and the process that reads their papers. Close it."""

    def __init__(self, library: Path, take_in: Callable[[Given], Taken] = take_in_file) -> None:
        self._library = library
        self._jobs = Jobs(library / _FOLDER)
        self._worker = Worker(take_in, _limit)
        self._waiting: SimpleQueue[str | None] = SimpleQueue()
        self._closed = Event()
        for job in reversed(self.list_jobs()):
            self._waiting.put(job.id)
        self._thread = Thread(target=self._serve, name="intake", daemon=True)
        self._thread.start()

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def begin(
        self,
        who: str,
        papers: Sequence[tuple[str, bytes]],
        council: str = "",
        published: date | None = None,
    ) -> Job:
        """Keep papers, given as names and bytes, to be read soon; what is no paper is refused.

        `published` is the day of every paper, where somebody said it. LibraryError where
        the disk does not take them: nothing is kept then.
        """
        job_id = secrets.token_hex(8)
        begun_at = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            with self._jobs.making(job_id) as fresh:
                kept = tuple(_keep(fresh, name, data, published) for name, data in papers)
                job = Job(job_id, who, begun_at, council, kept)
                fresh.save(job)
        except OSError as error:
            raise LibraryError(
                f"The papers could not be kept ({error.strerror}); none of them was. Make room"
                f" in {self._jobs.folder}, or make it writable, and add them again."
            ) from error
        self._waiting.put(job_id)
        return job

    def find_job(self, job_id: str) -> Job:
        """A job as it stands; NotFound where there is none."""
        return self._jobs.find(job_id)

    def list_jobs(self) -> list[Job]:
        """Every job, newest first."""
        return self._jobs.list()

    def close(self) -> None:
        """Stop reading; what was not read yet is read when the library is served again."""
        self._closed.set()
        self._waiting.put(None)
        self._worker.kill()
        self._thread.join(_ENDS_WITHIN_S)

    # --- inside

    def _serve(self) -> None:
        """Job after job, until closed; one that cannot be finished now goes to the end."""
        with suppress(OSError):
            self._jobs.remove_left()
        for job_id in iter(self._waiting.get, None):
            pause_s = self._try_job(job_id)
            if pause_s:
                self._waiting.put(job_id)
                self._closed.wait(pause_s)
            elif self._waiting.empty():
                self._worker.rest()

    def _try_job(self, job_id: str) -> float:
        """Read a job's papers; in how many seconds to try again, 0 where it is done."""
        try:
            with self._jobs.turn() as is_ours:
                if not is_ours:
                    return _TURN_S if self.find_job(job_id).is_running else 0
                for number in range(len(self.find_job(job_id).papers)):
                    self._settle(job_id, number)
                return _AGAIN_S if self.find_job(job_id).is_running else 0
        except (OSError, Throughline):
            return _AGAIN_S

    def _settle(self, job_id: str, number: int) -> None:
        """Read a paper unless that was done, and delete its file where the library needs it not."""
        job = self.find_job(job_id)
        paper = job.papers[number]
        if self._closed.is_set():
            return
        if not paper.is_settled:
            paper = self._read(job, number)
        if paper.status in ("held", "refused"):
            delete_unless_held(self._library, self._jobs.file(job, paper))

    def _read(self, job: Job, number: int) -> Paper:
        paper = job.papers[number]
        self._note(job, number, replace(paper, status="reading", reason=""))
        file = self._jobs.file(job, paper)
        taken = self._worker.run(Given(self._library, file, job.council))
        if self._closed.is_set():
            return paper
        if isinstance(taken, Broken):
            taken = Taken("refused", f"{paper.name}: {taken.reason}. Print it to a new PDF")
        if taken.status != "read":  # a reader of before, or this one at its end, may have kept it
            taken = find_held(self._library, file) or taken
        read = replace(paper, status=taken.status, reason=taken.reason, source=taken.source)
        self._note(job, number, read)
        return read

    def _note(self, job: Job, number: int, paper: Paper) -> None:
        now = self.find_job(job.id)
        papers = (*now.papers[:number], paper, *now.papers[number + 1 :])
        self._jobs.save(replace(now, papers=papers))


def _keep(fresh: NewJob, given: str, data: bytes, published: date | None) -> Paper:
    name = plain_name(given)
    try:
        check_kind(name, data)
    except NotADocument as error:
        return Paper(name, "refused", str(error))
    return fresh.keep(name, data, published)


def _limit(given: Given) -> Limit:
    return limit_reading(given.file)
