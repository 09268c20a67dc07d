"""Documents made by hand, block by block, for tests of what is found in them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Block, Document, Page, Source, Span
from ingest.document.assemble import assemble
from ingest.document.classify import identify
from ingest.document.sections import find_sections
from ingest.read.detect import read_file
from ingest.sources import digest_file

Line = tuple[Any, ...]  # kind, words and, at will, a dict of the block's other fields


def build(*lines: Line, **facts: Any) -> Document:
    """A document of the given blocks, parted by line ends; a printed number goes before a span."""
    text, blocks = "", []
    for kind, words, *more in lines:
        fields = more[0] if more else {}
        marker = fields.get("marker", "")
        text += f"{marker} " if marker[:1].isdigit() else ""
        blocks.append(Block(kind, Span(len(text), len(text) + len(words)), **fields))
        text += words + "\n"
    last = max((block.page for block in blocks), default=1)
    pages = tuple(_page(number, blocks, len(text)) for number in range(1, last + 1))
    return Document(
        id="made-by-hand",
        source=facts.pop("source", Source("0" * 64, name="report.pdf")),
        text=text,
        pages=pages,
        blocks=tuple(blocks),
        sections=find_sections(text, tuple(blocks)),
        **facts,
    )


def _page(number: int, blocks: list[Block], length: int) -> Page:
    starts = [block.span.start for block in blocks if block.page == number]
    after = [block.span.start for block in blocks if block.page > number]
    return Page(number, Span(min(starts, default=0), min(after, default=length)))


@pytest.fixture(scope="session")
def build_document() -> Callable[..., Document]:
    """Makes a document of blocks: `build_document((kind, words, fields), ..., kind=...)`."""
    return build


@pytest.fixture(scope="session")
def read_known() -> Callable[[Path], Document]:
    """Reads a file and says what it is, each file once a session."""
    held: dict[Path, Document] = {}

    def read(path: Path) -> Document:
        if path not in held:
            source = Source(digest_file(path), name=path.name)
            held[path] = identify(assemble(source, read_file(path)))
        return held[path]

    return read
