"""Patterns for text in lower case: what one without regard to case finds, in half the time."""

from __future__ import annotations

import re

_PART = re.compile(r"\\.|[^\\]+", re.DOTALL)  # an escape, or what has none


def compile_lowered(pattern: str) -> re.Pattern[str]:
    r"""The pattern as it finds in a text in lower case what it finds in the text without case.

    >>> compile_lowered(r"\bDCS\b|\W+Leaders?").pattern
    '\\bdcs\\b|\\W+leaders?'
    """
    return re.compile(_PART.sub(_lower, pattern))


def _lower(part: re.Match[str]) -> str:
    return part[0] if part[0].startswith("\\") else part[0].lower()
