"""What people follow over HTTP: the list, starting, what is new, and stopping; with a token."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import FastAPI, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.auth.rights import Reader
from api.http.described import problems
from api.http.inputs import Id, Name, VerdictNumber, Words
from api.http.people.shapes import FollowOut, NewsOut, to_follow, to_news
from corpus.manifest import council_name
from corpus.store.filters import Filters
from corpus.store.people.follows import (
    Followed,
    add_follow,
    find_follow,
    iter_follows,
    mark_seen,
    remove_follow,
)
from index.answers.following import answer_news, check_followed
from index.library import Library

Named = Annotated[str, StringConstraints(min_length=1, max_length=200)]
# Narrower than what people have: it is told in the description, so that programs know.
Email = Annotated[
    str,
    StringConstraints(
        pattern=r"^([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{2,30}){1,3})?$"
    ),
]


class _Given(BaseModel):
    """What every follow may say: where e-mails go; to nobody where it is empty."""

    model_config = ConfigDict(extra="forbid")

    email: Email = ""


class SearchIn(_Given):
    """A search to follow, of a council and a kind of document where these are named."""

    what: Literal["search"]
    words: Annotated[Words, Field(json_schema_extra={"format": "query"})]
    authority: Name = ""
    kind: Name = ""

    def to_followed(self) -> Followed:
        """What is named."""
        filters = Filters(authority=council_name(self.authority), kind=self.kind)
        return Followed("search", self.words.strip(), filters)


class SubjectIn(_Given):
    """A subject to follow, in the record of a council."""

    what: Literal["subject"]
    words: Annotated[Words, Field(json_schema_extra={"format": "subject"})]
    authority: Named

    def to_followed(self) -> Followed:
        """What is named."""
        filters = Filters(authority=council_name(self.authority))
        return Followed("subject", self.words.strip(), filters)


class CouncilIn(_Given):
    """A council to follow."""

    what: Literal["council"]
    authority: Named

    def to_followed(self) -> Followed:
        """What is named."""
        return Followed("council", filters=Filters(authority=council_name(self.authority)))


class KindIn(_Given):
    """A kind of document to follow, of a council where one is named."""

    what: Literal["kind"]
    kind: Named
    authority: Name = ""

    def to_followed(self) -> Followed:
        """What is named."""
        filters = Filters(authority=council_name(self.authority), kind=self.kind)
        return Followed("kind", filters=filters)


FollowIn = Annotated[SearchIn | SubjectIn | CouncilIn | KindIn, Field(discriminator="what")]


class SeenIn(BaseModel):
    """Up to which arrival what is new was seen: `upto` of what was told."""

    model_config = ConfigDict(extra="forbid")

    upto: Annotated[VerdictNumber, Field(strict=True)]


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
