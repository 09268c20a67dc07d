"""Facts of `ingest.read.layout.footnotes`."""

from collections.abc import Callable, Sequence

from ingest.read.layout.footnotes import part_notes
from ingest.read.layout.rotation import Turn
from ingest.read.layout.words import Rule, Sheet, Word

SetWords = Callable[..., list[Word]]
BODY = 12.0
RULE = Rule(50, 690, 180, 690)


def sheet_of(words: Sequence[Word], *rules: Rule) -> Sheet:
    """A page of these words and rules."""
    return Sheet(1, Turn(0, 595, 842), tuple(words), rules)


def note(words: SetWords, mark: str, text: str, foot: float) -> list[Word]:
    """Small print behind a raised mark."""
    return [*words(mark, x=50, foot=foot - 3, size=6), *words(text, x=58, foot=foot, size=9)]


def body_of(words: SetWords) -> list[Word]:
    """A line of the usual size."""
    return words("The council pays for it.", foot=100, size=BODY)


def test_small_print_behind_raised_marks_is_notes(words: SetWords) -> None:
    """Each has its mark, which is no part of its words; the page keeps the rest."""
    body = body_of(words)
    tail = note(words, "1", "In the spring.", 700) + note(words, "2", "A tutor.", 715)
    rest, notes = part_notes(sheet_of(body + tail), BODY)
    assert list(rest.words) == body
    assert [(each.mark, each.lines[0].text) for each in notes] == [
        ("1", "In the spring."),
        ("2", "A tutor."),
    ]


def test_a_note_goes_on_over_lines(words: SetWords) -> None:
    """Up to the next mark."""
    tail = note(words, "1", "In the spring", 700) + words("of that year.", x=58, foot=711, size=9)
    _, notes = part_notes(sheet_of(body_of(words) + tail), BODY)
    assert [[line.text for line in each.lines] for each in notes] == [
        ["In the spring", "of that year."]
    ]


def test_a_short_rule_tells_a_note_that_has_no_mark(words: SetWords) -> None:
    """It goes on from the page before."""
    tail = words("of that year.", foot=700, size=9)
    _, notes = part_notes(sheet_of(body_of(words) + tail, RULE), BODY)
    assert [each.mark for each in notes] == [""]


def test_small_print_without_mark_or_rule_is_text(words: SetWords) -> None:
    """So is what stands under a rule as wide as the page."""
    tail = words("Printed on both sides.", foot=700, size=9)
    for rules in ([], [Rule(50, 690, 545, 690)]):
        page = sheet_of(body_of(words) + tail, *rules)
        assert part_notes(page, BODY) == (page, [])


def test_print_of_the_usual_size_is_no_note(words: SetWords) -> None:
    """Whatever its number: a list may end a page."""
    tail = [*words("1", x=50, foot=697, size=6), *words("Not small.", x=58, foot=700, size=BODY)]
    page = sheet_of(body_of(words) + tail)
    assert part_notes(page, BODY) == (page, [])
