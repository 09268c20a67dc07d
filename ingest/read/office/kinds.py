"""What kind of office file bytes are, whatever the file is called."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Family = Literal["text", "sheet", "slides"]


@dataclass(frozen=True, slots=True)
class OfficeKind:
    """A kind of office file: what people call it, its usual suffix, what it holds."""

    name: str
    suffix: str
    family: Family


XLSX = OfficeKind("an Excel workbook", ".xlsx", "sheet")
_RTF = OfficeKind("an RTF file", ".rtf", "text")
# The name of the stream in which a file of before 2007 keeps its contents, as such files write
# names: in UTF-16.
_BY_STREAM: tuple[tuple[str, OfficeKind], ...] = (
    ("WordDocument", OfficeKind("a Word file of before 2007", ".doc", "text")),
    ("Workbook", OfficeKind("an Excel file of before 2007", ".xls", "sheet")),
    ("PowerPoint Document", OfficeKind("a PowerPoint file of before 2007", ".ppt", "slides")),
)
_ENCRYPTED = "EncryptedPackage"
_BY_ENTRY: Mapping[str, OfficeKind] = {
    "xl/workbook.xml": XLSX,
    "xl/workbook.bin": OfficeKind("a binary Excel workbook", ".xlsb", "sheet"),
    "ppt/presentation.xml": OfficeKind("a PowerPoint file", ".pptx", "slides"),
}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_BY_MEDIA: Mapping[bytes, OfficeKind] = {
    b"text": OfficeKind("an OpenDocument text", ".odt", "text"),
    b"spreadsheet": OfficeKind("an OpenDocument spreadsheet", ".ods", "sheet"),
    b"presentation": OfficeKind("an OpenDocument presentation", ".odp", "slides"),
}
_OLE, _ZIP, _RICH = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf"
_HEAD = 100  # bytes: an OpenDocument names its kind in its first entry, which is not packed


def find_office_kind(data: bytes) -> OfficeKind | None:
    """The kind of an office file other than .docx; None of any other bytes."""
    if data.startswith(_RICH):
        return _RTF
    if data.startswith(_OLE):
        streams = (kind for stream, kind in _BY_STREAM if _holds(data, stream))
        return None if is_encrypted(data) else next(streams, None)
    return _in_archive(data) if data.startswith(_ZIP) else None


def needs_soffice(path: Path) -> bool:
    """True of a file whose first bytes are those of an office file of before 2007, an RTF or an
    OpenDocument; OSError as it comes."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return head.startswith((_OLE, _RICH)) or b"mimetype" + _OPEN_DOCUMENT in head


def is_encrypted(data: bytes) -> bool:
    """True of an Office file of 2007 or later that needs a password."""
    return data.startswith(_OLE) and _holds(data, _ENCRYPTED)


def _holds(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _in_archive(data: bytes) -> OfficeKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                return _of_media(archive.read("mimetype")[:100])
            return next((kind for entry, kind in _BY_ENTRY.items() if entry in names), None)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return None


def _of_media(media: bytes) -> OfficeKind | None:
    """The kind that an OpenDocument file says it is; a template is read as its kind."""
    media = media.strip().removesuffix(b"-template")
    return _BY_MEDIA.get(media.removeprefix(_OPEN_DOCUMENT)) if media else None
