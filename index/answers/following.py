"""What is new of what somebody follows: what came into the library after a given arrival.

Each kind of follow asks the one answer (search, record, documents) of the new documents alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from corpus.citation import Citation
from corpus.errors import NotFound, QueryError
from corpus.kinds import kind_of, load_kinds
from corpus.records import TRACED_KINDS
from corpus.store.asks import iter_asks
from corpus.store.citations import CitedPassage, cite_passages
from corpus.store.connection import Connection
from corpus.store.documents import HeldDocument, held_documents, list_authorities
from corpus.store.filters import Filters
from corpus.store.library import load_arrivals, newest_arrival
from corpus.store.passages import load_spans
from corpus.store.people.follows import Followed
from index.answers.cache import Key, cached
from index.answers.records.record import Record, answer_record
from index.answers.search import Hit, answer_search
from index.library import Library
from index.recurrence.follow_up import label_of
from index.recurrence.wording import say_join
from index.search.candidates import CLOSE_IN_MEANING
from index.search.conditions import FIELDS
from index.search.query import content_words, parse_query

MOST_HITS = 100  # of a search, as its page weighs
_OPENING = 40  # characters; what is shorter is a heading, a date or a number


@dataclass(frozen=True, slots=True)
class NewItem:
    """Words that are new, and where they stand; `statement` is their own page's id, if any.

    `says` is what they are: "asked for", "found weak", a kind of document, or why a search
    found them. `came_at` is when their document came into the library (ISO, UTC).
    """

    says: str
    citation: Citation
    came_at: str
    statement: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What is new of something followed, the newest document first.

    `documents` are the new ones that were looked through; `upto` is the number of the last
    arrival that was heard; `remark` is why nothing could be looked for.
    """

    items: tuple[NewItem, ...]
    documents: tuple[HeldDocument, ...]
    upto: int
    remark: str = ""


# An item before it is known when its document came.
_Found = tuple[str, Citation, str]
_NEWS: Key[News] = Key("news")


def answer_news(library: Library, followed: Followed, after: int) -> News:
    """What came after an arrival of what is followed, cached; all that is held where it is 0."""
    key = _NEWS.of((followed, after))
    return cached(library, key, lambda: _find_news(library, followed, after))


def _find_news(library: Library, followed: Followed, after: int) -> News:
    upto = newest_arrival(library.db)
    documents = tuple(held_documents(library.db, _narrowed(followed, after)))
    if not documents:
        return News((), (), upto)
    try:
        found = list(_FINDERS[followed.what](library, followed, after, documents))
    except (QueryError, NotFound) as error:
        return News((), documents, upto, str(error))
    return News(_to_items(library.db, found, documents), documents, upto)


def _narrowed(followed: Followed, after: int) -> Filters:
    return replace(followed.filters, came_after=after)


def _to_items(
    db: Connection, found: Iterable[_Found], documents: Iterable[HeldDocument]
) -> tuple[NewItem, ...]:
    """The items by document, the newest first; within one in the order found."""
    came = _find_came(db, documents)
    items = [NewItem(says, of, came[of.document], own) for says, of, own in found]
    order = {document: place for place, document in enumerate(came)}
    return tuple(sorted(items, key=lambda item: -order[item.citation.document]))


def _find_came(db: Connection, documents: Iterable[HeldDocument]) -> Mapping[str, str]:
    """When each document came, by its id, in the order given: the oldest published first."""
    sources = {document.id: document.source for document in documents}
    arrivals = load_arrivals(db, sources.values())
    return {id_: arrivals.get(source, "") for id_, source in sources.items()}


# --- what is found -------------------------------------------------------------


def _find_hits(
    library: Library, followed: Followed, after: int, documents: Iterable[HeldDocument]
) -> Iterator[_Found]:
    """The passages that answer a search; the nearest of those that do not are left out."""
    answer = answer_search(
        library,
        followed.words,
        _narrowed(followed, after),
        MOST_HITS,
        expand=not followed.exact,
        narrow_by=() if followed.everywhere else FIELDS,
    )
    answers = _answers_to(followed.words)
    return ((hit.reason, hit.citation, "") for hit in answer.hits if answers(hit))


def _answers_to(typed: str) -> Callable[[Hit], bool]:
    """What tells whether a hit answers: close in meaning, or it has every word typed.

    A word that we added may stand for one of them.
    """
    query = parse_query(typed)
    words = len(content_words(query.text))

    def answers(hit: Hit) -> bool:
        why = hit.ranked.why
        has_words = len(why.words) + bool(why.added) >= words
        return query.condition is not None or has_words or why.meaning >= CLOSE_IN_MEANING

    return answers


