"""A report under changed titles is the same report below its title."""

from corpus.document import Box, RawBlock, RawDocument, RawLine, RawPage
from eval.retitle import INVENTED, Known, retitled

LINES = (
    "Inspection of Wexmere local authority children’s services",
    "Inspection dates: 6 to 17 February 2023",
    "Children in Wexmere are safe. Wexmereshire is a neighbour.",
)


def a_report() -> RawDocument:
    """A report of one page: a title, its days, a sentence."""
    blocks = [
        RawBlock("paragraph", (RawLine(words, Box(1, 0, 20 * row, 100, 20 * row + 10)),))
        for row, words in enumerate(LINES)
    ]
    return RawDocument((RawPage(1, 595, 842, tuple(blocks)),), "made by hand")


def words_of(raw: RawDocument) -> list[str]:
    """The words of each block."""
    return [line.text for page in raw.pages for block in page.blocks for line in block.lines]


def test_only_what_stands_above_the_days_is_changed() -> None:
    """But for a council that is invented: it takes the old one's place, as a whole word."""
    changed = list(retitled(a_report(), Known("inspection_report", "Wexmere")))
    assert len({each.change for each in changed}) == 7
    for each in changed:
        if each.change != "invented":
            assert words_of(each.raw)[-2:] == list(LINES[1:])
            assert each.council == "Wexmere"
    invented = changed[-1]
    assert invented.council == INVENTED
    assert words_of(invented.raw)[-1] == LINES[2].replace("Wexmere are", f"{INVENTED} are")


def test_each_change_is_what_it_is_called() -> None:
    """A removed title is gone, a long name has more than 80 characters."""
    changed = {
        each.change: words_of(each.raw)
        for each in retitled(a_report(), Known("area_send_report", "Wexmere"))
    }
    assert changed["title removed"] == list(LINES[1:])
    assert changed["title reworded"][0] != LINES[0]
    assert len(changed["80 characters"][0]) > 80
    assert "Trust" in changed["trust"][0]
