"""What somebody follows as pages show it, and who that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.exceptions import HTTPException

from api.auth.rights import Access, NeedsLogin, may_keep, person_of
from corpus.citation import Citation
from corpus.store.people.accounts import find_person
from corpus.store.people.follows import Follow, iter_follows
from index.answers.following import NewItem, News, answer_news, say_followed
from index.library import Library
from index.recurrence.wording import say_day_of


@dataclass(frozen=True, slots=True)
class ItemView:
    """A new quotation, and the address of its words."""

    item: NewItem
    address: str

    @property
    def citation(self) -> Citation:
        """Its words and where they stand."""
        return self.item.citation


@dataclass(frozen=True, slots=True)
class FollowView:
    """Something followed: what it is in words, since which day something is new, and what is."""

    follow: Follow
    name: str
    since: str
    news: News


def who_follows(request: Request) -> str:
    """Whose follows a visitor has: a person's own, else those of the library on this machine.

    NeedsLogin where strangers read, and nobody would know who follows; 403 without accounts.
    """
    if not may_keep(request):
        raise _refuse(request)
    person = person_of(request)
    return person.name if person else ""


def _refuse(request: Request) -> HTTPException:
    if hasattr(request.app.state, "access"):
        return NeedsLogin(request)
    return HTTPException(403, "This server knows nobody, so nobody can follow anything here.")


def is_known(access: Access | None, who: str) -> bool:
    """True where whoever follows may read what is held: they have an account, or sit here."""
    if access is None or not who:
        return access is not None and access.open_keeping
    return find_person(access.accounts, who) is not None


def list_followed(request: Request, library: Library) -> Sequence[FollowView]:
    """All that a visitor follows, with what is new; nothing of a visitor who may not follow."""
    if not may_keep(request):
        return ()
    follows = iter_follows(library.db, who_follows(request))
    return [view_follow(library, follow) for follow in follows]


def view_follow(library: Library, follow: Follow) -> FollowView:
    """Something followed, with what came since it was last seen."""
    news = answer_news(library, follow.followed, follow.seen)
    return FollowView(follow, say_followed(follow.followed), say_day_of(follow.seen_at), news)
