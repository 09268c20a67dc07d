"""One text of many pages: every span gives its words, whatever the pages hold."""

from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Box, Document, RawBlock, RawDocument, RawLine, RawPage, Source, Span
from ingest.document.assemble import assemble
from ingest.read.pdf.tagged import read_tagged_pdf

SOURCE = Source("0" * 64, name="report.pdf")
WIDTH = 480.0  # of a full line


def line(words: str, page: int = 1, at: int = 0, x0: float = 72.0, full: bool = True) -> RawLine:
    """A line that reaches the right edge of the text, or stops half way."""
    x1 = 72 + WIDTH if full else 72 + WIDTH / 2
    return RawLine(words, Box(page, x0, 100.0 + 16 * at, x1, 112.0 + 16 * at))


def block(kind: str, *lines: RawLine, **fields: Any) -> RawBlock:
    """A block in twelve points."""
    return RawBlock(kind, lines, size=12.0, **fields)  # type: ignore[arg-type]


def made(*pages: list[RawBlock]) -> Document:
    """A document of the given pages."""
    return assemble(
        SOURCE,
        RawDocument(
            tuple(
                RawPage(number, 595, 842, tuple(blocks), label=str(number))
                for number, blocks in enumerate(pages, start=1)
            ),
            reader="test",
        ),
    )


def quotes(document: Document) -> list[str]:
    """The words of every block."""
    return [document.quote(each.span) for each in document.blocks]


def test_blocks_are_lines_of_the_text_and_lines_are_joined_by_a_space() -> None:
    """Bullets go, numbers stay in front of the block."""
    document = made(
        [
            block("heading", line("Plan"), level=1),
            block("item", line("20. Ensure", at=1), line("that", at=2)),
            block("item", line("\uf06e it is kept", at=3)),
        ]
    )
    assert document.text == "Plan\n20. Ensure that\nit is kept"
    assert quotes(document) == ["Plan", "Ensure that", "it is kept"]
    assert [each.marker for each in document.blocks] == ["", "20.", "•"]
    assert [document.quote(each.span) for each in document.lines] == [
        "Plan",
        "Ensure",
        "that",
        "it is kept",
    ]


def test_places_are_kept_to_a_hundredth_of_a_point() -> None:
    """As a PDF gives them they have thirteen digits more, half of what a layout takes on disk."""
    printed = RawLine("Plans drift.", Box(1, 72.06399536132812, 100.4980010986, 200.12345, 112.5))
    page = RawPage(1, 594.9600219726562, 841.9199829101562, (block("paragraph", printed),))
    document = assemble(SOURCE, RawDocument((page,), reader="test"))
    assert [line.box for line in document.lines] == [Box(1, 72.06, 100.5, 200.12, 112.5)]
    assert (document.pages[0].width, document.pages[0].height) == (594.96, 841.92)


def test_a_paragraph_that_a_page_breaks_is_one_with_boxes_on_both() -> None:
    """A footnote between its halves comes before it; each page keeps its part of the text."""
    document = made(
        [block("paragraph", line("It goes on")), block("note", line("1 As told.", at=9))],
        [block("paragraph", line("to the end.", page=2)), block("paragraph", line("New.", 2, 1))],
    )
    assert document.text == "1 As told.\nIt goes on to the end.\nNew."
    whole = document.blocks[1]
    assert [box.page for box in document.boxes_of(whole.span)] == [1, 2]
    assert [page.span.of(document.text) for page in document.pages] == [
        "1 As told.\nIt goes on ",
        "to the end.\nNew.",
    ]
    assert document.page_of(Span(document.text.index("to the"), whole.span.end)) == 2


