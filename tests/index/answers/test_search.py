"""The answer to a search as a value."""

from corpus.store.filters import Filters
from corpus.store.reports import load_document
from index.answers.search import answer_search
from index.library import Library
from index.search.search import search


def test_hits_are_those_of_the_search(sample_library: Library) -> None:
    """In their order, each with its words and place."""
    result = search(sample_library, "caseloads", limit=20)
    answer = answer_search(sample_library, "caseloads", Filters(), 20)
    ranked = [(hit.passage.id, hit.score, hit.why) for hit in result.hits]
    assert [(hit.passage.id, hit.ranked.score, hit.ranked.why) for hit in answer.hits] == ranked
    assert "What needs to improve" in {hit.citation.lead for hit in answer.hits}
    for hit in answer.hits:
        document = load_document(sample_library.db, hit.citation.document)
        assert hit.citation.quote == document.quote(hit.citation.span)
        assert hit.citation.page == document.page_of(hit.citation.span)


def test_hits_that_are_not_shown_cost_no_look_at_their_tables(sample_library: Library) -> None:
    """The same hits in the same order; those shown are told whole."""
    whole = answer_search(sample_library, "caseloads", Filters(), 20)
    some = answer_search(sample_library, "caseloads", Filters(), 20, shown=slice(0, 10))
    assert some.hits[:10] == whole.hits[:10]
    assert [hit.passage.id for hit in some.hits] == [hit.passage.id for hit in whole.hits]
    assert any(hit.citation.lead or hit.cells for hit in whole.hits[10:])
    assert not any(hit.citation.lead or hit.cells for hit in some.hits[10:])


def test_each_hit_says_why(sample_library: Library) -> None:
    """Words typed, words added, or how near it is in meaning."""
    [first, *_] = answer_search(sample_library, "caseloads", Filters(), 5).hits
    assert first.reason.startswith("has your words: caseloads")
    far = answer_search(sample_library, "volcanic ash over Iceland", Filters(), 1, expand=False)
    assert far.nothing_close
    assert all(hit.reason for hit in far.hits)


def test_a_hit_names_what_is_stated_in_it(sample_library: Library) -> None:
    """The asks and findings that stand in it."""
    hits = answer_search(sample_library, "caseloads", Filters(statement="ask"), 5).hits
    assert all("ask" in {stated.table for stated in hit.stated} for hit in hits)


def test_conditions_are_shown_and_can_be_taken_off(sample_library: Library) -> None:
    """What words were taken for; nothing is taken where no field is read."""
    answer = answer_search(sample_library, "caseloads in 2019", Filters(), 5)
    assert [condition.label for condition in answer.conditions] == ["2019"]
    assert (
        answer_search(sample_library, "caseloads 2019", Filters(), 5, narrow_by=()).conditions == ()
    )
