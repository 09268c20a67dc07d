"""What an answer can be narrowed to, each choice with how many of the hits it would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.answers.search import Hit

# Choices shown before the rest are folded away.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to narrow to, and the address of the answer narrowed by it."""

    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow: what it is called, its choices, most hits first."""

    title: str
    choices: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        """The choices shown at once."""
        return self.choices[:SHOWN]

    @property
    def rest(self) -> tuple[Choice, ...]:
        """The choices folded away."""
        return self.choices[SHOWN:]


ValuesOf = Callable[[Hit], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A property of hits that they are narrowed by: its name in the address, its values."""

    name: str
    title: str
    values: ValuesOf
    say: Callable[[str], str]
    in_order: bool = False  # by value, newest or last first, and not by count


def count_choices(dimension: Dimension, hits: Sequence[Hit], to: Callable[..., str]) -> Facet:
    """A facet over hits; `to` gives the address of the answer with these parameters set."""
    counts = Counter(value for hit in hits for value in set(dimension.values(hit)) if value)
    if dimension.in_order:
        ordered = sorted(counts.items(), reverse=True)
    else:
        ordered = sorted(counts.items(), key=lambda count: (-count[1], dimension.say(count[0])))
    return Facet(
        dimension.title,
        tuple(
            Choice(dimension.say(value), count, to(**{dimension.name: value}))
            for value, count in ordered
        ),
    )
