"""What stands beside the lines of enquiry."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.store.documents import documents_of, find_documents
from corpus.store.reports import load_report
from index.briefing.contents import Exchange, Quotation
from index.briefing.facts import (
    _end_of_asked,
    _find_before,
    _find_host,
    _from_lines,
    _one_meaning,
    _say_value,
    _spells,
    _with_host,
    explain_words,
    find_counts,
    find_figures,
    find_missing,
    find_recommended,
    find_report_before,
    list_hosts,
)
from index.briefing.measure_series import Value
from index.briefing.pack import brief_document
from index.briefing.paper import Paper, read_paper
from index.briefing.topics import find_topics
from index.issues.threads import find_threads
from index.library import Library, open_library

GENERAL = "The Director assured members that progress was being made."
STAFF = "Recruitment of social workers had begun, and vacancies had fallen to 12 per cent."


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (f"{GENERAL} {STAFF}", STAFF),
        (f"{STAFF} {GENERAL}", f"{STAFF} {GENERAL}"),
        (GENERAL, GENERAL),
        (f"{GENERAL} They are recruiting.", f"{GENERAL} They are recruiting."),
    ],
)
def test_an_answer_is_told_from_what_bears_on_the_lines(
    sample_library: Library, answer: str, told: str
) -> None:
    """Whole where none of it does, or what does says not of whom it speaks."""
    asked = "Progress"
    span = Span(0, len(asked))
    cited = Citation("d", "Minutes", "Wexmere", date(2024, 3, 7), 1, "", "", "", asked, span)
    exchange = Exchange(Quotation(cited), answer)
    assert _from_lines(sample_library, exchange, {"workforce"}).answer == told


@pytest.mark.parametrize(
    ("meanings", "told"),
    [
        (["Independent Review Officer", "independent reviewing officers"], True),
        (["alternative delivery model", "Agency Decision Maker"], False),
    ],
)
def test_a_short_form_with_two_meanings_is_not_explained(meanings: list[str], told: bool) -> None:
    """Two ways to write one meaning are no two."""
    assert bool(_one_meaning(meanings)) is told


@pytest.mark.parametrize(
    ("meaning", "short", "is_whole"),
    [
        ("education, employment and training", "EET", True),
        ("employment and training", "EET", False),
        ("personal advisers", "PAs", True),
    ],
)
def test_a_meaning_that_was_cut_does_not_spell_its_short_form(
    meaning: str, short: str, is_whole: bool
) -> None:
    """Each letter begins a word, in their order."""
    assert _spells(meaning, short) is is_whole


def test_minutes_with_numbers_of_their_own_are_in_no_report(sample_library: Library) -> None:
    """Though a report stands before them in the file: their numbers fill no gap in its own."""
    query = "select id from document where kind = 'minutes'"
    (minutes,) = sample_library.db.execute(query).fetchone()
    words = "a member asked"
    cited = Citation(
        minutes, "Minutes", "W", date(2020, 3, 4), 8, "", "47.3.1", "", words, Span(0, len(words))
    )
    exchange = Exchange(Quotation(cited), "")
    assert _find_host(sample_library.db, exchange) is None
    within = Exchange(Quotation(_in_gap(sample_library, cited)), "")
    host = _find_host(sample_library.db, within)
    assert host is not None
    assert host.title.startswith("Commissioner’s report")
    elsewhere = _with_host(sample_library.db, within, Paper("another"))
    assert elsewhere.printed_in == "a paper for the cabinet’s meeting of 10 March 2020"
    (source,) = list_hosts(sample_library.db, [elsewhere])
    assert source.title.endswith("(paper for the cabinet’s meeting of 10 March 2020)")
    own = _with_host(sample_library.db, within, Paper(host.id))
    assert (own.printed_in, own.host) == ("this paper", "")


def test_what_a_committee_recommended_on_an_item_is_told(sample_library: Library) -> None:
    """By minutes behind the paper of those who decide, or that are the item; else nothing."""
    day = date(2020, 3, 10)
    held = documents_of(sample_library.db, "Wexmere", day)
    paper = next(each for each in held if each.title.startswith("Commissioner’s report on"))
    told = find_recommended(sample_library.db, "Wexmere", day, paper.id)
    assert len(told) == 2
    assert all("recommended to Cabinet" in each.citation.quote for each in told)
    minutes = told[0].citation.document
    assert find_recommended(sample_library.db, "Wexmere", day, minutes) == told
    assert find_recommended(sample_library.db, "Wexmere", day, "another") == ()


def _in_gap(library: Library, cited: Citation) -> Citation:
    """The citation with a number that the report before the minutes leaves out of its own."""
    report = find_report_before(library.db, cited.document)
    assert report is not None
    numbers = {
        int(each.paragraph.partition(".")[0])
        for each in load_report(library.db, report.id).passages
        if each.paragraph.partition(".")[0].isdecimal()
    }
    gap = next(number for number in range(min(numbers), max(numbers)) if number not in numbers)
    return replace(cited, paragraph=f"{gap}.1")


@pytest.mark.parametrize(
    ("asked", "unminuted"),
    [
        ("Progress so far", True),
        ("Reduction in places for children", True),
        ("In reply to a question on costs", True),
        ("A member asked why reports were late.", False),
    ],
)
def test_a_heading_of_the_minutes_is_no_question(asked: str, unminuted: bool) -> None:
    """Nor is "in reply to a question": what members said comes before these."""
    cited = Citation("d", "Minutes", "Wexmere", None, 1, "", "", "", asked, Span(0, len(asked)))
    assert Exchange(Quotation(cited), "Told.").is_unminuted is unminuted


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("A member asked about homes. The Director replied that ten are open.", "The Director"),
        ("A member asked about homes. Members thanked the staff.", ""),
        ("The Director said that ten homes are open.", ""),
    ],
)
def test_a_reply_in_the_same_paragraph_is_told_apart(words: str, told: str) -> None:
    """From the first sentence in which somebody of office replies; a paragraph of one is whole."""
    end = _end_of_asked(words)
    assert words[end:].strip().startswith(told) if told else end == 0


def test_a_short_form_written_in_two_ways_is_explained_once(sample_library: Library) -> None:
    """In large letters and small."""
    words = explain_words(sample_library.db, ["The DfE and the DFE met."], "Wexmere")
    assert len([word for word in words if word.short.lower() == "dfe"]) == 1


def test_one_meaning_is_explained_once(sample_library: Library) -> None:
    """Though a short form is written with and without its last letter."""
    words = explain_words(sample_library.db, ["CAMH staff and CAMHS met."], "Wexmere")
    assert len(words) == len({word.meaning for word in words})


def test_the_value_before_is_read_from_its_own_sentence() -> None:
    """ "fell from 88% to 79%"; of another pair none is taken."""
    words = "Those done in time fell from 88% to 79%, and visits from 40% in May to 35%."
    cited = Citation(
        "d", "Update", "W", date(2024, 3, 7), 1, "", "", "", words, Span(0, len(words))
    )
    at = Span(40, 43)
    value = Value("v", at, "Done in time", "79%", 79.0, "%", "", None, "", "value", citation=cited)
    assert _find_before(Quotation(cited), value) == "88%"
    assert _find_before(Quotation(cited), replace(value, value="35%")) == "40%"
    assert _find_before(Quotation(cited), replace(value, value="12%")) == ""
    peak = replace(cited, quote="They fell from a high of 62 to 53.")
    assert _find_before(Quotation(peak), replace(value, value="53")) == "62 (called a high)"
    assert _say_value(replace(value, value="31", unit="weeks", role="target")) == "31 weeks"
    assert _say_value(replace(value, value="31", unit="weeks")) == "31 weeks (reported March 2024)"


def test_a_count_of_a_sentence_is_told_with_the_newest_value_before_it(
    sample_library: Library,
) -> None:
    """As the paper's table has it, which may print one between the two of the sentence."""
    (held,) = find_documents(sample_library.db, "2017-03-14-committee-update")
    (figure,) = find_counts(read_paper(sample_library, held.id))
    assert (figure.latest, figure.before) == ("361 (Apr-Dec 2016)", "352 (2015-16)")


