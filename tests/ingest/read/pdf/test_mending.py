"""Facts of `ingest.read.pdf.mending`."""

from corpus.document import Box, RawBlock, RawLine, RawPage
from ingest.read.pdf.mending import count_unvalued, mend_page


def page(*lines: str) -> RawPage:
    """A page of lines below each other."""
    printed = (
        RawLine(text, Box(1, 50, 100 + 20 * row, 400, 112 + 20 * row))
        for row, text in enumerate(lines)
    )
    return RawPage(1, 595, 842, tuple(RawBlock("paragraph", (line,)) for line in printed))


def texts(read: RawPage) -> list[str]:
    """The lines of a page."""
    return [line.text for block in read.blocks for line in block.lines]


def test_a_word_takes_the_letters_that_another_reading_has() -> None:
    """One, two or three of them, with what stands beside the word."""
    broken = page("The review identi\ufffded di\ufffdcult cases (bene\ufffdts).", "A pro\ufffdle.")
    source = page("The review identified difficult cases (benefits).", "A profile.")
    assert texts(mend_page(broken, source)) == texts(source)


def test_a_word_of_another_line_does_not_count() -> None:
    """Only the same place has the same print."""
    broken, source = page("One \ufffdne.", "No more."), page("No more.", "One fine.")
    assert texts(mend_page(broken, source)) == texts(broken)


def test_a_reading_that_differs_leaves_the_gap() -> None:
    """It is counted and shown, never guessed."""
    broken = page("The identi\ufffded need.")
    mended = mend_page(broken, page("The wanted need."))
    assert texts(mended) == ["The identi\ufffded need."]
    assert count_unvalued(mended) == 1


def test_of_several_that_fit_a_known_word_is_taken() -> None:
    """OCR may have misread the first."""
    broken = page("A \ufffdnding of the review")
    assert (
        texts(mend_page(broken, page("xnding finding A of the review")))[0].split()[1] == "finding"
    )


def test_a_bullet_without_a_value_is_no_loss() -> None:
    """It stands alone before its item."""
    assert count_unvalued(page("\ufffd Ensure that plans are kept.")) == 0
