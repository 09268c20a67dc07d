"""A library moved to Milvus (its stand-in, through the same client), kept in step, moved back."""

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pymilvus import MilvusClient

from api.adding.intake import take_in
from api.cli.main import main
from corpus.errors import EngineError
from corpus.store.connection import transaction
from corpus.store.documents import list_scopes
from corpus.store.file.engine import (
    EnginePlace,
    end_move,
    load_engine,
    load_moving,
    note_unsent,
)
from corpus.store.filters import EVERYTHING, Filters
from corpus.store.reports import load_document
from index.answers.search import answer_like
from index.library import Library, remove_reports, renew_vectors
from index.search.engines import collection as collection_module
from index.search.engines import sending
from index.search.engines.collection import Collection, Row
from index.search.engines.expression import to_expression
from index.search.engines.moving import EngineState, move_to, read_engine
from index.search.engines.scope import Scope
from index.search.engines.sending import send_changes
from index.search.search import search

AWAY = "milvus://127.0.0.1:9"
BY_ITSELF = "Everything held was searched, but more slowly"
QUESTIONS = (
    "caseloads",
    "homes for children in care",
    '"social workers" AND supervision',
    "what did inspectors say about care leavers",
    "2022 visits",
)
NARROWED = Filters(since=date(2019, 1, 1), statement=("ask", "finding"))
FILTERS = (EVERYTHING, Filters(since=date(2019, 1, 1), years=(2021, 2023)), NARROWED)


