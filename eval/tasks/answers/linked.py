"""Links end to end: PDFs into a library, its links scored against the gold's.

A found ask stands for the gold item that its words agree with. A pair with an ask that
the gold does not have is neither the same nor related; a gold link with an ask that was
not found scores 0. So what extraction misses or invents costs here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from eval.material.gold import GoldCouncil, GoldPair, ListedAsk
from eval.material.reading import Reports, listed_asks, read_files
from eval.tasks.answers.scored import Scored
from eval.tasks.reading.asks import match_reading
from index.library import Library, add_reports, create_library
from index.recurrence.trace import link_asks
from models.links.weigher import Weight, open_weigher

Links = Mapping[tuple[str, str], Weight]
_NOT_LINKED = Weight(0.0, 0.0)


@dataclass(frozen=True)
class Files:
    """One council's gold, and what was found in each of its reports, in their order."""

    gold: GoldCouncil
    found: tuple[Reports, ...]

    @property
    def authorities(self) -> set[str]:
        """The authorities that the reports were found to be about."""
        return {report.document.authority for reports in self.found for report in reports}


def score_linked(councils: Sequence[GoldCouncil]) -> dict[str, Scored]:
    """The links that a library of the councils' PDFs gives, scored for each council."""
    read = [Files(council, _read(council)) for council in councils]
    with TemporaryDirectory() as folder, create_library(Path(folder)) as library:
        for files in read:
            for reports in filter(None, files.found):
                add_reports(library, reports)
        return {files.gold.name: score_links(files, _links(library, files)) for files in read}


def _read(council: GoldCouncil) -> tuple[Reports, ...]:
    return tuple(read_files([report.path for report in council.reports]))


def _links(library: Library, files: Files) -> Links:
    """What the library links of a council's asks, by the ids of the two."""
    weigher = open_weigher(library.encoder)
    return {
        (link.earlier.ask.id, link.later.ask.id): Weight(link.same, link.related)
        for authority in sorted(files.authorities)
        for link in link_asks(library, weigher, authority)
    }


def score_links(files: Files, links: Links) -> Scored:
    """Every pair of found asks with the weight of its link, then the gold links not found."""
    pairs = (*as_found(files).pairs(), *lost_links(files))
    weights = [links.get((pair.earlier.id, pair.later.id), _NOT_LINKED) for pair in pairs]
    return Scored(
        pairs,
        same=np.array([weight.same for weight in weights]),
        related=np.array([weight.related for weight in weights]),
    )


def as_found(files: Files) -> GoldCouncil:
    """The council with the asks that were found, and the gold's links between these."""
    stands_for = _matches(files)
    return GoldCouncil(
        files.gold.name,
        tuple(
            replace(report, asks=listed_asks(reports))
            for report, reports in zip(files.gold.reports, files.found, strict=True)
        ),
        {
            (stands_for[earlier], stands_for[later]): grade
            for (earlier, later), grade in files.gold.links.items()
            if earlier in stands_for and later in stands_for
        },
    )


def lost_links(files: Files) -> list[GoldPair]:
    """The gold's linked pairs of which an ask was not found; the other one as found."""
    stands_for = _matches(files)
    return [
        replace(pair, earlier=_as_found(pair.earlier, stands_for))
        for pair in files.gold.pairs()
        if pair.grade and not {pair.earlier.id, pair.later.id} <= stands_for.keys()
    ]


def _as_found(ask: ListedAsk, stands_for: Mapping[str, str]) -> ListedAsk:
    return replace(ask, id=stands_for.get(ask.id, ask.id))


def _matches(files: Files) -> dict[str, str]:
    """The id of the found ask that stands for each gold item, by the item's id."""
    readings = [
        match_reading(report, listed_asks(reports))
        for report, reports in zip(files.gold.reports, files.found, strict=True)
    ]
    return {gold.id: found.id for reading in readings for gold, found in reading.pairs}
