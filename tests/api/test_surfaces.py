"""One answer, many surfaces: the same questions to the command line, the API, pages, assistants.

What is compared is what is said (ids, quotations, documents), never its wording.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from mcp import Client

from api.adding.intake import Counts
from api.assistant.server import create_assistant
from api.cli import text as say
from api.cli.main import main
from api.http.app import create_app
from corpus.store.filters import Filters
from corpus.store.people.verdicts import save_verdict
from index.answers.records.record import answer_record
from index.answers.records.said import MOST_POSSIBLE
from index.answers.search import answer_search
from index.library import Library, create_library
from tests.apart import run_apart

COUNCIL = "Wexmere"
WORDS = (
    "management oversight",
    "life-story work",
    "caseloads",
    "volcanic ash over Iceland",
    "supervision of social workers",
)
# The kind of an ask, the day of its document, and words that stand in it.
ASKS = (
    ("area_for_improvement", "2013-07-19", "management oversight"),
    ("area_for_improvement", "2019-10-25", "management oversight"),
    ("duty", "2020-02-28", ""),
    ("restated", "2020-03-04", ""),
    ("decision_asked", "2017-03-14", ""),
)
# A file without pages, and pages that quote the ask in it.
TEXT = """\
Inspection of children's services in Wexmere

Published: 4 March 2022

Summary

Social workers have too many children to look after, and managers do not oversee their work.

Recommendations

