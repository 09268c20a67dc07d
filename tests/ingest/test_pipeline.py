"""From files to reports: everything given ends somewhere, and nothing is read twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from corpus.document import Source
from corpus.errors import NoText
from corpus.manifest import OGL
from corpus.records import Rejected
from corpus.store.connection import open_store
from ingest.pipeline import read_report, read_sources
from ingest.planning import plan_reading
from ingest.sources import digest_file, find_source

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "sample" / "pdf"
WORDS = (
    "The board met in May.\n\nIt asked officers to bring a plan for caseloads to each meeting.\n"
)


def write(path: Path, text: str = WORDS) -> Path:
    """A text file, its folders made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def write_many(folder: Path, count: int) -> None:
    """So many unlike text files."""
    for number in range(count):
        write(folder / f"minutes {number:03}.txt", f"{WORDS}\n\nThis was meeting {number}.")


# --- planning ----------------------------------------------------------------


def test_every_file_given_ends_in_one_place(tmp_path: Path) -> None:
    """To read, refused, or a duplicate; hidden files are not counted."""
    write_many(tmp_path, 3)
    write(tmp_path / "copies" / "copy.txt", (tmp_path / "minutes 001.txt").read_text())
    write(tmp_path / ".hidden")
    plan = plan_reading([tmp_path, tmp_path / "none.pdf", tmp_path / "minutes 000.txt"])
    assert (len(plan.sources), len(plan.refused), len(plan.duplicates)) == (3, 1, 2)
    assert plan.given == 6
    assert [Path(one.path).name for one in plan.ignored] == [".hidden"]


def test_what_is_held_is_not_read_again(tmp_path: Path) -> None:
    """Adding ten files to a folder reads ten files."""
    write_many(tmp_path, 5)
    held = {source.id for source in plan_reading([tmp_path]).sources}
    write_many(tmp_path, 15)
    plan = plan_reading([tmp_path], held)
    assert len(plan.sources) == 10
    assert {one.reason for one in plan.duplicates} == {"already in the library"}
    assert plan.given == 15


def test_a_file_that_was_moved_is_still_held(tmp_path: Path) -> None:
    """Its bytes count, not its name."""
    path = write(tmp_path / "a.txt")
    held = {digest_file(path)}
    path.rename(tmp_path / "b.txt")
    assert plan_reading([tmp_path], held).sources == ()


def test_the_users_word_for_the_council_is_of_all_files_given(tmp_path: Path) -> None:
    """In the register's spelling."""
    write_many(tmp_path, 2)
    sources = plan_reading([tmp_path], authority="Medway Council").sources
    assert [source.authority for source in sources] == ["Medway", "Medway"]


def test_no_files_make_an_empty_plan(tmp_path: Path) -> None:
    """An empty folder is no error."""
    assert plan_reading([tmp_path]).given == 0


# --- reading -----------------------------------------------------------------


def a_source(path: Path) -> Source:
    """The source of a file."""
    return find_source(path, digest_file(path))


def test_a_report_is_read_with_all_that_is_found_in_it() -> None:
    """From a tagged PDF of the sample: facts, asks, grades and passages."""
    path = sorted(SAMPLE.glob("*ilacs*.pdf"))[0]
    (report,) = read_report(a_source(path), path)
    assert report.document.framework.startswith("ilacs")
    assert report.document.published is not None
    assert report.asks
    assert report.judgements
    assert len(report.passages) > len(report.asks)
    for found in (*report.asks, *report.judgements, *report.passages):
        assert report.document.quote(found.span).strip()


def test_reading_again_gives_the_same_report() -> None:
    """Ids included, so that a person's verdict on an ask survives."""
    path = sorted(SAMPLE.glob("*.pdf"))[0]
    assert read_report(a_source(path), path) == read_report(a_source(path), path)


def test_the_documents_own_notice_gives_the_licence(tmp_path: Path) -> None:
    """Before what is assumed of its publisher; without a notice that stays."""
    noticed = write(tmp_path / "a.txt", f"{WORDS}\n\nUnder the Open Government Licence.\n")
    silent = write(tmp_path / "b.txt")
    for path, licence in ((noticed, OGL), (silent, "as listed")):
        source = replace(a_source(path), licence="as listed")
        (report,) = read_report(source, path)
        assert report.document.source.licence == licence


