"""Papers added through the pages: kept beside the library, read one after another elsewhere.

    library/added/JOB/job.json           who gave what, and what became of it
    library/added/JOB/report.pdf         the papers that were read; refused ones are deleted

A process of its own reads them, so that readers are served meanwhile and a paper that
crashes its reader crashes nothing else. Each paper is in the library whole or not at all.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Literal

from api.adding.intake import Given, Taken, take_in_file
from corpus.document import Source
from corpus.errors import NotADocument, NotFound
from ingest.read.docx.reader import is_word
from ingest.read.html import is_html
from ingest.sources import FACTS_SUFFIX, save_facts
from ingest.workers import Broken, Worker

_FOLDER = "added"
_LIMIT_S = 3600.0  # of one paper, as in the pipeline
_ENDS_WITHIN_S = 10.0  # a reader that is told to stop
_HEAD = 1024  # bytes within which a PDF may say that it is one
_LONGEST_NAME = 100
_KINDS = {".pdf": "PDF", ".docx": "Word (DOCX)", ".html": "HTML", ".htm": "HTML"}

Status = Literal["waiting", "reading", "read", "held", "refused"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a job, and what became of it; `source` is its digest once it is held."""

    name: str
    status: Status = "waiting"
    reason: str = ""
    source: str = ""


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
        return any(paper.status in ("waiting", "reading") for paper in self.papers)

    def count(self, *statuses: Status) -> int:
        """How many papers have one of the statuses."""
        return sum(paper.status in statuses for paper in self.papers)


# --- what may come in ------------------------------------------------------


def check_kind(name: str, data: bytes) -> None:
    """Refuse what is not PDF, DOCX or HTML by its bytes, or not what its name says.

    NotADocument, with what to do next.
    """
    named = _KINDS.get(Path(name).suffix.lower(), "")
    kind = _kind_of(data)
    if not kind:
        raise NotADocument(
            f"{name}: not a PDF, a Word document (DOCX) or a web page (HTML). Save it as PDF"
            " and add that"
        )
    if kind != named:
        raise NotADocument(
            f"{name}: its name says {named or 'something else'}, but inside it is {kind}. Get"
            " the paper again from where it is published, and look at it before you add it"
        )


def _kind_of(data: bytes) -> str:
    if b"%PDF-" in data[:_HEAD]:
        return "PDF"
    if is_word(data):
        return "Word (DOCX)"
    return "HTML" if is_html(data) else ""


def plain_name(given: str) -> str:
    """A file's name without folders, and without what a file system or a page may mistake.

    >>> plain_name("C:\\\\papers\\\\../plan <b>.pdf"), plain_name("..")
    ('plan _b_.pdf', 'paper')
    """
    last = re.split(r"[/\\]", given)[-1]
    name = re.sub(r"[^\w .,()&'’+-]", "_", last).strip(" .") or "paper"
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{suffix}" if dot else name[:_LONGEST_NAME]


# --- the jobs --------------------------------------------------------------


class Intake:
    """The jobs of one library, and the process that reads their papers. Close it."""

    def __init__(self, library: Path, take_in: Callable[[Given], Taken] = take_in_file) -> None:
        self._library = library
        self._folder = library / _FOLDER
        self._lock = Lock()
        self._worker = Worker(take_in, _LIMIT_S)
        self._waiting: SimpleQueue[str | None] = SimpleQueue()
        self._is_closed = False
        self._jobs = {job.id: job for job in map(_halted, _load_jobs(self._folder))}
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

        `published` is the day of every paper, where somebody said it.
        """
        job_id = secrets.token_hex(8)
        (self._folder / job_id).mkdir(parents=True, mode=0o700)
        kept = tuple(
            self._keep(job_id, number, name, data, published)
            for number, (name, data) in enumerate(papers, start=1)
        )
        job = Job(job_id, who, datetime.now(UTC).isoformat(timespec="seconds"), council, kept)
        self._save(job)
        self._waiting.put(job_id)
        return job

    def find_job(self, job_id: str) -> Job:
        """A job as it stands; NotFound where there is none."""
        with self._lock:
            job = self._jobs.get(job_id)
        if job is None:
            raise NotFound(f"No papers were added under this address ({job_id}).")
        return job

    def list_jobs(self) -> list[Job]:
        """Every job, newest first."""
        with self._lock:
            return sorted(self._jobs.values(), key=lambda job: job.begun_at, reverse=True)

    def close(self) -> None:
        """Stop reading; what was not read yet is read when the library is served again."""
        self._is_closed = True
        self._waiting.put(None)
        self._worker.kill()
        self._thread.join(_ENDS_WITHIN_S)

    # --- inside

    def _keep(
        self, job_id: str, number: int, given: str, data: bytes, published: date | None
    ) -> Paper:
        name = plain_name(given)
        try:
            check_kind(name, data)
        except NotADocument as error:
            return Paper(name, "refused", str(error))
        path = self._folder / job_id / name
        if path.exists():
            path = path.with_name(f"{number}-{name}")
        path.write_bytes(data)
        if published:
            save_facts(path, Source("", published=published))
        return Paper(path.name)

    def _serve(self) -> None:
        for job_id in iter(self._waiting.get, None):
            for number in range(len(self.find_job(job_id).papers)):
                if not self._is_closed:
                    self._read(job_id, number)
            self._worker.rest()

    def _read(self, job_id: str, number: int) -> None:
        job = self.find_job(job_id)
        paper = job.papers[number]
        if paper.status != "waiting":
            return
        path = self._folder / job_id / paper.name
        self._note(job_id, number, replace(paper, status="reading"))
        taken = self._worker.run(Given(self._library, path, job.council))
        if self._is_closed:
            return
        if isinstance(taken, Broken):
            taken = Taken("refused", f"{paper.name}: {taken.reason}. Print it to a new PDF")
        if taken.status != "read":
            _delete(path)
        self._note(
            job_id,
            number,
            replace(paper, status=taken.status, reason=taken.reason, source=taken.source),
        )

    def _note(self, job_id: str, number: int, paper: Paper) -> None:
        job = self.find_job(job_id)
        papers = (*job.papers[:number], paper, *job.papers[number + 1 :])
        self._save(replace(job, papers=papers))

    def _save(self, job: Job) -> None:
        path = self._folder / job.id / "job.json"
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(job), ensure_ascii=False, indent=1), "utf-8")
        fresh.replace(path)
        with self._lock:
            self._jobs[job.id] = job


def _delete(path: Path) -> None:
    """A paper that is not kept leaves nothing behind."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + FACTS_SUFFIX).unlink(missing_ok=True)


def _load_jobs(folder: Path) -> list[Job]:
    """The jobs kept in a folder; one whose file is broken is left out."""
    jobs = []
    for path in folder.glob("*/job.json"):
        with suppress(ValueError, TypeError, KeyError, OSError):
            jobs.append(_to_job(json.loads(path.read_text("utf-8"))))
    return jobs


def _to_job(held: dict[str, Any]) -> Job:
    return Job(**{**held, "papers": tuple(Paper(**paper) for paper in held["papers"])})


def _halted(job: Job) -> Job:
    """A job of an earlier run: a paper in hand when the server stopped waits again."""
    papers = (
        replace(paper, status="waiting") if paper.status == "reading" else paper
        for paper in job.papers
    )
    return replace(job, papers=tuple(papers))
