"""How well the later record of an ask is found: sentences that say it persists or is addressed.

A sentence that a reader named for an ask is found where it is among the ten shown for it.
The readers' lists are not complete, so what else is shown is no error: its precision is
judged by reading (`docs/accuracy.md`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rapidfuzz import fuzz, process

from corpus.manifest import council_name
from corpus.store.asks import HeldAsk, iter_asks
from eval.material.gold import beside, load_councils
from eval.material.reading import take_in
from eval.metrics import Counts, split_words
from eval.outcome import (
    Case,
    Figure,
    Outcome,
    add_by_council,
    case_id,
    locating_words,
    share_figure,
)
from index.issues.statements import load_statements
from index.library import Library, create_library
from index.recurrence.follow_up import SHOWN, EncodedStatements, encode_with_issues, find_later

_KINDS: Mapping[str, str] = {"addressed": "addressed", "persisting_finding": "persists"}
_LIKE = 88.0  # of 100: an ask as the gold writes it
_START = 60  # letters by which a sentence is known: the gold may cut its end


@dataclass(frozen=True)
class _Wanted:
    council: str
    kind: str
    ask: str
    quote: str


def evaluate_narrative(gold: Path) -> Outcome:
    """The sentences named in `gold/recurrence`, found among the ten shown for their ask."""
    councils = load_councils(gold, "recurrence")
    wanted = [sentence for council in councils for sentence in _wanted(council)]
    with TemporaryDirectory() as folder, create_library(Path(folder)) as library:
        take_in(library, [beside(gold, r["file"]) for c in councils for r in c["reports"]])
        cases = _cases(library, wanted)
    figures = tuple(
        _figure(name, [pair for pair in cases if kind in ("", pair[0].kind)])
        for name, kind in {
            "sentences found among ten": "",
            "that say it was addressed": "addressed",
            "that say it persists": "persists",
        }.items()
    )
    about = f"{len(wanted)} sentences of {len(councils)} councils"
    return Outcome("narrative", about, figures, tuple(case for _, case in cases))


def _wanted(council: Mapping[str, Any]) -> list[_Wanted]:
    asks = {ask["id"]: ask["text"] for r in council["reports"] for ask in r["recommendations"]}
    return [
        _Wanted(
            council_name(council["authority"]), kind, asks[sentence["earlier"]], sentence["quote"]
        )
        for name, kind in _KINDS.items()
        for sentence in council[name]
    ]


def _cases(library: Library, wanted: Sequence[_Wanted]) -> list[tuple[_Wanted, Case]]:
    councils = {sentence.council for sentence in wanted}
    encoded = {
        name: encode_with_issues(library, load_statements(library.db, name))
        for name in sorted(councils)
    }
    shown: dict[tuple[str, str], list[str]] = {}
    for sentence in wanted:
        if (sentence.council, sentence.ask) not in shown:
            shown[sentence.council, sentence.ask] = _shown(
                library, sentence, encoded[sentence.council]
            )
    return [
        (sentence, _case(sentence, shown[sentence.council, sentence.ask])) for sentence in wanted
    ]


def _shown(library: Library, wanted: _Wanted, encoded: EncodedStatements) -> list[str]:
    """The words of what is shown for an ask; none where it is not among those held."""
    held = {_plain(ask.text): ask for ask in iter_asks(library.db, authority=wanted.council)}
    best = process.extractOne(_plain(wanted.ask), list(held), scorer=fuzz.ratio)
    if best is None or best[1] < _LIKE:
        return []
    ask: HeldAsk = held[best[0]]
    return [_plain(each.statement.text) for each in find_later(library, ask, encoded, SHOWN)]


def _case(wanted: _Wanted, shown: Sequence[str]) -> Case:
    quote = _plain(wanted.quote)
    found = any(quote[:_START] in words or words[:_START] in quote for words in shown)
    identity = case_id(f"{wanted.council}/{wanted.kind}", f"{wanted.ask} {wanted.quote}")
    note = "" if found else f"not among the {len(shown)} shown"
    return Case(identity, f"{wanted.kind}: {locating_words(wanted.quote)}", found, note)


def _figure(name: str, cases: Sequence[tuple[_Wanted, Case]]) -> Figure:
    counted = [(wanted.council, Counts(int(case.right), 1, 1)) for wanted, case in cases]
    return share_figure(name, add_by_council(counted))


def _plain(text: str) -> str:
    return " ".join(split_words(text))
