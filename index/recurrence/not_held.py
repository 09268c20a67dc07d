"""Documents that held ones name and the library does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from sqlite3 import Connection

from corpus.kinds import kind_of

_MONTH = len("2019-07")  # what is dated by its year alone could be any of that year


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a document is named: in which, on which page, in what words."""

    document: str
    title: str
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Unheld:
    """A document known of and not held: what it is, its day or month, and who names it."""

    what: str
    kind: str
    when: str
    named: tuple[Naming, ...]


def find_unheld(db: Connection, authority: str) -> list[Unheld]:
    """The documents that an authority's documents name with a month and that are not held.

    Oldest first. One is held where a document of its kind was published, or its event was,
    in that month or the one after.
    """
    rows = db.execute(
        'select m.kind, m.what, m."when", d.id, d.title, m.page,'
        " substr(d.text, m.start + 1, m.stop - m.start)"
        " from mention m join document d on d.id = m.document"
        ' where d.authority = ? and length(m."when") >= ? order by m."when", d.published',
        (authority, _MONTH),
    ).fetchall()
    held = _held_months(db, authority)
    named: dict[tuple[str, str], list[tuple[str, str, Naming]]] = {}
    for kind, what, when, *place in rows:
        if (kind, when[:_MONTH]) not in held:
            naming = Naming(*place)
            named.setdefault((kind, when[:_MONTH]), []).append((what, when, naming))
    return [_to_unheld(kind, found) for (kind, _), found in sorted(named.items(), key=_by_month)]


def _by_month(item: tuple[tuple[str, str], object]) -> tuple[str, str]:
    return item[0][1], item[0][0]


def _held_months(db: Connection, authority: str) -> set[tuple[str, str]]:
    """The kinds held, with every month that a held one may be named by."""
    rows = db.execute(
        "select kind, published, event_start, event_end from document where authority = ?",
        (authority,),
    )
    return {
        (kind, month) for kind, *days in rows for day in days if day for month in _months_about(day)
    }


def _months_about(day: str) -> Iterable[str]:
    """The month of a day and the two before: a report comes out weeks after what it is on."""
    year, month = int(day[:4]), int(day[5:7])
    for back in range(3):
        number = year * 12 + month - 1 - back
        yield f"{number // 12}-{number % 12 + 1:02d}"


def _to_unheld(kind: str, found: list[tuple[str, str, Naming]]) -> Unheld:
    exact = max((when for _, when, _ in found), key=len)
    what = kind_of(kind).unheld or found[0][0]
    body = kind_of(kind).body
    named = {naming.document: naming for _, _, naming in reversed(found)}
    return Unheld(f"{what}{f' by {body}' if body else ''}", kind, exact, tuple(named.values()))
