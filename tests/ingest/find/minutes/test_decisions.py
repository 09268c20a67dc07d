"""What minutes of any council say was decided."""

from dataclasses import replace

import pytest

from corpus.document import RawDocument, Source
from ingest.document.assemble import assemble
from ingest.find.minutes.decisions import find_decisions
from ingest.read.text import text_to_pages


def decisions_of(text: str) -> list[str]:
    """The words of each decision in minutes."""
    raw = RawDocument(text_to_pages(text), reader="text")
    document = replace(assemble(Source("a" * 64), raw), kind="minutes")
    return [document.quote(ask.span) for ask in find_decisions(document)]


@pytest.mark.parametrize(
    ("printed", "decided"),
    [
        ("RESOLVED: That visits be reported.", ["That visits be reported."]),
        ("RESOLVED\n\nThat visits be reported.", ["That visits be reported."]),
        ("**Resolved:** that visits be reported.", ["that visits be reported."]),
        ("Resolved –\n\n1. To note it.\n\n2. To ask again.", ["To note it.", "To ask again."]),
        ("RESOLVED: That\n\n(1) it be noted;\n\n(2) it return.", ["it be noted;", "it return."]),
        ("AGREED: That (a) it be noted; and (b) it return.", ["it be noted;", "it return."]),
        ("AGREED that the Board:\n\n- welcomes it\n\n- waits", ["welcomes it", "waits"]),
        ("Decision:\n\nThat the contract be extended.", ["That the contract be extended."]),
        ("It was agreed that the form be changed.", ["It was agreed that the form be changed."]),
        ("Two spoke. The board agreed to wait.", ["The board agreed to wait."]),
        ("The committee noted the plan.", []),
        (
            "The committee noted it and agreed to wait.",
            ["The committee noted it and agreed to wait."],
        ),
        ("AGREED as a correct record.", ["AGREED as a correct record."]),
        ("Decision\t\nThat the plan be adopted.\t\n", ["That the plan be adopted."]),
        ("Agreed:\n\n1. That it be sent.\n\n34. Date of next meeting: May", ["That it be sent."]),
        ("Item\tReport\tDecision\n5\tPlan\tNoted.", ["Noted."]),
    ],
)
def test_each_way_of_printing_a_decision_is_read(printed: str, decided: list[str]) -> None:
    """One decision for each item."""
    assert decisions_of(f"# Minutes\n\n## 4. Visits\n\n{printed}\n") == decided


def test_what_follows_a_resolution_is_none() -> None:
    """The next meeting's approval, who left, and what members asked."""
    text = (
        "# Minutes\n\nRESOLVED\n\nThat visits be reported.\n\nTo be approved at the next meeting."
        "\n\nThe Committee asked why visits were late. The Chair thanked officers.\n"
    )
    assert decisions_of(text) == ["That visits be reported."]
