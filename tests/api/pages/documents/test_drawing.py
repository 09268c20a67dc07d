"""Pages drawn apart: whatever stands on them, pixels, memory and time are bounded."""

import io
import os
import resource
import signal
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path
from threading import Thread

import pikepdf
import pytest
from PIL import Image

from api.pages.documents.drawing import Busy, Painters, Sheet
from corpus.errors import NotFound

METRE = 72 / 0.0254  # in points
PLAIN = b"0 0 1 rg 10 10 100 100 re f"


@pytest.fixture
def painters() -> Iterator[Painters]:
    """Those that the application has."""
    opened = Painters()
    yield opened
    opened.close()


def make(path: Path, size: tuple[float, float], drawn: bytes = PLAIN) -> pikepdf.Pdf:
    """A PDF of one page of that size in points; it is saved, and open to be changed."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    page.mediabox = pikepdf.Array([0, 0, *map(float, size)])
    page.Contents = pdf.make_stream(drawn)
    pdf.save(path)
    return pdf


def draw(painters: Painters, path: Path) -> Image.Image:
    """Its first page."""
    into = path.with_suffix(".png")
    painters.draw(Sheet(path, 1, into))
    return Image.open(io.BytesIO(into.read_bytes()))


@pytest.mark.parametrize(
    ("size", "width"),
    [
        ((595, 842), 1100),
        ((10 * METRE, 2000 * METRE), 20),
        ((2000 * METRE, 10 * METRE), 1100),
        ((1, 14_400), 1),
        ((0.001, 0.001), 1100),
    ],
)
def test_a_page_of_any_size_has_a_bounded_number_of_pixels(
    painters: Painters, tmp_path: Path, size: tuple[float, float], width: int
) -> None:
    """At most 1100 by 4000, as wide as its form allows."""
    make(tmp_path / "page.pdf", size)
    picture = draw(painters, tmp_path / "page.pdf")
    assert picture.width <= 1100
    assert picture.height <= 4001
    assert picture.width == pytest.approx(width, abs=1)


def test_an_image_larger_than_memory_costs_the_server_none(
    painters: Painters, tmp_path: Path
) -> None:
    """430 MB of colours in a megabyte of file, drawn or refused."""
    path, side = tmp_path / "huge.pdf", 12_000
    pdf = make(path, (595, 842), b"500 0 0 500 0 0 cm /huge Do")
    squeeze, row = zlib.compressobj(1), bytes(3 * side)
    data = b"".join(squeeze.compress(row) for _ in range(side)) + squeeze.flush()
    image = pdf.make_stream(b"")
    image.write(data, filter=pikepdf.Name.FlateDecode)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width = image.Height = side
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(huge=image))
    pdf.save(path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with suppress(NotFound):
        draw(painters, path)
    grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kb < 50_000


def test_what_cannot_be_drawn_is_told_and_not_tried_again(tmp_path: Path) -> None:
    """A damaged file, a page that kills its process, one that takes too long."""
    painters = Painters(play, count=1, limit_s=2.0)
    for name, said in (("kill", "too much memory"), ("sleep", "more than 2 seconds")):
        for _ in range(2):
            with pytest.raises(NotFound, match=f"page 1 of {name}.*{said}.*Its words are kept"):
                painters.draw(Sheet(tmp_path / name, 1, tmp_path / f"{name}.png"))
        assert (tmp_path / f"{name}.tried").read_text() == "1"
    painters.close()


def test_a_damaged_file_is_told(painters: Painters, tmp_path: Path) -> None:
    """In words, not as a fault of ours."""
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.4 and no more")
    with pytest.raises(NotFound, match=r"damaged\.pdf: the file cannot be drawn"):
        draw(painters, tmp_path / "damaged.pdf")


def test_one_slow_page_holds_up_no_other(tmp_path: Path) -> None:
    """The other is there first; a third, for which no process is free, is told to come again."""
    painters = Painters(play, count=2, limit_s=30.0, wait_s=0.1)
    painters.draw(Sheet(tmp_path / "warm", 1, tmp_path / "warm.png"))
    slow = Thread(target=suppressed, args=(painters, Sheet(tmp_path / "sleep", 1, tmp_path / "a")))
    slow.start()
    wait_for(tmp_path / "sleep.tried")
    painters.draw(Sheet(tmp_path / "quick", 1, tmp_path / "quick.png"))
    assert slow.is_alive()
    also_slow = Thread(
        target=suppressed, args=(painters, Sheet(tmp_path / "rest" / "sleep", 1, tmp_path / "b"))
    )
    also_slow.start()
    wait_for(tmp_path / "rest" / "sleep.tried")
    with pytest.raises(Busy, match="Try again"):
        painters.draw(Sheet(tmp_path / "third", 1, tmp_path / "c"))
    for process in active_children():
        process.kill()
    slow.join()
    also_slow.join()
    painters.close()


def play(sheet: Sheet) -> str:
    """In place of drawing: writes how often it was tried, and does what the file's name says."""
    sheet.path.parent.mkdir(exist_ok=True)
    tried = sheet.path.with_name(f"{sheet.path.name}.tried")
    tried.write_text(str(1 + int(tried.read_text() if tried.exists() else "0")))
    if sheet.path.name == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if sheet.path.name == "sleep":
        time.sleep(60)
    return ""


def suppressed(painters: Painters, sheet: Sheet) -> None:
    """Draw a page that cannot be drawn."""
    with suppress(NotFound):
        painters.draw(sheet)


def wait_for(path: Path) -> None:
    """Until a file is there."""
    until = time.monotonic() + 60
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert path.exists()
