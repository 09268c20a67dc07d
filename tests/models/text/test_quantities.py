"""Numbers with what they count."""

import pytest

from models.text.quantities import find_quantities


def test_quantities_keep_sign_unit_and_money() -> None:
    """As printed, with the number's worth."""
    found = list(find_quantities("a net loss of -2 households, £3.4 million and 71 per 10,000"))
    assert [(one.amount, one.unit) for one in found] == [
        (-2.0, "households"),
        (3.4, "£ million"),
        (71.0, "per 10,000"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Children aged 16 to 17 live at home (paragraph 45).",
        "Under section 47, social workers visited on 12 May 2021.",
        "Over the last 12 months leaders met often.",
        "In 2019 the service was new.",
        "Telephone the duty team on (01632) 960123 or 020 7946 0123.",
        "In 2014−15 the service was new.",
        "Support lasts until the age of 25 at key stages 1 and 2.",
    ],
)
def test_ages_dates_and_references_are_no_quantities(text: str) -> None:
    """Nor laws, nor spells of time."""
    assert list(find_quantities(text)) == []
