"""Hostile files: each ends in words, in the time of a few plain files and so much memory.

Each is read in a process of its own that may hold so much more than it begins with; an end by
that limit, or in a library that a file breaks, is an end that `ingest.workers` puts in words.
"""

import faulthandler
import json
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.pipeline import read_or_reject
from ingest.planning import plan_reading
from ingest.read.ocr.tesseract import tesseract_available
from tests.hostile import makers
from tests.hostile.makers import Maker

_MORE_MEMORY = 400 << 20
_MOST_TIMES = 40  # the time of ten plain pages
_LEAST_S = 0.5  # of which no fewer are taken for them: a busy machine
_ENDED = "its reader stopped"


@dataclass(frozen=True)
class Ended:
    """How a reading ended, and the seconds of the processor that it took."""

    words: str
    seconds: float


def read_apart(path: Path) -> Ended:
    """Read a file in a process that may hold little more than this one."""
    here, there = os.pipe()
    process = os.fork()
    if not process:
        try:
            _limit_memory()
            os.write(there, json.dumps(_read(path)).encode())
        finally:
            os._exit(3)
    os.close(there)
    with os.fdopen(here) as told:
        words = told.read()
    _, status, used = os.wait4(process, 0)
    seconds = used.ru_utime + used.ru_stime
    if words:
        return Ended(json.loads(words), seconds)
    return Ended(f"{_ENDED} (exit code {os.waitstatus_to_exitcode(status)})", seconds)


def _limit_memory() -> None:
    [data] = [line for line in Path("/proc/self/status").read_text().splitlines()
              if line.startswith("VmData")]  # fmt: skip
    most = int(data.split()[1]) * 1024 + _MORE_MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    faulthandler.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libraries say there how they end
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(path: Path) -> str:
    [source] = plan_reading([path]).sources
    outcome = read_or_reject(source, path)
    return f"read {len(outcome)}" if isinstance(outcome, tuple) else outcome.reason


@pytest.fixture(scope="module")
def plain_seconds(tmp_path_factory: pytest.TempPathFactory) -> float:
    """What ten plain pages take."""
    ended = read_apart(makers.plain(tmp_path_factory.mktemp("plain") / "plain.pdf"))
    assert ended.words == "read 1"
    return max(_LEAST_S, ended.seconds)


READ = "read 1"
PDF: dict[Maker, str] = {
    makers.giant_page: READ,
    makers.annotations: READ,
    makers.many_rules: READ,
    makers.deep_arrays: READ,
    makers.endless_structure: READ,
    makers.many_pages_said: READ,
    makers.no_pages: "cannot be opened as a PDF",
    makers.endless_box: READ,
    makers.endless_parents: READ,
    makers.endless_table: READ,
    makers.endless_length: READ,
    makers.deep_page_tree: "page 1 cannot be loaded",
    makers.endless_page_tree: READ,
    makers.doubling_structure: "doubling_structure.pdf: the structure tree of page 1 has no end",
    makers.content_bomb: "unpacks to more than 100,000,000",
    makers.renamed_bomb: "unpacks to more than 100,000,000",
    makers.abbreviated_bomb: "unpacks to more than 100,000,000",
    makers.far_filter_bomb: "unpacks to more than 100,000,000",
    makers.padded_bomb: "unpacks to more than 100,000,000",
    makers.huge_image: "unpacks to more than 400,000,000",
    makers.huge_jpeg: "more than 400,000,000 pixels in the images of page 1",
    makers.many_images: "more than 400,000,000 pixels in the images of page 1",
    makers.many_letters: "900,000 letters on page 1",
    # What PDFium makes of these fills any memory, or its stack.
    makers.doubling_forms: _ENDED,
    makers.endless_form: _ENDED,
    makers.endless_labels: _ENDED,
}
SCANS = (
    makers.giant_blank_page, makers.thread_page, makers.no_page_at_all,
)  # fmt: skip
WORD: dict[Maker, str] = {
    makers.plain_word: READ,
    makers.fairly_deep_word: READ,
    makers.wide_cell: READ,
    makers.far_numbers: READ,
    makers.deep_word: "does not open",
    makers.laughing_word: "does not open",
    makers.word_bomb: "unpacks to 7",
    makers.word_picture_bomb: "unpacks to 320,",
}
PAGES: dict[Maker, str] = {
    makers.plain_html: READ,
    makers.deep_html: READ,
    makers.fairly_deep_html: READ,
    makers.deep_html_lists: READ,
    makers.long_html_list: READ,
    makers.wide_html: READ,
    makers.huge_html: "the most is 60,000,000",
}
TEXTS: dict[Maker, str] = {
    makers.one_line: READ,
    makers.starry_text: READ,
    makers.huge_text: "the most is 60,000,000",
}
ENDS = [
    pytest.param(make, f"{make.__name__}{suffix}", words, id=make.__name__)
    for suffix, makes in ((".pdf", PDF), (".docx", WORD), (".html", PAGES), (".txt", TEXTS))
    for make, words in makes.items()
]


@pytest.mark.parametrize(("make", "name", "words"), ENDS)
def test_a_hostile_file_ends_in_words(
    make: Callable[[Path], Path], name: str, words: str, tmp_path: Path, plain_seconds: float
) -> None:
    """Whatever it asks for."""
    ended = read_apart(make(tmp_path / name))
    assert words in ended.words
    assert ended.seconds < _MOST_TIMES * plain_seconds


@pytest.mark.parametrize("make", SCANS)
def test_a_hostile_scan_ends_in_words(
    make: Callable[[Path], Path], tmp_path: Path, plain_seconds: float
) -> None:
    """Whatever the size of its page: tesseract gets a picture that it can take."""
    if not tesseract_available():
        pytest.skip("needs tesseract")
    ended = read_apart(make(tmp_path / "scan.pdf"))
    assert "no words on its 1 page" in ended.words
    assert ended.seconds < _MOST_TIMES * plain_seconds
