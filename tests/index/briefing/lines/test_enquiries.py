"""Lines of enquiry of the sample's papers, held against the properties of a good question."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.adding.intake import Counts
from corpus.citation import Citation
from corpus.document import Span
from corpus.errors import QueryError
from corpus.kinds import kind_of
from corpus.store.documents import documents_of, find_documents, quote_span
from corpus.vocabulary.issue_questions import load_issue_questions
from index.briefing.contents import Enquiry, Pack, Quotation
from index.briefing.facts import find_report_before
from index.briefing.lines.answered import NO_ANSWERS
from index.briefing.lines.endings import Sitting
from index.briefing.lines.enquiries import (
    _in_brackets,
    _questions_for,
    _questions_on_point,
    _say_planned,
)
from index.briefing.lines.evidence import _counts_more, _to_planned, find_leads, find_planned
from index.briefing.matters.asked import (
    _Asked,
    _is_told,
    add_admitted,
    add_own_point,
    is_apart,
    is_owed,
)
from index.briefing.matters.causes import choose, with_causes
from index.briefing.matters.find import find_matters
from index.briefing.matters.matter import Matter
from index.briefing.matters.names import name_point
from index.briefing.matters.stands_on import opening_of
from index.briefing.pack import brief_document
from index.briefing.paper import Paper, Sentence, read_paper
from index.briefing.topics import find_topics
from index.issues.threads import find_threads
from index.library import Library, create_library
from models.statements.issues import list_issues
from tests.index.briefing.conftest import HoldTexts

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

2.3 Recruiting social workers remains a challenge. The vacancy rate for social workers is 22%. \
This means that despite much effort on recruitment the net gain remains neutral.

2.4 Short breaks for disabled children are too few. Work is in hand to try to address this.

3. Earlier reviews

3.1 Review of interviews with missing children, June 2020, by a consultant

The review found that interviews with children who go missing were too late.

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
NUMBERLESS = """\
CHILDREN'S OVERVIEW AND SCRUTINY COMMITTEE

10 JUNE 2022

PROGRESS ON THE PLAN

Report from: Director of Children's Services

Summary

This report tells members what has been done since the inspection.

1. What has been done

1.1 Managers meet each social worker every month. The records do not yet show what changes for \
the child.

1.2 A few teams are short of staff.

2. Risks

2.1 It remains difficult to find homes for teenagers near to where they grew up.

Appendices

Appendix 1, Map of the homes (to follow)
Appendix 2, Improvement plan (to follow)
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
        assert re.match(r"(?:Add|A|Information)\b", line.ending)
        assert line.part


def test_lines_end_in_different_ways(pack: Pack, sample_library: Library) -> None:
    """Those who decide recommend nothing to themselves, and are promised no return."""
    (item,) = find_documents(sample_library.db, pack.item)
    endings = [line.ending for line in pack.enquiries]
    assert len(set(endings)) == len(endings)
    if kind_of(item.kind).decides:
        assert not any(
            end.startswith(("A recommendation", "A report back to the committee"))
            for end in endings
        )


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
    """One open question, one check, what a full answer holds; and each part of it that has its
    own."""
    questions = load_issue_questions()
    assert questions.keys() == {issue.id for issue in list_issues()}
    parts = (part for issue in questions.values() for _, part in issue.narrower)
    for issue in (*questions.values(), *parts):
        asked = (issue.question, issue.check, issue.test)
        assert all(each.endswith("?") and each.count("?") == 1 for each in asked)
        assert len({*asked}) == 3


@pytest.fixture(scope="module")
def added(hold_texts: HoldTexts) -> Path:
    """A library of an inspection, a paper on it, and one on something else."""
    return hold_texts(
        {"inspection": INSPECTION, "paper": PAPER, "plain": NUMBERLESS, "foreign": FOREIGN}
    )


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


