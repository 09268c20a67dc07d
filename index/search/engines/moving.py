"""A library moved to another engine and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from corpus.errors import EngineError
from corpus.store.connection import transaction, translated_errors
from corpus.store.file.engine import (
    EnginePlace,
    begin_move,
    count_rows,
    end_move,
    forget_move,
    has_unsent,
    identify,
    load_engine,
    load_moving,
    load_unsent,
)
from corpus.store.filters import EVERYTHING, Filters
from index.library import Library
from index.search.engines.collection import Collection, read_address
from index.search.engines.scope import Engine
from index.search.engines.sending import Tell, send_unsent
from index.search.search import search
from models.statements.issues import list_issues

EMBEDDED = "embedded"
_PROBES = 12  # questions put to both engines before a switch: names of the field's issues
_ALIKE = 0.95  # of their first ten hits: of equal sentences either may stand in the list


@dataclass(frozen=True, slots=True)
class EngineState:
    """Which engine searches a library, its rows and the library's, the documents that it lacks,
    why it does not answer; and the address of a move that is under way, with what that lacks."""

    engine: str
    rows: int
    held: int
    unsent: int = 0
    trouble: str = ""
    moving_to: str = ""
    moving_unsent: int = 0

    @property
    def in_step(self) -> bool:
        """True where the engine has what the library has."""
        return not self.trouble and not self.unsent and self.rows == self.held


def read_engine(library: Library) -> EngineState:
    """The state of a library's engine."""
    db = library.db
    held, place, moving = _count(library), load_engine(db), load_moving(db)
    state = EngineState(EMBEDDED, held, held)
    if place:
        unsent = len(load_unsent(db, place).documents)
        state = _ask_rows(library, place, EngineState(_name(place), 0, held, unsent))
    if moving:
        unsent = len(load_unsent(db, moving).documents)
        state = replace(state, moving_to=moving.address, moving_unsent=unsent)
    return state


def _ask_rows(library: Library, place: EnginePlace, state: EngineState) -> EngineState:
    try:
        return replace(state, rows=library.engine.open(place).count())
    except EngineError as error:
        return replace(state, trouble=str(error))


def move_to(library: Library, address: str, tell: Tell = lambda _: None) -> EngineState:
    """Let the engine at an address search a library: "embedded", or as `read_address`.

    A collection is filled beside what is in use; only where its rows are counted and its answers
    are those of the library is it used. EngineError, and the old engine in use, where any of it
    does not go well: the same call then goes on where it stopped.
    """
    old = load_engine(library.db)
    if address == EMBEDDED:
        _move_back(library, tell)
    else:
        _move_to_milvus(library, _find_place(library, address, tell), tell)
    library.engine.close()
    if old:
        _drop(old, tell)
    return read_engine(library)


def _move_back(library: Library, tell: Tell) -> None:
    """All that a search needs is in the library: its rows are loaded to see that they are whole."""
    tell(f"{len(library.vectors)} passages are searched by the library itself from now on")
    _give_up_move(library, tell)
    with translated_errors(library.path), transaction(library.db):
        end_move(library.db, None)


def _move_to_milvus(library: Library, place: EnginePlace, tell: Tell) -> None:
    collection = Collection(place)
    try:
        collection.create(library.encoder.dimensions)
        is_switched = False
        while not is_switched:
            send_unsent(library, collection, place, tell)
            _compare(library, collection)
            is_switched = _switch(library, place)
    finally:
        collection.close()


def _switch(library: Library, place: EnginePlace) -> bool:
    """Let a place search; False where it lacks a document that came meanwhile."""
    with translated_errors(library.path), transaction(library.db):
        if has_unsent(library.db, place):
            return False
        end_move(library.db, place)
    return True


def _find_place(library: Library, address: str, tell: Tell) -> EnginePlace:
    """What a move to that address began to fill, or a new collection, named for the library."""
    wanted, moving = read_address(address), load_moving(library.db)
    with translated_errors(library.path), transaction(library.db):
        identify(library.db)
    prefix = f"{wanted.collection}_{library.engine.mark()}_"
    if moving and moving.address == wanted.address and moving.collection.startswith(prefix):
        tell(f"going on with a move that stopped: {moving.collection}")
        return moving
    _give_up_move(library, tell)
    place = replace(wanted, collection=prefix + uuid4().hex[:8])
    Collection(place).close()  # it answers
    with translated_errors(library.path):
        begin_move(library.db, place)
    return place


def _give_up_move(library: Library, tell: Tell) -> None:
    moving = load_moving(library.db)
    if moving:
        _drop(moving, tell)
        with translated_errors(library.path), transaction(library.db):
            forget_move(library.db)


def _drop(place: EnginePlace, tell: Tell) -> None:
    """Remove a collection that is not used any more; where it cannot be, say so."""
    try:
        collection = Collection(place)
        collection.drop()
        collection.close()
    except EngineError as error:
        tell(f"{place.collection} could not be removed. {error}")


# --- both engines compared ------------------------------------------------------


def _compare(library: Library, collection: Collection) -> None:
    """EngineError unless both engines have as many rows and answer the same."""
    place, held, rows = collection.place, _count(library), collection.count()
    if held != rows and not has_unsent(library.db, place):
        raise EngineError(
            f"{place.address}: {rows} rows arrived of {held}. The library is searched as before;"
            " run `throughline engine move --to embedded`, then the move again."
        )
    alike = compare_answers(library, library.engine.over(collection))
    if alike < _ALIKE:
        raise EngineError(
            f"{place.address}: of the first hits of {_PROBES} questions {alike:.0%} are those of"
            " the library. It is searched as before; look whether that Milvus is sound."
        )


def compare_answers(library: Library, other: Engine) -> float:
    """The share of the first ten hits of probes that another engine finds too; 1 without hits."""
    found = ours = 0
    for words, filters in _probes():
        expected = _first_hits(library, library.engine.embedded, words, filters)
        found += len(expected & _first_hits(library, other, words, filters))
        ours += len(expected)
    return found / ours if ours else 1.0


def _probes() -> list[tuple[str, Filters]]:
    """Names of the field's issues, every third time of lately alone."""
    issues = list_issues()
    labels = [issue.label for issue in issues[:: len(issues) // _PROBES]]
    lately = Filters(since=date(2020, 1, 1))
    return [(label, EVERYTHING if index % 3 else lately) for index, label in enumerate(labels)]


def _first_hits(library: Library, engine: Engine, words: str, filters: Filters) -> set[str]:
    with library.engine.using(engine):
        return {hit.passage.id for hit in search(library, words, filters).hits}


def _count(library: Library) -> int:
    return count_rows(library.db, library.encoder.dimensions)


def _name(place: EnginePlace) -> str:
    return f"{place.address}/{place.collection}"
