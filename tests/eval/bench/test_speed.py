"""Facts of `eval.bench.speed` and `eval.bench.processes`. No speed is asserted."""

import subprocess
import sys
from pathlib import Path

import pytest

from eval.bench.plain import PASSAGE, cut_plainly
from eval.bench.processes import free_port, run_apart, serving
from eval.bench.speed import compare_speeds, machine_facts, pick_files


def test_the_two_ways_take_turns() -> None:
    """So that a busy minute hits both."""
    turns: list[str] = []
    timing = compare_speeds("x", lambda: turns.append("a"), lambda: turns.append("b"), repeats=3)
    assert turns == ["a", "b"] * 3
    assert timing.times_faster > 0


def test_the_same_files_every_time(tmp_path: Path) -> None:
    """Two runs compare like with like."""
    for number in range(9):
        (tmp_path / f"{number}.pdf").touch()
    assert pick_files(tmp_path, 4) == pick_files(tmp_path, 4)
    assert len(pick_files(tmp_path, 99)) == 9
    assert all(
        path.stem in "02468" for path in pick_files(tmp_path, 99, lambda p: int(p.stem) % 2 == 0)
    )


def test_a_machine_is_described() -> None:
    """Figures without these say nothing."""
    assert {"cores", "memory", "Python"} <= machine_facts().keys()


def test_a_command_is_timed_and_its_children_weighed() -> None:
    """Memory of a process that the command starts counts."""
    grows = "import time; held = b'x' * 80_000_000; time.sleep(0.6)"
    command = [
        sys.executable,
        "-c",
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grows!r}])",
    ]
    finished = run_apart(command)
    assert finished.seconds > 0.5
    if Path("/proc/self/smaps_rollup").exists():
        assert finished.peak_mib > 80


def test_a_command_that_fails_is_no_measurement() -> None:
    """Its time would look good."""
    with pytest.raises(subprocess.CalledProcessError):
        run_apart([sys.executable, "-c", "raise SystemExit(3)"])


def test_a_server_answers_and_is_stopped() -> None:
    """It is given once it is ready, and gone afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    with serving(command, port, "/") as server:
        assert server.time_s("/", {}) > 0
    with pytest.raises(Exception, match="refused"):
        server.client.__class__(base_url=f"http://127.0.0.1:{port}", trust_env=False).get("/")


def test_the_plain_way_cuts_whole_lines() -> None:
    """No words are lost, no passage is much longer than the mean paragraph."""
    lines = [f"line {number} " + "x" * 60 for number in range(40)]
    passages = list(cut_plainly("\n".join(lines)))
    assert " ".join(passages) == " ".join(lines)
    assert max(map(len, passages)) < PASSAGE + 100
    assert list(cut_plainly("")) == []
