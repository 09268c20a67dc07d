"""Preparing an item: choose, edit, save at an address, export; what may not be done."""

import json
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient

from api.auth.rights import Access
from api.http.app import create_app
from corpus.errors import NotFound
from corpus.store.people.accounts import open_accounts
from corpus.store.people.briefings import load_briefing, save_briefing
from index.library import Library


@pytest.fixture(scope="module")
def client(
    sample_library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """The application on this machine, where whoever reads may save."""
    with open_accounts(tmp_path_factory.mktemp("accounts")) as accounts:
        app = create_app(sample_library, Access(accounts, open_keeping=True))
        with TestClient(app) as client:
            yield client


@pytest.fixture(scope="module")
def draft(sample_library: Library) -> str:
    """The address of the draft for the newest committee report."""
    query = "select id from document where kind = 'committee_report' order by published desc"
    return f"/prepare/draft?document={sample_library.db.execute(query).fetchone()[0]}"


def fields_of(page: str) -> dict[str, str | list[str]]:
    """What the form sends when nothing is changed."""
    found: dict[str, str | list[str]] = {"keep": re.findall(r'name="keep" value="([^"]+)"', page)}
    found.update(re.findall(r'name="(form_key)" value="([^"]*)"', page))
    found.update(re.findall(r'name="(place-[^"]+)" value="([^"]*)"', page))
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    found.update((name, unescape(text)) for name, text in areas)
    return found


def quotations_of(page: str) -> list[str]:
    """The quotations that a briefing shows."""
    return re.findall(r"<blockquote>“(.*?)”", page)


def test_one_can_choose_a_paper_a_theme_or_an_issue(client: TestClient) -> None:
    """Of a council, without JavaScript."""
    page = client.get("/prepare?council=Wexmere").text
    for name in ("document", "theme", "thread"):
        assert re.search(rf'<select id="{name}" name="{name}">\s*<option value="\w', page)


def test_issues_with_a_name_come_before_those_with_opening_words(client: TestClient) -> None:
    """Which are cut."""
    page = client.get("/prepare?council=Wexmere").text
    issues = re.search(r'<select id="thread".*?</select>', page, re.DOTALL)
    assert issues
    cut = ["…" in option for option in re.findall(r">([^<]+)</option>", issues[0])]
    assert any(cut)
    assert cut == sorted(cut)


def test_a_draft_shows_lines_of_enquiry_on_quotations_that_open(
    client: TestClient, draft: str
) -> None:
    """Each quotation names its page and links to it."""
    page = client.get(draft)
    assert page.status_code == 200
    assert "Lines of enquiry" in page.text
    links = re.findall(r'<blockquote>[^<]*<a href="([^"]+)"', page.text)
    assert links
    assert all(client.get(link).status_code == 200 for link in set(links))


def test_saved_unchanged_it_is_the_same_and_stays(client: TestClient, draft: str) -> None:
    """At an address of its own."""
    page = client.get(draft).text
    saved = client.post(draft, data=fields_of(page))
    assert re.search(r"/prepare/[0-9a-f]{12}$", str(saved.url))
    assert quotations_of(saved.text) == quotations_of(page)
    assert "Wording by the reader" not in saved.text
    assert quotations_of(client.get(str(saved.url)).text) == quotations_of(page)


def test_evidence_can_be_dropped_and_moved_and_questions_reworded(
    client: TestClient, draft: str
) -> None:
    """What was reworded is marked; the first saved one stays as it was."""
    page = client.get(draft).text
    fields = fields_of(page)
    said = [key for key in fields["keep"] if key.startswith("asked-")]
    line = next(key for key in fields["keep"] if key.startswith("line-"))
    first = client.post(draft, data=fields)
    fields["keep"] = [key for key in fields["keep"] if key != said[0]]
    fields[f"place-{said[-1]}"] = "0"
    fields[f"question-{line}"] = "What is <b>different</b> for a child?"
    second = client.post(f"{first.url.path}/change", data=fields)
    shown = quotations_of(second.text)
    assert len(shown) == len(quotations_of(page)) - 1
    assert shown[0] == quotations_of(page)[len(said) - 1]
    assert "What is &lt;b&gt;different&lt;/b&gt; for a child?" in second.text
    assert "Wording by the reader" in second.text
    assert quotations_of(client.get(first.url.path).text) == quotations_of(page)


def test_a_saved_briefing_is_sent_as_word_page_and_text(client: TestClient, draft: str) -> None:
    """The Word file opens, with the title of the item."""
    saved = client.post(draft, data=fields_of(client.get(draft).text)).url.path
    word = client.get(f"{saved}/briefing.docx")
    assert "attachment" in word.headers["content-disposition"]
    assert docx.Document(BytesIO(word.content)).core_properties.title.startswith("Briefing: ")
    assert client.get(f"{saved}/briefing.html").text.startswith("<!doctype html>")
    assert client.get(f"{saved}/briefing.md").text.startswith("# Briefing")
    assert client.get(f"{saved}/briefing.exe").status_code == 404


def test_a_briefing_of_the_version_before_opens_and_can_be_changed(
    client: TestClient, sample_library: Library
) -> None:
    """As it was; what is saved of it then has an address of its own."""
    old = json.loads(
        (Path(__file__).parent / "pages" / "briefing_of_0_1_0.json").read_text("utf-8")
    )
    address = f"/prepare/{save_briefing(sample_library.db, old, 'officer')}"
    page = client.get(address)
    assert page.status_code == 200
    assert f"“{old['asked'][0]['text']}”" in unescape(page.text)
    assert client.get(f"{address}/briefing.docx").status_code == 200
    fields = fields_of(client.get(f"{address}/change").text)
    assert quotations_of(client.post(f"{address}/change", data=fields).text) == quotations_of(
        page.text
    )


def test_a_meeting_typed_in_three_fields_is_the_day_of_the_draft(
    client: TestClient, draft: str
) -> None:
    """As the address with one day is, which goes on working."""
    fields = "&meeting-day=7&meeting-month=March&meeting-year=2026"
    typed = client.get(draft + fields)
    assert "For the meeting of 7 March 2026." in typed.text
    assert "For the meeting of 7 March 2026." in client.get(f"{draft}&meeting=2026-03-07").text


def test_a_day_that_is_none_is_told_in_its_place(client: TestClient, draft: str) -> None:
    """What was typed and chosen stays; the summary leads to the field."""
    reply = client.get(f"{draft}&meeting-day=31&meeting-month=2&meeting-year=2026")
    assert reply.status_code == 422
    page = reply.text
    assert "<title>Error: " in page
    assert 'href="#meeting-document-day"' in page
    assert page.count("There is no 31 February in 2026.") == 2
    assert re.search(r'id="meeting-document-day"[^>]*value="31"[^>]*aria-invalid="true"', page)
    assert re.search(r'id="meeting-theme-day"[^>]*value=""', page)
    document = draft.partition("=")[2]
    assert f'<option value="{document}" selected>' in page


def test_a_page_to_print_opens_in_the_browser(client: TestClient, draft: str) -> None:
    """It is no file, has the print style, and leads back."""
    page = client.get(draft.replace("draft?", "draft/briefing.html?"))
    assert "content-disposition" not in page.headers
    assert "print.css" in page.text
    assert f'href="{draft}"' in unescape(page.text)


def test_each_new_field_of_a_line_can_be_reworded(client: TestClient, draft: str) -> None:
    """Follow-ups one by one, who could answer, how it could end."""
    fields = fields_of(client.get(draft).text)
    line = next(key for key in fields["keep"] if key.startswith("line-"))
    typed = {
        f"follow_up-{line}-1": "And in a year?",
        f"answered_by-{line}": "The Director",
        f"ending-{line}": "A return in May.",
    }
    saved = client.post(draft, data=fields | typed).text
    assert "And in a year?" in saved
    assert "Who could answer: The Director" in saved
    assert "How it could end: A return in May." in saved
    assert "Wording by the reader" in saved


def test_saved_briefings_are_listed_and_two_of_one_draft_told(
    client: TestClient, draft: str
) -> None:
    """Each leads to the other; a change of one is told on it."""
    fields = fields_of(client.get(draft).text)
    first, second = (client.post(draft, data=fields).url.path for _ in range(2))
    third = client.post(f"{first}/change", data=fields).url.path
    listed = client.get("/prepare").text
    assert all(f'href="{address}"' in listed for address in (first, second, third))
    assert f'href="{second}"' in client.get(first).text
    assert f'href="{first}"' in client.get(second).text
    assert f'href="{third}"' in client.get(first).text
    assert f'href="{third}"' in client.get(f"{first}/change").text


def test_a_form_from_elsewhere_is_refused(client: TestClient, draft: str) -> None:
    """Nothing is saved."""
    fields = fields_of(client.get(draft).text) | {"form_key": "guessed"}
    assert client.post(draft, data=fields).status_code == 403


def test_a_wording_longer_than_a_page_is_refused(client: TestClient, draft: str) -> None:
    """With the limit in the message."""
    fields = fields_of(client.get(draft).text)
    area = next(name for name in fields if name.startswith("question-"))
    reply = client.post(draft, data=fields | {area: "x" * 2001})
    assert reply.status_code == 422
    assert "2000" in reply.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/prepare/draft", 422),
        ("/prepare/draft?council=Wexmere&theme=nothing", 422),
        ("/prepare/draft?council=Wexmere&thread=nothing", 422),
        ("/prepare/draft?document=nothing", 404),
        ("/prepare/draft?council=Wexmere&theme=caseloads&meeting=soon", 422),
        ("/prepare/nothing", 404),
    ],
)
def test_what_is_not_there_is_told(client: TestClient, address: str, status: int) -> None:
    """With a way on."""
    reply = client.get(address, headers={"accept": "text/html"})
    assert reply.status_code == status
    assert "<h1" in reply.text


def test_a_stranger_reads_and_does_not_save(
    sample_library: Library, tmp_path: Path, draft: str
) -> None:
    """On a public server: the draft and its export, no form."""
    with open_accounts(tmp_path) as accounts:
        app = create_app(sample_library, Access(accounts, open_reading=True))
        with TestClient(app) as client:
            page = client.get(draft)
            assert page.status_code == 200
            assert "<textarea" not in page.text
            assert client.post(draft, data=fields_of(page.text)).status_code == 403


def test_an_unknown_briefing_is_not_found(sample_library: Library) -> None:
    """The message names its address."""
    with pytest.raises(NotFound, match="nothing"):
        load_briefing(sample_library.db, "nothing")
