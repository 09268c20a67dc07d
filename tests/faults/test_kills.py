"""Killed at every step of ingest, adding and judging: nothing that was held is lost.

Server and reader are one process here and the reading gives little, so that every step has
its turn. `make faults` kills real ones: the group, the reader alone, the server alone.
"""

import os
import shutil
import sys
import traceback
from collections.abc import Callable

import pytest

from api.adding.intake import take_in_file
from tests.faults.acts import ACTS, Place, go_on, look
from tests.faults.quick import be_quick
from tests.faults.steps import Steps

_MOST = 12


def run_apart(act: str, place: Place, last: int) -> int:
    """Do an act in a process that ends at a step; how many steps it took, 0 where it ended."""
    process = os.fork()
    if not process:
        try:
            steps = Steps(place.library, last)
            ACTS[act](place)
            (place.folder / "steps.txt").write_text(str(steps.taken))
        except BaseException:
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(0)
    os.waitpid(process, 0)
    steps_file = place.folder / "steps.txt"
    return int(steps_file.read_text()) if steps_file.is_file() else 0


def some(steps: range) -> list[int]:
    """Of many steps those that the suite has time for, spread evenly; the long run has all."""
    if os.environ.get("THROUGHLINE_FAULTS") == "all" or len(steps) <= _MOST:
        return list(steps)
    return [steps[round(at * (len(steps) - 1) / (_MOST - 1))] for at in range(_MOST)]


@pytest.mark.parametrize("act", ACTS)
def test_a_kill_at_any_step_loses_nothing(
    act: str, copy_first: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Right after it, and once the act was done again or the server started again."""
    be_quick(monkeypatch)
    steps = run_apart(act, copy_first("whole"), 0)
    assert steps > 5
    faults = {}
    for last in some(range(1, steps + 1)):
        place = copy_first(f"killed at {last}")
        assert not run_apart(act, place, last)
        faults[last] = look(place) + go_on(place, act, take_in_file)
        shutil.rmtree(place.folder)
    assert set(faults) >= {1, steps}
    assert {last: found for last, found in faults.items() if found} == {}
