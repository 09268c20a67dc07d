"""What was asked beside the list that a paper makes of it, and why now."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.store.asks import iter_asks
from index.briefing.compared import (
    _find_after,
    _is_by_others,
    _names_thing,
    _next_after,
    _tells_of_action,
    _told_on,
    is_put_to_council,
    name_outside,
)
from index.briefing.contents import Pack, Quotation
from index.briefing.pack import brief_document
from index.briefing.paper import NO_PAPER, Paper, Sentence
from index.library import Library


def brief(library: Library, title: str) -> Pack:
    """The pack for the paper with these words in its title."""
    query = "select id from document where title like ? and kind in (?, ?)"
    kinds = ("committee_report", "cabinet_report")
    (document,) = library.db.execute(query, (f"%{title}%", *kinds)).fetchone()
    return brief_document(library, document)


@pytest.fixture(scope="module")
def pack(sample_library: Library) -> Pack:
    """For the paper that lists six areas where inspectors listed four."""
    return brief(sample_library, "improvement update")


def test_both_lists_stand_side_by_side(pack: Pack) -> None:
    """The inspectors' in their order, then what the paper adds."""
    changes = [row.change for row in pack.compared]
    assert changes == ["reworded", *["same words"] * 3, *["added by the paper"] * 2]
    assert all(row.asked and row.listed for row in pack.compared[:4])
    assert all(row.asked is None for row in pack.compared[4:])


def test_what_else_the_paper_says_stands_beside(pack: Pack) -> None:
    """Its sentences and rows, not the list itself."""
    listed = {row.listed.citation.span for row in pack.compared if row.listed}
    assert all(row.said for row in pack.compared)
    assert not any(words.citation.span in listed for row in pack.compared for words in row.said)


def test_a_paper_that_lists_nothing_has_no_comparison(sample_library: Library) -> None:
    """It is told all the same what was asked."""
    pack = brief(sample_library, "progress since")
    assert pack.compared == ()
    whole = "asked for 16 things in November 2015, four of them of the safeguarding children board"
    assert any(whole in each for each in pack.why_now)


def test_why_now_is_three_sentences_without_counts_of_ours(pack: Pack) -> None:
    """The decision, what was asked and how the list differs, the two latest judgements."""
    decision, asked, judged = pack.why_now
    assert "only to note" in decision
    assert "four things in July 2023; the paper lists six: it adds" in asked
    assert ", and rewords one" in asked
    assert "“good” (July 2023)" in judged
    assert ", but “requires improvement to be good” for children who need help and" in judged
    assert "earlier version of the framework" in judged
    assert not any("issues behind" in each or "documents" in each for each in pack.why_now)


def test_a_break_of_framework_is_marked(sample_library: Library) -> None:
    """Grades of two frameworks are not like for like; one of a part of the service is none."""
    pack = brief(sample_library, "Supported lodgings")
    assert "under another framework, not like for like" in pack.why_now[-1]
    (_, after_part) = brief(sample_library, "progress since").why_now[-2:]
    assert after_part.endswith("“require improvement to be good” (November 2015).")


def test_the_decision_sought_is_quoted(pack: Pack, sample_library: Library) -> None:
    """All of it, in the paper's words; of a decision the first is read out."""
    assert len(pack.decision) == 2
    cabinet = brief(sample_library, "Supported lodgings")
    assert cabinet.why_now[0].startswith("The cabinet is asked to “award the contract")
    assert cabinet.answers_by[0].startswith("Portfolio Holder")


def test_that_a_paper_is_late_is_no_decision(sample_library: Library) -> None:
    """It is asked of those who meet all the same; nobody prepares for it."""
    decision = brief(sample_library, "new statutory direction").decision
    assert len(decision) == 4
    assert not any("urgent" in asked.citation.quote for asked in decision)


def test_a_claim_stands_with_what_the_paragraph_admits_beside(pack: Pack) -> None:
    """Both sides, each a whole sentence."""
    claim, admitted = (words.citation.quote for words in pack.compared[0].said)
    assert claim.startswith("All but five team managers")
    assert admitted.startswith("Supervision records remain")


