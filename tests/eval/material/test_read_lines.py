"""Lines that readers read, found again in their files."""

import json
from pathlib import Path

import pytest

from corpus.errors import GoldError
from eval.material.labels import key_of
from eval.material.read_lines import (
    LEFT_OUT,
    ReadLine,
    ReadReport,
    check_found,
    list_statements,
    load_grid,
    load_own_lines,
    pair_readings,
    read_reports,
)
from models.statements.issues import issue_columns
from models.statements.reader import STANCES


def test_every_line_of_the_grid_is_found(write_grid: Path) -> None:
    """With the sentence that it is and what stands round it; others have no line."""
    read = load_grid(write_grid)
    assert [report.council for report in read] == ["ambleford", "buckinghamshire", "newham"]
    first = list_statements(read[0], read_reports(write_grid, read)[0])
    named = [statement for statement in first if statement.line]
    assert len(named) == len(read[0].lines)
    assert len(first) in (2 * len(named), 2 * len(named) - 1)
    assert any(statement.placed.before for statement in named)
    check_found(read[:1], first)
    with pytest.raises(GoldError, match="lines that were read are not in the corpus"):
        check_found(read, first)


def test_of_equal_sentences_the_nearest_page_is_meant(write_grid: Path) -> None:
    """And each is given once."""
    read = load_grid(write_grid)[:1]
    (found,) = read_reports(write_grid, read)
    plain = list_statements(ReadReport(read[0].file, ()), found)
    key = key_of(plain[20].placed.text)
    line = ReadLine(plain[20].page, key, ("plans",), "good")
    given = list_statements(ReadReport(read[0].file, (line, line)), found)
    assert [statement.span for statement in given if statement.line] == [plain[20].span]


def test_a_grid_that_lacks_something_is_told(tmp_path: Path) -> None:
    """By its folder."""
    folder = tmp_path / "grid"
    folder.mkdir()
    (folder / "x.json").write_text(json.dumps({"reports": [{"file": "x"}]}), "utf-8")
    with pytest.raises(GoldError, match="'statements'"):
        load_grid(tmp_path)


def test_own_labels_quote_nothing_and_name_what_is_known() -> None:
    """Reports of other councils than are left out; issues and stances of the vocabulary."""
    read = load_own_lines()
    assert len(read) == 43
    assert sum(len(report.lines) for report in read) > 10_000
    assert not LEFT_OUT & {report.council for report in read}
    lines = [line for report in read for line in report.lines]
    assert {line.stance for line in lines} == {*STANCES, "neutral"}
    assert {issue for line in lines for issue in line.issues} <= set(issue_columns())
    assert {len(line.key) for line in lines} == {10}


def test_of_other_reports_asks_and_chosen_sentences_were_read() -> None:
    """None of them was read in full, nor is left out or read in full elsewhere."""
    chosen = load_own_lines(part="chosen")
    assert len(chosen) == 107
    assert not any(report.in_full for report in chosen)
    assert not {report.file for report in chosen} & {report.file for report in load_own_lines()}
    assert not LEFT_OUT & {report.council for report in chosen}
    lines = [line for report in chosen for line in report.lines]
    assert sum(line.stance == "asked" for line in lines) > 900
    assert all(not line.issues for line in lines if line.stance == "neutral")


def test_of_a_report_not_read_in_full_only_lines_are_kept(write_grid: Path) -> None:
    """What its reader was not shown is no sentence that judges nothing."""
    read = load_grid(write_grid)[:1]
    (found,) = read_reports(write_grid, read)
    part = ReadReport(read[0].file, read[0].lines[:3], in_full=False)
    assert len(list_statements(part, found)) == 3


def test_two_readings_are_paired_by_line() -> None:
    """A line that only one of them named stands alone."""
    pairs = pair_readings()
    assert all(first or second for first, second in pairs)
    assert all(first.key == second.key for first, second in pairs if first and second)
    assert any(second is None for _, second in pairs)
