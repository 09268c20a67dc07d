"""How well grades are read off a report: area and grade, both exact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from corpus.records import Grade, Judgement
from eval.material.gold import GoldJudgement, GoldReport, load_extraction
from eval.material.reading import Reports, read_files
from eval.metrics import SAME_ITEM, Counts, compare_items, split_words
from eval.outcome import Case, Outcome, add_by_council, count_figure, share_figure


@dataclass(frozen=True)
class Graded:
    """One report: its gold, the judgements found, and for each gold one the found one."""

    gold: GoldReport
    found: tuple[Judgement, ...]

    @property
    def counts(self) -> Counts:
        """Judgements with area and grade right, found, and in the gold."""
        right = sum(self.answer(judgement) == "" for judgement in self.gold.judgements)
        return Counts(right, len(self.found), len(self.gold.judgements))

    @property
    def areas(self) -> Counts:
        """Gold areas that were found, whatever the grade."""
        found = sum(bool(self.of_area(judgement.area)) for judgement in self.gold.judgements)
        return Counts(found, len(self.gold.judgements), len(self.gold.judgements))

    def of_area(self, area: str) -> list[Judgement]:
        """What was found for an area."""
        name = name_area(area)
        return [found for found in self.found if name_area(found.area) == name]

    def answer(self, gold: GoldJudgement) -> str:
        """Empty where area and grade are right, else what is wrong."""
        found = self.of_area(gold.area)
        if not found:
            return "area not found"
        if any(is_same_grade(judgement, gold.grade) for judgement in found):
            return ""
        return f"read as {found[0].grade}"


def evaluate_judgements(gold: Path) -> Outcome:
    """Area and grade, both exact, of every report in `extraction`."""
    reports = load_extraction(gold)
    found = read_files([report.path for report in reports])
    graded = [Graded(*each) for each in zip(reports, map(_judgements, found), strict=True)]
    counts = add_by_council([(report.gold.council, report.counts) for report in graded])
    areas = add_by_council([(report.gold.council, report.areas) for report in graded])
    figures = (
        count_figure("area and grade, F1", counts, lambda total: total.f1),
        count_figure("area and grade, precision", counts, lambda total: total.precision),
        count_figure("area and grade, recall", counts, lambda total: total.recall),
        share_figure("area found", areas),
    )
    total = sum(len(report.gold.judgements) for report in graded)
    about = f"{total} grades of {len(graded)} reports"
    cases = tuple(case for report in graded for case in _grade_cases(report))
    return Outcome("judgements", about, figures, cases)


def name_area(area: str) -> tuple[str, ...]:
    """The words of an area's name, without "the" at their head.

    >>> name_area("The impact of leaders") == name_area("Impact of leaders")
    True
    """
    words = split_words(area)
    return words[1:] if words[:1] == ("the",) else words


def is_same_grade(found: Judgement, gold: str) -> bool:
    """True where the grades are equal; a sentence instead of a grade has to agree to 0.9."""
    if gold in get_args(Grade):
        return found.grade == gold
    return compare_items(found.grade_as_printed, gold) >= SAME_ITEM


def _judgements(reports: Reports) -> tuple[Judgement, ...]:
    return tuple(judgement for report in reports for judgement in report.judgements)


def _grade_cases(report: Graded) -> Iterator[Case]:
    """Each gold grade, then each found one whose area the gold does not have."""
    areas = {name_area(judgement.area) for judgement in report.gold.judgements}
    for judgement in report.gold.judgements:
        note = report.answer(judgement)
        yield Case(_area_id(report, judgement.area), judgement.area, not note, note)
    for found in report.found:
        if name_area(found.area) not in areas:
            note = f"found ({found.grade}), not in the gold"
            yield Case(_area_id(report, found.area), found.area, False, note, in_gold=False)


def _area_id(report: Graded, area: str) -> str:
    return f"{report.gold.name}#{'-'.join(name_area(area))}"
