"""The briefing on a committee's item: a paper, a theme or an issue, as of the meeting's day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.errors import QueryError
from corpus.store.documents import find_document
from index.answers.cache import Key, cached
from index.answers.issues import list_threads
from index.briefing.contents import Pack
from index.briefing.facts import meeting_of
from index.briefing.pack import brief_document, brief_theme, brief_thread
from index.issues.threads import Thread
from index.library import Library

_BRIEFING: Key[Pack] = Key("briefing")


@dataclass(frozen=True, slots=True)
class Item:
    """What a briefing is on: one of a document, a theme or a thread; the meeting's day.

    A theme and a thread are those of `council`. Without a meeting the day is a paper's own,
    else today.
    """

    council: str = ""
    document: str = ""
    theme: str = ""
    thread: str = ""
    meeting: date | None = None


def answer_briefing(library: Library, item: Item) -> Pack:
    """The briefing on an item, cached; nothing later than its day is heard.

    QueryError where nothing is named, or what is named is not held or not yet published.
    """
    return cached(library, _BRIEFING.of(item), lambda: _brief(library, item))


def _brief(library: Library, item: Item) -> Pack:
    if item.document:
        threads = _threads_for_paper(library, item)
        return brief_document(library, item.document, item.meeting, threads)
    day = item.meeting or date.today()
    threads = list_threads(library, item.council, day)
    if item.theme:
        return brief_theme(library, item.theme, item.council, day, threads)
    if item.thread:
        return brief_thread(library, item.thread, item.council, day, threads)
    raise QueryError("no item is named; give a paper, a theme or an issue")


def _threads_for_paper(library: Library, item: Item) -> Sequence[Thread] | None:
    """The threads of a paper's council as of the day; None where the paper has no such id."""
    document = find_document(library.db, item.document)
    if document is None:
        return None
    return list_threads(library, document.authority, item.meeting or meeting_of(document))
