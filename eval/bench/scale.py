"""A library that grows to a million passages, and what a question costs at each size.

    python -m eval.bench.scale [--sizes 10000 100000] [--questions 100] [--library DIR]
                               [--figures FILE.json] [--picture FILE.svg]

The papers are invented (`eval.bench.invented`, vectors too; questions are encoded as always).
Beside the search as people have it stand FTS5 alone, with its own ranking, over the same index,
and a flat faiss index of one vector a passage: each in a process of its own, in the same run. The
plain ways give ids alone: no filters, no other forms of words, no citations. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import faiss
import numpy as np

from corpus.paths import named_path
from corpus.records import Report
from corpus.store.connection import transaction
from corpus.store.embeddings import load_vectors
from corpus.store.filters import Filters
from corpus.store.keywords import rank_by_fts5
from eval.bench.invented import InventedEncoder, Inventor
from eval.bench.processes import run_apart
from eval.bench.scale_picture import draw
from eval.bench.speed import machine_facts
from index.library import Library, add_reports, create_library, open_library
from index.search.search import search
from index.search.vectors import CODED_AFTER
from models.text.encoder import Encoder

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
QUESTIONS = 100
_TOGETHER = 50  # papers kept in one transaction: the disk is waited for once
_LARGE = 200  # passages of a paper, about twice the mean
_COLD = 5  # processes, each with a question of its own
_WARM_UP = 5
_THROUGHLINE = (sys.executable, "-c", "from api.cli.main import main; main()")  # found or not
_SHOWN = 10
_FLAT = "flat.faiss"
_INVENTED = (
    "Nobody wrote or encoded these papers: words, councils and days are mixed, and a sentence's"
    " vector is of its words' made directions. Questions are encoded as always."
)
NARROWED = (Filters(authority="Medway"), Filters(since=date(2020, 1, 1)), Filters(years=(2023,)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What one way took for a question, warm, in milliseconds, and the memory of its process.

    `processor_ms` is the mean of processor time, of all threads: it tells more of a busy machine.
    """

    processor_ms: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    memory_mib: float


@dataclass(frozen=True, slots=True)
class Size:
    """A library of so many passages: what it took to keep a thousand more of them, without
    encoding, and on disk; a question from a cold start; and each way, warm."""

    passages: int
    sentences: int
    keep_1000_s: float
    disk_mb: float
    cold_s: float
    cold_mib: float
    ways: Mapping[str, Asked]

    def say(self) -> str:
        """The size in some lines."""
        head = (
            f"{self.passages} passages, {self.sentences} sentences: {self.disk_mb:.0f} MB,"
            f" {self.keep_1000_s:.2f} s to keep 1,000; cold {self.cold_s:.2f} s,"
            f" {self.cold_mib:.0f} MiB"
        )
        lines = (
            f"  {name}: p50 {way.p50_ms:.1f} ms, p95 {way.p95_ms:.1f}, p99 {way.p99_ms:.1f};"
            f" processor {way.processor_ms:.1f}; {way.memory_mib:.0f} MiB"
            for name, way in self.ways.items()
        )
        return "\n".join((head, *lines))


def main(argv: Sequence[str] | None = None) -> int:
    """Print each size as soon as it is measured; keep the figures and draw them."""
    options = _parser().parse_args(argv)
    if options.ask:
        print(json.dumps(asdict(ask(options.ask, options.library, options.questions))))
        return 0
    facts = machine_facts()
    print("\n".join(f"{name}: {value}" for name, value in facts.items()), end="\n\n")
    print(f"{_INVENTED}\n", flush=True)
    sizes = []
    with TemporaryDirectory() as folder:
        for size in measure(options.library or Path(folder), options.sizes, options.questions):
            print(size.say(), flush=True)
            sizes.append(asdict(size))
            _keep(options, {"machine": facts, "sizes": sizes})
    return 0


def _keep(options: argparse.Namespace, figures: Mapping[str, object]) -> None:
    if options.figures:
        options.figures.parent.mkdir(parents=True, exist_ok=True)
        options.figures.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    if options.picture:
        options.picture.write_text(draw(figures), "utf-8")


def measure(folder: Path, sizes: Sequence[int], questions: int) -> Iterator[Size]:
    """A library of each size, the smallest first; each is filled up to be the next."""
    reports, encoder, passages = Inventor().make_reports(), InventedEncoder(), 0
    for size in sorted(sizes):
        with create_library(folder, open_encoder=lambda _: cast("Encoder", encoder)) as library:
            filled = fill(library, encoder, reports, size - passages)
            passages += filled.passages
            sentences = write_flat_index(library, folder / _FLAT)
        yield _measure_size(folder, passages, sentences, filled, questions)


@dataclass(frozen=True, slots=True)
class Filled:
    """So many passages kept, in so many seconds without those of encoding."""

    passages: int
    seconds: float


