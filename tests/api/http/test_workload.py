"""Few at work, the rest in a queue that ends, and nobody waits for long."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx
import pytest
from fastapi import FastAPI, Request
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import PlainTextResponse, Response

from api.http.workload import Changes, Lane, Workload, lane_of
from tests.apart import run_apart


@dataclass
class Site:
    """An application whose pages wait until they are let go, and how many run at once."""

    turns: int = 1
    most_long: int = 0
    most_waiting: int = 2
    patience_s: float = 0.05
    changes: Changes = field(default_factory=Changes)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    running: int = 0
    most: int = 0
    begun: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lane = Lane(self.turns, self.most_long, self.most_waiting)
        self.app = app = FastAPI()
        app.add_middleware(
            Workload,
            lanes=dict.fromkeys(("quick", "work", "pictures"), self.lane),
            patience_s=self.patience_s,
            changes=self.changes,
        )
        app.add_api_route("/{name:path}", self.page, methods=["GET", "POST"])
        transport = httpx.ASGITransport(app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://test")

    async def page(self, name: str, request: Request) -> Response:
        """A page that is there when it is let go."""
        self.begun.append(name)
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            if name == "broken":
                raise RuntimeError("broken")
            await self.ready.wait()
        finally:
            self.running -= 1
        return PlainTextResponse(f"page {name}", headers={"x-own": "1"})


def test_a_page_that_takes_long_is_told_to_be_worked_out_and_then_is_there() -> None:
    """The reader's browser asks again by itself; the work is done once."""

    async def look() -> None:
        site = Site()
        first = await site.client.get("/issues?q=1")
        assert first.status_code == 202
        assert first.headers["refresh"] == first.headers["retry-after"] == "4"
        assert first.headers["cache-control"] == "no-store"
        assert "being worked out" in first.text
        assert 'href="/issues?q=1"' in first.text  # on whatever host it was asked for
        assert (await site.client.get("/issues?q=1")).status_code == 202  # joins the first
        site.ready.set()
        await asyncio.sleep(0.1)
        there = await site.client.get("/issues?q=1")
        assert (there.status_code, there.text) == (200, "page issues")
        assert site.begun == ["issues"]
        assert (await site.client.get("/issues?q=1")).status_code == 200
        assert site.begun == ["issues"] * 2  # what was kept is given once

    run_apart(look)


