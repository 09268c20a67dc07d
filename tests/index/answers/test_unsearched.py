"""Words that stand on a page and in no passage are told, not passed over in silence."""

import re

from corpus.document import Span
from corpus.store.filters import EVERYTHING, Filters
from corpus.store.passages import load_spans
from index.answers.records.record import answer_words
from index.answers.search import answer_search
from index.answers.unsearched import find_places, find_unsearched
from index.library import Library


def test_words_of_a_heading_alone_are_told_with_their_page(sample_library: Library) -> None:
    """Nothing is close to them, and they stand on a page all the same."""
    answer = answer_search(sample_library, "age group", EVERYTHING, 5)
    assert answer.nothing_close
    assert answer.unsearched
    assert answer.unsearched.quote == "Age group"
    assert "“age group” stands in a part that search leaves out" in answer.remarks[-1]
    assert "page 1, 19 July 2013" in answer.remarks[-1]


def test_a_record_claims_no_silence_of_them(sample_library: Library) -> None:
    """Nor that they stand nowhere."""
    verdict = answer_words(sample_library, "age group").verdict
    assert verdict.startswith("No recommendation found. “age group” stands in a part")
    assert "nowhere" not in verdict


def test_what_stands_nowhere_is_in_no_such_part(sample_library: Library) -> None:
    """Nor what stands inside a word, in a passage, in documents that do not pass, or is too
    short."""
    for words in ("volcanic ash", "ge group", "caseloads", "a", '""', ""):
        assert find_unsearched(sample_library, words, EVERYTHING) is None
    assert find_unsearched(sample_library, '"Age group"', Filters(years=(2013,)))
    assert find_unsearched(sample_library, "Age group", Filters(years=(2023,))) is None


def test_who_inspected_is_not_found_by_name() -> None:
    """Nor by a part of the name; what stands beside it is."""
    text = "Inspection team\nAda Lark, Ofsted Inspector\nBo Finch, CQC Inspector\nGrange House"
    for words, count in (("Ada Lark", 0), ("Finch", 0), ("Grange House", 1), ("team", 1)):
        assert len([*find_places(re.compile(words), text)]) == count


def test_the_place_is_in_no_passage(sample_library: Library) -> None:
    """It is quoted from the text as it stands."""
    place = find_unsearched(sample_library, "now therefore", EVERYTHING)
    assert place
    assert place.quote == "NOW THEREFORE"
    spans: list[Span] = [held.span for held in load_spans(sample_library.db, place.document)]
    assert not any(place.span.touches(span) for span in spans)
