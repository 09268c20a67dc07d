"""Several values of one filter in an address or a command: any of them will do."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.cli.main import main
from api.http.app import create_app
from corpus.store.filters import Filters
from corpus.store.passages import find_passages
from index.library import Library


@pytest.fixture
def client(sample_library: Library) -> Iterator[TestClient]:
    """A browser."""
    with TestClient(create_app(sample_library)) as opened:
        yield opened


@pytest.fixture
def two_kinds(sample_library: Library) -> tuple[str, str]:
    """Two kinds of document that the sample holds, with asks."""
    rows = sample_library.db.execute(
        "select d.kind from document d join ask a on a.document = d.id group by d.kind order by 1"
    )
    first, second, *_ = [kind for (kind,) in rows]
    return first, second


def test_each_value_adds_what_it_holds(sample_library: Library, two_kinds: tuple[str, str]) -> None:
    """Documents by kind and year, passages by statement and theme; one alone is as before."""
    db = sample_library.db

    def count(filters: Filters) -> int:
        return len(find_passages(db, filters))

    first, second = two_kinds
    both = count(Filters(kind=two_kinds))
    assert both == count(Filters(kind=first)) + count(Filters(kind=second))
    years = count(Filters(years=(2013, 2019)))
    assert years == count(Filters(years=(2013,))) + count(Filters(years=(2019,)))
    statements = count(Filters(statement=("ask", "finding")))
    assert max(count(Filters(statement="ask")), count(Filters(statement="finding"))) <= statements
    stances = count(Filters(stance=("weakness", "strength")))
    assert count(Filters(stance="weakness")) < stances
    assert Filters(kind=(first, "", first)) == Filters(kind=first)
    assert not Filters(kind=("",))


def test_the_api_takes_both(client: TestClient, two_kinds: tuple[str, str]) -> None:
    """In searches and lists, and the address of the rest keeps them."""
    for path in ("/api/v1/search?q=children&limit=50", "/api/v1/asks?limit=200"):
        queries = [*(f"kind={kind}" for kind in two_kinds), "kind={}&kind={}".format(*two_kinds)]
        rows = [client.get(f"{path}&{query}").json() for query in queries]
        name = "hits" if "search" in path else "asks"
        ids = [{row["id"] for row in reply[name]} for reply in rows]
        assert ids[2] == ids[0] | ids[1] if name == "asks" else ids[2] & ids[0] and ids[2] & ids[1]
    page = client.get("/api/v1/documents?limit=1&kind={}&kind={}".format(*two_kinds)).json()["page"]
    assert all(f"kind={kind}" in page["next"] for kind in two_kinds)


def test_the_pages_take_both(client: TestClient, two_kinds: tuple[str, str]) -> None:
    """Each is shown with the way to take it away; exports hold the same."""
    query = {"q": "children", "kind": list(two_kinds)}
    page = client.get("/search", params=query).text
    assert page.count("Take away the filter") == 2
    table = client.get("/search.csv", params=query).content.decode("utf-8-sig")
    fewer_kinds = client.get("/search.csv", params={**query, "kind": two_kinds[0]})
    alone = fewer_kinds.content.decode("utf-8-sig")
    titles, fewer = (
        {row["title"] for row in csv.DictReader(io.StringIO(text))} for text in (table, alone)
    )
    assert fewer < titles
    years = {"year": ["2015", "2019"], "kind": "all"}
    asks = client.get("/asks.csv", params=years).content.decode("utf-8-sig")
    assert {row["Date"][:4] for row in csv.DictReader(io.StringIO(asks))} == {"2015", "2019"}
    assert client.get("/asks", params=years).text.count(" selected>") == 3


def test_the_command_takes_both(
    sample_library: Library,
    two_kinds: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An option that is given again adds its value."""
    folder = str(sample_library.path.parent)
    given = [part for kind in two_kinds for part in ("--kind", kind)]
    assert main(["documents", "--json", "--library", folder, *given]) == 0
    held = json.loads(capsys.readouterr().out)["documents"]
    assert {document["kind"] for document in held} == set(two_kinds)