def test_a_figure_stands_with_what_the_paper_says_of_it(pack: Pack) -> None:
    """What was done, else what is hard."""
    foster = next(
        row for row in pack.compared if row.asked and "foster" in row.asked.citation.quote
    )
    figure, done = (words.citation.quote for words in foster.said)
    assert figure.startswith("Fostering households")
    assert done.startswith("Eleven fostering households were approved")
    health = next(
        row for row in pack.compared if row.listed and "health" in row.listed.citation.quote
    )
    assert "is short of its target" in health.said[-1].citation.quote


def test_of_what_an_outside_body_is_to_do_no_account_is_asked(sample_library: Library) -> None:
    """The Commissioner's report to the Minister is not the council's to give."""
    rows = brief(sample_library, "new statutory direction").compared
    (to_outside,) = [row for row in rows if row.to_outside]
    assert to_outside.asked
    assert to_outside.asked.citation.quote.startswith("The Commissioner should report")
    assert to_outside.said == to_outside.nearest == ()


def test_what_answers_an_ask_names_what_is_asked(sample_library: Library) -> None:
    """Not only of whom; where nothing does, and nothing has its words, nothing is named."""
    rows = {
        row.asked.citation.quote: row
        for row in brief(sample_library, "new statutory direction").compared
        if row.asked
    }
    quoted = [words.citation.quote for row in rows.values() for words in row.said]
    assert len(set(quoted)) == len(quoted)
    trained = next(row for ask, row in rows.items() if "should be trained" in ask)
    assert "to be trained before" in trained.said[0].citation.quote
    priority = next(row for ask, row in rows.items() if "first priority" in ask)
    assert not priority.said
    assert priority.nearest == ()
    assert priority.is_near
    assert priority.planned is None


def test_where_the_paper_has_no_account_the_plan_tabled_with_it_is_told(
    sample_library: Library,
) -> None:
    """The action on what was asked: without it the pack would be silent on what is planned."""
    rows = brief(sample_library, "new statutory direction").compared
    (row,) = [each for each in rows if each.planned]
    assert row.asked
    assert row.planned
    assert "every open recommendation" in row.asked.citation.quote
    assert "one schedule of every open" in row.planned.citation.quote


def test_what_has_a_name_of_its_own_is_found_by_it() -> None:
    """But for an ending; posts and the council's own name are none."""
    ask: Any = SimpleNamespace(
        text="Help must be had through the Partners in Practice programme of Wexmere Council,"
        " says the Chief Executive.",
        authority="Wexmere",
    )
    named = Sentence(quote("Talks on Partner in Practice support have begun."), "5", {})
    other = Sentence(quote("Wexmere Council and its Chief Executive met partners."), "5", {})
    assert _names_thing(ask, named)
    assert not _names_thing(ask, other)


def test_what_a_row_measures_stands_with_what_was_done_and_what_is_hard(pack: Pack) -> None:
    """Of the paragraph of what was done."""
    row = next(
        each for each in pack.compared if each.asked and "disabled" in each.asked.citation.quote
    )
    told = [each.citation.quote for each in row.said]
    assert any("reviewing posts" in words for words in told)
    assert any("short supply" in words for words in told)


def test_only_what_asks_something_of_the_council_is_an_ask_of_it(sample_library: Library) -> None:
    """Not the terms that a direction gives another body."""
    put = {ask.text: is_put_to_council(ask) for ask in iter_asks(sample_library.db, "Wexmere")}
    terms = [told for ask, told in put.items() if ask.startswith("coach team managers")]
    needs = [told for ask, told in put.items() if ask.startswith("The council needs to know each")]
    assert terms == [False]
    assert needs == [True]


@pytest.mark.parametrize(
    ("words", "before", "is_action", "is_by_others"),
    [
        ("More money is being put into recruitment.", "", True, False),
        ("The turnover rate is 27%.", "", False, False),
        ("It has been difficult to recruit.", "", False, False),
        ("The Commissioner has met staff in each team.", "", False, True),
        ("She also met foster carers.", "The Commissioner has met staff. ", False, True),
        ("A lead was appointed after the Ofsted visit.", "", True, False),
        ("The Department for Education issued a direction to the council.", "", False, True),
    ],
)
def test_what_was_done_is_told_of_the_council(
    words: str, before: str, is_action: bool, is_by_others: bool
) -> None:
    """Not what only is so, what is hard, or what an outside body did."""
    told_with = quote(before + words) if before else None
    sentence = Sentence(quote(words), "5", {}, told_with=told_with)
    assert _tells_of_action(sentence) is is_action
    assert _is_by_others(sentence) is is_by_others


