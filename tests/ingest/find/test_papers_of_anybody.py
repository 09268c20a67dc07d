"""Trackers, tables and sentences of any council's papers, in words of their own."""

import pytest

from corpus.document import Document, RawBlock, RawDocument, RawLine, RawPage, Source
from ingest.document.assemble import assemble
from ingest.document.classify import identify
from ingest.find.actions.find import find_actions
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


def test_tables_of_councils_have_the_measure_in_their_title() -> None:
    """Each row is another council's; the authority's own is its own."""
    rows = (
        ("Council", "Q1 2023/24", "Q2 2023/24"),
        ("Harrowdale", "49%", "51%"),
        ("Mill Vale", "57%", "56%"),
    )
    found = values(paper(rows, before="Care leavers in work or training"))
    assert ("Care leavers in work or training", "57%", "Mill Vale") in found
    assert ("Care leavers in work or training", "51%", "Harrowdale") in found


@pytest.mark.parametrize("head", ["Council", "Quarter", "Team"])
def test_a_turned_table_has_its_measures_as_heads(head: str) -> None:
    """Councils, quarters or teams down the side."""
    label = {"Council": "Mill Vale", "Quarter": "Q2 2023/24", "Team": "North team"}[head]
    rows = ((head, "Children placed", "Days to match"), (label, "19", "211"))
    printed = {value: name for name, value, _ in values(paper(rows))}
    assert printed["19"].startswith("Children placed")
    assert printed["211"].startswith("Days to match")


def test_a_table_of_addresses_has_no_values() -> None:
    """The last page of an area's report names bodies, people and places."""
    rows = (
        ("Local Authority", "Integrated Care Board"),
        ("Harrowdale Council", "NHS Vale"),
        ("www.harrowdale.example", "www.vale.example/harrowdale"),
        ("1 High Square Harrowdale", "No. 1 Lakeside 920 Centre Park"),
    )
    assert not values(paper(rows))


def test_rows_by_age_are_parts() -> None:
    """10-14 is no year."""
    rows = (("Age", "10-14", "15-17"), ("Children on the caseload", "24%", "76%"))
    assert {name for name, _, _ in values(paper(rows))} == {
        "Children on the caseload: 10-14",
        "Children on the caseload: 15-17",
    }


def test_a_number_told_from_before_has_its_own_time() -> None:
    """ "87% from 62% a year ago": the year ago is that of 62%."""
    sentence = "In May 2024 cases graded good increased to 87% from 62% a year ago."
    found = {value.value: value.period for value in find_measures(paper(after=sentence))}
    assert found["87%"] != found["62%"] == "a year ago"


def test_a_row_that_a_page_breaks_keeps_its_date_from_the_row_before() -> None:
    """The number and date stand on one page, the action and who does it on the next."""
    heads = ("Ref", "Action", "Owner", "Target date")
    one = (heads, ("A1", "Check each address", "Head of Homes", ""), ("A2", "", "", "30 May 2025"))
    found = find_actions(paper(one, (("", "Map the places", "Head of Hubs", ""),)))
    assert [(each.ref, each.due) for each in found] == [("A1", ""), ("A2", "30 May 2025")]


def test_a_turned_table_has_the_time_of_the_sentence_before_it() -> None:
    """Each value once."""
    rows = (("Council", "Children placed", "Days to match"), ("Mill Vale", "19", "211"))
    found = find_measures(paper(rows, before="The table below shows the year 2023/24."))
    assert [(value.value, value.period) for value in found] == [
        ("19", "2023/24"),
        ("211", "2023/24"),
    ]
