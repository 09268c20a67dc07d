"""A page of a PDF drawn to a file, in a process of its own with little memory and little time.

A page's box may be kilometres long, its pictures larger than any memory, its annotations
thousands: what is drawn is bounded in pixels, and whoever draws it in all else.
"""

from __future__ import annotations

import os
import resource
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, LifoQueue

import pypdfium2 as pdfium
from cachetools import LRUCache

from corpus.errors import NotFound
from ingest.limits import Limit
from ingest.workers import Broken, Worker

# Pixels across: the page is shown at up to 700 points beside its text, on fine screens sharper.
_WIDTH = 1100
_HEIGHT = 4000  # an A4 page has 1556; a strip of paper is drawn narrower
_COLOURS = 64  # of a picture: letters stay smooth, and a page takes a third of the bytes
_LIMIT_S = 10.0  # a tenth of a second is usual
# Address space of a process that draws: 300 MB are reserved for its libraries, and a scan of
# a page in colours at 600 dots an inch has 100 MB.
_MOST_ADDRESS_SPACE = 1 << 30
_PROCESSES = 2
_WAIT_S = 15.0  # for a process, where others have pages drawn
_REST_S = 60.0  # after which idle processes end
_REMEMBERED = 1000  # pages that could not be drawn; each would take the whole limit again


class Busy(Exception):
    """All who draw are at work, and were for longer than anybody should wait."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to draw, counted from 1, and the PNG file to draw it to."""

    path: Path
    page: int
    into: Path


def draw_sheet(sheet: Sheet) -> str:
    """Draw a page; what was wrong, or nothing. For a process of its own: it limits its memory."""
    _limit_memory()
    try:
        with pdfium.PdfDocument(sheet.path) as document:
            if not 1 <= sheet.page <= len(document):
                return f"{sheet.path.name} has {len(document)} pages, and no page {sheet.page}."
            _draw(document[sheet.page - 1], sheet.into)
    except (pdfium.PdfiumError, MemoryError, OSError, ValueError, ZeroDivisionError) as error:
        return _say_undrawn(sheet, f"the file cannot be drawn ({type(error).__name__})")
    return ""


def _limit_drawing(seconds: float, sheet: Sheet) -> Limit:
    """How long any page may take to be drawn."""
    return Limit(seconds)


def _limit_memory() -> None:
    with suppress(ValueError, OSError):  # a stricter limit is in force, or none is known here
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_ADDRESS_SPACE, hard))


def _draw(page: pdfium.PdfPage, into: Path) -> None:
    width, height = page.get_size()
    scale = min(_WIDTH / width, _HEIGHT / height)
    picture = page.render(scale=scale).to_pil()
    page.close()
    into.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=into.parent, suffix=".part")
    with os.fdopen(number, "wb") as out:
        picture.quantize(_COLOURS).save(out, "PNG")
    Path(name).replace(into)  # at once, so that nobody is sent half a picture


def _say_undrawn(sheet: Sheet, reason: str) -> str:
    return (
        f"No picture of page {sheet.page} of {sheet.path.name}: {reason}. Its words are kept:"
        " open the document to read them, or open the file itself."
    )


class Painters:
    """Processes that draw pages, started when wanted and few. Threads share them. Close them."""

    def __init__(
        self,
        draw: Callable[[Sheet], str] = draw_sheet,
        count: int = _PROCESSES,
        limit_s: float = _LIMIT_S,
        wait_s: float = _WAIT_S,
    ) -> None:
        self._wait_s = wait_s
        self._limit_s = limit_s
        self._idle: LifoQueue[Worker[Sheet, str]] = LifoQueue()  # so that one draws, mostly
        for _ in range(count):
            self._idle.put(Worker(draw, partial(_limit_drawing, limit_s)))
        self._undrawn: LRUCache[Sheet, str] = LRUCache(_REMEMBERED)
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def draw(self, sheet: Sheet) -> None:
        """Draw a page to its file. NotFound where that cannot be, Busy where nobody is free."""
        with self._lock:
            reason = self._undrawn.get(sheet, "")
        reason = reason or self._draw(sheet)
        if reason:
            with self._lock:
                self._undrawn[sheet] = reason
            raise NotFound(reason)

    def _draw(self, sheet: Sheet) -> str:
        with self._worker() as worker:
            if sheet.into.is_file():  # drawn by whoever had the process before
                return ""
            drawn = worker.run(sheet)
        if isinstance(drawn, Broken):
            return _say_undrawn(
                sheet, f"drawing it takes more than {self._limit_s:g} seconds or too much memory"
            )
        return drawn

    @contextmanager
    def _worker(self) -> Iterator[Worker[Sheet, str]]:
        try:
            worker = self._idle.get(timeout=self._wait_s)
        except Empty as error:
            raise Busy("Other pages are being drawn. Try again in a few seconds.") from error
        try:
            yield worker
        finally:
            self._idle.put(worker)
            self._rest_later()

    def _rest_later(self) -> None:
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = threading.Timer(_REST_S, self.rest)
            self._timer.daemon = True
            self._timer.start()

    def rest(self) -> None:
        """End the processes that are idle; they start again when wanted."""
        idle = []
        with suppress(Empty):
            while True:
                idle.append(self._idle.get_nowait())
        for worker in idle:
            worker.rest()
            self._idle.put(worker)

    def close(self) -> None:
        """End every process, once nobody has pages drawn any more."""
        if self._timer:
            self._timer.cancel()
        self.rest()
