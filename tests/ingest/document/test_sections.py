"""Headings that only look like it, headings that only are tagged so, and nested sections."""

from typing import Any

import pytest

from corpus.document import Block, Span
from ingest.document.sections import find_sections, is_prose, promote_headings, promote_lettered

Part = tuple[str, str, dict[str, Any]]
BODY = ("paragraph", "The plan is kept to, and has been since it was made in May.", {"size": 12.0})


def made(*parts: Part) -> tuple[str, tuple[Block, ...]]:
    """A text of the given blocks, parted by line ends."""
    text, blocks = "", []
    for kind, words, fields in parts:
        blocks.append(Block(kind, Span(len(text), len(text) + len(words)), **fields))  # type: ignore[arg-type]
        text += words + "\n"
    return text, tuple(blocks)


@pytest.mark.parametrize(
    "looks", [{"size": 12.0, "bold": True}, {"size": 14.0}, {"size": 12.0, "italic": True}]
)
def test_a_short_line_set_apart_is_a_heading(looks: dict[str, Any]) -> None:
    """Bold, larger or italic."""
    text, blocks = made(("paragraph", "What needs to improve", looks), BODY)
    assert promote_headings(text, blocks)[0].kind == "heading"


@pytest.mark.parametrize(
    "words",
    [
        "Executive summary 2",
        "Inspection dates: 4 to 15 February 2019",
        "and so it was",
        "It is kept to. It should be.",
        "One two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty twenty-one",
    ],
)
def test_facts_contents_and_sentences_are_no_headings(words: str) -> None:
    """Although they are bold."""
    text, blocks = made(("paragraph", words, {"size": 12.0, "bold": True}), BODY)
    assert promote_headings(text, blocks)[0].kind == "paragraph"


def test_cells_items_and_the_last_block_are_no_headings() -> None:
    """A heading has something under it."""
    bold = {"size": 12.0, "bold": True}
    text, blocks = made(
        ("cell", "Grade", bold), ("item", "Act", bold), BODY, ("paragraph", "End", bold)
    )
    assert [each.kind for each in promote_headings(text, blocks)] == [
        "cell",
        "item",
        "paragraph",
        "paragraph",
    ]


def test_a_found_heading_has_the_level_its_style_has_elsewhere() -> None:
    """A style that is never marked stands below the weightier ones."""
    text, blocks = made(
        ("heading", "Findings", {"size": 16.0, "bold": True, "level": 1}),
        ("paragraph", "Leaders", {"size": 14.04, "bold": True}),
        ("heading", "Help", {"size": 13.98, "bold": True, "level": 2}),
        ("paragraph", "Summary", {"size": 12.0, "bold": True}),
        ("paragraph", "Practice", {"size": 12.0, "italic": True}),
        *[BODY] * 9,
    )
    assert [each.level for each in promote_headings(text, blocks)[:5]] == [1, 2, 2, 3, 4]


@pytest.mark.parametrize(
    ("words", "bold", "prose"),
    [
        ("Take immediate action to keep to the plan.", False, True),
        ("The overall judgement is good.", True, False),
        ("care leavers", True, True),
        ("What needs to improve?", False, False),
    ],
)
def test_prose_is_told_from_headings(words: str, bold: bool, prose: bool) -> None:
    """By its end, its length and its first letter."""
    assert is_prose(words, bold) == prose


def test_sections_nest_by_level() -> None:
    """Each holds its heading and ends where the next as high begins."""
    text, blocks = made(
        ("heading", "One", {"level": 1}),
        BODY,
        ("heading", "Two", {"level": 2}),
        BODY,
        ("heading", "Three", {"level": 2}),
        BODY,
        ("heading", "Four", {"level": 1}),
        BODY,
    )
    sections = find_sections(text, blocks)
    assert [each.path for each in sections] == [
        ("One",),
        ("One", "Two"),
        ("One", "Three"),
        ("Four",),
    ]
    assert [each.span.of(text).count("kept") for each in sections] == [3, 1, 1, 1]
    assert sections[1].span in sections[0].span
    assert not sections[1].span.touches(sections[2].span)


def lettered(*words: str, under: str = "paragraph") -> list[Part]:
    """Items a., b., c. ... of the given words, each with something under it."""
    told = "They came in June and looked at the work."
    items = zip("abcdef", words, strict=False)
    return [
        part
        for letter, line in items
        for part in (("item", line, {"level": 1, "marker": f"{letter}."}), (under, told, {}))
    ]


def test_lettered_items_with_text_under_them_are_headings() -> None:
    """One below the numbered heading over them, be there another between."""
    text, blocks = made(
        ("heading", "Background", {"level": 2, "marker": "7."}),
        ("heading", "Review of 2015", {"level": 3}),
        *lettered("Visit of 2018", "Diagnostic of March 2018", "Peer review of 2019"),
    )
    sections = find_sections(text, promote_lettered(text, blocks))
    assert [each.path[-1] for each in sections[2:]] == [
        "Visit of 2018",
        "Diagnostic of March 2018",
        "Peer review of 2019",
    ]
    assert all(each.path[:-1] == ("Background",) for each in sections[1:])


@pytest.mark.parametrize(
    "items",
    [
        lettered("Visit", "Diagnostic"),
        lettered("Visit", "Diagnostic", "The council must act at once."),
        lettered("Visit", "Diagnostic", "Review", under="item"),
        lettered("Visit", "Diagnostic", "Review")[2:],
    ],
)
def test_other_lettered_items_stay_a_list(items: list[Part]) -> None:
    """Two of them, sentences, those without text under them, those that begin at b."""
    text, blocks = made(("heading", "Background", {"level": 2}), *items)
    assert promote_lettered(text, blocks) == blocks


def test_a_large_bold_cell_that_opens_a_table_heads_a_section() -> None:
    """Single-inspection reports print their judgements so."""
    banner = {"size": 14.0, "bold": True, "table": 0, "row": 0}
    text, blocks = made(
        ("cell", "Children in care", {**banner, "column": 0}),
        ("cell", "Good", {**banner, "column": 1}),
        ("heading", "Summary", {"size": 12.0, "bold": True, "level": 3}),
        *[BODY] * 3,
    )
    assert [each.path for each in find_sections(text, blocks)] == [
        ("Children in care",),
        ("Children in care", "Summary"),
    ]


def test_no_headings_no_sections() -> None:
    """And none of no blocks."""
    assert find_sections(*made(BODY)) == ()
    assert find_sections("", ()) == ()
    assert promote_headings("", ()) == ()
