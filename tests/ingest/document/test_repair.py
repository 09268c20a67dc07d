"""Repairs of a printed line, and hyphens at its end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document.repair import REPAIRS, Hyphens, repair_line

ODD = st.text(
    st.sampled_from("aé ﬁ1.?)\x02\xad\u00a0\u200b\u0301\uf06e\t-e\u0065")
    | st.characters(codec="utf-8"),
    max_size=40,
)


@pytest.mark.parametrize(
    ("printed", "repaired"),
    [
        ("the\u00a0plan  is ", "the plan is"),
        ("eﬃcient oﬃcers", "efficient officers"),
        ("cafe\u0301", "café"),
        ("\uf06e first", "• first"),
        ("co\u00adordi\u200bnate", "coordinate"),
        ("What needs to improve?1", "What needs to improve? 1"),
        ("(outcome 4).12 More", "(outcome 4). 12 More"),
        ("under s.47 and p.12, at 3.2", "under s.47 and p.12, at 3.2"),
        ("multi\x02", "multi\x02"),
    ],
)
def test_a_line_is_repaired(printed: str, repaired: str) -> None:
    """Spaces, ligatures, accents, bullets, invisible signs, glued digits; nothing else."""
    assert repair_line(printed) == repaired


@given(ODD)
def test_repairing_twice_is_repairing_once(line: str) -> None:
    """For the whole and for each repair."""
    assert repair_line(repair_line(line)) == repair_line(line)
    for repair in REPAIRS:
        assert repair(repair(line)) == repair(line)


@given(ODD)
def test_repairs_touch_no_letter(line: str) -> None:
    """But for composing and parting joined ones."""
    plain = [c for c in line if c.isascii() and c.isalnum()]
    kept = [c for c in repair_line(line) if c.isascii() and c.isalnum()]
    accents = line.count("\u0301") + sum(not c.isascii() for c in line)
    assert len(kept) >= len(plain) - accents


def join(blocks: list[list[str]], line: str, following: str) -> str:
    """Two lines joined as in a document of the given blocks."""
    end, gap = Hyphens(blocks).join(line, following)
    return end + gap + following


@pytest.mark.parametrize(
    ("line", "following", "joined"),
    [
        ("the plan", "is kept", "the plan is kept"),
        ("multi\x02", "agency work", "multi-agency work"),
        ("long-", "term", "long-term"),
        ("short-", "and long-term", "short- and long-term"),
        ("day-to-", "day", "day-to-day"),
        ("recom\xad", "mendation", "recommendation"),
        ("2018 -", "19", "2018 - 19"),
    ],
)
def test_a_hyphen_at_a_line_end_is_kept(line: str, following: str, joined: str) -> None:
    """Word processors add none; a soft one is never printed within a line."""
    assert join([["today and well"]], line, following) == joined


def test_a_typeset_document_loses_the_hyphens_it_added() -> None:
    """It breaks words that it has whole elsewhere; compounds it spells with one stay."""
    added = [["the recom-", "mendation"], ["a assess-", "ment"], ["long-", "term"]]
    blocks = [*added, ["recommendation", "assessment", "long-term"]]
    assert join(blocks, "the recom-", "mendation") == "the recommendation"
    assert join(blocks, "long-", "term") == "long-term"


def test_a_word_processor_keeps_a_word_it_also_spells_whole() -> None:
    """Where most breaks are compounds, all are."""
    breaks = [["long-", "term"], ["self-", "harm"], ["well-", "being"]]
    blocks = [*breaks, ["wellbeing", "long-term", "self-harm"]]
    assert join(blocks, "well-", "being") == "well-being"


def test_characters_that_are_none_are_left_out() -> None:
    """Controls, halves of pairs and non-characters; a vertical tab parts words."""
    assert repair_line("March 2024\x0b and 322\uffff to\ufffe <5 & R&R\ud800") == (
        "March 2024 and 322 to <5 & R&R"
    )


def test_signs_of_windows_are_read() -> None:
    """An apostrophe and a dash that a Latin-1 reading left as controls."""
    assert repair_line("children\x92s \x96 plans") == "children’s – plans"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["What needs to im-", "prove"], "What needs to improve"),
        (["The recom-", "mendations of 2019"], "The recommendations of 2019"),
        (["The neuro-", "developmental pathway"], "The neuro-developmental pathway"),
        (["A multi-", "agency plan"], "A multi-agency plan"),
        (["Long-", "term plans"], "Long-term plans"),
    ],
)
def test_a_word_of_the_field_that_a_line_breaks_is_whole(lines: list[str], joined: str) -> None:
    """Though the document has it nowhere else; what a hyphen may join stays as it is."""
    words, gap = Hyphens([lines]).join(*lines)
    assert words + gap + lines[1] == joined
