"""Facts of `ingest.read.layout.columns`."""

from collections.abc import Callable

from ingest.read.layout.columns import columns_in_order
from ingest.read.layout.words import Word

SetWords = Callable[..., list[Word]]


def column(words: SetWords, name: str, x: float, lines: int, top: float = 100) -> list[Word]:
    """Lines of prose in a column two hundred points wide."""
    return [
        word
        for number in range(lines)
        for word in words(f"{name} goes on and on and is full here", x=x, foot=top + 12 * number)
    ]


def first_words(groups: list[list[Word]]) -> list[str]:
    """The word that each group starts with."""
    return [group[0].text for group in groups]


def test_no_words_make_no_groups() -> None:
    """An empty page has none."""
    assert columns_in_order([]) == []


def test_a_page_of_one_column_is_one_group(words: SetWords) -> None:
    """Nothing is left out."""
    page = column(words, "Left", 50, 6)
    assert columns_in_order(page) == [page]


def test_the_left_column_is_read_before_the_right(words: SetWords) -> None:
    """Although their lines stand side by side."""
    page = column(words, "Left", 50, 6) + column(words, "Right", 290, 6)
    assert first_words(columns_in_order(page)) == ["Left", "Right"]


def test_what_runs_across_parts_the_columns_above_from_those_below(words: SetWords) -> None:
    """Each stretch of the page gives its left column, then its right."""
    across = words("Across " + "the whole of the page it runs " * 2, x=50, foot=200)
    page = [
        *column(words, "One", 50, 6),
        *column(words, "Two", 290, 6),
        *across,
        *column(words, "Three", 50, 6, top=240),
        *column(words, "Four", 290, 6, top=240),
    ]
    assert first_words(columns_in_order(page)) == ["One", "Two", "Across", "Three", "Four"]


def test_labels_with_values_are_no_columns(words: SetWords) -> None:
    """Their lines are read from left to right: they fill no column."""
    rows = [("Name", "Alder"), ("Visited in the", "spring"), ("By", "two people"), ("Of", "six")]
    page = [
        word
        for number, (label, value) in enumerate(rows)
        for word in [
            *words(label, x=50, foot=100 + 12 * number),
            *words(value, x=290, foot=100 + 12 * number),
        ]
    ]
    assert len(columns_in_order(page)) == 1


def test_columns_of_figures_are_no_prose(words: SetWords) -> None:
    """Two columns of figures reach across, with a gap between them that prose has not."""
    page = column(words, "Kind", 50, 6)
    for number in range(6):
        page += words("112", x=290, foot=100 + 12 * number)
        page += words("108", x=400, foot=100 + 12 * number)
    assert len(columns_in_order(page)) == 1


def test_a_bold_line_above_one_column_is_its_heading(words: SetWords) -> None:
    """It stays with what is above the columns: the second line of a title."""
    text = "Prose that fills the whole width of its own column here"
    page = words("services for children", x=50, foot=80, bold=True)
    for row in range(5):
        page += words(text, x=50, foot=100 + 12 * row, size=8)
        page += words(text, x=320, foot=100 + 12 * row, size=8)
    first = columns_in_order(page)[0]
    assert [word.text for word in first] == ["services", "for", "children"]
