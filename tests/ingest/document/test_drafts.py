"""Markers parted from their words, and blocks that are not what they are tagged as."""

import pytest

from corpus.document import RawBlock, RawLine
from ingest.document.drafts import Draft, draft_block, join_headings, part_cover, part_marker


def block(kind: str, *lines: str, **fields: object) -> RawBlock:
    """A block of lines without boxes."""
    return RawBlock(kind, tuple(RawLine(line) for line in lines), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "printed", "marker", "rest"),
    [
        ("item", "20. Ensure that", "20.", "Ensure that"),
        ("item", "20.Ensure that", "20.", "Ensure that"),
        ("paragraph", "3.2 The council", "3.2", "The council"),
        ("item", "a) one", "a)", "one"),
        ("item", "(iv) four", "(iv)", "four"),
        ("item", "◼ first", "•", "first"),
        ("item", "− first", "•", "first"),
        ("item", "o first", "•", "first"),
        ("paragraph", "• first", "•", "first"),
        ("note", "1 As told in May", "1", "As told in May"),
        ("heading", "2. Background", "2.", "Background"),
    ],
)
def test_a_marker_is_parted(kind: str, printed: str, marker: str, rest: str) -> None:
    """Bullets of all kinds are made alike."""
    assert part_marker(kind, printed) == (marker, rest)


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("paragraph", "20 children were seen"),
        ("paragraph", "– but not here"),
        ("paragraph", "2013. was the year".replace(" was", " Was")),
        ("item", "‘Quoted’ words"),
        ("item", "£5 a week"),
        ("item", "(see annex)"),
        ("paragraph", "A plan"),
        ("item", "95.5% of plans"),
    ],
)
def test_words_are_no_marker(kind: str, printed: str) -> None:
    """Numbers of things, dashes of sentences, quotation marks, years."""
    assert part_marker(kind, printed) == ("", printed)


def test_a_marker_on_a_line_of_its_own_is_parted() -> None:
    """The words begin on the next."""
    draft = draft_block(block("item", "20.", "Ensure that"), 1)
    assert draft is not None
    assert (draft.marker, draft.lead, [line.text for line in draft.lines]) == (
        "20.",
        "20. ",
        ["Ensure that"],
    )


def test_a_number_alone_stays_text() -> None:
    """It is all there is."""
    draft = draft_block(block("paragraph", "20."), 1)
    assert draft is not None
    assert (draft.marker, draft.lines[0].text) == ("", "20.")


def test_signs_alone_are_no_block_but_in_a_table() -> None:
    """A dash in a cell says that there is none."""
    assert draft_block(block("item", "◼"), 1) is None
    assert draft_block(block("paragraph", "______"), 1) is None
    assert draft_block(block("cell", "–"), 1) is not None
    assert draft_block(block("cell", " \u200b"), 1) is None


@pytest.mark.parametrize(
    ("words", "bold", "kind"),
    [
        ("Summary of findings", True, "heading"),
        ("The plan is kept to. So it is.", False, "paragraph"),
        ("1. Take steps to keep to the plan.", False, "item"),
        ("care leavers, and the need to be bold", False, "paragraph"),
        ("2. Background", False, "heading"),
    ],
)
def test_a_sentence_tagged_as_heading_is_none(words: str, bold: bool, kind: str) -> None:
    """Some authors number their paragraphs with a heading style."""
    draft = draft_block(block("heading", words, level=2, bold=bold), 1)
    assert draft is not None
    assert draft.kind == kind


def drafts(*blocks: RawBlock) -> list[Draft]:
    """The drafts of blocks on page 1."""
    made = (draft_block(each, 1) for each in blocks)
    return [draft for draft in made if draft is not None]


def texts(joined: list[Draft]) -> list[str]:
    """The words of each draft."""
    return [" ".join(line.text for line in draft.lines) for draft in joined]


def test_a_heading_in_two_blocks_of_one_look_is_one() -> None:
    """Where the second goes on in small letters."""
    first = block("heading", "What needs", size=14.0, bold=True)
    rest = block("paragraph", "to improve?", size=14.0, bold=True)
    assert texts(join_headings(drafts(first, rest))) == ["What needs to improve?"]


@pytest.mark.parametrize(
    "second",
    [
        block("paragraph", "to improve", size=11.0),
        block("paragraph", "To improve", size=14.0, bold=True),
        block("item", "to improve", size=14.0, bold=True, marker="•"),
    ],
)
def test_other_blocks_under_a_heading_stay_apart(second: RawBlock) -> None:
    """Of another look, with a capital, with a bullet."""
    first = block("heading", "What needs", size=14.0, bold=True)
    assert len(join_headings(drafts(first, second))) == 2


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("Youth Committee", "Report of the Head", "of Homes", "4 May 2024", "Our homes"), 4),
        (("Youth Committee", "Report of the Director", "12 March 2024"), 3),
        (("The committee met the carers on", "12 March 2024"), 1),
        (("Director of Homes", "Harbour House", "Poldale"), 1),
    ],
)
def test_the_lines_of_a_cover_stand_apart(lines: tuple[str, ...], parts: int) -> None:
    """Where one is nothing but a day, and the line before is no sentence that goes on."""
    assert len(part_cover(block("paragraph", *lines))) == parts
