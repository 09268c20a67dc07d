"""Lines of enquiry of the sample's papers, held against the properties of a good question."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from api.adding.intake import Counts
from corpus.errors import QueryError
from corpus.store.documents import find_documents, quote_span
from corpus.vocabulary.issue_questions import load_issue_questions
from index.briefing.contents import Enquiry, Pack
from index.briefing.pack import brief_document
from index.library import Library, create_library
from models.statements.issues import list_issues

INSPECTION = """\
Inspection of children's services in Wexmere

Published: 4 March 2022

Recommendations

The council should improve the quality of life-story work for children in care.

The council should make sure that managers oversee the work of every social worker.
"""
PAPER = """\
CHILDREN'S OVERVIEW AND SCRUTINY COMMITTEE

3 JUNE 2022

IMPROVEMENT UPDATE

Report from: Director of Children's Services

Summary

This report provides an update.

1. Background

1.1 A plan was made after the inspection.

2. Advice and analysis

2.1 Managers now record how they oversee the work of every social worker.

2.2 Audits graded Good or Requires Improvement rose to 81% from 70%.

2.3 Recruiting social workers remains a challenge. The vacancy rate for social workers is 22%.

2.4 Short breaks for disabled children are too few. Work is in hand to try to address this.

Appendices

Appendix 1, Map of the homes (to follow)
"""
BEFORE = """\
CHILDREN'S OVERVIEW AND SCRUTINY COMMITTEE

3 JUNE 2021

WORKFORCE UPDATE

1. Staffing

1.1 The vacancy rate for all children's social worker roles was 26% in May 2021, with a rate of \
24% in the duty teams.
"""
FOREIGN = """\
CHILDREN'S OVERVIEW AND SCRUTINY COMMITTEE

3 JUNE 2022

OPENING HOURS OF LIBRARIES

Summary

