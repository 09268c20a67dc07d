"""How well threads are found: which statements stand together, and the state of each issue.

One council's decade, read by a person in full (`medway/threads.json`). A gold member is
the statement whose words hold its quotation (or are held by it). Two members are together
where they share a thread: rightly, where they share one in the gold too; both there and
here a statement may stand in several. A gold thread is compared with the thread that has
most of its members.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.store.statements import Statement
from eval.material.gold import GoldThread, load_threads
from eval.material.reading import fill_library
from eval.metrics import Counts, split_words
from eval.outcome import Case, Figure, Outcome, locating_words
from index.issues.statements import load_statements
from index.issues.threads import Thread, find_threads
from index.library import create_library

AUTHORITY = "Medway"
_FIRST_LETTERS = 50  # of a quotation: enough to know it by
_NONE: frozenset[str] = frozenset()
_LONG_ENOUGH = 25  # letters of a statement that may stand inside a quotation
# What the gold calls the shape of a history, in our words.
HISTORIES: Mapping[str, str] = {
    "raised_once": "raised once",
    "resolved": "resolved",
    "recurred": "recurred",
    "resolved_then_returned": "resolved then returned",
    "persisting": "persisting",
}
# The state that an open issue has, by the shape of its history.
_OPEN: Mapping[str, str] = {
    "raised_once": "raised once",
    "resolved": "recurring",
    "recurred": "recurring",
    "resolved_then_returned": "returned after good",
    "persisting": "persisting",
}
# The states that the gold's last known ones come to, where they are not "open".
_LAST: Mapping[str, str] = {
    "resolved": "good at last look",
    "claimed_resolved": "good at last look",
    "improving": "improving",
    "not_mentioned": "no later mention",
    "unclear": "no later mention",
}


@dataclass(frozen=True)
class Placed:
    """Gold threads by statement, our threads by statement, and which statements are asks.

    `lost` are the gold threads of each member that is no statement.
    """

    gold: Mapping[str, frozenset[str]]
    found: Mapping[str, frozenset[str]]
    asks: frozenset[str]
    lost: Mapping[str, frozenset[str]]
    members: int  # in the gold, located or not
    located: int


def evaluate_threads(gold: Path) -> Outcome:
    """Members gathered, states and histories, on the gold's one council."""
    golden = load_threads(gold)
    with TemporaryDirectory() as folder, create_library(Path(folder)) as library:
        files = fill_library(library, gold)
        statements = load_statements(library.db, AUTHORITY)
        threads = find_threads(library, AUTHORITY)
    placed = place(golden, threads, statements, files)
    best = {thread.id: _best(thread, threads, placed) for thread in golden}
    figures = (*_member_figures(placed), *state_figures(golden, best))
    about = f"{len(golden)} threads of one council; {placed.members} members"
    return Outcome(
        "threads", about, figures, tuple(_case(thread, best[thread.id]) for thread in golden)
    )


# --- placing ---------------------------------------------------------------


def place(
    golden: Sequence[GoldThread],
    threads: Sequence[Thread],
    statements: Sequence[Statement],
    files: Mapping[str, str],
) -> Placed:
    """The gold's members as statements, with the threads that these are in."""
    letters = {statement.id: _letters(statement.text) for statement in statements}
    of_file: dict[str, list[str]] = {}
    for statement in statements:
        of_file.setdefault(files[statement.document], []).append(statement.id)
    gold: dict[str, set[str]] = {}
    lost: dict[str, set[str]] = {}
    located = 0
    for thread in golden:
        for member in thread.members:
            holding = [
                id_ for id_ in of_file.get(member.file, ()) if _holds(letters[id_], member.quote)
            ]
            located += bool(holding)
            if holding:
                gold.setdefault(holding[0], set()).add(thread.id)
            else:
                lost.setdefault(f"{member.file} {member.quote}", set()).add(thread.id)
    return Placed(
        {id_: frozenset(those) for id_, those in gold.items()},
        _threads_of(threads),
        frozenset(statement.id for statement in statements if statement.kind != "finding"),
        {name: frozenset(those) for name, those in lost.items()},
        sum(len(thread.members) for thread in golden),
        located,
    )


def _threads_of(threads: Iterable[Thread]) -> dict[str, frozenset[str]]:
    """The threads of each member."""
    found: dict[str, set[str]] = {}
    for thread in threads:
        for member in thread.members:
            found.setdefault(member.id, set()).add(thread.id)
    return {id_: frozenset(those) for id_, those in found.items()}