def test_what_is_ended_or_new_is_not_joined() -> None:
    """A full stop, a line with room for the next word, a marker, a heading."""
    for ending, full, after in (
        ("It ends.", True, block("paragraph", line("and", page=2))),
        ("It stops", False, block("paragraph", line("and", page=2))),
        ("It stops", True, block("item", line("4. and", page=2))),
        ("It stops", True, block("heading", line("and so", page=2), bold=True)),
        ("Summary 2", True, block("paragraph", line("Annex", page=2))),
    ):
        before = [
            block("paragraph", line("A full line to set the edge")),
        ]
        document = made([*before, block("paragraph", line(ending, at=1, full=full))], [after])
        assert len(document.blocks) == 3, ending


def test_an_item_that_hangs_under_its_number_goes_on_after_a_sentence() -> None:
    """Set in as its lines are, without a marker of its own."""
    first = block("item", line("4. It is", x0=72), line("kept to.", at=1, x0=99, full=False))
    rest = block("item", line("So it should be.", page=2, x0=99))
    assert quotes(made([first], [rest])) == ["It is kept to. So it should be."]


def test_what_the_file_says_goes_on_does() -> None:
    """Even after a full stop."""
    after = block("paragraph", line("More.", page=2), continued=True)
    assert quotes(made([block("paragraph", line("It ends.", full=False))], [after])) == [
        "It ends. More."
    ]


def cell(words: str, page: int, table: int, row: int, column: int, **fields: Any) -> RawBlock:
    """A cell of two columns."""
    where = line(words, page, row, x0=72.0 + 200 * column)
    return block("cell", where, table=table, row=row, column=column, **fields)


def test_a_row_that_a_page_breaks_is_whole_in_its_longest_cell() -> None:
    """What is left of the other stays apart, in its row; rows below count on under one head."""
    document = made(
        [
            cell("Body", 1, 0, 0, 0, bold=True),
            cell("Action", 1, 0, 0, 1, bold=True),
            cell("Wexmere Council and", 1, 0, 1, 0),
            cell("Leaders should keep to the plan that", 1, 0, 1, 1),
        ],
        [
            cell("NHS Wexmere", 2, 1, 0, 0),
            cell("they made.", 2, 1, 0, 1),
            cell("Both", 2, 1, 1, 0),
            cell("Leaders should report.", 2, 1, 1, 1),
        ],
    )
    found = [
        (each.table, each.row, each.column, document.quote(each.span)) for each in document.blocks
    ]
    assert found[2:] == [
        (0, 1, 0, "Wexmere Council and"),
        (0, 1, 1, "Leaders should keep to the plan that they made."),
        (0, 1, 0, "NHS Wexmere"),
        (0, 2, 0, "Both"),
        (0, 2, 1, "Leaders should report."),
    ]


def test_a_table_with_a_head_of_its_own_is_another() -> None:
    """Although it stands under the same columns."""
    first = [cell("1", 1, 0, 0, 0), cell("Done", 1, 0, 0, 1)]
    second = [cell("Ref", 2, 1, 0, 0, bold=True), cell("Action", 2, 1, 0, 1, bold=True)]
    assert [each.table for each in made(first, second).blocks] == [0, 0, 1, 1]


def test_depth_follows_the_indent() -> None:
    """Numbers set flush right are of one depth; a paragraph starts afresh."""
    document = made(
        [
            block("item", line("9. one", x0=77)),
            block("item", line("10. two", at=1, x0=71)),
            block("item", line("• under", at=2, x0=95)),
            block("item", line("11. three", at=3, x0=71)),
            block("paragraph", line("And:", at=4)),
            block("item", line("• first", at=5, x0=95)),
        ]
    )
    assert [each.level for each in document.blocks] == [1, 1, 2, 1, 0, 1]


def test_a_cell_two_pages_back_is_not_the_row_that_a_page_breaks() -> None:
    """Its words stay on their page, before those of the next."""
    document = made(
        [cell("one", 1, 0, 0, 1)],
        [cell("two", 2, 0, 0, 0)],
        [cell("three", 3, 0, 0, 0)],
    )
    assert [document.page_of(each.span) for each in document.blocks] == [1, 2, 3]