def test_a_program_is_told_by_its_status() -> None:
    """503 with Retry-After, as problem+json; it is waited for longer than for a page."""

    async def look(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("api.http.workload._OTHERS_WAIT_S", 0.2)
        site = Site()
        answer = await site.client.get("/api/v1/links")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "4"
        assert answer.headers["content-type"] == "application/problem+json"

    with pytest.MonkeyPatch.context() as patched:
        run_apart(look, patched)


def test_no_more_run_at_once_than_have_a_turn_and_the_queue_ends() -> None:
    """Of ten readers of ten pages, one is at work, two wait, seven are told to come again."""

    async def look() -> None:
        site = Site()
        answers = await asyncio.gather(*(site.client.get(f"/p{n}") for n in range(10)))
        assert sorted(answer.status_code for answer in answers) == [202] * 3 + [503] * 7
        assert {answer.headers["retry-after"] for answer in answers} == {"4", "10"}
        assert site.most == 1
        site.ready.set()
        await asyncio.sleep(0.1)
        assert (site.lane.waiting, site.lane.running) == (0, 0)
        assert len(site.begun) == 3

    run_apart(look)


def test_what_takes_long_gives_its_turn_to_others() -> None:
    """So many as may go on long; a page that is quick is there meanwhile."""

    async def look(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("api.http.workload._LONG_S", 0.02)
        site = Site(most_long=1)
        await site.client.get("/slow")
        await site.client.get("/next")
        assert site.begun == ["slow", "next"]
        await site.client.get("/third")
        assert site.begun == ["slow", "next"]
        assert (site.lane.long, site.lane.running) == (1, 2)
        site.ready.set()
        await asyncio.sleep(0.1)
        assert (site.lane.long, site.lane.running) == (0, 0)
        assert site.begun == ["slow", "next", "third"]
        assert (await site.client.get("/fourth")).status_code == 200

    with pytest.MonkeyPatch.context() as patched:
        run_apart(look, patched)


def test_what_breaks_behind_is_answered_and_gives_back_its_turn() -> None:
    """500, and the next page is shown."""

    async def look() -> None:
        site = Site()
        site.ready.set()
        assert (await site.client.get("/broken")).status_code == 500
        assert (await site.client.get("/fine")).text == "page fine"
        assert (await site.client.post("/sent")).text == "page sent"

    run_apart(look)


@pytest.mark.parametrize(
    ("path", "lane"),
    [
        ("/static/site.css", ""),
        ("/healthz", ""),
        ("/login", ""),
        ("/account/password", ""),
        ("/account", "quick"),
        ("/documents/ab/original", ""),
        ("/documents/ab", "quick"),
        ("/statements/ab", "work"),
        ("/prepare/draft/briefing.docx", "work"),
        ("/measures/ab/chart.svg", "pictures"),
    ],
)
def test_each_address_has_its_lane(path: str, lane: str) -> None:
    """Files and looks at health wait for nobody; passwords have a queue of their own."""
    assert lane_of(path) == lane


def test_what_was_worked_out_before_something_was_sent_is_forgotten() -> None:
    """A reviewer sees their own verdict on the next page, however slow the last one was."""

    async def look() -> None:
        site = Site(turns=2)
        assert (await site.client.get("/review")).status_code == 202
        site.ready.set()
        await site.client.post("/review/verdicts")
        assert (await site.client.get("/review")).status_code == 200
        assert site.begun == ["review", "review/verdicts", "review"]

    run_apart(look)


def test_what_another_process_of_the_server_took_is_not_told_as_before() -> None:
    """The two share a mark; what was worked out before is forgotten by both."""

    async def look() -> None:
        changes = Changes()
        site, other = Site(changes=changes), Site(changes=changes)
        assert (await site.client.get("/issues")).status_code == 202
        site.ready.set()
        other.ready.set()
        await asyncio.sleep(0.1)
        assert (await other.client.post("/review")).status_code == 200
        assert (await site.client.get("/issues")).status_code == 200
        assert site.begun == ["issues"] * 2

    run_apart(look)


def test_who_sends_slowly_has_no_turn() -> None:
    """Pages are shown while a form is on its way."""

    async def look() -> None:
        site = Site()
        site.ready.set()
        gate = asyncio.Event()

        async def send_slowly() -> AsyncIterator[bytes]:
            yield b"half a "
            await gate.wait()
            yield b"form"

        slow = asyncio.create_task(site.client.post("/sent", content=send_slowly()))
        await asyncio.sleep(0.01)
        assert (await site.client.get("/meanwhile")).status_code == 200
        assert site.lane.inside == 0
        gate.set()
        assert (await slow).text == "page sent"

    run_apart(look)


def test_readers_of_one_page_are_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many wait for the same, the next is told to come again."""
    monkeypatch.setattr("api.http.workload._MOST_JOINED", 3)

    async def look() -> None:
        site = Site(patience_s=0.3)
        answers = await asyncio.gather(*(site.client.get("/issues") for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [202] * 3 + [503] * 2
        site.ready.set()
        await asyncio.sleep(0.05)
        assert site.begun == ["issues"]

    run_apart(look)


def test_an_answer_with_a_secret_is_nobody_elses() -> None:
    """A page for which a session was begun is made for each reader anew."""

    async def look() -> None:
        site = Site(patience_s=5)
        made = []

        async def secret(request: Request) -> Response:
            await site.ready.wait()
            made.append(request.session.setdefault("form", f"key {len(made)}"))
            return PlainTextResponse(made[-1])

        app = FastAPI()
        app.add_api_route("/secret", secret)
        lanes = dict.fromkeys(("quick", "work", "pictures"), site.lane)
        app.add_middleware(Workload, lanes=lanes, patience_s=5, changes=Changes())
        app.add_middleware(SessionMiddleware, secret_key="key")
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")
        tasks = [asyncio.create_task(client.get("/secret")) for _ in range(3)]
        await asyncio.sleep(0.05)
        site.ready.set()
        answers = [await task for task in tasks]
        assert {answer.text for answer in answers} == {"key 0", "key 1", "key 2"}
        assert all("set-cookie" in answer.headers for answer in answers)

    run_apart(look)


def test_lanes_serve_several_event_loops() -> None:
    """As tests have them, and two servers in one process."""
    site = Site(turns=1, most_waiting=50)
    site.ready.set()

    def look(number: int) -> int:
        async def get() -> int:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(site.app), base_url="http://test"
            ) as client:
                return (await client.get(f"/{number}")).status_code

        return run_apart(get)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(look, range(40))) == {200}
