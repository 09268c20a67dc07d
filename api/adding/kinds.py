"""What may come in through the pages: the kinds of paper, and names that lead nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import NotADocument
from ingest.read.docx.reader import is_word
from ingest.read.html import is_html
from ingest.read.office.kinds import XLSX, OfficeKind, find_office_kind
from ingest.read.office.soffice import soffice_available

_HEAD = 1024  # bytes within which a PDF may say that it is one
_LONGEST_STEM = 100  # characters, and twice as many bytes: file systems take 255 with what we add
_LONGEST_SUFFIX = 10
_XLSX = "Excel (XLSX)"
_KINDS = {
    ".pdf": "PDF",
    ".docx": "Word (DOCX)",
    ".xlsx": _XLSX,
    ".html": "HTML",
    ".htm": "HTML",
}


def check_kind(name: str, data: bytes) -> None:
    """Refuse what is not PDF, DOCX, XLSX or HTML by its bytes, or not what its name says.

    Older Word and Excel files are taken where LibreOffice is installed.

    NotADocument, with what to do next.
    """
    suffix = Path(name).suffix.lower()
    office = find_office_kind(data)
    if office and office.suffix == suffix and _is_readable(office):
        return
    named, kind = _KINDS.get(suffix, ""), _kind_of(data)
    if not kind:
        raise NotADocument(
            f"{name}: not a PDF, a Word document (DOCX), an Excel workbook (XLSX) or a web page"
            " (HTML). Save it as PDF and add that"
        )
    if kind != named:
        raise NotADocument(
            f"{name}: its name says {named or 'something else'}, but inside it is {kind}. Get"
            " the paper again from where it is published, and look at it before you add it"
        )


def _kind_of(data: bytes) -> str:
    if b"%PDF-" in data[:_HEAD]:
        return "PDF"
    if is_word(data):
        return "Word (DOCX)"
    if find_office_kind(data) == XLSX:
        return _XLSX
    return "HTML" if is_html(data) else ""


def _is_readable(kind: OfficeKind) -> bool:
    return kind == XLSX or (kind.family != "slides" and soffice_available())


def plain_name(given: str) -> str:
    """A file's name without folders, and without what a file system or a page may mistake.

    >>> plain_name("C:\\\\papers\\\\../plan <b>.pdf"), plain_name("..")
    ('plan _b_.pdf', 'paper')
    """
    last = re.split(r"[/\\]", given)[-1]
    name = re.sub(r"[^\w .,()&'’+-]", "_", last).strip(" .") or "paper"
    stem, dot, suffix = name.rpartition(".")
    return _short(stem) + dot + suffix[:_LONGEST_SUFFIX] if dot else _short(name)


def _short(stem: str) -> str:
    short = stem[:_LONGEST_STEM].encode("utf-8", "replace")[: 2 * _LONGEST_STEM]
    return short.decode("utf-8", "ignore")