def test_a_figure_is_quoted_with_what_it_means(added: Path, sample_library: Library) -> None:
    """Where the next sentence goes on about it and admits something."""
    lead = line_on(brief(added, sample_library, "paper"), "recruitment").evidence[0]
    assert lead.citation.quote.endswith(
        "22%. This means that despite much effort on recruitment the net gain remains neutral."
    )


def test_what_an_earlier_review_found_is_not_told_of_today(
    added: Path, sample_library: Library
) -> None:
    """What heads it dates it, where its own words do not."""
    with Library(added, lambda _: sample_library.encoder) as library:
        paper = read_paper(library, find_documents(library.db, "paper")[0].id)
    told = {each.text[:16]: each.review for each in paper.account if each.is_of_before}
    assert told["The review found"] == "a review of June 2020"
    assert not any(start.startswith(("Managers", "Audits", "Short breaks")) for start in told)


def test_what_was_asked_and_is_passed_over_gets_a_line(
    added: Path, sample_library: Library
) -> None:
    """The ask is quoted; of what the paper speaks of, silence is not claimed."""
    pack = brief(added, sample_library, "paper")
    line = line_on(pack, "life-story")
    assert line.question.startswith("No account of it was found in this paper. How")
    assert line.evidence[0].by == "Ofsted"
    assert line.part == "the whole paper"
    assert [each for each in pack.enquiries if "No account" in each.question] == [line]


def test_a_paper_without_numbers_gets_its_lines(added: Path, sample_library: Library) -> None:
    """What managers do may be an account of management oversight; of what is not held a line
    names what may tell of it, and no paper on something else."""
    lines = brief(added, sample_library, "plain").enquiries
    assert len(lines) >= 3
    (passed_over,) = (line for line in lines if "No account" in line.question)
    assert "life-story" in passed_over.issue
    assert "Appendix 2" in passed_over.question
    assert "Appendix 1" not in passed_over.question
    assert not any(re.search(r"\d", line.full_answer) for line in lines)


def test_two_grades_counted_as_one_are_taken_apart(added: Path, sample_library: Library) -> None:
    """ "Good or Requires Improvement" hides how many were good."""
    pack = brief(added, sample_library, "paper")
    assert "What share of the 81% was good?" in line_on(pack, "audits").follow_ups


def test_what_is_not_held_is_told(added: Path, sample_library: Library) -> None:
    """Minutes, where there are none: silence on what members asked means nothing."""
    pack = brief(added, sample_library, "paper")
    assert any(each.startswith("Minutes of meetings before 3 June 2022") for each in pack.not_held)
    assert pack.told == ()
    assert pack.on_minutes == ""


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
    assert "(June 2021, paragraph 1.1) gave 26% for all children's social" in line.question
    assert not any(figure.latest.startswith("24%") for figure in later.figures)


def test_a_sentence_that_hangs_is_not_quoted_alone(later: Pack) -> None:
    """ "Work is in hand to address this" says nothing by itself."""
    quoted = [quotation.citation.quote for quotation in later.quotations]
    assert not any(quote.startswith("Work is in hand") for quote in quoted)
    assert any(quote.endswith("few. Work is in hand to try to address this.") for quote in quoted)


def test_an_appendix_is_named_by_its_title(later: Pack) -> None:
    """Without the words that it is to follow."""
    comes = "Appendix 1 (Map of the homes) of this paper, which says that it is to follow"
    assert comes in later.not_held


def brief_sample(library: Library, title: str) -> Pack:
    """The pack for a paper of the sample."""
    query = "select id from document where title like ? and kind not in ('agenda_pack', 'minutes')"
    (document,) = library.db.execute(query, (f"%{title}%",)).fetchone()
    return brief_document(library, document)


