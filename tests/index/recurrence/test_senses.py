"""Supervision of a chief executive is no supervision of practice."""

import pytest

from index.recurrence.senses import find_other_sense


@pytest.mark.parametrize(
    ("words", "text", "sense"),
    [
        ("supervision", "provide coaching and supervision to the Chief Executive", "Chief"),
        ("supervision of staff", "supervision for the Lead Member for Children", "Lead Member"),
        ("management oversight", "renew the LSCB’s oversight of policy", "LSCB"),
        ("oversight", "the improvement board's oversight of progress", "board"),
        ("supervision", "improve supervision of social workers", ""),
        ("supervision", "supervision of staff, and supervision of the Director", ""),
        ("caseloads", "supervision to the Chief Executive", ""),
        ("supervision", "nothing of the kind", ""),
    ],
)
def test_whose_it_is_is_told(words: str, text: str, sense: str) -> None:
    """A role or a body named after the words or before them; nothing where one place has none."""
    found = find_other_sense(words, text)
    assert (sense in found) if sense else (found == "")
