"""Prepare an item: choose a paper, a theme or an issue; edit the briefing; save and export it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from api.auth.rights import OurForm, form_key, may_keep, person_of
from api.export.pack_files import FORMATS
from api.export.pack_text import say_where, to_blocks, to_body
from api.http.inputs import Id, Name
from api.pages.saved_packs import dump_pack, read_pack
from api.pages.shared.councils import CouncilChoice, choose_council
from api.pages.shared.frame import Held, address, render
from api.pages.shared.holdings import find_document
from corpus.errors import QueryError
from corpus.kinds import kinds_where
from corpus.manifest import council_name
from corpus.store.connection import Connection
from corpus.store.documents import HeldDocument, iter_dated_documents, load_document_ids
from corpus.store.people.briefings import Saved, load_briefing, save_briefing
from corpus.vocabulary.themes import Theme, load_themes
from index.answers.briefing import Item, answer_briefing
from index.answers.issues import list_threads
from index.briefing.contents import Pack, Quotation
from index.briefing.edits import Edits, Wording, edit_pack, evidence_key, key_of
from index.issues.threads import Thread
from index.library import Library
from index.recurrence.wording import shorten

router = APIRouter()

_LONGEST = 2000  # characters of a reader's wording
KeyOf = Callable[[Quotation], str]


def read_wanted(
    council: Name = "",
    document: Id = "",
    theme: Name = "",
    thread: Id = "",
    meeting: Annotated[str, Query(max_length=10)] = "",
) -> Item:
    """What an address asks for. QueryError for a day that is none."""
    try:
        day = date.fromisoformat(meeting) if meeting else None
    except ValueError as error:
        raise QueryError(f"{meeting!r} is not a day; write it as 2024-03-07") from error
    return Item(council_name(council), document, theme, thread, day)


Wanted = Annotated[Item, Depends(read_wanted)]


# --- what the pages show ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChooseView:
    """What a briefing can be on: the council's papers, themes and issues."""

    choice: CouncilChoice
    papers: Sequence[HeldDocument]
    themes: Sequence[Theme]
    threads: Sequence[Thread]


@dataclass(frozen=True, slots=True)
class Choice:
    """A quotation or measure that can be kept or dropped, and moved."""

    key: str
    text: str
    cited: str
    number: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the briefing with its choices."""

    name: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of enquiry to edit."""

    key: str
    number: int
    question: str
    follow_up: str
    full_answer: str
    evidence: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class PackView:
    """A briefing to read, and with `parts` to edit; `form` is where edits are sent, empty
    where nothing can be saved."""

    title: str
    body: Markup
    exports: Sequence[tuple[str, str]]
    change: str = ""
    saved: str = ""
    form: str = ""
    form_key: str = ""
    parts: Sequence[Part] = ()
    lines: Sequence[Line] = ()


# --- pages -----------------------------------------------------------------


@router.get("/prepare")
def choose(request: Request, library: Held, council: Name = "") -> Response:
    """What a briefing is to be on."""
    choice = choose_council(library.db, council)
    name = choice.name
    view = ChooseView(
        choice,
        tuple(iter_dated_documents(library.db, name, sorted(kinds_where(tabled=True)))),
        load_themes(),
        sorted(list_threads(library, name), key=lambda thread: thread.label) if name else (),
    )
    return render(request, "prepare.html", view)


@router.get("/prepare/draft")
def draft(request: Request, library: Held, item: Wanted) -> Response:
    """A briefing as made, with a form to edit and save it."""
    pack = make_pack(library, item)
    here = "/prepare/draft"
    form = address(here, **asdict(item))
    exports = _exports(here, asdict(item))
    return render(request, "briefing.html", _to_edit(request, pack, exports, form))


@router.post("/prepare/draft", dependencies=[OurForm])
async def save_draft(request: Request, library: Held, item: Wanted) -> Response:
    """Save a briefing with the edits of the form; on to its own address."""
    form = await request.form()
    return await run_in_threadpool(lambda: _save(request, library, make_pack(library, item), form))


@router.get("/prepare/draft/briefing.{suffix}")
def send_draft(library: Held, item: Wanted, suffix: Name) -> Response:
    """A briefing as made, as a file."""
    return _send(make_pack(library, item), suffix)


@router.get("/prepare/{saved_id}")
def show_saved(request: Request, library: Held, saved_id: Id) -> Response:
    """A briefing as somebody saved it."""
    saved = load_briefing(library.db, saved_id)
    pack = read_pack(saved.pack)
    here = f"/prepare/{saved_id}"
    view = PackView(
        pack.subject,
        _to_markup(library.db, pack),
        _exports(here),
        f"{here}/change" if may_keep(request) else "",
        _say_saved(saved),
    )
    return render(request, "briefing.html", view)


@router.get("/prepare/{saved_id}/change")
def change(request: Request, library: Held, saved_id: Id) -> Response:
    """A saved briefing with a form to edit it; what is saved then has an address of its own."""
    pack = _load(library.db, saved_id)
    here = f"/prepare/{saved_id}"
    view = _to_edit(request, pack, _exports(here), f"{here}/change")
    return render(request, "briefing.html", view)


@router.post("/prepare/{saved_id}/change", dependencies=[OurForm])
async def save_change(request: Request, library: Held, saved_id: Id) -> Response:
    """Save a changed briefing beside the one that it was made of."""
    form = await request.form()
    return await run_in_threadpool(
        lambda: _save(request, library, _load(library.db, saved_id), form)
    )