def test_where_a_contract_is_awarded_a_line_asks_what_it_will_change(
    sample_library: Library,
) -> None:
    """Of a risk what it would mean, and its first sign; of a count that takes in others than
    today's, both as counted then."""
    housing, homes, bought = brief_sample(sample_library, "Supported").enquiries
    assert housing.question.endswith(
        "How will this contract change where a young person who has left care lives?"
    )
    assert "or on friends’ sofas" in housing.question
    assert housing.follow_ups[0] == "How many are there today, counted as Ofsted counted the 17?"
    assert homes.issue == "enough suitable homes"
    assert homes.question == (
        "What will it mean for young people who have left care if this risk comes true?"
    )
    assert bought.question.endswith("make life better for young people who have left care?")
    assert homes.follow_ups[1] == "What would be the first sign that this risk is coming true?"
    assert homes.ending.startswith("Add to the decision: the day by which this risk")


def test_what_is_on_the_issue_and_not_on_the_point_is_not_quoted(sample_library: Library) -> None:
    """What was asked of foster carers says nothing on hosts of lodgings."""
    _, homes, _ = brief_sample(sample_library, "Supported").enquiries
    assert [each.by for each in homes.evidence] == [""]


def test_a_heading_says_what_is_counted(sample_library: Library) -> None:
    """In which years it was asked for and by whom, in which others found weak, each with its page;
    what each year rests on is among the sources."""
    pack = brief_sample(sample_library, "improvement update")
    line = line_on(pack, "disabled")
    assert line.counted == (
        "Asked for by Ofsted in 2023 (page 1); criticised by Ofsted in 2021 (page 2);"
        " praised by Ofsted in 2019 (page 3)."
    )
    years = {each.citation.published.year for each in line.rests_on if each.citation.published}
    assert years == {2019, 2021, 2023}
    sources = {source.document for source in pack.sources}
    assert {each.citation.document for each in line.rests_on} <= sources


def test_each_ask_of_the_latest_inspection_with_trouble_has_its_line(
    sample_library: Library,
) -> None:
    """Also one that is short of its target only, before what was asked long ago."""
    lines = brief_sample(sample_library, "improvement update").enquiries
    pattern = re.compile(r"Asked for by Ofsted in [^;]*2023")
    assert sum(bool(pattern.match(line.counted)) for line in lines) == 4


def test_a_question_is_on_the_part_of_an_issue_that_is_quoted(sample_library: Library) -> None:
    """The overspend, not the budget; the training, not the board."""
    money = line_on(brief_sample(sample_library, "new statutory direction"), "money")
    assert money.question == (
        "The paper says “The forecast overspend on placements is £4.6 million” (page 7,"
        " paragraph 8.1). What does the overspend mean for the help that a child gets?"
    )
    assert money.follow_ups == (
        "How is the overspend to be met?",
        "What would be the first sign that this risk is coming true?",
    )
    board = load_issue_questions()["safeguarding_board"]
    assert "partners trained" in board.on("Evaluate what the training changes.").question


def test_a_councils_paper_is_not_missed_to_answer_for_a_board(sample_library: Library) -> None:
    """What is asked of the safeguarding board is that board's to tell, and no line of enquiry."""
    pack = brief_sample(sample_library, "progress since")
    assert not any("board" in line.issue for line in pack.enquiries)
    assert not any("agencies" in asked.citation.quote for asked in pack.asked)


def test_a_claim_without_a_figure_is_asked_for_it(sample_library: Library) -> None:
    """ "Scores lowest": a table's figure on the issue may be of another thing."""
    line = line_on(brief_sample(sample_library, "improvement update"), "supervision")
    assert line.follow_ups[0] == "What figures stand behind these words, now and a year ago?"


def test_who_led_a_plan_is_told_with_its_month_until_an_inspection_follows(
    sample_library: Library,
) -> None:
    """Of each line the lead of the plan's rows on its issue, whatever is asked."""
    newer = brief_sample(sample_library, "new statutory direction").enquiries
    asked = [line for line in newer if any("The plan of" in each for each in line.follow_ups)]
    assert asked
    leads = find_leads(sample_library.db, "Wexmere", date(2020, 3, 10))
    assert leads["accommodation"] == ("Head of Commissioning (named in the plan of February 2020)")
    assert leads["fostering"].startswith("Fostering Manager")
    assert find_leads(sample_library.db, "Wexmere", date(2024, 3, 12)) == {}
    assert all("(named in the plan of February 2020)" in line.answered_by for line in asked)
    later = brief_sample(sample_library, "improvement update").enquiries
    assert not any("named in the plan" in line.answered_by for line in later)


