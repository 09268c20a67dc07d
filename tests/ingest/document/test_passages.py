"""What search returns: paragraphs, items with their sub-points, rows of tables."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from ingest.document.passages import find_passages

LONG = "Social workers know children well and see them often."


def quotes(document: Document) -> list[str]:
    """The words of all passages."""
    return [document.quote(passage.span) for passage in find_passages(document)]


def test_paragraphs_items_and_rows_are_passages(build_document: Callable[..., Document]) -> None:
    """Headings and notes are none; a row is one, a numbered paragraph keeps its number."""
    row = {"table": 0, "row": 1}
    document = build_document(
        ("heading", "Findings about help and protection", {"level": 1}),
        ("item", LONG, {"marker": "20.", "level": 1}),
        ("note", "The framework has four outcomes and three enablers.", {"marker": "1"}),
        ("cell", "Initial health assessments", {**row, "column": 0}),
        ("cell", "59% against a target of 80%", {**row, "column": 1}),
        ("paragraph", "Caseloads are high in every team."),
    )
    assert quotes(document) == [
        LONG,
        "Initial health assessments\n59% against a target of 80%",
        "Caseloads are high in every team.",
    ]
    assert [passage.paragraph for passage in find_passages(document)] == ["20", "", ""]


def test_sub_points_stay_with_their_item(build_document: Callable[..., Document]) -> None:
    """After a colon, and where they are set deeper; the next item is a passage of its own."""
    document = build_document(
        ("item", "In the last twelve months there have been:", {"marker": "•", "level": 1}),
        ("item", "29 adoptions", {"marker": "•", "level": 2}),
        ("item", "20 special guardianship orders", {"marker": "•", "level": 2}),
        ("item", "Five children live with their parents.", {"marker": "•", "level": 1}),
        ("item", "Ensure that all of these are timely:", {"marker": "5.", "level": 1}),
        ("item", "plans and reviews", {"marker": "•", "level": 1}),
        ("item", "visits to children", {"marker": "•", "level": 1}),
        ("item", "Improve the supervision of staff.", {"marker": "6.", "level": 1}),
        ("item", "a paragraph whose number the file has lost", {"level": 1}),
    )
    assert [text.count("\n") for text in quotes(document)] == [2, 0, 2, 0, 0]


def test_what_every_report_says_is_left_out(build_document: Callable[..., Document]) -> None:
    """Contents, the list of inspectors, and the publisher's imprint to the end."""
    document = build_document(
        ("heading", "Contents", {"level": 1}),
        ("paragraph", "The experiences and progress of children 7"),
        ("heading", "Findings", {"level": 1}),
        *(("paragraph", f"{LONG} In {year}.") for year in range(2000, 2020)),
        ("heading", "The inspection team", {"level": 1}),
        ("paragraph", "Lead inspector and six more inspectors"),
        ("heading", "More findings", {"level": 1}),
        ("paragraph", "Early help is strong and well led."),
        ("paragraph", "You may reuse this information in any format or medium."),
        ("paragraph", "Store Street, Manchester, and a telephone"),
        framework="sif",
    )
    found = quotes(document)
    assert len(found) == 21
    assert found[-1] == "Early help is strong and well led."


def test_a_section_ends_at_a_heading_that_is_not_its_own(
    build_document: Callable[..., Document],
) -> None:
    """What the grades mean is left out with its parts, whatever level the next section has."""
    document = build_document(
        *(("paragraph", f"{LONG} In {year}.") for year in range(2000, 2020)),
        ("heading", "What the inspection judgements mean", {"level": 1}),
        ("heading", "The LSCB", {"level": 2}),
        ("paragraph", "A good board is one that does well."),
        ("heading", "Section 2: the board", {"level": 3}),
        ("paragraph", "The board meets every month."),
        framework="sif",
    )
    assert quotes(document)[20:] == ["The board meets every month."]


def test_a_section_that_lost_its_end_is_kept(build_document: Callable[..., Document]) -> None:
    """A heading of the first rank over the whole report hides none of it."""
    document = build_document(
        ("heading", "About this inspection", {"level": 1}),
        *(("paragraph", f"{LONG} In {year}.") for year in range(2000, 2005)),
        framework="sif",
    )
    assert len(quotes(document)) == 5


WORDS = st.text("abc de.\n", max_size=60)
KINDS = st.sampled_from(["heading", "paragraph", "item", "note"])


@given(st.lists(st.tuples(KINDS, WORDS), max_size=8))
def test_passages_never_overlap_and_reading_again_gives_the_same(
    build_document: Callable[..., Document], lines: list[tuple[str, str]]
) -> None:
    """Whatever the blocks: in order, apart, and with ids that differ."""
    document = build_document(*lines)
    found = find_passages(document)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert len({passage.id for passage in found}) == len(found)
    assert found == find_passages(document)


def test_a_real_reports_findings_are_passages(
    shared: Path, read_known: Callable[[Path], Document]
) -> None:
    """Medway's report of 2015: 143 numbered paragraphs, each once, and no word of the imprint."""
    document = read_known(shared / "corpus/medway/ofsted-2015-11-27-single-inspection.pdf")
    found = find_passages(document)
    numbers = [int(passage.paragraph) for passage in found if passage.paragraph.isdigit()]
    assert sorted(numbers) == list(range(1, max(numbers) + 1))
    assert max(numbers) > 135
    assert not any("Piccadilly" in document.quote(passage.span) for passage in found)
    assert max(len(document.quote(passage.span)) for passage in found) < 2500
