"""How many lines a text takes."""

from __future__ import annotations

from api.export.lettering import count_lines


def test_lines_are_broken_between_words_by_the_width_of_their_letters() -> None:
    """Four wide letters take more room than four narrow ones, bold more than upright."""
    assert count_lines("", 100, 10) == 1
    assert count_lines("illi illi illi illi", 50, 10) == 1
    assert count_lines("MWWM MWWM MWWM MWWM", 50, 10) == 4
    assert count_lines("nnnnnnnnn", 50.1, 10) == 1
    assert count_lines("nnnnnnnnn", 50.1, 10, is_bold=True) == 2