The council should make sure that managers oversee the work of every social worker.
"""
QUOTING = (
    "/search?q=managers",
    "/recurred?q=oversight+by+managers",
    "/statements/{id}",
    "/documents/{document}",
)

Run = Callable[..., Any]
Said = dict[str, Any]


@pytest.fixture(scope="module")
def client(sample_library: Library) -> Iterator[TestClient]:
    """The application over the sample."""
    with TestClient(create_app(sample_library)) as client:
        yield client


@pytest.fixture
def run(
    sample_library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """What runs a command over the sample and gives what it prints."""
    monkeypatch.setenv("THROUGHLINE_LIBRARY", str(sample_library.path.parent))
    monkeypatch.setattr("index.library.open_library", lambda folder: _Open(sample_library))

    def run(*command: str, in_json: bool = True) -> Any:
        main([*command, "--json"] if in_json else list(command))
        printed = capsys.readouterr().out
        return json.loads(printed) if in_json else printed

    return run


@pytest.fixture
def ask(sample_library: Library) -> Run:
    """What an assistant is answered by a tool, its links without the host."""
    host = "http://throughline.example"

    async def call(name: str, given: Said) -> Any:
        async with Client(create_assistant(sample_library, host)) as client:
            return (await client.call_tool(name, given)).structured_content

    def ask(name: str, **given: Any) -> Any:
        answer = json.dumps(run_apart(call, name, given))
        return json.loads(answer.replace(f'"{host}/', '"/'))

    return ask


class _Open(Library):
    """The sample library as a command opens it: its models are open, closing leaves it so."""

    def __init__(self, library: Library) -> None:
        super().__init__(
            library.path.parent,
            lambda name: library.encoder,
            lambda encoder, reader: library.weigher,
        )


@pytest.fixture(scope="module")
def questions(client: TestClient) -> list[str]:
    """Five subjects as typed and the ids of five asks."""
    asks = client.get("/api/v1/asks?limit=200").json()["asks"]
    return [*WORDS, *(_find(asks, *wanted) for wanted in ASKS)]


def _find(asks: list[Said], kind: str, day: str, words: str) -> str:
    return next(
        str(ask["id"])
        for ask in asks
        if (ask["kind"], ask["published"]) == (kind, day) and words in ask["text"]
    )


# --- what each surface says --------------------------------------------------


def _said_by_json(found: Said) -> Said:
    """What an answer in JSON says of a record."""
    return {
        "asks": {ask["id"]: ask["text"] for ask in found["occurrences"]},
        "later": {later["id"]: later["text"] for later in found["later"]},
        "likely": {later["id"] for later in found["later"] if later["likely"]},
        "of": found["later_of"]["id"] if found["later_of"] else "",
        "became": found["became"],
        "verdict": found["verdict"],
        "not held": {document["title"] for document in found["not_held"]},
        "said": {said["id"]: said["text"] for said in _said(found)},
        "latest": found["latest_word"],
        "measures": {measure["measure"] for measure in found["measures"]},
    }


def _said_by_page(page: str) -> Said:
    """What the page of a record says."""
    later = _between(page, 'id="later"', "</section>")
    shown = _between(page, 'id="record"', 'id="later"')
    likely = later.partition("<details")[0]
    return {
        "asks": _quoted(shown, "pair"),
        "later": _quoted(later, "later"),
        "likely": set(re.findall(r'<li id="later-(\w+)"', likely)),
        "of": "".join(re.findall(r'data-of="(\w+)"', later)),
        "became": [unescape(line) for line in re.findall(r'class="became">(.*?)</', page)],
        "verdict": unescape(re.findall(r'(?s)id="asked-head">.*?<p>(.*?)</p>', page)[0]),
        "not held": {unescape(title) for title in re.findall(r'<li class="not-held">(.*?)<', page)},
        "said": _quoted(page, "said"),
        "latest": _plain("".join(re.findall(r'<p class="word">(.*?)</p>', page))),
        "measures": {
            unescape(name) for name in re.findall(r'<a href="/measures/[^"]+">(.*?)</a>:', page)
        },
    }


def _between(page: str, start: str, end: str) -> str:
    return page.partition(start)[2].partition(end)[0]


def _quoted(page: str, prefix: str) -> dict[str, str]:
    """The words of each list item under its id; of two quotations side by side the second."""
    return {
        id_: _plain(re.findall(r"(?s)<blockquote[^>]*>(.*?)</blockquote>", item)[-1])
        for id_, item in re.findall(
            rf'(?s)<li id="{prefix}-(\w+)">(.*?)</li>\s*(?=<li id|</ol>)', page
        )
    }


def _plain(marked: str) -> str:
    """The words without marks, and without what stands round a sentence to read it by."""
    own = re.sub(r'(?s)<span class="around">.*?</span>', "", marked)
    return unescape(re.sub(r"<[^>]+>", "", own))


def _open_record(client: TestClient, question: str) -> str:
    address = "/recurred" if question in WORDS else f"/statements/{question}"
    reply = client.get(address, params={"q": question})
    assert reply.status_code == 200, reply.text
    return reply.text


# --- the questions -------------------------------------------------------------


@pytest.mark.parametrize("number", range(len(WORDS) + len(ASKS)))
def test_a_record_is_the_same_everywhere(
    client: TestClient, run: Run, ask: Run, questions: list[str], number: int
) -> None:
    """The same asks, later statements, latest word and documents not held."""
    question = questions[number]
    by_command = run("recurred", question)
    by_api = client.get("/api/v1/recurred", params={"q": question}).json()
    assert by_command == by_api == ask("record", subject=question)
    page = _open_record(client, question)
    assert _said_by_page(page) == _said_by_json(by_api)
    _check_surroundings(_plain(page), [*by_api["occurrences"], *by_api["later"], *_said(by_api)])


def _said(found: Said) -> list[Said]:
    """What a page shows: of what may be about the words the nearest."""
    return [*found["found"], *found["reported"], *found["possible"][:MOST_POSSIBLE]]


def _check_surroundings(shown: str, statements: list[Said]) -> None:
    """What a list begins with is shown with its item, and the cells of a row with their names."""
    for statement in statements:
        assert statement["lead"] in shown
        others = [
            each for each in statement["cells"] if _flat(statement["text"]) not in each["text"]
        ]
        for cell in others:
            assert cell["name"] in shown
            assert cell["text"] in shown


def test_what_stands_round_a_sentence_is_on_every_surface(
    client: TestClient, run: Run, sample_library: Library
) -> None:
    """What takes praise back: in JSON beside it, in a terminal, for assistants and on the page
    in one quotation; so in the latest word."""
    words = "direct work and relationships with children"
    found = run("recurred", words)
    (praise,) = (each for each in found["found"] if each["text"].startswith("Workers build good"))
    assert praise["after"].startswith("However, safety plans are often generic")
    whole = _flat(f"{praise['text']} {praise['after']}")
    assert whole in [_flat(each["text"]) for each in found["latest"]]
    printed = _flat(run("recurred", words, in_json=False))
    page = client.get("/recurred", params={"q": words}).text
    told = run_apart(_ask_in_words, sample_library, words)
    assert [_flat(shown).count(whole) for shown in (printed, told)] == [2, 2]
    assert whole in _flat(unescape(re.sub(r"<[^>]+>", "", page)))


def test_where_nothing_is_surely_on_it_the_nearest_is_quoted_everywhere(
    client: TestClient, run: Run, sample_library: Library
) -> None:
    """Of each such inspection, under its line."""
    words = "private fostering"
    inspections = run("recurred", words)["inspections"]
    nearest = [_flat(each["nearest"]["text"]) for each in inspections if each["nearest"]]
    assert nearest
    printed = _flat(run("recurred", words, in_json=False))
    page = unescape(re.sub(r"<[^>]+>", "", client.get("/recurred", params={"q": words}).text))
    told = run_apart(_ask_in_words, sample_library, words)
    for quote in nearest:
        assert all(quote in _flat(shown) for shown in (printed, page, told))


async def _ask_in_words(library: Library, subject: str) -> str:
    """What an assistant is told of a subject."""
    async with Client(create_assistant(library, "http://throughline.example")) as client:
        (block,) = (await client.call_tool("record", {"subject": subject})).content
    return str(block.text)


def test_where_else_the_words_stand_is_on_every_surface(client: TestClient, run: Run) -> None:
    """On the page in a part of its own, and in the reply; a row of a table cell by cell."""
    elsewhere = run("recurred", "caseloads")["elsewhere"]
    assert elsewhere["shown"]
    page = _open_record(client, "caseloads")
    shown = _flat(_plain(_between(page, 'id="elsewhere"', "</section>")))
    assert f"in {elsewhere['by_inspectors'] + elsewhere['by_council']} other place" in shown
    cells = [line for each in elsewhere["shown"] for line in each["text"].splitlines()]
    assert all(_flat(cell) in shown for cell in cells)


def test_a_page_shows_the_nearest_of_what_may_be_about_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says how many more there are."""
    reply = client.get("/api/v1/recurred", params={"q": "fostering"}).json()
    possible = reply["possible"]
    monkeypatch.setattr("index.answers.records.subject.MOST_POSSIBLE", 2)
    page = client.get("/recurred", params={"q": "fostering"}).text
    part = _between(page, 'id="possible"', "</section>")
    assert "2 sentences that may be about it" in part
    assert f"{len(possible) - 2} more are further off" in part
    assert set(_quoted(part, "said")) == {each["id"] for each in possible[:2]}


