"""How much is worked on at once, and how long a reader waits: few at work, the rest in a queue.

A request waits for its turn in its lane; what takes long gives its turn to others and goes on
behind. A reader whose page is not there in time is told that it is being worked out, and the
page asks again by itself; what was worked out meanwhile is kept until then. Where too many
wait already, the next is told at once to come again (503, Retry-After).

    quick      pages of what is held as it is
    work       pages that a council's record is worked out for: threads, links, briefings
    pictures   pages drawn elsewhere
    assistants what assistants ask for, so that they keep no reader waiting
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Hashable, Mapping
from ctypes import c_uint64
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import RawValue
from weakref import WeakKeyDictionary

from cachetools import TTLCache
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.auth.rights import form_key, person_of
from api.http.errors import LastHandler, reply
from api.pages.shared.errors import is_for_browsers, show_wait

_AGAIN_S = 4  # after which a page that is being worked out is asked for again
_BUSY_S = 10
_LONG_S = 1.0  # from here on a request gives its turn to others
_OTHERS_WAIT_S = 25.0  # a program, and a picture: they cannot be shown a page that says so
_KEPT_S = 20.0  # what was worked out for somebody who is to ask again
_MOST_KEPT = 64
_MOST_JOINED = 500  # readers who wait for a page that others wait for too
# Sent as they are, however long it takes: files, papers, and what is asked to see if all is well.
# Passwords have a queue of their own (`api.auth.hashing`), and take no reader's turn.
_FREE = (
    *("/static/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/add"),
    *("/login", "/account/password"),
)
_FREE_ENDS = ("/original",)
_WORK = (
    "/statements/",
    "/recurred",
    "/issues",
    "/threads/",
    "/prepare",
    "/review",
    "/follow",
    "/feeds/",
    "/questions/",
    "/api/v1/recurred",
    "/api/v1/links",
    "/api/v1/threads",
    "/api/v1/doubts",
    "/api/v1/verdicts",
    "/api/v1/follows",
    "/api/v1/questions/",
)
_ASSISTANTS = "/mcp"
_PICTURES = (".png", ".svg")
_READ_BY_PROGRAMS = (*_PICTURES, ".atom")


@dataclass
class Lane:
    """Requests of a kind: so many have a turn, so many more may go on long, others wait."""

    turns: int
    most_long: int
    most_waiting: int
    inside: int = 0  # those that wait and those at work
    running: int = 0
    long: int = 0
    # The turns that are free, for each event loop: a server has one, tests have many.
    _free: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = field(
        default_factory=WeakKeyDictionary, repr=False
    )

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return self.inside - self.running

    def enter(self) -> bool:
        """Take a place in the lane, to `run` in; False where too many wait."""
        if self.inside - self.long >= self.turns + self.most_waiting:
            return False
        self.inside += 1
        return True

    async def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do the work of one who entered, when it has its turn; then it leaves."""
        loop = asyncio.get_running_loop()
        free = self._free.setdefault(loop, asyncio.Semaphore(self.turns))
        try:
            await free.acquire()
            turn = _Turn(self, free)
            try:
                await work()
            finally:
                turn.end()
        finally:
            self.inside -= 1


