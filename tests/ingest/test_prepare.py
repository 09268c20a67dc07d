"""What is done of a file before it is kept: who does it, and what comes back."""

from pathlib import Path

import pytest

from corpus.document import Source
from corpus.errors import ModelError, Throughline
from corpus.records import Rejected
from ingest import prepare
from ingest.prepare import Outcome, Task, prepare_sources, processes_for
from ingest.workers import Broken, Crew


class Answers(Crew[Task, Outcome | Throughline]):
    """A crew that gives the same for every file."""

    size = 1
    closed = False

    def __init__(self, given: Outcome | Throughline | Broken) -> None:
        self.given = given

    def run(self, task: Task) -> Outcome | Throughline | Broken:
        """The same."""
        return self.given

    def kill(self) -> None:
        """Nothing is at work."""

    def close(self) -> None:
        """Note it."""
        self.closed = True


SOURCES = (Source("a", path="a.pdf"), Source("b", path="b.pdf"))


def test_what_is_no_fault_of_the_file_ends_the_work() -> None:
    """A missing encoder refuses no paper; the crew is let go."""
    crew = Answers(ModelError("no encoder here"))
    with pytest.raises(ModelError, match="no encoder here"):
        list(prepare_sources(SOURCES, "encoder", crew))
    assert crew.closed


def test_a_file_that_breaks_its_reader_is_refused() -> None:
    """And read again next time only where something else ended the reader."""
    for killed, source in ((True, ""), (False, "a")):
        (_, outcome), _ = prepare_sources(SOURCES, "encoder", Answers(Broken("it broke", killed)))
        assert isinstance(outcome, Rejected)
        assert outcome.source == source


def test_an_encoder_that_is_not_there_is_told_by_who_prepares(tmp_path: Path) -> None:
    """Rather than ending its process, as if the file had."""
    (tmp_path / "a.txt").write_text("The board met in May and asked officers for a plan.")
    task = Task(Source("a", path="a.txt"), tmp_path / "a.txt", str(tmp_path / "none"))
    assert isinstance(prepare.prepare(task), ModelError)


def test_few_files_are_read_by_few_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """To start one takes as long as to read two files; there are no more than cores."""
    monkeypatch.setattr(prepare, "most_processes", lambda: 4)
    assert [processes_for(files) for files in (1, 3, 4, 8, 100)] == [1, 1, 2, 4, 4]
