"""What a row of a table measures, and whose it is: its label, the words over its table."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.document import Block, Document
from corpus.vocabulary.measures import find_measure
from ingest.find.measures.owners import find_owner, heads_places, is_population, names_place
from ingest.find.measures.tables.columns import Column, is_clean, place_of_row
from ingest.find.measures.tables.headings import NAME, OWN_WORDS
from ingest.find.tables import Row, TableReader

# What stands over a table and says when it came, not what it is of.
_TELLS_WHEN = re.compile(r"(?:published|produced|issued|updated|dated?|as at)\b", re.IGNORECASE)
_LABEL_WORDS = 25
_TITLE_WORDS = 10
_MEASURE_WORDS = 18  # of a table that is of one measure
_STYLE = re.compile(
    r"\b(?:(?:city|county|borough|metropolitan|district|unitary|london|royal)\s+)*council\b"
    r"|\bour own\b",
    re.IGNORECASE,
)
_IS_OWNER = re.compile(
    r"\W*(?:all )?(?:england|national|nationally|statistical neighbours?|stat\.? neighbours?|sn"
    r"|similar (?:authorities|councils)|neighbours|comparators|(?:[\w&-]+ ){0,3}region(?:al)?"
    r"|south east|(?:inner |outer )?london|east of england"
    r"|(?:east|west) midlands)(?: (?:average|mean|median|male|female|boys|girls|all|total))?\W*",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\b(?:male|female|boys|girls)\b", re.IGNORECASE)
_WHOSE_HEAD = re.compile(r"\b(?:area|authority|council|region|comparator|whose)\b", re.I)


def headed(reader: TableReader, row: Row, column: Column) -> str:
    """A head of one word behind the title of its table: "Suspensions: Number"."""
    title = words_before(reader.document, row.cells[min(row.cells)]).strip(" :")
    short = 0 < len(title.split()) <= _TITLE_WORDS and not title.endswith(".")
    titled = short and not _TELLS_WHEN.match(title)
    return f"{title}: {column.words}" if titled else column.words


def titled_population(reader: TableReader, row: Row) -> str:
    """The measure in the title of a table whose row says only of whom its values are; else ""."""
    label = reader.words(row.cells[min(row.cells)])
    authority = reader.document.authority
    titled = words_before(reader.document, row.cells[min(row.cells)]).strip(" :")
    if not is_population(label, authority) or titled.endswith(".") or _TELLS_WHEN.match(titled):
        return ""
    short = 1 < len(titled.split()) <= _MEASURE_WORDS
    return f"{titled.lstrip('0123456789. ')}: {label}" if short else ""


def owner_of_row(
    reader: TableReader, row: Row, columns: Mapping[int, Column]
) -> tuple[str, str] | None:
    """Whose the values of a row are, where its label is no more than that: "England", "South
    Western region", the council's own name; None of a row that is a measure."""
    first = min(row.cells, default=0)
    label = reader.words(row.cells.get(first))
    if not label or len(label.split()) > OWN_WORDS or find_measure(label) is not None:
        return None
    own = reader.document.authority
    if first in columns and heads_places(columns[first].words) and names_place(label):
        return place_of_row(label, own)
    bare = _STYLE.sub("", label).strip(" *()")
    if own and bare.lower() == own.lower():
        return own, "value"
    who, role = find_owner(label, own)
    if role == "comparator" and _IS_OWNER.fullmatch(label):
        return label if who == "region" else who, role
    return None


def measure_of_owners(
    reader: TableReader, row: Row, columns: Mapping[int, Column], before: str
) -> str:
    """What rows that say whose they are measure: the head of their column, the row before them,
    or the title of the table."""
    first = min(row.cells)
    head = columns[first].words if first in columns and not columns[first].heads else ""
    if is_clean(head) and not _WHOSE_HEAD.search(head):
        return head
    titled = words_before(reader.document, row.cells[first]).strip()
    told = len(titled.split()) <= _MEASURE_WORDS and not titled.endswith(".")
    label = reader.words(row.cells[first])
    if before and _GROUP.search(label):
        return f"{before}: {label}"
    return before or (titled.lstrip("0123456789. ").rstrip(":") if told else "")


def row_name(
    reader: TableReader, row: Row, cells: Mapping[int, Block], columns: Mapping[int, Column]
) -> str:
    """What a row measures: its cell under "Indicator", else its first cell of words, behind the
    table's title where the cell stands under no heading; "" where no such cell has words."""
    first = min(row.cells, default=0)
    said = {at: reader.words(block) for at, block in cells.items()}
    placed = row.cells.get(first) in cells.values()
    if first in row.cells and not (placed and first in columns):
        label = reader.words(row.cells[first])
        title = _title(reader.document, row.cells[first], label)
        return f"{title}: {label}" if title and find_measure(label) is None else label
    named = [at for at, column in columns.items() if at and NAME.search(column.words)]
    for at in named or sorted(said):
        words = said.get(at, "")
        if re.search(r"[A-Za-z]{3}", words) and len(words.split()) <= _LABEL_WORDS:
            label = "" if at in named else longest_head(columns)
            return f"{label} {words}".strip() if at and label else words
    if named:  # a row whose name stands elsewhere has none to be shown by
        return ""
    return _title(reader.document, row.cells[first]) if row.cells else ""


def _title(document: Document, block: Block, label: str = "a label") -> str:
    """The words right before a table, where they are a title and no sentence; for a label of
    one word else the heading of the section; else ""."""
    words = words_before(document, block).split()
    title = " ".join(words).lstrip("0123456789. ")
    if len(words) <= _TITLE_WORDS and not title.endswith((".", ":", ")")):
        return title
    section = document.section_of(block.span) if len(label.split()) == 1 else None
    return section.path[-1].lstrip("0123456789. ") if section else ""


def words_before(document: Document, block: Block) -> str:
    """The paragraph or heading before a table; "" where there is none."""
    before = [
        earlier
        for earlier in document.blocks
        if earlier.span < block.span and earlier.table is None
    ]
    return document.quote(before[-1].span) if before else ""


def longest_head(columns: Mapping[int, Column]) -> str:
    """The longest heading that is none of a time or an owner: it says what is measured."""
    return max(
        (column.words for column in columns.values() if not column.heads), key=len, default=""
    )


def with_column(name: str, column: Column) -> str:
    """A row's name, with its column's where that says what is counted."""
    return (
        name
        if (column.tells and not column.part) or not column.words
        else f"{name}: {column.words}"
    )
