"""What a pack tells that its paper leaves unsaid: whose words, what else, what is missing."""

from datetime import date

import pytest

from corpus.store.documents import find_documents
from index.briefing.contents import Pack
from index.briefing.facts import explain_words
from index.briefing.pack import brief_document
from index.library import Library
from tests.index.briefing.conftest import HoldTexts

INSPECTION = """\
Inspection of children's services in Wexmere

Published: 4 March 2022

Summary

Variability remains in the quality of support for ado-
lescents.

What needs to improve?

- The quality and frequency of visits to children in care.
- The quality of life-story work for children in care.
- The consistency of supervision of social workers.
- The recruitment and retention of social workers.
"""
PAPER = """\
CHILDREN'S OVERVIEW AND SCRUTINY COMMITTEE

3 JUNE 2022

IMPROVEMENT UPDATE

Report from: Director of Children's Services

1. Recommendations

1.1 The Committee is asked to note the report.

2. Background

2.1 A new Continuous Improvement Plan has been written since the inspection.

2.2 The areas identified for improvement include:

- The quality and frequency of visits to children in care.
- The quality of life-story work for children in care.
- The consistency of supervision of social workers.
- The recruitment and retention of social workers.
- The quality of support for adolescents.

3. Advice and analysis

3.1 In April 2022 the service for adolescents was closed after shortfalls in what it could do. \
Casework with adolescents is now shared, which has brought better support for all staff.

3.2 Visits to children in care are more frequent, and supervision is held every month. The SEND \
inspection, which took place in May 2022, found that more remains to be done on input to EHCPs.

3.3 The vacancy rate for case holding social workers is 22%, and recruitment remains a challenge. \
Two advisers have been appointed to recruit social workers from other councils.
"""
SEND = """\
Area SEND inspection of Wexmere Local Area Partnership

Inspection dates: 9 to 13 May 2022

Published: 4 July 2022

Summary

The partnership has plans. Children wait too long for them.
"""


@pytest.fixture(scope="module")
def pack(hold_texts: HoldTexts, sample_library: Library) -> Pack:
    """The pack of a paper that repeats a list and adds to it, on the day of the meeting."""
    folder = hold_texts({"inspection": INSPECTION, "paper": PAPER, "send": SEND})
    with Library(folder, lambda _: sample_library.encoder) as library:
        paper = find_documents(library.db, "paper")[0].id
        return brief_document(library, paper, date(2022, 6, 3))


def test_what_the_paper_adds_is_not_in_the_inspectors_list(pack: Pack) -> None:
    """Though their report may speak of it elsewhere."""
    (asked,) = [sentence for sentence in pack.why_now if "the paper lists" in sentence]
    assert "the same four, and one not" in asked
    assert "not in that list: “" in asked


def test_beside_a_claim_stands_what_was_hard_though_it_is_of_no_issue(pack: Pack) -> None:
    """By the word of what is asked that both name."""
    (row,) = [row for row in pack.compared if row.asked is None]
    assert [said.citation.quote.split()[0] for said in row.said] == ["In", "Casework"]


def test_beside_what_is_hard_stands_what_was_done(pack: Pack) -> None:
    """As the paper tells them, in its order."""
    (row,) = [row for row in pack.compared if row.asked and "retention" in row.asked.citation.quote]
    hard, done = (said.citation.quote for said in row.said)
    assert done.startswith("Two advisers have been appointed")
    assert "remains a challenge" in hard


def test_the_plan_that_a_paper_stands_on_is_missed(pack: Pack) -> None:
    """Where none is held that is newer than the inspection."""
    (plan,) = [each for each in pack.not_held if each.startswith("Continuous Improvement Plan")]
    assert plan.startswith("Continuous Improvement Plan (this paper, paragraph ")
    assert plan.endswith("; no plan since the inspection report of March 2022 is held")


def test_what_was_published_after_the_meeting_is_not_held_for_it(pack: Pack) -> None:
    """The paper names an inspection whose report came a month later."""
    assert any(
        "SEND" in each
        and each.endswith("named by this paper, paragraph 3.2; not published by 3 June 2022")
        for each in pack.not_held
    )


def test_a_short_form_is_explained_in_the_plural_too(sample_library: Library) -> None:
    """As it is written."""
    (word,) = explain_words(sample_library.db, ["Their EHCPs are late."], "Wexmere")
    assert word.short == "EHCPs"
    assert word.meaning.startswith("Education, health and care plan")


def test_phrases_of_the_field_are_explained_as_they_come(sample_library: Library) -> None:
    """The first few of them, however they are written, behind the short forms."""
    said = ["Life story work is late.", "The IRO knows of Children in Need and of short breaks."]
    words = explain_words(sample_library.db, said, "Wexmere")
    assert [word.short for word in words] == [
        "IRO",
        "life-story work",
        "children in need",
        "short breaks",
    ]
    assert [word.written for word in words[1:]] == [
        "Life story work",
        "Children in Need",
        "short breaks",
    ]
    (letters,) = explain_words(sample_library.db, ["The IRO sees children in need of help."], "")
    assert letters.short == "IRO"


def test_a_measure_is_named_with_those_whom_its_sentence_names(pack: Pack) -> None:
    """Where the name of the measure leaves them out."""
    assert [figure.measure for figure in pack.figures] == [
        "Social worker vacancies (case holding social workers)"
    ]
