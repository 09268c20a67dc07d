"""A word that is written joined, hyphened or apart, and how it is respelt."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Compound:
    """Two words that are one: with `gap` between them as the library has them apart ("" where
    it does not), and `is_joined` where it has them joined as well."""

    first: str
    second: str
    gap: str
    is_joined: bool = True

    @property
    def text(self) -> str:
        """As the library has it apart."""
        return f"{self.first}{self.gap}{self.second}"

    @property
    def apart(self) -> str:
        """As two words."""
        return f"{self.first} {self.second}"

    @property
    def joined(self) -> str:
        """As one word."""
        return self.first + self.second

    def forms_of(self, term: str) -> tuple[str, ...]:
        """What stands for a word or phrase that is the compound, or one of its words."""
        parts = re.findall(r"\w+", term.casefold())
        if parts == [self.joined]:
            return (self.apart,)
        if parts in ([self.first], [self.second], [self.first, self.second]):
            return (self.joined,) if self.is_joined else ()
        return ()

    def respell(self, text: str) -> str:
        """A text with the compound joined where it was apart, and apart where it was joined."""
        apart = rf"\b{re.escape(self.first)}\W{re.escape(self.second)}\b"
        joined, count = re.subn(apart, self.joined, text, flags=re.IGNORECASE)
        if count:
            return joined
        return re.sub(rf"\b{re.escape(self.joined)}\b", self.text, text, flags=re.IGNORECASE)
