"""Verdicts and briefings go from one library to another, and nothing is doubled or lost."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from corpus.errors import NotFound
from corpus.store.connection import open_store
from corpus.store.filters import Filters
from corpus.store.library import note_arrival
from corpus.store.people.briefings import iter_briefings, load_briefing, save_briefing
from corpus.store.people.exchange import Exported, export_people, import_people
from corpus.store.people.follows import Followed, add_follow, iter_follows
from corpus.store.people.questions import load_questions, remove_questions, save_questions
from corpus.store.people.verdicts import holding_verdicts, iter_verdicts, undo_verdict

SAVED = "insert into verdict (earlier, later, verdict, who, said_at, why) values (?, ?, ?, ?, ?, ?)"


def say(db: Connection, verdict: str, day: str, who: str = "officer") -> int:
    """Keep a verdict on a and b, said on a day; its number."""
    row = ("a", "b", verdict, who, f"2026-{day}T09:00:00.000+00:00", "words")
    return int(db.execute(SAVED, row).lastrowid or 0)


@pytest.fixture
def here() -> Iterator[Connection]:
    """A store that is given an export."""
    with closing(open_store(Path(":memory:"), create=True)) as db:
        yield db


@pytest.fixture
def there() -> Iterator[Connection]:
    """A store of two verdicts, of which one is undone, and a briefing."""
    with closing(open_store(Path(":memory:"), create=True)) as db:
        undo_verdict(db, say(db, "related", "01-05"), "officer")
        say(db, "same", "01-06")
        save_briefing(db, {"title": "A briefing"}, "officer")
        yield db


def test_everything_is_brought_over_once(here: Connection, there: Connection) -> None:
    """A second time nothing changes, and that is told."""
    exported = export_people(there)
    first = import_people(here, exported)
    assert (first.verdicts, first.briefings, first.held) == (2, 1, 0)
    assert export_people(here) == exported
    second = import_people(here, exported)
    assert (second.verdicts, second.briefings, second.undone, second.held) == (0, 0, 0, 3)
    assert "3 held already" in second.say()
    assert export_people(here) == exported


def test_follows_and_lists_go_along_once(here: Connection, there: Connection) -> None:
    """What was not seen there is new here, and so is what came here alone."""
    for db, sources in ((there, "abc"), (here, "baxc")):
        for source in sources:
            note_arrival(db, source)
    follow = add_follow(there, Followed("subject", "caseloads", Filters(authority="Wexmere")), "mo")
    note_arrival(there, "d")
    asked = save_questions(there, "Wexmere", ["caseloads"], ["One was empty."], "mo")
    first = import_people(here, export_people(there))
    assert (first.follows, first.questions) == (1, 1)
    assert load_questions(here, asked) == load_questions(there, asked)
    [brought] = iter_follows(here)
    assert replace(brought, began=3, seen=3, told=3) == follow
    assert (brought.began, brought.seen, brought.told) == (2, 2, 2)  # not "x"
    second = import_people(here, export_people(there))
    assert (second.follows, second.questions, second.held) == (0, 0, 5)
    remove_questions(here, load_questions(here, asked))
    with pytest.raises(NotFound):
        load_questions(here, asked)


def test_an_export_of_before_is_still_read(here: Connection) -> None:
    """It has neither follows nor lists."""
    exported = TypeAdapter(Exported).validate_json('{"verdicts": [], "briefings": [], "format": 1}')
    assert import_people(here, exported).held == 0


def test_an_export_is_the_same_after_a_file(there: Connection) -> None:
    """Days and filters too."""
    followed = Followed("kind", filters=Filters(kind=("minutes",), since=date(2020, 1, 1)))
    add_follow(there, followed, "mo", "mo@wexmere.example")
    exported = export_people(there)
    written = json.dumps(to_jsonable_python(exported))
    assert TypeAdapter(Exported).validate_json(written) == exported


def test_the_later_verdict_holds_wherever_it_was_given(here: Connection, there: Connection) -> None:
    """An older one from elsewhere does not overrule what was said here since."""
    say(here, "different", "02-01")
    import_people(here, export_people(there))
    assert holding_verdicts(here)[frozenset("ab")].verdict == "different"
    import_people(there, export_people(here))
    assert holding_verdicts(there)[frozenset("ab")].verdict == "different"
    days = [verdict.said_at for verdict in iter_verdicts(here)]
    assert days == sorted(days)


def test_what_was_undone_there_is_undone_here(here: Connection, there: Connection) -> None:
    """And never the other way round."""
    import_people(here, export_people(there))
    (holding,) = holding_verdicts(there).values()
    before = export_people(there)
    undo_verdict(there, holding.number, "colleague")
    assert import_people(here, export_people(there)).undone == 1
    assert holding_verdicts(here) == {}
    assert import_people(here, before).undone == 0
    assert holding_verdicts(here) == {}


def test_another_briefing_at_the_same_address_is_left_out(
    here: Connection, there: Connection
) -> None:
    """What an address shows never changes."""
    (briefing,) = iter_briefings(there)
    import_people(here, export_people(there))
    here.execute("update briefing set pack = '{}'")
    imported = import_people(here, export_people(there))
    assert imported.other == (briefing.id,)
    assert briefing.id in imported.say()
    assert load_briefing(here, briefing.id).pack == {}
