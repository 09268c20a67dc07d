"""What assistants send, each kind described and bounded as over HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field

from api.http.inputs import Day, Id, Limit, Name, Offset, SheetNumber, Words
from corpus.errors import NotFound
from corpus.kinds import load_kinds
from corpus.manifest import council_name
from corpus.store.documents import list_authorities
from corpus.store.filters import STATEMENTS
from corpus.vocabulary.themes import load_themes
from index.library import Library

_NAMED = 12  # councils told where another was asked for


def _one_of(names: Iterable[str]) -> tuple[AfterValidator, object]:
    """One of these names or nothing; another is refused, since it would narrow to nothing."""
    known = ("", *names)

    def check(name: str) -> str:
        if name not in known:
            raise ValueError(f"write one of {', '.join(known[1:])}")
        return name

    return AfterValidator(check), Field(json_schema_extra={"enum": list(known)})


_KIND = _one_of(kind.id for kind in load_kinds())
_STATEMENT = _one_of(STATEMENTS)
_THEME = _one_of(theme.id for theme in load_themes())

Typed = Annotated[Words, Field(description="words or a question, as a person would type them")]
Subject = Annotated[
    Words, Field(description="words that name a subject, or the id of one recommendation")
]
Council = Annotated[Name, Field(description="a council, in any usual spelling; empty: any held")]
Document = Annotated[Id, Field(description="a document's id, as answers give it")]
Issue = Annotated[Id, Field(description="an issue's id, as `issues` gives it")]
Since = Annotated[Day | None, Field(description="published on this day or later: 2019-01-31")]
Until = Annotated[Day | None, Field(description="published on this day or earlier: 2024-03-07")]
AsOf = Annotated[Day | None, Field(description="as of this day: nothing later is heard")]
Meeting = Annotated[
    Day | None, Field(description="the day of the meeting; without it a paper's own, else today")
]
Kind = Annotated[str, *_KIND]
Statement = Annotated[str, *_STATEMENT]
Theme = Annotated[str, *_THEME]
Page = Annotated[
    SheetNumber | None, Field(description="a page of the file, counted from 1 as citations do")
]
Paragraph = Annotated[Name, Field(description="a paragraph's printed number: 12, or 5.4")]
Most = Annotated[Limit, Field(description="how many at most")]
Start = Annotated[Offset, Field(description="how many to leave out before the first")]


def held_council(library: Library, name: str) -> str:
    """A council's name as the library has it; empty stays so. NotFound where none is held."""
    council, held = council_name(name), list_authorities(library.db)
    if not council or council in held:
        return council
    names = ", ".join(held[:_NAMED]) + (" and others" if len(held) > _NAMED else "")
    raise NotFound(f"No documents of {name!r} are held. Held are those of {names or 'nobody'}.")
