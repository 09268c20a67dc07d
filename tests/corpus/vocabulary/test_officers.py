"""Officers' names: known by where papers print them, and nothing else taken for one."""

import pytest

from corpus.vocabulary.officers import find_officers, is_officer_line

LINES = {
    "Report from: Ada Lark, Director of Children's Services": "Ada Lark",
    "Bo Finch\nHead of Service, Early Help": "Bo Finch",
    "Lead: Assistant Director / Cleo Wren": "Cleo Wren",
    "Dee O'Hare-Swift, Interim Head of Practice, 01632 960 001, dee.swift@wexmere.example": (
        "Dee O'Hare-Swift"
    ),
    "Court work Eve Rook Head of Service [phone number hidden]": "Eve Rook",
    "Dr Gil Tern explained the plan.": "Gil Tern",
}


@pytest.mark.parametrize(("text", "name"), LINES.items())
def test_a_name_is_known_by_what_stands_beside_it(text: str, name: str) -> None:
    """A post, a label, a title or contacts."""
    assert find_officers(text) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "Early Help, Head of Service",
        "Councillor Mrs Flo Heron, Chair of the Committee",
        "in partnership with Harbour Voice\nHead of Special Projects",
        "Children's Services, Assistant Director",
        "Signs of Safety was introduced by the Head of Practice.",
    ],
)
def test_what_is_no_officer_is_none(text: str) -> None:
    """Services, elected members, partners."""
    assert not find_officers(text)


def test_a_line_that_tells_who_somebody_is_says_nothing_else() -> None:
    """A sentence with a name in it does."""
    assert is_officer_line("Author: Ada Lark, Head of Practice, ada.lark@wexmere.example")
    assert not is_officer_line("Ada Lark, Head of Practice, said that caseloads had fallen.")
    assert not is_officer_line("Head of Practice")