def fill(
    library: Library, encoder: InventedEncoder, reports: Iterator[Report], passages: int
) -> Filled:
    """Add papers until there are so many more passages, or a few beyond."""
    added, seconds = 0, 0.0
    while added < passages:
        some = list(islice(reports, min(_TOGETHER, 1 + (passages - added) // _LARGE)))
        encoder.seconds = 0.0
        start = time.perf_counter()
        with transaction(library.db):
            for report in some:
                add_reports(library, [report])
        added += sum(len(report.passages) for report in some)
        seconds += time.perf_counter() - start - encoder.seconds
    return Filled(added, seconds)


def write_flat_index(library: Library, path: Path) -> int:
    """The index of the plain way, a mean vector for each passage; how many sentences there are."""
    held = load_vectors(library.db, library.encoder.dimensions)
    rows, starts = held.rows, np.cumsum(held.counts) - held.counts
    index = faiss.IndexFlatIP(rows.shape[1])
    for some in np.array_split(starts, 1 + len(starts) // 50_000):  # float32 of all is gigabytes
        last = starts[min(np.searchsorted(starts, some[-1]) + 1, len(starts) - 1)]
        end = last if last > some[-1] else len(rows)
        means = np.add.reduceat(rows[some[0] : end].astype(np.float32), some - some[0], axis=0)
        index.add(means / np.linalg.norm(means, axis=1, keepdims=True))
    faiss.write_index(index, str(path))
    return len(rows)


def _measure_size(
    folder: Path, passages: int, sentences: int, filled: Filled, questions: int
) -> Size:
    library = [path for path in folder.iterdir() if path.name != _FLAT]
    cold = [run_apart(_search_command(folder, words)) for words in _questions(_COLD, 5)]
    return Size(
        passages,
        sentences,
        1000 * filled.seconds / filled.passages,
        sum(path.stat().st_size for path in library) / 1e6,
        statistics.median(run.seconds for run in cold),
        statistics.median(run.peak_mib for run in cold),
        {way: _ask_apart(way, folder, questions) for way in WAYS},
    )


def _search_command(folder: Path, words: str) -> tuple[str, ...]:
    return (*_THROUGHLINE, "search", words, "--json", "--library", str(folder))


def _ask_apart(way: str, folder: Path, questions: int) -> Asked:
    """What one way takes, in a process of its own."""
    command = [sys.executable, "-m", __spec__.name, "--ask", way, "--library", str(folder)]
    done = subprocess.run(
        [*command, "--questions", str(questions)], check=True, capture_output=True, text=True
    )
    return Asked(**json.loads(done.stdout))


# --- the ways, warm ---------------------------------------------------------------


def ask(way: str, folder: Path, questions: int) -> Asked:
    """Questions put to a library one after the other, none twice, after a few others."""
    with open_library(folder) as library:
        answer = WAYS[way](library)
        for words in _questions(_WARM_UP, 7):
            answer(words)
        start = time.process_time()
        times = [_time(answer, words) for words in _questions(questions, 9)]
        processor_ms = 1000 * (time.process_time() - start) / questions
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return Asked(processor_ms, cuts[49], cuts[94], cuts[98], _peak_mib())


def _peak_mib() -> float:
    """The most memory that this process had; `getrusage` would count that of who started it."""
    status = Path("/proc/self/status").read_text("utf-8")
    (kib,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return int(kib) / 1024


def _time(answer: Callable[[str], object], words: str) -> float:
    start = time.perf_counter()
    answer(words)
    return 1000 * (time.perf_counter() - start)


def _questions(number: int, seed: int) -> list[str]:
    return Inventor(seed).make_questions(number)


def _by_search(library: Library) -> Callable[[str], object]:
    _make_codes(library)
    return lambda words: search(library, words)


def _make_codes(library: Library) -> None:
    """Bring a library to where a server has it that was asked for a minute."""
    for words in _questions(CODED_AFTER + 2, 8):
        search(library, words)
    library.vectors.wait_for_codes()


def _by_narrowed_search(library: Library) -> Callable[[str], object]:
    filters = cycle(NARROWED)
    return lambda words: search(library, words, next(filters))


def _by_fts5(library: Library) -> Callable[[str], object]:
    return lambda words: rank_by_fts5(library.db, words.split(), _SHOWN)


def _by_faiss(library: Library) -> Callable[[str], object]:
    index = faiss.read_index(str(library.path.with_name(_FLAT)))
    return lambda words: index.search(library.encoder.encode([words]), _SHOWN)


WAYS: Mapping[str, Callable[[Library], Callable[[str], object]]] = {
    "search": _by_search,
    "search, filtered": _by_narrowed_search,
    "FTS5 alone": _by_fts5,
    "faiss alone": _by_faiss,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--questions", type=int, default=QUESTIONS, metavar="N")
    parser.add_argument("--library", type=named_path, help="a new folder to keep the library in")
    parser.add_argument("--figures", type=named_path, metavar="FILE")
    parser.add_argument("--picture", type=named_path, metavar="FILE")
    parser.add_argument("--ask", choices=WAYS, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
