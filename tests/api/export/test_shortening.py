"""What stays of a pack that has less in it."""

from dataclasses import replace
from datetime import date

from api.export.shortening import shorten
from index.briefing.contents import Cited, Figure, Quotation
from tests.api.export.test_fitting import LONG, PACK, quotation


def of_document(document: str, paragraph: str) -> Quotation:
    """Words of another document."""
    words = quotation("It was 9%.")
    return replace(words, citation=replace(words.citation, document=document, paragraph=paragraph))


def test_a_document_that_a_question_names_stays_among_the_sources() -> None:
    """Though the quotation of it is left out; one that nothing names goes."""
    question = "Wexmere Council (March 2024, paragraph 5) gave 9%. What is different?"
    line = replace(PACK.enquiries[0], question=question)
    lines = (
        replace(line, evidence=(LONG[2], of_document("other", "6"))),
        replace(line, evidence=(LONG[3], of_document("earlier", "5"))),
    )
    sources = tuple(Cited(name, name, date(2024, 3, 7), "", ()) for name in ("earlier", "other"))
    *_, least = shorten(replace(PACK, enquiries=lines, sources=sources))
    assert [source.document for source in least.sources] == ["earlier"]


def test_a_measure_that_a_line_quotes_goes_before_a_line_does() -> None:
    """Not one with a target, which the quotation does not tell."""
    own = PACK.enquiries[0].evidence[0].citation
    figures = (Figure("Visits", "1", "", "", "", own), Figure("Calls", "1", "", "2", "", own))
    pack = replace(PACK, figures=figures, enquiries=PACK.enquiries * 4)
    shorter = list(shorten(pack))
    assert [each.measure for each in shorter[-2].figures] == ["Calls"]
    assert len(shorter[-2].enquiries) == 4
    assert len(shorter[-1].enquiries) == 3