def test_an_outside_bodys_paper_is_asked_about_by_what_it_asks(sample_library: Library) -> None:
    """It answers no other body; no decision is sought in it, and its cover is not held."""
    pack = brief_sample(sample_library, "Report on children’s services")
    assert pack.decision == ()
    assert "the Commissioner’s own" in pack.whose
    assert "is not held" in pack.whose
    assert any("The Commissioner asked for six things" in each for each in pack.why_now)
    assert not any("o account of it was found" in line.question for line in pack.enquiries)


def test_the_report_before_an_outside_bodys_paper_in_its_file_is_its_cover(
    sample_library: Library,
) -> None:
    """The last report to the meeting that stands before it."""
    held = {document.kind: document for document in documents_of(sample_library.db, "Wexmere")}
    cover = find_report_before(sample_library.db, held["action_plan"].id)
    assert cover is not None
    assert cover.title.startswith("Commissioner’s report on children’s services, and new")
    assert find_report_before(sample_library.db, held["direction"].id) is None


def test_a_decision_to_buy_can_be_asked_about(sample_library: Library) -> None:
    """Of a contract, in the words of the decision; of another, what will be different."""
    query = "select id from document where title like '%Supported%' and kind = 'cabinet_report'"
    (document,) = sample_library.db.execute(query).fetchone()
    line = line_on(brief_document(sample_library, document), "the decision itself")
    assert line.question.startswith("How will the contract for supported lodgings make life better")
    assert line.evidence[0].citation.quote.startswith("award the contract")


def test_a_paper_about_something_else_is_refused_in_clear_words(
    added: Path, sample_library: Library
) -> None:
    """Without numbers or paragraphs, on what no inspector wrote of; or too early a day."""
    with pytest.raises(QueryError, match="admits nothing and gives no figure"):
        brief(added, sample_library, "foreign")
    with pytest.raises(QueryError, match="after the meeting"):
        brief(added, sample_library, "paper", date(2001, 1, 1))


def test_a_line_has_the_latest_word_of_an_outside_body(sample_library: Library) -> None:
    """Good or bad, with what stands beside it."""
    line = line_on(brief_sample(sample_library, "improvement update"), "recruitment")
    words = [each.citation for each in line.evidence if each.by == "Ofsted"]
    assert [each.published for each in words] == [date(2023, 7, 24)]


def test_what_was_asked_for_longest_is_a_line(sample_library: Library) -> None:
    """By the latest inspection and most documents before it, whatever the paper says of it."""
    query = "select id from document where title like '%improvement update%'"
    (item,) = sample_library.db.execute(query).fetchone()
    day, paper = date(2024, 3, 12), read_paper(sample_library, item)
    threads = find_threads(sample_library, "Wexmere", day)
    topics = find_topics(sample_library, threads, "Wexmere", day, paper)
    matters = find_matters(sample_library, topics, "Wexmere", day, paper)
    asked = {each.key: each.topic.asked_in for each in matters if each.ask and each.topic}
    longest = {each.key for each in matters if each.is_asked_longest}
    assert longest == {key for key, count in asked.items() if count == max(asked.values())}
    assert longest & {each.key for each in choose(matters, 4)}


def test_who_appointed_a_commissioner_is_told_once(sample_library: Library) -> None:
    """On the first line that names one, as a document held says it."""
    lines = brief_sample(sample_library, "improvement update").enquiries
    named = [line.counted for line in lines if "the Commissioner" in line.counted]
    assert len(named) > 1
    assert " (appointed by the Secretary of State) in 2020" in named[0]
    assert not [counted for counted in named[1:] if "appointed" in counted]


