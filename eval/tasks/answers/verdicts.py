"""How often a record says of a whole report what a careful reader of all of it says.

The names of the issues are typed, one by one, for the two councils of the gold's grid that nothing
is fitted on. What the record says that each report found is held against the reader's cell. The
words are plainer than most that members type, so this tells of the verdict, not of the words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import QueryError
from corpus.manifest import council_name
from eval.material.cells import GoldCell, GoldColumn, load_columns
from eval.material.gold import beside
from eval.material.read_lines import LEFT_OUT
from eval.material.reading import take_in
from eval.metrics import Counts
from eval.outcome import Case, Figure, Outcome, add_by_council, share_figure
from index.answers.records.history import InspectionSays
from index.answers.records.record import answer_words
from index.library import Library, create_library
from models.statements.issues import list_issues


@dataclass(frozen=True, slots=True)
class Told:
    """What a record says of a report, and the reader's cell."""

    council: str
    words: str
    says: InspectionSays
    gold: GoldCell

    @property
    def is_told(self) -> bool:
        """True where the record says what was found."""
        return self.says.found != ""

    @property
    def is_right(self) -> bool:
        """True where the reader says the same was found."""
        return self.says.found == self.gold.found


def evaluate_verdicts(gold: Path) -> Outcome:
    """The verdicts of records of typed issue names. Raises GoldError."""
    columns = [column for column in load_columns(gold) if column.council in LEFT_OUT]
    with TemporaryDirectory() as folder, create_library(Path(folder)) as library:
        take_in(library, [beside(gold, f"corpus/{column.file}") for column in columns])
        told = [
            each
            for council in sorted(LEFT_OUT)
            for each in _tell(library, [one for one in columns if one.council == council])
        ]
    figures = (
        _share("told plainly, right", told, lambda each: each.is_told and each.says.is_plain),
        _share("told, right", told, lambda each: each.is_told),
        _count("that a reader judges, told", told, lambda each: each.is_told),
        _count("that a reader judges, told plainly", told, lambda each: each.says.is_plain),
        _count("found weak and told as good, or the reverse", told, _is_opposite, lower=True),
    )
    about = f"{len(list_issues())} issue names typed for {len(LEFT_OUT)} councils left out"
    return Outcome("verdicts", about, figures, tuple(map(_case, told)))


def _tell(library: Library, columns: Sequence[GoldColumn]) -> list[Told]:
    """What the records of every issue's name say of one council's reports."""
    told = []
    for issue in list_issues():
        try:
            record = answer_words(library, issue.label, council_name(columns[0].council))
        except QueryError:  # "training" stands in everything
            continue
        inspections = record.subject.inspections if record.subject else ()
        says = {each.published: each for each in inspections}
        told += [
            Told(column.council, issue.label, says[column.published], column.cells[issue.id])
            for column in columns
            if column.published in says and issue.id in column.cells
        ]
    return told


def _is_opposite(told: Told) -> bool:
    return {told.says.found, told.gold.found} == {"weak", "good"}


def _share(name: str, told: Sequence[Told], chosen: Callable[[Told], bool]) -> Figure:
    """How many of these are right."""
    kept = [each for each in told if chosen(each)]
    counts = [(each.council, Counts(int(each.is_right), 1, 1)) for each in kept]
    return share_figure(name, add_by_council(counts))


def _count(
    name: str, told: Sequence[Told], holds: Callable[[Told], bool], lower: bool = False
) -> Figure:
    """Of the reports in which a reader found something, how many this holds for."""
    judged = [each for each in told if each.gold.found]
    share = sum(each.is_told and holds(each) for each in judged) / len(judged)
    return Figure(name, share, of=len(judged), lower_is_better=lower)


def _case(told: Told) -> Case:
    said = f"{told.says.found or 'nothing'}; a reader: {told.gold.found or 'nothing'}"
    name = f"{told.council}: {told.words}, {told.says.published}"
    return Case(name, name, told.is_right or not told.is_told, said)
