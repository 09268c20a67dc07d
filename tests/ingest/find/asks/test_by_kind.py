"""Recommendations found in every form that inspectors have printed since 2013."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Indel

from corpus.document import Document
from corpus.records import Ask
from ingest.find.asks.by_kind import find_asks

SIF = {"kind": "inspection_report", "framework": "sif"}
ILACS = {"kind": "inspection_report", "framework": "ilacs_2023"}
SEND = {"kind": "area_send_report", "framework": "area_send_2023"}


def heading(words: str, level: int = 2, **fields: Any) -> tuple[Any, ...]:
    """A heading as a reader gives it."""
    return "heading", words, {"level": level, "bold": True, **fields}


def item(words: str, marker: str = "•", **fields: Any) -> tuple[Any, ...]:
    """An item of a list, of the first depth unless `level` says otherwise."""
    return "item", words, {"marker": marker, "level": 1, **fields}


def cell(words: str, row: int, column: int, **fields: Any) -> tuple[Any, ...]:
    """A cell of the only table."""
    return "cell", words, {"table": 0, "row": row, "column": column, **fields}


def quoted(document: Document, asks: tuple[Ask, ...]) -> list[str]:
    """The words of asks."""
    return [document.quote(ask.span) for ask in asks]


def test_a_time_band_belongs_to_the_items_under_it(build_document: Callable[..., Document]) -> None:
    """The introduction is no item, and says whom the items ask."""
    document = build_document(
        heading("Areas for improvement"),
        item("To do better, the council and its partners should take the following action.", "15."),
        heading("Immediately:", 3),
        item("mend the first thing"),
        heading("Within three months:", 3),
        item("mend the second thing"),
        item("mend the third thing"),
        heading("Outcomes for children", 1),
        item("Outcomes are mixed.", "16."),
        kind="inspection_report",
        framework="looked_after_2013",
    )
    asks = find_asks(document)
    assert quoted(document, asks) == [
        "mend the first thing", "mend the second thing", "mend the third thing"
    ]  # fmt: skip
    assert [ask.timescale for ask in asks] == ["Immediately", *2 * ["Within three months"]]
    assert {ask.addressee for ask in asks} == {"council and its partners"}
    assert {ask.section for ask in asks} == {"Areas for improvement"}
    assert {ask.kind for ask in asks} == {"area_for_improvement"}


def test_sub_headings_are_part_of_a_section(build_document: Callable[..., Document]) -> None:
    """A list of the single framework has two parts and sub-headings; the next section ends it."""
    document = build_document(
        heading("What does the local authority need to improve? 2"),
        heading("Priority and immediate action", 3),
        heading("Capacity", 4),
        item("Ensure enough social workers.", "1."),
        heading("Areas for improvement"),
        ("paragraph", "Quality of practice"),  # a sub-heading that nothing marks as one
        item("Line managers should check plans (paragraphs 20, 21 and 36).", "2."),
        heading("The local authority’s strengths"),
        item("The front door is strong and should stay so.", "3."),
        **SIF,
    )
    asks = find_asks(document)
    top = "What does the local authority need to improve?"
    assert [ask.section for ask in asks] == [
        f"{top} > Priority and immediate action > Capacity",
        f"{top} > Areas for improvement > Quality of practice",
    ]
    assert [ask.kind for ask in asks] == ["priority_action", "area_for_improvement"]
    assert [ask.timescale for ask in asks] == ["Priority and immediate action", ""]
    assert [ask.printed_number for ask in asks] == ["1", "2"]
    assert [ask.addressee for ask in asks] == ["local authority", "Line managers"]
    assert asks[1].references == ("20", "21", "36")


def test_the_board_has_a_list_of_its_own(build_document: Callable[..., Document]) -> None:
    """The same heading twice in one report: once for the authority, once for the board."""
    document = build_document(
        heading("The local authority", 1),
        heading("Recommendations"),
        item("Improve supervision.", "1."),
        heading("Summary for children and young people"),
        item("You told us that you like your social workers."),
        heading("The Local Safeguarding Children Board (LSCB)", 1),
        heading("Recommendations"),
        item("Publish an annual report.", "120."),
        heading("Inspection findings – the board"),
        item("The board meets often.", "121."),
        **SIF,
    )
    asks = find_asks(document)
    assert [ask.addressee for ask in asks] == ["local authority", "LSCB"]
    assert [ask.printed_number for ask in asks] == ["1", "120"]
    assert {ask.kind for ask in asks} == {"recommendation"}


def test_sub_points_stay_with_their_item(build_document: Callable[..., Document]) -> None:
    """Bullets under a number, over a page too, and bullets set deeper, are parts of one ask."""
    document = build_document(
        heading("Recommendations"),
        item("Ensure that:", "1."),
        item("plans are timely"),
        item("plans are reviewed.", page=2),
        item("Improve supervision.", "2.", page=2),
        heading("Recommendations for the board"),
        item("Services to care leavers, including:", page=2),
        item("housing", level=2, page=2),
        item("Life-story work.", page=2),
        **SIF,
    )
    assert quoted(document, find_asks(document)) == [
        "Ensure that:\nplans are timely\nplans are reviewed.",
        "Improve supervision.",
        "Services to care leavers, including:\nhousing",
        "Life-story work.",
    ]


def test_a_bulleted_list_ends_at_the_next_heading(build_document: Callable[..., Document]) -> None:
    """The footnote between is no item, the findings after are none, and nobody is named."""
    document = build_document(
        heading("What needs to improve? 1"),
        ("note", "Each area is tied to an outcome of the framework.", {"marker": "1"}),
        item("The quality of plans. (outcome 4, national framework)"),
        item("Managers’ oversight."),
        heading("The experiences and progress of children in care: good"),
        item("Children live with families who must be supported.", "1."),
        **ILACS,
    )
    asks = find_asks(document)
    assert quoted(document, asks) == [
        "The quality of plans. (outcome 4, national framework)", "Managers’ oversight."
    ]  # fmt: skip
    assert {ask.section for ask in asks} == {"What needs to improve?"}
    assert {(ask.addressee, ask.printed_number) for ask in asks} == {("", "")}


def test_a_list_ends_without_any_heading_marked_as_one(
    build_document: Callable[..., Document],
) -> None:
    """As from a scan: bare lines for headings, paragraphs for items."""
    document = build_document(
        ("paragraph", "Contents"),
        ("paragraph", "What needs to improve? 2"),
        ("paragraph", "The experiences and progress of children in care 3"),
        ("paragraph", "What needs to improve?"),
        ("paragraph", "The quality of plans."),
        ("paragraph", "Managers’ oversight."),
        ("paragraph", "The experiences and progress of children in care is good."),
        ("paragraph", "Children live with families."),
        **ILACS,
    )
    assert quoted(document, find_asks(document)) == [
        "The quality of plans.",
        "Managers’ oversight.",
    ]


def test_text_after_a_list_is_not_in_it(build_document: Callable[..., Document]) -> None:
    """Nor does a later plain line between numbered paragraphs take the list up again."""
    document = build_document(
        heading("What does the local authority need to improve?"),
        item("Ensure enough social workers.", "1."),
        ("paragraph", "Inspectors read many files and talked with children and their families."),
        item("The front door works.", "2."),
        ("paragraph", "Early help"),
        item("Early help works.", "3."),
        **SIF,
    )
    assert quoted(document, find_asks(document)) == ["Ensure enough social workers."]


def test_a_table_names_the_responsible_body(build_document: Callable[..., Document]) -> None:
    """A row is one ask; a body's name that a page parted from its row belongs to it."""
    document = build_document(
        heading("Areas for priority action", 1),
        cell("Responsible body", 0, 0),
        cell("Areas for priority action", 0, 1),
        cell("Wexmere Council and the Integrated Care", 1, 0),
        cell("Leaders must agree a strategy.", 1, 1),
        cell("Board", 2, 0, page=2),
        cell("Wexmere Council", 3, 0, page=2),
        cell("Leaders must mend plans:", 3, 1, page=2),
        cell("soon.", 3, 1, page=2),
        heading("Local area partnership details", 1),
        cell("Wexmere Council", 9, 0),
        cell("The board should not be read as asked.", 9, 1),
        **SEND,
    )
    asks = find_asks(document)
    assert quoted(document, asks) == [
        "Leaders must agree a strategy.", "Leaders must mend plans:\nsoon."
    ]  # fmt: skip
    assert [ask.addressee for ask in asks] == [
        "Wexmere Council and the Integrated Care Board", "Wexmere Council"
    ]  # fmt: skip
    assert {ask.kind for ask in asks} == {"priority_action"}


