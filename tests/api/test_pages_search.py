"""The search page: hits marked, narrowed, paged and taken away; bad input said plainly."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.pages.search.asked import Asked
from api.pages.search.search import find_hits
from index.library import Library


@pytest.fixture(scope="module")
def client(sample_library: Library) -> Iterator[TestClient]:
    """The application over the sample."""
    with TestClient(create_app(sample_library)) as client:
        yield client


def test_what_was_typed_is_marked_in_its_forms(client: TestClient) -> None:
    """`caseload` marks `caseloads` too."""
    page = client.get("/search", params={"q": "caseload"}).text
    assert re.search(r"<mark>[Cc]aseloads</mark>", page)


def test_the_pieces_of_a_hit_are_its_words(sample_library: Library) -> None:
    """Joined they stand in the document, character for character."""
    view = find_hits(sample_library, Asked(q="management oversight"))
    for shown in view.hits:
        text = sample_library.db.execute(
            "select text from document where id = ?", (shown.hit.citation.document,)
        ).fetchone()[0]
        words = "".join(piece.text for piece in shown.pieces)
        assert "hidden]" in words or words in text


def test_words_that_were_added_are_named_and_can_be_left_out(client: TestClient) -> None:
    """With a link to the search without them."""
    page = client.get("/search", params={"q": "MASH"}).text
    assert "We also looked for" in page
    [exact] = re.findall(r'href="([^"]+)">Search without these', page)
    assert "We also looked for" not in client.get(unescape(exact)).text


def test_what_words_were_read_as_is_named_and_can_be_taken_off(client: TestClient) -> None:
    """With a link to the search everywhere; a council that is not held is told."""
    page = client.get("/search", params={"q": "caseloads in 2019"}).text
    assert "We read “in 2019” as year: 2019" in page
    [everywhere] = re.findall(r'href="([^"]+)">Search everywhere instead', page)
    assert "We read" not in client.get(unescape(everywhere)).text
    assert "but looked everywhere" in client.get("/search", params={"q": "Croydon caseloads"}).text


def test_nothing_close_is_said(client: TestClient) -> None:
    """Before the nearest that there is."""
    page = client.get("/search", params={"q": "volcanic ash over Iceland"}).text
    assert "No passage held is clearly about all of these words" in page


def test_a_choice_gives_at_least_as_many_as_it_says(client: TestClient) -> None:
    """Each choice of the year narrows to hits of that year."""
    page = client.get("/search", params={"q": "supervision"}).text
    choices = re.findall(r'name="year" value="(\d{4})"><label[^>]*>\1 <span>\((\d+)\)', page)
    assert len(choices) >= 4
    for year, count in choices:
        narrowed = client.get(f"/search?q=supervision&year={year}").text
        rows = client.get(f"/search.csv?q=supervision&year={year}").text.splitlines()
        assert len(rows) > int(count)
        days = re.findall(r"<span>(?:\d+ \w+ (\d{4})|no date)</span>", narrowed)
        assert set(days) == {year}


def test_pages_of_hits_do_not_repeat(client: TestClient) -> None:
    """The second ten are others than the first."""
    addresses = [
        re.findall(r'<h3><a href="([^"]+)"', client.get(f"/search?q=children&page={page}").text)
        for page in (1, 2)
    ]
    assert len(addresses[0]) == len(addresses[1]) == 10
    assert not set(addresses[0]) & set(addresses[1])


def test_a_hit_leads_to_its_words(client: TestClient) -> None:
    """The document's page marks them, at the anchor of the address."""
    page = client.get("/search", params={"q": "caseloads"}).text
    first = unescape(re.findall(r'<h3><a href="([^"]+)"', page)[0])
    document = client.get(first).text
    assert first.endswith("#words")
    assert 'id="words"' in document
    assert 'class="lit"' in document


def test_the_csv_has_the_hits_and_no_formulas(client: TestClient) -> None:
    """One row a hit, with its address; a cell that would run is led by an apostrophe."""
    reply = client.get("/search.csv", params={"q": "children"})
    rows = list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"))))
    assert len(rows) == 100
    assert all(row["address"].startswith("http") and row["words"] for row in rows)
    assert not any(row["words"].startswith(("=", "+", "-", "@")) for row in rows)


def test_syntax_that_does_not_parse_is_shown_where(client: TestClient) -> None:
    """422, the place marked in what was typed, the box ready to mend."""
    reply = client.get("/search", params={"q": "care AND (plans"})
    assert reply.status_code == 422
    assert "character 10" in reply.text
    assert '<mark class="fault">(</mark>' in reply.text
    assert 'value="care AND (plans"' in reply.text


@pytest.mark.parametrize("typed", ["???", "   ", "“”", "*"])
def test_a_query_without_words_is_told(client: TestClient, typed: str) -> None:
    """422 and not a list of anything."""
    reply = client.get("/search", params={"q": typed})
    assert reply.status_code == 422
    assert "<h3>" not in reply.text


