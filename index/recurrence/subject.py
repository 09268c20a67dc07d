"""Typed words as a subject of one council: their other names, and what is weighed against them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from corpus.errors import QueryError
from corpus.store.asks import HeldAsk
from corpus.store.embeddings import Vectors
from corpus.store.keywords import find_spelt
from corpus.store.statements import Statement
from index.issues.assignment import tabulate_issues
from index.issues.statements import find_preceding
from index.library import Library
from index.search.council_names import NamedCouncil, find_councils
from index.search.expansion import find_names_of, find_other_words
from index.search.matching.compounds import unify_compounds
from index.search.matching.names import find_names
from index.search.matching.officers import leave_out_officers
from index.search.query import Query, content_words
from models.links.ask_text import stem, stem_words
from models.links.lexicon import plain
from models.links.topic import Topic, TopicTable, join_around, read_topic, tabulate_topic
from models.statements.issues import list_issues

_MOST_TYPED = 2_000  # characters compared: a recommendation is shorter
_MOST_NAMING = 20  # words of a question that may name a council; a pasted text may name many
SUCH_AS = "permanence planning"  # an example in advice, which must name one subject itself
# A sentence that so begins, right behind one that is surely about typed words, is about them too:
# of 42 that the weigher did not tell 36 are and 6 touch them; of 183 others 35 are, of those that
# begin with "However" 7 of 19 (`labels/typed_following.json`).
POINTS_BACK = re.compile(r"(?:This|These|As a result)\b")
_GAP = 3  # characters between two sentences of a paragraph
_SUGGESTED = 3  # subjects named in place of words that say too little


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
    if not re.search(r"[a-z0-9]{2}", plain(compared)) and not find_names_of(compared):
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
    """True of words that stand in everything, or whose other names all do: "kids".

    Not of those that name one issue and no other, as "care plans" do.
    """
    names = find_names_of(words) or (words,)
    return all(map(library.topics.is_general, names)) and not _names_one_issue(words)


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
    near = library.keywords.correct_spelling(library.db, word)
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
    """The words as they are weighed against what was said: "multiagency" as "multi-agency" and
    "case loads" as "caseloads", where the library writes them so; the other spelling is a name."""
    query = Query(content_words(words), words)
    unified = unify_compounds(library.db, library.keywords, query)
    printed = _as_printed(library, unified)
    others, variants = find_names(printed)
    spelt = (compound.respell(printed) for compound in unified.compounds)
    names = dict.fromkeys((*spelt, *others))
    names.pop(printed, None)
    return read_topic(printed, (*names,), variants, library.reader, library.encoder)


def _as_printed(library: Library, query: Query) -> str:
    """A query's text with each compound as the library writes it more often."""
    text = query.text
    for compound in query.compounds:
        apart, joined = (
            len(library.keywords.postings(library.db, form).numbers)
            for form in (compound.apart, compound.joined)
        )
        if joined > apart:
            text = re.sub(
                rf"\b{re.escape(compound.first)}\W{re.escape(compound.second)}\b",
                compound.joined,
                text,
                flags=re.IGNORECASE,
            )
    return text


# --- what is weighed against them -------------------------------------------


@dataclass(frozen=True)
class CouncilTables:
    """What was asked of a council and what else was said, each with its table.

    `asks` are those that outside bodies made, with a date; `statements` all the others, and
    `goes_on` which of these goes on from the one before it in the table ("This ...").
    They are worth caching: every subject of the council is compared with them.
    """

    asks: Sequence[HeldAsk]
    asked: TopicTable
    statements: Sequence[Statement]
    said: TopicTable
    goes_on: Sequence[bool]

    def row_of(self, statement_id: str) -> int:
        """The row of a statement that is none of the asks."""
        return self._rows[statement_id]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {statement.id: row for row, statement in enumerate(self.statements)}


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
            [f"{statement.text} {statement.beside}".strip() for statement in said],
            issues[others],
            vectors[others],
            asked=False,
            around=_find_around(library, said),
        ),
        [False, *(goes_on(first, second) for first, second in pairwise(said))],
    )


def goes_on(first: Statement, second: Statement) -> bool:
    """True where the second stands right behind the first and points back at it."""
    gap = second.citation.span.start - first.citation.span.end
    is_next = first.document == second.document and 0 <= gap <= _GAP
    return is_next and bool(POINTS_BACK.match(second.text))


def _find_around(library: Library, statements: Sequence[Statement]) -> list[str]:
    return [
        join_around(statement.citation.headings, before)
        for statement, before in zip(statements, find_preceding(library, statements), strict=True)
    ]
