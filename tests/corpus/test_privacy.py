"""Contact details are hidden; figures are not."""

import pytest

from corpus.privacy import hide_contacts


@pytest.mark.parametrize(
    "number",
    ["01632 960001", "(01632) 960 001", "020 7946 0001", "+44 (0)20 7946 0001", "07700900001"],
)
def test_phone_numbers_are_hidden(number: str) -> None:
    """In every grouping that officers print."""
    assert hide_contacts(f"T: {number}.") == "T: [phone number hidden]."


def test_addresses_are_hidden() -> None:
    """All of an address, and nothing beside it."""
    assert hide_contacts("to first.last@example.gov.uk.") == "to [e-mail hidden]."


@pytest.mark.parametrize(
    "text",
    [
        "rose from 69% in July 2015 to 80%",
        "£0123 456 789 for 2019",
        "0 12 34 56 78 90 12",
        "1,234 of 12,345 (0.5%)",
        "paragraphs 120-123",
        "01/02/2019 to 03/04/2020",
    ],
)
def test_figures_and_dates_stay(text: str) -> None:
    """A table's row or a date is no phone number."""
    assert hide_contacts(text) == text
