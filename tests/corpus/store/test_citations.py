"""Citations of what the store holds: quoted exactly, placed as their source allows."""

from collections.abc import Callable
from datetime import date
from sqlite3 import Connection

import pytest

from api.adding.intake import Counts
from corpus.citation import cite_spans, say_place
from corpus.plain import field_names
from corpus.records import Report
from corpus.store.citations import (
    JUDGED_TABLES,
    add_printed_pages,
    cite_passages,
    find_records,
    find_stated,
    load_row,
)
from corpus.store.passages import load_spans
from corpus.store.reports import RECORDS, load_document, load_page_labels, load_report
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
def plain(
    take_in_here: Callable[..., Counts],
    tmp_path_factory: pytest.TempPathFactory,
    sample_library: Library,
) -> Library:
    """A library of one text, which has no pages."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "report.txt").write_text(TEXT, "utf-8")
    library = create_library(folder / "library", open_encoder=lambda name: sample_library.encoder)
    take_in_here(library, [folder / "report.txt"], "Wexmere")
    return library


def _ids(library: Library, table: str) -> list[str]:
    return [id_ for (id_,) in library.db.execute(f"select id from {table}")]


@pytest.mark.parametrize("table", ["ask", "finding", "action", "question", "mention", "risk"])
def test_every_record_is_quoted_exactly(sample_library: Library, table: str) -> None:
    """The quotation is what the span covers in the document's text; a page is its page."""
    ids = _ids(sample_library, table)
    db = sample_library.db
    records = find_records(db, ids)
    assert set(records) == set(ids)
    cited = (record.citation for record in list(records.values())[:20])
    for citation in add_printed_pages(cited, lambda document: load_page_labels(db, document)):
        document = load_document(sample_library.db, citation.document)
        assert document.quote(citation.span) == citation.quote
        assert citation.page == document.page_of(citation.span)
        labels = {page.number: page.label for page in document.pages}
        assert citation.printed_page == labels[citation.page]


def test_a_record_is_found_whatever_its_kind(
    empty: Connection, keep: Callable[..., Report]
) -> None:
    """With what it says of its kind or stance; a passage is no statement, but may be judged."""
    report = keep("a")
    (ask,), (finding,) = report.asks, report.findings
    records = find_records(empty, [ask.id, finding.id, "a-first"])
    assert set(records) == {ask.id, finding.id}
    assert (records[ask.id].table, records[ask.id].detail) == ("ask", ask.kind)
    assert (records[finding.id].table, records[finding.id].detail) == ("finding", finding.stance)
    assert find_records(empty, ["a-first"], JUDGED_TABLES)["a-first"].table == "passage"


def test_every_record_with_an_id_may_be_judged() -> None:
    """Of whatever kind."""
    with_ids = {record.table for record in RECORDS if "id" in field_names(record.type)}
    assert set(JUDGED_TABLES) == with_ids


def test_an_unknown_id_is_left_out(sample_library: Library) -> None:
    """No ids, no citations."""
    assert find_records(sample_library.db, ["nothing"]) == {}
    assert find_records(sample_library.db, []) == {}
    assert cite_passages(sample_library.db, []) == []


def test_a_text_has_no_page_one(plain: Library) -> None:
    """Its words stand under a heading, if nowhere else."""
    numbers = [number for (number,) in plain.db.execute("select number from passage")]
    for passage in cite_passages(plain.db, numbers):
        assert (passage.citation.page, passage.citation.file_page) == (None, 1)
        assert "page" not in say_place(passage.citation)
    asks = find_records(plain.db, _ids(plain, "ask")).values()
    places = {say_place(ask.citation) for ask in asks}
    assert places == {"section Recommendations"}


def test_a_passage_has_what_cites_it(empty: Connection, keep: Callable[..., Report]) -> None:
    """Its page, headings and words, and its document's facts; a day may be missing."""
    keep("a")
    keep("b", published=None)
    numbers = [passage.number for name in "ab" for passage in load_spans(empty, name)]
    _, dated, undated, _ = cite_passages(empty, numbers)
    assert (dated.id, dated.authority) == ("a-second", "Ambleford")
    citation = dated.citation
    assert (citation.page, citation.section) == (2, "Heading")
    assert citation.quote == "The council should widen its early help."
    assert citation.published == date(2019, 7, 1)
    assert undated.citation.published is None


def test_what_stands_in_a_passage_is_what_its_span_meets(sample_library: Library) -> None:
    """Each record of a passage; a passage without is not among them."""
    numbers = [number for (number,) in sample_library.db.execute("select number from passage")]
    citations = {
        passage.number: passage.citation for passage in cite_passages(sample_library.db, numbers)
    }
    stated = find_stated(sample_library.db, numbers)
    assert 0 < len(stated) < len(numbers)
    for number, records in list(stated.items())[:20]:
        for record in records:
            row = load_row(sample_library.db, record.table, record.id)
            assert row["start"] < citations[number].span.end
            assert citations[number].span.start < row["stop"]


def test_what_the_store_cites_has_its_documents_own_date(sample_library: Library) -> None:
    """The same as what is cited from the document itself."""
    query = "select a.id, a.document from action a limit 1"
    [(action, document)] = sample_library.db.execute(query).fetchall()
    cited = find_records(sample_library.db, [action])[action].citation
    (again,) = cite_spans(load_report(sample_library.db, document), [cited.span])
    assert cited.dated == again.dated == date(2020, 2, 24)
    assert cited.published == date(2020, 3, 4)
