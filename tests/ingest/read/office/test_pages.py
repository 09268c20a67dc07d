"""The pages of a Word file are those on which it is printed."""

from corpus.document import RawBlock, RawDocument, RawLine, RawPage
from ingest.read.office.pages import paginate


def document(*pages: list[str]) -> RawDocument:
    """A document with those words on its pages, a block each."""
    blocks = ([RawBlock("paragraph", (RawLine(text),)) for text in page] for page in pages)
    numbered = enumerate(blocks, start=1)
    return RawDocument(tuple(RawPage(n, 0, 0, tuple(on)) for n, on in numbered), "docx")


def test_a_block_stands_where_its_first_words_are_printed() -> None:
    """Even if it goes on overleaf; printed numbers, hyphens and lines make no difference."""
    word = document(
        ["Care plans", "Plans drift in half of all cases.", "Reviews are late.", "The End"]
    )
    printed = document(
        ["Care plans", "1. Plans drift in half", "of all"],
        ["cases.", "2. Re-views are late."],
        ["The End"],
    )
    paged = [[b.lines[0].text for b in page.blocks] for page in paginate(word, printed).pages]
    assert paged == [
        ["Care plans", "Plans drift in half of all cases."],
        ["Reviews are late."],
        ["The End"],
    ]


def test_a_block_that_is_not_printed_so_stays_with_the_one_before() -> None:
    """None is lost, and those behind it are found again."""
    word = document(["First", "Changed words", "Third"])
    printed = document(["First"], ["Chaned wrodswords"], ["Third"])
    pages = paginate(word, printed).pages
    assert [len(page.blocks) for page in pages] == [2, 0, 1]


def test_the_same_words_on_two_pages_are_found_in_order() -> None:
    """A form's label on every page; a figure alone tells nothing."""
    word = document(["Name", "Name", "12", "Name"])
    printed = document(["Name", "Name"], ["1234", "12", "Name"])
    assert [len(page.blocks) for page in paginate(word, printed).pages] == [3, 1]