def _find_said(
    library: Library, followed: Followed, after: int, documents: Iterable[HeldDocument]
) -> Iterator[_Found]:
    """What the record of a subject has from the new documents."""
    new = {document.id for document in documents}
    record = answer_record(library, followed.words, "".join(followed.filters.authority))
    return (said for said in _all_said(record) if said[1].document in new)


def _all_said(record: Record) -> Iterator[_Found]:
    asks = [each.ask for each in record.occurrences if each.is_same]
    yield from (("asked for", ask.citation, ask.id) for ask in asks)
    if record.subject is None:
        return
    for each in (*record.subject.found, *record.subject.reported):
        yield label_of(each.says), each.statement.citation, each.statement.id
    for mentions in (record.subject.mentions, record.subject.elsewhere):
        if mentions and not mentions.near:  # what is only near is no mention
            yield from (("mentioned", citation, "") for citation in mentions.all)


def _find_documents(
    library: Library, followed: Followed, after: int, documents: Iterable[HeldDocument]
) -> Iterator[_Found]:
    """Each new document by the first of what was asked in it, else by its opening words."""
    for document in documents:
        ask = next(iter_asks(library.db, kinds=TRACED_KINDS, document=document.id), None)
        if ask:
            yield f"{kind_of(document.kind).label}, asks", ask.citation, ask.id
        else:
            yield from _find_opening(library.db, document)


def _find_opening(db: Connection, document: HeldDocument) -> Iterator[_Found]:
    """The first passage of a document that is a sentence, else its first."""
    passages = cite_passages(db, [each.number for each in load_spans(db, document.id)])
    for passage in [*filter(_is_sentence, passages), *passages][:1]:
        yield f"{kind_of(document.kind).label}, begins", passage.citation, ""


def _is_sentence(passage: CitedPassage) -> bool:
    quote = passage.citation.quote
    return len(quote) >= _OPENING and quote.rstrip().endswith(".")


_Finder = Callable[[Library, Followed, int, tuple[HeldDocument, ...]], Iterator[_Found]]
_FINDERS: Mapping[str, _Finder] = {
    "search": _find_hits,
    "subject": _find_said,
    "council": _find_documents,
    "kind": _find_documents,
}


# --- in words ------------------------------------------------------------------


def check_followed(library: Library, followed: Followed) -> None:
    """QueryError or NotFound, as the answer itself says, where there is nothing to follow.

    NotFound also where no document is of the council, or of the kind of document.
    """
    if followed.what == "search":
        answer_search(library, followed.words, followed.filters, 1)
    elif followed.what == "subject":
        answer_record(library, followed.words, "".join(followed.filters.authority))
    elif not (followed.filters.authority or followed.filters.kind):
        raise QueryError("Nothing is named to follow. Choose a council or a kind of document.")
    _check_known(library.db, followed.filters)


def _check_known(db: Connection, filters: Filters) -> None:
    """NotFound for a council or a kind that no document is of: nothing would ever be told."""
    held = list_authorities(db)
    kinds = {kind.id for kind in load_kinds()}
    councils = [name for name in _each(filters.authority) if name not in held]
    unknown = [*councils, *(kind for kind in _each(filters.kind) if kind not in kinds)]
    if unknown:
        raise NotFound(
            f"{', '.join(unknown)}: no council or kind of document of that name is held here. The"
            " list of documents has their names."
        )


def say_followed(followed: Followed) -> str:
    """What is followed, in words: "Search: caseloads (Medway, 2019)"."""
    name, narrowing = _NAMES[followed.what], _say_narrowing(followed.filters)
    if followed.what in ("search", "subject"):
        return f"{name}: {followed.words}{f' ({narrowing})' if narrowing else ''}"
    return f"{name}: {narrowing}"


_NAMES = {"search": "Search", "subject": "Subject", "council": "Council", "kind": "Documents"}


def _say_narrowing(filters: Filters) -> str:
    kinds = [kind_of(kind).label for kind in _each(filters.kind)]
    others = (filters.framework, filters.statement, filters.stance, filters.theme)
    named = [name.replace("_", " ") for values in others for name in _each(values)]
    parts = (kinds, list(_each(filters.authority)), list(map(str, filters.years)), named)
    return ", ".join(say_join(part) for part in parts if part)


def _each(values: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, (values,) if isinstance(values, str) else values))
