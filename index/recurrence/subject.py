"""Typed words as a subject of one council: their other names, and what is weighed against them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.errors import QueryError
from corpus.store.asks import HeldAsk
from corpus.store.embeddings import Vectors
from corpus.store.keywords import find_spelt
from corpus.store.statements import Statement
from index.issues.assignment import tabulate_issues
from index.issues.statements import find_preceding
from index.library import Library
from index.search.council_names import NamedCouncil, find_councils
from index.search.expansion import (
    find_loose_words,
    find_names_of,
    find_other_words,
    find_same,
)
from index.search.keywords import correct_spelling
from index.search.matching.compounds import unify_compounds
from index.search.matching.officers import leave_out_officers
from index.search.query import Query, content_words
from models.links.ask_text import stem, stem_words
from models.links.lexicon import plain
from models.links.topic import Topic, TopicTable, join_around, read_topic, tabulate_topic
from models.statements.issues import list_issues

_MOST_TYPED = 2_000  # characters compared: a recommendation is shorter
_MOST_NAMING = 20  # words of a question that may name a council; a pasted text may name many
_MOST_NAMES = 8  # other names, and as many variants: each is read
_MOST_WORDS = 8  # of a subject; what is longer is a recommendation, in its own words
SUCH_AS = "permanence planning"  # an example in advice, which must name one subject itself
_SUGGESTED = 3  # subjects named in place of words that say too little
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
        raise QueryError(f"no words to look for; type what was asked for, such as: {SUCH_AS}")
    if not re.search(r"[a-z0-9]{2}", plain(compared)):
        raise QueryError(f"“{words}” names no subject; type what was asked for, such as: {SUCH_AS}")


def settle_subject(library: Library, typed: str, authority: str) -> Subject:
    """The same as it is compared in a library: without officers' names, spelt as it spells.

    QueryError also where only names were typed, or words that stand in everything.
    """
    subject = _respell(library, _leave_out_officers(library, read_subject(typed, authority)))
    if _is_general(library, subject.compared):
        raise QueryError(
            f"“{subject.compared}” stands in recommendations of every kind, so it names no one"
            f" subject; type a narrower one, such as: {_suggest(subject.compared)}"
        )
    return subject


def _is_general(library: Library, words: str) -> bool:
    """True of words that stand in everything, or whose first other name does: "kids in care".

    Not of those that name one issue and no other, as "care plans" do.
    """
    name = next(iter(find_names_of(words)), words)
    return library.topics.is_general(name) and not _names_one_issue(words)


def _names_one_issue(words: str) -> bool:
    """True of several words in a row that stand in the name of a single issue."""
    typed = f" {' '.join(stem_words(plain(words)))} "
    labels = (f" {' '.join(stem_words(plain(issue.label)))} " for issue in list_issues())
    return len(typed.split()) > 1 and sum(typed in label for label in labels) == 1


def _leave_out_officers(library: Library, subject: Subject) -> Subject:
    asked = leave_out_officers(library.db, library.keywords, subject.compared)
    if not asked.names:
        return subject
    rest = " ".join(asked.text.split())
    if not re.search(r"\w\w", rest):
        raise QueryError(asked.remark)
    return replace(subject, compared=rest, remarks=(*subject.remarks, f"{asked.remark}."))


def _respell(library: Library, subject: Subject) -> Subject:
    """The words with those that stand nowhere as the word of the field that is likeliest meant."""
    words = content_words(subject.compared)
    slips = {word: near for word in words if (near := _find_meant(library, word))}
    compared = subject.compared
    for word, near in slips.items():
        compared = re.sub(rf"\b{re.escape(word)}\b", near, compared)
    said = [
        f"“{word}” stands in no document held; “{near}” was looked for."
        for word, near in slips.items()
    ]
    return replace(subject, compared=compared, remarks=(*subject.remarks, *said))


def _find_meant(library: Library, word: str) -> str:
    """The word that a slip is likeliest meant for; empty of a word that may be meant itself."""
    if not word.isalpha() or find_spelt(library.db, [word.lower()]):
        return ""
    near = correct_spelling(library.db, word)
    return near if near and _is_slip(library, word, near) else ""


def _is_slip(library: Library, word: str, near: str) -> bool:
    """True where a word is no name of the field, and what is near it stands in recommendations.

    "Pocket" is no slip for "packet".
    """
    if find_other_words(word):
        return False
    if word.isupper():
        return bool(find_other_words(near.upper()))
    return stem(word.lower()) != stem(near) and library.topics.knows(near)


def _suggest(words: str) -> str:
    """What to type in place of words that say too little: issues of the field that have them."""
    stems = set(stem_words(plain(words)))
    labels = (issue.label for issue in list_issues())
    shared = {label: len(stems & set(stem_words(plain(label)))) for label in labels}
    having = sorted(filter(shared.get, shared), key=lambda label: -shared[label])
    return ", ".join(having[:_SUGGESTED]) or SUCH_AS


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
    """Other names of what the words name, and the words with a part of them in looser ones.

    None of words longer than a subject.

    >>> find_names("PLO")[0][0]
    'Public Law Outline'
    >>> find_names("IRO workloads")[0][0]
    'Independent Reviewing Officer workloads'
    """
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return (), ()
    parts = _runs(len(words))
    same = {run: found for run in parts if (found := find_same(_term(words, run)))}
    longest = [run for run in same if not any(_is_within(run, other) for other in same)]
    whole = " ".join(words)
    own = find_names_of(whole)
    others = dict.fromkeys((*own, *_respell_runs(words, {run: same[run] for run in longest})))
    loose = {run: _find_looser(words, run) for run in parts}
    variants = dict.fromkeys((*find_loose_words(whole), *_respell_runs(words, loose)))
    looser = [name for name in variants if name != whole and name not in others]
    return tuple(others)[:_MOST_NAMES], tuple(looser[:_MOST_NAMES])


def _find_looser(words: Sequence[str], run: Run) -> tuple[str, ...]:
    """Other names of a part of the words; of one that only narrows, where it has none, words near
    it: what the words end in is the thing itself ("young carers" are no foster carers)."""
    part = _term(words, run)
    return find_names_of(part) or (find_loose_words(part) if run[1] < len(words) else ())


def _term(words: Sequence[str], run: Run) -> str:
    return " ".join(words[slice(*run)])


def _is_within(run: Run, other: Run) -> bool:
    return run != other and other[0] <= run[0] and run[1] <= other[1]


def _respell_runs(words: Sequence[str], others: Mapping[Run, Sequence[str]]) -> list[str]:
    """The words with each run in each of its other words."""
    return [_respelt(words, run, other) for run, of_run in others.items() for other in of_run]


def _respelt(words: Sequence[str], run: Run, other: str) -> str:
    """The words with a run of them in other words."""
    return " ".join((*words[: run[0]], other, *words[run[1] :]))


def _runs(count: int) -> list[Run]:
    """The runs of words that may be a term: short parts of the whole."""
    return [
        (start, end)
        for start in range(count)
        for end in range(start + 1, min(count, start + _LONGEST_TERM) + 1)
        if (start, end) != (0, count)
    ]
