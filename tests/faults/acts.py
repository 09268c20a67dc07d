"""What people and programs do to a library, and what must hold of it whenever they are stopped.

The library of every act holds two papers: one of a folder of the user's, one that was added
through the pages. An act notes outside the library what it was told is kept.
"""

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from api.adding.intake import Given, Taken, take_in, take_in_file
from api.adding.queue import Intake
from corpus.store.connection import open_store
from corpus.store.people.verdicts import iter_verdicts, save_verdict
from index.library import create_library, open_library
from ingest.sources import digest_file

WITHIN_S = 240.0
WORDS = " ".join(f"Members heard how team {number} holds supervision." for number in range(20))


def a_paper(about: str, mark: str = "Report to the scrutiny committee") -> bytes:
    """A web page with two recommendations, long enough to be a document."""
    return (
        f"<!doctype html><html><head><title>{about}</title></head><body><h1>{mark}</h1>"
        f"<p>{WORDS}</p><h2>What needs to improve</h2><ul><li>The quality of {about}.</li>"
        f"<li>How often leaders look at {about}.</li></ul><p>{WORDS}</p></body></html>"
    ).encode()


OWN, ADDED = a_paper("lanterns"), a_paper("assessments")
NEW = {f"{about}.html": a_paper(about) for about in ("visits", "plans", "care leavers")}
EXEMPT = a_paper("secrets", mark="NOT FOR PUBLICATION")


@dataclass(frozen=True)
class Place:
    """A folder with a library, papers to ingest beside it, and what was said to be kept."""

    folder: Path

    @property
    def library(self) -> Path:
        """The library's folder."""
        return self.folder / "library"

    @property
    def papers(self) -> Path:
        """The user's own folder of papers."""
        return self.folder / "papers"

    def note(self, line: str) -> None:
        """Remember what was said to be kept, whatever happens next."""
        descriptor = os.open(self.folder / "told.txt", os.O_APPEND | os.O_CREAT | os.O_WRONLY)
        os.write(descriptor, f"{line}\n".encode())
        os.close(descriptor)

    def told(self) -> list[str]:
        """What was said to be kept."""
        path = self.folder / "told.txt"
        return path.read_text("utf-8").split("\n")[:-1] if path.is_file() else []


def make_place(folder: Path) -> Place:
    """A library of two papers, and three more and a refused one to be ingested."""
    place = Place(folder)
    place.papers.mkdir(parents=True)
    (place.papers / "own.html").write_bytes(OWN)
    with create_library(place.library) as library:
        take_in(library, [place.papers])
    with Intake(place.library, take_in_file) as intake:
        wait_for(intake, intake.begin("clerk", [("added.html", ADDED)]).id)
    for name, data in NEW.items():
        (place.papers / name).write_bytes(data)
    (place.papers / "secret.html").write_bytes(EXEMPT)
    return place


def move_place(place: Place, folder: Path) -> Place:
    """Say that a copied place's originals are where they were copied to."""
    with closing(open_store(folder / "library" / "library.db")) as db:
        moved = str(folder), len(str(place.folder)) + 1
        db.execute("update source set path = ? || substr(path, ?)", moved)
    return Place(folder)


def wait_for(intake: Intake, job_id: str) -> None:
    """Return once all papers of a job are settled."""
    until = time.monotonic() + WITHIN_S
    while intake.find_job(job_id).is_running:
        assert time.monotonic() < until, intake.find_job(job_id)
        time.sleep(0.01)


# --- what is done ------------------------------------------------------------


def ingest(place: Place, take: Callable[[Given], Taken] = take_in_file) -> None:
    """Take in the user's folder."""
    with create_library(place.library) as library:
        counts = take_in(library, [place.papers])
    place.note(f"ingested {counts.read}")


def add(place: Place, take: Callable[[Given], Taken] = take_in_file) -> None:
    """Give papers through the pages, new, held and exempt, and wait until they are read."""
    papers = [*NEW.items(), ("own again.html", OWN), ("secret.html", EXEMPT)]
    with Intake(place.library, take) as intake:
        job = intake.begin("clerk", papers)
        place.note(f"job {job.id}")
        wait_for(intake, job.id)


