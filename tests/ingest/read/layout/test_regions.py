"""Facts of `ingest.read.layout.regions`."""

from collections.abc import Callable, Sequence

from ingest.read.layout.regions import Stretch, arrange
from ingest.read.layout.rotation import Turn
from ingest.read.layout.words import Rule, Sheet, Word

SetWords = Callable[..., list[Word]]
DrawTable = Callable[..., list[Rule]]


def sheet_of(words: Sequence[Word], rules: Sequence[Rule] = (), number: int = 1) -> Sheet:
    """A page of these words and rules."""
    return Sheet(number, Turn(0, 595, 842), tuple(words), tuple(rules))


def shown(stretches: Sequence[Stretch]) -> list[tuple[str, tuple[int, int, int] | None]]:
    """The words of each stretch, and its table, row and column."""
    return [
        (" ".join(line.text for line in stretch.lines), stretch.place and stretch.place[:3])
        for stretch in stretches
    ]


def test_cells_stand_where_their_table_stands(words: SetWords, draw_table: DrawTable) -> None:
    """After the text above and before the text below."""
    page = sheet_of(
        [
            *words("Above.", foot=90),
            *words("Alder", x=60, foot=115),
            *words("6", x=160, foot=115),
            *words("Below.", foot=150),
        ],
        draw_table([50, 150, 300], [100, 120]),
    )
    assert shown(arrange([page])[0]) == [
        ("Above.", None),
        ("Alder", (0, 0, 0)),
        ("6", (0, 0, 1)),
        ("Below.", None),
    ]


def test_a_border_round_the_page_is_no_table(words: SetWords, draw_table: DrawTable) -> None:
    """Its words are text."""
    page = sheet_of(words("Words.", foot=400), draw_table([10, 585], [10, 832]))
    assert shown(arrange([page])[0]) == [("Words.", None)]


def test_a_box_round_prose_is_one_cell_alone(words: SetWords, draw_table: DrawTable) -> None:
    """It has its place, and says that it is alone in its row."""
    page = sheet_of(words("Words.", x=60, foot=115), draw_table([50, 300], [100, 120]))
    ((stretch,),) = arrange([page])
    assert stretch.alone
    assert stretch.place is not None
    assert stretch.place[:3] == (0, 0, 0)


def test_a_bold_first_row_is_the_heading(words: SetWords, draw_table: DrawTable) -> None:
    """Its cells say so, those below do not."""
    page = sheet_of(
        [*words("Home", x=60, foot=115, bold=True), *words("Alder", x=60, foot=135)],
        draw_table([50, 300], [100, 120, 140]),
    )
    places = [stretch.place for stretch in arrange([page])[0]]
    assert [place and place.header for place in places] == [True, False]


def test_a_heading_that_a_page_repeats_comes_once(words: SetWords, draw_table: DrawTable) -> None:
    """The rows of the second page count on."""
    rules = draw_table([50, 300], [100, 120, 140])
    pages = [
        sheet_of(
            [*words("Home", x=60, foot=115, bold=True), *words(name, x=60, foot=135)], rules, number
        )
        for number, name in enumerate(("Alder", "Birch"), start=1)
    ]
    assert [shown(page) for page in arrange(pages)] == [
        [("Home", (0, 0, 0)), ("Alder", (0, 1, 0))],
        [("Birch", (0, 2, 0))],
    ]


def test_text_of_a_short_page_may_reach_as_far_as_on_others(words: SetWords) -> None:
    """A page's few words do not tell how wide its column is."""
    full = words("a line of text that goes to the edge")
    pages = [sheet_of(full, number=n) for n in (1, 2)] + [sheet_of(words("short"), number=3)]
    assert {stretch.right for page in arrange(pages) for stretch in page} == {full[-1].x1}
