"""Two of everything on one library: each does its part, and nothing is lost or held twice."""

import os
import shutil
import sqlite3
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Timer

import pytest

from api.adding.intake import take_in_file
from corpus.store.connection import open_store
from tests.faults.acts import NEW, Place, add, digest_bytes, go_on, held_ids, ingest, judge, look

Act = Callable[[Place], None]


def run_at_once(place: Place, *acts: Act) -> list[int]:
    """Do acts in processes of their own that begin together; how each ended, 0 for well."""
    ready, go = os.pipe()
    processes = []
    for act in acts:
        process = os.fork()
        if not process:
            failed = 1
            try:
                os.close(go)
                os.read(ready, 1)  # until the other end is closed
                act(place)
                failed = 0
            except BaseException:
                traceback.print_exc(file=sys.stderr)
            finally:
                os._exit(failed)
        processes.append(process)
    os.close(ready)
    os.close(go)
    return [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("acts", [(ingest, ingest), (add, add), (ingest, add, judge)])
def test_two_at_once_are_as_good_as_one_after_the_other(
    acts: tuple[Act, ...], copy_first: Callable[[str], Place]
) -> None:
    """Runs, servers, and a run while a server takes papers and a person judges."""
    place = copy_first("shared")
    assert run_at_once(place, *acts) == [0] * len(acts)
    assert {digest_bytes(data) for data in NEW.values()} <= held_ids(place)
    assert look(place) + go_on(place, "add", take_in_file) == []


@pytest.mark.usefixtures("quick")
def test_two_runs_make_one_library(copy_first: Callable[[str], Place]) -> None:
    """Where there was none, and both begin at once."""
    place = copy_first("new")
    shutil.rmtree(place.library)
    assert run_at_once(place, ingest, ingest) == [0, 0]
    assert {digest_bytes(data) for data in NEW.values()} <= held_ids(place)
    assert [fault for fault in look(place) if "held no more" not in fault] == []


def test_who_opens_while_another_makes_the_library_waits(tmp_path: Path) -> None:
    """SQLite itself does not wait where the way of writing changes."""
    file = tmp_path / "library.db"
    maker = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    maker.execute("create table half_made (id)")
    maker.execute("begin immediate")
    release = Timer(0.3, maker.execute, ("rollback",))
    release.start()
    open_store(file).close()
    release.join()
    maker.close()
