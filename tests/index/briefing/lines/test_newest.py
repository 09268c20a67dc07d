"""The latest word of an outside body on an issue."""

from dataclasses import replace
from datetime import date

from corpus.document import Span
from index.briefing.lines.newest import quote_newest
from index.briefing.topics import find_topics
from index.issues.threads import Member, find_threads
from index.library import Library

DAY = date(2024, 3, 12)


def members(library: Library) -> list[Member]:
    """Statements of one report that stand one after another."""
    query = "select text, id from document where title like '%Single%'"
    text, document = library.db.execute(query).fetchone()
    (first, *_) = find_topics(library, find_threads(library, "Wexmere", DAY), "Wexmere", DAY)
    member = first.outside[0]
    start = text.index(". ") + 2
    middle = text.index(". ", start) + 1
    end = text.index(". ", middle + 1) + 1
    spans = (Span(start, middle), Span(middle + 1, end))
    return [
        replace(
            member,
            stance="good",
            citation=replace(
                member.citation, document=document, span=span, quote=text[span.start : span.end]
            ),
        )
        for span in spans
    ]


def test_a_sentence_is_told_with_the_one_beside_it(sample_library: Library) -> None:
    """Where that is on the issue too; an ask stands by itself."""
    one, two = members(sample_library)
    both = quote_newest(sample_library.db, [one, two]).citation
    assert both.quote == f"{one.text} {two.text}"
    assert both.span == Span(one.citation.span.start, two.citation.span.end)
    ask = replace(one, stance="asked")
    assert quote_newest(sample_library.db, [ask, two]).citation.quote == one.text
    assert quote_newest(sample_library.db, [one]).citation.quote == one.text


def test_the_newest_report_that_judges_or_asks_is_the_latest_word(sample_library: Library) -> None:
    """Good or bad; nothing of a later day is heard."""
    for day in (DAY, date(2018, 1, 1)):
        topics = find_topics(
            sample_library, find_threads(sample_library, "Wexmere", day), "Wexmere", day
        )
        for topic in topics:
            assert all(each.published <= day for each in topic.newest)
            assert len({each.published for each in topic.newest}) <= 1
            if topic.newest:
                assert topic.newest[0].published >= topic.raised[-1].published
