"""The cells of a plan's row under plain names: what it serves, and words that a page parts."""

from corpus.citation import Cell
from corpus.document import Span
from corpus.records import Action
from corpus.store.statements import iter_records
from index.library import Library
from index.tables.labelled import _rename, cells_of
from index.tables.rows import TableRow

TEXT = "Visit homes that are far. Head\nfrom the town"


def row_of(*cells: tuple[str, str]) -> TableRow:
    """A row of cells, each with its heading."""
    return TableRow(Span(0, len(TEXT)), tuple(Cell(*cell) for cell in cells))


def named(action: Action, *cells: tuple[str, str]) -> dict[str, str]:
    """The cells of an action's row by name."""
    return {cell.name: cell.text for cell in _rename(row_of(*cells), action, TEXT).cells}


def test_every_row_of_a_plan_says_what_it_serves(sample_library: Library) -> None:
    """A number that stands in another cell too is not left out; the heading is the plan's own."""
    actions = list(iter_records(sample_library.db, Action, "Wexmere"))
    serving = [each for each in actions if each.record.serves]
    for action in serving:
        cells = {cell.name: cell.text for cell in cells_of(sample_library, action.citation)}
        said = cells.get("Ofsted area") or cells["Recommendation"]
        assert all(number in said for number in action.record.serves)
    assert serving


def test_what_an_action_serves_is_told_under_no_heading_too() -> None:
    """Of a row whose headings are past reading."""
    action = Action("a", Span(0, 11), ref="2.1", serves=("2",), lead="Head", due="2 May")
    assert named(action, ("", "2"), ("", "2.1 q 87"))["Recommendation"] == "2"
    printed = named(action, ("Inspection findings", "2"), ("", "2.1"))
    assert printed["Inspection findings"] == "2"
    assert "Recommendation" not in printed


def test_a_reference_with_what_a_margin_left_in_it_is_told_once() -> None:
    """However the numbers are spaced."""
    action = Action("a", Span(0, 11), ref="1.21", lead="Head")
    told = named(action, ("ef O", "1. 21 80 51"), ("Colour", "Green"))
    assert told == {
        "Reference": "1.21",
        "Action": "Visit homes",
        "Owner": "Head",
        "Colour": "Green",
    }


def test_the_words_behind_the_end_of_a_page_are_told() -> None:
    """Beside those that stand together."""
    action = Action("a", Span(0, 24), rest=(Span(31, 44),))
    told = named(action, ("", "Visit homes that are far. from the town"))
    assert told["Action, continued"] == "from the town"


def test_an_action_that_breaks_off_is_told_so() -> None:
    """In the file; its words are not mended."""
    told = named(Action("a", Span(0, 20), ref="1"), ("", "1"))
    assert "Note" in told
    assert "Note" not in named(Action("a", Span(0, 25), ref="1"), ("", "1"))


def test_a_cell_that_holds_two_values_is_told_once() -> None:
    """Under the names of both."""
    action = Action("a", Span(0, 11), target="80%", current="59% so far")
    told = _rename(row_of(("Action", "Visit homes"), ("Target", "80% (59% so far)")), action, TEXT)
    assert [(cell.name, cell.text) for cell in told.cells] == [
        ("Action", "Visit homes"),
        ("Now", "59% so far"),
        ("Target", "80%"),
    ]
