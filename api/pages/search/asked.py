"""What an address of the search page asks for, and the address of what is asked.

FastAPI reads the fields' types as they stand, so annotations are not postponed here.
"""

from dataclasses import asdict, dataclass, field, replace
from typing import Annotated

from fastapi import Depends, Request

from api.http.inputs import LONGEST_WORDS, Id, Names, PageNumber, Typed
from api.pages.shared.days import Between, read_between
from api.pages.shared.frame import address_with
from corpus.manifest import council_name
from corpus.store.filters import STATEMENTS, Filters


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of an address of the search page, but for its days; empty ones do not narrow.

    Of several values of one, any will do.
    """

    q: Typed = ""
    like: Id = ""  # a passage: others like it are asked for, and no words
    council: Names = ()
    year: Names = ()
    kind: Names = ()
    framework: Names = ()
    statement: Names = ()
    stance: Names = ()
    theme: Names = ()
    exact: bool = False
    everywhere: bool = False  # not narrowed by what the words name
    page: PageNumber = 1


@dataclass(frozen=True, slots=True)
class Asked(Fields):
    """What an address of the search page asks for."""

    days: Between = field(default_factory=Between)

    def to(self, path: str = "/search", **changes: object) -> str:
        """The address of this with some things changed, from its first page."""
        return address_with(self, path, **{"days": "", **self.days.typed, **changes})

    @property
    def is_empty(self) -> bool:
        """True where nothing is looked for."""
        return not (self.q or self.like)

    @property
    def filters(self) -> Filters:
        """The part that the library itself narrows by."""
        years = (int(year) for year in self.year if year.isdecimal() and len(year) == 4)
        return Filters(
            authority=tuple(map(council_name, self.council)),
            since=self.days.since.value,
            until=self.days.until.value,
            years=tuple(years),
            kind=self.kind,
            framework=self.framework,
            statement=tuple(name for name in self.statement if name in STATEMENTS),
            stance=self.stance,
            theme=self.theme,
        )


def read_asked(request: Request, typed: Annotated[Fields, Depends(Fields)]) -> Asked:
    """What is asked for, from the address; over-long words are cut."""
    cut = replace(typed, q=typed.q[:LONGEST_WORDS].strip())
    return Asked(**asdict(cut), days=read_between(request.query_params))
