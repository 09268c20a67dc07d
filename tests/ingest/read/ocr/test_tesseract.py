"""Facts of `ingest.read.ocr.tesseract`."""

import pytest

from ingest.read.ocr.pixels import Patch
from ingest.read.ocr.tesseract import Seen, is_speck


def seen(text: str, confidence: float = 0.95, height: int = 22) -> Seen:
    """A word as high as given, whose foot is at a hundred pixels."""
    return Seen(text, ("1", "1", "1"), Patch(0, 100 - height, 50, 100), confidence)


@pytest.mark.parametrize(
    ("text", "confidence", "speck"),
    [("|", 0.95, True), ("_|", 0.95, True), ("–", 0.3, True), ("–", 0.9, False), ("a", 0.1, False)],
)
def test_signs_that_borders_or_dust_are_taken_for_are_specks(
    text: str, confidence: float, speck: bool
) -> None:
    """Letters and figures never are, nor signs that were seen clearly."""
    assert is_speck(seen(text, confidence)) is speck


def test_size_comes_from_what_rises_and_falls() -> None:
    """A word without tall letters is lower in the same print."""
    assert seen("on", height=18).size > seen("on", height=16).size
    assert seen("on", height=16).size > seen("of", height=16).size > seen("by", height=16).size


def test_words_of_one_line_have_one_foot() -> None:
    """Whether their letters reach below the line or not."""
    size = 28.0
    assert seen("on").foot(size) > seen("by").foot(size)
    assert seen("by").foot(size) == pytest.approx(100)
