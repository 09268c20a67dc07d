"""A statement where it stands, as the models of statements take it."""

from __future__ import annotations

from dataclasses import dataclass

# The vectors round a statement, in the order of the model's inputs: two headings, the
# innermost first, three sentences before it, the nearest first, and the one after.
HEADINGS, BEFORE, CONTEXT = 2, 3, 6


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement where it stands: headings outermost first, what stands round it in order.

    `before` and `after` are sentences under the same heading; of an ask, the asks beside it.
    """

    text: str
    asked: bool = False
    headings: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: str = ""

    @property
    def context(self) -> tuple[str, ...]:
        """The texts round it, `CONTEXT` of them, empty where there is none."""
        headings = self.headings[::-1][:HEADINGS]
        before = self.before[::-1][:BEFORE]
        return (
            *headings,
            *[""] * (HEADINGS - len(headings)),
            *before,
            *[""] * (BEFORE - len(before)),
            self.after,
        )
