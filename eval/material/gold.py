"""The hand-checked answers, as frozen records.

A gold folder stands beside the corpus it was read from: a record's file
"corpus/bolton/x.pdf" in `DIR/extraction` is `DIR/../corpus/bolton/x.pdf`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import GoldError


@dataclass(frozen=True, slots=True)
class ListedAsk:
    """One item of a recommendation list, as the gold or the program gives it.

    Empty: not printed, or the gold does not say.
    """

    text: str
    page: int
    id: str = ""
    number: str = ""
    timescale: str = ""
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class GoldJudgement:
    """A grade: normalised, or the sentence where a framework gives no grade."""

    area: str
    grade: str


@dataclass(frozen=True, slots=True)
class GoldReport:
    """What a careful reader found in one report. `path` is its file."""

    path: Path
    council: str
    published: date | None = None
    start: date | None = None
    end: date | None = None
    asks: tuple[ListedAsk, ...] = ()
    judgements: tuple[GoldJudgement, ...] = ()

    @property
    def name(self) -> str:
        """Council and file name without its ending, as cases are named."""
        return f"{self.council}/{self.path.stem}"


@dataclass(frozen=True, slots=True)
class GoldPair:
    """An ask and one of a later report of the same council; grade 2 same, 1 related, 0 neither."""

    earlier: ListedAsk
    later: ListedAsk
    grade: int


@dataclass(frozen=True)
class GoldCouncil:
    """One council's reports in date order, and its links as {(earlier id, later id): grade}."""

    name: str
    reports: tuple[GoldReport, ...]
    links: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def asks(self) -> tuple[ListedAsk, ...]:
        """All asks, in date order of their reports."""
        return tuple(ask for report in self.reports for ask in report.asks)

    def pairs(self) -> Iterator[GoldPair]:
        """Every ask with every ask of every later report."""
        for index, report in enumerate(self.reports):
            later = [ask for other in self.reports[index + 1 :] for ask in other.asks]
            for ask in report.asks:
                for other in later:
                    yield GoldPair(ask, other, self.links.get((ask.id, other.id), 0))


@dataclass(frozen=True, slots=True)
class GoldParagraph:
    """A paragraph that answers a query: grade 2 directly, 1 partly. `path` is its file."""

    path: Path
    quote: str
    grade: int


@dataclass(frozen=True, slots=True)
class GoldQuery:
    """A query with every paragraph that answers it."""

    id: str
    text: str
    relevant: tuple[GoldParagraph, ...]


@dataclass(frozen=True, slots=True)
class GoldMember:
    """A statement of a thread. `file` is the gold's id of the file that holds it."""

    file: str
    quote: str
    stance: str


@dataclass(frozen=True, slots=True)
class GoldThread:
    """An issue over the years: the shape of its history, and its last known state."""

    id: str
    label: str
    verdict: str
    status: str
    members: tuple[GoldMember, ...]


def load_extraction(gold: Path) -> tuple[GoldReport, ...]:
    """The reports of `extraction`, by file name. Raises GoldError."""
    return tuple(_report(gold, path, _read(path)) for path in _files(gold / "extraction"))


def load_recurrence(gold: Path, folder: str = "recurrence") -> tuple[GoldCouncil, ...]:
    """The councils of `recurrence` or `recurrence-train`, by file name. Raises GoldError."""
    return tuple(_council(gold, path, _read(path)) for path in _files(gold / folder))


def load_queries(gold: Path) -> tuple[GoldQuery, ...]:
    """The queries of `search`, in their order. Raises GoldError."""
    path = gold / "search" / "queries.json"
    files = load_files(gold)
    with _as_gold_error(path):
        return tuple(_query(gold, files, record) for record in _read(path))


def load_threads(gold: Path) -> tuple[GoldThread, ...]:
    """The threads of `medway`, in their order. Raises GoldError."""
    path = gold / "medway" / "threads.json"
    with _as_gold_error(path):
        return tuple(_thread(record) for record in _read(path))


def load_files(gold: Path) -> dict[str, str]:
    """The Medway documents that queries name: id to file, under the corpus. Raises GoldError."""
    return dict(_read(gold / "medway" / "files.json"))


