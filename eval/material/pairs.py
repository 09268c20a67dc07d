"""Judged pairs of asks, as the weigher takes them: from the gold, from labels, from verdicts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import GoldError
from eval.material.gold import GoldCouncil, load_recurrence
from models.links.ask_text import AskText, Pair

_LABELS = Path(__file__).parents[1] / "training" / "labels"
MORE, ACROSS = _LABELS / "judged_more.json", _LABELS / "judged_across.json"


@dataclass(frozen=True)
class JudgedPair:
    """A pair of asks, its grade (2 same, 1 related, 0 neither) and its council.

    `other` is the council of the later ask, where that is another one.
    """

    pair: Pair
    grade: int
    council: str
    other: str = ""


def ask_texts(council: GoldCouncil) -> dict[str, AskText]:
    """Each ask of a council of the gold as the weigher takes it, by id."""
    return {
        ask.id: AskText(
            id=ask.id,
            text=ask.text,
            addressee=ask.addressee,
            published=report.published,
            document=report.name,
        )
        for report in council.reports
        for ask in report.asks
    }


def read_judged(gold: Path, folder: str) -> list[JudgedPair]:
    """Every pair of `recurrence` or `recurrence-train`: earlier report to each later one.

    Raises GoldError.
    """
    return [pair for council in load_recurrence(gold, folder) for pair in _pairs_of(council)]


def _pairs_of(council: GoldCouncil) -> Iterator[JudgedPair]:
    texts = ask_texts(council)
    for pair in council.pairs():
        asks = Pair(texts[pair.earlier.id], texts[pair.later.id])
        yield JudgedPair(asks, pair.grade, council.name)


def read_more(extracts: Path, listed: Path = MORE) -> list[JudgedPair]:
    """The pairs of `judged_more.json`, whose asks stand in DIR/council/file.json.

    Raises GoldError where a file is missing or lists another number of asks than were judged.
    """
    pairs: list[JudgedPair] = []
    for council, facts in json.loads(listed.read_text("utf-8"))["councils"].items():
        reports = [
            _read_extract(extracts / council, report, number)
            for number, report in enumerate(facts["reports"], start=1)
        ]
        grades = {(earlier, later): grade for earlier, later, grade in facts["links"]}
        pairs += _pair_up(council, reports, grades)
    return pairs


def _pair_up(
    council: str, reports: Sequence[Sequence[AskText]], grades: Mapping[tuple[str, str], int]
) -> Iterator[JudgedPair]:
    """Each ask with each of every later report; a pair without a grade is neither."""
    for index, report in enumerate(reports):
        later_asks = [ask for later in reports[index + 1 :] for ask in later]
        for ask in report:
            for later in later_asks:
                yield JudgedPair(Pair(ask, later), grades.get((ask.id, later.id), 0), council)


def _read_extract(folder: Path, report: dict[str, Any], number: int) -> list[AskText]:
    """The asks of a council's report of that number, their ids by both numbers: "2.7"."""
    path = folder / report["file"].replace(".pdf", ".json")
    try:
        documents = json.loads(path.read_text("utf-8"))["documents"]
    except (OSError, ValueError, KeyError) as error:
        raise GoldError(f"{path}: not what throughline extract prints ({error})") from error
    asks = [ask for document in documents for ask in document["asks"]]
    if len(asks) != report["asks"]:
        raise GoldError(f"{path}: {len(asks)} asks, but {report['asks']} were judged")
    published = date.fromisoformat(report["published"])
    return [
        AskText(
            f"{number}.{ask_number}",
            ask["text"],
            ask["addressee"],
            published=published,
            document=report["file"],
        )
        for ask_number, ask in enumerate(asks, start=1)
    ]


def read_across(pairs: Sequence[JudgedPair], listed: Path = ACROSS) -> list[JudgedPair]:
    """The pairs of two councils of `judged_across.json` whose asks stand in given pairs."""
    asks = {
        (judged.council, ask.id): ask
        for judged in pairs
        for ask in (judged.pair.earlier, judged.pair.later)
    }
    return [
        JudgedPair(Pair(asks[council, earlier], asks[other, later]), grade, council, other)
        for council, earlier, other, later, grade in json.loads(listed.read_text("utf-8"))["pairs"]
        if (council, earlier) in asks and (other, later) in asks
    ]


def read_verdicts(path: Path) -> list[JudgedPair]:
    """The pairs that people judged, in the JSON that `export_pairs` gives.

    Raises GoldError where the file is not that.
    """
    try:
        rows = json.loads(path.read_text("utf-8"))
        return [
            JudgedPair(
                Pair(_to_ask(row["earlier"]), _to_ask(row["later"])),
                row["grade"],
                _to_stem(row["council"]),
            )
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path}: not an export of people's verdicts ({error})") from error


def _to_stem(council: str) -> str:
    """A council as the gold's files name it, so that one council is never in two folds.

    >>> _to_stem("Stoke-on-Trent"), _to_stem("Isle of Wight")
    ('stoke-on-trent', 'isle-of-wight')
    """
    return "-".join(council.lower().split())


def _to_ask(facts: dict[str, Any]) -> AskText:
    day = facts["published"]
    return AskText(**{**facts, "published": date.fromisoformat(day) if day else None})