def test_a_file_without_words_is_no_report(tmp_path: Path) -> None:
    """Blank lines are not words."""
    path = write(tmp_path / "blank.txt", "\n \n\n \n")
    with pytest.raises(NoText, match=r"blank\.txt"):
        read_report(a_source(path), path)


@pytest.mark.parametrize("workers", [0, 2])
def test_sources_are_read_in_the_order_given(tmp_path: Path, workers: int) -> None:
    """In this process or in others, with the same outcome; a refusal among them stays in place."""
    write_many(tmp_path, 4)
    write(tmp_path / "minutes 001x.txt", "\n")
    sources = plan_reading([tmp_path]).sources
    found = list(read_sources(sources, workers))
    assert [source for source, _ in found] == list(sources)
    assert [isinstance(outcome, Rejected) for _, outcome in found] == [0, 0, 1, 0, 0]
    assert found[0][1] == read_report(sources[0], Path(sources[0].path))


def test_a_file_gone_since_it_was_planned_is_refused(tmp_path: Path) -> None:
    """It is a result, not a crash."""
    path = write(tmp_path / "a.txt")
    sources = plan_reading([path]).sources
    path.unlink()
    ((_, outcome),) = read_sources(sources, workers=1)
    assert isinstance(outcome, Rejected)
    assert "a.txt" in outcome.reason


# --- interrupted -------------------------------------------------------------

INGEST = """
import signal, sys, time
from pathlib import Path
import numpy as np
from api.adding import intake
from index.library import create_library
from ingest.prepare import Prepared, encode_reports, limit_preparing
from ingest.pipeline import read_or_reject
from ingest.workers import Processes

# A shell that starts the tests in the background has interrupts ignored, and that is handed on.
signal.signal(signal.SIGINT, signal.default_int_handler)
intake.reading_version = lambda: "v1"  # whoever edits a rule while this runs changes nothing

class Slow:
    dimensions = 384

    def encode(self, texts):
        time.sleep(0.04)
        return np.tile(np.float32(1 / 384**0.5), (len(texts), 384))

class Judges:
    encoder = Slow()

def prepare_slowly(task):
    reports = read_or_reject(task.source, task.path)
    return Prepared(reports, encode_reports(reports, Judges()))

def hire(files, encoder):
    return Processes(prepare_slowly, limit_preparing, 2)

if __name__ == "__main__":
    with create_library(Path(sys.argv[1]), "slow", Slow) as library:
        print(intake.take_in(library, [Path(sys.argv[2])], hire=hire).as_json()["read"])
"""


@pytest.fixture
def start_ingest(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts an ingest of the folder `files` into the folder `library`, both in the test's."""
    script = write(tmp_path / "take.py", INGEST)
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, str(script), str(tmp_path / "library"), str(tmp_path / "files")]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        pipe = subprocess.PIPE
        started.append(
            subprocess.Popen(
                command, stdout=pipe, stderr=pipe, text=True, env=environment, process_group=0
            )
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def count_sources(library: Path) -> int:
    """How many files a library holds."""
    db = open_store(library / "library.db")
    (count,) = db.execute("select count(*) from source").fetchone()
    db.close()
    return int(count)


def wait_for_end_of_group(group: int, limit_s: float = 20.0) -> bool:
    """True once no process of a group is left."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


FILES = 24


def test_an_interrupted_ingest_goes_on_where_it_stopped(
    tmp_path: Path, start_ingest: Callable[[], subprocess.Popen[str]]
) -> None:
    """By Ctrl-C and then killed: no process stays behind, no file is read twice or left out."""
    write_many(tmp_path / "files", FILES)
    held = 0
    for how in (signal.SIGINT, signal.SIGKILL):
        process = start_ingest()
        assert process.stderr is not None
        progress = (line for line in process.stderr if f"/{FILES - held} " in line)
        assert len(list(islice(progress, 5))) == 5
        if how == signal.SIGINT:
            os.killpg(process.pid, how)  # as a terminal does
        else:
            process.send_signal(how)
        process.communicate()
        assert wait_for_end_of_group(process.pid)
        before, held = held, count_sources(tmp_path / "library")
        assert before + 4 <= held < FILES
    told, _ = start_ingest().communicate(timeout=60)
    assert int(told) == FILES - held
    assert count_sources(tmp_path / "library") == FILES
