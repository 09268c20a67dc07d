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
        r"|actionsto(?:avoid|manage)|controls|response|treatment|howmanaged|management"
        r"|whatwe(?:are|have|will)?(?:be)?do(?:ing|ne)?(?:about(?:it|this))?",
        "description": r"description|what(?:is)?therisk|consequence",
        "risk": r"risks?",
    }.items()
}
_LEAST_COLUMNS = 3
# A table of two columns is one of risks where these two head it, in so many words.
_PAIR = frozenset({"risk", "mitigation"})
# Between two tables that are one: a page's end with its number.
_PAGE_END = re.compile(r"(?:\s|\d|page|of|cont(?:inued|['’]?d)?|[|/()–.-])*", re.IGNORECASE)
_CONTINUED = re.compile(r"\W*cont(?:inued|['’]?d)?\W*", re.IGNORECASE)
# Letters of another alphabet that a scan gives for those of a rating.
_LOOK_ALIKE = str.maketrans("АВСЕЗ", "ABCE3")
_CODE = re.compile(
    r"[A-F] ?(?:[1-6]|I{1,3}|IV|V)|\d{1,2}|low|medium|high|very high|red|amber|green", re.IGNORECASE
)


def find_risks(document: Document) -> tuple[Risk, ...]:
    """The rows of a document's risk tables, in order.

    A row without a name of its own has the one above it; a row with nothing but more of
    the mitigation is part of the one above it. A table without a heading that follows a table
    of risks at once goes on with it.
    """
    reader = TableReader(document)
    found: list[tuple[Block, dict[str, str]]] = []
    head: Head | None = None
    last: Row | None = None
    for row in reader.rows():
        heading = _read_head(reader, row)
        if heading:
            head, last = heading, row
        elif head is not None and last is not None and _is_of_table(reader, head, last, row):
            _take(reader, head, row, found)
            last = row
    seen: Counter[str] = Counter()
    return tuple(_to_risk(document, block, said, seen) for block, said in found)


def _read_head(reader: TableReader, row: Row) -> Head | None:
    """The row as the heading of a table of risks; of two columns only where both are headed in
    full, for "Risk factors" and "Response times" head others."""
    pair = reader.head(row, _COLUMNS, len(_PAIR))
    if pair is None or len(pair.columns) >= _LEAST_COLUMNS:
        return pair
    is_pair = pair.names == _PAIR and len(row.cells) == len(_PAIR)
    is_full = not any(reader.document.quote(rest).strip() for rest in pair.rests.values())
    return pair if is_pair and is_full else None


def _is_of_table(reader: TableReader, head: Head, last: Row, row: Row) -> bool:
    """True of a row of the same table, or of one that goes on with it: nothing stands between
    the two, and as many columns are filled."""
    if row.table == last.table:
        return True
    widths = [max(each.cells) for each in reader.rows_of(row.table) if each.cells]
    if not row.cells or max(widths) < max(head.columns):
        return False
    end = max(block.span.end for block in last.cells.values())
    start = min(block.span.start for block in row.cells.values())
    between = reader.document.text[end:start]
    return end <= start and bool(_PAGE_END.fullmatch(between))


def _take(
    reader: TableReader, head: Head, row: Row, found: list[tuple[Block, dict[str, str]]]
) -> None:
    cells = reader.under(head, row)
    said = {name: reader.words(block) for name, block in cells.items()}
    if _CONTINUED.fullmatch(said.get("risk", "")):
        said["risk"] = ""
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
    rating = said.get("rating", "").translate(_LOOK_ALIKE)
    return Risk(
        id=digest(document.id, "risk", words, seen[words]),
        span=block.span,
        risk=said.get("risk", ""),
        description=said.get("description", ""),
        mitigation=said.get("mitigation", ""),
        rating=rating if _CODE.fullmatch(rating) else "",
    )
