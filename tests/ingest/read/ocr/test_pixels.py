"""Facts of `ingest.read.ocr.pixels`."""

import numpy as np

from ingest.read.ocr.pixels import Patch, Pixels, find_ink, find_rules, is_bullet, stem_width

DPI = 72.0  # a pixel is a point


def blank(height: int = 100, width: int = 200) -> Pixels:
    """A page without ink."""
    return np.zeros((height, width), bool)


def test_ink_is_darker_than_the_paper() -> None:
    """On grey paper too."""
    picture = np.full((4, 4), 180, np.uint8)
    picture[1, 1] = 60
    assert np.argwhere(find_ink(picture)).tolist() == [[1, 1]]


def test_long_thin_ink_is_a_rule() -> None:
    """Level or upright; a line as short as a dash is none."""
    ink = blank()
    ink[50, 10:150] = True
    ink[20:60, 180] = True
    ink[80, 10:25] = True
    rules = find_rules(ink, DPI)
    assert {(round(rule.x0), round(rule.x1)) for rule in rules if rule.is_level} == {(10, 150)}
    assert {(round(r.top), round(r.bottom)) for r in rules if not r.is_level} == {(20, 60)}


def test_a_dark_area_is_no_rule() -> None:
    """A filled heading, a picture."""
    ink = blank()
    ink[20:80, 10:150] = True
    assert find_rules(ink, DPI) == []


def test_a_small_solid_mark_is_a_bullet() -> None:
    """A ring, a bar and an empty patch are none."""
    patch = Patch(0, 0, 20, 20)
    disc, ring, bar = blank(20, 20), blank(20, 20), blank(20, 20)
    disc[6:12, 6:12] = True
    ring[6:12, 6:12] = True
    ring[7:11, 7:11] = False
    bar[9:12, 4:16] = True
    assert is_bullet(disc, patch, size=20.0)
    assert not any(is_bullet(ink, patch, size=20.0) for ink in (ring, bar, blank(20, 20)))


def test_stems_tell_bold_print() -> None:
    """As a share of the size; no ink, no stem."""
    ink = blank(20, 20)
    patch = Patch(0, 0, 20, 20)
    assert stem_width(ink, patch, 20.0) == 0
    ink[2:18, 4:6] = True
    assert stem_width(ink, patch, 20.0) == 0.1
    ink[2:18, 4:8] = True
    assert stem_width(ink, patch, 20.0) == 0.2
