"""What an address of the search page asks for, and the address of what is asked.

FastAPI reads the fields' types as they stand, so annotations are not postponed here.
"""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends

from api.http.inputs import LONGEST_WORDS, Names, PageNumber, Typed
from api.pages.shared.frame import address_with
from corpus.manifest import council_name
from corpus.store.filters import STATEMENTS, Filters


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of the search page asks for; empty fields do not narrow.

    Of several values of one, any will do.
    """

    q: Typed = ""
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

    def to(self, path: str = "/search", **changes: object) -> str:
        """The address of this with some things changed, from its first page."""
        return address_with(self, path, **changes)

    @property
    def filters(self) -> Filters:
        """The part that the library itself narrows by."""
        years = (int(year) for year in self.year if year.isdecimal() and len(year) == 4)
        return Filters(
            authority=tuple(map(council_name, self.council)),
            years=tuple(years),
            kind=self.kind,
            framework=self.framework,
            statement=tuple(name for name in self.statement if name in STATEMENTS),
            stance=self.stance,
            theme=self.theme,
        )


def read_asked(typed: Annotated[Asked, Depends(Asked)]) -> Asked:
    """What is asked for, from the address; over-long words are cut."""
    return replace(typed, q=typed.q[:LONGEST_WORDS].strip())
