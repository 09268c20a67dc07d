"""Limits of reading: by size and by pages, and never an hour for a small file."""

from pathlib import Path

import pytest
from pikepdf import Pdf

from ingest.limits import limit_reading


def write(path: Path, pages: int, size: int = 0) -> Path:
    """A PDF of blank pages, made larger where it is to be."""
    with Pdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(path)
    path.write_bytes(path.read_bytes() + b"\n" * max(0, size - path.stat().st_size))
    return path


def test_a_small_file_gets_little_time_however_many_pages_it_says_it_has(tmp_path: Path) -> None:
    """A page needs bytes to be worth the time."""
    plain = limit_reading(write(tmp_path / "plain.pdf", 1))
    many = limit_reading(write(tmp_path / "many.pdf", 2000))
    padded = limit_reading(write(tmp_path / "padded.pdf", 1, 5_000_000))
    assert plain.seconds < 125
    assert many.seconds < 5 * plain.seconds
    assert padded.seconds < 1.1 * plain.seconds


def test_a_pack_of_scans_gets_what_it_needs_and_no_more_than_an_hour(tmp_path: Path) -> None:
    """A thousand scanned pages took three quarters of one on two busy cores."""
    assert limit_reading(write(tmp_path / "a.pdf", 100, 5_000_000)).seconds > 600
    assert limit_reading(write(tmp_path / "b.pdf", 2000, 40_000_000)).seconds == 3600


def test_the_limit_says_what_it_was_reckoned_from(tmp_path: Path) -> None:
    """So that whoever reads the refusal can tell what was too slow."""
    limit = limit_reading(write(tmp_path / "a.pdf", 12, 300_000))
    assert str(limit) == "216 s, the most for 12 pages and 0.3 MB"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 cut", b"<html>" * 9_000_000])
def test_other_files_get_minutes(tmp_path: Path, data: bytes) -> None:
    """What cannot be opened is told by its reading; a web page has nothing to recognise."""
    (tmp_path / "a").write_bytes(data)
    assert limit_reading(tmp_path / "a").seconds <= 600
    assert limit_reading(tmp_path / "none").seconds <= 600