The reading rooms open at nine. The garden was planted. Chairs are blue.
"""


@pytest.fixture(scope="module", params=["improvement update", "progress since", "Supported", "new"])
def pack(request: pytest.FixtureRequest, sample_library: Library) -> Pack:
    """A pack for each paper of the sample that a committee or the cabinet is given."""
    query = "select id from document where title like ? and kind in (?, ?)"
    words = f"%{request.param}%"
    kinds = ("committee_report", "cabinet_report")
    (document,) = sample_library.db.execute(query, (words, *kinds)).fetchone()
    return brief_document(sample_library, document)


def test_every_line_holds_what_a_good_question_has(pack: Pack, sample_library: Library) -> None:
    """Anchored, open, one at a time, answerable by a role, followed up, and leading somewhere."""
    assert 3 <= len(pack.enquiries) <= 5
    for line in pack.enquiries:
        lead = line.evidence[0].citation
        assert lead.published
        assert quote_span(sample_library.db, lead.document, lead.span) == lead.quote
        assert line.question.count("?") == 1
        assert re.search(r"(?:^|\. )(?:What|How|Why|Where|Which|When|In what)\b", line.question)
        assert line.answered_by
        assert len(line.follow_ups) == len(set(line.follow_ups)) == 2
        assert line.full_answer
        assert re.match(r"(?:A|Information)\b", line.ending)
        assert line.part


def test_different_lines_ask_different_things(pack: Pack) -> None:
    """In question, follow-ups and the words that they stand on."""
    for told in (
        [line.issue for line in pack.enquiries],
        [line.question for line in pack.enquiries],
        [line.follow_ups[0] for line in pack.enquiries],
        [line.evidence[0].citation.quote for line in pack.enquiries],
    ):
        assert len(set(told)) == len(told)


def test_every_issue_has_a_question() -> None:
    """One open question, one check, what a full answer holds."""
    questions = load_issue_questions()
    assert questions.keys() == {issue.id for issue in list_issues()}
    for issue in questions.values():
        asked = (issue.question, issue.check, issue.test)
        assert all(each.endswith("?") and each.count("?") == 1 for each in asked)
        assert len({*asked}) == 3


@pytest.fixture(scope="module")
def added(
    take_in_here: Callable[..., Counts],
    tmp_path_factory: pytest.TempPathFactory,
    sample_library: Library,
) -> Path:
    """A library of an inspection, a paper on it, and one on something else."""
    folder: Path = tmp_path_factory.mktemp("lines")
    for name, text in {"inspection": INSPECTION, "paper": PAPER, "foreign": FOREIGN}.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with create_library(
        folder / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, sorted(folder.glob("*.txt")), "Wexmere")
    return folder / "library"


def brief(folder: Path, sample_library: Library, name: str, day: date | None = None) -> Pack:
    """The pack for a file of that name."""
    with Library(folder, lambda _: sample_library.encoder) as library:
        return brief_document(library, find_documents(library.db, name)[0].id, day)


def line_on(pack: Pack, issue: str) -> Enquiry:
    """The line on an issue, by words of its label."""
    return next(line for line in pack.enquiries if issue in line.issue)


def test_what_the_paper_admits_gets_a_line(added: Path, sample_library: Library) -> None:
    """With its figure, where one stands beside it, and the words by which it admits it."""
    line = line_on(brief(added, sample_library, "paper"), "recruitment")
    assert "22%" in line.evidence[0].citation.quote
    assert "paragraph 2.3" in line.part
    assert "Information" in line.ending
    assert any("a challenge" in each.citation.quote for each in line.evidence)
    assert line.follow_ups[0].startswith("How does the 22% compare with a year ago")


def test_what_was_asked_and_is_passed_over_gets_a_line(
    added: Path, sample_library: Library
) -> None:
    """The ask is quoted; of what the paper speaks of, silence is not claimed."""
    pack = brief(added, sample_library, "paper")
    line = line_on(pack, "life-story")
    assert "no account" in line.question
    assert line.evidence[0].by == "Ofsted"
    assert line.part == "the whole paper"
    assert [each for each in pack.enquiries if "no account" in each.question] == [line]


def test_two_grades_counted_as_one_are_taken_apart(added: Path, sample_library: Library) -> None:
    """ "Good or Requires Improvement" hides how many were good."""
    pack = brief(added, sample_library, "paper")
    assert "What share of the 81% was good?" in line_on(pack, "audits").follow_ups


def test_what_is_not_held_is_told(added: Path, sample_library: Library) -> None:
    """Minutes, where there are none: silence on what members asked means nothing."""
    pack = brief(added, sample_library, "paper")
    assert any(each.startswith("Minutes of meetings before 3 June 2022") for each in pack.not_held)
    assert pack.told == ()
    assert pack.none_told == ""


@pytest.fixture(scope="module")
def later(
    take_in_here: Callable[..., Counts],
    tmp_path_factory: pytest.TempPathFactory,
    sample_library: Library,
) -> Pack:
    """The pack of the paper where an earlier one prints its measure too, and of a part."""
    folder: Path = tmp_path_factory.mktemp("later")
    for name, text in {"before": BEFORE, "paper": PAPER}.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with create_library(
        folder / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, sorted(folder.glob("*.txt")), "Wexmere")
    return brief(folder / "library", sample_library, "paper")


def test_the_figure_of_a_part_is_not_told_of_the_whole(later: Pack) -> None:
    """Neither beside the paper's nor among the measures."""
    line = line_on(later, "recruitment")
    assert "gave 26% for all children's social worker roles" in line.question
    assert not any(figure.latest.startswith("24%") for figure in later.figures)


def test_a_sentence_that_hangs_is_not_quoted_alone(later: Pack) -> None:
    """ "Work is in hand to address this" says nothing by itself."""
    quoted = [quotation.citation.quote for quotation in later.quotations]
    assert not any(quote.startswith("Work is in hand") for quote in quoted)
    assert any(quote.endswith("few. Work is in hand to try to address this.") for quote in quoted)


def test_an_appendix_is_named_by_its_title(later: Pack) -> None:
    """Without the words that it is to follow."""
    assert "Appendix 1 (Map of the homes) of this paper" in later.not_held


def test_a_decision_to_buy_can_be_asked_about(sample_library: Library) -> None:
    """Of a contract, how it will be known to do good; of another, what will be different."""
    query = "select id from document where title like '%Supported%' and kind = 'cabinet_report'"
    (document,) = sample_library.db.execute(query).fetchone()
    line = line_on(brief_document(sample_library, document), "the decision itself")
    assert "services that it buys" in line.question
    assert line.evidence[0].citation.quote.startswith("award the contract")


def test_a_paper_about_something_else_is_refused_in_clear_words(
    added: Path, sample_library: Library
) -> None:
    """Without numbers or paragraphs, on what no inspector wrote of; or too early a day."""
    with pytest.raises(QueryError, match="admits nothing and gives no figure"):
        brief(added, sample_library, "foreign")
    with pytest.raises(QueryError, match="after the meeting"):
        brief(added, sample_library, "paper", date(2001, 1, 1))