def test_rows_and_items_of_lists_are_told_with_what_they_stand_in(run: Run) -> None:
    """In JSON by their names, in a terminal a line each."""
    found = run("recurred", "supervision of social workers")
    printed = _flat(run("recurred", "supervision of social workers", in_json=False))
    rows = [{cell["name"]: cell["text"] for cell in said["cells"]} for said in _said(found)]
    assert [f"Owner: {row['Owner']}" in printed for row in rows if "Owner" in row] == [True] * 2
    leads = {each["lead"] for each in found["occurrences"]} - {""}
    assert "What needs to improve" in leads
    assert all(f"In a list that begins “{lead}”" in printed for lead in leads)


@pytest.mark.parametrize("number", range(len(WORDS) + len(ASKS)))
def test_a_terminal_shows_what_json_has(run: Run, questions: list[str], number: int) -> None:
    """Every ask, every later statement that is likely, what is said of them, what is not held."""
    question = questions[number]
    found = run("recurred", question)
    printed = _flat(run("recurred", question, in_json=False))
    likely = [later for later in found["later"] if later["likely"]]
    for statement in (*found["occurrences"], *likely):
        assert _flat(statement["text"])[:100] in printed
        assert statement["title"] in printed
    titles = [document["title"] for document in found["not_held"]]
    for line in (found["verdict"], *found["became"], *titles, found["latest_word"]):
        assert _flat(line) in printed
    for statement in (*found["found"], *found["reported"]):
        assert statement["title"] in printed
    for quoted in found["latest"]:
        assert _flat(quoted["text"])[:100] in printed


def test_where_nothing_was_asked_mentions_are_the_same_everywhere(
    client: TestClient, run: Run
) -> None:
    """The verdict and the quotations, at most five."""
    found = run("recurred", "bullying")
    assert found == client.get("/api/v1/recurred", params={"q": "bullying"}).json()
    printed = _flat(run("recurred", "bullying", in_json=False))
    page = client.get("/recurred", params={"q": "bullying"}).text
    assert found["verdict"] in printed
    assert found["verdict"] in unescape(page)
    shown = _between(page, 'id="mentions"', "</section>")
    quotations = re.findall(r'(?s)<blockquote class="quote">(.*?)</blockquote>', shown)
    assert [_plain(quoted) for quoted in quotations] == [
        quoted["text"] for quoted in found["mentions"]["shown"]
    ]
    assert all(_flat(quoted["text"])[:100] in printed for quoted in found["mentions"]["shown"])


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_an_id_typed_on_the_page_is_an_ask(client: TestClient, questions: list[str]) -> None:
    """As on the command line: the record of that ask, not of its letters."""
    ask = questions[len(WORDS)]
    page = client.get("/recurred", params={"q": ask}).text
    found = client.get("/api/v1/recurred", params={"q": ask}).json()
    assert _said_by_page(page) == _said_by_json(found)


