"""A program to be killed: `python -m tests.faults.victim ACT FOLDER WHO STEP DELAY_MS`.

WHO is killed at the step: `server` (this process), `reader` (the process that it reads with)
or `group` (both). With step 0 it prints how many steps the server took.
"""

import os
import sys
import threading
from pathlib import Path

from api.adding.intake import Given, Taken, take_in_file
from corpus.document import Source
from corpus.records import Rejected, Report
from ingest import pipeline
from tests.faults.acts import ACTS, Place
from tests.faults.steps import Steps, kill_group, kill_process

_STEP, _DELAY = "FAULT_STEP", "FAULT_DELAY_MS"
_read = pipeline._read_or_reject


def take_and_die(given: Given) -> Taken:
    """Take a paper in, and end at a step of that."""
    Steps(given.library, int(os.environ[_STEP]), kill_process, int(os.environ[_DELAY]) / 1000)
    return take_in_file(given)


def read_and_die(source: Source) -> tuple[Report, ...] | Rejected:
    """Read a paper, which writes nothing, and end some time after it began."""
    if "visits" in source.name:
        threading.Timer(int(os.environ[_DELAY]) / 1000, kill_process).start()
    return _read(source)


def main(act: str, folder: str, who: str, step: str, delay_ms: str) -> None:
    """Do an act, and end in the middle of it."""
    place = Place(Path(folder))
    if who == "reader":
        os.environ.update({_STEP: step, _DELAY: delay_ms})
        pipeline._read_or_reject = read_and_die
        ACTS[act](place, take_and_die)
        return
    end = kill_group if who == "group" else kill_process
    steps = Steps(place.library, int(step), end, int(delay_ms) / 1000)
    ACTS[act](place)
    print(steps.taken)


if __name__ == "__main__":
    main(*sys.argv[1:])
