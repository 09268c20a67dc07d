"""What followers are told: a feed that readers can read, e-mails that a mail server took."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_string, policy
from email.message import EmailMessage
from xml.etree import ElementTree as Xml

import pytest

from api.cli.main import main
from api.notices.feed import FeedAddress, to_atom
from api.notices.mail import MailServer, find_server
from api.notices.nightly import NightlyNotices
from api.notices.notify import notify
from api.settings import Settings
from corpus.citation import Citation
from corpus.document import Span
from corpus.errors import QueryError
from corpus.store.filters import Filters
from corpus.store.people.follows import Followed, add_follow, find_follow, iter_follows
from index.answers.following import NewItem, News, answer_news
from index.library import Library

BASE = "https://scrutiny.example"
COUNCIL = Followed("council", filters=Filters(authority="Wexmere"))
CASELOADS = Followed("search", "caseloads", Filters(authority="Wexmere"))
ATOM = {"a": "http://www.w3.org/2005/Atom"}
Bring = Callable[[Library, str], None]


class Postman(socketserver.ThreadingTCPServer):
    """A mail server on this machine, which keeps what it takes and refuses whom it is told to."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.refused = ""
        super().__init__(("127.0.0.1", 0), _Session)

    def address(self, security: str = "none") -> MailServer:
        """Where it is reached."""
        return MailServer("127.0.0.1", self.server_address[1], security, "library@example.org")


class _Session(socketserver.StreamRequestHandler):
    server: Postman

    def handle(self) -> None:
        self._say("220 here")
        for line in self.rfile:
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self._say("354 go on")
                self._take()
            elif word == b"RCPT" and self.server.refused and self.server.refused in line.decode():
                self._say("550 <clerk@example.org> is not known here")
                continue
            self._say("221 bye" if word == b"QUIT" else "250 well")
            if word == b"QUIT":
                return

    def _take(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.decode().removeprefix("."))  # a line's first dot is doubled
        self.server.taken.append(message_from_string("".join(lines), policy=policy.default))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def postman() -> Iterator[Postman]:
    """A mail server that is running."""
    with Postman() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server
        server.shutdown()


def everybody(who: str) -> bool:
    """True of everybody."""
    return True


# --- e-mails ---------------------------------------------------------------------


def test_each_follower_is_told_once(
    own_library: Library, postman: Postman, bring_anew: Bring
) -> None:
    """Of all they follow in one e-mail: the words, their place, an address, and how to stop."""
    db = own_library.db
    first = add_follow(db, CASELOADS, "officer", "officer@example.org")
    add_follow(db, COUNCIL, "officer", "officer@example.org")
    add_follow(db, COUNCIL, "silent")
    assert notify(own_library, postman.address(), BASE, everybody) == []
    bring_anew(own_library, "2023-07-24")
    [told] = notify(own_library, postman.address(), BASE, everybody)
    assert told.say() == f"officer: told of {told.items} new"
    [message] = postman.taken
    body = message.get_content()
    item = answer_news(own_library, CASELOADS, first.told).items[0]
    assert message["To"] == "officer@example.org"
    assert message["Subject"] == f"{told.items} new: Search: caseloads (Wexmere) and 1 more"
    assert f"“{' '.join(item.citation.shown.split())}”" in body
    assert f"{item.citation.title}, page {item.citation.page}" in body
    assert f"{BASE}/documents/{item.citation.document}?start=" in body
    assert f"Stop these e-mails: {BASE}/feeds/{first.token}/stop" in body
    assert message["List-Unsubscribe"].strip() == f"<{BASE}/feeds/{first.token}/stop>"
    assert notify(own_library, postman.address(), BASE, everybody) == []
    assert len(postman.taken) == 1


def test_what_was_not_sent_is_told_the_next_time(
    own_library: Library, postman: Postman, bring_anew: Bring
) -> None:
    """Others are told meanwhile; the reason is kept, without the address."""
    db = own_library.db
    clerk = add_follow(db, COUNCIL, "clerk", "clerk@example.org")
    officer = add_follow(db, COUNCIL, "officer", "officer@example.org")
    bring_anew(own_library, "2023-07-24")
    postman.refused = "clerk@"
    failed, well = notify(own_library, postman.address(), BASE, everybody)
    assert "not sent, to be tried again: the address was refused" in failed.say()
    assert "[e-mail hidden]" in failed.failure
    assert not well.failure
    assert find_follow(db, clerk.id, "clerk").told == clerk.told
    assert find_follow(db, clerk.id, "clerk").failure == failed.failure
    assert find_follow(db, officer.id, "officer").told > officer.told
    postman.refused = ""
    [again] = notify(own_library, postman.address(), BASE, everybody)
    assert (again.who, again.failure) == ("clerk", "")
    assert find_follow(db, clerk.id, "clerk").failure == ""


@pytest.mark.parametrize("security", ["none", "starttls"])
def test_a_server_that_is_not_there_leaves_all_to_be_told(
    own_library: Library, postman: Postman, bring_anew: Bring, security: str
) -> None:
    """And so does one that speaks no TLS where that is wanted."""
    for who in ("clerk", "officer"):
        add_follow(own_library.db, COUNCIL, who, f"{who}@example.org")
    bring_anew(own_library, "2023-07-24")
    server = postman.address(security)
    if security == "none":
        server = MailServer("127.0.0.1", 1, security, server.sender)
    assert all(told.failure for told in notify(own_library, server, BASE, everybody))
    assert all(follow.failure for follow in iter_follows(own_library.db))
    assert not postman.taken


def test_whoever_left_is_told_nothing(
    own_library: Library, postman: Postman, bring_anew: Bring
) -> None:
    """Their address is sent nothing."""
    add_follow(own_library.db, COUNCIL, "gone", "gone@example.org")
    bring_anew(own_library, "2023-07-24")
    assert notify(own_library, postman.address(), BASE, lambda who: who != "gone") == []