def test_a_line_has_what_the_newest_plan_set(sample_library: Library) -> None:
    """Its action, month and measure, with its place; among the sources."""
    pack = brief_sample(sample_library, "new statutory direction")
    planned = find_planned(sample_library.db, "Wexmere", date(2020, 3, 10))["care_leavers"]
    asked = Matter("care_leavers", "support for care leavers", "", is_passed_over=True)
    told = _say_planned(replace(asked, planned=planned))
    assert "The council’s plan of February 2020 (page 11, action 1.6): " in told
    assert told.endswith("measured: “Pathway plans reviewed in the past six months”.")
    assert not any("measured" in each.counted for each in pack.enquiries)


def test_a_listed_point_is_named_by_what_it_narrows_to() -> None:
    """Spelt as inspectors spell it: the paper's own file may have lost a hyphen."""
    listed = "The quality and impact of work, specifically in the longterm help for teenagers."
    spoken = "The long-term help for teenagers is weak."
    assert name_point(listed, spoken) == "long-term help for teenagers"


def test_a_point_of_the_papers_own_list_with_trouble_on_it_is_a_matter() -> None:
    """Where the latest inspection finds it weak and the paper admits something on it."""
    words = "The team was closed after caseloads became unmanageable."
    own = Quotation(Citation("p", "", "", None, 1, "", "", "", words, Span(0, len(words))))
    admitted = Sentence(own, "5", {"caseloads": 0.9}, stance="weakness")
    listed = SimpleNamespace(id="a", citation=SimpleNamespace(quote="Help for teenagers."))
    weak = SimpleNamespace(citation=SimpleNamespace(quote="Help for teenagers is weak."))
    row: Any = SimpleNamespace(listed=listed, spoken=weak, is_spoken_weak=True, said=(own,))
    matters: dict[str, Matter] = {}
    add_own_point(matters, row, Paper("p", (admitted,)))
    assert [matter.label for matter in matters.values()] == ["Help for teenagers"]
    matters.clear()
    row.is_spoken_weak = False
    add_own_point(matters, row, Paper("p", (admitted,)))
    assert matters == {}


def test_a_point_of_the_papers_own_list_is_asked_about_by_what_the_paper_says_of_it() -> None:
    """Since when, whom it is for, and what changed hands; nothing that would fit anything."""
    words = "In May 2023 the team was merged, after caseloads became unmanageable."
    own = Quotation(Citation("p", "", "", None, 1, "", "", "", words, Span(0, len(words))))
    told = (Sentence(own, "5", {}, stance="weakness"),)
    point = Matter("a", "help for teenagers", "5", told, told, spoken=own)
    asked = _questions_on_point(point)
    assert asked.question == "What has changed for teenagers since May 2023?"
    assert asked.check == "How many teenagers had to change social worker since May 2023?"
    assert asked.test == "What would show you that the help for teenagers is falling short?"
    assert "caseloads for them, before May 2023 and now" in asked.answer


def test_a_paper_on_one_thing_is_not_missed_to_speak_of_others() -> None:
    """Nor one on what the list of issues does not know; a general one is."""
    issue = SimpleNamespace(id="life_story", probability=0.9)
    ask: Any = SimpleNamespace(ask=SimpleNamespace(issues=(issue,), addressee="Director"))
    assert is_owed(ask, {}, Paper("p", subject="fostering"))
    assert not is_owed(ask, {}, Paper("p", subject="fostering", is_on_one=True))
    assert is_owed(ask, {}, Paper("p", subject="life_story", is_on_one=True))
    assert not is_owed(ask, {}, Paper("p", is_unlisted=True))
    assert not is_owed(ask, {}, Paper("p", titled=frozenset({"care_leavers"})))
    assert is_owed(ask, {}, Paper("p", titled=frozenset({"care_leavers", "life_story"})))


