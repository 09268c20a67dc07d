"""How often a record says of a whole report what a careful reader of all of it says.

The names of the issues are typed, one by one, for the two councils of the gold's grid that nothing
is fitted on. What the record says that each report found is held against the reader's cell, and
the sentences that it shows first against those that a reader of all of them would show. The
words are plainer than most that members type, so this tells of the verdict, not of the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import QueryError
from corpus.manifest import council_name
from eval.material.cells import GoldCell, GoldColumn, load_columns
from eval.material.gold import beside
from eval.material.labels import FirstShown, council_of, key_of, load_first_shown
from eval.material.read_lines import LEFT_OUT
from eval.material.reading import take_in
from eval.metrics import Counts, add_counts
from eval.outcome import Case, Figure, Outcome, add_by_council, count_figure, share_figure
from index.answers.records.history import InspectionSays
from index.answers.records.record import Record, answer_words
from index.answers.records.said import by_document
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
    labels = [each for each in load_first_shown() if council_of(each.file) in LEFT_OUT]
    with TemporaryDirectory() as folder, create_library(Path(folder)) as library:
        found = take_in(library, [beside(gold, f"corpus/{column.file}") for column in columns])
        files = {
            report.document.id: column.file
            for column, reports in zip(columns, found, strict=True)
            for report in reports
        }
        records = {
            (council, issue.id): record
            for council in sorted(LEFT_OUT)
            for issue in list_issues()
            if (record := _answer(library, issue.label, council))
        }
    told = [
        each
        for council in sorted(LEFT_OUT)
        for each in _tell(records, [one for one in columns if one.council == council])
    ]
    figures = (
        _share("told plainly, right", told, lambda each: each.is_told and each.says.is_plain),
        _share("told, right", told, lambda each: each.is_told),
        _count("that a reader judges, told", told, lambda each: each.is_told),
        _count("that a reader judges, told plainly", told, lambda each: each.says.is_plain),
        _count("found weak and told as good, or the reverse", told, _is_opposite, lower=True),
        first_figure(labels, _list_first(records, files)),
        readers_figure(),
    )
    about = f"{len(list_issues())} issue names typed for {len(LEFT_OUT)} councils left out"
    return Outcome("verdicts", about, figures, tuple(map(_case, told)))


def _answer(library: Library, words: str, council: str) -> Record | None:
    """The record of an issue's name; none of "training", which stands in everything."""
    try:
        return answer_words(library, words, council_name(council))
    except QueryError:
        return None


def _tell(records: Mapping[tuple[str, str], Record], columns: Sequence[GoldColumn]) -> list[Told]:
    """What the records of every issue's name say of one council's reports."""
    told = []
    for issue in list_issues():
        record = records.get((columns[0].council, issue.id))
        inspections = record.subject.inspections if record and record.subject else ()
        says = {each.published: each for each in inspections}
        told += [
            Told(column.council, issue.label, says[column.published], column.cells[issue.id])
            for column in columns
            if column.published in says and issue.id in column.cells
        ]
    return told


# --- what is shown first -------------------------------------------------------


def _list_first(
    records: Mapping[tuple[str, str], Record], files: Mapping[str, str]
) -> dict[tuple[str, str], frozenset[str]]:
    """The keys of the sentences that are shown first of a file on an issue."""
    return {
        (files[document.citation.document], issue): frozenset(
            key_of(each.statement.text) for each in document.decisive
        )
        for (_, issue), record in records.items()
        if record.subject
        for document in by_document(record.subject.found)
    }


def first_figure(
    labels: Sequence[FirstShown], first: Mapping[tuple[str, str], frozenset[str]]
) -> Figure:
    """How far what is shown first is what a reader would show."""
    counted = []
    for label in labels:
        ours = first.get((label.file, label.issue), frozenset())
        counts = Counts(len(ours & label.shown), len(ours), len(label.shown))
        counted.append((council_of(label.file), counts))
    return count_figure(
        "shown first as a reader would, F1", add_by_council(counted), lambda each: each.f1
    )


def readers_figure() -> Figure:
    """The same of two readers of one list, of all councils."""
    counts = add_counts(_count_both())
    return Figure("shown first, two readers", counts.f1, of=counts.gold, guarded=False)


def _count_both() -> Iterator[Counts]:
    again = {(each.file, each.issue): each.shown for each in load_first_shown("again")}
    for each in load_first_shown():
        if other := again.get((each.file, each.issue)):
            yield Counts(len(other & each.shown), len(other), len(each.shown))


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
