"""Pages printed sideways or upside down, turned so that their text reads from left to right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Edges = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class Turn:
    """How text runs on a page as shown: `angle` counts degrees against the clock.

    0 reads from left to right, 90 upwards, 270 downwards. Width and height are those
    of the page as shown.

    >>> up = Turn(90, 600, 800)
    >>> up.level((100, 700, 112, 780))
    (20, 100, 100, 112)
    >>> up.back((20, 100, 100, 112))
    (100, 700, 112, 780)
    """

    angle: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page once turned."""
        sideways = self.angle in (90, 270)
        return (self.height, self.width) if sideways else (self.width, self.height)

    def level(self, edges: Edges) -> Edges:
        """Where a box of the page as shown comes to stand on the turned page."""
        return _TURNS[self.angle](edges, self.width, self.height)

    def back(self, edges: Edges) -> Edges:
        """Where a box of the turned page stands on the page as shown."""
        return _TURNS[-self.angle % 360](edges, *self.size)


_TURNS: dict[int, Callable[[Edges, float, float], Edges]] = {
    0: lambda e, width, height: e,
    90: lambda e, width, height: (height - e[3], e[0], height - e[1], e[2]),
    180: lambda e, width, height: (width - e[2], height - e[3], width - e[0], height - e[1]),
    270: lambda e, width, height: (e[1], width - e[2], e[3], width - e[0]),
}