def test_a_long_paste_is_cut_and_said(client: TestClient) -> None:
    """10,000 characters: the first 2,000 are used, and the page says so."""
    pasted = "supervision of social workers is not regular " * 230
    reply = client.get("/search", params={"q": pasted})
    assert reply.status_code == 200
    assert "first 2,000 characters" in reply.text


@pytest.mark.parametrize("path", ["/search", "/recurred", "/asks"])
def test_markup_typed_is_shown_and_never_run(client: TestClient, path: str) -> None:
    """As text, wherever it is shown again."""
    attack = '"><script>alert(1)</script><img src=x onerror=alert(1)> caseloads'
    name = "has" if path == "/asks" else "q"
    reply = client.get(path, params={name: attack})
    assert "<script>alert" not in reply.text
    assert "<img src=x" not in reply.text


@pytest.mark.parametrize(
    "query", ["year=soon", "year=99999", "kind=none", "council=Nowhere", "page=-4", "page=999"]
)
def test_filters_nobody_offered_do_no_harm(client: TestClient, query: str) -> None:
    """An answer, if an empty one."""
    assert client.get(f"/search?q=caseloads&{query}").status_code == 200


def test_several_values_are_ticked_and_each_can_be_taken_away(client: TestClient) -> None:
    """The others are offered beside them; the address holds both."""
    page = client.get("/search?q=supervision&year=2015&year=2019").text
    assert re.findall(r'value="(\d{4})" checked', page) == ["2019", "2015"]
    assert len(re.findall(r'name="year" value="\d{4}">', page)) >= 2
    [without] = re.findall(r'href="([^"]+)"><span[^>]*>Take away the filter </span>2015', page)
    assert "year=2019" in without
    assert "year=2015" not in without


def test_days_narrow_in_three_fields_and_as_before(client: TestClient) -> None:
    """Both addresses give the same hits, none of them older."""
    fields = "from-day=1&from-month=3&from-year=2023"
    pages = [
        client.get(f"/search?q=supervision&{days}").text for days in (fields, "from=2023-03-01")
    ]
    titles = [re.findall(r"<h3><a [^>]*>([^<]+)", page) for page in pages]
    assert titles[0] == titles[1] != []
    assert set(re.findall(r"<span>\d+ \w+ (\d{4})</span>", pages[0])) <= {"2023", "2024"}
    assert 'value="2023"' in pages[1]


@pytest.mark.parametrize("path", ["/search", "/asks", "/documents"])
def test_a_day_that_is_none_says_so_in_its_place(client: TestClient, path: str) -> None:
    """What was typed is kept, and a link above leads to the field."""
    reply = client.get(f"{path}?q=care&to-day=31&to-month=2&to-year=2024")
    assert reply.status_code == 422
    assert "<title>Error: " in reply.text
    assert 'href="#to-day"' in reply.text
    assert re.search(r'id="to-day" name="to-day" value="31"[^>]*aria-invalid="true"', reply.text)
    assert "There is no 31 February in 2024" in reply.text


def test_a_hit_knows_those_before_and_after_it(client: TestClient) -> None:
    """From the second to the third and back, and to the list that holds it."""
    page = client.get("/search?q=caseloads&kind=inspection_report").text
    hits = [unescape(hit) for hit in re.findall(r'<h3><a href="([^"]+)"', page)]
    document = client.get(hits[1]).text
    assert "Result 2 of" in document
    for name, wanted in (("Previous", hits[0]), ("Next", hits[2])):
        [to] = re.findall(rf'href="([^"]+)">{name} result', document)
        assert unescape(to) == wanted
    assert "Result 2 of" not in client.get(hits[1].replace("caseloads", "adoption")).text


def test_words_are_found_in_one_document(client: TestClient, sample_library: Library) -> None:
    """In its order, marked; words that are not there are told."""
    [document] = sample_library.db.execute(
        "select id from document where kind = 'inspection_report' order by published"
    ).fetchone()
    page = client.get(f"/documents/{document}?find=supervision").text
    assert "in this document, in order" in page
    starts = [int(start) for start in re.findall(r'class="meta"><a href="[^"]+start=(\d+)', page)]
    assert starts == sorted(starts) != []
    assert re.search(r"<mark>[Ss]upervision</mark>", page)


def test_more_like_a_passage_says_what_it_is(client: TestClient) -> None:
    """The passage, and that no words were looked for; one that is not held is not found."""
    page = client.get("/search?q=caseloads").text
    [like, *_] = re.findall(r'href="(/search\?like=[^"]+)"', page)
    reply = client.get(unescape(like)).text
    assert "No words were looked for" in reply
    assert "The 20 nearest passages" in reply
    assert client.get("/search?like=none").status_code == 404
