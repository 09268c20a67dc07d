"""What an address of the search page asks for, and the address of what is asked.

FastAPI reads the fields' types as they stand, so annotations are not postponed here.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import Depends

from api.http.inputs import LONGEST_WORDS, Name, PageNumber, Typed
from api.pages.shared.frame import address_with
from corpus.manifest import council_name
from corpus.store.filters import STATEMENTS, Filters


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of the search page asks for; empty fields do not narrow."""

    q: Typed = ""
    council: Name = ""
    year: Name = ""
    kind: Name = ""
    framework: Name = ""
    statement: Name = ""
    stance: Name = ""
    theme: Name = ""
    exact: bool = False
    everywhere: bool = False  # not narrowed by what the words name
    page: PageNumber = 1

    def to(self, path: str = "/search", **changes: object) -> str:
        """The address of this with some things changed, from its first page."""
        return address_with(self, path, **changes)

    @property
    def filters(self) -> Filters:
        """The part that the library itself narrows by."""
        year = int(self.year) if self.year.isdecimal() and len(self.year) == 4 else None
        return Filters(
            authority=council_name(self.council),
            since=date(year, 1, 1) if year else None,
            until=date(year, 12, 31) if year else None,
            kind=self.kind,
            framework=self.framework,
            statement=self.statement if self.statement in STATEMENTS else "",
            stance=self.stance,
            theme=self.theme,
        )


def read_asked(typed: Annotated[Asked, Depends(Asked)]) -> Asked:
    """What is asked for, from the address; over-long words are cut."""
    return replace(typed, q=typed.q[:LONGEST_WORDS].strip())
