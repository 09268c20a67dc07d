"""What an earlier inspection found is no finding of the report that tells it again."""

from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.store.statements import Statement
from index.issues.retold import is_retold, is_voice, tells_who_looked


def said(text: str, kind: str, heading: str = "") -> Statement:
    """A sentence of a kind of document under a heading, read as weak."""
    span, day = Span(0, len(text)), date(2031, 5, 1)
    citation = Citation("d1", "A report", "A body", day, 1, "", "", heading, text, span)
    return Statement("f1", "finding", "found weak", citation, kind, confidence=0.99)


@pytest.mark.parametrize(
    "text",
    [
        "In 2029 Ofsted noted progress in fostering.",
        "The inspection in May identified drift in planning.",
        "In summary the review team found gaps in visits.",
        "Inspectors brought nine children to the attention of managers.",
        "They concluded that plans were slow.",
        "In summary the key findings were: slow allocation; thin records.",
        "This had also been highlighted in a previous visit.",
    ],
)
def test_a_commissioner_retells_what_others_found(text: str) -> None:
    """The sentence says whose finding it is."""
    assert is_retold(said(text, "commissioner_report"))


@pytest.mark.parametrize(
    "text",
    [
        "The previous inspection found that visits were late.",
        "The inspection of care leavers’ services in May 2029 judged them weak.",
        "For example, that inspection report highlighted thin records.",
        "This was an area of weakness in the last inspection.",
    ],
)
def test_an_inspection_retells_the_one_before(text: str) -> None:
    """With its year, or as the last one."""
    assert is_retold(said(text, "inspection_report"))


@pytest.mark.parametrize(
    "text",
    [
        "Inspectors found that visits were late.",
        "Visits have improved since the last inspection.",
        "This was found at the last inspection in May 2029, and there has been little progress.",
        "The service is better than at the previous inspection.",
        "Concerns raised in the last inspection remain.",
    ],
)
def test_what_is_found_today_is_not_retold(text: str) -> None:
    """An inspector's own finding, and one that says how things are now."""
    assert not is_retold(said(text, "inspection_report"))


def test_the_council_and_the_commissioners_own_view_are_not_retold() -> None:
    """Only of outside bodies, and only what they give to others."""
    assert not is_retold(said("Ofsted found in May that visits were late.", "committee_report"))
    assert not is_retold(said("In my view visits are late.", "commissioner_report"))


def test_who_was_asked_to_look_is_no_judgement() -> None:
    """Nothing is said of what was seen; an inspector's sentence is left as it was read."""
    text = "After this the council asked a consultant to review weak planning."
    assert tells_who_looked(said(text, "commissioner_report"))
    assert not tells_who_looked(said(text, "inspection_report"))
    assert not tells_who_looked(said("Planning is weak.", "commissioner_report"))


def test_what_stands_under_the_heading_of_an_earlier_look_is_retold() -> None:
    """Of a body that does not inspect, unless it speaks of today or as itself."""
    heading, text = "Background > Ofsted inspection May 2029", "Too few visits were made."
    assert is_retold(said(text, "commissioner_report", heading))
    assert not is_retold(said(text, "inspection_report", heading))
    assert not is_retold(said(text, "commissioner_report", "What we saw in 2031"))
    assert not is_retold(said("Too few visits are made now.", "commissioner_report", heading))
    assert not is_retold(said("To me visits were too few.", "commissioner_report", heading))


def test_what_the_writer_did_to_see_is_no_judgement() -> None:
    """Not of what was seen then."""
    text = "I have met the team often to help with better plans."
    assert tells_who_looked(said(text, "commissioner_report"))
    assert not tells_who_looked(said("I met teams that plan badly.", "commissioner_report"))
    assert not tells_who_looked(said("I have found weak plans.", "commissioner_report"))


def test_what_staff_said_is_not_what_was_found() -> None:
    """In quotation marks, or under their views; an inspector's sentence is left as it was read."""
    assert is_voice(said("'Too many cases' (a worker)", "commissioner_report"))
    assert is_voice(said("Cases are too many.", "commissioner_report", "14 > Views of staff"))
    assert not is_voice(said("Cases are too many.", "commissioner_report"))
    assert not is_voice(said("“Good” was said too soon.", "inspection_report"))
