"""The briefing pack of the embedded sample's committee paper."""

from datetime import date

import pytest

from corpus.errors import QueryError
from index.library import Library
from index.pack import Pack, Quotation, brief_document
from index.statements import OUTSIDE


@pytest.fixture(scope="module")
def paper(sample_library: Library) -> str:
    """The id of the newest paper to a committee."""
    query = "select id from document where kind = 'committee_report' order by published desc"
    return str(sample_library.db.execute(query).fetchone()[0])


@pytest.fixture(scope="module")
def pack(sample_library: Library, paper: str) -> Pack:
    """The pack for it, on its own day."""
    return brief_document(sample_library, paper)


def _quotations(pack: Pack) -> list[Quotation]:
    asked = [*pack.asked, *pack.council_said]
    return asked + [said for one in pack.enquiries for said in one.evidence]


def test_every_line_of_enquiry_stands_on_a_quotation(pack: Pack) -> None:
    """Three to five lines, each with a dated quotation."""
    assert 3 <= len(pack.enquiries) <= 5
    assert all(one.evidence for one in pack.enquiries)


def test_every_quotation_stands_in_its_document(pack: Pack, sample_library: Library) -> None:
    """Character for character."""
    for one in _quotations(pack):
        query = "select instr(text, ?) from document where id = ?"
        assert sample_library.db.execute(query, (one.text, one.document)).fetchone()[0]


def test_nothing_published_after_the_meeting_is_quoted(sample_library: Library, paper: str) -> None:
    """A meeting in 2016 hears nothing of 2019."""
    day = date(2016, 1, 1)
    early = brief_document(sample_library, paper, day)
    assert _quotations(early)
    assert all(one.published <= day for one in _quotations(early))


def test_an_unknown_document_is_refused(sample_library: Library) -> None:
    """The message says where ids are listed."""
    with pytest.raises(QueryError, match="throughline documents"):
        brief_document(sample_library, "nothing-like-it")


def test_what_outside_bodies_asked_is_theirs(pack: Pack, sample_library: Library) -> None:
    """A committee's own recommendation stands apart."""
    query = "select kind from document where id = ?"
    for one in pack.asked:
        assert sample_library.db.execute(query, (one.document,)).fetchone()[0] in OUTSIDE
