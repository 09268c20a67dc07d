"""Paths as people write them."""

from __future__ import annotations

from pathlib import Path


def named_path(text: str) -> Path:
    """The path written; ValueError where nothing is: `Path("")` is the folder one stands in.

    >>> str(named_path("papers/2024"))
    'papers/2024'
    """
    if not text.strip():
        raise ValueError("an empty path; name a file or a folder, or . for this one")
    return Path(text)
