"""Plain text and Markdown."""

from __future__ import annotations

from pathlib import Path

from corpus.records import RawBlock, RawDocument, RawLine, RawPage


def read_text(path: Path) -> RawDocument:
    """The paragraphs of a text file, parted by empty lines, as one page."""
    parts = path.read_text(encoding="utf-8", errors="replace").split("\n\n")
    blocks = tuple(
        RawBlock("paragraph", tuple(RawLine(line) for line in part.splitlines()))
        for part in parts
        if part.strip()
    )
    return RawDocument((RawPage(1, 0.0, 0.0, blocks),), reader="text")