def test_cells_of_a_row_come_in_any_order(build_document: Callable[..., Document]) -> None:
    """What the second column asks is the ask, and the first names the body, broken in two too."""
    document = build_document(
        heading("Areas for priority action", 1),
        cell("Leaders must agree a strategy.", 1, 1),
        cell("Wexmere Council", 1, 0),
        cell("and its partners", 1, 0, page=2),
        **SEND,
    )
    (ask,) = find_asks(document)
    assert document.quote(ask.span) == "Leaders must agree a strategy."
    assert ask.addressee == "Wexmere Council and its partners"


def test_an_item_that_lost_its_bullet_is_one(build_document: Callable[..., Document]) -> None:
    """The bullets after it are items beside it, for it leads to nothing and is no sub-heading."""
    lost = "Mend the first thing, which takes more words to say than any sub-heading has"
    document = build_document(
        heading("Areas for improvement"),
        ("paragraph", lost),
        item("mend the second thing"),
        ("paragraph", "Inspectors came in May."),
        **SIF,
    )
    assert quoted(document, find_asks(document)) == [lost, "mend the second thing"]


def test_boxes_are_one_ask_each(build_document: Callable[..., Document]) -> None:
    """A box may hold a lead and bullets; whom it asks stands in its first words."""
    box = {"table": 3}
    document = build_document(
        heading("Areas for improvement", 1),
        ("paragraph", "Leaders across the partnership should improve:", {**box, "row": 1}),
        item("plans;", **box, row=1),
        item("waiting times.", **box, row=1),
        ("paragraph", "Plans are late. Health leaders should say why.", {**box, "row": 2}),
        ("paragraph", "Some children wait.", {**box, "row": 3}),
        **SEND,
    )
    asks = find_asks(document)
    assert quoted(document, asks)[0] == (
        "Leaders across the partnership should improve:\nplans;\nwaiting times."
    )
    assert [ask.addressee for ask in asks] == [
        "Leaders across the partnership", "Health leaders", ""
    ]  # fmt: skip


