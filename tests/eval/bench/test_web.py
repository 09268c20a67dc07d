"""Facts of `eval.bench.web`. No speed is asserted."""

import json
from pathlib import Path

import httpx
import pytest

from eval.bench.web import (
    copy_library,
    find_places,
    load_first,
    main,
    p95,
    read_at_once,
    time_page,
)
from index.library import Library, open_library


def test_the_command_measures_a_library(
    sample_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every figure that the web application is held to, as JSON; the library stays as it is."""
    library = tmp_path / "library"
    library.mkdir()
    copy_library(sample_library.path.parent, library)
    options = ["--readers", "2", "--seconds", "1", "--rounds", "1", "--json"]
    assert main(["--library", str(library), *options]) == 0
    found = json.loads(capsys.readouterr().out)
    figures = {one["name"]: one["value"] for one in found["figures"]}
    for name in ("search page", "statement page", "page picture, first", "page picture, again"):
        assert 0 < figures[f"{name}, median"] <= figures[f"{name}, p95"]
    assert figures["of these errors"] == 0
    assert figures["2 readers for 1 s, replies"] > 0
    assert figures["hosts asked by it besides ours"] == 0
    assert figures["first page load, a search with its hits"] > 10
    assert [
        path.name for path in library.iterdir() if path.is_dir() or "accounts" in path.name
    ] == []


def test_the_same_pages_every_time(sample_library: Library) -> None:
    """Two runs compare like with like."""
    folder = sample_library.path.parent
    assert find_places(folder) == find_places(folder)


def test_a_copy_answers_as_the_library(sample_library: Library, tmp_path: Path) -> None:
    """With everything saved so far in it."""
    copy_library(sample_library.path.parent, tmp_path)
    with open_library(tmp_path) as copied:
        for library in (sample_library, copied):
            [held] = library.db.execute("select count(*) from passage").fetchone()
            assert held > 100


def test_a_page_is_asked_for_with_its_query() -> None:
    """A search without its words is fast and says nothing."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200)

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        assert time_page(client, "http://here.example/search?q=care+plans") > 0
    assert asked == ["http://here.example/search?q=care+plans"]


def pages(request: httpx.Request) -> httpx.Response:
    """A page that asks another host for a picture, and this one for a style sheet."""
    if request.url.path == "/page":
        return httpx.Response(
            200,
            text='<link rel="stylesheet" href="/a.css"><img src="https://elsewhere.example/x">'
            '<a href="/other">not fetched</a>',
        )
    return httpx.Response(200 if request.url.path == "/a.css" else 404, content=b"x" * 100)


def test_a_first_load_counts_what_a_browser_fetches() -> None:
    """The page and its parts, and each host that they are of."""
    client = httpx.Client(transport=httpx.MockTransport(pages), base_url="http://here.example")
    with client:
        found = load_first(client, "/page")
        length = len(client.get("/page").content)
    assert found.bytes == length + 100
    assert found.hosts == ("here.example", "elsewhere.example")


def test_what_fails_is_counted() -> None:
    """Nobody listens there."""
    load = read_at_once("http://127.0.0.1:9", ["/"], readers=2, seconds=0.05)
    assert load.errors == load.replies > 0


@pytest.mark.parametrize(("times", "found"), [([1.0], 1.0), (list(range(1, 101)), 96)])
def test_ninety_five_of_a_hundred(times: list[float], found: float) -> None:
    """Stay within it."""
    assert p95(times) == found