def test_what_is_admitted_on_a_point_of_the_inspectors_is_what_its_matter_stands_on() -> None:
    """In place of what only claims; a matter that admits or counts already keeps its words."""
    words = ("The response is more even.", "There is more to do on plans.")
    claim, hard = (
        Sentence(
            Quotation(Citation("p", "", "", None, 1, "", "", "", text, Span(at, at + len(text)))),
            "5",
            {"disabled": 0.9} if at == 0 else {},
        )
        for at, text in zip((0, 40), words, strict=True)
    )
    ask: Any = SimpleNamespace(id="a")
    row: Any = SimpleNamespace(asked=ask, said=(claim.quotation, hard.quotation))
    matters = {"disabled": Matter("disabled", "disabled children", "5", (claim,), ask=ask)}
    add_admitted(matters, row, Paper("p", (claim, hard)))
    assert opening_of(matters["disabled"]) == hard
    assert "asked and admitted" in with_causes(matters["disabled"]).causes
    counted = replace(claim, stance="mixed")
    matters = {"disabled": Matter("disabled", "disabled children", "5", (counted,), ask=ask)}
    add_admitted(matters, row, Paper("p", (counted, hard)))
    assert matters["disabled"].sentences == (counted,)


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("By the end of March 2020", ", by March 2020"),
        ("From May 2019, carers trained by March 2020", ", timescale: “From May 2019, carers"),
        ("From May 2019 carers will be trained by March 2020", "“Train every carer”."),
        ("Training bought by March 2020", ", timescale: “Training bought by March 2020”"),
    ],
)
def test_a_day_of_a_part_is_not_told_of_the_whole(due: str, told: str) -> None:
    """The plan's own words are quoted, where they name more than one day or month; not times of
    several steps that a cell ran together."""
    words = "Train every carer."
    citation = Citation("d", "Plan", "", date(2020, 1, 9), 1, "", "", "", words, Span(0, 18))
    action: Any = SimpleNamespace(id="a", ref="1.1", due=due, due_by=date(2020, 3, 31), measure="")
    planned = _to_planned(cast("Any", SimpleNamespace(record=action, citation=citation)))
    assert told in _say_planned(Matter("a", "carers", "", is_passed_over=True, planned=planned))


def test_off_the_item_only_what_is_admitted_opens_a_line() -> None:
    """An ask on what the paper's title does not name."""
    issue = SimpleNamespace(id="workforce", probability=0.9)
    ask: Any = SimpleNamespace(ask=SimpleNamespace(issues=(issue,), addressee="Director"))
    homes = Paper("p", titled=frozenset({"sufficiency"}))
    calm, hard = (_said(words) for words in ("Staff have met.", "Filling posts is a challenge."))
    assert is_apart(ask, homes)
    assert not _is_told(_Asked(ask, False, (calm,), (calm,)), homes)
    assert _is_told(_Asked(ask, False, (hard,), (hard,)), homes)
    assert _is_told(_Asked(ask, False, (calm,), (calm,)), Paper("p"))


def _said(words: str) -> Sentence:
    span = Span(0, len(words))
    return Sentence(Quotation(Citation("p", "", "", None, 1, "", "", "", words, span)), "1", {})


def test_a_plan_that_gives_a_day_before_its_own_is_asked_about_by_its_marking(
    sample_library: Library,
) -> None:
    """It cannot have set that day; what it marks and measures stands beside."""
    lines = brief_sample(sample_library, "new statutory direction").enquiries
    (asked,) = (each for line in lines for each in line.follow_ups if "The plan" in each)
    assert "gives “January 2020” for “Keep one tracker" in asked
    assert "marks it “Green”, and prints 31 weeks against a target of 16 weeks" in asked
    assert asked.endswith(": what shows that it was done?")


def test_a_plan_that_is_to_be_closed_is_named_in_what_is_asked(sample_library: Library) -> None:
    """Not "this", which nothing stands for."""
    line = brief_sample(sample_library, "progress since").enquiries[0]
    assert line.question.startswith("What has changed for children because of the plan, apart")
    assert line.ending.startswith("A recommendation: that the plan stay open until a report")