@router.get("/prepare/{saved_id}/briefing.{suffix}")
def send_saved(library: Held, saved_id: Id, suffix: Name) -> Response:
    """A saved briefing as a file."""
    return _send(_load(library.db, saved_id), suffix)


# --- making ----------------------------------------------------------------


def make_pack(library: Library, item: Item) -> Pack:
    """The briefing asked for, made once. QueryError where nothing or too little is named.

    NotFound where the paper named is not held.
    """
    if item.document:
        find_document(library.db, item.document)
    elif not item.council:
        raise QueryError("Choose a council, then a paper, a theme or an issue: /prepare")
    elif not (item.theme or item.thread):
        raise QueryError("Choose a paper, a theme or an issue: /prepare")
    return answer_briefing(library, item)


def _load(db: Connection, saved_id: Id) -> Pack:
    """A saved briefing's pack. NotFound where none was saved there."""
    return read_pack(load_briefing(db, saved_id).pack)


def _to_markup(db: Connection, pack: Pack) -> Markup:
    """The briefing as HTML; what it quotes is escaped by `to_body`."""
    held = load_document_ids(db)

    def address_of(quotation: Quotation) -> str:
        document = quotation.citation.document
        if document not in held:
            return ""
        return f"/statements/{quotation.id}" if quotation.id else f"/documents/{document}"

    return Markup(to_body(to_blocks(pack, address_of)))


def _exports(here: str, query: Mapping[str, Any] = MappingProxyType({})) -> list[tuple[str, str]]:
    """Each format, and the address at which the briefing of `here` is sent in it."""
    return [(suffix, address(f"{here}/briefing{suffix}", **query)) for suffix in FORMATS]


def _say_saved(saved: Saved) -> str:
    by = f" by {saved.who}" if saved.who else ""
    return f"Saved on {saved.saved_at[:10]} at {saved.saved_at[11:16]} UTC{by}."


def _send(pack: Pack, suffix: str) -> Response:
    written = FORMATS.get(f".{suffix}")
    if written is None:
        raise HTTPException(404)
    headers = {"Content-Disposition": f'attachment; filename="briefing.{suffix}"'}
    return Response(written.write(pack), media_type=written.media_type, headers=headers)


# --- editing ---------------------------------------------------------------


def _to_edit(
    request: Request, pack: Pack, exports: Sequence[tuple[str, str]], form: str
) -> PackView:
    library: Library = request.app.state.library
    may = may_keep(request)
    return PackView(
        pack.subject,
        _to_markup(library.db, pack),
        exports,
        form=form if may else "",
        form_key=form_key(request) if may else "",
        parts=_parts(pack) if may else (),
        lines=_lines(pack) if may else (),
    )


def _parts(pack: Pack) -> list[Part]:
    questions = [exchange.question for exchange in pack.told]
    figures = [
        Choice(key_of("figure", figure.measure), figure.measure, figure.latest, number)
        for number, figure in enumerate(pack.figures, 1)
    ]
    asked = _choices(pack, pack.asked, _key_in("asked"))
    council_said = _choices(pack, pack.council_said, _key_in("said"))
    parts = [
        Part("What outside bodies asked for", asked),
        Part("What the council says and planned", council_said),
        Part("Measures", figures),
        Part("What members asked before", _choices(pack, questions, _key_in("told"))),
    ]
    return [part for part in parts if part.choices]


def _key_in(part: str) -> KeyOf:
    """What gives the key of a quotation in a part."""
    return lambda quotation: key_of(part, quotation.citation.quote)


def _choices(pack: Pack, quotations: Iterable[Quotation], key: KeyOf) -> list[Choice]:
    return [
        Choice(
            key(quotation),
            shorten(quotation.citation.quote),
            say_where(quotation, pack),
            number,
        )
        for number, quotation in enumerate(quotations, 1)
    ]


def _lines(pack: Pack) -> list[Line]:
    return [
        Line(
            key_of("line", enquiry.issue),
            number,
            enquiry.question,
            " ".join(enquiry.follow_ups),
            enquiry.full_answer,
            _choices(pack, enquiry.evidence, partial(evidence_key, enquiry)),
        )
        for number, enquiry in enumerate(pack.enquiries, 1)
    ]


def _save(request: Request, library: Library, pack: Pack, form: FormData) -> Response:
    """Keep the briefing with the form's edits. 403 where this visitor may not."""
    if not may_keep(request):
        raise HTTPException(403, "Log in to save a briefing.")
    edited = edit_pack(pack, _read_edits(form))
    person = person_of(request)
    id_ = save_briefing(library.db, dump_pack(edited), person.name if person else "")
    return RedirectResponse(f"/prepare/{id_}", 303)


def _read_edits(form: FormData) -> Edits:
    """What the form says. QueryError for a wording that is longer than a page."""
    typed = {name: str(value).strip() for name, value in form.items()}
    if any(len(value) > _LONGEST for value in typed.values()):
        raise QueryError(f"A wording is longer than {_LONGEST} characters; shorten it")
    places = {
        name.removeprefix("place-"): int(value)
        for name, value in typed.items()
        if name.startswith("place-") and value.isdecimal()
    }
    kept = frozenset(str(value) for value in form.getlist("keep"))
    return Edits(kept, places, {key: _wording(typed, key) for key in kept})


def _wording(typed: dict[str, str], key: str) -> Wording:
    names = ("question", "follow_up", "full_answer")
    return Wording(*(typed.get(f"{name}-{key}", "") for name in names))
