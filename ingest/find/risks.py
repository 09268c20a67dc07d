"""Risk tables of councils' reports, as printed: the ratings are the council's own codes."""

from __future__ import annotations

import re
from collections import Counter

from corpus.document import Block, Document, digest
from corpus.records import Risk
from ingest.find.tables import Columns, Head, Row, TableReader

_COLUMNS: Columns = {
    name: re.compile(pattern)
    for name, pattern in {
        "rating": r"(?:current|residual)?(?:riskrating|rating|riskscore|score|rag)",
        "mitigation": r"(?:actions?|measures?)to(?:avoidor)?mitigate(?:risk)?|mitigat"
        r"|actionsto(?:avoid|manage)|controls|whatwe(?:are|will)?do|response|treatment|howmanaged"
        r"|management",
        "description": r"description|what(?:is)?therisk|consequence",
        "risk": r"risks?",
    }.items()
}
_LEAST_COLUMNS = 3
_CODE = re.compile(
    r"[A-F] ?(?:[1-6]|I{1,3}|IV|V)|\d{1,2}|low|medium|high|very high|red|amber|green", re.IGNORECASE
)


def find_risks(document: Document) -> tuple[Risk, ...]:
    """The rows of a document's risk tables, in order.

    A row without a name of its own has the one above it; a row with nothing but more of
    the mitigation is part of the one above it.
    """
    reader = TableReader(document)
    found: list[tuple[Block, dict[str, str]]] = []
    head: Head | None = None
    table = -1
    for row in reader.rows():
        heading = reader.head(row, _COLUMNS, _LEAST_COLUMNS)
        if heading:
            head, table = heading, row.table
        elif head is not None and row.table == table:
            _take(reader, head, row, found)
    seen: Counter[str] = Counter()
    return tuple(_to_risk(document, block, said, seen) for block, said in found)


def _take(
    reader: TableReader, head: Head, row: Row, found: list[tuple[Block, dict[str, str]]]
) -> None:
    cells = reader.under(head, row)
    said = {name: reader.words(block) for name, block in cells.items()}
    if found and not said.get("risk") and not said.get("description"):
        for name, words in said.items():
            found[-1][1][name] = f"{found[-1][1].get(name, '')} {words}".strip()
        return
    if not said.get("description") and not said.get("mitigation"):
        return  # a key to the ratings, or a rule
    if not said.get("risk") and found:
        said["risk"] = found[-1][1]["risk"]
    block = cells.get("description") or cells.get("risk") or next(iter(cells.values()))
    found.append((block, said))


def _to_risk(document: Document, block: Block, said: dict[str, str], seen: Counter[str]) -> Risk:
    words = document.quote(block.span)
    seen[words] += 1
    rating = said.get("rating", "")
    return Risk(
        id=digest(document.id, "risk", words, seen[words]),
        span=block.span,
        risk=said.get("risk", ""),
        description=said.get("description", ""),
        mitigation=said.get("mitigation", ""),
        rating=rating if _CODE.fullmatch(rating) else "",
    )
