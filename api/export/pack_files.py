"""A briefing pack as a file: Word, HTML or Markdown, as its name says."""

from __future__ import annotations

from pathlib import Path

from api.export.docx import to_docx
from api.export.pack_text import to_html, to_markdown
from corpus.errors import QueryError
from index.briefing.contents import Pack

FORMATS = (".docx", ".html", ".md")


def check_format(path: Path) -> None:
    """QueryError where the file's name does not end as a pack's can."""
    if path.suffix not in FORMATS:
        raise QueryError(f"{path.name}: a briefing is written as .docx, .html or .md")


def write_pack(pack: Pack, path: Path) -> None:
    """Write the pack as the file's name says."""
    if path.suffix == ".docx":
        path.write_bytes(to_docx(pack))
    else:
        write = to_html if path.suffix == ".html" else to_markdown
        path.write_text(write(pack), encoding="utf-8")
