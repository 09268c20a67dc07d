"""Members' questions and the answers minuted, and a committee's own standing questions."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Document, RawDocument, Source
from corpus.records import Question, Report
from ingest.document.assemble import assemble
from ingest.find.minutes.questions import find_questions
from ingest.pipeline import read_report
from ingest.read.text import text_to_pages
from ingest.sources import digest_file, find_source

SAMPLE = Path(__file__).parents[4] / "corpus" / "sample"
PLANTED = json.loads((SAMPLE / "answers.json").read_text("utf-8"))["questions"]


@pytest.fixture(scope="module")
def minutes() -> Report:
    """The minutes in the sample's pack."""
    path = SAMPLE / "pdf" / "2020-03-10-cabinet-pack.pdf"
    reports = read_report(find_source(path, digest_file(path), "Wexmere"), path)
    return next(report for report in reports if report.document.kind == "minutes")


@pytest.mark.parametrize("planted", PLANTED, ids=lambda one: one["number"])
def test_a_planted_question_is_found_with_topic_and_answer(planted: dict, minutes: Report) -> None:
    """Character for character."""
    found = {one.paragraph: one for one in minutes.questions}[planted["number"]]
    document = minutes.document
    assert found.topic == planted["topic"]
    assert document.quote(found.span) == planted["question"]
    assert found.answer
    assert document.quote(found.answer) == planted["answer"]


def questions_of(text: str, kind: str) -> tuple[Document, tuple[Question, ...]]:
    """What is asked in a text of a kind."""
    document = assemble(Source("a" * 64), RawDocument(text_to_pages(text), reader="text"))
    document = replace(document, kind=kind)
    return document, find_questions(document)


def test_an_entry_without_an_answer_has_none() -> None:
    """What members said stands alone."""
    text = """7.5 Members raised these questions and comments:

7.5.1 Visits concern was raised that visits were late.

7.5.2 Homes a Member asked where children lived. The Head of Service said that most lived near.
"""
    document, (first, second) = questions_of(text, "minutes")
    assert first.answer is None
    assert second.topic == "Homes"
    assert second.answer
    assert document.quote(second.answer).startswith("The Head of Service")


def test_key_questions_keep_the_heading_over_them() -> None:
    """Only those under a heading that calls them so."""
    text = """# The key questions to ask

## Partnerships

1. Do partners meet often?

2. Does the board know what they do?
"""
    _, found = questions_of(text, "committee_report")
    assert [(one.kind, one.topic, one.paragraph) for one in found] == [
        ("key_question", "Partnerships", "1"),
        ("key_question", "Partnerships", "2"),
    ]


def test_a_question_in_prose_is_nobodys() -> None:
    """A report may ask its reader something."""
    assert questions_of("1. What next? We do not know.\n", "committee_report")[1] == ()


@pytest.mark.parametrize(
    ("told", "asked", "answered"),
    [
        ("Councillor Pym asked who came. The Head said all.", "Councillor Pym", "The Head said"),
        ("**Pay** – A member asked why it fell. The Head said it did.", "**Pay**", "The Head"),
        ("RT queried the figure. PQ confirmed it.", "RT queried", "PQ confirmed"),
        ("Members considered it and asked why it was late.", "Members considered", ""),
        ("In reply to a question from Cllr Hay, he said no.", "In reply", "he said no"),
        ("Why are homes not registered?", "Why are homes", ""),
        (
            "The Revd Canon Orr enquired whether it stood. They said it did.",
            "The Revd",
            "They said",
        ),
        ("Asked by Mr Tay whether it stood, the Head replied that it did.", "Asked", "the Head"),
    ],
)
def test_running_text_tells_questions(told: str, asked: str, answered: str) -> None:
    """Each with what was said to it, where that is minuted."""
    document, (question,) = questions_of(f"# Minutes\n\n## 4. Homes\n\n{told}\n", "minutes")
    assert document.quote(question.span).startswith(asked.strip("*"))
    answer = document.quote(question.answer) if question.answer else ""
    assert answer.startswith(answered)
    assert bool(answer) == bool(answered)


