"""Streams that would burst, told without unpacking them whole."""

import zlib
from pathlib import Path

import pytest

from corpus.errors import TooLarge
from ingest.read.pdf.streams import MOST_UNPACKED, refuse_bombs, unpacks_beyond


def as_pdf(packed: bytes, head: bytes = b"/Filter /FlateDecode") -> bytes:
    """Bytes with one stream of a PDF in them."""
    return b"%PDF-1.7\n1 0 obj <<" + head + b">>\nstream\r\n" + packed + b"\nendstream endobj"


def pack(length: int) -> bytes:
    """Spaces, deflated."""
    packer = zlib.compressobj(9)
    chunks = [packer.compress(b" " * (1 << 20)) for _ in range(length >> 20)]
    return b"".join(chunks) + packer.flush()


def test_a_stream_that_unpacks_beyond_measure_is_refused() -> None:
    """The message says how long it is and names the file."""
    packed = pack(MOST_UNPACKED + (2 << 20))
    assert len(packed) < 200_000
    with pytest.raises(TooLarge, match=r"^bomb\.pdf: a stream of"):
        refuse_bombs(Path("bomb.pdf"), as_pdf(packed))


def test_deflating_twice_does_not_hide_it() -> None:
    """A few hundred bytes may hold a hundred million."""
    packed = zlib.compress(pack(MOST_UNPACKED + (2 << 20)), 9)
    assert len(packed) < 5_000
    head = b"/Filter [/FlateDecode /FlateDecode]"
    with pytest.raises(TooLarge):
        refuse_bombs(Path("bomb.pdf"), as_pdf(packed, head))


@pytest.mark.parametrize("head", [b"/Filter /FlateDecode", b"/Subtype /Image /Filter /FlateDecode"])
def test_streams_of_common_size_pass(head: bytes) -> None:
    """And images whatever their size, since reading words does not unpack them."""
    size = 2 << 20 if b"Image" not in head else MOST_UNPACKED + (2 << 20)
    refuse_bombs(Path("good.pdf"), as_pdf(pack(size), head))


def test_bytes_that_are_not_deflated_unpack_to_nothing() -> None:
    """Damage is for the reader to find."""
    assert not unpacks_beyond(b"no deflate at all" * 1000, 1, 10)
    assert unpacks_beyond(b"plain" * 1000, 0, 10)
    refuse_bombs(Path("cut.pdf"), b"%PDF-1.7 1 0 obj <</Filter /FlateDecode>> stream\nxx")