def quote(words: str) -> Quotation:
    """Words of a paper."""
    return Quotation(Citation("d", "", "", None, 1, "", "", "", words, Span(0, len(words))))


def test_what_is_hard_stands_with_the_sentence_that_answers_it() -> None:
    """ "Work is in hand" is the council's reply; a sentence that stands alone is told alone."""
    words = "Short breaks are hard to find. Work is in hand on this. Visits are on time."
    hard, reply, other = (_quoted(words, part) for part in words.split(". "))
    both = _quoted(words, words.partition(" Visits")[0])
    account = (
        Sentence(hard, "5", {}),
        Sentence(reply, "5", {}, told_with=both),
        Sentence(other, "5", {}),
    )
    paper = replace(NO_PAPER, account=account)
    library: Any = None  # which is opened only where two sentences are joined
    told = [_told_on(library, paper, each) for each in account]
    assert told == [(both,), (both,), (other,)]


def _quoted(text: str, words: str) -> Quotation:
    start = text.index(words)
    span = Span(start, start + len(words))
    return Quotation(Citation("d", "Update", "Wexmere", None, 1, "", "", "", words, span))


def test_what_is_admitted_in_the_next_sentence_stands_beside_too() -> None:
    """Not what goes on about the first, which is told with it, nor what stands further on."""
    first, on, third = (
        Sentence(
            Quotation(Citation("p", "", "", None, 1, "", "", "", words, Span(at, at + 9))), "5", {}
        )
        for at, words in enumerate(("There is more to do.", "There are gaps.", "Waits are long."))
    )
    paper = Paper("p", (first, on, third))
    assert _next_after([first], [first, on, third], paper) == [on]
    assert _next_after([first], [first, third], paper) == []
    told = replace(on, told_with=first.quotation)
    assert _next_after([first], [first, told], Paper("p", (first, told))) == []


def test_a_list_is_placed_by_the_paragraph_that_holds_it(sample_library: Library) -> None:
    """Not by the number of its first item."""
    rows = brief(sample_library, "new statutory direction").compared
    assert {row.listed.citation.paragraph for row in rows if row.listed} == {"3.1"}


def test_a_demand_told_again_stands_with_what_was_done_on_it(sample_library: Library) -> None:
    """The column tells what the paper reports."""
    rows = brief(sample_library, "new statutory direction").compared
    said = [each.citation.quote for row in rows for each in row.said]
    (trained,) = (each for each in said if "to be trained before" in each)
    assert trained.endswith("Three evenings have been arranged.")


def test_what_a_plan_has_on_an_ask_is_told_with_its_figure(sample_library: Library) -> None:
    """Its day, its marking and how far it is."""
    rows = brief(sample_library, "new statutory direction").compared
    (planned,) = (row.planned for row in rows if row.planned)
    assert planned.cells[1:] == (
        ("due", "April 2020"),
        ("Recommendations with a single owner", "0 of 214"),
        ("target", "All"),
        ("marked", "Amber"),
    )


def test_the_next_sentence_stands_with_the_one_it_goes_on_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As two where both are too long to be shown as one."""
    first = (
        "The search for two heads of service " + "in the north and the south " * 6 + "goes well."
    )
    second = "These posts are to be agreed in May " + "by all who must agree to them " * 4 + "."
    words = f"{first} {second}"
    account = tuple(Sentence(_quoted(words, part), "paragraph 5", {}) for part in (first, second))
    paper = replace(NO_PAPER, account=account)
    cut = "index.briefing.compared.quote_span"
    monkeypatch.setattr(cut, lambda db, document, span: words[span.start : span.end])
    library: Any = SimpleNamespace(db=None)
    assert _told_on(library, paper, account[0]) == tuple(each.quotation for each in account)
    assert _find_after(paper, account[1]) is None


def test_an_outside_body_is_named_as_the_ask_names_it() -> None:
    """For whom a thing is to do is told beside what the paper reports."""
    assert name_outside("The Secretary of State should decide") == "the Secretary of State"
    assert name_outside("Ofsted should look again") == "Ofsted"
    assert name_outside("Somebody should") == "an outside body"
