"""Assistants, by the protocol's own client: over standard input and output, and over HTTP."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult

from api.assistant.server import create_assistant
from api.auth.accounts import add_token
from api.auth.rights import Access
from api.http.app import create_app
from corpus.privacy import hide_contacts
from corpus.store.connection import Connection
from corpus.store.people.accounts import remove_tokens
from corpus.store.reports import load_document
from index.library import Library
from tests.apart import run_apart

ROOT = Path(__file__).parents[3]
COMMAND = ("-c", "from api.cli.main import main; main()", "mcp")
MOST_S = 100.0
LINK = re.compile(r"/documents/(\w+)\?start=(\d+)&end=(\d+)#words$")
Call = tuple[str, Mapping[str, Any]]
NONSENSE: Sequence[tuple[str, Mapping[str, Any], str]] = (
    ("forget", {}, "There is no tool of this name"),
    ("search", {}, "words: is missing"),
    ("search", {"words": 7}, "words: write a text"),
    ("search", {"words": "x" * 100_000}, "words: write at most 2000 characters"),
    ("search", {"words": "  "}, "no words"),
    ("search", {"words": "plans", "limit": 0}, "limit: write 1 or more"),
    ("search", {"words": "plans", "limit": "many"}, "limit: write a whole number"),
    ("search", {"words": "plans", "kind": "novel"}, "kind: write one of inspection_report"),
    ("search", {"words": "plans", "since": "yesterday"}, "since: write a day as 2024-03-07"),
    ("search", {"words": "plans", "authority": "Wexmere"}, "search takes no authority"),
    ("search", {"words": "plans", "council": "Narnia"}, "No documents of 'Narnia' are held"),
    ("record", {"subject": ""}, "words"),
    ("issue", {"issue": "nothing"}, "No issue at this address is held"),
    ("document_text", {"document": "nothing"}, "nothing"),
    ("briefing", {}, "no item is named"),
    ("briefing", {"document": "nothing"}, ""),
)


class Told(NamedTuple):
    """What the command told a client, see `told`."""

    instructions: str
    tools: list[Any]
    answers: list[CallToolResult]
    after: list[CallToolResult]


def ask(server: Any, *calls: Call) -> list[CallToolResult]:
    """What a client, connected once, is answered to several calls."""

    async def asking() -> list[CallToolResult]:
        async with Client(server, read_timeout_seconds=MOST_S) as client:
            return [await client.call_tool(name, dict(given)) for name, given in calls]

    return run_apart(asking)


def ask_over_http(address: str, *calls: Call, token: str = "") -> list[CallToolResult]:
    """The same at an address, with a token where there is one."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def asking() -> list[CallToolResult]:
        async with httpx2.AsyncClient(headers=headers, timeout=MOST_S) as http:
            server = streamable_http_client(address, http_client=http)
            async with Client(server, read_timeout_seconds=MOST_S) as client:
                return [await client.call_tool(name, dict(given)) for name, given in calls]

    return run_apart(asking)


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The assistants' address of an application that is served meanwhile."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/mcp"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def command(
    copy_sample: Callable[[Path], Library], tmp_path_factory: pytest.TempPathFactory
) -> StdioServerParameters:
    """The command that answers an assistant from a copy of the sample.

    A file that this process copies now and then loses its locks: no other may have it open.
    """
    folder = tmp_path_factory.mktemp("assistant")
    copy_sample(folder).close()
    library = {"THROUGHLINE_LIBRARY": str(folder)}
    quiet = {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    return StdioServerParameters(
        command=sys.executable, args=list(COMMAND), env={**os.environ, **library, **quiet}, cwd=ROOT
    )


@pytest.fixture(scope="module")
def address(sample_library: Library) -> Iterator[str]:
    """Where a server answers assistants from the sample."""
    with serving(create_app(sample_library)) as address:
        yield address


@pytest.fixture(scope="module")
def calls(sample_library: Library) -> list[Call]:
    """A call of each tool, with ids that the sample has."""
    client = TestClient(create_app(sample_library))
    documents = client.get("/api/v1/documents").json()["documents"]
    paper = next(each["id"] for each in documents if each["kind"] == "committee_report")
    issue = client.get("/api/v1/threads?authority=Wexmere").json()["threads"][0]["id"]
    return [
        ("search", {"words": "caseloads", "council": "Wexmere Council"}),
        ("record", {"subject": "management oversight"}),
        ("issues", {"limit": 3, "offset": 1}),
        ("issue", {"issue": issue}),
        ("document_text", {"document": paper, "page": 1}),
        ("briefing", {"document": paper}),
        ("list_documents", {"until": "2019-12-31"}),
        ("list_councils", {}),
    ]


@pytest.fixture(scope="module")
def answers(address: str, calls: Sequence[Call]) -> dict[str, CallToolResult]:
    """What the server answers to each."""
    answered = ask_over_http(address, *calls)
    return {name: answer for (name, _), answer in zip(calls, answered, strict=True)}


@pytest.fixture(scope="module")
def told(command: StdioServerParameters, calls: Sequence[Call]) -> Told:
    """What the command tells a client that connects once: of itself, of its tools, each answer
    to `calls`, and then to nonsense and to a call that is right."""

    async def asking() -> Told:
        async with Client(command, read_timeout_seconds=MOST_S) as client:
            tools = (await client.list_tools()).tools
            answers = [await client.call_tool(name, dict(given)) for name, given in calls]
            after = [await client.call_tool(name, dict(given)) for name, given in nonsense()]
            return Told(client.instructions or "", tools, answers, after)

    return run_apart(asking)


def nonsense() -> list[Call]:
    """Calls that cannot be answered, and one that can."""
    return [*((name, given) for name, given, _ in NONSENSE), ("list_councils", {})]


def data_of(answer: CallToolResult) -> Any:
    """An answer as data, its links without the host."""
    written = json.dumps(answer.structured_content)
    return json.loads(re.sub(r'"http://127\.0\.0\.1:\d+/documents', '"/documents', written))


def text_of(answer: CallToolResult) -> str:
    """An answer in words."""
    (block,) = answer.content
    assert block.type == "text"
    return block.text


def test_every_tool_is_described_and_only_reads(told: Told) -> None:
    """Each has a schema of its answer; the instructions say how to quote."""
    instructions, tools = told.instructions, told.tools
    assert {tool.name for tool in tools} == {
        *("search", "record", "issues", "issue", "document_text"),
        *("briefing", "list_documents", "list_councils"),
    }
    assert all(tool.output_schema and tool.description for tool in tools)
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert "Quote exactly" in instructions
    assert "no mention was found in the documents held" in instructions


def test_both_ways_answer_the_same(
    told: Told, calls: Sequence[Call], answers: Mapping[str, CallToolResult]
) -> None:
    """A program of this machine and one over HTTP."""
    for (name, _), answer in zip(calls, told.answers, strict=True):
        assert not answer.is_error, text_of(answer)
        assert data_of(answer) == data_of(answers[name]), name


@pytest.mark.parametrize(
    "name", ["search", "record", "issues", "issue", "document_text", "briefing"]
)
def test_each_quotation_stands_at_its_citation(
    sample_library: Library, answers: Mapping[str, CallToolResult], name: str
) -> None:
    """Character for character, at its link; in words each line that quotes ends with the place."""
    quoted = list(find_quoted(data_of(answers[name])))
    assert quoted
    for words in quoted:
        document, start, end = re.findall(
            r"/documents/(\w+)\?start=(\d+)&end=(\d+)", words["link"]
        )[0]
        held = load_document(sample_library.db, document)
        assert hide_contacts(held.text[int(start) : int(end)]) == words["text"]
        assert (words["document"], words["title"]) == (held.id, held.title)
        assert words["published"]
    lines = [line for line in text_of(answers[name]).split("\n") if line.startswith("- “")]
    assert len(lines) >= 3
    assert all(re.search(r"http://127\.0\.0\.1:\d+/documents/\S+#words\]$", line) for line in lines)


def find_quoted(value: Any) -> Iterator[Mapping[str, Any]]:
    """Everything in an answer that has a link, wherever it stands."""
    if isinstance(value, dict) and "link" in value:
        yield value
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict | list):
            yield from find_quoted(part)


