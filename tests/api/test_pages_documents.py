"""Documents as text beside their pages, pages as pictures, and files that went away."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from api.http.app import create_app
from api.pages.documents.reading import read_document
from corpus.records import Rejected
from corpus.store.reports import load_report
from index.library import Library, add_refused, create_library


@pytest.fixture(scope="module")
def client(sample_library: Library) -> Iterator[TestClient]:
    """The application over the sample."""
    with TestClient(create_app(sample_library)) as client:
        yield client


@pytest.fixture(scope="module")
def documents(client: TestClient) -> list[str]:
    """The ids of the documents held."""
    return [document["id"] for document in client.get("/api/v1/documents").json()["documents"]]


def test_a_document_is_shown_whole(sample_library: Library, documents: list[str]) -> None:
    """Every block's words, in order, each once."""
    for document in documents:
        report = load_report(sample_library.db, document)
        reading = read_document(report)
        shown = [
            "".join(piece.text for piece in line.pieces)
            for leaf in reading.leaves
            for part in leaf.parts
            for line in part.lines
        ]
        held = [report.document.quote(block.span) for block in report.document.blocks]
        assert len(shown) == len(held)
        assert all(a == b or "hidden]" in a for a, b in zip(shown, held, strict=True))


def test_contact_details_are_hidden(client: TestClient, documents: list[str]) -> None:
    """No e-mail address stands in the text of any document."""
    pages = "".join(client.get(f"/documents/{document}").text for document in documents)
    assert not re.search(r"\w@\w+\.", pages)
    assert "[e-mail hidden]" in pages


def test_marked_words_are_lit_on_the_page(sample_library: Library, documents: list[str]) -> None:
    """Where the boxes of the span are."""
    report = load_report(sample_library.db, documents[0])
    span = report.asks[0].span
    reading = read_document(report, span)
    lit = [area for leaf in reading.leaves for area in leaf.areas if area.style == "lit"]
    assert len(lit) == len(report.document.boxes_of(span)) > 0


@pytest.mark.parametrize("query", ["start=5&end=3", "start=5", "start=0&end=99999999"])
def test_a_span_that_is_none_marks_nothing(
    client: TestClient, documents: list[str], query: str
) -> None:
    """The document is shown all the same."""
    reply = client.get(f"/documents/{documents[0]}?{query}")
    assert reply.status_code == 200
    assert 'id="words"' not in reply.text


def test_a_page_is_drawn_once(client: TestClient, documents: list[str]) -> None:
    """A PNG of a readable width, the same bytes the second time."""
    address = f"/documents/{documents[0]}/pages/2.png"
    first, second = client.get(address), client.get(address)
    assert first.headers["content-type"] == "image/png"
    assert first.content == second.content
    assert Image.open(io.BytesIO(first.content)).width >= 1000


def test_a_page_that_is_none_is_told(client: TestClient, documents: list[str]) -> None:
    """404 for the picture and for the page round it."""
    for end in ("pages/999.png", "pages/999", "pages/0.png"):
        reply = client.get(f"/documents/{documents[0]}/{end}")
        assert reply.status_code == 404
        assert "999" in reply.text or "no page 0" in reply.text


def test_the_original_opens_in_the_browser(client: TestClient, documents: list[str]) -> None:
    """As a PDF, inline, and framed by nobody."""
    reply = client.get(f"/documents/{documents[0]}/original")
    assert reply.content.startswith(b"%PDF")
    assert reply.headers["content-disposition"].startswith("inline")
    assert reply.headers["content-security-policy"] == "frame-ancestors 'none'"


def test_a_file_that_went_away_leaves_its_words(
    client: TestClient, documents: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text stays; pictures and the original say plainly that the file is gone."""
    monkeypatch.setattr(Path, "is_file", lambda self: False)
    page = client.get(f"/documents/{documents[0]}").text
    assert "no longer where it was read" in page
    assert "<img" not in page
    gone = client.get(f"/documents/{documents[0]}/original")
    assert gone.status_code == 404
    assert "Its words are kept" in gone.text


def test_refused_files_are_listed_without_their_folders(tmp_path: Path) -> None:
    """By name and reason."""
    with create_library(tmp_path / "library") as library:
        add_refused(library, Rejected(str(tmp_path / "scan.pdf"), "scan.pdf: no words"))
        page = TestClient(create_app(library)).get("/documents").text
    assert "scan.pdf: no words" in page
    assert str(tmp_path) not in page


def test_the_pages_of_a_document_are_walked(client: TestClient, documents: list[str]) -> None:
    """From one to the next."""
    page = client.get(f"/documents/{documents[0]}/pages/2").text
    assert f"/documents/{documents[0]}/pages/1" in page
    assert f"/documents/{documents[0]}/pages/3" in page


def test_how_good_it_is_stands_in_plain_sentences(client: TestClient) -> None:
    """Each of a hundred, and no name of a measure that only those who measure know."""
    page = client.get("/about").text
    assert len(re.findall(r"<li>Of 100 [^<]+ \d+ [^<]+</li>", page)) > 10
    assert re.search(r"Of 100 boxes filled in the table of issues, [5-9]\d say", page)
    assert not re.search(r"nDCG|\bF1\b|[Pp]recision|[Rr]ecall", page)
