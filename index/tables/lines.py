"""Lines that answer nothing: headings of tables, lists of contents, agendas, who to ask."""

from __future__ import annotations

from collections.abc import Callable

from corpus.privacy import hide_contacts
from corpus.store.citations import CitedPassage
from corpus.vocabulary.officers import is_officer_line
from index.tables.labelled import DocumentRows
from index.tables.rows import AGENDA
from models.text.sentences import split_sentences

# A line that gives somebody's number is short: of Medway's the longest has 24 words.
_MOST_WORDS = 30
_LEAST_WORDS = 6  # of a sentence beside a contact; a name and a role have fewer


def names_an_officer(passage: CitedPassage) -> bool:
    """True of a line that says who an officer is or how to reach them, and nothing else."""
    text = passage.citation.quote
    return len(text.split()) <= _MOST_WORDS and is_officer_line(text)


def says_nothing(passage: CitedPassage, rows_of: Callable[[str], DocumentRows]) -> bool:
    """True of a heading row, a line of a list of contents or of an agenda, and of contacts.

    `rows_of` gives those of a document; it is asked where the words may be a row alone.
    """
    text = passage.citation.quote
    length = len(text.split())
    if length <= _MOST_WORDS and (AGENDA.search(text) or _is_contact(text)):
        return True
    if length > _MOST_WORDS * 2 or "\n" not in text:  # prose, or one cell
        return False
    touched = rows_of(passage.citation.document).at(passage.citation.span)
    return bool(touched) and all(row.is_heading or row.is_contents for row in touched)


def _is_contact(text: str) -> bool:
    """True of a line with a contact, but where a whole sentence stands beside it."""
    hidden = hide_contacts(text)
    return "hidden]" in hidden and not any(map(_says_something, split_sentences(hidden)))


def _says_something(sentence: str) -> bool:
    is_whole = len(sentence.split()) >= _LEAST_WORDS and sentence.endswith(".")
    is_line = "hidden]" in sentence or ":" in sentence or is_officer_line(sentence)
    return is_whole and not is_line