def load_medway(gold: Path, name: str) -> Any:
    """One of the lists of `medway` ("kpis", "recommendations" ...). Raises GoldError."""
    return _read(gold / "medway" / f"{name}.json")


def load_stance_labels(gold: Path) -> list[dict[str, Any]]:
    """The labelled sentences of `stance`, in their order, as they stand. Raises GoldError."""
    path = stance_labels_file(gold)
    with _as_gold_error(path):
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def stance_labels_file(gold: Path) -> Path:
    """The file that `load_stance_labels` reads."""
    return gold / "stance" / "findings.jsonl"


def load_councils(gold: Path, folder: str) -> list[dict[str, Any]]:
    """Every council's record of a folder, as it stands. Raises GoldError."""
    return [_read(path) for path in _files(gold / folder)]


def beside(gold: Path, file: str) -> Path:
    """The corpus file that a gold record names. Raises GoldError where it is missing."""
    path = gold.resolve().parent / file
    if not path.is_file():
        raise GoldError(f"{path}: named in {gold} but not there; keep gold beside its corpus")
    return path


def _files(folder: Path) -> list[Path]:
    """The gold files of a folder, by name."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(f"{folder}: no gold files (*.json); give the folder that holds it")
    return paths


def _read(path: Path) -> Any:
    """The JSON of a file, as it is."""
    with _as_gold_error(path):
        return json.loads(path.read_text(encoding="utf-8"))


@contextmanager
def _as_gold_error(path: Path) -> Iterator[None]:
    """Turn what goes wrong with a gold file into GoldError that names it."""
    try:
        yield
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from error
    except KeyError as error:
        raise GoldError(f"{path}: a record lacks {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise GoldError(f"{path}: not as a gold file should be: {error}") from error


def _report(gold: Path, path: Path, record: dict[str, Any]) -> GoldReport:
    with _as_gold_error(path):
        file = beside(gold, record["file"])
        return GoldReport(
            path=file,
            council=file.parent.name,
            published=_date(record["published"]),
            start=_date(record["inspection_start"]),
            end=_date(record["inspection_end"]),
            asks=tuple(_ask(ask) for ask in record["recommendations"]),
            judgements=tuple(
                GoldJudgement(given["domain"], given["grade"]) for given in record["judgements"]
            ),
        )


def _council(gold: Path, path: Path, record: dict[str, Any]) -> GoldCouncil:
    with _as_gold_error(path):
        reports = [_listed_report(gold, report) for report in record["reports"]]
        reports.sort(key=lambda report: report.published or date.min)
        links = {(link["earlier"], link["later"]): int(link["grade"]) for link in record["links"]}
        return GoldCouncil(path.stem, tuple(reports), links)


def _listed_report(gold: Path, record: dict[str, Any]) -> GoldReport:
    """A report of which the gold gives only date and recommendation list."""
    file = beside(gold, record["file"])
    return GoldReport(
        path=file,
        council=file.parent.name,
        published=date.fromisoformat(record["published"]),
        asks=tuple(_ask(ask) for ask in record["recommendations"]),
    )


def _ask(record: dict[str, Any]) -> ListedAsk:
    number = record.get("number", record.get("printed_number"))
    return ListedAsk(
        text=record["text"],
        page=int(record["page"]),
        id=record.get("id", ""),
        number="" if number is None else str(number),
        timescale=record.get("timescale") or "",
        addressee=record.get("addressee") or "",
    )


def _query(gold: Path, files: Mapping[str, str], record: dict[str, Any]) -> GoldQuery:
    relevant = tuple(
        GoldParagraph(
            # a part of a pack ("pack/direction") lies in the pack's file
            path=beside(gold, files[label["doc"].split("/")[0]]),
            quote=label["quote"],
            grade=int(label["grade"]),
        )
        for label in record["relevant"]
    )
    return GoldQuery(record["id"], record["query"], relevant)


def _thread(record: dict[str, Any]) -> GoldThread:
    return GoldThread(
        record["id"],
        record["label"],
        record["verdict"],
        record["status_2024"],
        tuple(
            # a part of a pack ("pack/direction") lies in the pack's file
            GoldMember(member["doc"].split("/")[0], member["quote"], member["stance"])
            for member in record["members"]
        ),
    )


def _date(printed: str | None) -> date | None:
    return date.fromisoformat(printed) if printed else None
