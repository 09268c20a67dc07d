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
    """One value to narrow to: as the address has it, in words, and how many hits have it."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow: its name in the address and in words, its choices, most hits first."""

    name: str
    title: str
    choices: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        """The choices shown at once: those chosen among them."""
        rest = self.choices[SHOWN:]
        return (*self.choices[:SHOWN], *(choice for choice in rest if choice.is_chosen))

    @property
    def rest(self) -> tuple[Choice, ...]:
        """The choices folded away."""
        return tuple(choice for choice in self.choices[SHOWN:] if not choice.is_chosen)


ValuesOf = Callable[[Hit], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A property of hits that they are narrowed by: its name in the address, its values."""

    name: str
    title: str
    values: ValuesOf
    say: Callable[[str], str]
    in_order: bool = False  # by value, newest or last first, and not by count


def count_choices(dimension: Dimension, hits: Sequence[Hit], chosen: Sequence[str]) -> Facet:
    """A facet over hits; values chosen are among its choices, also where no hit has them."""
    counts = Counter(dict.fromkeys(chosen, 0))
    counts.update(value for hit in hits for value in set(dimension.values(hit)) if value)
    if dimension.in_order:
        ordered = sorted(counts.items(), reverse=True)
    else:
        ordered = sorted(counts.items(), key=lambda count: (-count[1], dimension.say(count[0])))
    return Facet(
        dimension.name,
        dimension.title,
        tuple(
            Choice(value, dimension.say(value), count, value in chosen) for value, count in ordered
        ),
    )
