"""Lines of reports as careful readers read them: what each is about, and what it says.

The gold's (`grid`) are asks and findings of ten councils' reports; this project's own
(`statements.json` of `eval/training/labels`) come from reports of other councils, every
line of which was read. Both are found again among the asks and sentences of the file as it
is read today, so that each comes with what stands round it there.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import Span
from corpus.errors import GoldError
from corpus.records import Report
from eval.material.gold import beside, load_councils
from eval.material.labels import council_of, key_of
from eval.material.reading import Reports, read_files
from models.statements.contexts import Contexts, place_asks
from models.statements.placed import Placed

OWN_LINES = Path(__file__).parents[1] / "training" / "labels" / "statements.json"
FOLDER = "grid"  # of the gold
LEFT_OUT = frozenset({"buckinghamshire", "newham"})  # nothing is ever fitted on these
ASKED, CONTEXT = "asked", "neutral"
UNJUDGED = frozenset({"none", CONTEXT})  # stances of lines that judge nothing
_NO_ISSUE = "other"  # judged, and about none of the vocabulary's
_LOST = 0.05  # of the lines: what changes of reading may lose before it is worth knowing


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line that a reader said something of; `key` is a digest of its letters.

    `issues` are of the vocabulary, the likeliest first. A line with the stance "neutral"
    judges nothing and names the subject of the next; one with "none" was left out.
    """

    page: int
    key: str
    issues: tuple[str, ...]
    stance: str

    @property
    def judges(self) -> bool:
        """True of an ask and of a sentence that judges something."""
        return self.stance not in UNJUDGED


@dataclass(frozen=True, slots=True)
class ReadReport:
    """The lines of one report; `file` is under `corpus`.

    `in_full` is False where only its asks and some sentences were read: of the others nothing
    is known.
    """

    file: str
    lines: tuple[ReadLine, ...]
    in_full: bool = True

    @property
    def council(self) -> str:
        """The council that it is about."""
        return council_of(self.file)


@dataclass(frozen=True, slots=True)
class Statement:
    """An ask or a sentence of a report as it is read today; `line` is None where no reader
    said anything of it."""

    file: str
    span: Span
    page: int
    placed: Placed
    line: ReadLine | None = None

    @property
    def council(self) -> str:
        """The council whose report it stands in."""
        return council_of(self.file)


# --- what was read -----------------------------------------------------------


def load_grid(gold: Path) -> tuple[ReadReport, ...]:
    """The reports of `grid`, council by council. Raises GoldError."""
    try:
        return tuple(
            ReadReport(report["file"], tuple(map(_gold_line, report["statements"])))
            for council in load_councils(gold, FOLDER)
            for report in council["reports"]
        )
    except (KeyError, TypeError) as error:
        raise GoldError(f"{gold / FOLDER}: not as the grid should be: {error}") from error


def _gold_line(row: Mapping[str, Any]) -> ReadLine:
    return ReadLine(row["page"], key_of(row["text"]), _known(row["issues"]), row["stance"])


def check_fitted_on(councils: Iterable[str]) -> None:
    """GoldError where a model would be fitted on a council that tells how well it does."""
    if kept := sorted(LEFT_OUT & set(councils)):
        raise GoldError(f"nothing may be fitted on {', '.join(kept)}")


def load_own_lines(path: Path = OWN_LINES, part: str = "files") -> tuple[ReadReport, ...]:
    """The reports read for this project; of the part "again", those read a second time, of
    "chosen", those of which only asks and some sentences were read."""
    files = json.loads(path.read_text("utf-8"))[part]
    return tuple(
        ReadReport(
            file,
            tuple(
                ReadLine(page, key, _known(issues.split(",")), stance)
                for page, key, issues, stance in rows
            ),
            in_full=part != "chosen",
        )
        for file, rows in files.items()
    )


def _known(issues: Iterable[str]) -> tuple[str, ...]:
    return tuple(issue for issue in issues if issue not in ("", _NO_ISSUE))


def pair_readings(path: Path = OWN_LINES) -> list[tuple[ReadLine | None, ReadLine | None]]:
    """What the first and the second reader said of each line that either of them named."""
    first = {report.file: report for report in load_own_lines(path)}
    return [
        pair
        for again in load_own_lines(path, "again")
        for pair in _pair_lines(first[again.file].lines, again.lines)
    ]


def _pair_lines(
    first: Sequence[ReadLine], second: Sequence[ReadLine]
) -> Iterator[tuple[ReadLine | None, ReadLine | None]]:
    one, other = ({(line.page, line.key): line for line in lines} for lines in (first, second))
    for place in dict.fromkeys([*one, *other]):
        yield one.get(place), other.get(place)


# --- found again in the files ------------------------------------------------


def read_reports(gold: Path, read: Sequence[ReadReport]) -> list[Reports]:
    """What is found in the file of each report today, in order. Raises GoldError."""
    return read_files([beside(gold, f"corpus/{report.file}") for report in read])


def list_statements(read: ReadReport, found: Reports) -> list[Statement]:
    """The asks and sentences of a report, each with what a reader said of it.

    Of a report that was not read in full only those that its reader said something of.
    """
    statements = [
        statement for report in found for statement in _list_statements(read.file, report)
    ]
    given = _give_lines(statements, read.lines)
    return [statement for statement in given if read.in_full or statement.line]


def check_found(read: Sequence[ReadReport], statements: Iterable[Statement]) -> None:
    """GoldError where more than a few of the lines are in no file as it is read today."""
    lines = sum(len(report.lines) for report in read)
    lost = lines - sum(statement.line is not None for statement in statements)
    if lost > _LOST * lines:
        raise GoldError(
            f"{lost} of {lines} lines that were read are not in the corpus as it is read "
            "today; keep gold beside its corpus"
        )


def _list_statements(file: str, report: Report) -> Iterator[Statement]:
    document = report.document
    contexts = Contexts(document, report.passages, (ask.span for ask in report.asks))
    asks = [ask.span for ask in report.asks]
    for span, placed in zip(asks, place_asks(document, asks), strict=True):
        yield Statement(file, span, document.page_of(span), placed)
    for span in contexts.spans:
        yield Statement(file, span, document.page_of(span), contexts.place(span))


def _give_lines(statements: list[Statement], lines: Sequence[ReadLine]) -> list[Statement]:
    """The statements, the lines given to those of the same letters, each to one.

    Where several have them, the nearest page wins, then an ask for what is asked.
    """
    rows = defaultdict(list)
    for row, statement in enumerate(statements):
        rows[key_of(statement.placed.text)].append(row)
    given = list(statements)
    for line in lines:
        free = rows[line.key]
        if free:
            row = min(free, key=lambda row: _distance(statements[row], line))
            free.remove(row)
            given[row] = _with_line(statements[row], line)
    return given


def _distance(statement: Statement, line: ReadLine) -> tuple[int, bool]:
    return abs(statement.page - line.page), statement.placed.asked != (line.stance == ASKED)


def _with_line(statement: Statement, line: ReadLine) -> Statement:
    return Statement(statement.file, statement.span, statement.page, statement.placed, line)