WORDS = st.text(st.sampled_from("abc AB.-1•\x02\u00a0ﬁ"), max_size=12)
LINES = st.lists(st.tuples(WORDS, st.booleans(), st.sampled_from([72.0, 99.0])), max_size=3)
BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(["heading", "paragraph", "item", "cell", "note"]),
        LINES,
        st.sampled_from(["", "7.", "•"]),
        st.booleans(),
        st.integers(0, 1),
    ),
    max_size=6,
)


def build(pages: list[Any]) -> Document:
    """A document of drawn pages; every fourth line has no box."""
    raw = []
    for number, blocks in enumerate(pages, start=1):
        found = []
        for at, (kind, lines, marker, bold, row) in enumerate(blocks):
            printed = [line(words, number, at, x0, full) for words, full, x0 in lines]
            table = {"table": 0, "row": row, "column": at % 2} if kind == "cell" else {}
            found.append(block(kind, *printed, marker=marker, bold=bold, **table))
        raw.append(found)
    return made(*raw)


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS, max_size=4))
def test_laws_of_assembling(pages: list[Any]) -> None:
    """Spans lie in order and apart, lines in blocks, pages end to end; twice gives the same."""
    document = build(pages)
    assert document == build(pages)
    ends = 0
    for each in document.blocks:
        assert ends <= each.span.start < each.span.end
        ends = each.span.end
        words = document.quote(each.span)
        assert words == words.strip()
        assert "\n" not in words
        assert "\x02" not in words
        assert document.page_of(each.span) == each.page
    ends = 0
    for printed in document.lines:
        assert ends <= printed.span.start < printed.span.end
        ends = printed.span.end
        assert any(printed.span in each.span for each in document.blocks)
    ends = 0
    for page in document.pages:
        assert page.span.start == ends
        ends = page.span.end
    assert ends == len(document.text)
    assert [page.number for page in document.pages] == list(range(1, len(pages) + 1))


@settings(max_examples=100, deadline=None)
@given(st.lists(BLOCKS, max_size=3))
def test_no_letter_is_lost_or_doubled(pages: list[Any]) -> None:
    """Of what the reader found."""
    given_letters = sorted(
        letter
        for blocks in pages
        for kind, lines, _, _, _ in blocks
        for words, _, _ in lines
        for letter in words.replace("ﬁ", "fi")
        if letter in "abcfiAB"
    )
    text = build(pages).text
    marked = text.replace("7.", "")
    assert sorted(letter for letter in marked if letter in "abcfiAB") == given_letters


def test_real_paragraphs_are_whole(shared: Path) -> None:
    """In reports of three eras no block stops in a sentence that the next goes on with."""
    for name in (
        "medway/ofsted-2015-11-27-single-inspection.pdf",
        "medway/ofsted-2019-08-27-ilacs.pdf",
        "england/nottinghamshire/ofsted-2023-05-16-area-send.pdf",
    ):
        document = assemble(SOURCE, read_tagged_pdf(shared / "corpus" / name))
        body = [each for each in document.blocks if each.kind in ("paragraph", "item")]
        for before, after in pairwise(body):
            stops = document.quote(before.span)[-1].isalpha()
            goes_on = not after.marker and document.quote(after.span)[0].islower()
            assert not (stops and goes_on), document.quote(before.span)[-30:]


def test_the_heads_of_a_table_at_the_foot_of_a_page_stay_heads() -> None:
    """The first row of the next page is no rest of them, though a number begins no sentence."""

    def row(words: tuple[str, str], page: int, head: bool) -> list[RawBlock]:
        places = (72.0, 300.0)
        return [
            block(
                "cell", line(each, page, x0=x0), table=0, row=0, column=at, bold=head, header=head
            )
            for at, (each, x0) in enumerate(zip(words, places, strict=True))
        ]

    document = made(
        row(("Measure", "Baseline Sept 2023"), 1, True), row(("On time", "39%"), 2, False)
    )
    assert quotes(document) == ["Measure", "Baseline Sept 2023", "On time", "39%"]
    assert [each.row for each in document.blocks] == [0, 0, 1, 1]
