"""The README shows what `make run` prints, on this processor and over vectors moved a little."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

import pytest

from api.cli.demo import show_demo
from corpus.records import Report
from corpus.store.reports import load_report
from eval.perturb import write_perturbed
from index.library import Library, add_reports, create_library
from ingest.judge import judge_reports, open_judges
from ingest.version import reading_version
from models.text.encoder import open_encoder

README = Path(__file__).parents[2] / "README.md"
NEAR = 0.0151  # of a printed number: two decimals, cut, over vectors moved by a thousandth
_NUMBER = re.compile(r"\d+\.\d+")


def shown_blocks() -> list[list[str]]:
    """Each transcript of the README as lines, from its `$ throughline` on."""
    blocks = re.findall(r"```\n(\$ throughline .*?)```", README.read_text("utf-8"), re.S)
    return [block.splitlines() for block in blocks]


def is_elision(line: str) -> bool:
    """True of "[... six more ...]"."""
    return line.startswith("[...")


def split_runs(lines: Sequence[str]) -> list[list[str]]:
    """The runs of lines between elisions, blank ends left out."""
    runs: list[list[str]] = [[]]
    for line in lines:
        if is_elision(line):
            runs.append([])
        else:
            runs[-1].append(line.rstrip())
    stripped = ("\n".join(run).strip("\n").split("\n") for run in runs)
    return [run for run in stripped if run != [""]]


def is_like(shown: str, printed: str) -> bool:
    """True where two lines are the same but for the last digit of a score."""
    if _NUMBER.sub("#", shown) != _NUMBER.sub("#", printed):
        return False
    both = zip(_NUMBER.findall(shown), _NUMBER.findall(printed), strict=True)
    return all(abs(float(one) - float(other)) < NEAR for one, other in both)


def find_run(run: Sequence[str], printed: Sequence[str], start: int) -> int | None:
    """Where a run of lines ends in what was printed, at or after `start`; None where nowhere."""
    for place in range(start, len(printed) - len(run) + 1):
        window = printed[place : place + len(run)]
        if all(is_like(one, other) for one, other in zip(run, window, strict=True)):
            return place + len(run)
    return None


def check(printed: str) -> None:
    """Every run of every transcript stands in what was printed, in order."""
    lines = [line.rstrip() for line in printed.splitlines()]
    blocks = shown_blocks()
    assert len(blocks) == 2
    for block in blocks:
        end: int | None = 0
        for run in split_runs(block):
            end = find_run(run, lines, end or 0)
            assert end is not None, "README shows, and `make run` does not print:\n" + "\n".join(
                run
            )


def test_the_readme_shows_what_is_printed(
    copy_sample: Callable[[Path], Library], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers included."""
    copy_sample(tmp_path).close()
    assert show_demo([], tmp_path) == 0
    check(capsys.readouterr().out)


def test_the_same_is_printed_over_moved_vectors(
    sample_library: Library,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every vector moved by a thousandth, a thousand times what processors differ by, and what was
    read judged anew over them."""
    write_perturbed(tmp_path / "cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with create_library(tmp_path / "library", open_encoder=open_encoder) as library:
        judges = open_judges(library.encoder)
        for reports in read_reports(sample_library):
            judged = judge_reports(reports, judges)
            add_reports(library, judged, reading_version(), judges.encoder)
    assert show_demo([], tmp_path / "library") == 0
    check(capsys.readouterr().out)


def read_reports(library: Library) -> list[list[Report]]:
    """What a library holds, the documents of each file together, in the order that they came."""
    rows = library.db.execute("select source, id from document order by number")
    return [
        [load_report(library.db, id_) for _, id_ in of]
        for _, of in groupby(rows, key=lambda row: row[0])
    ]


def test_a_number_further_off_is_noticed() -> None:
    """And so is another word."""
    assert is_like("related (0.27); page 4", "related (0.28); page 4")
    assert not is_like("related (0.27); page 4", "related (0.31); page 4")
    assert not is_like("related (0.27); page 4", "related (0.27); page 5")
