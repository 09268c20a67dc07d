"""Many subjects of a council at once: the record of each, in a row of one table.

A row says what the record says, in short; a subject that none can be asked about has a row
that says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from corpus.citation import Citation
from corpus.errors import NotFound, QueryError
from corpus.kinds import kind_of
from corpus.store.asks import HeldAsk
from index.answers.cache import Key, cached
from index.answers.not_held import NotHeld, find_all_not_held
from index.answers.records.record import Record, answer_record
from index.answers.records.said import SaidOfSubject
from index.library import Library
from index.recurrence.follow_up import REPEATED, LaterStatement
from index.recurrence.subject import SUCH_AS, find_council_names
from index.recurrence.wording import say_count, say_join

MOST_SUBJECTS = 500
LONGEST_SUBJECT = 2000  # characters: a page of text, longer than any recommendation
_SUCH_AS = f"Write a subject, such as: {SUCH_AS}."


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of a record: what it says, where it stands, the id of its own page."""

    says: str
    citation: Citation
    statement: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """The record of a subject in short.

    `asked`, `found` and `said` are the latest of what was asked for, of what inspectors found
    and of what the council said; of several that day the likeliest. `times` counts what was
    asked about the words, in `years`, by `bodies`. `verdict` is that of the record, which says
    so where no mention was found; it is empty, and `problem` says why, where nothing could be
    asked. `remarks` say how the words were read.
    """

    number: int
    subject: str
    verdict: str = ""
    times: int = 0
    years: tuple[int, ...] = ()
    bodies: tuple[str, ...] = ()
    asked: Told | None = None
    found: Told | None = None
    said: Told | None = None
    latest_word: str = ""
    remarks: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """The rows in the order of the subjects, and what is not held of their council."""

    council: str
    rows: tuple[QuestionRow, ...]
    not_held: tuple[NotHeld, ...]


_Said = SaidOfSubject | LaterStatement
_TABLE: Key[QuestionTable] = Key("questions")


def answer_questions(library: Library, subjects: Sequence[str], council: str) -> QuestionTable:
    """The table of at most `MOST_SUBJECTS` subjects of a council, cached. QueryError for more."""
    check_number(subjects)
    make = partial(_tabulate, library, subjects, council)
    return cached(library, _TABLE.of((tuple(subjects), council)), make)


def check_number(subjects: Sequence[str]) -> None:
    """QueryError for more than `MOST_SUBJECTS`."""
    if len(subjects) > MOST_SUBJECTS:
        raise QueryError(
            f"{len(subjects):,} subjects were given; the most at once is {MOST_SUBJECTS}. Make"
            " two lists of them."
        )


def _tabulate(library: Library, subjects: Sequence[str], council: str) -> QuestionTable:
    answer = cache(partial(_answer, library, council))
    rows = [answer(" ".join(subject.split())) for subject in subjects]
    numbered = (replace(row, number=number) for number, row in enumerate(rows, start=1))
    return QuestionTable(council, tuple(numbered), find_all_not_held(library, council))


# --- a row -----------------------------------------------------------------------


def _answer(library: Library, council: str, subject: str) -> QuestionRow:
    problem = _find_problem(subject)
    if problem:
        return QuestionRow(0, subject, problem=problem)
    try:
        return _to_row(subject, answer_record(library, subject, council))
    except (QueryError, NotFound) as error:
        return QuestionRow(0, subject, problem=_say_problem(subject, council, error))


def _find_problem(subject: str) -> str:
    """Why a row of a list is no subject; nothing where it may be one."""
    if not subject:
        return f"Nothing is written here. {_SUCH_AS}"
    if len(subject) > LONGEST_SUBJECT:
        return (
            f"This is {say_count(len(subject.split()), 'word')} long, so it was not looked for."
            " Give each recommendation a row of its own."
        )
    return ""


def _say_problem(subject: str, council: str, error: Exception) -> str:
    """What the record could not read, in words; of a council's name alone, that it is one."""
    named = find_council_names(subject, [council])
    if named and isinstance(error, QueryError):
        return f"This names {say_join(named)} and no subject. {_SUCH_AS}"
    said = str(error)
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"


def _to_row(subject: str, record: Record) -> QuestionRow:
    asks, said = _asks_of(record), _said_in(record)
    return QuestionRow(
        number=0,
        subject=record.words if record.ask else subject,
        verdict=record.verdict,
        times=len(asks),
        years=tuple(sorted({ask.published.year for ask in asks if ask.published})),
        bodies=tuple(dict.fromkeys(kind_of(ask.kind).body or ask.citation.body for ask in asks)),
        asked=_latest([(1.0, Told("asked for", ask.citation, ask.id)) for ask in asks]),
        found=_latest([_tell(each) for each in said if _is_own_finding(each)]),
        said=_latest([_tell(each) for each in _own_words(said)]),
        latest_word=record.subject.latest_word if record.subject else " ".join(record.became),
        remarks=_say_read(record),
    )


def _asks_of(record: Record) -> list[HeldAsk]:
    """What was asked about the words, oldest first; of an ask by its id, that too."""
    asks = [each.ask for each in record.occurrences if each.is_same]
    own = [record.ask] if record.ask else []
    return sorted([*own, *asks], key=lambda ask: ask.published or date.min)


def _said_in(record: Record) -> Sequence[_Said]:
    """What else is said of the words: found and reported; of an ask, what came later."""
    if record.subject:
        return (*record.subject.found, *record.subject.reported)
    return [each for each in record.likely if each.statement.kind != "ask"]


def _is_own_finding(said: _Said) -> bool:
    """True of what an outside body found itself; what it tells again is an earlier report's."""
    return said.statement.is_outside and said.says != REPEATED


def _own_words(said: Sequence[_Said]) -> Sequence[_Said]:
    """What the council said itself; where it said nothing, what it repeated of an ask."""
    council = [each for each in said if not each.statement.is_outside]
    return [each for each in council if each.statement.stance != "restated"] or council


def _tell(said: _Said) -> tuple[float, Told]:
    statement = said.statement
    return said.probability, Told(said.says, statement.citation, statement.id)


def _latest(told: Sequence[tuple[float, Told]]) -> Told | None:
    """The statement of the newest day; of several that day the likeliest, the first of equals."""
    ranked = [(each.citation.published or date.min, chance, each) for chance, each in told]
    return max(ranked, key=lambda rank: rank[:2])[2] if ranked else None


def _say_read(record: Record) -> tuple[str, ...]:
    """How the words were read, where that matters: which council's record this is, what was cut.

    What was compared is the same in every row, and not said in each.
    """
    return tuple(reason for reason in record.reasons if not reason.endswith("were compared."))
