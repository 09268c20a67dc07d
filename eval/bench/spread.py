"""How far the work of an ingest spreads over workers, by counting processor seconds, not the clock.

    python -m eval.bench.spread [--corpus DIR] [--files 12] [--workers 4]

The same files are prepared by two processes of this machine, by two workers of a Dask cluster of
this machine, and by so many of its workers as stand for machines. A machine of two cores runs four
workers no faster than two; what each had to do, and what the one process had to that gives the
files out and writes the library, says how fast four machines would be: as the longest worker.
Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from corpus.paths import named_path
from corpus.records import Rejected
from eval.bench.processes import children_of
from eval.bench.speed import CORPORA, machine_facts, pick_files
from index.briefing.beforehand import work_out_reports
from index.library import add_reports, create_library
from ingest.cluster import LOCAL, hire_cluster
from ingest.planning import plan_reading
from ingest.prepare import PreparingCrew, hire_processes, prepare_sources
from models.text.encoder import DEFAULT, open_encoder

FILES, WORKERS = 12, 4
_TICKS = os.sysconf("SC_CLK_TCK")
_LEAST_S = 1.0  # of a process that read; others only watch


@dataclass(frozen=True, slots=True)
class Spread:
    """Processor seconds of each worker, the longest first, and of the process that writes."""

    name: str
    workers: tuple[float, ...]
    writer: float

    @property
    def total(self) -> float:
        """All that was done, by whomever."""
        return sum(self.workers) + self.writer

    def say(self) -> str:
        """The spread in a line."""
        each = ", ".join(f"{seconds:.1f}" for seconds in self.workers)
        return (
            f"{self.name}: {self.total:.1f} s of processor; workers {each};"
            f" the one that writes {self.writer:.1f}"
        )

    def say_gain(self) -> str:
        """How much sooner the reading is done, and the whole, than by one."""
        reading = sum(self.workers) / self.workers[0]
        whole = self.total / (self.workers[0] + self.writer)
        return (
            f"{len(self.workers)} machines would read {reading:.2f} times as fast as one; with what"
            f" one alone must write, if nothing of it went on meanwhile, {whole:.2f} times"
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the machine's facts, each spread as soon as it is there, and what follows."""
    options = _parser().parse_args(argv)
    print("\n".join(f"{name}: {value}" for name, value in machine_facts().items()), end="\n\n")
    paths = pick_files(options.corpus, options.files)
    crews: dict[str, Callable[[], PreparingCrew]] = {
        "2 processes, no Dask": lambda: hire_processes(2),
        "2 workers of Dask": lambda: hire_cluster(LOCAL, 2, DEFAULT),
        f"{options.workers} workers of Dask": lambda: hire_cluster(LOCAL, options.workers, DEFAULT),
    }
    for name, hire in crews.items():
        spread = measure(name, paths, hire)
        print(spread.say(), flush=True)
    print(spread.say_gain())
    return 0


def measure(name: str, paths: Sequence[Path], hire: Callable[[], PreparingCrew]) -> Spread:
    """Files into a library that is thrown away, and who worked how long for it."""
    encoder = open_encoder(DEFAULT)
    with TemporaryDirectory() as folder, create_library(Path(folder)) as library:
        start = time.process_time()
        crew = hire()
        workers: list[float] = []
        kill = crew.kill

        def count_and_kill() -> None:
            workers.extend(map(_processor_s, children_of(os.getpid())[1:]))
            kill()

        sources = plan_reading(paths).sources
        with patch.object(crew, "kill", count_and_kill):
            for _, outcome in prepare_sources(sources, encoder.name, crew):
                if not isinstance(outcome, Rejected):
                    add_reports(library, outcome.reports, encoder=outcome.vectors)
                    work_out_reports(library, outcome.reports)
        writer = time.process_time() - start
    read = sorted((seconds for seconds in workers if seconds > _LEAST_S), reverse=True)
    return Spread(name, tuple(read), writer)


def _processor_s(pid: int) -> float:
    """What a process took so far, of this machine's processors."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    there = next(path for path in CORPORA if path.is_dir())
    parser.add_argument("--corpus", type=named_path, default=there, metavar="DIR")
    parser.add_argument("--files", type=int, default=FILES, metavar="N")
    parser.add_argument("--workers", type=int, default=WORKERS, metavar="N")
    return parser


if __name__ == "__main__":
    sys.exit(main())
