"""Reviewers' verdicts on the pages: said, seen, overtaken, undone; and the log."""

import csv
import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient

from api.auth.accounts import add_token
from api.pages.review.review import id_in
from corpus.store.asks import load_ask
from corpus.store.connection import Connection
from corpus.store.people.verdicts import iter_verdicts, save_verdict
from index.library import Library
from index.recurrence.trace import link_asks, trace_words

Enter = Callable[[str], TestClient]
FindKey = Callable[[str], str]


@pytest.fixture
def pair(own_library: Library) -> tuple[str, str]:
    """The two ids of the likeliest link of the sample."""
    first = link_asks(own_library, own_library.weigher, "Wexmere")[0]
    return first.earlier.ask.id, first.later.ask.id


def say(client: TestClient, key: str, pair: tuple[str, str], verdict: str, **more: object):
    """Post a verdict as the form does; the reply."""
    form = {"form_key": key, "one": pair[0], "other": pair[1], "verdict": verdict, "seen": 0}
    return client.post("/review/verdicts", data={**form, **more})


# --- who may ---------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/review",
        "/review/log",
        "/review/log.csv",
        "/review/log.json",
        "/review/pairs.json",
        "/review/pair?one=x",
    ],
)
def test_a_reader_is_refused_and_a_stranger_logs_in(enter: Enter, path: str) -> None:
    """In words, and with a way back."""
    assert enter("").get(path).headers["location"].startswith("/login?back=%2Freview")
    refused = enter("reader").get(path)
    assert refused.status_code == 403
    assert "This needs the role reviewer; yours is reader." in refused.text
    assert "no such page" not in refused.text


def test_a_verdict_needs_the_role_and_the_key(
    enter: Enter, find_key: FindKey, pair: tuple[str, str], own_library: Library
) -> None:
    """Neither a reader's form counts nor one without the session's key; nothing is kept."""
    reader = enter("reader")
    assert say(reader, find_key(reader.get("/").text), pair, "same").status_code == 403
    reviewer = enter("reviewer")
    reviewer.get("/review")
    for key in ("", "guess"):
        assert say(reviewer, key, pair, "same").status_code == 403
    assert reviewer.post("/review/verdicts/1/undo", data={}).status_code == 403
    assert list(iter_verdicts(own_library.db)) == []


def test_only_reviewers_see_forms_and_the_way_there(enter: Enter, pair: tuple[str, str]) -> None:
    """Readers see the record and no form; the header leads who may to the queue."""
    for name, sees in (("", False), ("reader", False), ("reviewer", True), ("administrator", True)):
        page = enter(name).get(f"/statements/{pair[0]}").text
        assert ('action="/review/verdicts"' in page) is sees
        assert ('href="/review"' in page) is sees
        assert ("Log out" in page) is bool(name)
        assert ("Log in" in page) is not bool(name)


# --- saying and undoing ----------------------------------------------------


def test_a_verdict_is_shown_on_the_statement(
    enter: Enter, find_key: FindKey, pair: tuple[str, str], own_library: Library
) -> None:
    """With who, when and why, beside what the system had said; to readers without a form."""
    client = enter("reviewer")
    key = find_key(client.get(f"/statements/{pair[0]}").text)
    back = f"/statements/{pair[0]}#pair-{pair[1]}"
    done = say(client, key, pair, "same", why="both are <b>about</b> plans", back=back)
    assert (done.status_code, done.headers["location"]) == (303, back)
    for name in ("reviewer", ""):
        page = enter(name).get(f"/statements/{pair[0]}").text
        shown = re.search(r"Said by reviewer on \d+ \w+ \d{4}: the same issue</strong>", page)
        assert shown
        assert "because both are &lt;b&gt;about&lt;/b&gt; plans" in page
        assert "The system had said: " in page
        assert (">Undo<" in page) is bool(name)
    [kept] = iter_verdicts(own_library.db)
    assert kept.score is not None
    assert 0 < kept.score < 1


def test_what_is_rejected_leaves_the_record_but_not_the_page(
    enter: Enter, find_key: FindKey, pair: tuple[str, str]
) -> None:
    """It is told apart, with its quotation, and comes back when undone."""
    client = enter("reviewer")
    address = f"/statements/{pair[0]}"
    before = client.get(address).text
    say(client, find_key(before), pair, "different")
    after = client.get(address).text
    record, _, apart = after.partition("What people said of it and other statements")
    assert f'id="pair-{pair[1]}"' in before
    assert f'id="pair-{pair[1]}"' not in record
    assert f'id="pair-{pair[1]}"' in apart
    assert "not the same issue" in apart
    undo = re.search(r"/review/verdicts/\d+/undo", apart)
    assert undo
    form = {"form_key": find_key(after), "back": address}
    assert client.post(undo[0], data=form).headers["location"] == address
    assert client.get(address).text == before


