"""What a training run leaves on record: its command, its data's digest, the day, the vectors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

from models.provenance import Provenance
from models.text.encoder import VECTORS_VERSION

_DIGITS = 16


def make_record(command: str, data: Iterable[str], encoder: str = "") -> Provenance:
    """The provenance of an artefact made today from data of these digests or texts."""
    vectors = f"{encoder}, version {VECTORS_VERSION}" if encoder else ""
    return Provenance(command, digest_texts(data), date.today(), vectors)


def digest_texts(texts: Iterable[str]) -> str:
    """Sixteen hexadecimal digits that change with any of the texts or their order."""
    digest = sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:_DIGITS]


def digest_files(*paths: Path) -> list[str]:
    """A digest of each file's bytes. Raises OSError where one cannot be read."""
    return [sha256(path.read_bytes()).hexdigest() for path in paths]
