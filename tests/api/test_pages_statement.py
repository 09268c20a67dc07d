"""A statement's record, what was asked, and has this come up before?"""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from api.http.app import create_app
from api.pages.record.statement import view_statement
from corpus.citation import say_place
from corpus.store.citations import STATEMENT_TABLES
from index.library import Library


@pytest.fixture(scope="module")
def client(sample_library: Library) -> Iterator[TestClient]:
    """The application over the sample."""
    with TestClient(create_app(sample_library)) as client:
        yield client


@pytest.fixture(scope="module")
def oversight(client: TestClient) -> str:
    """The id of what was asked about management oversight in 2019."""
    asks = client.get("/api/v1/asks?limit=200").json()["asks"]
    [found] = [
        ask["id"]
        for ask in asks
        if ask["published"] == "2019-10-25" and "management oversight" in ask["text"]
    ]
    return str(found)


def test_what_later_documents_say_stands_below_the_record(
    client: TestClient, oversight: str
) -> None:
    """What can be said, then each sentence with the system's reading and a way to its page."""
    page = client.get(f"/statements/{oversight}").text
    later = page[page.index("What later documents say of it") :]
    assert "Raised again by" in later
    assert "Asked again" in later
    links = re.findall(r'<a href="(/documents/[^"]+)"', later)
    assert links
    assert client.get(unescape(links[0])).status_code == 200


def test_a_record_has_both_sides_in_date_order(sample_library: Library, oversight: str) -> None:
    """Before 2019 and since, each quotation as it stands in its document."""
    view = view_statement(sample_library, oversight)
    assert view.record is not None
    days = [shown.occurrence.ask.citation.published for shown in view.record.all]
    years = [day.year for day in days if day]
    assert years == sorted(years)
    assert {2015, 2023} <= set(years)
    for shown in view.record.all:
        assert "".join(piece.text for piece in shown.own) == view.statement.text


def test_a_chance_is_in_words(client: TestClient, oversight: str) -> None:
    """Beside each occurrence."""
    page = client.get(f"/statements/{oversight}").text
    assert re.search(r"(?:Very likely|Likely) the same issue</span>", page)
    assert re.search(r"Raised again by [^<]*24 July 2023", page)
    assert "What we do not hold" in page


def test_no_unfair_word_is_ours(client: TestClient, oversight: str) -> None:
    """Nothing is failed, ignored, still or addressed, outside quotations."""
    for path in (f"/statements/{oversight}", "/recurred?q=management+oversight", "/asks", "/"):
        page = re.sub(
            r"(?s)<blockquote.*?</blockquote>|<table.*?</table>", "", client.get(path).text
        )
        said = re.sub(r"<[^>]+>", " ", page).lower()
        assert not re.search(r"\b(?:failed|ignored|still|again and again)\b", said), path


def test_a_statement_leads_to_its_words(client: TestClient, oversight: str) -> None:
    """On its page, marked."""
    page = client.get(f"/statements/{oversight}").text
    [address] = re.findall(r'class="button" href="([^"]+)"', page)
    document = client.get(unescape(address)).text
    marked = re.findall(r'<mark class="words" id="words"[^>]*>([^<]+)', document)
    assert "management oversight" in marked[0]


def test_a_citation_quotes_whole(
    client: TestClient, oversight: str, sample_library: Library
) -> None:
    """Body, title, date, page and the exact words."""
    view = view_statement(sample_library, oversight)
    assert view.citation.startswith("Ofsted, Inspection of children's services, Wexmere, 2019")
    assert f"{say_place(view.statement.citation)}: “{view.statement.text}”" in view.citation


def test_words_are_traced_over_four_inspections(client: TestClient) -> None:
    """2013, 2015, 2019 and 2023."""
    page = client.get("/recurred", params={"q": "management oversight"}).text
    for year in (2013, 2015, 2019, 2023):
        assert re.search(rf"<h3>\d+ \w+ {year}: Ofsted</h3>", page)


def test_what_was_never_asked_is_not_found(client: TestClient) -> None:
    """And silence is told as silence."""
    page = client.get("/recurred", params={"q": "volcanic ash over Iceland"}).text
    assert "No mention found in the documents held" in page


def test_the_table_is_sorted_and_narrowed(client: TestClient) -> None:
    """By addressee, year, kind and words."""
    everything = client.get("/asks").text
    health = client.get("/asks", params={"has": "health"}).text
    assert 0 < health.count("<tr>") < everything.count("<tr>")
    days = re.findall(r'data-name="Date">\d+ \w+ (\d{4})', everything)
    assert days == sorted(days, reverse=True)
    one_year = client.get("/asks", params={"year": "2015"}).text
    assert set(re.findall(r'data-name="Date">\d+ \w+ (\d{4})', one_year)) == {"2015"}


def test_what_only_repeats_is_apart(client: TestClient) -> None:
    """Decisions and restated asks are in the table only where they are asked for."""
    usual = client.get("/asks").text
    assert "Repeated from an earlier document</td>" not in usual
    everything = client.get("/asks", params={"kind": "all"}).text
    counts = [int(re.findall(r"<h2>(\d+) statements", page)[0]) for page in (usual, everything)]
    assert counts[0] < counts[1]


def test_the_workbook_has_every_ask_as_text(client: TestClient, sample_answers: Any) -> None:
    """As many rows as the page says, no cell a formula."""
    [total] = re.findall(
        r"<h2>(\d+) statements that ask for something</h2>", client.get("/asks").text
    )
    book = load_workbook(io.BytesIO(client.get("/asks.xlsx").content))
    rows = list(book.active.iter_rows())
    assert len(rows) == int(total) + 1
    assert all(cell.data_type != "f" for row in rows for cell in row)


def test_every_ask_of_a_table_has_an_address_that_opens(client: TestClient) -> None:
    """In CSV and XLSX, on this server."""
    table = client.get("/asks.csv").content.decode("utf-8-sig")
    links = [row["Link"] for row in csv.DictReader(io.StringIO(table))]
    book = load_workbook(io.BytesIO(client.get("/asks.xlsx").content))
    head, *rows = book.active.iter_rows(values_only=True)
    assert [row[head.index("Link")] for row in rows] == links
    assert client.get(links[0]).status_code == 200


def test_a_statement_names_its_issue(client: TestClient, oversight: str) -> None:
    """Each with its state, and a link that opens it."""
    page = client.get(f"/statements/{oversight}").text
    issues = re.findall(r'href="(/threads/[^"]+)">([^<]+)</a>', page)
    assert "Management oversight and decisions" in [label for _, label in issues]
    assert all(client.get(unescape(address)).status_code == 200 for address, _ in issues)


def test_every_kind_of_statement_has_a_page(sample_library: Library, client: TestClient) -> None:
    """Asks, findings, rows of plans, questions, whatever the library holds of each."""
    for table in STATEMENT_TABLES:
        rows = sample_library.db.execute(f"select id from {table} limit 3")
        for (statement,) in rows.fetchall():
            reply = client.get(f"/statements/{statement}")
            assert reply.status_code == 200, (table, statement)
            assert "Said by" in reply.text
