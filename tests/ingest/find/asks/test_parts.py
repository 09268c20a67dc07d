"""The parts of compound asks."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus.document import Document
from ingest.find.asks.by_kind import find_asks
from ingest.find.asks.parts import find_parts

SIF = {"kind": "inspection_report", "framework": "sif"}


def item(words: str, marker: str = "•", **fields: Any) -> tuple[Any, ...]:
    """An item of a list, of the first depth unless `level` says otherwise."""
    return "item", words, {"marker": marker, "level": 1, **fields}


def test_sub_points_are_parts_with_their_pages(build_document: Callable[..., Document]) -> None:
    """Each without its bullet and what leads to the next; the ask itself is unchanged."""
    document = build_document(
        ("heading", "Recommendations", {"level": 2, "bold": True}),
        item("Ensure that managers check:", "1."),
        item("the speed of visits; and", level=2),
        item("the quality of plans.", level=2, page=2),
        item("Improve the plans.", "2."),
        **SIF,
    )
    first, second = find_asks(document)
    assert [(document.quote(part.span), part.page) for part in first.parts] == [
        ("the speed of visits", 1),
        ("the quality of plans.", 2),
    ]
    assert document.quote(first.span).startswith("Ensure that managers check:")
    assert second.parts == ()


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (
            "Leaders should improve plans to: make them clear; and show what will change.",
            ["make them clear", "show what will change."],
        ),
        (
            "Strengthen supervision. Provide every manager with training.",
            ["Strengthen supervision.", "Provide every manager with training."],
        ),
        (
            "Develop a strategy for homes. This should include teenagers. Ensure it is used.",
            ["Develop a strategy for homes. This should include teenagers.", "Ensure it is used."],
        ),
        ("Improve the plans. Too many of them are late.", []),
        ("Report each month on practice; culture; leadership.", []),
        ("Find more jobs for care leavers; particularly apprenticeships for them.", []),
        ("Improve the quality of plans.", []),
    ],
)  # fmt: skip
def test_clauses_and_instructions_are_parts(
    build_document: Callable[..., Document], words: str, parts: list[str]
) -> None:
    """A description, a list of matters or an afterthought is no part of its own."""
    document = build_document(item(words), **SIF)
    (block,) = document.blocks
    assert [document.quote(part.span) for part in find_parts(document, block.span)] == parts
