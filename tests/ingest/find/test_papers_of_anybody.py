"""Trackers, tables and sentences of any council's papers, in words of their own."""

import pytest

from corpus.document import Document, RawBlock, RawDocument, RawLine, RawPage, Source
from ingest.document.assemble import assemble
from ingest.document.classify import identify
from ingest.find.actions import find_actions
from ingest.find.measures.values import find_measures

REPORT = (("Harrowdale Council",), ("Children Scrutiny Committee",), ("Report of the Director",))


def paper(*tables: tuple[tuple[str, ...], ...], before: str = "", after: str = "") -> Document:
    """A committee report of tables, a sentence before them and one behind."""
    blocks = [block("heading", row[0]) for row in REPORT]
    blocks += [block("paragraph", before)] if before else []
    for number, rows in enumerate(tables):
        for row, cells in enumerate(rows):
            blocks += [block("cell", c, (number, row, at)) for at, c in enumerate(cells) if c]
    blocks += [block("paragraph", after)] if after else []
    raw = RawDocument((RawPage(1, 595, 842, tuple(blocks)),), "text")
    return identify(assemble(Source("0" * 64, name="paper.docx"), raw))


def block(kind: str, words: str, place: tuple = (None, None, None)) -> RawBlock:
    """A block of one line."""
    table, row, column = place
    return RawBlock(kind, (RawLine(words),), table=table, row=row, column=column)


@pytest.mark.parametrize(
    "heads",
    [
        ("Ref", "Meeting", "Agreed action", "Lead", "Due", "Update"),
        ("No", "Raised", "What was agreed", "Owner", "Deadline", "Position"),
        ("Item", "Date", "Next steps", "Who", "By when", "Where we are"),
        ("ID", "Source", "Action to be taken", "Assigned to", "Timeframe", "State"),
    ],
)
def test_a_tracker_is_known_by_its_action_and_who(heads: tuple[str, ...]) -> None:
    """Whatever its other columns are called; a row with nothing to do is no action."""
    row = ("A1", "May", "Send the map of hubs", "Head of Hubs", "June 2025", "Begun")
    none = ("A2", "May", "None", "Head of Hubs", "", "Closed")
    found = find_actions(paper((heads, row, none)))
    assert [(each.ref, each.lead, each.due) for each in found] == [
        ("A1", "Head of Hubs", "June 2025")
    ]


def values(document: Document) -> set[tuple[str, str, str]]:
    """Each value with its measure and whose it is."""
    return {(value.measure, value.value, value.who) for value in find_measures(document)}


def test_rows_that_say_whose_they_are_have_their_tables_measure() -> None:
    """The head of their column names it, or the words before the table."""
    rows = (("", "2023", "2024"), ("England", "70", "71"), ("Northern region", "80", "82"))
    named = (("Good level of development", "2023", "2024"), *rows[1:])
    for document in (paper(rows, before="Good level of development"), paper(named)):
        assert {("Good level of development", "71", "England")} <= values(document)
        assert {("Good level of development", "82", "Northern region")} <= values(document)


def test_pages_of_a_table_of_contents_are_no_values() -> None:
    """ "24-25" beside an entry are its pages, and no year over those below."""
    contents = (("Priorities and actions:", "24-25"), ("Views of children and parents", "26"))
    assert not find_measures(paper(contents))


def test_one_column_of_values_is_read_where_it_says_when() -> None:
    """A table of two columns has a heading row too."""
    found = values(paper((("", "March 2024"), ("Children in council homes", "11"))))
    assert [(value, who != "") for _, value, who in found] == [("11", True)]


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("The average caseload was 17.8 cases in May 2024, against a target of 16.", "17.8 16"),
        ("Visits made on time were 54% in May 2024 (41% in May 2023).", "54% 41%"),
        ("Children seen alone: 64% in May 2024 (May 2023: 58%).", "64% 58%"),
        ("In May 2024 17% of children in care lived with a relative.", "17%"),
        ("Attendance of pupils was 91% in May 2024. It was 90% in May 2023.", "91% 90%"),
    ],
)
def test_values_beside_a_stated_one_are_read(sentence: str, printed: str) -> None:
    """Its target, the year before, another's."""
    found = {value.value.split()[0] for value in find_measures(paper(after=sentence))}
    assert found == set(printed.split())