def answers(library: Library) -> list[Any]:
    """The hits of each question, how many passages match, and what is said of it."""
    results = [search(library, words, filters) for words in QUESTIONS for filters in FILTERS]
    return [
        ([(hit.passage.id, hit.score) for hit in result.hits], result.matches, result.remarks)
        for result in results
    ]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A new file for the stand-in."""
    return f"milvus://{tmp_path_factory.mktemp('milvus') / 'engine.db'}"


@pytest.fixture(scope="module")
def moved(
    copy_sample: Callable[[Path], Library], tmp_path_factory: pytest.TempPathFactory, address: str
) -> Iterator[Library]:
    """A copy of the sample, moved."""
    with copy_sample(tmp_path_factory.mktemp("moved")) as library:
        state = move_to(library, address)
        assert state.in_step
        assert state.engine.startswith(address)
        yield library


def test_both_engines_answer_the_same_and_rows_are_not_loaded(
    moved: Library, sample_library: Library
) -> None:
    """Each question with and without filters, with Boolean syntax, with a year in it."""
    moved.close()
    with Library(moved.path.parent, lambda name: sample_library.encoder) as library:
        assert answers(library) == answers(sample_library)
        assert not library.engine.trouble
        assert library._vectors is None


def test_what_is_like_a_passage_is_the_same(moved: Library, sample_library: Library) -> None:
    """Of all passages, of a kind of document, and of some passages by name."""
    ids = sample_library.vectors.ids
    vector = sample_library.vectors.direction(ids[40:41])
    for narrowed in (EVERYTHING, Filters(kind="monitoring_visit"), Filters(came_after=4)):
        ours, theirs = (
            [hit.ranked.passage.id for hit in answer_like(library, ids[40], narrowed, 5).hits]
            for library in (sample_library, moved)
        )
        assert ours == theirs
    ranked = sample_library.engine.rank_nearest(vector, 5, ids[::3])
    assert len(ranked) == 5
    assert moved.engine.rank_nearest(vector, 5, ids[::3]) == ranked
    assert moved.engine.rank_nearest(vector, 5, []) == []


def test_what_changed_is_sent_once_and_what_went_is_removed(
    moved: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between sending and noting it is mended; until then the library itself answers."""
    first, second = list_scopes(moved.db)[:2]
    renew_vectors(moved, second.id)
    remove_reports(moved, load_document(moved.db, first.id).source.id)
    assert BY_ITSELF in search(moved, "caseloads").remarks[-1]
    with monkeypatch.context() as patch:  # a crash after the rows were sent
        patch.setattr(sending, "remove_unsent", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            send_changes(moved)
    assert not read_engine(moved).in_step
    assert send_changes(moved) >= 2
    assert read_engine(moved).in_step
    assert not search(moved, "caseloads").remarks


def test_a_collection_of_another_library_or_encoder_is_not_asked(moved: Library) -> None:
    """Its name tells whose it is."""
    place = load_engine(moved.db)
    assert place is not None
    moved.engine.close()
    moved.encoder_name, own = "another encoder", moved.encoder_name
    with pytest.raises(EngineError, match="made for another library, or by another encoder"):
        moved.engine.open(place)
    assert BY_ITSELF in search(moved, "caseloads").remarks[-1]
    moved.encoder_name = own


def test_it_moves_back_and_nothing_is_left_there(moved: Library) -> None:
    """The last of what is done with the moved library."""
    place = load_engine(moved.db)
    assert place is not None
    assert move_to(moved, "embedded") == EngineState("embedded", *[_rows(moved)] * 2)
    assert load_engine(moved.db) is None
    assert not search(moved, "caseloads").remarks
    with pytest.raises(EngineError, match="not there any more"):
        moved.engine.open(place)


def _rows(library: Library) -> int:
    return sum(library.vectors._counts)


# --- what goes wrong ---------------------------------------------------------------


@pytest.fixture
def library(copy_sample: Callable[[Path], Library], tmp_path: Path) -> Iterator[Library]:
    """A copy of the sample, searched by itself."""
    with copy_sample(tmp_path) as library:
        yield library


def test_a_move_that_stopped_goes_on(
    library: Library,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Here the disk of Milvus is full. What was sent is not sent again; until all is checked the
    library answers by itself."""
    where = ["--library", str(library.path.parent)]
    before = answers(library)[:1]
    monkeypatch.setattr(sending, "_AT_ONCE", 2)
    put, sent = Collection.put, []

    def put_two(collection: Collection, rows: Sequence[Row]) -> None:
        if len(sent) == 2:
            with collection._translated():
                raise OSError("write: no space left on device")
        sent.append({row["document"] for row in rows})
        put(collection, rows)

    with monkeypatch.context() as patch:
        patch.setattr(Collection, "put", put_two)
        assert main(["engine", "move", "--to", address, *where]) == 1
    (*_, last) = capsys.readouterr().err.splitlines()
    assert "no room left (write: no space left on device). Make room" in last
    assert load_engine(library.db) is None
    assert answers(library)[:1] == before
    moving = load_moving(library.db)
    assert moving is not None
    assert main(["engine", "status", *where]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("embedded: ")
    assert f"{len(list_scopes(library.db)) - 4} documents are to be sent" in printed
    Collection(moving)._client.release_collection(moving.collection)  # as after a new start there
    told: list[str] = []
    assert move_to(library, address, told.append).in_step
    assert load_engine(library.db) == moving
    assert f"going on with a move that stopped: {moving.collection}" in told


def test_rows_that_do_not_arrive_and_other_answers_change_nothing(
    library: Library, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is used; a move given up leaves no trace in the library."""
    with monkeypatch.context() as patch:
        patch.setattr(Collection, "put", lambda *_: None)
        with pytest.raises(EngineError, match="0 rows arrived of"):
            move_to(library, address)
    move_to(library, "embedded")
    assert load_moving(library.db) is None
    with monkeypatch.context() as patch:
        patch.setattr(Collection, "search", lambda *_: library.vectors.ids[:9])
        with pytest.raises(EngineError, match="of the first hits of 12 questions"):
            move_to(library, address)
    assert load_engine(library.db) is None


def test_an_engine_that_is_away_leaves_the_library_as_its_engine(
    library: Library, sample_library: Library, new_paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It answers in full and says so; a move to it begins nothing; the way back is open; papers
    are taken in."""
    with pytest.raises(EngineError, match="Milvus does not answer"):
        move_to(library, AWAY)
    assert load_moving(library.db) is None
    with transaction(library.db):
        end_move(library.db, EnginePlace(AWAY, "gone"))
        note_unsent(library.db, ["unknown"])
    result = search(library, "caseloads")
    assert BY_ITSELF in result.remarks[-1]
    assert result.hits == search(sample_library, "caseloads").hits
    assert "Milvus does not answer" in read_engine(library).trouble
    assert take_in(library, [new_paper]).read == 1
    assert "kept in the library, which is searched by itself until" in capsys.readouterr().err
    assert read_engine(library).unsent == 2
    told: list[str] = []
    assert move_to(library, "embedded", told.append).engine == "embedded"
    assert any("gone could not be removed" in line for line in told)


def test_many_readers_wait_for_a_silent_engine_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one after the other."""
    tried = []

    def be_silent(place: EnginePlace) -> Collection:
        tried.append(place)
        time.sleep(0.2)  # so that the others wait
        raise EngineError("Milvus does not answer")

    monkeypatch.setattr(collection_module, "Collection", be_silent)
    with transaction(library.db):
        end_move(library.db, EnginePlace(AWAY, "silent"))
    vector = library.vectors.direction(library.vectors.ids[:1])
    with ThreadPoolExecutor(4) as readers:
        asked = [readers.submit(library.engine.find_nearest, vector, 3, Scope()) for _ in range(4)]
        answers = {tuple(answer.result()) for answer in asked}
    assert len(answers) == len(tried) == 1
    assert library.engine.trouble == "Milvus does not answer"


def test_an_engine_of_another_version_is_told(
    library: Library, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is made there."""
    monkeypatch.setattr(MilvusClient, "get_server_version", lambda *_, **__: "v2.3.4")
    with pytest.raises(EngineError, match=r"Milvus v2.3.4 cannot rank by words. Install Milvus"):
        move_to(library, address)


def test_one_that_is_slow_is_not_waited_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the connection and says nothing."""
    monkeypatch.setattr(collection_module, "_TIMEOUT_S", 0.3)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(EngineError, match="Milvus does not answer"),
    ):
        move_to(library, f"milvus://127.0.0.1:{silent.getsockname()[1]}")


def test_a_file_that_is_no_collection_is_told_in_a_line(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It and the library are as they were, and the client's own log is not shown."""
    other = tmp_path / "other.db"
    other.write_text("something else", "utf-8")
    command = ["engine", "move", "--to", f"milvus://{other}"]
    assert main([*command, "--library", str(library.path.parent)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert f"milvus://{other}: its stand-in cannot keep a collection there" in told[0]
    assert other.read_text("utf-8") == "something else"
    assert read_engine(library).engine == "embedded"


@pytest.mark.parametrize("text", ["milvus://", "http://here", "milvus://a/b/c", "elastic"])
def test_an_address_that_is_none_is_told(
    sample_library: Library, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a line."""
    where = ["--library", str(sample_library.path.parent)]
    assert main(["engine", "move", "--to", text, *where]) == 1
    assert capsys.readouterr().err.startswith(f"throughline: {text}: no engine. Give embedded,")


def test_values_of_filters_are_escaped(sample_library: Library) -> None:
    """A quote in a value ends nothing."""
    scope = Scope(Filters(authority='A" or kind != "', years=(2019,)))
    assert to_expression(sample_library.db, scope) == (
        'authority in ["A\\" or kind != \\""] and ((published >= "2019" and published < "2020"))'
    )