def test_typed_words_hear_a_verdict(own_library: Library) -> None:
    """What is linked to an ask about the words goes when a person parts the two."""

    def through() -> dict[str, str]:
        found = trace_words(
            own_library, own_library.weigher, own_library.topics, "management oversight", "Wexmere"
        )
        return {
            occurrence.ask.ask.id: occurrence.through.ask.id
            for occurrence in found.occurrences
            if occurrence.through
        }

    linked = through()
    assert linked
    other, ask = next(iter(linked.items()))
    for verdict, stays in (("different", False), ("same", True)):
        save_verdict(own_library.db, ask, other, verdict, "officer")
        assert (through().get(other) == ask) is stays


def test_typed_words_tell_who_linked(enter: Enter, own_library: Library) -> None:
    """A person's link is told as a person's."""
    found = trace_words(
        own_library, own_library.weigher, own_library.topics, "management oversight", "Wexmere"
    )
    occurrence = next(occurrence for occurrence in found.occurrences if occurrence.through)
    assert occurrence.through
    save_verdict(
        own_library.db, occurrence.through.ask.id, occurrence.ask.ask.id, "same", "officer"
    )
    page = enter("").get("/recurred", params={"q": "management oversight"}).text
    assert "Said by officer to be the same issue as the one on page" in page


def test_two_reviewers_at_once(
    enter: Enter, find_key: FindKey, pair: tuple[str, str], own_library: Library
) -> None:
    """The second sees what the first said and is asked again; then both are in the log."""
    first, second = enter("reviewer"), enter("colleague")
    keys = [find_key(client.get(f"/statements/{pair[0]}").text) for client in (first, second)]
    assert say(first, keys[0], pair, "same", why="one reason").status_code == 303
    reply = say(second, keys[1], pair, "different", why="my own reason", back="/review")
    assert reply.status_code == 409
    assert "Said by reviewer" in reply.text
    assert "one reason" in reply.text
    assert 'value="my own reason"' in reply.text
    assert len(list(iter_verdicts(own_library.db))) == 1
    seen = re.search(r'name="seen" value="(\d+)"', reply.text)
    assert seen
    again = say(second, keys[1], pair, "different", seen=seen[1], back="/review")
    assert again.headers["location"] == "/review"
    assert [verdict.who for verdict in iter_verdicts(own_library.db)] == ["reviewer", "colleague"]
    log = second.get("/review/log").text
    assert "Number 2 holds instead" in log


def test_the_api_tells_of_an_overtaken_verdict(
    enter: Enter, find_key: FindKey, pair: tuple[str, str], people: Connection
) -> None:
    """Where a program says what it has seen; over the API only a token changes anything."""
    client = enter("reviewer")
    say(client, find_key(client.get("/review").text), pair, "same")
    given = {"earlier": pair[0], "later": pair[1], "verdict": "different"}
    assert client.post("/api/v1/verdicts", json=given).status_code == 401
    token = {"Authorization": f"Bearer {add_token(people, 'reviewer', 'a program')}"}
    mistyped = {**given, "sen": 0}
    assert client.post("/api/v1/verdicts", json=mistyped, headers=token).status_code == 422
    seen = {**given, "seen": 0}
    assert client.post("/api/v1/verdicts", json=seen, headers=token).status_code == 409
    assert client.post("/api/v1/verdicts", json=given, headers=token).status_code == 201


@pytest.mark.parametrize(
    "wrong", [{"verdict": "maybe"}, {"seen": "x"}, {"why": "a" * 2001}, {"one": ""}]
)
def test_a_broken_form_is_refused(
    enter: Enter, find_key: FindKey, pair: tuple[str, str], wrong: dict[str, str]
) -> None:
    """And keeps nothing."""
    client = enter("reviewer")
    key = find_key(client.get("/review").text)
    given: dict[str, object] = {"verdict": "same", **wrong}
    assert say(client, key, pair, **given).status_code in (404, 422)  # type: ignore[arg-type]


# --- the queue -------------------------------------------------------------


