"""Speed and memory, as ratios to the plain way on the same files in the same run.

A ratio of two things timed turn by turn (A B A B) on one machine travels to another
machine; a number of seconds does not. Nothing here is asserted: a busy machine is not
a fault of the code. Run it by `make bench`, or with other files:

    python -m eval.bench.speed --corpus DIR [--files 8] [--repeats 3] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.paths import named_path
from corpus.records import Rejected
from eval.bench.plain import PlainEncoder, index_plainly, read_plainly
from eval.bench.processes import free_port, run_apart, serving
from eval.material.twins import remove_structure
from index.library import add_reports, create_library
from ingest.document.assemble import assemble
from ingest.pipeline import read_sources
from ingest.planning import plan_reading
from ingest.read.detect import read_file
from ingest.sources import digest_file, find_source
from models.text.encoder import Encoder, open_encoder

Work = Callable[[], object]

REPEATS = 3
FILES = 8  # about 180 pages: pdfplumber takes half a minute for them
UNTAGGED = 3  # read by layout: as slow as pdfplumber
ROUNDS = 20  # of all queries, for the 95th of 100
SEED = 11  # any fixed number: the same files every time
COMMAND = Path(sys.executable).with_name("throughline")
ROOT = Path(__file__).parents[2]
# the first that is there
CORPORA = (ROOT.parent / "shared" / "corpus", ROOT / "corpus" / "sample" / "pdf")
PLAIN_SEARCH = (
    "from eval.bench.plain import PlainEncoder; PlainEncoder().model.encode(['oversight'])"
)
QUERIES = (
    "management oversight",
    "what did inspectors say about caseloads",
    "initial health assessments in time",
    "return home interviews after going missing",
    "permanence planning delay",
    "supervision of social workers",
    "care leavers education employment training",
    "quality of assessments",
    "thresholds for early help",
    "strategy discussions with police and health",
)


@dataclass(frozen=True, slots=True)
class Timing:
    """Two ways timed turn by turn: medians in seconds, and how many times faster ours is."""

    name: str
    ours_s: float
    plain_s: float
    times_faster: float

    def say(self) -> str:
        """The timing in a line."""
        return (
            f"{self.name}: {self.times_faster:.1f} times as fast"
            f" ({self.ours_s:.2f} s against {self.plain_s:.2f} s)"
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing measured by itself."""

    name: str
    value: float
    unit: str

    def say(self) -> str:
        """The measurement in a line."""
        return f"{self.name}: {self.value:.3g} {self.unit}"


Line = Timing | Measured


def main(argv: Sequence[str] | None = None) -> int:
    """Print the machine's facts, then each figure as soon as it is there."""
    options = _parser().parse_args(argv)
    facts = machine_facts()
    lines = []
    if not options.json:
        print("\n".join(f"{name}: {value}" for name, value in facts.items()), end="\n\n")
    for line in run(options.corpus, options.files, options.repeats):
        lines.append(line)
        if not options.json:
            print(line.say(), flush=True)
    if options.json:
        print(json.dumps({"machine": facts, "figures": [asdict(line) for line in lines]}, indent=1))
    return 0


def run(corpus: Path, files: int, repeats: int) -> Iterator[Line]:
    """Every figure, the quick ones first."""
    paths = pick_files(corpus, files, is_tagged)
    yield _compare_reading("tagged", paths, repeats)
    with TemporaryDirectory() as folder:
        yield _compare_reading("untagged", make_untagged(paths[:UNTAGGED], Path(folder)), repeats)
    yield _compare_ingest(paths, repeats)
    with TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        ingest = run_apart([str(COMMAND), "ingest", str(corpus), "--library", str(library)])
        yield Measured(f"ingest of {corpus}, memory at most", ingest.peak_mib, "MiB")
        yield Measured(f"ingest of {corpus}", ingest.seconds, "s")
        yield _compare_cold(library, repeats)
        yield from _serve(library)


def machine_facts() -> dict[str, str]:
    """What a reader needs to know of this machine to judge a figure."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} on {platform.machine()}",
        "Python": platform.python_version(),
        "load at the start": f"{os.getloadavg()[0]:.1f}",
    }


def compare_speeds(name: str, ours: Work, plain: Work, repeats: int) -> Timing:
    """Both timed turn by turn; the ratio is the median of the turns' ratios."""
    turns = [(_time_s(ours), _time_s(plain)) for _ in range(repeats)]
    return Timing(
        name,
        ours_s=statistics.median(mine for mine, _ in turns),
        plain_s=statistics.median(theirs for _, theirs in turns),
        times_faster=statistics.median(theirs / mine for mine, theirs in turns),
    )


