"""Reading by the structure tree, on PDFs made by hand and on the real reports."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.document import RawBlock, RawDocument
from ingest.read.pdf.pdfium import PdfFile
from ingest.read.pdf.tagged import read_tagged_pdf

Build = Callable[..., Path]
Node = Any
Drawn = Any


def blocks_of(raw: RawDocument) -> list[RawBlock]:
    """All blocks, in order."""
    return [block for page in raw.pages for block in page.blocks]


def words_of(block: RawBlock) -> str:
    """A block's lines, joined."""
    return " ".join(line.text for line in block.lines)


def shown(path: Path) -> list[tuple[str, str]]:
    """What a file reads as: kind and words of each block."""
    return [(block.kind, words_of(block)) for block in blocks_of(read_tagged_pdf(path))]


def test_each_element_becomes_the_block_it_says(tagged: Build, node: Node) -> None:
    """Headings have a level, items a marker and a depth."""
    path = tagged(
        node("H1", ["Findings"]),
        node("P", ["The plan is kept to."]),
        node(
            "L",
            [
                node("LI", [node("Lbl", ["4."]), node("LBody", ["Review it.", "Then print it."])]),
                node("LI", [node("LBody", ["Keep it.", node("L", [node("LI", ["By May."])])])]),
            ],
        ),
        node("H2", ["Next"]),
        node("Note", ["1 As told in May."]),
    )
    blocks = blocks_of(read_tagged_pdf(path))
    assert [(block.kind, block.level, block.marker, words_of(block)) for block in blocks] == [
        ("heading", 1, "", "Findings"),
        ("paragraph", 0, "", "The plan is kept to."),
        ("item", 1, "4.", "Review it. Then print it."),
        ("item", 1, "", "Keep it."),
        ("item", 2, "", "By May."),
        ("heading", 2, "", "Next"),
        ("note", 0, "", "1 As told in May."),
    ]


def test_lines_stand_where_they_are_drawn(tagged: Build, node: Node, drawn: Drawn) -> None:
    """One line for each drawn, boxes in points from the top left, looks of the letters."""
    path = tagged(
        node("P", [drawn("One line", x=100, font="F2", size=14), drawn("and more", x=90)])
    )
    page = read_tagged_pdf(path).pages[0]
    assert (page.number, page.width, page.height) == (1, 595, 842)
    first, second = page.blocks[0].lines
    assert first.box is not None
    assert second.box is not None
    assert first.box.x0 == pytest.approx(100, abs=2)
    assert second.box.x0 == pytest.approx(90, abs=2)
    assert 842 - 744 - 20 < first.box.top < first.box.bottom < second.box.bottom
    assert (page.blocks[0].size, page.blocks[0].bold) == (14, True)


@pytest.mark.parametrize(("turn", "width"), [(90, 842), (180, 595), (270, 842)])
def test_boxes_of_a_turned_page_lie_as_seen(
    tagged: Build, node: Node, turn: int, width: float
) -> None:
    """Inside the page as shown, and as long or high as the page is turned."""
    page = read_tagged_pdf(tagged(node("P", ["A line of some length"]), rotate=turn)).pages[0]
    box = page.blocks[0].lines[0].box
    assert box is not None
    assert page.width == width
    assert 0 <= box.x0 < box.x1 <= page.width
    assert 0 <= box.top < box.bottom <= page.height
    assert (box.x1 - box.x0 > box.bottom - box.top) == (turn == 180)


def test_furniture_is_left_out_and_gives_the_page_number(
    tagged: Build, node: Node, drawn: Drawn, next_page: object
) -> None:
    """A number that stands apart in the margin is the page's label."""
    heads = [drawn("Report on Wexmere", artifact=True), drawn("#", x=500, artifact=True)]
    path = tagged(node("P", ["One."]), node("P", [next_page, "Two."]), furniture=heads)
    raw = read_tagged_pdf(path)
    assert shown(path) == [("paragraph", "One."), ("paragraph", "Two.")]
    assert [page.label for page in raw.pages] == ["1", "2"]
    assert raw.pages[1].margins == ("Report on Wexmere",)