def test_a_value_takes_no_time_from_another_sentence(sample_library: Library) -> None:
    """In minutes a member names years before an officer gives a share; and one measure stands
    once, by its newest value."""
    day, issue = date(2020, 3, 10), "supervision"
    threads = find_threads(sample_library, "Wexmere", day)
    topics = [
        topic
        for topic in find_topics(sample_library, threads, "Wexmere", day)
        if topic.issue == issue
    ]
    figures = [figure for _, figure in find_figures(sample_library, topics, "Wexmere", day)]
    assert [
        (figure.latest, figure.target) for figure in figures if "supervised" in figure.measure
    ] == [("67% (reported February 2020)", "95%")]


def test_what_a_committee_asked_on_the_papers_subject_is_told(sample_library: Library) -> None:
    """Of a paper on one thing, what names it, and nothing of what is near to it."""
    day = date(2020, 3, 10)
    (held,) = [
        each
        for each in documents_of(sample_library.db, "Wexmere", day)
        if each.title.startswith("Supported lodgings")
    ]
    pack = brief_document(sample_library, held.id)
    (told,) = pack.told
    assert "supported lodgings had been closed" in told.answer
    assert told.printed_in == "the same agenda as this paper"
    assert pack.not_held == ("We found no document on this item that is named and not held.",)
    ratings = [
        dict(each.cells)["rated"]
        for line in pack.enquiries
        for each in line.evidence[:1]
        if each.is_risk
    ]
    assert ratings == ["C2 (unlikely, major impact)"]
    titles = {source.title for source in pack.sources}
    assert any("progress since" in title for title in titles)  # a measure stands beside its own
    assert any(title.startswith("Single inspection") for title in titles)  # the judgement before


