"""Telling followers by e-mail what is new: each once, and again where it could not be sent."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.notices.mail import MailServer, Notice, send, write_message
from corpus.errors import NotSent
from corpus.store.people.follows import Follow, iter_follows, mark_told, note_failure
from index.answers.following import answer_news
from index.library import Library

IsKnown = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the e-mail to one follower: how much it tells, and why it was not sent."""

    who: str
    items: int
    failure: str = ""

    def say(self) -> str:
        """The outcome in a line; the address is not repeated."""
        name = self.who or "this library's follower"
        if self.failure:
            return f"{name}: not sent, to be tried again: {self.failure}"
        return f"{name}: told of {self.items} new"


@dataclass(frozen=True, slots=True)
class _Letter:
    """An e-mail to be sent: to whom, and what is new of all that they follow."""

    who: str
    to: str
    notices: tuple[Notice, ...]

    def told(self, failure: str = "") -> Told:
        return Told(self.who, sum(len(each.news.items) for each in self.notices), failure)


def notify(library: Library, server: MailServer, base: str, is_known: IsKnown) -> list[Told]:
    """Send each follower their new items, and what became of each e-mail.

    What is new counts as told once the mail server has taken it, and not before. Nobody is
    told who is not known any more.
    """
    letters = list(_find_letters(library, is_known))
    if not letters:
        return []
    told: list[Told] = []
    try:
        with server.connect() as smtp:
            for letter in letters:
                told.append(_deliver(library, smtp, server.sender, base, letter))
    except NotSent as error:
        told += [_note(library, letter, str(error)) for letter in letters[len(told) :]]
    return told


def _find_letters(library: Library, is_known: IsKnown) -> Iterator[_Letter]:
    follows = [each for each in iter_follows(library.db) if each.email and is_known(each.who)]
    by_reader = sorted(follows, key=_reader_of)
    for (who, to), theirs in groupby(by_reader, key=_reader_of):
        notices = tuple(_find_notices(library, list(theirs)))
        if notices:
            yield _Letter(who, to, notices)


def _reader_of(follow: Follow) -> tuple[str, str]:
    return follow.who, follow.email


def _find_notices(library: Library, follows: Sequence[Follow]) -> Iterator[Notice]:
    """What is new; where nothing is, that much is told."""
    for follow in follows:
        news = answer_news(library, follow.followed, follow.told)
        if news.items:
            yield Notice(follow, news)
        elif not news.remark:
            mark_told(library.db, follow, news.upto)


def _deliver(library: Library, smtp: smtplib.SMTP, sender: str, base: str, letter: _Letter) -> Told:
    try:
        send(smtp, write_message(sender, letter.to, letter.notices, base))
    except NotSent as error:
        return _note(library, letter, str(error))
    for notice in letter.notices:
        mark_told(library.db, notice.follow, notice.news.upto)
    return letter.told()


def _note(library: Library, letter: _Letter, reason: str) -> Told:
    for notice in letter.notices:
        note_failure(library.db, notice.follow, reason)
    return letter.told(reason)
