"""Speed of the web application: pages one by one, a first page load, and many readers at once.

    python -m eval.bench.web --library DIR [--readers 50] [--seconds 60] [--rounds 20] [--json]
    python -m eval.bench.web --library DIR --cold    the readers alone, of a server just started
    python -m eval.bench.web --library DIR --cold --watch --readers 12 --seconds 600
                                                     and its memory every half minute

The server runs in a process of its own on the loopback address, started as a user starts it,
over a copy of the library: page pictures drawn before do not count as first. Nothing is
asserted: a busy machine is not a fault of the code.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import urljoin, urlsplit

import httpx

from corpus.errors import NotFound
from corpus.paths import named_path
from corpus.records import TRACED_KINDS
from corpus.store.asks import iter_asks
from corpus.store.documents import iter_documents
from corpus.store.file.raw import copy_store
from corpus.store.filters import Filters
from corpus.store.reports import load_source
from eval.bench.processes import Server, free_port, serving
from eval.bench.speed import COMMAND, QUERIES, SEED, Measured, machine_facts
from index.library import Library, open_library

ROUNDS = 20  # of ten pages each, for the 95th of 100
READERS = 50
SECONDS = 60.0
_ASKS = 40  # whose pages are asked for, of all councils
_PICTURES = 20
_WATCH_S = 30.0  # between two looks at the server's memory
_WARM_S = 300.0  # the first page of a large council on a busy machine; not timed


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of one library: pages of statements, and pictures of printed pages."""

    statements: tuple[str, ...]
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How many read at once, for how long, and whether the server's memory is told meanwhile."""

    readers: int
    seconds: float
    watched: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """What many readers at once met: replies, those that failed, and how long they took.

    Of the replies `put_off` said that a page is being worked out, and `refused` that too many
    wait. Errors are what is neither, and no page.
    """

    replies: int
    errors: int
    put_off: int
    refused: int
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class FirstLoad:
    """What a browser fetches for a first page: bytes of all, and the hosts it asks."""

    bytes: int
    hosts: tuple[str, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the machine's facts, then each figure as soon as it is there."""
    options = _parser().parse_args(argv)
    facts = machine_facts()
    if not options.json:
        print("\n".join(f"{name}: {value}" for name, value in facts.items()), end="\n\n")
    lines = []
    rounds = 0 if options.cold else options.rounds
    wanted = Reading(options.readers, options.seconds, options.watch)
    for line in run(options.library, wanted, rounds):
        lines.append(asdict(line))
        if not options.json:
            print(line.say(), flush=True)
    if options.json:
        print(json.dumps({"machine": facts, "figures": lines}, indent=1))
    return 0


def run(library: Path, reading: Reading, rounds: int) -> Iterator[Measured]:
    """Every figure; without rounds those of readers alone, of a server that has just started.

    NotFound where the library has no statement to show.
    """
    places = find_places(library)
    with TemporaryDirectory() as folder:
        copy_library(library, Path(folder))
        yield from _measure(Path(folder), places, reading, rounds)


def _measure(library: Path, places: Places, reading: Reading, rounds: int) -> Iterator[Measured]:
    port = free_port()
    command = [str(COMMAND), "serve", "--port", str(port), "--library", str(library)]
    with (
        serving(command, port, "/privacy") as server,
        httpx.Client(base_url=server.client.base_url, timeout=_WARM_S, trust_env=False) as client,
    ):
        if rounds:
            yield from _time_pictures(client, places.pictures)
            yield from _time_pages(client, places, rounds)
            first = load_first(client, _search(QUERIES[0]))
            yield Measured("first page load, a search with its hits", first.bytes / 1000, "KB")
            yield Measured("hosts asked by it besides ours", len(first.hosts) - 1, "hosts")
        pages = mix_pages(places, len(QUERIES) if rounds else _ASKS)
        yield from _read_watched(server, pages, reading)
    yield Measured("serve, memory at most", server.memory.peak_mib, "MiB")


def _read_watched(server: Server, pages: Sequence[str], reading: Reading) -> Iterator[Measured]:
    """What the readers met, and before it the server's memory while they read, if wanted."""
    every = _WATCH_S if reading.watched else None
    base = str(server.client.base_url)
    with ThreadPoolExecutor(1) as pool:
        load = pool.submit(read_at_once, base, pages, reading.readers, reading.seconds)
        for turn in count(1):
            if wait([load], every).done:
                break
            name = f"serve, memory after {turn * _WATCH_S:g} s"
            yield Measured(name, server.memory.now_mib(), "MiB")
    yield from _say_load(load.result(), f"{reading.readers} readers for {reading.seconds:g} s")


def _say_load(load: Load, name: str) -> Iterator[Measured]:
    yield Measured(f"{name}, replies", load.replies, "replies")
    yield Measured("of these errors", load.errors, "errors")
    yield Measured("of these being worked out", load.put_off, "replies")
    yield Measured("of these told to come again", load.refused, "replies")
    yield Measured("a reply to one of them, median", load.p50_ms, "ms")
    yield Measured("a reply to one of them, p95", load.p95_ms, "ms")


def find_places(library: Path) -> Places:
    """The same few statements and pictures every time, of all councils and documents.

    NotFound where the library holds no recommendation.
    """
    with open_library(library) as opened:
        asks = [held.ask.id for held in iter_asks(opened.db, kinds=TRACED_KINDS)]
        pdfs = [held for held in iter_documents(opened.db, Filters()) if held.is_pdf]
        documents = sorted(held.id for held in pdfs if _has_original(opened, held.source))
    if not asks:
        raise NotFound(f"{library}: holds no recommendation, so there is no page to time.")
    for ids in (asks, documents):
        random.Random(SEED).shuffle(ids)
    return Places(
        tuple(f"/statements/{id_}" for id_ in asks[:_ASKS]),
        tuple(f"/documents/{id_}/pages/1.png" for id_ in documents[:_PICTURES]),
    )


def _has_original(library: Library, source: str) -> bool:
    return Path(load_source(library.db, source).path).is_file()


def copy_library(library: Path, folder: Path) -> None:
    """A library's documents in another folder, without what was drawn of them or who may log in."""
    with open_library(library) as opened:
        copy_store(opened.path, folder / opened.path.name)


def mix_pages(places: Places, statements: int) -> list[str]:
    """What readers look at: searches, so many statements, and a few lists."""
    searches = [_search(query) for query in QUERIES]
    return [*searches, *places.statements[:statements], "/", "/asks", "/documents"]


def _search(query: str) -> str:
    return str(httpx.URL("/search", params={"q": query}))


# --- one page after another ------------------------------------------------


def _time_pages(client: httpx.Client, places: Places, rounds: int) -> Iterator[Measured]:
    pages: Mapping[str, Sequence[str]] = {
        "search page": [_search(query) for query in QUERIES],
        "statement page": places.statements,
    }
    for name, addresses in pages.items():
        for address in addresses:
            time_page(client, address)  # warms it
        wanted = rounds * len(QUERIES)
        times = [time_page(client, addresses[n % len(addresses)]) for n in range(wanted)]
        yield from _spread(name, times)


def _time_pictures(client: httpx.Client, pictures: Sequence[str]) -> Iterator[Measured]:
    """Each picture twice: drawn, then from what is kept."""
    for name in ("page picture, first", "page picture, again"):
        yield from _spread(name, [time_page(client, address) for address in pictures])


def time_page(client: httpx.Client, address: str) -> float:
    """Seconds from question to whole answer, by the address as it stands, query and all.

    httpx.HTTPError where it fails.
    """
    start = time.perf_counter()
    client.get(address).raise_for_status()
    return time.perf_counter() - start


def _spread(name: str, times_s: Sequence[float]) -> Iterator[Measured]:
    if times_s:
        yield Measured(f"{name}, median", 1000 * statistics.median(times_s), "ms")
        yield Measured(f"{name}, p95", 1000 * p95(times_s), "ms")


def p95(times: Sequence[float]) -> float:
    """The time within which 95 of 100 stay; the longest where there are few.

    >>> p95([1.0, 2.0, 3.0])
    3.0
    """
    return sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]


