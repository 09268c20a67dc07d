"""A list in pages: where one stands among the others, and the addresses of its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a page of a list stands among the others."""

    number: int
    total: int
    earlier: str
    later: str


def count_pages(rows: int, size: int) -> int:
    """How many pages of `size` a list has; an empty one has one."""
    return max(1, -(-rows // size))


def to_pages(rows: int, size: int, number: int, to: Callable[[int], str]) -> Pages:
    """Page `number`, from 1, of a list; `to` gives the address of each."""
    last = count_pages(rows, size)
    return Pages(
        number,
        last,
        to(number - 1) if number > 1 else "",
        to(number + 1) if number < last else "",
    )
