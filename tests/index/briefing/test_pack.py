"""The briefing pack of the embedded sample's committee paper."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.adding.intake import Counts
from corpus.citation import Citation, say_place
from corpus.document import Span
from corpus.errors import QueryError
from corpus.kinds import kind_of
from corpus.store.documents import quote_span
from index.briefing.contents import Pack, Quotation
from index.briefing.lines.enquiries import enquire
from index.briefing.matters.causes import choose
from index.briefing.matters.find import find_matters
from index.briefing.pack import _quote_council, brief_document, brief_theme, brief_thread
from index.briefing.paper import NO_PAPER, Paper, Sentence
from index.briefing.topics import find_topics
from index.issues.threads import find_threads
from index.library import Library, create_library

TEXT = """\
Inspection of children's services in Wexmere

Published: 4 March 2022

Summary

Social workers have too many children to look after, and managers do not oversee their work.

Recommendations

The council should make sure that managers oversee the work of every social worker.
"""


@pytest.fixture(scope="module")
def paper(sample_library: Library) -> str:
    """The id of the newest paper to a committee."""
    query = "select id from document where kind = 'committee_report' order by published desc"
    return str(sample_library.db.execute(query).fetchone()[0])


@pytest.fixture(scope="module")
def pack(sample_library: Library, paper: str) -> Pack:
    """The pack for it, on its own day."""
    return brief_document(sample_library, paper)


def test_every_line_of_enquiry_stands_on_a_quotation(pack: Pack) -> None:
    """Three to five lines, each with a dated quotation."""
    assert 3 <= len(pack.enquiries) <= 5
    assert all(enquiry.evidence for enquiry in pack.enquiries)


def test_every_quotation_stands_in_its_document(pack: Pack, sample_library: Library) -> None:
    """Character for character."""
    for citation in (quotation.citation for quotation in pack.quotations):
        words = quote_span(sample_library.db, citation.document, citation.span)
        assert words == citation.quote != ""


def test_a_quotation_of_the_paper_tells_its_page_and_paragraph(pack: Pack, paper: str) -> None:
    """As they are printed; a row of a table has no paragraph."""
    own = [
        quotation.citation for quotation in pack.quotations if quotation.citation.document == paper
    ]
    places = [say_place(citation) for citation in own]
    assert all(re.fullmatch(r"page \d(, paragraph \d\.\d)?", place) for place in places)
    assert any("paragraph" in place for place in places)


def test_a_text_is_cited_without_a_page(
    take_in_here: Callable[..., Counts], tmp_path: Path, sample_library: Library
) -> None:
    """By its section; it has one page only because it has none."""
    (tmp_path / "report.txt").write_text(TEXT, "utf-8")
    with create_library(
        tmp_path / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, [tmp_path / "report.txt"], "Wexmere")
        threads = find_threads(library, "Wexmere")
        pack = brief_thread(library, threads[0].id, "Wexmere", threads=threads)
    places = {say_place(quotation.citation) for quotation in pack.quotations}
    assert places <= {"section Summary", "section Recommendations"}
    assert places
    assert all(source.pages == () for source in pack.sources)


def test_nothing_published_after_the_meeting_is_quoted(sample_library: Library, paper: str) -> None:
    """A meeting in 2016 hears nothing of 2019, and has no paper of that year before it."""
    day = date(2016, 1, 1)
    early = brief_theme(sample_library, "management_oversight", _authority(sample_library), day)
    assert early.quotations
    assert all(quotation.citation.published <= day for quotation in early.quotations)
    with pytest.raises(QueryError, match="after the meeting"):
        brief_document(sample_library, paper, day)


def test_the_meeting_is_the_one_that_the_paper_names(sample_library: Library) -> None:
    """Though its file was published days before."""
    query = "select id from document where kind = 'cabinet_report' order by published"
    (cabinet,) = sample_library.db.execute(query).fetchone()
    assert brief_document(sample_library, cabinet).meeting == date(2020, 3, 10)


def test_of_risks_the_gravest_rated_is_told_first(sample_library: Library) -> None:
    """By the key that the paper prints, and with it."""
    query = "select id from document where title like '%new statutory direction%'"
    (cabinet,) = sample_library.db.execute(query).fetchone()
    said = [dict(each.cells) for each in brief_document(sample_library, cabinet).council_said]
    rated = [cells["rated"] for cells in said if "rated" in cells]
    assert rated
    assert all(each.endswith(")") for each in rated)
    assert "B3" not in rated[0]


def test_what_is_done_about_a_risk_and_a_question_are_not_what_else_is_said() -> None:
    """Nor a sentence of which only the one before says what it is about."""
    risk = Sentence(quote_words("Homes are too few."), "Risks", {"sufficiency": 0.9}, is_risk=True)
    graver = replace(risk, quotation=quote_words("Staff leave."), gravity=1)
    remedy = replace(risk, quotation=quote_words("It is hard to buy homes."), is_remedy=True)
    question = Sentence(quote_words("Is there a shortage of homes?"), "Questions", {})
    hangs = Sentence(
        quote_words("They are in short supply."),
        "Homes",
        {},
        told_with=quote_words("Homes are dear. They are in short supply."),
    )
    account = (risk, remedy, graver, question, hangs)
    said = _quote_council((), (), Paper("d", account), (), set())
    assert [each.citation.quote for each in said] == [
        "Staff leave.",
        "Homes are too few.",
        "Homes are dear. They are in short supply.",
    ]


def quote_words(words: str) -> Quotation:
    """Words of a paper."""
    span = Span(0, len(words))
    return Quotation(Citation("d", "", "", None, 1, "", "", "", words, span))


def test_an_unknown_document_is_refused(sample_library: Library) -> None:
    """The message says where ids are listed."""
    with pytest.raises(QueryError, match="throughline documents"):
        brief_document(sample_library, "nothing-like-it")


def test_what_outside_bodies_asked_is_theirs(pack: Pack, sample_library: Library) -> None:
    """A committee's own recommendation stands apart."""
    query = "select kind from document where id = ?"
    for quotation in pack.asked:
        document = quotation.citation.document
        (kind,) = sample_library.db.execute(query, (document,)).fetchone()
        assert kind_of(kind).outside


