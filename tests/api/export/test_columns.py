"""How wide the columns of a table are."""

from api.export.blocks import Piece
from api.export.columns import find_widths

ROWS = (
    ((Piece("Measure"),), (Piece("Latest"),), (Piece("Printed in"),)),
    ((Piece("Care leavers in suitable accommodation"),), (Piece("79%"),), (Piece("page 2"),)),
)


def test_columns_fill_the_width_and_what_says_more_is_wider() -> None:
    """No column is narrower than its longest word."""
    widths = find_widths(ROWS, 300.0, 10.0, 11.0)
    assert abs(sum(widths) - 300.0) < 0.01
    assert widths[0] > widths[2] > widths[1] > 40


def test_where_the_words_have_no_room_each_has_its_share() -> None:
    """A width too small for the longest words is shared all the same."""
    widths = find_widths(ROWS, 60.0, 10.0, 11.0)
    assert abs(sum(widths) - 60.0) < 0.01
    assert all(width > 0 for width in widths)
