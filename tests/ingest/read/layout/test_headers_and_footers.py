"""Facts of `ingest.read.layout.headers_and_footers`."""

from collections.abc import Callable, Sequence

from ingest.read.layout.headers_and_footers import clear_furniture
from ingest.read.layout.rotation import Turn
from ingest.read.layout.words import Rule, Sheet, Word

SetWords = Callable[..., list[Word]]
DrawTable = Callable[..., list[Rule]]
HEAD, FOOT = 40.0, 820.0


def sheet_of(number: int, words: Sequence[Word], rules: Sequence[Rule] = ()) -> Sheet:
    """A page of these words and rules."""
    return Sheet(number, Turn(0, 595, 842), tuple(words), tuple(rules))


def texts(sheet: Sheet) -> list[str]:
    """The words that are left."""
    return [word.text for word in sheet.words]


def test_what_stands_on_every_page_is_left_out(words: SetWords) -> None:
    """Numbers apart; what stands between the margins stays."""
    sheets = [
        sheet_of(n, words(f"Wexmere {n}", foot=HEAD) + words(f"Body{n}", foot=400))
        for n in (1, 2, 3)
    ]
    assert [texts(page.sheet) for page in clear_furniture(sheets)] == [
        ["Body1"],
        ["Body2"],
        ["Body3"],
    ]
    assert [page.margins for page in clear_furniture(sheets)] == [
        ("Wexmere 1",),
        ("Wexmere 2",),
        ("Wexmere 3",),
    ]


def test_what_stands_in_the_margin_once_stays(words: SetWords) -> None:
    """A title is no running head."""
    sheets = [
        sheet_of(1, words("Title", foot=HEAD)),
        sheet_of(2, words("Other", foot=HEAD)),
    ]
    assert [texts(page.sheet) for page in clear_furniture(sheets)] == [["Title"], ["Other"]]


def test_the_same_words_at_another_height_stay(words: SetWords) -> None:
    """Furniture stands in one place."""
    sheets = [
        sheet_of(1, words("Summary", foot=HEAD)),
        sheet_of(2, words("Summary", foot=HEAD + 30)),
    ]
    assert [texts(page.sheet) for page in clear_furniture(sheets)] == [["Summary"], ["Summary"]]


def test_numbers_that_go_up_with_the_pages_are_labels(words: SetWords) -> None:
    """Whatever they start from; Roman ones too."""
    sheets = [sheet_of(n, words(str(n + 10), foot=FOOT)) for n in (1, 2, 3)]
    assert [page.label for page in clear_furniture(sheets)] == ["11", "12", "13"]
    sheets = [sheet_of(n, words("i" * n, foot=FOOT)) for n in (1, 2, 3)]
    assert [page.label for page in clear_furniture(sheets)] == ["i", "ii", "iii"]


def test_a_number_that_stays_the_same_is_no_label(words: SetWords) -> None:
    """A year in the foot of every page."""
    sheets = [sheet_of(n, words("Wexmere 2024", foot=FOOT)) for n in (1, 2, 3)]
    assert [page.label for page in clear_furniture(sheets)] == ["", "", ""]


def test_a_page_that_names_its_number_needs_no_other(words: SetWords) -> None:
    """ "Page 3 of 8" on one page alone."""
    (page,) = clear_furniture([sheet_of(1, words("Page 3 of 8", foot=FOOT))])
    assert page.label == "3"
    assert texts(page.sheet) == []


def test_a_heading_row_that_comes_again_belongs_to_its_table(
    words: SetWords, draw_table: DrawTable
) -> None:
    """A table that reaches into the page holds no furniture."""
    rules = draw_table([40, 300, 550], [20, 50, 300])
    sheets = [sheet_of(n, words("Risk", foot=HEAD), rules) for n in (1, 2, 3)]
    assert [texts(page.sheet) for page in clear_furniture(sheets)] == [["Risk"]] * 3


def test_a_file_of_one_line_a_page_keeps_it(words: SetWords) -> None:
    """What would be furniture is all there is."""
    pages = [sheet_of(number, words("The plan is kept to.", foot=60)) for number in (1, 2, 3)]
    assert all(page.sheet.words for page in clear_furniture(pages))