@pytest.mark.parametrize("words", WORDS)
def test_hits_are_the_same_everywhere(client: TestClient, run: Run, ask: Run, words: str) -> None:
    """The command line, the API, an assistant, the page and its CSV: the same, best first."""
    by_command = run("search", words, "--limit", "100")
    by_api = client.get("/api/v1/search", params={"q": words, "limit": 100}).json()
    assert by_command == by_api == ask("search", words=words, limit=100)
    table = client.get("/search.csv", params={"q": words}).content.decode("utf-8-sig")
    rows = [
        (row["title"], row["words"].removeprefix("'"), row["place"])
        for row in csv.DictReader(io.StringIO(table))
    ]
    assert rows == [(hit["title"], hit["text"], hit["place"]) for hit in by_api["hits"]]
    page = client.get("/search", params={"q": words}).text
    shown = re.findall(r'<h3><a href="/documents/(\w+)\?', page)
    assert shown == [hit["document"] for hit in by_api["hits"]][:10]
    assert ("No passage held is clearly about all" in page) == by_api["nothing_close"]


def test_issues_are_the_same_everywhere(client: TestClient, run: Run, ask: Run) -> None:
    """Their states and members; each with what is not held."""
    by_command = run("threads", "--authority", COUNCIL)
    by_api = client.get("/api/v1/threads", params={"authority": COUNCIL, "limit": 200}).json()
    assert by_command == by_api["threads"]
    by_assistant = ask("issues", council=COUNCIL, limit=200)["issues"]
    assert [each | {"members": []} for each in by_command] == [
        each | {"members": []} for each in by_assistant
    ]
    (first, *_) = by_command
    assert ask("issue", issue=first["id"])["issue"] == first
    grid = client.get("/issues", params={"council": COUNCIL, "state": "all"}).text
    rows = re.findall(r'<th scope="row"><a href="/threads/(\w+)', grid)
    assert rows == [thread["id"] for thread in by_command]
    for thread in by_command[:5]:
        page = client.get(f"/threads/{thread['id']}", params={"council": COUNCIL}).text
        shown = re.findall(r'(?s)<blockquote class="quote">(.*?)</blockquote>', page)
        members = sorted(member["text"] for member in thread["members"])
        assert sorted(map(_plain, shown)) == members  # of each year the decisive come first
        assert all(reason in unescape(page) for reason in thread["reasons"])


