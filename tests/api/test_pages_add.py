"""Papers added through the pages: who may, what is refused, and what became of them."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.adding.kinds import check_kind, plain_name
from api.adding.queue import Intake
from corpus.errors import NotADocument
from index.library import Library

Enter = Callable[[str], TestClient]
FindKey = Callable[[str], str]

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample" / "pdf"
_READ_WITHIN_S = 180.0  # the reading process starts anew, on a busy machine
_WORDS = " ".join(f"Members heard how team {number} holds supervision." for number in range(30))
PAPER = (
    "<!doctype html><html><head><title>Quarterly report <b>on lanterns</b></title></head><body>"
    "<h1>Report to the scrutiny committee</h1><p>Social workers carry lanterns at night, the"
    f" committee was told.</p><p>{_WORDS}</p></body></html>"
).encode()
EXEMPT = PAPER.replace(b"Report to the scrutiny committee", b"NOT FOR PUBLICATION")
SERVER_ERROR = b"<html><body><h1>Not found</h1></body></html>"


def give(client: TestClient, key: str, *papers: tuple[str, bytes], **more: str):
    """Send papers as the form does; the reply."""
    form = {"form_key": key, "public": "yes", **more}
    return client.post("/add", data=form, files=[("papers", paper) for paper in papers])


def a_key(client: TestClient, find_key: FindKey) -> str:
    """The key of the form."""
    return find_key(client.get("/add").text)


def jobs_in(library: Library) -> list[Path]:
    """What was kept of all that was given."""
    return sorted((library.path.parent / "added").glob("*/*.*"))


# --- who may ---------------------------------------------------------------


def test_only_administrators_add(enter: Enter, find_key: FindKey, own_library: Library) -> None:
    """Others are refused before anything is kept, and see no way there."""
    assert enter("").get("/add").headers["location"] == "/login?back=%2Fadd"
    for name in ("reader", "reviewer"):
        client = enter(name)
        assert client.get("/add").status_code == 403
        refused = give(client, find_key(client.get("/").text), ("a.html", PAPER))
        assert refused.status_code == 403
        assert "administrator" in refused.text
        assert client.get("/add/0123").status_code == 403
        assert 'href="/add"' not in client.get("/").text
    assert 'href="/add"' in enter("administrator").get("/").text
    assert jobs_in(own_library) == []


def test_a_form_from_elsewhere_is_refused(enter: Enter, own_library: Library) -> None:
    """Without the session's key, or with another."""
    client = enter("administrator")
    client.get("/add")
    for key in ("", "guess"):
        assert give(client, key, ("a.html", PAPER)).status_code == 403
    assert jobs_in(own_library) == []


# --- what is refused at the door -------------------------------------------


def test_too_much_at_once_is_refused(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, own_library: Library
) -> None:
    """In words, with the limit that the operator set."""
    monkeypatch.setenv("THROUGHLINE_UPLOAD_MB", "1")
    enter, find_key = (request.getfixturevalue(name) for name in ("enter", "find_key"))
    client = enter("administrator")
    key = a_key(client, find_key)
    refused = give(client, key, ("a.pdf", b"%PDF-1.7" + b" " * 1_000_001))
    assert refused.status_code == 413
    assert "larger than 1 MB, the most that is taken here" in refused.text
    assert jobs_in(own_library) == []


def test_a_paper_of_unknown_length_is_refused(enter: Enter) -> None:
    """It could have no end."""

    def endless() -> Iterator[bytes]:
        yield b"a"

    client = enter("administrator")
    assert client.post("/add", content=endless()).status_code == 411


def test_other_forms_are_small(enter: Enter) -> None:
    """A megabyte of reasons is no reason."""
    client = enter("reviewer")
    assert client.post("/review/verdicts", data={"why": "a" * 1_000_001}).status_code == 413


@pytest.mark.parametrize(
    ("papers", "more", "told"),
    [
        (0, {}, "Choose at least one file"),
        (1, {"public": ""}, "Say that these papers are public"),
        (2, {"published": "2024-06-04"}, "of one paper"),
        (1, {"published": "March"}, "Add the month and the year"),
        (1, {"council": "<i>Atlantis</i>"}, "&lt;i&gt;Atlantis&lt;/i&gt;: not a council"),
    ],
)
def test_a_form_that_cannot_be_is_shown_again(
    enter: Enter, find_key: FindKey, papers: int, more: dict[str, str], told: str
) -> None:
    """With what was wrong and what was filled in, as text."""
    client = enter("administrator")
    given = [(f"{number}.html", PAPER) for number in range(papers)]
    shown = give(client, a_key(client, find_key), *given, **more)
    assert shown.status_code == 422
    assert told in shown.text
    assert "<i>Atlantis" not in shown.text
    assert "<title>Error: Add papers" in shown.text


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("report.pdf", SERVER_ERROR, "its name says PDF, but inside it is HTML"),
        ("report.html", b"%PDF-1.7 x", "its name says HTML, but inside it is PDF"),
        ("report", b"%PDF-1.7 x", "its name says something else, but inside it is PDF"),
        ("report.docx", b"PK\x03\x04 not Word", "not a PDF, a Word document"),
        ("run.exe", b"MZ\x90\x00", "not a PDF, a Word document"),
        ("empty.pdf", b"", "not a PDF, a Word document"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, data: bytes, told: str) -> None:
    """Its bytes count, and its name has to agree."""
    with pytest.raises(NotADocument, match=re.escape(told)):
        check_kind(name, data)