def _letters(text: str) -> str:
    return "".join(split_words(text))


def _holds(statement: str, quote: str) -> bool:
    """True where a statement has a quotation's words, or is a part of it."""
    words = _letters(quote)
    return words[:_FIRST_LETTERS] in statement or (
        len(statement) > _LONG_ENOUGH and statement in words
    )


# --- members ---------------------------------------------------------------


def count_pairs(placed: Placed, asks_only: bool = False, lost_too: bool = False) -> Counts:
    """Pairs of members: rightly together, together, and together in the gold.

    With `lost_too` members that are no statement count as well: they are with nothing.
    """
    gold = {**placed.gold, **(placed.lost if lost_too else {})}
    members = sorted(set(gold) & placed.asks if asks_only else gold)
    total = Counter(
        (_is_together(placed, member, other), bool(gold[member] & gold[other]))
        for member, other in combinations(members, 2)
    )
    right = total[True, True]
    return Counts(right, right + total[True, False], right + total[False, True])


def _is_together(placed: Placed, member: str, other: str) -> bool:
    return bool(placed.found.get(member, _NONE) & placed.found.get(other, _NONE))


def _member_figures(placed: Placed) -> Iterator[Figure]:
    """F1, precision and recall of pairs; asks and plans alone; what was located."""
    pairs, asks = count_pairs(placed), count_pairs(placed, asks_only=True)
    yield Figure("members together, F1", pairs.f1, of=pairs.gold)
    yield Figure("members together, precision", pairs.precision, of=pairs.found)
    yield Figure("members together, recall", pairs.recall, of=pairs.gold)
    yield Figure("asks and plans together, F1", asks.f1, of=asks.gold)
    lost_too = count_pairs(placed, lost_too=True)
    yield Figure(
        "all members together, F1, those not located missed", lost_too.f1, of=lost_too.gold
    )
    yield Figure("members located", placed.located / placed.members, of=placed.members)


# --- states ----------------------------------------------------------------


def states_of(thread: GoldThread) -> frozenset[str]:
    """The states that a gold thread's verdict and last known state come to."""
    if thread.verdict == "raised_once" and thread.status != "resolved":
        return frozenset({"raised once", _LAST.get(thread.status, "raised once")})
    return frozenset({_LAST.get(thread.status, _OPEN[thread.verdict])})


def _best(gold: GoldThread, threads: Sequence[Thread], placed: Placed) -> Thread | None:
    """The thread with most of a gold thread's members; the smaller of two; None without any."""
    shared = Counter(
        thread
        for id_, those in placed.gold.items()
        if gold.id in those
        for thread in placed.found.get(id_, _NONE)
    )
    ranked = [thread for thread in threads if shared[thread.id]]
    return max(
        ranked,
        key=lambda thread: (shared[thread.id], -len(thread.members), thread.id),
        default=None,
    )


def state_figures(
    golden: Iterable[GoldThread], best: Mapping[str, Thread | None]
) -> Iterator[Figure]:
    """The states and histories that are the gold's, of the threads that are nearest to its own."""
    pairs = [(thread, best[thread.id]) for thread in golden]
    states = [ours is not None and ours.state in states_of(thread) for thread, ours in pairs]
    histories = [
        ours is not None and ours.history == HISTORIES[thread.verdict] for thread, ours in pairs
    ]
    standings = [
        ours is not None and _stands(ours.state) in set(map(_stands, states_of(thread)))
        for thread, ours in pairs
    ]
    told = [
        right
        for right, (_, ours) in zip(states, pairs, strict=True)
        if ours is not None and ours.state != "unclear"
    ]
    yield Figure("state right", sum(states) / len(pairs), of=len(pairs))
    yield Figure("state right, of those told", sum(told) / max(1, len(told)), of=len(told))
    yield Figure("state right, whatever came before", sum(standings) / len(pairs), of=len(pairs))
    yield Figure("history right", sum(histories) / len(pairs), of=len(pairs))


def _stands(state: str) -> str:
    """Whether an issue is open, improving, good or no longer mentioned, its history aside."""
    return "open" if state in _OPEN.values() else state


def _case(gold: GoldThread, found: Thread | None) -> Case:
    """A gold thread, right where its state is."""
    wanted = " or ".join(sorted(states_of(gold)))
    note = (
        f"{wanted}; told as {found.state} in '{found.label}'" if found else f"{wanted}; no thread"
    )
    right = found is not None and found.state in states_of(gold)
    return Case(gold.id, locating_words(gold.label), right, note)