def test_asks_are_the_same_everywhere(client: TestClient, run: Run) -> None:
    """JSON and CSV of the command line, the API, and the page's table of every kind."""
    by_command = run("asks")
    by_api = client.get("/api/v1/asks", params={"limit": 200}).json()["asks"]
    assert by_command == by_api
    printed = csv.DictReader(io.StringIO(run("asks", "--csv", in_json=False)))
    table = client.get("/asks.csv", params={"kind": "all"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    asked = {(ask["id"], ask["text"]) for ask in by_api}
    assert {(row["id"], row["text"]) for row in printed} == asked
    assert {(row["Reference"], row["Exact words"].removeprefix("'")) for row in rows} == asked
    sections = {(ask["id"], ask["section"]) for ask in by_api}
    assert {(row["Reference"], row["Section"]) for row in rows} == sections


@pytest.mark.parametrize("words", WORDS)
def test_what_is_not_held_is_the_same_on_every_page(
    client: TestClient, run: Run, words: str
) -> None:
    """That of a record and that of an issue, in the council of both."""
    held = {document["title"] for document in run("recurred", words)["not_held"]}
    thread = run("threads", "--authority", COUNCIL)[0]
    page = client.get(f"/threads/{thread['id']}", params={"council": COUNCIL}).text
    assert {unescape(title) for title in re.findall(r'<li class="not-held">(.*?)<', page)} == held


def test_a_compound_ask_is_given_out_with_its_parts(client: TestClient, run: Run) -> None:
    """Each with its words and page, the same of a document and of the list of asks."""
    listed = {one["id"]: one for one in client.get("/api/v1/asks?limit=200").json()["asks"]}
    (compound, *_) = (one for one in listed.values() if one["parts"])
    assert all(part["text"] in compound["text"] for part in compound["parts"])
    assert all(part["page"] >= compound["page"] for part in compound["parts"])
    read = client.get(f"/api/v1/documents/{compound['document']}").json()["asks"]
    assert compound["parts"] in [ask["parts"] for ask in read]


def test_a_persons_word_is_told_everywhere(own_library: Library) -> None:
    """Of an occurrence beside it; of a statement that is none, apart."""
    client = TestClient(create_app(own_library))
    asks = client.get("/api/v1/asks?limit=200").json()["asks"]
    own = _find(asks, *ASKS[1])
    found = client.get("/api/v1/recurred", params={"q": own}).json()
    occurrence = found["occurrences"][0]["id"]
    apart = next(later["id"] for later in found["later"] if "found" in later["says"])
    save_verdict(own_library.db, own, occurrence, "same", "officer")
    save_verdict(own_library.db, own, apart, "different", "officer")
    found = client.get("/api/v1/recurred", params={"q": own}).json()
    assert [ask["id"] for ask in found["occurrences"] if ask["judged"]] == [occurrence]
    assert [statement["id"] for statement in found["beside"]] == [apart]
    printed = say.recurred(answer_record(own_library, own))
    assert printed.count("said by officer to be") == 2
    page = client.get(f"/statements/{own}").text
    beside = page.partition("What people said of it and other statements")[2]
    assert f'id="pair-{apart}"' in beside
    assert page.count("Said by officer") == 2


def test_no_surface_says_page_1_of_a_text(
    take_in_here: Callable[..., Counts], tmp_path: Path, sample_library: Library
) -> None:
    """Its paragraph or section is what is shown."""
    text = tmp_path / "report.txt"
    text.write_text(TEXT, "utf-8")
    with create_library(tmp_path, open_encoder=lambda name: sample_library.encoder) as library:
        take_in_here(library, [text], COUNCIL)
        client = TestClient(create_app(library))
        hits = say.search(answer_search(library, "managers", Filters(), 10))
        record = say.recurred(answer_record(library, "oversight by managers"))
        ask = client.get("/api/v1/asks").json()["asks"][0]
        alone = client.get(f"/documents/{ask['document']}/pages/1")
        pages = [client.get(page.format_map(ask)) for page in QUOTING]
    assert all(page.status_code == 200 for page in pages)
    printed = [hits, record, *(_plain(page.text.partition("<main")[2]) for page in pages)]
    assert ask["place"] == "section Recommendations"
    assert all("Recommendations" in words for words in printed)
    for words in (*printed, _plain(alone.text)):
        assert not re.search(r"\bpage \d", words, re.IGNORECASE)


@pytest.mark.parametrize(
    "item",
    [
        {"document": "committee_report"},
        {"document": "committee_report", "meeting": "2018-01-01"},
        {"thread": "", "authority": COUNCIL, "meeting": "2020-01-01"},
        {"theme": "management_oversight", "authority": COUNCIL, "meeting": "2020-01-01"},
    ],
)
def test_a_briefing_is_the_same_everywhere(
    client: TestClient, run: Run, tmp_path: Path, item: dict[str, str]
) -> None:
    """The same file from the command line and the pages; nothing later than the meeting."""
    item = dict(item)
    if "document" in item:
        documents = run("documents")["documents"]
        item["document"] = next(
            document["id"] for document in documents if document["kind"] == item["document"]
        )
    if "thread" in item:
        item["thread"] = run("threads", "--authority", COUNCIL)[0]["id"]
    options = [word for name, value in item.items() for word in (f"--{name}", value)]
    run("briefing", *options, "--out", str(tmp_path / "pack.md"), in_json=False)
    asked = {"council" if name == "authority" else name: value for name, value in item.items()}
    sent = client.get("/prepare/draft/briefing.md", params=asked)
    written = (tmp_path / "pack.md").read_text("utf-8")
    # The day that each was made: a test that runs over midnight has two.
    day = re.compile(r"Produced on \d+ \w+ \d{4}")
    assert day.search(written)
    assert day.sub("", sent.text) == day.sub("", written)
    assert not re.search(r"\b202[1-4]\b", sent.text)
