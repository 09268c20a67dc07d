"""Streams of a PDF that unpack to more than any page holds, found without unpacking them whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import TooLarge

# Bytes that one stream may unpack to. The largest in the reports of 2013 to 2026 is a font
# of 3 MB; drawings of whole boroughs reach 30 MB. PDFium needs about five times this.
MOST_UNPACKED = 100_000_000
_MOST_OF_IMAGE = 400_000_000  # drawn for OCR; an A3 page at 400 dpi in colour has 93 MB
_BEST_RATIO = 1032  # of deflate: a shorter stream cannot unpack to more
_LONGEST_HEAD = 2048  # of a stream's dictionary
_CHUNK = 1 << 16
_SNIFFED = 4096  # bytes of a stream by which its layers are told
_MOST_LAYERS = 4


def refuse_bombs(path: Path, data: bytes) -> None:
    """Raise TooLarge where a stream of the PDF unpacks to more than MOST_UNPACKED bytes.

    Whether a stream is deflated its first bytes tell: its filter may be named elsewhere, or in
    other signs. Images may unpack to more: reading words does not unpack them, OCR does.
    """
    for head, packed in _streams(data):
        layers = max(head.count(b"/FlateDecode"), _layers(bytes(packed[:_SNIFFED])))
        most = _MOST_OF_IMAGE if b"/Image" in head else MOST_UNPACKED
        if _may_burst(len(packed), layers, most) and unpacks_beyond(packed, layers, most):
            raise TooLarge(
                f"{path.name}: a stream of {len(packed):,} bytes unpacks to more than "
                f"{most:,}; no report needs that. Print it to a new PDF if you trust it"
            )


def _layers(packed: bytes) -> int:
    """How often over the beginning of a stream is deflated, by its looks; at most four times."""
    for layer in range(_MOST_LAYERS):
        if not _is_deflated(packed):
            return layer
        packed = next(iter(_inflate([packed])), b"")
    return _MOST_LAYERS


def _is_deflated(packed: bytes) -> bool:
    """True of bytes that start as zlib's do (RFC 1950)."""
    return len(packed) > 1 and packed[0] & 15 == 8 and int.from_bytes(packed[:2], "big") % 31 == 0


def unpacks_beyond(packed: bytes | memoryview, layers: int, most: int) -> bool:
    """True where bytes, deflated `layers` times over, unpack to more than `most`.

    Stops as soon as that is known; never holds more than a few chunks.
    """
    chunks: Iterable[bytes] = (
        bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK)
    )
    for _ in range(layers):
        chunks = _inflate(chunks)
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > most:
            return True
    return False


def _may_burst(length: int, layers: int, most: int) -> bool:
    return layers > 0 and length * _BEST_RATIO**layers > most


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks unpacked, in pieces of bounded size; ends where they are damaged."""
    unpacker = zlib.decompressobj()
    try:
        for chunk in chunks:
            yield unpacker.decompress(chunk, _CHUNK)
            while unpacker.unconsumed_tail and not unpacker.eof:
                yield unpacker.decompress(unpacker.unconsumed_tail, _CHUNK)
    except zlib.error:
        return


def _streams(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """The dictionary and the packed bytes of each stream of a PDF, in the file's order."""
    view, at = memoryview(data), 0
    while (found := data.find(b"stream", at)) >= 0:
        start = found + len(b"stream")
        if data[max(0, found - 3) : found] == b"end":
            at = start
            continue
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        head = data[max(0, found - _LONGEST_HEAD) : found].rpartition(b"obj")[2]
        yield head, view[start:end][_line_end(data[start : start + 2]) :]
        at = end


def _line_end(after: bytes) -> int:
    return 2 if after == b"\r\n" else 1