def test_words_that_only_a_number_starts_are_no_page_number(
    tagged: Build, node: Node, drawn: Drawn
) -> None:
    """ "2023 inspection" is a running head."""
    path = tagged(node("P", ["One."]), furniture=[drawn("2023 inspection", artifact=True)])
    assert read_tagged_pdf(path).pages[0].label == ""


def test_a_block_that_a_page_breaks_says_so(tagged: Build, node: Node, next_page: object) -> None:
    """Once on each page, the second time `continued`; the block after it is new."""
    path = tagged(node("P", ["It goes", next_page, "on."]), node("P", ["New."]))
    assert [(words_of(block), block.continued) for block in blocks_of(read_tagged_pdf(path))] == [
        ("It goes", False),
        ("on.", True),
        ("New.", False),
    ]


def test_cells_know_their_place(tagged: Build, node: Node) -> None:
    """Past columns that another cell reaches over; each table has its number."""
    path = tagged(
        node(
            "Table",
            [
                node("TR", [node("TH", ["Ref"]), node("TH", ["Action"], columns=2)]),
                node("TR", [node("TD", ["1"], rows=2), node("TD", ["a"]), node("TD", ["b"])]),
                node("TR", [node("TD", ["c"]), node("TD", ["d"])]),
            ],
        ),
        node("Table", [node("TBody", [node("TR", [node("TD", ["e"]), node("TD", ["f"])])])]),
    )
    cells = [
        (words_of(cell), cell.table, cell.row, cell.column, cell.header)
        for cell in blocks_of(read_tagged_pdf(path))
    ]
    assert cells == [
        ("Ref", 0, 0, 0, True),
        ("Action", 0, 0, 1, True),
        ("1", 0, 1, 0, False),
        ("a", 0, 1, 1, False),
        ("b", 0, 1, 2, False),
        ("c", 0, 2, 1, False),
        ("d", 0, 2, 2, False),
        ("e", 1, 0, 0, False),
        ("f", 1, 0, 1, False),
    ]


def test_a_box_round_prose_is_prose(tagged: Build, node: Node) -> None:
    """Some reports wrap a page, or a list, in a table of one cell."""
    path = tagged(
        node(
            "Table",
            [node("TR", [node("TD", [node("P", ["Asks"]), node("L", [node("LI", ["Act."])])])])],
        )
    )
    assert shown(path) == [("paragraph", "Asks"), ("item", "Act.")]


def test_a_table_that_a_page_breaks_is_one(tagged: Build, node: Node, next_page: object) -> None:
    """Its rows are counted on."""
    rows = [node("TR", [node("TD", [f"{n}a"]), node("TD", [f"{n}b"])]) for n in range(2)]
    path = tagged(node("Table", [rows[0], next_page, rows[1]]))
    cells = blocks_of(read_tagged_pdf(path))
    assert [(cell.table, cell.row) for cell in cells] == [(0, 0), (0, 0), (0, 1), (0, 1)]


def test_own_tags_are_read_by_their_role(tagged: Build, node: Node) -> None:
    """Word maps its styles to the standard ones."""
    path = tagged(node("Heading_20_2", ["Next"]), roles={"Heading_20_2": "H2"})
    assert [(block.kind, block.level) for block in blocks_of(read_tagged_pdf(path))] == [
        ("heading", 2)
    ]


def test_links_and_spans_are_part_of_their_paragraph(
    tagged: Build, node: Node, drawn: Drawn
) -> None:
    """A gap between pieces is a space; pieces that touch are one word."""
    path = tagged(
        node(
            "P",
            [
                "See ",
                node("Link", [node("Span", [drawn("annex", x=110, same_line=True)])]),
                drawn("es", x=142.1, same_line=True),
            ],
        )
    )
    assert shown(path) == [("paragraph", "See annexes")]


def test_what_the_file_says_goes_before_what_it_draws(tagged: Build, node: Node) -> None:
    """ActualText stands for glyphs that are no letters."""
    path = tagged(node("P", ["The ", node("Span", ["%%%"], actual="council")]))
    assert shown(path) == [("paragraph", "The council")]