def test_a_judged_pair_leaves_the_queue(enter: Enter, find_key: FindKey) -> None:
    """Its place is taken by the next, and the reviewer may undo what was said last."""
    client = enter("reviewer")
    page = client.get("/review").text
    [total] = re.findall(r"<h2>(\d+) pairs to judge", page)
    ends = re.findall(r'name="(?:one|other)" value="(\w+)"', page)[:2]
    assert client.get("/review?page=2").text != page
    say(client, find_key(page), (ends[0], ends[1]), "related")
    after = client.get("/review").text
    assert f"<h2>{int(total) - 1} pairs to judge" in after
    assert "You last said: <strong>related</strong>" in after
    assert "You last said" not in enter("colleague").get("/review").text


def test_a_pair_has_both_quotations_and_the_chance(enter: Enter, own_library: Library) -> None:
    """Word for word, with dates, pages and how likely it is, in words."""
    page = enter("reviewer").get("/review").text
    first = (
        page.partition('<ol class="record">')[2].partition("</ol>")[0].partition("</li>\n<li>")[0]
    )
    assert re.search(r"(?:likely|may be) the same issue", first)
    assert re.search(r"Earlier: \d+ \w+ \d{4}", first)
    assert re.search(r"page \d+", first)
    quotes = re.findall(r"(?s)<blockquote[^>]*>(.*?)</blockquote>", first)[:2]
    ends = re.findall(r'name="(?:one|other)" value="(\w+)"', first)[:2]
    for quote, end in zip(quotes, ends, strict=True):
        assert unescape(re.sub(r"<[^>]+>", "", quote)) == load_ask(own_library.db, end).text


# --- any two records -------------------------------------------------------


def test_any_two_records_can_be_linked(
    enter: Enter, find_key: FindKey, pair: tuple[str, str], own_library: Library
) -> None:
    """An ask and a finding, by the address of its page; both pages then tell."""
    [finding] = own_library.db.execute("select id from finding limit 1").fetchone()
    client = enter("reviewer")
    typed = f"http://testserver/statements/{finding}?from=mail#words"
    side = client.get("/review/pair", params={"one": pair[0], "other": typed})
    assert side.status_code == 200
    back = re.search(r'name="back" value="([^"]+)"', side.text)
    assert back
    assert unescape(back[1]) == f"/statements/{pair[0]}#pair-{finding}"
    say(client, find_key(side.text), (pair[0], finding), "same", back=unescape(back[1]))
    for statement, other in ((pair[0], finding), (finding, pair[0])):
        page = client.get(f"/statements/{statement}").text
        assert f'id="pair-{other}"' in page
        assert "the same issue" in page


@pytest.mark.parametrize("typed", ["nothing", "", "<script>alert(1)</script>"])
def test_what_is_no_statement_is_told(enter: Enter, pair: tuple[str, str], typed: str) -> None:
    """Beside the box, with what was typed, as text."""
    found = enter("reviewer").get("/review/pair", params={"one": pair[0], "other": typed})
    assert found.status_code == 422
    assert "No statement of that address or id is held" in found.text
    assert "<script>alert" not in found.text


def test_a_statement_is_not_linked_to_itself(enter: Enter, pair: tuple[str, str]) -> None:
    """And the page says so."""
    found = enter("reviewer").get("/review/pair", params={"one": pair[0], "other": pair[0]})
    assert found.status_code == 422
    assert "the statement itself" in found.text


def test_an_id_is_found_in_an_address() -> None:
    """With or without what stands after it."""
    assert id_in("/statements/ab12/") == "ab12"


# --- the log ---------------------------------------------------------------


def test_the_log_is_taken_away(enter: Enter, find_key: FindKey, pair: tuple[str, str]) -> None:
    """As CSV, in which nothing runs as a formula, and as JSON; undone verdicts stay in it."""
    client = enter("reviewer")
    key = find_key(client.get("/review").text)
    say(client, key, pair, "same", why="=1+1")
    [judged] = client.get("/review/pairs.json").json()
    assert judged["grade"] == 2
    client.post("/review/verdicts/1/undo", data={"form_key": key})
    [row] = csv.DictReader(io.StringIO(client.get("/review/log.csv").text.lstrip("\ufeff")))
    assert (row["why"], row["undone_by"], row["who"]) == ("'=1+1", "reviewer", "reviewer")
    [held] = client.get("/review/log.json").json()
    assert {held["earlier"], held["later"]} == set(pair)
    assert held["earlier_text"]
    assert "Undone by reviewer" in client.get("/review/log").text
    assert client.get("/review/pairs.json").json() == []
