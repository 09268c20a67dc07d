"""What may stand in a cell of a table that a spreadsheet opens."""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value")

# A spreadsheet takes a cell of a CSV that begins so for a formula (OWASP, CSV injection);
# the wide signs are those of Chinese and Japanese keyboards.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guard_formula(cell: Value) -> Value | str:
    """A text that a spreadsheet would run, led by an apostrophe; others as they are.

    >>> guard_formula("=1+1"), guard_formula("care plans"), guard_formula(-3)
    ("'=1+1", 'care plans', -3)
    """
    runs = isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA_SIGNS)
    return f"'{cell}" if runs else cell