class _Turn:
    """A turn in a lane, given up once the work takes long and the lane allows."""

    def __init__(self, lane: Lane, free: asyncio.Semaphore) -> None:
        self._lane, self._free, self._is_long = lane, free, False
        lane.running += 1
        self._later()

    def _later(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(_LONG_S, self._give_up)

    def _give_up(self) -> None:
        if self._lane.long >= self._lane.most_long:
            self._later()
            return
        self._is_long = True
        self._lane.long += 1
        self._free.release()

    def end(self) -> None:
        """The work is done."""
        self._timer.cancel()
        self._lane.running -= 1
        if self._is_long:
            self._lane.long -= 1
        else:
            self._free.release()


Lanes = Mapping[str, Lane]


def new_lanes() -> Lanes:
    """The lanes of an application.

    Python runs one thread at a time, so more at work would only make each slower.
    """
    return {
        "quick": Lane(turns=2, most_long=1, most_waiting=200),
        "work": Lane(turns=1, most_long=1, most_waiting=100),
        "pictures": Lane(turns=4, most_long=4, most_waiting=100),
        "assistants": Lane(turns=1, most_long=1, most_waiting=50),
    }


def is_busy(lanes: Lanes) -> bool:
    """True while anybody's request is at work or waits."""
    return any(lane.inside for lane in lanes.values())


def lane_of(path: str) -> str:
    """The lane of an address; empty where it needs none.

    >>> lane_of("/"), lane_of("/issues"), lane_of("/documents/ab/pages/1.png"), lane_of("/healthz")
    ('quick', 'work', 'pictures', '')
    """
    if path.startswith(_FREE) or path.endswith(_FREE_ENDS):
        return ""
    if path == _ASSISTANTS:
        return "assistants"
    if path.endswith(_PICTURES):
        return "pictures"
    return "work" if path.startswith(_WORK) else "quick"


# --- answers that are worked out behind --------------------------------------


class Changes:
    """A mark that is another after whatever readers change, in whichever process of a server.

    It is handed to those processes as they are started.
    """

    def __init__(self) -> None:
        self._mark = RawValue(c_uint64, 0)

    @property
    def mark(self) -> int:
        """The same as long as nothing was changed."""
        return int(self._mark.value)

    def note(self) -> None:
        """Say that something was changed: never again the mark of before."""
        self._mark.value = secrets.randbits(64)


@dataclass
class _Answer:
    """What an application sent, to be sent on; `is_shared` where it is the same for everybody
    with the same key: no secret was made for a form of it.
    """

    messages: list[Message] = field(default_factory=list)
    is_shared: bool = True

    async def add(self, message: Message) -> None:
        """Note what is sent."""
        self.messages.append(message)

    async def send_to(self, send: Send) -> None:
        """Send it, each message a copy, since who passes it on writes headers into it."""
        for message in self.messages:
            copied = dict(message)
            if "headers" in copied:
                copied["headers"] = list(copied["headers"])
            await send(copied)


class Workload:
    """An application within its lanes: no reader waits longer than `patience_s`."""

    def __init__(self, app: ASGIApp, lanes: Lanes, patience_s: float, changes: Changes) -> None:
        self._app = LastHandler(app)
        self._lanes = lanes
        self._changes = changes
        self._patience_s = patience_s
        self._readers = 0
        self._working: dict[Hashable, asyncio.Task[_Answer]] = {}
        self._wanted: set[Hashable] = set()  # by readers who were told to ask again
        self._kept: TTLCache[Hashable, _Answer] = TTLCache(_MOST_KEPT, _KEPT_S)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application within does, or say that it takes longer."""
        name = lane_of(scope["path"]) if scope["type"] == "http" else ""
        if not name:
            await self._app(scope, receive, send)
        elif scope["method"] == "GET":
            await self._answer(self._lanes[name], Request(scope), send)
        else:
            await self._take(self._lanes[name], Request(scope, receive), send)

    async def _take(self, lane: Lane, request: Request, send: Send) -> None:
        """Answer what brings something, once it is all there: who sends slowly has no turn."""
        try:
            body = await request.body()
        except ClientDisconnect:
            return
        if lane.enter():
            await lane.run(lambda: self._app(request.scope, _bring(body), send))
            if request.url.path != _ASSISTANTS:  # they only read
                self._changes.note()  # what was worked out before may be told otherwise now
        else:
            await _say_busy(request)(request.scope, _bring(), send)

    async def _answer(self, lane: Lane, request: Request, send: Send) -> None:
        key = self._changes.mark, _key_of(request)
        kept: _Answer | None = self._kept.pop(key, None)
        if kept:
            await kept.send_to(send)
            return
        joined = self._working.get(key)
        if self._readers >= _MOST_JOINED or not (joined or lane.enter()):
            await _say_busy(request)(request.scope, _bring(), send)
            return
        task = joined or self._begin(lane, key, request.scope)
        self._readers += 1
        try:
            answer = await self._wait(key, task, request)
        finally:
            self._readers -= 1
        if answer is None:
            await _say_wait(request)(request.scope, _bring(), send)
        elif joined and not answer.is_shared:
            await self._app(request.scope, _bring(), send)
        else:
            await answer.send_to(send)

    def _begin(self, lane: Lane, key: Hashable, scope: Scope) -> asyncio.Task[_Answer]:
        task = asyncio.get_running_loop().create_task(self._work_out(lane, scope))
        self._working[key] = task
        task.add_done_callback(lambda done: self._end(key, done))
        return task

    def _end(self, key: Hashable, task: asyncio.Task[_Answer]) -> None:
        """Keep an answer for whoever was told to ask again, unless all was forgotten since."""
        is_current, is_wanted = self._working.get(key) is task, key in self._wanted
        self._wanted.discard(key)
        if is_current:
            del self._working[key]
        if is_current and is_wanted and _is_shared(task):
            self._kept[key] = task.result()

    async def _work_out(self, lane: Lane, scope: Scope) -> _Answer:
        answer, before = _Answer(), dict(scope.get("session", {}))
        await lane.run(lambda: self._app(scope, _bring(), answer.add))
        answer.is_shared = before == dict(scope.get("session", {}))
        return answer

    async def _wait(
        self, key: Hashable, task: asyncio.Task[_Answer], request: Request
    ) -> _Answer | None:
        """The answer; None where it takes longer than the patience, and it is kept then."""
        done, _ = await asyncio.wait({task}, timeout=self._patience_of(request))
        if done:
            return task.result()
        self._wanted.add(key)
        return None

    def _patience_of(self, request: Request) -> float:
        """Seconds; longer where no page can be shown in place of the answer."""
        return self._patience_s if _can_show(request) else max(self._patience_s, _OTHERS_WAIT_S)


def _is_shared(task: asyncio.Task[_Answer]) -> bool:
    """True of an answer that is there, and the same for everybody who may see it."""
    return not (task.cancelled() or task.exception()) and task.result().is_shared


def _key_of(request: Request) -> Hashable:
    """What an answer depends on: the address, and who looks, with the secret of their forms."""
    person = person_of(request)
    if person:
        form_key(request)  # made now, where there is none yet, so that every page has the same
    session = repr(sorted(request.scope.get("session", {}).items()))
    loop = id(asyncio.get_running_loop())
    return str(request.url), person, request.headers.get("authorization"), session, loop


def _bring(body: bytes = b"") -> Receive:
    """A request with this body, of somebody who waits for ever."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if not messages:
            await asyncio.Event().wait()
        return messages.pop()

    return receive


def _can_show(request: Request) -> bool:
    return is_for_browsers(request) and not request.url.path.endswith(_READ_BY_PROGRAMS)


def _say_wait(request: Request) -> Response:
    """The page that asks again by itself; to a program and for a picture, 503."""
    if _can_show(request):
        return show_wait(request, _AGAIN_S)
    detail = f"It takes longer than {_OTHERS_WAIT_S:g} seconds, and goes on. Ask again."
    headers = {"Retry-After": str(_AGAIN_S)}
    return reply(request, 503, "Being worked out", detail, headers)


def _say_busy(request: Request) -> Response:
    detail = f"Many others are reading just now. Try again in {_BUSY_S} seconds."
    return reply(request, 503, "Too many at once", detail, {"Retry-After": str(_BUSY_S)})
