"""Real servers, readers and runs killed, one after another: how many of them kept everything.

    python -m tests.faults.long_run --kills 200

Prints a line for each that did not, and the counts by act and by who was killed at the end.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.faults.acts import ACTS, Place, go_on, look, make_place, move_place

_GONE_WITHIN_S = 30.0
_READER_STEPS = 60  # of a reader that keeps one paper
# Of every ten kills.
_KINDS = (
    ("add", "server"), ("add", "reader"), ("add", "group"), ("add", "server"),
    ("ingest", "server"), ("ingest", "reader"), ("ingest", "group"),
    ("judge", "server"), ("add", "reader"), ("ingest", "server"),
)  # fmt: skip


@dataclass(frozen=True)
class Kill:
    """Who is killed in which act, at which step, and how long after it."""

    act: str
    who: str
    step: int
    delay_ms: int


def start(kill: Kill, place: Place) -> subprocess.CompletedProcess[str]:
    """Do an act in a process group of its own, and wait until all of it is gone."""
    command = [sys.executable, "-m", "tests.faults.victim", kill.act, str(place.folder)]
    process = subprocess.Popen(
        [*command, kill.who, str(kill.step), str(kill.delay_ms)],
        process_group=0,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    told, _ = process.communicate()
    wait_for_end_of_group(process.pid)
    return subprocess.CompletedProcess(command, process.returncode, told)


def wait_for_end_of_group(group: int) -> None:
    """Return once no process of the group is left: a reader ends with its server."""
    until = time.monotonic() + _GONE_WITHIN_S
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise TimeoutError("a reader outlived its server")


def plan(kills: int, steps: dict[str, int], dice: random.Random) -> list[Kill]:
    """So many kills: every other one at once at its step, the others a little later."""
    planned = []
    for number in range(kills):
        act, who = _KINDS[number % len(_KINDS)]
        step = dice.randint(1, _READER_STEPS if who == "reader" else steps[act])
        within = 600 if (act, who) == ("ingest", "reader") else 30
        delay = dice.randint(1, within) if number % 2 or within > 30 else 0
        planned.append(Kill(act, who, step, delay))
    return planned


def try_kill(kill: Kill, first: Place, folder: Path) -> tuple[bool, list[str]]:
    """Whether somebody died, and what was lost or broken after it."""
    shutil.copytree(first.folder, folder)
    place = move_place(first, folder)
    try:
        ended = start(kill, place)
        faults = look(place) + go_on(place, kill.act)
        return bool(ended.returncode) or kill.who == "reader", faults
    except Exception as error:
        return True, [f"{type(error).__name__}: {error}"]
    finally:
        shutil.rmtree(folder)


def main() -> int:
    """Kill, look, count; 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=13)
    arguments = parser.parse_args()
    kept, all_kills, died = Counter(), Counter(), 0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        first = make_place(root / "first")
        steps = {act: count_steps(act, first, root / "whole") for act in ACTS}
        print(f"steps of the server: {steps}", flush=True)
        for kill in plan(arguments.kills, steps, random.Random(arguments.seed)):
            was_killed, faults = try_kill(kill, first, root / "copy")
            died += was_killed
            all_kills[kill.act, kill.who] += 1
            kept[kill.act, kill.who] += not faults
            if faults:
                print(f"LOST {kill}: {'; '.join(faults)}", flush=True)
            if not all_kills.total() % 10:
                print(f"{kept.total()} of {all_kills.total()} so far", flush=True)
    for act, who in sorted(all_kills):
        print(f"{act}, {who} killed: {kept[act, who]} of {all_kills[act, who]} kept everything")
    print(f"{kept.total()} of {all_kills.total()} kept everything ({died} died in the act)")
    return int(kept.total() < all_kills.total())


def count_steps(act: str, first: Place, folder: Path) -> int:
    """How many steps an act takes that nobody stops."""
    shutil.copytree(first.folder, folder)
    told = start(Kill(act, "server", 0, 0), move_place(first, folder)).stdout
    shutil.rmtree(folder)
    return int(told.split()[-1])


if __name__ == "__main__":
    sys.exit(main())
