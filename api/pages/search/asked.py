"""What an address of the search page asks for, and the address of what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from api.pages.shared.frame import LONGEST_WORDS, address
from corpus.manifest import council_name
from corpus.store.filters import STATEMENTS, Filters


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of the search page asks for; empty fields do not narrow."""

    q: str = ""
    council: str = ""
    year: str = ""
    kind: str = ""
    framework: str = ""
    statement: str = ""
    stance: str = ""
    theme: str = ""
    exact: bool = False
    everywhere: bool = False  # not narrowed by what the words name
    page: int = 1

    def to(self, changes: Mapping[str, str | int | bool], path: str = "/search") -> str:
        """The address of this with some things changed, from its first page."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        wanted = {**said, "page": 1, **changes}
        return address(path, **{k: v for k, v in wanted.items() if (k, v) != ("page", 1)})

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


def read_asked(
    q: str = "",
    council: str = "",
    year: str = "",
    kind: str = "",
    framework: str = "",
    statement: str = "",
    stance: str = "",
    theme: str = "",
    exact: bool = False,
    everywhere: bool = False,
    page: int = 1,
) -> Asked:
    """What is asked for, from the address; over-long words are cut."""
    return Asked(
        q=q[:LONGEST_WORDS].strip(),
        council=council,
        year=year,
        kind=kind,
        framework=framework,
        statement=statement,
        stance=stance,
        theme=theme,
        exact=exact,
        everywhere=everywhere,
        page=max(1, page),
    )