# --- a first page load -----------------------------------------------------


def load_first(client: httpx.Client, address: str) -> FirstLoad:
    """A page with all that it makes a browser fetch at once, none of it kept from before."""
    page = client.get(address).raise_for_status()
    needed = _Needed()
    needed.feed(page.text)
    base = str(page.url)
    parts = dict.fromkeys(urljoin(base, address) for address in needed.addresses)
    hosts = dict.fromkeys(urlsplit(address).netloc for address in (base, *parts))
    own = [address for address in parts if urlsplit(address).netloc == urlsplit(base).netloc]
    sizes = [len(client.get(address).raise_for_status().content) for address in own]
    return FirstLoad(len(page.content) + sum(sizes), tuple(hosts))


class _Needed(HTMLParser):
    """The addresses that a page makes a browser fetch: styles, icons, scripts, pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag needs; a link to another page needs nothing."""
        name = "href" if tag == "link" else "src"
        self.addresses += [value for key, value in attrs if key == name and value]


# --- many at once ----------------------------------------------------------


def read_at_once(base: str, pages: Sequence[str], readers: int, seconds: float) -> Load:
    """So many readers for so long, each opening page after page, every one in another order."""
    met: list[tuple[float, int]] = []
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=readers)
    with httpx.Client(base_url=base, timeout=30, trust_env=False, limits=limits) as client:
        until = time.monotonic() + seconds
        threads = [
            Thread(target=_read, args=(client, pages, number, until, met))
            for number in range(readers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times = [1000 * taken for taken, _ in met] or [0.0]
    statuses = Counter(status for _, status in met)
    put_off, refused = statuses[202], statuses[503]
    errors = len(met) - statuses[200] - put_off - refused
    return Load(len(met), errors, put_off, refused, statistics.median(times), p95(times))


def _read(
    client: httpx.Client,
    pages: Sequence[str],
    number: int,
    until: float,
    met: list[tuple[float, int]],
) -> None:
    order = random.Random(SEED + number)
    while time.monotonic() < until:
        start = time.perf_counter()
        try:
            status = client.get(order.choice(pages)).status_code
        except httpx.HTTPError:
            status = 0
        met.append((time.perf_counter() - start, status))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval.bench.web", description="Speed of the web application."
    )
    parser.add_argument("--library", type=named_path, required=True, metavar="DIR")
    parser.add_argument("--readers", type=int, default=READERS, help="at once")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="that they read")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of ten pages of each kind")
    parser.add_argument("--cold", action="store_true", help="the readers alone, at once")
    parser.add_argument("--watch", action="store_true", help="tell the server's memory meanwhile")
    parser.add_argument("--json", action="store_true", help="print one JSON value")
    return parser


if __name__ == "__main__":
    sys.exit(main())
