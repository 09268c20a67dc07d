"""What people follow over HTTP: the list, starting, what is new, and stopping; with a token."""

from __future__ import annotations

from fastapi import FastAPI, Request
from pydantic import BaseModel, ConfigDict

from api.auth.rights import Reader
from api.http.described import problems
from api.http.inputs import Id, Name, VerdictNumber, Words
from api.http.people.shapes import FollowOut, NewsOut, to_follow, to_news
from corpus.errors import QueryError
from corpus.manifest import council_name
from corpus.store.filters import Filters
from corpus.store.people.follows import (
    Followed,
    What,
    add_follow,
    find_follow,
    iter_follows,
    mark_seen,
    remove_follow,
)
from index.answers.following import answer_news, check_followed
from index.library import Library


class FollowIn(BaseModel):
    """What to follow: words of a search or a subject, a council, a kind of document.

    E-mails go to `email`; to nobody where it is empty.
    """

    model_config = ConfigDict(extra="forbid")

    what: What
    words: Words = ""
    authority: Name = ""
    kind: Name = ""
    email: Name = ""

    def to_followed(self) -> Followed:
        """What is named. QueryError where a subject is named without its council."""
        if self.what == "subject" and not self.authority:
            raise QueryError("authority: name the council; a record is that of one council")
        filters = Filters(authority=council_name(self.authority), kind=self.kind)
        return Followed(self.what, self.words.strip(), filters)


class SeenIn(BaseModel):
    """Up to which arrival what is new was seen: `upto` of what was told."""

    model_config = ConfigDict(extra="forbid")

    upto: VerdictNumber


def add_follows(app: FastAPI, library: Library) -> None:
    """The addresses of follows, for an application that knows its people."""

    @app.get("/api/v1/follows", responses=problems(403))
    def follows(request: Request, person: Reader) -> list[FollowOut]:
        """All that the person follows."""
        base = _base_of(request)
        return [to_follow(follow, base) for follow in iter_follows(library.db, person.name)]

    @app.post("/api/v1/follows", status_code=201, responses=problems(400, 403, 404, 411, 413))
    def begin(request: Request, person: Reader, given: FollowIn) -> FollowOut:
        """Follow something from now on."""
        followed = given.to_followed()
        check_followed(library, followed)
        follow = add_follow(library.db, followed, person.name, given.email.strip())
        return to_follow(follow, _base_of(request))

    @app.get("/api/v1/follows/{follow_id}/new", responses=problems(403, 404))
    def news(request: Request, person: Reader, follow_id: Id) -> NewsOut:
        """What is new since it was last seen."""
        follow = find_follow(library.db, follow_id, person.name)
        found = answer_news(library, follow.followed, follow.seen)
        return to_news(follow, found, _base_of(request))

    @app.post(
        "/api/v1/follows/{follow_id}/seen",
        status_code=204,
        responses=problems(400, 403, 404, 411, 413),
    )
    def seen(person: Reader, follow_id: Id, given: SeenIn) -> None:
        """Keep that what was told was seen."""
        mark_seen(library.db, find_follow(library.db, follow_id, person.name), given.upto)

    @app.delete(
        "/api/v1/follows/{follow_id}", status_code=204, responses=problems(403, 404, 411, 413)
    )
    def stop(person: Reader, follow_id: Id) -> None:
        """Follow it no more."""
        remove_follow(library.db, find_follow(library.db, follow_id, person.name))


def _base_of(request: Request) -> str:
    return str(request.base_url).rstrip("/")
