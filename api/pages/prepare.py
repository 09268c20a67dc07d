"""Prepare an item: choose a paper, a theme or an issue; edit the briefing; save and export it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
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
from api.export.fitting import fit_blocks, fit_points
from api.export.pack_files import FORMATS
from api.export.pack_markup import to_body
from api.export.pack_text import say_asked, say_where, to_blocks
from api.http.inputs import Id, Name, Typed, TypedDay, read_day
from api.pages.saved_packs import dump_pack, read_pack
from api.pages.shared.councils import CouncilChoice, choose_council
from api.pages.shared.frame import Held, address, library_of, render
from api.pages.shared.holdings import find_document
from corpus.errors import QueryError
from corpus.kinds import kinds_where
from corpus.manifest import council_name
from corpus.store.connection import Connection
from corpus.store.documents import HeldDocument, iter_dated_documents, load_document_ids
from corpus.store.people.briefings import (
    Saved,
    SavedLine,
    list_beside,
    list_saved,
    load_briefing,
    save_briefing,
)
from corpus.vocabulary.themes import Theme, load_themes
from index.answers.briefing import Item, answer_briefing
from index.answers.issues import list_threads
from index.briefing.contents import Pack, Quotation
from index.briefing.edits import Edits, Wording, edit_pack, evidence_key, key_of
from index.issues.threads import Thread
from index.library import Library
from index.recurrence.wording import quote_sentence

router = APIRouter()

_LONGEST = 2000  # characters of a reader's wording
KeyOf = Callable[[Quotation], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks a briefing on, and the day of its meeting as typed in three fields."""

    item: Item
    typed: TypedDay


def read_asked(
    council: Name = "",
    document: Id = "",
    theme: Name = "",
    thread: Id = "",
    meeting: Annotated[str, Query(max_length=10)] = "",
    day: Annotated[Typed, Query(alias="meeting-day")] = "",
    month: Annotated[Typed, Query(alias="meeting-month")] = "",
    year: Annotated[Typed, Query(alias="meeting-year")] = "",
) -> Asked:
    """What an address asks for: the day in three fields, or as 2024-03-07 in one.

    QueryError where that is no day.
    """
    try:
        whole = date.fromisoformat(meeting) if meeting else None
    except ValueError as error:
        raise QueryError(f"{meeting!r} is not a day; write it as 2024-03-07") from error
    typed = read_day(day, month, year)
    return Asked(Item(council_name(council), document, theme, thread, typed.value or whole), typed)


def read_wanted(asked: Annotated[Asked, Depends(read_asked)]) -> Item:
    """The item asked for. QueryError for a day that is none."""
    if asked.typed.fault:
        raise QueryError(f"Day of the meeting: {asked.typed.fault}")
    return asked.item


Wanted = Annotated[Item, Depends(read_wanted)]


# --- what the pages show ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChooseView:
    """What a briefing can be on: the council's papers, themes and issues; what was asked for
    and cannot be made as typed; and what the visitor saved."""

    choice: CouncilChoice
    papers: Sequence[HeldDocument]
    themes: Sequence[Theme]
    threads: Sequence[Thread]
    asked: Asked
    saved: Sequence[SavedLine]

    @property
    def faulty(self) -> str:
        """The form whose day is none: `document`, `theme`, `thread`, empty where none is."""
        item = self.asked.item
        names = ("document", "theme", "thread") if self.asked.typed.fault else ()
        return next((name for name in names if getattr(item, name)), "")

    def typed_in(self, form: str) -> TypedDay:
        """What the day's fields of a form show."""
        return self.asked.typed if form == self.faulty else TypedDay()


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
    follow_ups: Sequence[str]
    full_answer: str
    answered_by: str
    ending: str
    evidence: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class PackView:
    """A briefing to read, and with `parts` to edit; `form` is where edits are sent, empty
    where nothing can be saved."""

    title: str
    body: Markup
    points: float
    exports: Sequence[tuple[str, str]]
    change: str = ""
    saved: str = ""
    beside: Sequence[SavedLine] = ()
    form: str = ""
    form_key: str = ""
    parts: Sequence[Part] = ()
    lines: Sequence[Line] = ()


@dataclass(frozen=True, slots=True)
class SheetView:
    """A briefing to print, at the size that two pages ask for; `back` is where it is read."""

    title: str
    body: Markup
    points: float
    back: str


# --- pages -----------------------------------------------------------------


@router.get("/prepare")
def choose(request: Request, library: Held, council: Name = "") -> Response:
    """What a briefing is to be on."""
    return _show_choices(request, library, council, Asked(Item(), TypedDay()))


def _show_choices(
    request: Request, library: Library, council: str, asked: Asked, status: int = 200
) -> Response:
    choice = choose_council(library.db, council)
    name = choice.name
    person = person_of(request)
    view = ChooseView(
        choice,
        tuple(iter_dated_documents(library.db, name, sorted(kinds_where(tabled=True)))),
        load_themes(),
        sorted(list_threads(library, name), key=_named_first) if name else (),
        asked,
        list_saved(library.db, person.name if person else "") if may_keep(request) else (),
    )
    return render(request, "prepare.html", view, status)


def _named_first(thread: Thread) -> tuple[bool, str]:
    """What is known by the name of an issue, then what only has its own opening words."""
    return not thread.issue, thread.label


@router.get("/prepare/draft")
def draft(
    request: Request, library: Held, asked: Annotated[Asked, Depends(read_asked)]
) -> Response:
    """A briefing as made, with a form to edit and save it; where the day is none, the form."""
    item = asked.item
    if asked.typed.fault:
        held = find_document(library.db, item.document) if item.document else None
        council = held.authority if held else item.council
        return _show_choices(request, library, council, asked, 422)
    pack = make_pack(library, item)
    here = "/prepare/draft"
    exports = _exports(here, asdict(item))
    return render(request, "briefing.html", _to_edit(request, pack, exports, _draft_of(item)))