def pick_files(
    corpus: Path, count: int, accept: Callable[[Path], bool] = lambda path: True
) -> list[Path]:
    """The same few PDFs every time, of those in a folder that are accepted."""
    paths = sorted(corpus.rglob("*.pdf"))
    random.Random(SEED).shuffle(paths)
    return list(islice(filter(accept, paths), count))


def is_tagged(path: Path) -> bool:
    """True where a file is read by its structure tree: 223 of the 224 PDFs of the corpus.

    The others go through the layout reader, which costs more than pdfplumber's text. They
    have a figure of their own: by chance one of them was a third of the pages of a sample.
    """
    return read_file(path).reader == "tagged_pdf"


def make_untagged(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Twins of files without their structure tree, in a folder."""
    twins = [folder / f"{number}.pdf" for number in range(len(paths))]
    for path, twin in zip(paths, twins, strict=True):
        remove_structure(path, twin)
    return twins


def read_fully(path: Path) -> object:
    """One file to one repaired text with spans and boxes."""
    return assemble(find_source(path, digest_file(path)), read_file(path))


def ingest_fully(paths: Sequence[Path], encoder: Encoder) -> None:
    """Files into a library that is thrown away: read, find, embed, index, keep."""
    sources = plan_reading(paths).sources
    with (
        TemporaryDirectory() as folder,
        create_library(Path(folder), encoder.name, lambda name: encoder) as library,
    ):
        for _, outcome in read_sources(sources, workers=2):
            if not isinstance(outcome, Rejected):
                add_reports(library, outcome)


def _compare_reading(kind: str, paths: Sequence[Path], repeats: int) -> Timing:
    return compare_speeds(
        f"reading {len(paths)} {kind} PDFs, against pdfplumber's extract_text",
        lambda: [read_fully(path) for path in paths],
        lambda: [read_plainly(path) for path in paths],
        repeats,
    )


def _compare_ingest(paths: Sequence[Path], repeats: int) -> Timing:
    """Both encoders are open before the clock starts: a user's folder is larger than this."""
    encoder, plain = open_encoder(), PlainEncoder()
    return compare_speeds(
        f"ingest of {len(paths)} tagged PDFs, against pdfplumber, sentence-transformers and faiss",
        lambda: ingest_fully(paths, encoder),
        lambda: index_plainly(paths, plain),
        repeats,
    )


def _compare_cold(library: Path, repeats: int) -> Timing:
    """A whole process for one answer; the plain way only opens its model and encodes."""
    search = [str(COMMAND), "search", QUERIES[0], "--library", str(library), "--json"]
    return compare_speeds(
        "search from a cold start, against opening sentence-transformers",
        lambda: run_apart(search),
        lambda: run_apart([sys.executable, "-c", PLAIN_SEARCH]),
        repeats + 2,
    )


def _serve(library: Path) -> Iterator[Measured]:
    """Answers of a warm server over loopback, and its memory."""
    port = free_port()
    command = [str(COMMAND), "serve", "--port", str(port), "--library", str(library)]
    with serving(command, port, "/api/v1/documents?limit=1") as server:
        for query in QUERIES:
            server.time_s("/api/v1/search", {"q": query})  # warms it
        times = [
            server.time_s("/api/v1/search", {"q": query})
            for _ in range(ROUNDS)
            for query in QUERIES
        ]
    yield Measured("search in the server, median", 1000 * statistics.median(times), "ms")
    yield Measured("search in the server, p95", 1000 * statistics.quantiles(times, n=20)[-1], "ms")
    yield Measured("serve, memory at most", server.memory.peak_mib, "MiB")


def _time_s(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval.bench.speed", description="Speed and memory."
    )
    there = next(path for path in CORPORA if path.is_dir())
    parser.add_argument("--corpus", type=named_path, default=there, metavar="DIR")
    parser.add_argument("--files", type=int, default=FILES, help="timed turn by turn")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="turns of each")
    parser.add_argument("--json", action="store_true", help="print one JSON value")
    return parser


if __name__ == "__main__":
    sys.exit(main())