def judge(place: Place, take: Callable[[Given], Taken] = take_in_file) -> None:
    """Say twice of two records what they are to each other."""
    with open_library(place.library) as library:
        rows = library.db.execute("select id from ask order by id limit 2").fetchall()
        (earlier,), (later,) = rows
        for verdict in ("same", "different"):
            kept = save_verdict(library.db, earlier, later, verdict, "reviewer")
            place.note(f"verdict {kept.number} {verdict}")


ACTS = {"ingest": ingest, "add": add, "judge": judge}


# --- what must hold ----------------------------------------------------------


@dataclass
class Faults:
    """What was lost or broken, in words; empty where nothing was."""

    found: list[str] = field(default_factory=list)

    def expect(self, holds: bool, words: str) -> None:
        """Note what does not hold."""
        if not holds:
            self.found.append(words)


def look(place: Place) -> list[str]:
    """What is wrong with a library after its act was stopped."""
    faults = Faults()
    with closing(open_store(place.library / "library.db")) as db:
        faults.expect(db.execute("pragma integrity_check").fetchone()[0] == "ok", "file damaged")
        counts = db.execute(
            "select (select count(*) from passage), (select count(*) from keywords),"
            " (select coalesce(sum(json_array_length(counts)), 0) from embedding)"
        ).fetchone()
        faults.expect(len(set(counts)) == 1, f"passages, keywords, vectors differ: {counts}")
        held = dict(db.execute("select id, path from source").fetchall())
        whole = db.execute("select count(distinct source) from document").fetchone()[0]
        faults.expect(whole == len(held), "a source without its document")
        verdicts = {f"verdict {kept.number} {kept.verdict}" for kept in iter_verdicts(db)}
    originals = {name for name, path in held.items() if Path(path).is_file()}
    originals = {name for name in originals if digest_file(Path(held[name])) == name}
    faults.expect(originals == set(held), f"originals lost: {len(held) - len(originals)}")
    first = {digest_bytes(OWN), digest_bytes(ADDED)}
    faults.expect(first <= set(held), "what was held is held no more")
    said = {line for line in place.told() if line.startswith("verdict")}
    faults.expect(said <= verdicts, f"verdicts lost: {said - verdicts}")
    return faults.found


def digest_bytes(data: bytes) -> str:
    """The id of a source of these bytes."""
    return hashlib.sha256(data).hexdigest()


def go_on(place: Place, act: str, take: Callable[[Given], Taken] = take_in_file) -> list[str]:
    """Do what is done after a stop, run or serve again, and tell what is wrong then.

    Every paper that was given is held with its original, or refused in words.
    """
    faults = Faults()
    if act == "ingest":
        ingest(place, take)
        held = held_ids(place)
        faults.expect(all(digest_bytes(data) in held for data in NEW.values()), "papers not held")
    if act == "add":
        jobs = [line.split()[1] for line in place.told() if line.startswith("job")]
        with Intake(place.library, take) as intake:
            listed = {job.id for job in intake.list_jobs()}
            faults.expect(set(jobs) <= listed, "a job lost")
            for job_id in listed:
                wait_for(intake, job_id)
                look_at_papers(place, intake, job_id, faults)
    return faults.found + look(place)


def look_at_papers(place: Place, intake: Intake, job_id: str, faults: Faults) -> None:
    """Note papers of a job that are neither held with an original nor refused in words."""
    held = held_ids(place)
    for paper in intake.find_job(job_id).papers:
        if paper.status in ("read", "held"):
            faults.expect(paper.source in held, f"{paper.name}: said to be held, and is not")
        else:
            faults.expect(paper.status == "refused", f"{paper.name}: {paper.status}")
            faults.expect(len(paper.reason) > 20, f"{paper.name}: refused without words")


def held_ids(place: Place) -> set[str]:
    """The ids of the sources held."""
    with closing(open_store(place.library / "library.db")) as db:
        return {source for (source,) in db.execute("select id from source")}
