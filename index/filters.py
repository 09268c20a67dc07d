"""What an answer is narrowed to, as SQL over the `document` table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Filters:
    """Whose documents, of which days, kind and framework; empty fields do not narrow.

    `since` and `until` are days of publication, both included; a document without a
    date passes neither.
    """

    authority: str = ""
    since: date | None = None
    until: date | None = None
    kind: str = ""
    framework: str = ""

    def __bool__(self) -> bool:
        return self != Filters()

    def where(self, document: str = "d") -> tuple[str, list[str]]:
        """A condition on the document table under that name, and its values."""
        tests = {
            f"{document}.authority = ?": self.authority,
            f"{document}.published >= ?": self.since.isoformat() if self.since else "",
            f"{document}.published <= ?": self.until.isoformat() if self.until else "",
            f"{document}.kind = ?": self.kind,
            f"{document}.framework = ?": self.framework,
        }
        asked = {test: value for test, value in tests.items() if value}
        return " and ".join(asked) or "true", list(asked.values())
