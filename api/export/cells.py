"""What may stand in a cell of a table that a spreadsheet opens, and in any file of ours."""

from __future__ import annotations

from typing import TypeVar

from corpus.characters import printable

Value = TypeVar("Value")

# A spreadsheet takes a cell of a CSV that begins so for a formula (OWASP, CSV injection);
# the wide signs are those of Chinese and Japanese keyboards.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def clean(cell: Value) -> Value | str:
    """A text without characters that a file cannot hold; others as they are.

    >>> clean("care\x0bplans"), clean(-3)
    ('care plans', -3)
    """
    return printable(cell) if isinstance(cell, str) else cell


def guard_formula(cell: Value) -> Value | str:
    """A text that a spreadsheet would run, led by an apostrophe, and cleaned; others as they are.

    >>> guard_formula("=1+1"), guard_formula("care plans"), guard_formula(-3)
    ("'=1+1", 'care plans', -3)
    """
    cleaned = clean(cell)
    runs = isinstance(cleaned, str) and cleaned.lstrip(" ").startswith(_FORMULA_SIGNS)
    return f"'{cleaned}" if runs else cleaned