def test_an_answer_with_an_admission_is_not_begun_behind_it(sample_library: Library) -> None:
    """Though only what follows is on the lines."""
    asked, owned = "Progress", "The Director accepted that this had been an error."
    cited = Citation(
        "d", "Minutes", "W", date(2024, 3, 7), 1, "", "", "", asked, Span(0, len(asked))
    )
    exchange = Exchange(Quotation(cited), f"{owned} {STAFF}")
    assert _from_lines(sample_library, exchange, {"workforce"}).answer == exchange.answer


def test_what_a_paper_asks_members_to_recommend_is_not_recommended_yet(
    hold_texts: Callable[[Mapping[str, str]], Path], sample_library: Library
) -> None:
    """It is the decision sought."""
    paper = (
        "CABINET\n\n3 JUNE 2022\n\nHOMES\n\nReport from: Director of Children's Services\n\n"
        "1. Recommendations\n\n1.1 The Cabinet is asked to recommend to Council that a home is"
        " opened.\n\n1.2 That Cabinet be recommended to set money aside.\n"
    )
    folder = hold_texts({"paper": paper})
    with open_library(folder, open_encoder=lambda name: sample_library.encoder) as library:
        (held,) = find_documents(library.db, "paper")
        assert find_recommended(library.db, "Wexmere", date(2022, 6, 3), held.id) == ()


def test_what_is_to_come_after_the_meeting_is_not_missing(
    hold_texts: Callable[[Mapping[str, str]], Path], sample_library: Library
) -> None:
    """No letter about a visit of next year can be held; one of last year can."""
    paper = (
        "CABINET\n\n3 JUNE 2022\n\nHOMES\n\nReport from: Director of Children's Services\n\n"
        "1. Background\n\n1.1 A monitoring visit by Ofsted took place in May 2021.\n\n"
        "1.2 A monitoring visit by Ofsted is planned for 10 March 2023.\n"
    )
    folder, day = hold_texts({"paper": paper}), date(2022, 6, 3)
    with open_library(folder, open_encoder=lambda name: sample_library.encoder) as library:
        (held,) = find_documents(library.db, "paper")
        missing = find_missing(library, "Wexmere", day, Paper(held.id))
    told = [what for what, citation in missing if citation]
    assert len(told) == 1
    assert "(May 2021), named by this paper" in told[0]


def test_what_members_asked_is_known_where_the_paper_says_it(sample_library: Library) -> None:
    """Though no minutes are held."""
    day = date(2017, 3, 14)
    (held,) = find_documents(sample_library.db, "2017-03-14-committee-update")
    (minutes, _), *_ = find_missing(
        sample_library, "Wexmere", day, read_paper(sample_library, held.id)
    )
    assert "is not known" not in minutes
    assert minutes.endswith("only what this paper says (page 2, paragraph 4.1) is known.")
    (none, _), *_ = find_missing(sample_library, "Wexmere", day, Paper())
    assert none.endswith("what members asked is not known.")
