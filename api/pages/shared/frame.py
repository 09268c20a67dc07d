"""What every page shares: the templates, what stands around a page, and how one is sent.

A page's module parses the address, calls one function and gives `render` a view: a frozen
dataclass of what the template shows. Templates escape everything and decide nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.auth.rights import form_key, is_known_by, may_run, person_of
from api.export.links import address_of
from api.http.watching.backups import BackupWatch
from api.pages.shared import words
from api.pages.shared.glossary import explain, identify
from corpus.citation import say_lead, say_place, say_source
from corpus.store.people.accounts import Person, Role
from index.issues.status import say_state
from index.library import Library
from index.recurrence.follow_up import label_of
from index.recurrence.wording import say_about, say_day, say_times


@dataclass(frozen=True, slots=True)
class Task:
    """A place in the page's header."""

    address: str
    name: str


TASKS = (
    Task("/search", "Search"),
    Task("/recurred", "Has this come up before?"),
    Task("/questions", "Many subjects at once"),
    Task("/prepare", "Prepare an item"),
    Task("/issues", "Issues over time"),
    Task("/asks", "What was asked for"),
    Task("/documents", "Documents"),
    Task("/follow", "What you follow"),
    Task("/about", "How good is this?"),
)


# A place for those who may do more than read, and the role that it needs.
RoleTask = tuple[Role, Task]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page: their name and role if they are logged in, and what they may do more.

    `key` is what a form of theirs carries; `can_log_in` is true where people have accounts,
    `has_session` where they logged in here and can log out. `alarm` is why the server's last
    backup was not written, for whoever runs it.
    """

    person: Person | None
    tasks: tuple[Task, ...]
    key: str
    can_log_in: bool
    has_session: bool
    alarm: str = ""


def visitor_of(request: Request) -> Visitor:
    """The visitor that a page is made for."""
    person = person_of(request)
    places: tuple[RoleTask, ...] = getattr(request.app.state, "role_tasks", ())
    return Visitor(
        person,
        tuple(task for role, task in places if person and person.may(role)),
        form_key(request) if person else "",
        hasattr(request.app.state, "access"),
        is_known_by(request, "session"),
        _alarm_for(request),
    )


def _alarm_for(request: Request) -> str:
    backups: BackupWatch | None = getattr(request.app.state, "backups", None)
    return backups.failure if backups and may_run(request) else ""


def library_of(request: Request) -> Library:
    """The library that the application answers from."""
    library: Library = request.app.state.library
    return library


Held = Annotated[Library, Depends(library_of)]


def render(request: Request, template: str, view: Any = None, status: int = 200) -> HTMLResponse:
    """A page as sent: the template filled with the view, in the frame all pages share."""
    filled = (
        environment()
        .get_template(template)
        .render(view=view, path=request.url.path, visitor=visitor_of(request))
    )
    return HTMLResponse(filled, status)


@cache
def environment() -> Environment:
    """The templates. What they print is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        tasks=TASKS, static=static_address, link=address, explain=explain, term_id=identify
    )
    made.filters.update(
        day=say_day,
        kind=words.say_kind,
        label=label_of,
        framework=words.say_framework,
        ask_kind=words.say_ask_kind,
        count=words.say_count,
        times=say_times,
        stated=words.say_stated,
        about=say_about,
        state=say_state,
        place=say_place,
        lead=say_lead,
        source=say_source,
        address=address_of,
    )
    return made


@cache
def static_address(name: str) -> str:
    """The address of a style sheet, script or picture; a changed file has a new one."""
    content = files("api.pages").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:8]}"


def address_with(query: Any, path: str, **changes: object) -> str:
    """The address of what a query's dataclass asks for, with changes, from its first page.

    Values that are the defaults of the dataclass are left out.
    """
    usual: dict[str, object] = {field.name: field.default for field in fields(query)}
    values = {name: getattr(query, name) for name in usual} | {"page": 1} | changes
    return address(path, **{k: v for k, v in values.items() if v != usual.get(k, "")})


def address(path: str, **query: object) -> str:
    """A path with a query; empty values are left out, so that a view has one address.

    >>> address("/search", q="care plans", council="", kind=("letter", "plan"), page=2)
    '/search?q=care+plans&kind=letter&kind=plan&page=2'
    """
    given = {name: value for name, value in query.items() if value not in ("", None, False, ())}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path
