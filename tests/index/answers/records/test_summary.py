"""A record at a glance agrees with the record that it heads."""

from dataclasses import replace
from datetime import date

from corpus.citation import Citation
from corpus.document import Span
from index.answers.records.record import answer_ask, answer_words
from index.answers.records.said import by_document
from index.answers.records.summary import cut_long
from index.briefing.measure_series import Value
from index.library import Library
from index.recurrence.follow_up import REPEATED
from index.recurrence.trace import traced_asks
from index.recurrence.wording import name_outside_body, say_day

_LONG = (
    "Managers meet weekly and they look at every plan that is late, and at why it is late. "
    "Caseloads of the workers in the team have been too high for all of the spring months. "
    "Leaders know of it, and have written to the council and to partners about what to do next."
)


def cite(quote: str) -> Citation:
    """A citation of some words."""
    return Citation("d", "A report", "Ofsted", None, 1, "", "", "", quote, Span(0, len(quote)))


def test_asked_counts_what_is_about_the_words(sample_library: Library) -> None:
    """The likely ones, newest first; the rest are counted apart."""
    record = answer_words(sample_library, "management oversight")
    same = {each.ask.id for each in record.occurrences if each.is_same}
    assert {each.ask.id for each in record.summary.asked} == same
    assert record.summary.possible == len(record.occurrences) - len(same)
    days = [each.ask.published for each in record.summary.asked if each.ask.published]
    assert days == sorted(days, reverse=True)


def test_each_line_quotes_its_document(sample_library: Library) -> None:
    """Whole sentences of the citation, one line a document."""
    summary = answer_words(sample_library, "management oversight").summary
    lines = [*summary.found, *summary.reported]
    assert summary.found
    assert all(line.excerpt.text in line.excerpt.citation.shown for line in lines)
    documents = [line.excerpt.citation.document for line in summary.found]
    assert len(set(documents)) == len(documents)


def test_the_newest_figures_stand_with_their_target(sample_library: Library) -> None:
    """The newest first, each as it is printed in the document that it cites; none of an ask."""
    record = answer_words(sample_library, "supervision of social workers")
    printed = record.summary.printed
    assert record.subject
    assert printed
    days = [each.citation.published for each in printed]
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)
    assert any("(target: 95%)" in each.says for each in printed)
    ask = record.summary.asked[0].ask
    assert answer_ask(sample_library, ask.id).summary.printed == ()


def test_a_papers_own_words_go_before_what_it_tells_again(sample_library: Library) -> None:
    """A list taken over from a report is the first word of a paper only where it has no other."""
    for words in ("management oversight", "supervision of social workers", "care leavers housing"):
        subject = answer_words(sample_library, words).subject
        assert subject
        for document in by_document(subject.reported):
            own = [each for each in document.all if each.says != REPEATED]
            assert (document.main.says == REPEATED) == (not own)


def test_an_ask_is_once_of_its_own_record(sample_library: Library) -> None:
    """With the latest word of what came after it."""
    ask = answer_words(sample_library, "management oversight").summary.asked[-1].ask
    summary = answer_ask(sample_library, ask.id).summary
    assert [each.ask.id for each in summary.asked if each.is_own] == [ask.id]
    assert summary.latest_word


def test_a_long_quotation_is_cut_to_a_sentence_with_the_words() -> None:
    """What is left out on either side is marked; a short one is whole."""
    cut = cut_long(cite(_LONG), ["caseloads"])
    assert cut.text.startswith("Caseloads")
    assert cut.text.endswith("months.")
    assert cut.cut_before
    assert cut.cut_after
    whole = cut_long(cite("Caseloads are high. Managers know."), ["managers"])
    assert (whole.text, whole.cut_before, whole.cut_after) == (
        "Caseloads are high. Managers know.",
        False,
        False,
    )


def test_the_latest_word_of_an_ask_claims_no_silence_of_what_is_listed(
    sample_library: Library,
) -> None:
    """What a later document has near it is told as near, on the page that lists it."""
    for ask in traced_asks(sample_library, "Wexmere"):
        record = answer_ask(sample_library, ask.id)
        _, _, silent = record.summary.latest_word.partition("nor anything near it, from ")
        for near in (each.statement for each in record.later if each.statement.is_outside):
            body = name_outside_body(near.document_kind)
            assert f"{body} on {say_day(near.published)}" not in silent


def test_a_figure_without_a_year_is_told_with_that_of_its_paper() -> None:
    """A month alone may be of any year."""
    facts = {"id": "v", "span": Span(0, 2), "measure": "Visits", "value": "9%", "role": "value"}
    day = date(2015, 9, 22)
    citation = replace(cite("9%"), published=day)
    for period, told in (("Aug", "Aug, printed September 2015"), ("2014-15", "2014-15")):
        value = Value(**facts, period=period, citation=citation)
        assert value.when_with_year == told