def test_a_page_is_read_as_the_pages_show_it(
    sample_library: Library, answers: Mapping[str, CallToolResult]
) -> None:
    """All that stands on it, in the same order."""
    page = data_of(answers["document_text"])
    shown = TestClient(create_app(sample_library)).get(f"/documents/{page['document']}")
    main = shown.text.partition("<main")[2]
    plain = re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", main)))
    assert {block["place"].split(",")[0] for block in page["blocks"]} == {"page 1"}
    blocks = [re.escape(re.sub(r"\s+", "", block["text"])) for block in page["blocks"]]
    assert re.search(".*?".join(blocks), plain)


def test_tools_write_nothing(own_library: Library) -> None:
    """The library's file is as it was."""
    server = create_assistant(own_library, "http://throughline.example")
    with closing(sqlite3.connect(own_library.path)) as db:
        before = db.execute("pragma data_version").fetchone()
        ask(server, ("record", {"subject": "caseloads"}), ("issues", {}), ("list_councils", {}))
        assert db.execute("pragma data_version").fetchone() == before


# --- nonsense ------------------------------------------------------------------


@pytest.mark.parametrize("way", ["stdio", "http"])
def test_nonsense_is_told_in_words_and_the_server_lives_on(
    told: Told, address: str, way: str
) -> None:
    """An error of the call, with what to write instead; then a call that is right."""
    *refused, right = told.after if way == "stdio" else ask_over_http(address, *nonsense())
    for answer, (name, given, says) in zip(refused, NONSENSE, strict=True):
        assert answer.is_error, (name, str(given)[:80])
        assert says in text_of(answer)
        assert "Traceback" not in text_of(answer)
        assert "fault" not in text_of(answer)
        assert len(text_of(answer)) < 600
    assert not right.is_error


