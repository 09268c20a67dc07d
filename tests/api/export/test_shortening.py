"""What stays of a pack that has less in it."""

from dataclasses import replace
from datetime import date

import pytest

from api.export.shortening import (
    each_back,
    say_left_out,
    shorten,
    shorten_evidence,
    shorten_lines,
    shorten_said,
    told_once,
)
from corpus.document import Span
from index.briefing.contents import Cited, Compared, Exchange, Figure, Quotation, Word
from tests.api.export.test_fitting import LONG, PACK, quotation


def of_document(document: str, paragraph: str) -> Quotation:
    """Words of another document."""
    words = quotation("It was 9%.")
    return replace(words, citation=replace(words.citation, document=document, paragraph=paragraph))


def test_a_document_that_a_line_names_stays_among_the_sources() -> None:
    """Though the quotation of it is left out; one that nothing names goes."""
    line = PACK.enquiries[0]
    lines = (
        replace(line, evidence=(LONG[2], of_document("other", "6"))),
        replace(
            line,
            evidence=(LONG[3], of_document("earlier", "5")),
            rests_on=(of_document("earlier", "5"),),
        ),
    )
    sources = tuple(Cited(name, name, date(2024, 3, 7), "", ()) for name in ("earlier", "other"))
    *_, least = shorten_evidence(replace(PACK, enquiries=lines, sources=sources))
    assert [source.document for source in least.sources] == ["earlier"]


def test_of_the_measures_that_a_line_quotes_one_stays() -> None:
    """And those with a target, which the quotation does not tell: no part is left out whole."""
    own = PACK.enquiries[0].evidence[0].citation
    figures = (
        Figure("Visits", "1", "", "", "", own),
        Figure("Homes", "1", "", "", "", own),
        Figure("Calls", "1", "", "2", "", own),
    )
    *_, least = shorten(replace(PACK, figures=figures))
    assert [each.measure for each in least.figures] == ["Visits", "Calls"]


def test_phrases_go_one_by_one_and_are_taken_back_last() -> None:
    """Short forms stay, where what is quoted has them; what is left out is counted."""
    said = quotation("The IRO knows of short breaks and of direct work.")
    words = (
        Word("IRO", "reviews plans"),
        Word("direct work", "time with a child", "direct work"),
        Word("short breaks", "care", "short breaks"),
    )
    whole = replace(PACK, decision=(said,), words=words)
    packs = list(shorten(whole))
    assert [len(pack.words) for pack in packs[:3]] == [3, 2, 1]
    assert "2 phrases explained" in say_left_out(whole, packs[-1])
    *_, last = each_back(whole)
    assert last(packs[-1]).words == (words[0], words[2])


@pytest.mark.parametrize("fewest", [4, 3])
def test_lines_of_enquiry_go_to_the_fewest_the_last_first(fewest: int) -> None:
    """One at a time."""
    lines = tuple(replace(PACK.enquiries[0], issue=f"visits {number}") for number in range(5))
    packs = list(shorten_lines(replace(PACK, enquiries=lines), fewest))
    assert [len(pack.enquiries) for pack in packs] == list(range(5, fewest - 1, -1))
    assert packs[-1].enquiries[0].issue == "visits 0"


def test_what_is_asked_of_the_committee_stays_whole() -> None:
    """Also what is only to be noted."""
    noting = (quotation("The committee is asked to note it."), quotation("To note the plan, too."))
    *_, least = shorten(replace(PACK, decision=noting))
    assert least.decision == noting


def test_what_a_line_quotes_after_its_first_is_not_told_twice() -> None:
    """Where the comparison has it, as said or as asked."""
    line = replace(PACK.enquiries[0], evidence=(LONG[2], LONG[4], LONG[5], LONG[6]))
    rows = (Compared(LONG[3], None, "not listed", (LONG[4], LONG[5])),)
    once = told_once(replace(PACK, enquiries=(line,), compared=rows))
    assert once.enquiries[0].evidence == (LONG[2], LONG[6])
    asked = told_once(replace(PACK, enquiries=(line,), compared=(replace(rows[0], asked=LONG[6]),)))
    assert asked.enquiries[0].evidence == (LONG[2],)


def test_what_a_measure_prints_is_not_quoted_too() -> None:
    """The sentence of its figures."""
    measured = replace(LONG[1], citation=replace(LONG[1].citation, span=Span(900, 1163)))
    figure = Figure("Visits", "6", "", "", "", replace(measured.citation, span=Span(911, 912)))
    pack = replace(PACK, figures=(figure,), council_said=(LONG[0], measured))
    assert told_once(pack).council_said == (LONG[0],)


def test_the_first_that_a_paper_says_besides_its_risks_stays_longest() -> None:
    """It goes after all else of the lists, and is taken back before all else."""
    said = (replace(LONG[0], is_risk=True), *LONG[1:6])
    pack = replace(PACK, council_said=said, asked=())
    *_, shortest = shorten(pack)
    assert shortest.council_said == said[:3]
    *_, unsaid = shorten_said(shortest)
    assert unsaid.council_said == said[:1]
    first = next(iter(each_back(pack)))(unsaid)
    assert first.council_said == said[:2]


def test_what_is_left_out_is_told_part_by_part() -> None:
    """A line that is left out is not told again by its quotations."""
    lines = tuple(
        replace(PACK.enquiries[0], issue=f"visits {number}", evidence=tuple(LONG[:3]))
        for number in range(4)
    )
    whole = replace(PACK, enquiries=lines, council_said=tuple(LONG[:3]))
    less = replace(lines[0], evidence=tuple(LONG[:1]))
    shorter = replace(whole, enquiries=(less, *lines[1:3]), council_said=())
    assert say_left_out(whole, shorter) == ("1 line of enquiry on visits 3 and 5 quotations")
    assert say_left_out(whole, whole) == ""


def test_what_a_committee_recommended_is_not_left_out() -> None:
    """Those who meet are to answer it; other answers go, but one."""
    asked = Exchange(LONG[0], "They rise.")
    *_, both = shorten(replace(PACK, told=(asked,), recommended=(LONG[0], LONG[1])))
    assert both.recommended == (LONG[0], LONG[1])
    *_, one = shorten(replace(PACK, told=(asked, asked)))
    assert one.told == (asked,)
