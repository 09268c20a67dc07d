"""Lines that answer nothing, told from sentences that a contact stands behind."""

from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.store.citations import CitedPassage
from index.tables.labelled import DocumentRows
from index.tables.lines import says_nothing


def cited(text: str) -> CitedPassage:
    """A passage of these words."""
    span = Span(0, len(text))
    place = Citation("d", "", "", date(2024, 5, 1), 1, "", "", "", text, span)
    return CitedPassage(1, "p", "Harrowmere", "committee_report", place)


@pytest.mark.parametrize(
    "text",
    [
        "Contact: head.office@harrowmere.example",
        "Report author: Ada Lark, Head of Practice. Telephone: 01632 960 123.",
        "For more ask practice@harrowmere.example.",
    ],
)
def test_a_contact_says_nothing(text: str) -> None:
    """With a name and a role, or a few words, beside it."""
    assert says_nothing(cited(text), lambda _: DocumentRows(()))


def test_a_sentence_with_a_contact_behind_it_says_something() -> None:
    """It is no line that gives somebody's number."""
    text = "Caseloads of social workers have come down to 16. Ask practice@harrowmere.example."
    assert not says_nothing(cited(text), lambda _: DocumentRows(()))