def test_a_fault_of_ours_is_told_by_a_number(
    sample_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without what the error says, which may hold words of a reader."""

    def fail(*given: object) -> None:
        raise RuntimeError("words of a reader")

    monkeypatch.setattr("api.assistant.tools.answer_record", fail)
    server = create_assistant(sample_library, "http://throughline.example")
    failed, right = ask(server, ("record", {"subject": "plans"}), ("list_councils", {}))
    assert "This is a fault of ours" in text_of(failed)
    assert "words of a reader" not in text_of(failed)
    assert (failed.is_error, right.is_error) == (True, False)


def test_what_is_no_message_is_refused_over_http(address: str) -> None:
    """Each with a status that says so; pages of other sites, too."""
    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accepts = {"Accept": "application/json, text/event-stream"}
    with httpx2.Client(headers=accepts, timeout=MOST_S) as client:
        sent = {"Content-Type": "application/json"}
        for body in (b"{", b"[]", b"null", b'"tools"', b'{"jsonrpc":"2.0"}', b"\xff\xfe", b""):
            assert client.post(address, content=body, headers=sent).status_code == 400, body
        half = b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\\ud800"}}'
        assert client.post(address, content=half, headers=sent).status_code in (200, 400)
        assert client.post(address, content=b"{}").status_code == 400
        assert client.post(address, content=b"x" * 1_000_001, headers=sent).status_code == 413
        assert client.get(address).status_code == 405
        assert client.delete(address).status_code == 405
        other = {"Origin": "https://elsewhere.example"}
        assert client.post(address, json=listing, headers=other).status_code == 403
        assert client.post(address, json=listing, headers={"Origin": "null"}).status_code == 403
        rebound = {"Host": "elsewhere.example"}
        assert client.post(address, json=listing, headers=rebound).status_code == 400
        answered = client.post(address, json=listing)
    assert answered.status_code == 200
    assert len(answered.json()["result"]["tools"]) == 8


def test_a_client_that_breaks_off_ends_the_command_and_nothing_else_is_written(
    command: StdioServerParameters,
) -> None:
    """Lines that are no message are passed over; standard output has the protocol alone."""
    start = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }
    lines = [
        "{",
        "[1, 2]",
        "no JSON at all \x00",
        '{"jsonrpc": "2.0", "id": 1, "method": "nothing/here"}',
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "initialize", "params": start}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json.dumps({"jsonrpc": "2.0", "id": 3, "method": "tools/list"}),
        '{"jsonrpc": "2.0", "id": 4, "method": "tools/ca',
    ]
    ended = subprocess.run(
        [command.command, *command.args],
        input="\n".join(lines).encode(),
        capture_output=True,
        env=command.env,
        cwd=ROOT,
        timeout=MOST_S,
        check=False,
    )
    messages = [json.loads(line) for line in ended.stdout.decode().splitlines()]
    assert all(message["jsonrpc"] == "2.0" for message in messages)
    answered = {message["id"]: message for message in messages if "id" in message}
    assert "result" in answered[2]
    assert b"Traceback" not in ended.stderr
    assert ended.returncode == 0


# --- rights ----------------------------------------------------------------------


def test_where_people_log_in_an_assistant_needs_their_token(
    sample_library: Library, people: Connection
) -> None:
    """As programs do over the API; one that was withdrawn opens nothing more."""
    call: Call = ("list_councils", {})
    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    token = add_token(people, "reader", "assistant")
    app = create_app(sample_library, Access(people, open_reading=False))
    with serving(app) as address:
        for sent in ({}, {"Authorization": "Bearer tl_nobody"}):
            refused = httpx2.post(address, json=listing, headers=sent)
            assert refused.status_code == 401
            assert refused.headers["WWW-Authenticate"] == "Bearer"
        (answer,) = ask_over_http(address, call, token=token)
        assert not answer.is_error
        remove_tokens(people, "reader", "assistant")
        sent = {"Authorization": f"Bearer {token}"}
        assert httpx2.post(address, json=listing, headers=sent).status_code == 401