def _draft_of(item: Item) -> str:
    """The one address of an item's draft."""
    return address("/prepare/draft", **asdict(item))


@router.post("/prepare/draft", dependencies=[OurForm])
async def save_draft(request: Request, library: Held, item: Wanted) -> Response:
    """Save a briefing with the edits of the form; on to its own address."""
    form = await request.form()
    return await run_in_threadpool(
        lambda: _save(request, library, make_pack(library, item), form, _draft_of(item))
    )


@router.get("/prepare/draft/briefing.{suffix}")
def send_draft(request: Request, library: Held, item: Wanted, suffix: Name) -> Response:
    """A briefing as made: a page to print, or a file."""
    return _send(request, make_pack(library, item), suffix, _draft_of(item))


@router.get("/prepare/{saved_id}")
def show_saved(request: Request, library: Held, saved_id: Id) -> Response:
    """A briefing as somebody saved it."""
    saved = load_briefing(library.db, saved_id)
    pack = read_pack(saved.pack)
    here = f"/prepare/{saved_id}"
    view = PackView(
        pack.subject,
        *_to_markup(library.db, pack),
        _exports(here),
        f"{here}/change" if may_keep(request) else "",
        _say_saved(saved),
        list_beside(library.db, saved) if may_keep(request) else (),
    )
    return render(request, "briefing.html", view)


@router.get("/prepare/{saved_id}/change")
def change(request: Request, library: Held, saved_id: Id) -> Response:
    """A saved briefing with a form to edit it; what is saved then has an address of its own."""
    saved = load_briefing(library.db, saved_id)
    here = f"/prepare/{saved_id}"
    view = _to_edit(request, read_pack(saved.pack), _exports(here), f"{here}/change")
    beside = list_beside(library.db, saved) if view.form else ()
    return render(request, "briefing.html", replace(view, beside=beside))


@router.post("/prepare/{saved_id}/change", dependencies=[OurForm])
async def save_change(request: Request, library: Held, saved_id: Id) -> Response:
    """Save a changed briefing beside the one that it was made of."""
    form = await request.form()
    return await run_in_threadpool(
        lambda: _save(request, library, _load(library.db, saved_id), form, saved_id)
    )


@router.get("/prepare/{saved_id}/briefing.{suffix}")
def send_saved(request: Request, library: Held, saved_id: Id, suffix: Name) -> Response:
    """A saved briefing: a page to print, or a file."""
    return _send(request, _load(library.db, saved_id), suffix, f"/prepare/{saved_id}")


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


def _to_markup(db: Connection, pack: Pack, whole: bool = True) -> tuple[Markup, float]:
    """The briefing as HTML, whole or as two pages hold it, and the size at which it prints.

    What it quotes is escaped by `to_body`.
    """
    held = load_document_ids(db)

    def address_of(quotation: Quotation) -> str:
        document = quotation.citation.document
        if document not in held:
            return ""
        return f"/statements/{quotation.id}" if quotation.id else f"/documents/{document}"

    blocks = tuple(to_blocks(pack, address_of)) if whole else fit_blocks(pack, address_of)
    return Markup(to_body(blocks)), fit_points(blocks)


def _exports(here: str, query: Mapping[str, Any] = MappingProxyType({})) -> list[tuple[str, str]]:
    """Each format, and the address at which the briefing of `here` is sent in it."""
    return [(suffix, address(f"{here}/briefing{suffix}", **query)) for suffix in FORMATS]


def _say_saved(saved: Saved) -> str:
    by = f" by {saved.who}" if saved.who else ""
    return f"Saved on {saved.saved_at[:10]} at {saved.saved_at[11:16]} UTC{by}."


def _send(request: Request, pack: Pack, suffix: str, here: str) -> Response:
    """The briefing of `here` as a page of its own to print, or as a file."""
    written = FORMATS.get(f".{suffix}")
    if written is None:
        raise HTTPException(404)
    if suffix == "html":
        body, points = _to_markup(library_of(request).db, pack, whole=False)
        return render(request, "sheet.html", SheetView(pack.subject, body, points, here))
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
        *_to_markup(library.db, pack),
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
        Part(say_asked(), asked),
        Part("What the council says and planned", council_said),
        Part("Measures", figures),
        Part("What a committee recommended", _choices(pack, pack.recommended, _key_in("told"))),
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
            quote_sentence(quotation.citation.quote),
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
            enquiry.follow_ups,
            enquiry.full_answer,
            enquiry.answered_by,
            enquiry.ending,
            _choices(pack, enquiry.evidence, partial(evidence_key, enquiry)),
        )
        for number, enquiry in enumerate(pack.enquiries, 1)
    ]


def _save(request: Request, library: Library, pack: Pack, form: FormData, made_of: str) -> Response:
    """Keep the briefing with the form's edits beside what it was made of.

    403 where this visitor may not.
    """
    if not may_keep(request):
        raise HTTPException(403, "Log in to save a briefing.")
    edited = edit_pack(pack, _read_edits(form))
    person = person_of(request)
    id_ = save_briefing(library.db, dump_pack(edited), person.name if person else "", made_of)
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
    follow_ups = tuple(
        words for name, words in typed.items() if name.startswith(f"follow_up-{key}-")
    )
    names = ("full_answer", "answered_by", "ending")
    others = (typed.get(f"{name}-{key}", "") for name in names)
    return Wording(typed.get(f"question-{key}", ""), follow_ups, *others)
