"""Values of cells as a workbook shows them."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.office.shown import show

DAY = datetime(2024, 4, 1, 13, 5)
FORMATS = ["0", "#", "?", ".", ",", "%", '"', "x", "[Red]", "[$£-809]", "E+00", "/", "_-", "*", ";"]
PARTS = [*FORMATS, "@", "yy", "mm", "h", "ss", "am/pm", "General", "\\", " "]
VALUES = [0, -1, 1.5, 1e15, -0.333, 1e308, float("inf"), float("nan"), True, None, "words"]
TIMES = [DAY, date(2024, 2, 3), time(3, 4), timedelta(hours=30)]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.853, "0.0%", "85.3%"),
        (0.845, "0%", "85%"),
        (0, "0%", "0%"),
        (1200000, '"£"#,##0', "£1,200,000"),
        (1200000, "[$£-809]#,##0.00", "£1,200,000.00"),
        (1200000, '£0.0,,"m"', "£1.2m"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (-1234.5, "#,##0.0", "-1,234.5"),
        (1234.5, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "1,234.50"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "-"),
        (12, '0 "per 10,000"', "12 per 10,000"),
        (0.5, "0.##%", "50%"),
        (7, "000", "007"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (0.005, "# ?/?", "0.005"),
        (DAY, "mmm-yy", "Apr-24"),
        (DAY, "mmm\\-yy", "Apr-24"),
        (DAY, "dd/mm/yyyy hh:mm", "01/04/2024 13:05"),
        (DAY, "h:mm AM/PM", "1:05 pm"),
        (DAY, "[$-809]dd mmmm yyyy;@", "01 April 2024"),
        (DAY, "General", "1 April 2024"),
        (time(9, 30), "hh:mm", "09:30"),
        (timedelta(hours=30), "[h]:mm", "30:00:00"),
        (True, "General", "TRUE"),
        ("<5 & R&R", "@", "<5 & R&R"),
        (None, "General", ""),
    ],
)
def test_a_value_is_shown_by_its_format(value: Any, number_format: str, shown: str) -> None:
    """A half is rounded up, as Excel does."""
    assert show(value, number_format) == shown


@given(st.sampled_from([*VALUES, *TIMES]), st.lists(st.sampled_from(PARTS), max_size=8))
def test_any_format_shows_something(value: Any, parts: list[str]) -> None:
    """Whatever a format is made of."""
    assert isinstance(show(value, "".join(parts)), str)
