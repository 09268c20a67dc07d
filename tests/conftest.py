"""Fixtures for every test."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

from api.adding.intake import Counts, take_in
from api.cli.demo import take_in_sample
from corpus.errors import Throughline
from corpus.store.keywords import add_keywords, create_keyword_index
from corpus.store.reports import load_report
from index.library import Library, add_reports, create_library, remove_reports
from ingest.prepare import Outcome, Task, prepare
from ingest.workers import Crew

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("THROUGHLINE_PATIENCE_S", "120")  # however busy this machine is
# How quick a busy machine is, is no fault; and what one run finds, every run finds. To look
# for more: pytest --hypothesis-profile=explore
settings.register_profile("project", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("project")
ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--regenerate`, which writes golden results again from what is read now."""
    parser.addoption("--regenerate", action="store_true", help="rewrite golden results")


@pytest.fixture(scope="session")
def regenerate(request: pytest.FixtureRequest) -> bool:
    """True where golden results are to be written again."""
    return bool(request.config.getoption("--regenerate"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real documents and hand-checked answers; absent on a user's machine, needed in CI."""
    folder = ROOT.parent / "shared"
    if (folder / "gold").is_dir():
        return folder
    if os.environ.get("CI"):
        pytest.fail("../shared is missing: CI must have the real corpus beside the project")
    pytest.skip("needs the real corpus in ../shared")


@pytest.fixture
def index_passages() -> Iterator[Callable[[Sequence[tuple[int, str, str]]], sqlite3.Connection]]:
    """Makes a keyword index of passages: number, words, headings."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:

        def index(rows: Sequence[tuple[int, str, str]]) -> sqlite3.Connection:
            create_keyword_index(made)
            add_keywords(made, rows)
            return made

        yield index


@pytest.fixture(scope="session")
def copy_sample(sample_library: Library) -> Callable[[Path], Library]:
    """What opens a copy of the sample library in a folder, to be written to.

    Its models are those of the sample library, which remember what they have weighed.
    """

    def copy(folder: Path) -> Library:
        sample_library.db.execute("pragma wal_checkpoint(truncate)")
        shutil.copy(sample_library.path, folder / sample_library.path.name)
        return Library(
            folder,
            lambda name: sample_library.encoder,
            lambda encoder, reader: sample_library.weigher,
        )

    return copy


@pytest.fixture(scope="session")
def take_in_here() -> Callable[..., Counts]:
    """`take_in`, read in this process: others take longer to start than a small file to read."""

    def take(
        library: Library, paths: Sequence[Path], authority: str = "", again: bool = False
    ) -> Counts:
        return take_in(library, paths, authority, again, lambda files, encoder: _Here())

    return take


class _Here(Crew[Task, Outcome | Throughline]):
    """A crew of this process alone."""

    size = 1

    def run(self, task: Task) -> Outcome | Throughline:
        return prepare(task)

    def kill(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture(scope="session")
def sample_answers() -> dict[str, Any]:
    """What is planted in the embedded sample; `corpus/sample/README.md` has the schema."""
    answers: dict[str, Any] = json.loads((ROOT / "corpus/sample/answers.json").read_text("utf-8"))
    return answers


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of the embedded sample, read once for all tests; change nothing in it.

    Where tests run in several processes, one of them reads it and each opens a copy.
    """
    root = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        root = root.parent
    with FileLock(root / "sample-library.lock"):
        if not (root / "sample-library").is_dir():
            _read_sample(root / "sample-library")
    folder = tmp_path_factory.mktemp("sample-library")
    shutil.copy(root / "sample-library" / "library.db", folder)
    with Library(folder) as library:
        yield library


def _read_sample(folder: Path) -> None:
    with create_library(folder) as library:
        counts = take_in_sample(library)
        assert counts.read == counts.given == 10
        library.db.execute("pragma wal_checkpoint(truncate)")


_NEW_PAPER = """Wexmere Council
Children and Young People Overview and Scrutiny Committee
12 November 2026
Improvement Update Report

1. Summary
1.1 This report tells members of the progress made on children's services since the spring.
1.2 Caseloads for social workers have come down to 16 on average. Ask officer@wexmere.example.

2. Progress
2.1 Management oversight has been strengthened: team managers record a decision on every case.
2.2 The council will audit supervision records each quarter and report to this committee.
"""


@pytest.fixture
def new_paper(tmp_path: Path) -> Path:
    """A council's paper that the sample library does not hold."""
    path = tmp_path / "wexmere-2026-11-update.txt"
    path.write_text(_NEW_PAPER, "utf-8")
    return path


@pytest.fixture(scope="session")
def bring_anew() -> Callable[[Library, str], None]:
    """What makes a document held come into its library anew, as if it had never been there."""

    def bring(library: Library, published: str) -> None:
        [(id_, source)] = library.db.execute(
            "select id, source from document where published = ?", (published,)
        )
        report = load_report(library.db, id_)
        remove_reports(library, source)
        library.db.execute("delete from arrival where source = ?", (source,))
        add_reports(library, [report])

    return bring
