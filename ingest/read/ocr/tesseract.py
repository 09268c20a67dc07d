"""The program `tesseract`: a picture in, words with places and confidence out."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.errors import Unready
from ingest.read.ocr.pixels import Patch

Picture = NDArray[np.uint8]  # grey, rows from the top, 0 is black

# Page segmentation 4 takes a page for one column and finds columns no worse than the
# default, which loses more of the figures of hanging numbers.
_OPTIONS = ("-l", "eng", "--psm", "4")
_PATIENCE_S = 300  # for a page; the slowest seen took 8 on a busy machine
_THINNEST = 10  # pixels: no letter is read in less, and tesseract refuses the thinnest
_BLUR = 2  # pixels that the boxes are higher than the letters
# Of print, as shares of its size: how far letters rise above and reach below the line.
_SMALL, _TALL, _BELOW = 0.54, 0.74, 0.21
_RISING = frozenset("bdfhijklt0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ£$%&()[]/!?")
_FALLING = frozenset("gjpqyQ()[]/;,")
_NOISE = 0.6  # confidence below which signs alone are specks
_BORDERS = frozenset("|[]{}_~¦")  # what a ruled line is taken for


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as tesseract saw it, in pixels; words of one line share its key."""

    text: str
    line: tuple[str, ...]
    patch: Patch
    confidence: float  # 0 to 1

    @property
    def size(self) -> float:
        """The size of the print in pixels, as far as this word's letters tell."""
        tall = _TALL if _RISING & set(self.text) else _SMALL
        return (self.patch.bottom - self.patch.top - _BLUR) / (tall + self._below)

    @property
    def _below(self) -> float:
        return _BELOW if _FALLING & set(self.text) else 0.0

    def foot(self, size: float) -> float:
        """Where print of a size reaches down to, whether these letters do or not."""
        return self.patch.bottom + (_BELOW - self._below) * size


def is_speck(seen: Seen) -> bool:
    """True of signs that are no print: what dust and the borders of tables are taken for."""
    signs = not any(map(str.isalnum, seen.text))
    return signs and (seen.confidence < _NOISE or set(seen.text) <= _BORDERS)


def tesseract_available() -> bool:
    """True where the program is installed."""
    return shutil.which("tesseract") is not None


def recognise(picture: Picture, dpi: float) -> list[Seen]:
    """The words of a picture, line by line; none where tesseract takes too long over it.

    Raises Unready where the program fails: its English letters may not be installed.
    """
    height, width = picture.shape
    if min(height, width) < _THINNEST:
        return []
    try:
        ran = subprocess.run(
            ["tesseract", "stdin", "stdout", *_OPTIONS, "--dpi", str(round(dpi)), "tsv"],
            input=b"P5 %d %d 255\n" % (width, height) + picture.tobytes(),
            capture_output=True,
            timeout=_PATIENCE_S,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # pages go side by side instead
        )
    except subprocess.TimeoutExpired:
        return []
    if ran.returncode:
        message = ran.stderr.decode(errors="replace").strip()
        raise Unready(f"tesseract failed: {message}. Install tesseract-ocr-eng or tesseract again")
    return list(_parse(ran.stdout.decode(errors="replace")))


def _parse(table: str) -> Iterator[Seen]:
    """The words in tesseract's table of tab-separated values."""
    for row in table.splitlines()[1:]:
        level, _, *line, _, left, top, width, height, confidence, text = row.split("\t", 11)
        if level == "5" and text.strip():
            x, y = int(left), int(top)
            patch = Patch(x, y, x + int(width), y + int(height))
            yield Seen(text.strip(), tuple(line), patch, float(confidence) / 100)
