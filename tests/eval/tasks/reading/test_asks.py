"""Facts of `eval.tasks.reading.asks` and `eval.material.reading`."""

from pathlib import Path

from eval.material.gold import GoldReport, ListedAsk
from eval.material.reading import listed_asks, read_files
from eval.metrics import Counts
from eval.tasks.reading.asks import match_reading, read_lists

GOLD = (
    ListedAsk("Improve the plans.", page=1, number="21", addressee="LSCB"),
    ListedAsk("Hire more staff.", page=2, number="22"),
)


def test_items_are_counted(nowhere: Path, make_report) -> None:
    """Right, found and gold; a found item that is not in the gold is found only."""
    gold = GoldReport(nowhere, "ambleford", asks=GOLD)
    found = listed_asks((make_report("improve the plans", "Something else", "And more"),))
    reading = match_reading(gold, found)
    assert reading.counts == Counts(right=1, found=3, gold=2)
    ((asked, answered),) = reading.pairs
    assert (asked.number, answered.page) == ("21", 1)


def test_what_is_restated_belongs_to_another_list(make_report) -> None:
    """It is not counted against the document that quotes it."""
    assert listed_asks((make_report("improve the plans", kind="restated"),)) == ()


def test_reports_and_gold_stay_side_by_side(nowhere: Path, make_report) -> None:
    """Each report is judged by its own gold; a refused file has found nothing."""
    gold = [GoldReport(nowhere, "ambleford", asks=(ask,)) for ask in GOLD]
    read = read_lists(gold, lambda paths: [(), (make_report("Hire more staff"),)])
    assert [reading.counts for reading in read] == [Counts(0, 0, 1), Counts(1, 1, 1)]


def test_a_file_that_is_no_report_is_read_as_nothing(tmp_path: Path) -> None:
    """A refusal is an outcome, not an error of the evaluation."""
    bad = tmp_path / "report.pdf"
    bad.write_bytes(b"%PDF-1.7 and then nothing")
    assert read_files([bad]) == [()]