def test_words_in_a_form_belong_to_the_element_that_draws_it(
    tagged: Build, node: Node, drawn: Drawn
) -> None:
    """Ids within a form count in another space and are not looked at."""
    path = tagged(node("H1", [drawn("Stamped", in_form=True)]), node("P", ["Words."]))
    assert shown(path) == [("heading", "Stamped"), ("paragraph", "Words.")]


def test_words_outside_the_tree_are_kept_in_place_and_told(
    tagged: Build, node: Node, drawn: Drawn
) -> None:
    """A paragraph after what is drawn before it; the page is named."""
    path = tagged(
        node("P", ["Before."]),
        node("P", [drawn("Forgotten.", tagged=False)]),
        node("P", ["After."]),
    )
    assert [words for _, words in shown(path)] == ["Before.", "Forgotten.", "After."]
    assert read_tagged_pdf(path).notes[0].page == 1


def test_running_heads_that_nobody_marked_are_furniture(
    tagged: Build, node: Node, drawn: Drawn, next_page: object
) -> None:
    """The same words in the margin of three pages, numbers aside."""
    nodes = [node("P", ["Words.", next_page]) for _ in range(2)]
    path = tagged(*nodes, node("P", ["Words."]), furniture=[drawn("Wexmere, page #")])
    assert {words for _, words in shown(path)} == {"Words."}
    assert read_tagged_pdf(path).notes == ()


def test_digits_that_point_to_a_note_are_left_out(tagged: Build, node: Node, drawn: Drawn) -> None:
    """Small and raised; digits on the line stay."""
    path = tagged(
        node("H2", ["What next?", drawn("1", size=7, x=134, raised=5, same_line=True)]),
        node("P", ["In all", drawn("12", x=110, same_line=True)]),
        node("P", ["There were 30", drawn("1", size=7, x=146, raised=5, same_line=True)]),
    )
    assert [words for _, words in shown(path)] == ["What next?", "In all 12", "There were 30"]


def test_a_label_that_holds_words_is_part_of_its_item(
    tagged: Build, node: Node, drawn: Drawn
) -> None:
    """Word of 2024 tags the first letter as label and the bullet as body."""
    body = [drawn("•", x=72), drawn("mprove it.", x=89, same_line=True)]
    item = node(
        "LI", [node("LBody", [body[0]]), node("Lbl", [drawn("i", x=86, same_line=True)]), body[1]]
    )
    assert shown(tagged(node("L", [item]))) == [("item", "• improve it.")]


def test_words_tagged_as_another_item_come_back(tagged: Build, node: Node) -> None:
    """They are drawn between two stretches of one item, and open none themselves."""
    for stray, items in (("which was late,", 1), ("• which was late,", 2)):
        inner = node("LI", [node("Span", [stray])])
        path = tagged(node("L", [node("LI", ["• The plan", inner, "is kept to."])]))
        assert len(shown(path)) == items
    assert shown(path)[0] == ("item", "• The plan is kept to.")


def test_real_reports_lose_no_word(shared: Path) -> None:
    """What PDFium sees outside furniture, as a bag of words; one report of each kind and era."""
    for name in SAMPLE:
        path = shared / "corpus" / name
        read = Counter(
            word for block in blocks_of(read_tagged_pdf(path)) for word in _words(_whole(block))
        )
        seen = Counter(_seen_words(path))
        assert (seen - read).total() <= 0.002 * seen.total(), name
        assert (read - seen).total() <= 0.002 * seen.total(), name


SAMPLE = (
    "medway/ofsted-2013-08-23-looked-after-children.pdf",
    "england/tower-hamlets/ofsted-2017-04-07-childrens-services.pdf",
    "medway/ofsted-2019-08-27-ilacs.pdf",
    "england/hillingdon/ofsted-2024-07-12-area-send.pdf",
    "england/solihull/ofsted-2026-01-12-childrens-services.pdf",
)


def _whole(block: RawBlock) -> str:
    return f"{block.marker} {words_of(block)}".replace("\x02 ", "-")


def _seen_words(path: Path) -> list[str]:
    words: list[str] = []
    with PdfFile(path) as file:
        for page in file.pages():
            text = list(page.text)
            for run in page.runs:
                if run.artifact:
                    text[run.start : run.end] = " " * (run.end - run.start)
            words += _words("".join(text).replace("\x02", "-"))
    return words


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()
