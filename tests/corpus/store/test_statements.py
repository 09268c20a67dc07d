"""What documents say: statements and records with the facts of their documents."""

from collections.abc import Callable
from datetime import date
from sqlite3 import Connection

from corpus.document import Span
from corpus.records import Action, Judgement, Observation, Question, Report
from corpus.store.statements import find_themed, finding_confidences, iter_records, iter_statements

Keep = Callable[..., Report]
DAY = date(2019, 7, 1)  # of the reports kept


def test_statements_are_asks_actions_and_findings(empty: Connection, keep: Keep) -> None:
    """Each with what it says, its words, its passage and the headings over it."""
    keep("a", records={"actions": (Action("a-action", Span(30, 37)),)})
    ask, action, finding = iter_statements(empty, "Ambleford", DAY)
    assert (ask.kind, ask.said, ask.passage, ask.page) == ("ask", "recommendation", "a-second", 2)
    assert (action.kind, action.said, action.text) == ("action", "planned_action", "ncil sh")
    assert (finding.kind, finding.said, finding.confidence) == ("finding", "weakness", 0.8)
    assert (finding.published, finding.heading, finding.start) == (DAY, "Heading", 0)


def test_statements_are_of_dated_documents_of_the_authority(empty: Connection, keep: Keep) -> None:
    """Published by the day, which counts."""
    keep("later", published=date(2019, 7, 2))
    keep("undated", published=None)
    keep("barrow", authority="Barrow")
    assert list(iter_statements(empty, "Ambleford", DAY)) == []
    assert len(list(iter_statements(empty, "Barrow", DAY))) == 2


def test_findings_have_themes_and_confidences(empty: Connection, keep: Keep) -> None:
    """A theme is its whole name."""
    keep("a")
    assert find_themed(empty, "visits") == {"a-finding"}
    assert find_themed(empty, "visit") == set()
    assert finding_confidences(empty) == {"a-finding": 0.8}


def test_records_come_as_they_were_saved_with_their_words(empty: Connection, keep: Keep) -> None:
    """By publication, then in the order of saving; those of undated documents first."""
    graded = Judgement(Span(0, 6), "leaders", "good", "Good")
    keep("later", records={"judgements": (graded,)})
    keep("undated", records={"judgements": (graded, graded)}, published=None)
    sources = list(iter_records(empty, Judgement, "Ambleford"))
    assert [source.document for source in sources] == ["undated", "undated", "later"]
    assert sources[2].record == graded
    assert (sources[2].text, sources[2].page, sources[2].published) == ("Visits", 1, DAY)
    assert sources[2].document_kind == "inspection_report"


def test_records_to_a_day_are_of_dated_documents(empty: Connection, keep: Keep) -> None:
    """Of that authority, whatever the kind of record."""
    asked = Question("q", Span(0, 6), answer=Span(7, 10), themes=("visits",))
    value = Observation("o", Span(0, 6), "visits", "9", 9.0, rag_agrees=False)
    keep("a", records={"questions": (asked,), "measures": (value,)})
    keep("undated", records={"questions": (Question("r", Span(0, 6)),)}, published=None)
    assert [source.record for source in iter_records(empty, Question, "Ambleford", DAY)] == [asked]
    assert [source.record for source in iter_records(empty, Observation, "Ambleford", DAY)] == [
        value
    ]
    assert list(iter_records(empty, Question, "Ambleford", date(2019, 6, 30))) == []
    assert list(iter_records(empty, Question, "Barrow")) == []