def test_no_question_of_the_system_hangs_on_nothing() -> None:
    """Each can be said aloud: none has "this" or "it" for something that no words name."""
    issues = load_issue_questions()
    asked = [*issues.values(), *(part for each in issues.values() for _, part in each.narrower)]
    said = [words for each in asked for words in (each.question, each.check, each.test)]
    assert not [each for each in said if re.search(r"because of this|words quoted here", each)]
    assert not [each for each in said if re.search(r"is less this year|still to be dealt", each)]
    assert not [each for each in said if re.search(r"parents say that the service", each)]
    assert all(each.endswith("?") for each in said)


def test_what_was_asked_on_a_sister_issue_is_told_beside(sample_library: Library) -> None:
    """Oversight in 2013 of supervision; changes of worker in 2013 of turnover."""
    lines = {
        line.issue: line.counted
        for line in brief_sample(sample_library, "progress since").enquiries
    }
    assert lines["supervision of staff"] == (
        "Asked for by Ofsted in 2015 (page 3). Also asked for, on management oversight and"
        " decisions: by Ofsted in 2013 (page 4)."
    )
    assert (
        "on changes of social worker: by Ofsted in 2013 (page 4)"
        in (lines["recruitment and retention of staff"])
    )


def test_one_ask_on_two_issues_asks_for_both(sample_library: Library) -> None:
    """Plans for care leavers, and where they live."""
    housing, *_ = brief_sample(sample_library, "Supported").enquiries
    assert housing.counted.startswith(
        "Asked for by Ofsted in 2019 (page 2) and by the Commissioner"
    )


def test_a_risk_on_another_thing_is_none_of_leadership(sample_library: Library) -> None:
    """That services are removed tells nothing of who leads; it stands among the risks."""
    pack = brief_sample(sample_library, "new statutory direction")
    quoted = [each.citation.quote for line in pack.enquiries for each in line.evidence]
    assert not any("removes services" in each for each in quoted)
    assert any("removes services" in each.citation.quote for each in pack.council_said)
    assert any("exceeds the budget" in each for each in quoted)


def test_an_overspend_without_a_sum_is_not_asked_about() -> None:
    """A general question stands in its place."""
    words = "Spending on homes exceeds the budget."
    cited = Citation("p", "Update", "", None, 1, "", "", "", words, Span(0, len(words)))
    sentence = Sentence(Quotation(cited), "8", {"money": 0.9})
    matter = Matter("money", "money and resources", "8", (sentence,), (sentence,))
    sitting = Sitting(date(2024, 3, 12), False, False)
    assert "overspend" not in _questions_for(matter, sitting, NO_ANSWERS).question
    with_sum = replace(matter, cost=Quotation(replace(cited, quote="The overspend is £2 million.")))
    assert "overspend" in _questions_for(with_sum, sitting, NO_ANSWERS).question


def test_a_role_that_answers_already_is_not_named_again(sample_library: Library) -> None:
    """With or without the plan that names it."""
    pack = brief_sample(sample_library, "Supported")
    assert "Head of Commissioning" in pack.answers_by
    assert not any("named in the plan" in line.answered_by for line in pack.enquiries)


def test_without_pages_an_item_of_a_list_is_placed_by_its_section() -> None:
    """Its number counts the list; a high one is that of a paragraph."""
    cited = Citation(
        "d", "Report", "", None, None, "", "3", "Reviews > The reply", "Do it.", Span(0, 6)
    )
    assert _in_brackets(cited) == " (section The reply)"
    assert _in_brackets(replace(cited, paragraph="75")) == " (paragraph 75)"
    assert _in_brackets(replace(cited, page=4)) == " (page 4)"


def test_a_count_that_takes_in_others_is_told_apart() -> None:
    """By what an outside body joins to it; what both count alike is not."""
    words = "Five were in night hostels, compared with 12 in March 2022."
    assert _counts_more("Twelve were in night hostels or with friends.", "12", words)
    assert not _counts_more("Twelve were in night hostels.", "12", words)
    assert not _counts_more("Nine were in night hostels or with friends.", "12", words)
    assert not _counts_more("Twelve went to school or to work.", "12", words)