def test_the_night_tells_once(own_library: Library, postman: Postman, bring_anew: Bring) -> None:
    """From four o'clock; where one failed, again in the same night."""
    add_follow(own_library.db, COUNCIL, "", "clerk@example.org")
    bring_anew(own_library, "2023-07-24")
    nightly = NightlyNotices(own_library, postman.address(), BASE, everybody)
    assert nightly.tell_if_due(datetime(2026, 11, 3, 3, 59))
    assert not postman.taken
    postman.refused = "clerk@"
    assert not nightly.tell_if_due(datetime(2026, 11, 3, 4, 1))
    postman.refused = ""
    assert nightly.tell_if_due(datetime(2026, 11, 3, 5, 1))
    assert len(postman.taken) == 1
    bring_anew(own_library, "2023-07-24")
    assert nightly.tell_if_due(datetime(2026, 11, 3, 23, 1))
    assert len(postman.taken) == 1
    assert nightly.tell_if_due(datetime(2026, 11, 4, 4, 1))
    assert len(postman.taken) == 2


def test_the_command_tells_and_says_how_it_went(
    own_library: Library,
    postman: Postman,
    bring_anew: Bring,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """0 told, 1 not sent, 2 without a mail server: that is said plainly."""
    at = ["--library", str(own_library.path.parent)]
    assert main(["notify", *at]) == 2
    assert "THROUGHLINE_SMTP_HOST" in capsys.readouterr().err
    monkeypatch.setenv("THROUGHLINE_SMTP_HOST", "127.0.0.1")
    assert main(["notify", *at]) == 2
    assert "THROUGHLINE_MAIL_FROM" in capsys.readouterr().err
    monkeypatch.setenv("THROUGHLINE_SMTP_PORT", str(postman.server_address[1]))
    monkeypatch.setenv("THROUGHLINE_SMTP_SECURITY", "none")
    monkeypatch.setenv("THROUGHLINE_MAIL_FROM", "library@example.org")
    add = ["follow", "add", "council", "Wexmere", "--email", "clerk@example.org"]
    assert main([*add, *at]) == 0
    assert main(["notify", *at]) == 0
    assert "Nothing is new to anybody." in capsys.readouterr().out
    bring_anew(own_library, "2023-07-24")
    postman.refused = "clerk@"
    assert main(["notify", *at]) == 1
    postman.refused = ""
    assert main(["notify", "--json", *at]) == 0
    assert main(["follow", "new", *at, "--seen"]) == 0
    assert "Stop" not in capsys.readouterr().out
    assert main(["follow", "new", *at]) == 1


@pytest.mark.parametrize("sender", ["", "nobody", "a@b@c", "x <y@example.org>"])
def test_a_sender_that_is_no_address_is_told(sender: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any e-mail is written."""
    monkeypatch.setenv("THROUGHLINE_SMTP_HOST", "mail.example")
    monkeypatch.setenv("THROUGHLINE_MAIL_FROM", sender)
    with pytest.raises(QueryError, match="THROUGHLINE_MAIL_FROM"):
        find_server(Settings())


# --- feeds -----------------------------------------------------------------------


def an_item(quote: str, start: int = 0) -> NewItem:
    """A new quotation of a document."""
    span = Span(start, start + len(quote))
    of = Citation("d1", "A & B", "Ofsted", None, 3, "", "12", "", quote, span)
    return NewItem("found weak", of, "2026-11-03T09:00:00+00:00")


def test_a_feed_has_all_that_atom_requires(own_library: Library) -> None:
    """RFC 4287: ids, titles, days and authors; each entry its link and its words with place."""
    follow = add_follow(own_library.db, CASELOADS, "")
    items = (an_item("Care <plans> &\x0bmore, ask a@example.org"), an_item("Again", 90))
    address = FeedAddress(BASE, f"{BASE}/feeds/x.atom")
    feed = Xml.fromstring(to_atom(follow, News((*items, items[0]), (), 1), address))
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 2
    for element in (feed, *entries):
        for name in ("id", "title", "updated", "author/a:name"):
            assert element.findtext(f"a:{name}", namespaces=ATOM), name
        assert len(element.findall("a:id", ATOM)) == len(element.findall("a:title", ATOM)) == 1
        updated = datetime.fromisoformat(element.findtext("a:updated", "", ATOM))
        assert updated.tzinfo
    ids = [element.findtext("a:id", "", ATOM) for element in (feed, *entries)]
    assert len(set(ids)) == 3
    assert all(id_.startswith("urn:uuid:") for id_ in ids)
    [own] = feed.findall("a:link[@rel='self']", ATOM)
    assert own.get("href") == f"{BASE}/feeds/x.atom"
    [link] = entries[0].findall("a:link[@rel='alternate']", ATOM)
    assert str(link.get("href")).startswith(f"{BASE}/documents/d1?start=0&end=")
    said = entries[0].findtext("a:content", "", ATOM)
    assert (
        said == "“Care <plans> & more, ask [e-mail hidden]” (A & B, page 3, paragraph 12, no date)"
    )


def test_an_entry_keeps_its_id(own_library: Library) -> None:
    """Whenever and wherever the feed is read: a reader shows nothing twice."""
    follow = add_follow(own_library.db, CASELOADS, "")
    feeds = [
        to_atom(follow, News((an_item("Care plans"),), (), number), FeedAddress(base, base))
        for number, base in enumerate((BASE, "http://127.0.0.1:8000"))
    ]
    ids = [Xml.fromstring(feed).findtext("a:entry/a:id", "", ATOM) for feed in feeds]
    assert ids[0] == ids[1]