def test_older_word_files_are_taken_where_libreoffice_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Under their own names; without it they are refused before they are kept."""
    monkeypatch.setattr("api.adding.kinds.soffice_available", lambda: True)
    check_kind("paper.RTF", b"{\\rtf1 words}")
    with pytest.raises(NotADocument):
        check_kind("paper.doc", b"{\\rtf1 words}")
    monkeypatch.setattr("api.adding.kinds.soffice_available", lambda: False)
    with pytest.raises(NotADocument):
        check_kind("paper.rtf", b"{\\rtf1 words}")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\plan.pdf", "plan.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("<script>alert(1)</script>.html", "script_.html"),
        ("a\x00b\n.pdf", "a_b_.pdf"),
        ("", "paper"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_leads_nowhere_else(given: str, kept: str) -> None:
    """No folder, no markup, no end."""
    assert plain_name(given) == kept


# --- what became of them ---------------------------------------------------


def wait_for(client: TestClient, address: str) -> str:
    """The page of a job once every paper is read."""
    until = time.monotonic() + _READ_WITHIN_S
    while "so far" in (page := client.get(address)).text:
        assert page.headers["refresh"]
        assert time.monotonic() < until, page.text
        time.sleep(0.2)
    assert "refresh" not in page.headers
    return page.text


def test_papers_are_read_beside_the_readers(
    enter: Enter, find_key: FindKey, own_library: Library, intake: Intake
) -> None:
    """One new, one held, one exempt, one that lies: each told; answers are old, then new."""
    client, reader = enter("administrator"), enter("")
    held = sorted(SAMPLE.glob("*.pdf"))[0]
    given = give(
        client,
        a_key(client, find_key),
        ("lanterns<b>.html", PAPER),
        (held.name, held.read_bytes()),
        ("secret.html", EXEMPT),
        ("lie.pdf", SERVER_ERROR),
        council="Wexmere",
    )
    assert given.status_code == 303
    address = given.headers["location"]
    while "so far" in client.get(address).text:
        assert reader.get("/search?q=caseloads").status_code == 200
        assert "refresh" not in client.get(f"{address}?still=yes").headers
        time.sleep(0.5)
    page = wait_for(client, address)
    assert "4 papers: 1 read, 2 refused, 1 already held" in page
    assert "page 1 is marked &#34;NOT FOR PUBLICATION&#34;; only published papers are" in page
    assert "lie.pdf: its name says PDF, but inside it is HTML" in page
    assert "<b>on lanterns" not in page
    row = page.partition("lanterns_b_.html")[2]
    [address_of_paper] = re.findall(r'<a href="(/documents/\w+)">', row.partition("</tr>")[0])
    assert reader.get(address_of_paper).status_code == 200
    assert address_of_paper in reader.get("/search?q=lanterns").text
    kept = [path.name for path in jobs_in(own_library)]
    assert sorted(kept) == ["job.json", "lanterns_b_.html"]
    assert "secret" not in enter("").get("/documents").text
    assert address in client.get("/add").text


def test_a_server_that_stops_goes_on_later(own_library: Library) -> None:
    """It stops at once, and the paper in hand is read when it is started again."""
    folder = own_library.path.parent
    (folder / "added" / "broken").mkdir(parents=True)
    (folder / "added" / "broken" / "job.json").write_text("{", "utf-8")
    with Intake(folder) as intake:
        job = intake.begin("clerk", [("lanterns.html", PAPER)], "Wexmere")
        begun = time.monotonic()
    assert time.monotonic() - begun < 15
    held = json.loads((folder / "added" / job.id / "job.json").read_text("utf-8"))
    assert held["papers"][0]["status"] in ("waiting", "reading")
    with Intake(folder) as intake:
        assert [listed.id for listed in intake.list_jobs()] == [job.id]
        until = time.monotonic() + _READ_WITHIN_S
        while intake.find_job(job.id).is_running:
            assert time.monotonic() < until
            time.sleep(0.2)
        [paper] = intake.find_job(job.id).papers
    assert paper.status == "read"
    [council] = own_library.db.execute(
        "select authority from document where source = ?", (paper.source,)
    ).fetchone()
    assert council == "Wexmere"


def test_a_day_that_was_said_is_kept(enter: Enter, find_key: FindKey) -> None:
    """Beside the paper, where reading finds it."""
    client = enter("administrator")
    said = {"published": "2024-06-04"}
    given = give(client, a_key(client, find_key), ("lanterns.html", PAPER), **said)
    assert "4 June 2024" in wait_for(client, given.headers["location"])


def test_an_unknown_job_is_not_found(enter: Enter) -> None:
    """In words."""
    found = enter("administrator").get("/add/nothing")
    assert found.status_code == 404
    assert "No papers were added under this address" in found.text
