"""What stands beside the lines of enquiry."""

from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from index.briefing.contents import Exchange, Quotation
from index.briefing.facts import _from_lines
from index.library import Library

GENERAL = "The Director assured members that progress was being made."
STAFF = "Recruitment of social workers had begun, and vacancies had fallen to 12 per cent."


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (f"{GENERAL} {STAFF}", STAFF),
        (f"{STAFF} {GENERAL}", f"{STAFF} {GENERAL}"),
        (GENERAL, GENERAL),
        (f"{GENERAL} They are recruiting.", f"{GENERAL} They are recruiting."),
    ],
)
def test_an_answer_is_told_from_what_bears_on_the_lines(
    sample_library: Library, answer: str, told: str
) -> None:
    """Whole where none of it does, or what does says not of whom it speaks."""
    asked = "Progress"
    span = Span(0, len(asked))
    cited = Citation("d", "Minutes", "Wexmere", date(2024, 3, 7), 1, "", "", "", asked, span)
    exchange = Exchange(Quotation(cited), answer)
    assert _from_lines(sample_library, exchange, {"workforce"}).answer == told
