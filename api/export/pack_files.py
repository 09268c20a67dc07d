"""A briefing pack as a file: Word, HTML or Markdown, as its name says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from api.export.docx import to_docx
from api.export.pack_markup import to_html, to_markdown
from corpus.errors import QueryError
from index.briefing.contents import Pack


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that a pack is written as: its media type, and what gives its content."""

    media_type: str
    write: Callable[[Pack], str | bytes]


FORMATS: Mapping[str, Format] = {
    ".docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx
    ),
    ".html": Format("text/html; charset=utf-8", to_html),
    ".md": Format("text/markdown; charset=utf-8", to_markdown),
}


def check_format(path: Path) -> None:
    """QueryError where the file's name does not end as a pack's can."""
    if path.suffix not in FORMATS:
        raise QueryError(f"{path.name}: a briefing is written as .docx, .html or .md")


def write_pack(pack: Pack, path: Path) -> None:
    """Write the pack as the file's name says."""
    content = FORMATS[path.suffix].write(pack)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
