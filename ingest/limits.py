"""How long the reading of a file may take, by its size and its pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.errors import IngestError
from ingest.read.office.kinds import needs_soffice
from ingest.read.office.soffice import PATIENCE_S

# On two busy cores a scanned page took 2.8 s (45 pages of 200 dpi), a page of text 0.3 s, and
# the models, started anew, 10 s. A page of fewer bytes gets its share of that; a scan in black
# and white has 5,000.
_START_S = 120.0
_PAGE_S = 8.0
_WHOLE_PAGE = 8192  # bytes
_MOST_S = 3600.0
_MOST_OTHER_S = 600.0  # Word, HTML, text: nothing in them is recognised from a picture


@dataclass(frozen=True, slots=True)
class Limit:
    """The seconds that something may take, and what they were reckoned from."""

    seconds: float
    reckoned_from: str = ""

    def __str__(self) -> str:
        reckoned = f", the most for {self.reckoned_from}" if self.reckoned_from else ""
        return f"{self.seconds:.0f} s{reckoned}"


def limit_reading(path: Path) -> Limit:
    """How long a file may take to be read. Opens it, so call it where a crash harms nothing.

    A file that cannot be opened gets the least; reading it tells why.
    """
    try:
        size = path.stat().st_size
        pages = _count_pages(path)
    except (IngestError, OSError):
        return Limit(_START_S)
    read = size / _WHOLE_PAGE if pages is None else min(pages, size / _WHOLE_PAGE)
    most = _MOST_OTHER_S if pages is None else _MOST_S
    megabytes = f"{size / 1e6:.1f} MB"
    start = _START_S + (2 * PATIENCE_S if pages is None and needs_soffice(path) else 0)
    counted = megabytes if pages is None else f"{pages:,} page{'s' * (pages != 1)} and {megabytes}"
    return Limit(min(most, start + _PAGE_S * read), counted)


def _count_pages(path: Path) -> int | None:
    """The pages of a PDF; None of another file."""
    from ingest.read.detect import is_pdf  # all readers: who only names a limit needs none
    from ingest.read.pdf.pdfium import PdfFile

    if not is_pdf(path):
        return None
    with PdfFile(path) as file:
        return len(file)
