"""The HTTP API: the same answers, pages of lists, errors as problem+json."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.http.answers import to_search
from api.http.app import create_app
from corpus.store.filters import Filters
from index.answers.search import answer_search
from index.library import Library


@pytest.fixture(scope="module")
def client(sample_library: Library) -> Iterator[TestClient]:
    """The API over the sample."""
    with TestClient(create_app(sample_library)) as client:
        yield client


def test_search_is_the_command_lines_answer(client: TestClient, sample_library: Library) -> None:
    """One function answers both."""
    reply = client.get("/api/v1/search", params={"q": "caseloads", "limit": 3}).json()
    answer = to_search(answer_search(sample_library, "caseloads", Filters(), 3))
    assert reply == answer.model_dump(mode="json")


def test_conditions_read_in_the_words_are_told_and_taken_off(client: TestClient) -> None:
    """A year narrows, unless the search is everywhere."""
    asked = {"q": "caseloads in 2019", "limit": 20}
    reply = client.get("/api/v1/search", params=asked).json()
    assert reply["conditions"] == [
        {"field": "year", "words": "in 2019", "label": "2019", "left_out": ""}
    ]
    assert {hit["published"][:4] for hit in reply["hits"]} == {"2019"}
    wide = client.get("/api/v1/search", params={**asked, "everywhere": True}).json()
    assert wide["conditions"] == []
    assert len({hit["published"][:4] for hit in wide["hits"]}) > 1


def test_lists_are_walked_by_their_next_address(client: TestClient) -> None:
    """Every ask comes once, whatever the page size."""
    address: str | None = "/api/v1/asks?limit=7"
    seen: list[str] = []
    while address:
        reply = client.get(address).json()
        seen += [ask["id"] for ask in reply["asks"]]
        address = reply["page"]["next"]
        assert address is None or address.startswith("/api/v1/asks?")  # on whatever host
    assert len(seen) == reply["page"]["total"] == len(set(seen))


def test_a_document_has_its_asks(client: TestClient) -> None:
    """By the id that the list gives."""
    listed = client.get("/api/v1/documents").json()["documents"]
    line = next(document for document in listed if document["asks"])
    document = client.get(f"/api/v1/documents/{line['id']}").json()
    assert len(document["asks"]) == line["asks"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/documents/none", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/search", 422),
        ("/api/v1/search?q=x&limit=0", 422),
        ("/api/v1/search?q=care%20AND%20(plans", 422),
        ("/api/v1/search?q=x&from=soon", 422),
        ("/api/v1/recurred?q=x&authority=Nowhere", 404),
    ],
)
def test_errors_are_problem_json(client: TestClient, address: str, status: int) -> None:
    """With a title, the status and a detail."""
    reply = client.get(address)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["status"] == status
    assert reply.json()["detail"]


def test_recurred_names_both_sides(client: TestClient) -> None:
    """For words, with the councils of the library."""
    reply = client.get("/api/v1/recurred", params={"q": "management oversight"}).json()
    assert len(reply["occurrences"]) >= 4
    assert reply["verdict"]


def test_the_api_describes_itself(client: TestClient) -> None:
    """OpenAPI lists every path."""
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/v1/search", "/api/v1/recurred", "/api/v1/links", "/api/v1/asks"} <= set(paths)


@pytest.mark.parametrize(
    ("address", "methods"),
    [
        ("/", "GET, HEAD, OPTIONS"),
        ("/api/v1/documents", "GET, HEAD, OPTIONS"),
        ("/api/v1/documents/none", "GET, HEAD, OPTIONS"),
        ("/prepare/draft", "GET, HEAD, OPTIONS, POST"),
        ("/static/site.css", "GET, HEAD, OPTIONS"),
    ],
)
def test_every_address_tells_its_methods(client: TestClient, address: str, methods: str) -> None:
    """To OPTIONS, and to a method that it does not take."""
    told = client.options(address)
    assert (told.status_code, told.headers["allow"]) == (204, methods)
    refused = client.request("TRACE", address)
    assert (refused.status_code, refused.headers["allow"]) == (405, methods)
    assert refused.headers["content-security-policy"]


@pytest.mark.parametrize(
    "address", ["/", "/nothing", "/api/v1/documents", "/api/v1/nothing", "/static/site.css"]
)
def test_head_is_get_without_its_body(client: TestClient, address: str) -> None:
    """The same status and headers, its length too."""
    got, head = client.get(address), client.head(address)
    assert head.content == b""
    assert head.status_code == got.status_code
    assert head.headers["content-length"] == got.headers["content-length"]


def test_an_address_that_is_none_has_no_methods(client: TestClient) -> None:
    """404, as for any other method."""
    assert client.options("/nothing").status_code == 404


@pytest.mark.parametrize("query", ["limit=201", "limit=0", "limit=ten", "from=2024", "from=0"])
def test_a_value_outside_its_bounds_is_told_in_words(client: TestClient, query: str) -> None:
    """Which one, and what to write."""
    told = client.get(f"/api/v1/asks?{query}").json()
    assert told["status"] == 422
    assert re.fullmatch(r"(limit|from): write .+", told["detail"])


def test_links_of_no_council_are_those_of_the_only_one(client: TestClient) -> None:
    """And of one that is not held there are none; all councils at once are never compared."""
    named = client.get("/api/v1/links?authority=Wexmere").json()
    assert client.get("/api/v1/links?authority=").json()["links"] == named["links"] != []
    assert client.get("/api/v1/links?authority=Nowhere").json()["links"] == []
