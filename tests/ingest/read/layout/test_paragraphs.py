"""Facts of `ingest.read.layout.paragraphs`."""

from collections.abc import Callable, Sequence

import pytest

from ingest.read.layout.paragraphs import ends_sentence, is_full, split_paragraphs, usual_leading
from ingest.read.layout.words import TextLine, Word

SetWords = Callable[..., list[Word]]
SetLine = Callable[..., TextLine]
RIGHT = 350.0  # sixty letters of ten points
FULL = "The council pays for a tutor where a child has fallen behind"
LEADING = {10.0: 12.0}


def split(lines: Sequence[TextLine]) -> list[tuple[str, list[str]]]:
    """Marker and lines of each paragraph."""
    paragraphs = split_paragraphs(lines, RIGHT, LEADING)
    return [
        (each.marker.text if each.marker else "", [line.text for line in each.lines])
        for each in paragraphs
    ]


def item(words: SetWords, marker: str, text: str, x: float, foot: float) -> TextLine:
    """A line behind a marker, a tab of twenty points between."""
    return TextLine((*words(marker, x=x, foot=foot), *words(text, x=x + 20, foot=foot)))


def test_lines_run_on_where_the_one_above_is_full(line: SetLine) -> None:
    """A sentence that ends short of the edge ends its paragraph."""
    lines = [line(FULL, foot=100), line("in the year.", foot=112), line("It is new.", foot=124)]
    assert split(lines) == [("", [FULL, "in the year."]), ("", ["It is new."])]


def test_space_between_lines_parts_paragraphs(line: SetLine) -> None:
    """More than the usual leading, although the line above is full."""
    assert len(split([line(FULL, foot=100), line(FULL, foot=112)])) == 1
    assert len(split([line(FULL, foot=100), line(FULL, foot=118)])) == 2


def test_another_size_parts_paragraphs(line: SetLine) -> None:
    """Eleven and twelve points are two sizes."""
    assert len(split([line(FULL, foot=100), line("in the year.", foot=112, size=11.5)])) == 2


def test_bold_lines_stand_apart_from_plain_ones(line: SetLine) -> None:
    """A heading set in the size of the text."""
    lines = [line("Cost", foot=100, bold=True), line(FULL, foot=112)]
    assert [texts for _, texts in split(lines)] == [["Cost"], [FULL]]


def test_markers_start_items_and_their_lines_hang(words: SetWords, line: SetLine) -> None:
    """The marker stays with its item; lines below its words belong to it."""
    lines = [
        item(words, "1.", "mend the door of the garden before it is winter", 50, 100),
        line("and the lock", x=70, foot=112),
        item(words, "2.", "ask them.", 50, 124),
    ]
    assert [(marker, len(texts)) for marker, texts in split(lines)] == [("1.", 2), ("2.", 1)]


def test_an_item_may_open_with_an_inner_list(words: SetWords) -> None:
    """A number without a wide tab, above bullets that are set in further."""
    lines = [
        TextLine((*words("2.", x=50, foot=100), *words("see to it:", x=65, foot=100))),
        item(words, "•", "in the evening", 75, 112),
        item(words, "•", "close to home", 75, 124),
    ]
    assert [marker for marker, _ in split(lines)] == ["2.", "•", "•"]


def test_a_number_within_a_paragraph_is_no_marker(line: SetLine) -> None:
    """A full line stands above it, and the line stands below its words."""
    lines = [line(FULL + " aged", foot=100), line("12. More was not said of it.", foot=112)]
    assert [marker for marker, _ in split(lines)] == [""]


def test_leading_is_the_smallest_that_is_common(line: SetLine) -> None:
    """Space between paragraphs and a stretched line do not count."""
    feet = [100, 112, 124, 136, 148, 166, 178]
    lines = [line(FULL, foot=foot) for foot in feet]
    assert usual_leading([(lines, RIGHT)]) == {10.0: 12.0}


def test_a_line_is_full_where_the_next_word_would_not_fit(line: SetLine, words: SetWords) -> None:
    """With its space, and a little that the edge may be further out."""
    (short,), (long,) = words("a"), words("accommodation")
    above = line(FULL[:50])
    assert not is_full(above, short, RIGHT)
    assert is_full(above, long, RIGHT)


@pytest.mark.parametrize(
    ("text", "ends"),
    [("It ends.", True), ("It “ends.”", True), ("as follows:", True), ("it goes on", False)],
)
def test_sentences_end_in_a_stop(line: SetLine, text: str, ends: bool) -> None:
    """Or a colon; closing quotes are passed over."""
    assert ends_sentence(line(text)) is ends
