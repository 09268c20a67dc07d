"""What a commissioner's report asks for, by kind, and whom."""

from dataclasses import replace

import pytest

from corpus.document import Document, RawDocument, Source
from corpus.records import Ask
from ingest.document.assemble import assemble
from ingest.document.classify import identify
from ingest.find.asks.by_kind import find_asks
from ingest.read.text import text_to_pages


def read(text: str, kind: str = "commissioner_report") -> tuple[Document, tuple[Ask, ...]]:
    """A text of a kind, and its asks."""
    raw = RawDocument(text_to_pages(text), reader="text")
    document = identify(replace(assemble(Source("a" * 64, authority="Wexmere"), raw), kind=kind))
    return document, find_asks(document)


def kinds_and_addressees(sentence: str) -> list[tuple[str, str]]:
    """The kind and addressee of each ask in a paragraph of a commissioner's report."""
    _, asks = read(f"4. Leadership\n\n{sentence}\n")
    return [(ask.kind, ask.addressee) for ask in asks]


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("However, the Council needs to publish its plan each year.", "Wexmere Council"),
        ("In addition, the Council must publish its plan each year.", "Wexmere Council"),
        ("Given the delays described here, the Council needs to move faster.", "Wexmere Council"),
        ("Wexmere also need to use family meetings more often.", "Wexmere Council"),
        ("Members in senior posts must read the audits each month.", "Members in senior posts"),
        (
            "The Leader, the Chief Executive and the Director of Children must agree a plan.",
            "Leader, the Chief Executive and the Director of Children",
        ),
        ("The WSCP needs to share its audits with the Board.", "WSCP"),
        ("Long waits should be ended at once by the council and the CCG.", "council and the CCG"),
        ("The plan is bold and needs to be driven by the whole Council, not by one team.",
         "Wexmere Council"),
        ("I would recommend that the Council is given a partner to work with.", "Wexmere Council"),
        ("The new Board, which met in May, should publish its plan.", "Board"),
        ("The link between the Board and the Panel should be made stronger.", ""),
        ("The role of the scrutiny committee needs to be made stronger.", ""),
        ("Advice was welcome and this needs to continue next year.", ""),
        ("They need to lead across schools and social care.", ""),
        ("Early help is given from four hubs and needs to be better linked to social care.", ""),
        ("There is an urgent need to agree one model of practice.", ""),
    ],
)  # fmt: skip
def test_a_demand_is_addressed_to_a_body_or_to_nobody(sentence: str, addressee: str) -> None:
    """Openers are no part of a name; a link, a role or a pronoun is no body."""
    assert kinds_and_addressees(sentence) == [("demand", addressee)]


@pytest.mark.parametrize(
    "sentence",
    [
        "This needs to be seen in the context of a growing town.",
        "It should be noted that the town is growing.",
        "There is a team for children who need to be found a home quickly.",
        "The notice says at length what needs to change in the service.",
        "Managers know where practice still needs to improve this year.",
        "If the council is to keep its services, it will need to spend more on them.",
        "Should this not work, other ways will be considered next year.",
        "They should not have been surprised by what was found.",
        "Leaders should have brought the findings together before now.",
        "Under section 17 councils must assess children in need.",
        "The report must also consider who is to run the services.",
        "Assessments lead to their needs being met at an early stage.",
        "The support that is needed is described in the plan.",
        "This work should greatly assist the teams with their caseloads.",
        "One manager said 'the council must listen to us' with feeling.",
        "What should the council do about the waits that are described here?",
        "Where we have named others you will need to ask them for leave.",
    ],
)
def test_what_only_tells_or_supposes_is_no_ask(sentence: str) -> None:
    """Context, law, remit, conditions, questions, quotations and what is past ask for nothing."""
    assert kinds_and_addressees(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "They noted that the hub works, but that the authority needs to decide sooner.",
        "She also recommended that the way cases are shared out is reviewed.",
        "There were 9 recommendations, covering the need for better plans and reviews.",
        "The main finding of the review was to bring the plans together under one board.",
    ],
)
def test_what_others_asked_is_restated(sentence: str) -> None:
    """It is never the commissioner's own demand."""
    assert [kind for kind, _ in kinds_and_addressees(sentence)] == ["restated"]


def test_a_should_that_goes_on_with_advice_is_restated() -> None:
    """The next sentence of the paragraph is still the reviewers'; a "needs to" is her own."""
    _, asks = read(
        "4. Reviews\n\nThe reviewers felt that the data will help. The team should count visits"
        " each week. The Council needs to act on this now.\n"
    )
    assert [ask.kind for ask in asks] == ["restated", "demand"]


def test_a_promise_is_a_commitment_of_who_made_it() -> None:
    """A promise still to be kept; what was agreed to or once agreed is none."""
    promised = "The Council has agreed to appoint two heads of service."
    assert kinds_and_addressees(promised) == [("commitment", "Wexmere Council")]
    for told in (
        "Cabinet have recently agreed to the closure of the home.",
        "Families who have agreed to take part are seen each week.",
        "It is not clear whether the Board has agreed to meet again.",
    ):
        assert kinds_and_addressees(told) == []


def test_a_council_says_what_it_has_promised() -> None:
    """Commitments are read in committee papers too, and nothing is an ask twice."""
    document, asks = read(
        "1. Background\n\nThe Council has agreed to fund six posts.\n\n2. Decision\n\n"
        "The Committee is asked to note the report.\n",
        "committee_report",
    )
    assert [(ask.kind, document.quote(ask.span)) for ask in asks] == [
        ("commitment", "The Council has agreed to fund six posts."),
        ("decision_asked", "The Committee is asked to note the report."),
    ]


def test_what_is_listed_and_what_the_text_demands_are_told_apart() -> None:
    """Recommendations are the numbered list; points that "must be tackled" are demands."""
    _, asks = read(
        "4. Practice\n\nThere are two more points that must be tackled:\n\n"
        "1. The Improvement Board will meet monthly. The Board must ask for audits.\n\n"
        "2. More rigour is needed in all parts of the process.\n\n"
        "5. Recommendations\n\n"
        "1. The Council must publish one plan.\n\n"
        "2. The Commissioner should report again within six months.\n"
    )
    assert [(ask.kind, ask.printed_number, ask.addressee) for ask in asks] == [
        ("demand", "1", "Improvement Board"),
        ("demand", "2", ""),
        ("recommendation", "1", "Wexmere Council"),
        ("recommendation", "2", "Commissioner"),
    ]
