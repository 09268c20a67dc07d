"""The commands of followers: what somebody follows, and telling all of them by e-mail."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from api.cli import inputs
from api.cli.commands import ANSWERED, NOTHING, library_folder
from api.settings import Settings

if TYPE_CHECKING:
    from api.cli.keeping import Commands
    from api.http.people.shapes import NewsOut
    from api.notices.notify import IsKnown
    from corpus.store.people.follows import Followed
    from index.library import Library

_WHO = "whose: a name with an account; else those of the library on this machine"


def add_following(commands: Commands, add_library: Callable[[ArgumentParser], None]) -> None:
    """The commands, with their options."""
    notify = _command(commands, "notify", "send each follower by e-mail what is new to them")
    follow = _command(commands, "follow", "follow a search, a subject, a council, or a kind")
    what = follow.add_subparsers(dest="what", metavar="what", required=True)
    add = what.add_parser("add", help="follow something from now on")
    add.add_argument("kind", choices=("search", "subject", "council", "kind"))
    add.add_argument(
        "words", type=inputs.words, help="the words, the council, or the kind of document"
    )
    add.add_argument("--authority", type=inputs.words, default="", help="of this council alone")
    add.add_argument("--email", default="", metavar="ADDRESS", help="tell by e-mail as well")
    new = what.add_parser("new", help="what is new, of one thing or of all that is followed")
    new.add_argument("id", nargs="?", default="")
    new.add_argument("--seen", action="store_true", help="count it as seen afterwards")
    remove = what.add_parser("remove", help="follow it no more")
    remove.add_argument("id")
    listed = what.add_parser("list", help="all that is followed")
    for parser in (add, new, remove, listed):
        parser.add_argument("--who", type=inputs.words, default="", metavar="NAME", help=_WHO)
    for parser in (notify, add, new, remove, listed):
        add_library(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON value")


def _command(commands: Commands, name: str, says: str) -> ArgumentParser:
    return commands.add_parser(name, help=says, description=says)


# --- telling -----------------------------------------------------------------------


def run_notify(arguments: Namespace) -> int:
    """E-mails to followers; 1 where one could not be sent. QueryError without a mail server."""
    from api.notices.mail import require_server
    from api.notices.notify import notify

    settings = Settings()
    server = require_server(settings)
    with _open(arguments) as library, _known_people(arguments) as is_known:
        told = notify(library, server, settings.address, is_known)
    if arguments.json:
        _print_json(told)
    else:
        print("\n".join(each.say() for each in told) or "Nothing is new to anybody.")
    return NOTHING if any(each.failure for each in told) else ANSWERED


@contextmanager
def _known_people(arguments: Namespace) -> Iterator[IsKnown]:
    """What tells whether a follower has an account now; whoever sits here needs none."""
    from corpus.store.people.accounts import find_person, open_accounts

    with open_accounts(library_folder(arguments)) as accounts:
        yield lambda who: not who or find_person(accounts, who) is not None


# --- following ---------------------------------------------------------------------


def run_follow(arguments: Namespace) -> int:
    """What somebody follows: added, listed, removed, and what is new of it."""
    with _open(arguments) as library:
        return _FOLLOW[arguments.what](library, arguments)


def _add(library: Library, arguments: Namespace) -> int:
    from api.http.people.shapes import to_follow
    from corpus.store.people.follows import add_follow
    from index.answers.following import check_followed, say_followed

    followed = _to_followed(library, arguments)
    check_followed(library, followed)
    follow = add_follow(library.db, followed, arguments.who, arguments.email)
    shape = to_follow(follow, Settings().address)
    said = f"{follow.id}: {say_followed(followed)}. The feed: {shape.feed}"
    return _say(arguments, shape, said)


def _to_followed(library: Library, arguments: Namespace) -> Followed:
    """What the options name."""
    from corpus.manifest import council_name
    from corpus.store.documents import only_authority
    from corpus.store.filters import Filters
    from corpus.store.people.follows import Followed

    council, words = council_name(arguments.authority), arguments.words
    if arguments.kind == "council":
        return Followed("council", filters=Filters(authority=council_name(words)))
    if arguments.kind == "kind":
        return Followed("kind", filters=Filters(authority=council, kind=words))
    if arguments.kind == "subject":
        council = council or only_authority(library.db)
    return Followed(arguments.kind, words, Filters(authority=council))


def _list(library: Library, arguments: Namespace) -> int:
    from api.http.people.shapes import to_follow
    from corpus.store.people.follows import iter_follows

    follows = [
        to_follow(each, Settings().address) for each in iter_follows(library.db, arguments.who)
    ]
    said = [f"{each.id}: {each.name}, since {each.since[:10]}. {each.feed}" for each in follows]
    return _say(arguments, follows, "\n".join(said) or "Nothing is followed.", bool(follows))


def _remove(library: Library, arguments: Namespace) -> int:
    from corpus.store.people.follows import find_follow, remove_follow

    remove_follow(library.db, find_follow(library.db, arguments.id, arguments.who))
    return _say(arguments, {"removed": arguments.id}, f"{arguments.id} is followed no more.")


def _tell_new(library: Library, arguments: Namespace) -> int:
    """What is new; 1 where nothing is."""
    from api.http.people.shapes import to_news
    from corpus.store.people.follows import find_follow, iter_follows, mark_seen
    from index.answers.following import answer_news

    db, who = library.db, arguments.who
    follows = [find_follow(db, arguments.id, who)] if arguments.id else list(iter_follows(db, who))
    found = [(each, answer_news(library, each.followed, each.seen)) for each in follows]
    shapes = [to_news(follow, news, Settings().address) for follow, news in found]
    said = "\n\n".join(_say_news(shape) for shape in shapes) or "Nothing is followed."
    code = _say(arguments, shapes, said, any(news.items for _, news in found))
    for follow, news in found if arguments.seen else ():
        mark_seen(db, follow, news.upto)
    return code


def _say_news(shape: NewsOut) -> str:
    """What is new of one thing, each quotation with its place and address."""
    lines = [f"{shape.follow.id}: {shape.follow.name}, new since {shape.follow.since[:10]}:"]
    lines += [f"  {shape.remark}"] if shape.remark else []
    if not shape.items:
        documents = len(shape.documents)
        return "\n".join([*lines, f"  nothing, in {documents} new document(s) looked through"])
    for item in shape.items:
        quoted = item.quoted
        lead = f"[{quoted.lead}] " if quoted.lead else ""
        lines += [f"  {quoted.body}, {quoted.published}: {item.says}", f"    {lead}“{quoted.text}”"]
        lines += [f"    {quoted.title}, {quoted.place}", f"    {item.link}"]
    return "\n".join(lines)


_FOLLOW: Mapping[str, Callable[[Any, Namespace], int]] = {
    "add": _add,
    "list": _list,
    "remove": _remove,
    "new": _tell_new,
}


# --- shared ------------------------------------------------------------------------


@contextmanager
def _open(arguments: Namespace) -> Iterator[Library]:
    from index.library import open_library

    with open_library(library_folder(arguments)) as library:
        yield library


def _say(arguments: Namespace, value: Any, in_words: str, answered: bool = True) -> int:
    if arguments.json:
        _print_json(value)
    else:
        print(in_words)
    return ANSWERED if answered else NOTHING


def _print_json(value: Any) -> None:
    json.dump(to_jsonable_python(value), sys.stdout, ensure_ascii=False, indent=1)
    print()


FOLLOWING: Mapping[str, Callable[[Namespace], int]] = {"follow": run_follow, "notify": run_notify}
