"""Facts of `eval.tasks.answers.linked`."""

from datetime import date
from pathlib import Path

import pytest

from eval.material.gold import GoldCouncil, GoldReport, ListedAsk
from eval.tasks.answers.linked import Files, as_found, lost_links, score_links
from eval.tasks.answers.scored import same_precision, shown_first
from models.links.weigher import Weight


@pytest.fixture
def council(nowhere: Path) -> GoldCouncil:
    """Two lists of two, where "plans" comes up again."""
    lists = [["improve plans", "hire more staff"], ["better plans", "stop drift in court work"]]
    reports = tuple(
        GoldReport(
            nowhere,
            "ambleford",
            published=date(2015 + 4 * place, 1, 1),
            asks=tuple(
                ListedAsk(text, page=1, id=text.split()[-1][0] + str(place)) for text in texts
            ),
        )
        for place, texts in enumerate(lists)
    )
    return GoldCouncil("ambleford", reports, {("p0", "p1"): 2})


def files(council: GoldCouncil, make_report, *lists: list[str]) -> Files:
    """The council with what was found in each report."""
    return Files(council, tuple((make_report(*texts),) for texts in lists))


def test_a_found_link_is_scored(council: GoldCouncil, make_report) -> None:
    """Found asks stand for gold items; one that the gold has not is a pair of grade 0."""
    read = files(council, make_report, ["Improve plans.", "Invented"], ["Better plans."])
    (earlier, invented), (later,) = (one.asks for one in as_found(read).reports)
    assert [pair.grade for pair in as_found(read).pairs()] == [2, 0]
    links = {(earlier.id, later.id): Weight(0.4, 0.5), (invented.id, later.id): Weight(0.9, 0.9)}
    scored = score_links(read, links)
    assert scored.same.tolist() == [0.4, 0.9]
    assert same_precision([scored]) == 0.5
    assert shown_first([scored]) == 1.0


@pytest.mark.parametrize("lists", [(["Improve plans"], ["Other"]), (["Other"], ["Better plans"])])
def test_a_link_with_an_ask_not_found_is_lost(council, make_report, lists) -> None:
    """It counts among the true ones, with score 0, and is not shown."""
    read = files(council, make_report, *lists)
    assert [pair.grade for pair in lost_links(read)] == [2]
    scored = score_links(read, {})
    assert scored.grades.tolist() == [0, 2]
    assert scored.same.tolist() == [0.0, 0.0]
    assert shown_first([scored]) == 0.0


def test_a_refused_file_loses_its_links(council: GoldCouncil, make_report) -> None:
    """Nothing found in a report is no error here."""
    read = Files(council, ((make_report("Improve plans"),), ()))
    assert [pair.later.text for pair in lost_links(read)] == ["better plans"]
