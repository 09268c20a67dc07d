"""What a document is about, and which of two things was typed, decide what is about the words."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from index.library import Library
from index.recurrence import weighing
from index.recurrence.senses import find_other_chapter, find_other_thing
from index.recurrence.subject import CouncilTables, goes_on
from index.recurrence.weighing import carry_on
from models.links.topic import Topic
from models.statements.issues import list_issues

ISSUES = [issue.id for issue in list_issues()]


def topic_of(words: str, others: Sequence[str] = ()) -> Topic:
    """Typed words of which nothing was read."""
    return Topic(words, tuple(others), (), np.zeros(2, np.float32), np.zeros((1, 2)))


@pytest.mark.parametrize(
    ("words", "text", "thing"),
    [
        ("domestic abuse", "Some children live with neglect for long.", "neglect"),
        ("domestic abuse", "Neglect and domestic violence are seen early.", ""),
        ("domestic abuse", "Some children wait for long.", ""),
        ("neglect", "Victims of domestic abuse are helped.", "domestic_abuse"),
        ("strategy discussions", "Section 47 enquiries are thorough.", "cp_enquiry"),
        ("caseloads", "Neglect is seen early.", ""),
    ],
)
def test_one_issue_may_be_two_things(words: str, text: str, thing: str) -> None:
    """A text that names only the other thing is not about the one typed."""
    assert find_other_thing(topic_of(words), text) == thing


class Weigher:
    """Gives each of two asks a chance: the second has the words but for "SEND"."""

    def weigh(self, topic: Topic, table: object) -> list[float]:
        """Sure of the second where "SEND" is left out."""
        return [0.1, 0.95] if topic.words == "waiting lists" else [0.6, 0.45]

    def is_general(self, words: str) -> bool:
        """True of "children" alone."""
        return words in ("", "children")


def weigh(words: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The chances of two asks in a kind of document."""
    weigher: Any = Weigher()
    asks = [SimpleNamespace(kind=kind, text=text) for text in ("Listen.", "Cut waiting lists.")]
    tables = cast("CouncilTables", SimpleNamespace(asks=asks, asked=None))
    monkeypatch.setattr(weighing, "to_topic", lambda library, rest: topic_of(rest))
    library = cast("Library", SimpleNamespace(topics=weigher))
    return weighing.weigh_asks(library, weigher, topic_of(words), tables)


def test_send_is_said_by_an_area_send_report_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has the other words is about them there; what has "SEND" alone is only possible."""
    assert weigh("SEND waiting lists", "area_send_report", monkeypatch) == [0.49, 0.95]
    assert weigh("waiting lists for children with SEND", "area_send_report", monkeypatch) == [
        0.49,
        0.95,
    ]


def test_elsewhere_and_alone_send_is_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """In another kind of document, and where nothing else was typed."""
    assert weigh("SEND waiting lists", "inspection_report", monkeypatch) == [0.6, 0.45]
    assert weigh("SEND", "area_send_report", monkeypatch) == [0.6, 0.45]
    assert weigh("children with SEND", "area_send_report", monkeypatch) == [0.6, 0.45]


def test_the_other_thing_is_possible_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sure ask about neglect, where domestic abuse was typed."""

    class Sure(Weigher):
        def weigh(self, topic: Topic, table: object) -> list[float]:
            return [0.9, 0.9]

    weigher: Any = Sure()
    asks = [SimpleNamespace(kind="inspection_report", text=text) for text in ("Neglect.", "Pace.")]
    tables = cast("CouncilTables", SimpleNamespace(asks=asks, asked=None))
    library = cast("Library", SimpleNamespace(topics=weigher))
    assert weighing.weigh_asks(library, weigher, topic_of("domestic abuse"), tables) == [0.49, 0.9]


def test_what_is_of_other_children_is_possible_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless it has the words; what another kind of document says is left as it is."""
    chances = [0.8, 0.85, 0.8]
    weigher: Any = SimpleNamespace(
        weigh_said=lambda topic, table: chances,
        is_general=lambda words: False,
        has_name=lambda topic, table: np.array([False, True, False]),
    )
    kinds = ("area_send_report", "area_send_report", "inspection_report")
    statements = [
        SimpleNamespace(document_kind=kind, text="Checks are kept.", is_outside=False)
        for kind in kinds
    ]
    tables = cast(
        "CouncilTables",
        SimpleNamespace(statements=statements, said=None, goes_on=[False] * 3),
    )
    monkeypatch.setattr(
        weighing, "find_other_children", lambda topic, kind: "others" * (kind == kinds[0])
    )
    library = cast("Library", SimpleNamespace(topics=weigher))
    assert weighing.weigh_said(library, topic_of("health assessments"), tables) == [0.49, 0.85, 0.8]


IN_CARE = "Children in care: good"


@pytest.mark.parametrize(
    ("words", "heading", "text", "whom"),
    [
        ("health of care leavers", IN_CARE, "Checks are on time.", "children in care"),
        ("health of care leavers", IN_CARE, "Care leavers have a passport.", ""),
        ("health of care leavers", "Children in care and care leavers", "Checks are on time.", ""),
        ("health of care leavers", "Leaders", "Checks are on time.", ""),
        ("child protection conferences", IN_CARE, "Plans are late.", "children in care"),
        (
            "looked-after children's school places",
            "Care leavers",
            "Places are few.",
            "care leavers",
        ),
        ("health checks", "Care leavers", "Checks are on time.", ""),
    ],
)
def test_a_chapter_is_about_whom_it_says(words: str, heading: str, text: str, whom: str) -> None:
    """What stands in a chapter on others is not about those typed, unless it names them."""
    topic = replace(topic_of(words), issues=np.eye(len(list_issues()))[[ISSUES.index("caseloads")]])
    assert find_other_chapter(topic, ["Wexmere, 2023", heading], text) == whom


def test_words_without_a_group_have_that_of_their_issue() -> None:
    """An issue of children in care is not found in the chapter on care leavers."""
    issues = np.eye(len(list_issues()))[[ISSUES.index("education_in_care")]]
    topic = replace(topic_of("school results"), issues=issues)
    assert find_other_chapter(topic, ["Care leavers"], "Results are poor.") == "care leavers"


def sentence(text: str, start: int, document: str = "report") -> Any:
    """One at a place of a document."""
    span = SimpleNamespace(start=start, end=start + len(text))
    return SimpleNamespace(text=text, document=document, citation=SimpleNamespace(span=span))


@pytest.mark.parametrize(
    ("second", "is_on"),
    [
        (sentence("This has improved.", 11), True),
        (sentence("As a result, children wait.", 11), True),
        (sentence("Thistles grow.", 11), False),
        (sentence("However, children wait.", 11), False),
        (sentence("This has improved.", 40), False),
        (sentence("This has improved.", 11, "another"), False),
    ],
)
def test_a_sentence_that_points_back_goes_on(second: Any, is_on: bool) -> None:
    """From the one right before it, in the same document."""
    assert goes_on(sentence("Too late.", 1), second) is is_on


def test_what_goes_on_from_words_that_are_surely_meant_is_told() -> None:
    """Once, and never as surely: what goes on from it is not."""
    chances = [0.95, 0.1, 0.1, 0.6, 0.1, 0.97]
    carried = carry_on(chances, [False, True, True, False, True, True])
    assert carried[1] == pytest.approx(0.86 * 0.95)
    assert carried[2:] == [0.1, 0.6, 0.1, 0.97]
