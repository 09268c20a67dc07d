"""A pack on two pages: smaller type first, then fewer quotations, each part kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from api.export.blocks import Block
from api.export.fitting import fit_blocks, fit_points, keeps_with_next
from api.export.pack_text import to_blocks
from corpus.citation import Citation
from corpus.document import Span
from index.briefing.contents import Compared, Enquiry, Pack, Quotation


def quotation(words: str) -> Quotation:
    """Words of a paper in its paragraph 5."""
    span = Span(0, len(words))
    day = date(2024, 3, 7)
    return Quotation(
        Citation("d", "Update", "Wexmere Council", day, None, "", "5", "", words, span)
    )


LONG = [quotation(f"In service {number} {'visits rose ' * 20}last year.") for number in range(12)]
PACK = Pack(
    subject="Visits",
    authority="Wexmere",
    meeting=date(2024, 3, 7),
    item="d",
    why_now=("The committee is asked to note it.",),
    asked=(LONG[0],),
    council_said=(LONG[1],),
    figures=(),
    told=(),
    enquiries=(Enquiry("visits", "", "What is different?", ("Why?",), "Dates.", (LONG[2],)),),
    not_held=(),
    words=(),
    sources=(),
    produced=date(2024, 3, 7),
    library="1 document",
    decision=(quotation("The committee is asked to note it."),),
    answers_by=("Director of Children",),
    compared=(Compared(LONG[3], None, "not listed"),),
)


def headings(pack: Pack) -> list[str]:
    """The headings of the pack on two pages."""
    return [block.text for block in fit_blocks(pack) if block.style == "Heading 1"]


def test_a_short_pack_is_whole_at_twelve_points() -> None:
    """Nothing is left out."""
    blocks = fit_blocks(PACK)
    assert blocks == tuple(to_blocks(PACK))
    assert fit_points(blocks) == 12


def test_a_long_pack_keeps_every_part_and_tells_what_it_left_out() -> None:
    """In the least type; a quotation of each part stays."""
    line = replace(PACK.enquiries[0], evidence=tuple(LONG))
    long = replace(PACK, asked=tuple(LONG), council_said=tuple(LONG), enquiries=(line,) * 4)
    blocks = fit_blocks(long)
    assert headings(long) == headings(PACK)
    assert fit_points(blocks) < 12
    assert "Left out to keep to two pages" in blocks[-1].text
    assert len(blocks) < len(tuple(to_blocks(long)))


def test_a_line_of_enquiry_stays_longer_than_second_quotations() -> None:
    """Each line with the first of its quotations."""
    said = tuple(quotation(f"In {number}, {'visits rose ' * 120}again.") for number in range(2))
    line = replace(PACK.enquiries[0], evidence=said)
    blocks = fit_blocks(replace(PACK, enquiries=(line,) * 5))
    assert [block.style for block in blocks].count("Question") == 5
    assert sum(block.text.startswith("“In 0") for block in blocks) == 5
    assert sum(block.text.startswith("“In 1") for block in blocks) < 5


def test_no_page_ends_between_a_quotation_and_its_question() -> None:
    """Nor after a heading; other quotations may stand last on a page, and so may a question."""
    styles = ("Heading 1", "Quote", "Heading 2", "Quote", "Quote", "Question", "List Bullet")
    blocks = [Block("words", style=style) for style in styles]
    assert keeps_with_next(blocks) == [True, False, True, True, True, False, False]


def test_room_left_on_a_page_is_used_again() -> None:
    """Where a line of enquiry does not fit on the first page, what was left out of the lists
    comes back; both sides of a point of comparison stay."""
    both = Compared(LONG[3], None, "not listed", (LONG[4], LONG[5]))
    lines = tuple(
        replace(PACK.enquiries[0], issue=f"visits {number}", evidence=(LONG[6], LONG[7 + number]))
        for number in range(4)
    )
    long = replace(PACK, council_said=tuple(LONG[:3]) * 3, enquiries=lines, compared=(both,))
    blocks = fit_blocks(long)
    quoted = [block.text for block in blocks if block.style == "Quote"]
    told = {each.citation.quote for each in long.council_said}
    assert sum(any(words[:12] in quote for words in told) for quote in quoted) > 1
    cells = [piece.text for block in blocks for row in block.rows for piece in row[1]]
    assert any("service 4" in text for text in cells)
    assert any("service 5" in text for text in cells)


def test_a_line_of_enquiry_is_kept_by_smaller_type() -> None:
    """Before it is left out; not by the smallest."""
    line = replace(PACK.enquiries[0], follow_ups=("Why were there more visits? " * 49,))
    lines = tuple(replace(line, issue=f"visits {number}") for number in range(4))
    rows = tuple(Compared(said, None, "not listed") for said in LONG[3:])
    pack = replace(PACK, enquiries=lines, compared=rows)
    blocks = fit_blocks(pack)
    assert sum(block.style == "Question" for block in blocks) == 4
    assert fit_points(blocks) == 10.0