def test_a_table_sets_questions_beside_answers() -> None:
    """A row is a question."""
    text = "# Minutes\n\nCouncillor\tQuestion\tAnswer\nPym\tAre checks kept?\tYes.\n"
    document, (question,) = questions_of(text, "minutes")
    assert document.quote(question.span) == "Are checks kept?"


def test_remarks_beside_questions_are_none() -> None:
    """A column of both has questions where they end as such."""
    rows = ("Question or comment\tReply", "Are checks kept?\tYes.", "The charter is kind.\tNoted")
    text = "# Minutes\n\n" + "\n".join(rows) + "\n"
    document, found = questions_of(text, "minutes")
    assert [document.quote(one.span) for one in found] == ["Are checks kept?"]


ANSWERS = "They are kept by the manager and seen each month by another."


@pytest.mark.parametrize(
    ("text", "asked", "answered"),
    [
        (
            f"# Councillors' questions: replies\n\nAre checks kept?\n\nAnswer: {ANSWERS}\n",
            "Are checks kept?",
            ANSWERS,
        ),
        (
            f"# Youth question time\n\nAre checks kept? (Kim, 15)\n\n{ANSWERS}\n",
            "Are checks kept?",
            ANSWERS,
        ),
        ("# What you might ask: questions\n\n- Are checks kept?\n", "Are checks kept?", ""),
        (
            "# Hubs\n\nQ1. Please tell us who checks.\n\nThe manager does.\n\nQ2. Is it kept?\n",
            "Please tell us who checks.",
            "The manager does.",
        ),
    ],
)
def test_a_heading_or_a_number_tells_what_is_asked(text: str, asked: str, answered: str) -> None:
    """In a paper of any kind, with what stands below it."""
    document, (question, *_) = questions_of(text, "committee_report")
    assert document.quote(question.span) == asked
    assert (document.quote(question.answer) if question.answer else "") == answered


@pytest.mark.parametrize(
    "heading", ["Consultation questions", "Equality impact: screening questions", "Our challenges"]
)
def test_what_a_form_or_an_author_asks_is_nobodys_question(heading: str) -> None:
    """Nor is it so for one that stands in a report of an outside body."""
    assert questions_of(f"# {heading}\n\n1. Will it help?\n", "committee_report")[1] == ()
    told = "# Questions\n\n1. Will it help?\n"
    assert questions_of(told, "inspection_report")[1] == ()


def test_a_question_is_no_topic() -> None:
    """Words like "How would the Commission know" are all of the question."""
    text = "# Minutes\n\nMembers raised questions:\n\n1. How would the Committee know? Later.\n"
    document, (question,) = questions_of(text, "minutes")
    assert document.quote(question.span).startswith("How would the Committee know?")


@pytest.mark.parametrize(
    "text",
    [
        "Question: How many wait?\n\nAnswer: Ten do.\n",
        "Question 1 from Ms Hart\n\nHow many wait?\n\nReply by the Chair\n\nTen do.\n",
    ],
)
def test_a_labelled_question_is_one_in_any_paper(text: str) -> None:
    """Where an answer that is labelled too stands right behind it."""
    document, (question,) = questions_of(f"# Answers\n\n{text}", "other")
    assert question.answer
    assert document.quote(question.span) == "How many wait?"
    assert document.quote(question.answer) == "Ten do."
    assert questions_of("# Form\n\nQuestion: How many wait?\n\nMore text.\n", "other")[1] == ()


@pytest.mark.parametrize(
    "told",
    [
        "Councillor Gould, referring to page 12, enquired whether schools knew.",
        "Agency staff - asked what share it was, the Director said a tenth.",
        "The independent adviser queried why visits had slipped.",
        "Kit asked whether pets were allowed.",
        "The Chief Nurse asked who would own the chronology.",
        "The following points were raised:\n\n- Why visits were late.\n- The room was cold.",
        "A question had been received from Mrs Ellery, who asked when a nurse would come.",
    ],
)
def test_a_question_is_told_in_many_ways(told: str) -> None:
    """Aside, behind a topic, by an adviser, in writing."""
    assert len(questions_of(f"# Minutes\n\n{told}\n", "minutes")[1]) == 1
