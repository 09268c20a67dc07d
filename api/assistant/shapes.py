"""The shapes of answers that only assistants get; all others are `api.http.schemas`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, create_model

from api.http.answers import cite
from api.http.schemas import NotHeldOut, QuotedOut, ThreadOut
from corpus.citation import Citation
from corpus.privacy import hide_contacts
from index.answers.reading import TextAnswer, TextBlock
from index.briefing.contents import Pack


class CouncilOut(BaseModel):
    """A council of which documents are held: how many, and the day of the newest."""

    name: str
    documents: int
    newest: date | None


class CouncilsOut(BaseModel):
    """The councils of which documents are held, by name."""

    councils: list[CouncilOut]


class IssueOut(BaseModel):
    """One issue of a council with all that was said, and what is not held of the council."""

    council: str
    issue: ThreadOut
    not_held: list[NotHeldOut]


class IssuesOut(BaseModel):
    """A part of a council's issues; of the statements of each those that its states rest on."""

    council: str
    total: int
    offset: int
    issues: list[ThreadOut]
    not_held: list[NotHeldOut]


class BlockOut(QuotedOut):
    """A heading, paragraph, item, cell or note; a cell's row and column count from 0."""

    kind: str
    row: int | None
    column: int | None


class TextOut(BaseModel):
    """A part of a document's text in its order; `next` is the offset of the rest, if any.

    `pages` are the first and last of the file, None where the source has no pages.
    """

    document: str
    title: str
    authority: str
    published: date | None
    pages: tuple[int, int] | None
    total: int
    offset: int
    next: int | None
    blocks: list[BlockOut]


def to_text(answer: TextAnswer, offset: int, limit: int) -> TextOut:
    """So many blocks of a text, from an offset on."""
    document, rest = answer.document, offset + limit
    numbers = (document.pages[0].number, document.pages[-1].number)
    return TextOut(
        document=document.id,
        title=document.title,
        authority=document.authority,
        published=document.published,
        pages=numbers if answer.has_pages else None,
        total=len(answer.blocks),
        offset=offset,
        next=rest if rest < len(answer.blocks) else None,
        blocks=[_to_block(each) for each in answer.blocks[offset:rest]],
    )


def _to_block(each: TextBlock) -> BlockOut:
    block = each.block
    return BlockOut(kind=block.kind, row=block.row, column=block.column, **cite(each.citation))


# --- a briefing --------------------------------------------------------------


@cache
def _shape_of(hint: Any) -> Any:
    """The type in JSON of a part of a briefing: a citation is a quotation with its place."""
    if hint is Citation:
        return QuotedOut
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        own: dict[str, Any] = {name: (_shape_of(hints[name]), ...) for name in _names(hint)}
        made: Any = create_model(f"{hint.__name__}Out", __doc__=hint.__doc__, **own)
        return made
    if get_origin(hint) is tuple:
        return list[_shape_of(get_args(hint)[0])]  # type: ignore[misc]
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(map(_shape_of, get_args(hint)))]  # noqa: UP007
    return hint


def _names(value: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(value))


BriefingOut: type[BaseModel] = _shape_of(Pack)


def to_briefing(pack: Pack) -> BaseModel:
    """A briefing with each quotation's place; phone numbers and addresses are hidden."""
    return BriefingOut.model_validate(_to_plain(pack))


def _to_plain(value: Any) -> Any:
    if isinstance(value, Citation):
        return cite(value)
    if is_dataclass(value):
        return {name: _to_plain(getattr(value, name)) for name in _names(value)}
    if isinstance(value, tuple):
        return list(map(_to_plain, value))
    # What has no space in it is an id or an address, whose digits are nobody's number.
    return hide_contacts(value) if isinstance(value, str) and " " in value else value