def test_lines_of_enquiry_do_not_share_one_wording(pack: Pack) -> None:
    """Each asks by what the record gives cause for."""
    questions = [one.question.replace(one.issue, "") for one in pack.enquiries]
    assert len(set(questions)) == len(questions)


def test_no_line_of_enquiry_rests_on_the_ask_of_another(pack: Pack) -> None:
    """The newest ask of an outside body is quoted in one line only."""
    asked = [one.id for line in pack.enquiries for one in line.evidence if one.by]
    assert asked
    assert len({*asked}) == len(asked)


def test_a_pack_on_a_thread_is_on_that_issue(sample_library: Library) -> None:
    """One line of enquiry, by the thread's label."""
    authority = _authority(sample_library)
    thread = find_threads(sample_library, authority)[0]
    pack = brief_thread(sample_library, thread.id, authority)
    assert [one.issue for one in pack.enquiries] == [thread.label]


def test_without_a_paper_no_question_speaks_of_one(sample_library: Library) -> None:
    """On any thread of the council that can be briefed on."""
    authority, day = _authority(sample_library), date.today()
    threads = find_threads(sample_library, authority)
    topics = find_topics(sample_library, threads, authority, day)
    assert any(one.asked_last for one in topics)
    for topic in topics:
        matters = choose(find_matters(sample_library, [topic], authority, day, NO_PAPER), 5)
        assert "paper" not in enquire(matters, (), day)[0].question


def test_an_unknown_thread_is_refused(sample_library: Library) -> None:
    """The message says where ids are listed."""
    with pytest.raises(QueryError, match="throughline threads"):
        brief_thread(sample_library, "nothing", _authority(sample_library))


def test_a_pack_on_a_theme_quotes_an_ask_or_finding_of_it(sample_library: Library) -> None:
    """And a theme of which nothing is held is refused."""
    authority = _authority(sample_library)
    pack = brief_theme(sample_library, "management_oversight", authority)
    query = "select 1 from ask where id = ? and themes like '%management_oversight%'"
    assert any(sample_library.db.execute(query, (one.id,)).fetchone() for one in pack.quotations)
    with pytest.raises(QueryError, match="nothing"):
        brief_theme(sample_library, "no_such_theme", authority)


def _authority(library: Library) -> str:
    query = "select authority from document where kind = 'committee_report' limit 1"
    return str(library.db.execute(query).fetchone()[0])


def test_what_was_planned_before_the_latest_inspection_is_not_told(
    sample_library: Library,
) -> None:
    """That was looked at then; what is planned since stands beside what the paper says."""
    held = "select d.id from document d where d.title like ?"

    def planned(title: str) -> list[str]:
        (paper,) = sample_library.db.execute(held, [title]).fetchone()
        pack = brief_document(sample_library, paper)
        others = [each for each in pack.council_said if each.citation.document != pack.item]
        return [each.citation.title for each in others]

    assert planned("%new statutory direction%")
    assert planned("%services improvement update%") == []


def test_of_minutes_the_pack_tells_what_they_recommend_and_answer(sample_library: Library) -> None:
    """Those of the item itself, and nothing of it twice."""
    query = "select id from document where kind = 'minutes'"
    (minutes,) = sample_library.db.execute(query).fetchone()
    pack = brief_document(sample_library, minutes, date(2020, 3, 10))
    assert pack.recommended
    assert {each.citation.document for each in pack.recommended} == {minutes}
    assert {each.question.citation.document for each in pack.told} == {minutes}
    told = " ".join(each.answer for each in pack.told)
    assert not any(each.citation.quote in told for each in pack.council_said)
