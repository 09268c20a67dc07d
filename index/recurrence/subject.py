"""Typed words as a subject of one council: their other names, and what is weighed against them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import QueryError
from corpus.store.asks import HeldAsk
from corpus.store.embeddings import Vectors
from corpus.store.statements import Statement
from index.issues.assignment import tabulate_issues
from index.issues.statements import find_preceding
from index.library import Library
from index.search.council_names import NamedCouncil, find_councils
from index.search.expansion import find_other_words
from index.search.matching.compounds import unify_compounds
from index.search.query import Query, content_words
from models.links.topic import Topic, TopicTable, join_around, read_topic, tabulate_topic

_MOST_TYPED = 2_000  # characters compared: a recommendation is shorter
_MOST_NAMING = 20  # words of a question that may name a council; a pasted text may name many
_MOST_NAMES = 6  # other names, and as many variants: each is read
_MOST_WORDS = 8  # of a subject; what is longer is a recommendation, in its own words
_LONGEST_TERM = 4  # words of a part that has other names
Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Subject:
    """Typed words, as typed and as compared, and what there is to say of that.

    `words` are cut to what can be compared, `compared` without the names of councils.
    """

    words: str
    compared: str
    remarks: tuple[str, ...]


def read_subject(typed: str, authority: str) -> Subject:
    """The words of a subject of an authority. QueryError where they can name none."""
    words = typed.strip()[:_MOST_TYPED]
    remarks = []
    if len(typed.strip()) > _MOST_TYPED:
        remarks.append(
            f"{len(typed.split()):,} words were typed; the first {len(words.split())} were"
            " compared. One recommendation, or a few words, give a better answer."
        )
    named = find_councils(words, [authority])
    if len(words.split()) > _MOST_NAMING:
        named = tuple(council for council in named if council.name == authority)
    others = dict.fromkeys(council.name for council in named if council.name != authority)
    if others:
        remarks.append(
            f"The words name {', '.join(others)}. This is the record of {authority} alone."
        )
    compared = _without(words, named)
    _check(compared, words)
    return Subject(words, compared, tuple(remarks))


def _check(compared: str, words: str) -> None:
    if not any(character.isalnum() for character in words):
        raise QueryError("no words to look for; type what was asked, such as: care planning")
    if not re.search(r"\w\w", compared):
        raise QueryError(f"“{words}” names no subject; type what was asked, such as: care planning")


def find_council_names(words: str, held: Iterable[str] = ()) -> list[str]:
    """The councils that words name, each once; `held` are names to know beside the register."""
    return list(dict.fromkeys(council.name for council in find_councils(words, held)))


def _without(words: str, councils: Sequence[NamedCouncil]) -> str:
    """The words without the names of councils, and what joins them to the rest."""
    for council in reversed(councils):
        words = f"{words[: council.start]} {words[council.stop :]}"
    return " ".join(words.split())


def to_topic(library: Library, words: str) -> Topic:
    """The words as they are weighed against what was said: "multiagency" as "multi-agency",
    where the library writes it so."""
    query = Query(content_words(words), words)
    printed = unify_compounds(library.db, library.keywords, query).text
    others, variants = find_names(printed)
    return read_topic(printed, others, variants, library.reader, library.encoder)


# --- what is weighed against them -------------------------------------------


@dataclass(frozen=True)
class CouncilTables:
    """What was asked of a council and what else was said, each with its table.

    `asks` are those that outside bodies made, with a date; `statements` all the others.
    They are worth caching: every subject of the council is compared with them.
    """

    asks: Sequence[HeldAsk]
    asked: TopicTable
    statements: Sequence[Statement]
    said: TopicTable


def tabulate_council(
    library: Library, asks: Sequence[HeldAsk], statements: Sequence[Statement], vectors: Vectors
) -> CouncilTables:
    """The tables of a council; `asks` are those of its statements that outside bodies made.

    `vectors` has a row for each of all its statements.
    """
    rows = {statement.id: row for row, statement in enumerate(statements)}
    asked = [rows[ask.id] for ask in asks]
    others = sorted(set(rows.values()) - set(asked))
    said = [statements[row] for row in others]
    issues = tabulate_issues(statements)
    texts = [statement.text for statement in statements]
    return CouncilTables(
        asks,
        tabulate_topic([texts[row] for row in asked], issues[asked], vectors[asked], asked=True),
        said,
        tabulate_topic(
            [statement.text for statement in said],
            issues[others],
            vectors[others],
            asked=False,
            around=_find_around(library, said),
        ),
    )


def _find_around(library: Library, statements: Sequence[Statement]) -> list[str]:
    return [
        join_around(statement.citation.headings, before)
        for statement, before in zip(statements, find_preceding(library, statements), strict=True)
    ]


# --- names -----------------------------------------------------------------


def find_names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Other names of what the words name, and the words with a part of them in other words.

    None of words longer than a subject.

    >>> find_names("PLO")[0][0]
    'Public Law Outline'
    >>> find_names("IRO workloads")[1][0]
    'Independent Reviewing Officer workloads'
    """
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return (), ()
    whole = (0, len(words))
    known = {run: find_other_words(" ".join(words[slice(*run)])) for run in _runs(len(words))}
    variants = [
        " ".join((*words[: run[0]], other, *words[run[1] :]))
        for run in known
        if run != whole
        for other in _own(run, known)
    ]
    return _own(whole, known)[:_MOST_NAMES], tuple(variants[:_MOST_NAMES])


def _runs(count: int) -> list[Run]:
    """The runs of words that may be a term: the whole, and short parts."""
    parts = [
        (start, end)
        for start in range(count)
        for end in range(start + 1, min(count, start + _LONGEST_TERM) + 1)
    ]
    return list(dict.fromkeys([*parts, (0, count)]))


def _own(run: Run, known: Mapping[Run, Sequence[str]]) -> tuple[str, ...]:
    """The other words of a run that are not those of a part of it."""
    start, end = run
    of_parts = {
        words
        for part, others in known.items()
        if part != run and start <= part[0] and part[1] <= end
        for words in others
    }
    return tuple(words for words in known[run] if words not in of_parts)