def test_letters_have_lists_too(build_document: Callable[..., Document]) -> None:
    """A focused visit's letter: an area for priority action, and what needs to improve."""
    document = build_document(
        ("heading", "Area for priority action", {"level": 1}),
        ("paragraph", "The local authority needs to take swift action to:"),
        item("see every child"),
        item("check every plan."),
        ("heading", "What needs to improve in this area of social work practice", {"level": 1}),
        item("The quality of assessments."),
        ("heading", "Findings", {"level": 1}),
        item("Thresholds are clear."),
        kind="focused_visit",
        framework="ilacs_focused",
    )
    asks = find_asks(document)
    assert [ask.kind for ask in asks] == ["priority_action", "area_for_improvement"]
    assert quoted(document, asks)[0].count("\n") == 2


def test_a_peer_review_asks_under_its_own_heading(build_document: Callable[..., Document]) -> None:
    """What the team leaves the council to think about is asked of it."""
    document = build_document(
        ("heading", "Areas for consideration", {"level": 1}),
        item("Bring the plans for care leavers together."),
        item("Hear from foster carers earlier."),
        ("heading", "Next steps", {"level": 1}),
        item("The team will come back in the spring."),
        kind="peer_review",
    )
    asks = find_asks(document)
    assert [ask.kind for ask in asks] == ["recommendation", "recommendation"]


@pytest.mark.parametrize(
    "words",
    [
        "There are no areas for priority or immediate action.",
        "No areas were identified for immediate improvement.",
        "The inspection did not find any areas for priority and immediate action.",
    ],
)
def test_nothing_asked_is_no_ask(build_document: Callable[..., Document], words: str) -> None:
    """A list may say that it is empty."""
    document = build_document(
        heading("Priority and immediate action", 3),
        item(words, "1."),
        heading("Areas for improvement", 3),
        item("Improve supervision.", "2."),
        **SIF,
    )
    assert quoted(document, find_asks(document)) == ["Improve supervision."]


def test_narrative_about_recommendations_is_none(build_document: Callable[..., Document]) -> None:
    """The recommendations on which officers ask a committee to decide are not traced either."""
    narrative = item("All recommendations of the last inspection have been met.", "30.")
    assert find_asks(build_document(heading("Inspection findings"), narrative, **SIF)) == ()
    paper = (heading("1. Recommendations"), item("The Committee is asked to note it.", "1.1"))
    (asked,) = find_asks(build_document(*paper, kind="committee_report"))
    assert (asked.kind, asked.addressee) == ("decision_asked", "Committee")


def test_ids_last(build_document: Callable[..., Document]) -> None:
    """Reading again gives the same ids, and the same words twice give two."""
    lines = (heading("Recommendations"), item("Improve.", "1."), item("Improve.", "2."))
    first, second = (find_asks(build_document(*lines, **SIF)) for _ in range(2))
    assert first == second
    assert len({ask.id for ask in first}) == 2


# --- the real corpus ------------------------------------------------------------


def words_of(text: str) -> list[str]:
    """Words as asks are compared: lower case, letters and digits only."""
    return re.findall(r"[a-z0-9]+", text.lower())


def test_the_hand_checked_reports_give_every_ask(
    shared: Path, read_known: Callable[[Path], Document]
) -> None:
    """Sixteen reports of 2013 to 2026: each ask once, with its section, band, page and number."""
    wrong = []
    for path in sorted((shared / "gold/extraction").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        document = read_known(shared / gold["file"])
        asks = find_asks(document)
        wanted = gold["recommendations"]
        if len(asks) != len(wanted):
            wrong.append(f"{path.stem}: {len(asks)} asks of {len(wanted)}")
        wrong += [
            f"{path.stem}: {want['text'][:40]}"
            for want, ask in zip(wanted, asks, strict=False)
            if not _is_as_checked(document, ask, want)
        ]
    assert not wrong


def _is_as_checked(document: Document, ask: Ask, want: dict[str, Any]) -> bool:
    alike = Indel.normalized_similarity(words_of(want["text"]), words_of(document.quote(ask.span)))
    told = (ask.section, ask.timescale, ask.addressee, ask.printed_number)
    labels = [want.get(name) or "" for name in ("section", "timescale", "addressee", "number")]
    return alike >= 0.9 and told == tuple(labels) and document.page_of(ask.span) == want["page"]
