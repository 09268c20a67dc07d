"""Values of measures in tables: rows that are measures, columns that say when and whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from corpus.document import Block, Document
from corpus.records import Observation
from corpus.vocabulary.measures import find_measure
from ingest.find.actions.columns import COLUMNS, plan_head, unheaded_plan
from ingest.find.measures.columns import (
    Column,
    as_part,
    day_of,
    is_clean,
    observe,
    place_of_row,
    told_by_row,
)
from ingest.find.measures.owners import (
    find_owner,
    find_region,
    heads_parts,
    heads_places,
    heads_teams,
    heads_times,
    is_population,
    names_part,
    names_place,
)
from ingest.find.measures.periods import find_periods
from ingest.find.measures.plan_rows import in_plan_row
from ingest.find.tables import Head, Row, TableReader
from models.text.quantities import Quantity, find_quantities

_GOOD = re.compile(r"good is|polarity|good performance|high ?/ ?low", re.IGNORECASE)
_RAG = re.compile(r"\brag\b|status", re.IGNORECASE)
# Columns whose cells are no values: a colour, the number of a row or a paragraph ("1.1").
_NO_VALUES = re.compile(
    rf"{_RAG.pattern}|^(?:action |row )?(?:ref(?:erence)?|id|item|para(?:graph)?)\W*$"
    r"|^(?:%? ?change|difference|variance|movement)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"measure|indicator|title|kpi|performance indicator|description", re.IGNORECASE)
# What stands over a table and says when it came, not what it is of.
_TELLS_WHEN = re.compile(r"(?:published|produced|issued|updated|dated?|as at)\b", re.IGNORECASE)
_COLOURS = {"g": "Green", "a": "Amber", "r": "Red", "b": "Blue"}
_PLAN_COLUMNS = 4  # of an action plan's heading row, as in `actions`
_LABEL_WORDS = 25
_OWN_WORDS = 6  # "Wexmere County Council 2023"
_TITLE_WORDS = 10
_MEASURE_WORDS = 18  # of a table that is of one measure
_SHOWS = re.compile(r"\b(?:table|below|following)\b", re.IGNORECASE)
_PAGES = re.compile(r"\d{1,3} ?[-–] ?\d{1,3}")  # beside an entry of a table of contents, no year
# What heads the one column of values of a table of two columns.
_VALUE_HEAD = re.compile(
    r"(?:%|per ?cent(?:age)?|number|no\.?|total|count|value|figure|rate|result|latest|score|average"
    r"|median|mean)"
    r"(?: [\w'’‘\"“”()/%-]+){0,3}|(?:at|on|in) .{0,30}|[\w'’ ]{1,20} %",
    re.IGNORECASE,
)
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
_PLACE = re.compile(r"[A-Z][a-z’'-]+(?:,? (?:and|of|upon|the|&|[A-Z][a-z’'-]+)){1,4}")
_NO_PLACE = re.compile(
    r"\b(?:measure|indicator|change|trend|direction|value|result|actual|latest|current|rank|travel"
    r"|performance|status|number|rate|good|council|year|quarter|note|comment)",
    re.I,
)
_NO_TEAM = re.compile(
    rf"{_NO_PLACE.pattern}|{_RAG.pattern}|{_GOOD.pattern}|\b(?:numerator|denominator|forecast|tolerance"
    r"|unit|owner|lead|volume|cohort|target|dot|ytd|weight|frequency|average|source|baseline|total"
    r"|why|what|which|how|definition|arrow|good|met|variance|difference)",
    re.IGNORECASE,
)
_LEAST_TEAMS = 2  # columns; a single one without a time has a head that says something else
# Beside "Local authority" it heads names and addresses, as on the last page of a report.
_IS_BODY = re.compile(
    r"\b(?:board|authority|trust|nhs|partnership|address|telephone|contact)\b", re.I
)
_WHOSE_HEAD = re.compile(r"\b(?:area|authority|council|region|comparator|whose)\b", re.I)
_BRACKETS = re.compile(r"\([^()]*\)\s*$")
_UNIT_HEAD = re.compile(r"£ ?(?:000(?:[’']?s)?|m|million)|%", re.IGNORECASE)


def find_in_tables(document: Document) -> Iterator[Observation]:
    """The values in tables, in order; `id` is left empty."""
    reader = TableReader(document)
    rows = list(reader.rows())
    table = actions = -1
    columns: dict[int, Column] = {}
    plan: Head | None = None
    name = ""
    headed = last = before = Row(table, {})
    for row in rows:
        heading = reader.head(row, COLUMNS, min(_PLAN_COLUMNS, len(row.cells)))
        if heading and "action" in heading.names and {"current", "target"} & heading.names:
            if plan is not None:  # a page break moved values behind the repeated heading
                yield from in_plan_row(reader, heading, row, last)
            plan, table = heading, row.table
            continue
        tracker = plan_head(reader, row) or unheaded_plan(reader, row)
        if tracker and "measure" not in tracker.names:
            plan, table, columns = None, row.table, {}
            actions = row.table
            continue
        if row.table == actions:
            continue
        if plan is not None and row.table == table:
            last = row
            yield from in_plan_row(reader, plan, row, row)
            continue
        if row.table != table:
            if not (columns and before == headed and _follows(reader.document, headed, row)):
                columns, name = {}, ""
            table, plan = row.table, None
        found = _read_columns(reader, row) or ({} if columns else _read_single(reader, row))
        if columns and (units := _read_units(reader, row)):
            columns = {at: replace(column, unit=units) for at, column in columns.items()}
        elif found:
            columns, headed = found, row
            yield from _values_in_heads(reader, row, columns)
        elif columns:
            cells = reader.placed(row, headed)
            label, owner = _row_name(reader, row, cells, columns), None
            asked = next((column.words for column in columns.values() if column.words), "")
            label = f"{asked} {label}" if asked.endswith(":") else label
            if told := told_by_row(reader, row, columns):
                yield from _in_turned_row(reader, row, cells, columns, told)
                cells = {
                    at: cell for at, cell in cells.items() if at in columns and columns[at].tells
                }
            if whose := _owner_of_row(reader, row, columns):
                label, owner = _measure_of_owners(reader, row, columns, name), whose
            elif titled := _titled_population(reader, row):
                label, owner = titled, find_owner(label, reader.document.authority)
            else:
                name = label
            yield from _in_row(reader, row, cells, columns, label, owner)
        before = row


# --- tables of measures ------------------------------------------------------


def _read_columns(reader: TableReader, row: Row) -> dict[int, Column]:
    """The row as a heading, where two or more of its cells say when or whose; else nothing."""
    document = reader.document
    now = day_of(document)
    columns = {}
    for at, block in row.cells.items():
        words = reader.words(block)
        period = next(find_periods(words, now), None)
        who, role = find_owner(words, document.authority)
        end = period.end if period else None
        columns[at] = Column(words, who, role, period.printed if period else "", end)
    columns = _without_localities(columns, document.authority)
    labels = [column for at, column in columns.items() if at and not _has_value(column.words)]
    if any(column.role == "comparator" and column.heads for column in columns.values()):
        columns = {at: _of_elsewhere(column) if at else column for at, column in columns.items()}
    first = columns[min(columns)].words if min(columns, default=1) == 0 else ""
    if heads_parts(first) and len(columns) > 1:
        return {at: as_part(column) if at else column for at, column in columns.items()}
    columns = {
        at: as_part(column) if names_part(column.words) else column
        for at, column in columns.items()
    }
    columns = _with_teams(columns)
    telling = [column for column in columns.values() if column.heads or _is_own(document, column)]
    bodies = any(_IS_BODY.search(column.words) for column in labels)
    turned = (heads_places(first) or heads_times(first) or heads_teams(first)) and not bodies
    if (
        (turned and labels)
        or len(telling) >= 2
        or (len(labels) >= 3 and len(labels) >= len(columns) - 1)
    ):
        return columns
    return {}


def _without_localities(columns: dict[int, Column], authority: str) -> dict[int, Column]:
    """The columns, regions of England taken for the council's own parts where two are headed."""
    regions = {at for at, column in columns.items() if find_region(column.words)}
    if len({columns[at].who for at in regions}) < _LEAST_TEAMS:
        return columns
    return {
        at: replace(column, who=authority, role="value") if at in regions else column
        for at, column in columns.items()
    }


def _with_teams(columns: dict[int, Column]) -> dict[int, Column]:
    """The columns, those of the council's own parts marked so: between the head of the measures
    and that of a target or of England, "North | South | Disabled children"."""
    first, *others = sorted(columns)
    teams = [at for at in others if not columns[at].tells and names_place(columns[at].words)]
    told = [at for at in others if columns[at].tells and columns[at].role != "value"]
    bare = [at for at in teams if not _NO_TEAM.search(columns[at].words)]
    named = _NAME.search(columns[first].words) is not None
    times = any(columns[at].period for at in others)
    if not named or not told or times or len(bare) < _LEAST_TEAMS:
        return columns
    return {at: as_part(column) if at in bare else column for at, column in columns.items()}


def _in_turned_row(
    reader: TableReader,
    row: Row,
    cells: Mapping[int, Block],
    columns: Mapping[int, Column],
    told: Column,
) -> Iterator[Observation]:
    """The values of a row of a council or a time, each of the measure that heads its column."""
    for at, block in cells.items():
        column = columns.get(at)
        if column is None or column.tells or block is row.cells[min(row.cells)]:
            continue
        values = _outside_brackets(reader.document.quote(block.span))
        head = column.words if is_clean(column.words) else _headed(reader, row, column)
        name = f"{head}: {told.words}" if told.part else head
        if len(values) == 1 and not _NO_VALUES.search(column.words) and is_clean(name):
            timed = told if told.period else _timed_before(reader, block, told)
            yield observe(reader, block, values[0], name, timed)


def _headed(reader: TableReader, row: Row, column: Column) -> str:
    """A head of one word behind the title of its table: "Suspensions: Number"."""
    title = _words_before(reader.document, row.cells[min(row.cells)]).strip(" :")
    short = 0 < len(title.split()) <= _TITLE_WORDS and not title.endswith(".")
    titled = short and not _TELLS_WHEN.match(title)
    return f"{title}: {column.words}" if titled else column.words


def _titled_population(reader: TableReader, row: Row) -> str:
    """The measure in the title of a table whose row says only of whom its values are; else ""."""
    label = reader.words(row.cells[min(row.cells)])
    authority = reader.document.authority
    titled = _words_before(reader.document, row.cells[min(row.cells)]).strip(" :")
    if not is_population(label, authority) or titled.endswith(".") or _TELLS_WHEN.match(titled):
        return ""
    short = 1 < len(titled.split()) <= _MEASURE_WORDS
    return f"{titled.lstrip('0123456789. ')}: {label}" if short else ""


def _of_elsewhere(column: Column) -> Column:
    """A column headed by the name of a place, beside England's: another area's values."""
    named = _PLACE.fullmatch(column.words) and not _NO_PLACE.search(column.words)
    if column.tells or not named:
        return column
    return replace(column, who=column.words, role="comparator")


def _follows(document: Document, head: Row, row: Row) -> bool:
    """True of the first row of a table that a page break parted from its heading row."""
    end = max(block.span.end for block in head.cells.values())
    start = min(block.span.start for block in row.cells.values())
    return not document.text[end:start].strip()


def _read_single(reader: TableReader, row: Row) -> dict[int, Column]:
    """The two cells of a row as a heading, where the second says when or in what unit."""
    first, second = min(row.cells), max(row.cells)
    words = reader.words(row.cells[second])
    now = day_of(reader.document)
    period = next(find_periods(words, now), None)
    if len(row.cells) > 2 or (first == second and not period):
        return {}
    if len(words.split()) > _OWN_WORDS or _PAGES.fullmatch(words):
        return {}
    if not (period or _VALUE_HEAD.fullmatch(words)):
        return {}
    if first != second and _has_value(reader.words(row.cells[first])):
        return {}
    who, role = find_owner(words, reader.document.authority)
    period = period or next(find_periods(reader.words(row.cells[first]), now), None)
    told = Column(
        words, who, role, period.printed if period else words, period.end if period else now
    )
    label = Column(reader.words(row.cells[first]), who, "value", "", None)
    return {first: label, second: told}


def _owner_of_row(
    reader: TableReader, row: Row, columns: Mapping[int, Column]
) -> tuple[str, str] | None:
    """Whose the values of a row are, where its label is no more than that: "England", "South
    Western region", the council's own name; None of a row that is a measure."""
    first = min(row.cells, default=0)
    label = reader.words(row.cells.get(first))
    if not label or len(label.split()) > _OWN_WORDS or find_measure(label) is not None:
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


def _measure_of_owners(
    reader: TableReader, row: Row, columns: Mapping[int, Column], before: str
) -> str:
    """What rows that say whose they are measure: the head of their column, the row before them,
    or the title of the table."""
    first = min(row.cells)
    head = columns[first].words if first in columns and not columns[first].heads else ""
    if is_clean(head) and not _WHOSE_HEAD.search(head):
        return head
    titled = _words_before(reader.document, row.cells[first]).strip()
    told = len(titled.split()) <= _MEASURE_WORDS and not titled.endswith(".")
    label = reader.words(row.cells[first])
    if before and _GROUP.search(label):
        return f"{before}: {label}"
    return before or (titled.lstrip("0123456789. ").rstrip(":") if told else "")


def _read_units(reader: TableReader, row: Row) -> str:
    """The unit that every cell of a row gives for those below: "£000's"; else ""."""
    words = {reader.words(block).replace("’", "'") for block in row.cells.values()}
    return next(iter(words)) if len(words) == 1 and all(map(_UNIT_HEAD.fullmatch, words)) else ""


def _has_value(words: str) -> bool:
    return next(find_quantities(words), None) is not None


def _values_in_heads(
    reader: TableReader, row: Row, columns: Mapping[int, Column]
) -> Iterator[Observation]:
    """Values that stand in one cell with their heading: "National 13/14 45.0%"."""
    name = _label(columns)
    for at, block in row.cells.items():
        column = columns[at]
        if column.heads and is_clean(name):
            for quantity in find_quantities(reader.document.quote(block.span)):
                if quantity.unit == "%":
                    yield observe(reader, block, quantity, name, column)


def _in_row(
    reader: TableReader,
    row: Row,
    cells: Mapping[int, Block],
    columns: Mapping[int, Column],
    name: str,
    owner: tuple[str, str] | None,
) -> Iterator[Observation]:
    """The values of a row that have a clean name and a time, with the row's colour and which
    way is good; `cells` are its cells by the column that they stand under, `owner` is whose its
    label says that they are."""
    said = {at: reader.words(block) for at, block in cells.items()}
    good, rag = (_said_under(said, columns, head) for head in (_GOOD, _RAG))
    found = []
    for at, block in cells.items():
        column = columns.get(at)
        labels = owner is not None and block is row.cells[min(row.cells)]
        if column is None or labels or said[at] == name or _NO_VALUES.search(column.words):
            continue
        values = _outside_brackets(reader.document.quote(block.span))
        named = _with_column(name, column)
        timed = column if column.tells else _timed_before(reader, block, column)
        own = _is_own(reader.document, column)
        if len(values) == 1 and (timed.tells or own) and is_clean(name if own else named):
            value = observe(reader, block, values[0], name if own else named, timed)
            found.append(replace(value, who=owner[0], role=owner[1]) if owner else value)
    yield from _rated([replace(value, good_is=_good(good, name)) for value in found], rag)


def _outside_brackets(words: str) -> list[Quantity]:
    """The values of a cell; of "11% (38 of 345)" the one before the brackets."""
    values = list(find_quantities(words))
    bracket = _BRACKETS.search(words)
    if bracket is None or not values or values[0].span.end > bracket.start():
        return values
    return [value for value in values if not bracket.start() < value.span.start < bracket.end()]


def _is_own(document: Document, column: Column) -> bool:
    """True of a column headed by the council's own name, beside England's and its region's."""
    own = document.authority.lower()
    words = column.words.lower()
    named = bool(own) and own in words and not re.search(r"www\.|@|/", words)
    return named and len(words.split()) <= _OWN_WORDS


def _timed_before(reader: TableReader, block: Block, column: Column) -> Column:
    """The column with the time that the sentence before its table gives for all of it."""
    words = _words_before(reader.document, block)
    periods = list(find_periods(words)) if _SHOWS.search(words) else []
    if len(periods) != 1:
        return column
    return replace(column, period=periods[0].printed, end=periods[0].end)


def _said_under(
    said: Mapping[int, str], columns: Mapping[int, Column], head: re.Pattern[str]
) -> str:
    found = (said[at] for at, column in columns.items() if head.search(column.words) and at in said)
    return next(found, "")


def _row_name(
    reader: TableReader, row: Row, cells: Mapping[int, Block], columns: Mapping[int, Column]
) -> str:
    """What a row measures: its first cell of words, behind the table's title where the cell
    stands under no heading; "" where no cell has words."""
    first = min(row.cells, default=0)
    said = {at: reader.words(block) for at, block in cells.items()}
    placed = row.cells.get(first) in cells.values()
    if first in row.cells and not (placed and first in columns):
        label = reader.words(row.cells[first])
        title = _title(reader.document, row.cells[first], label)
        return f"{title}: {label}" if title and find_measure(label) is None else label
    named = [at for at, column in columns.items() if _NAME.search(column.words) and at in said]
    for at in [*named, *sorted(said)]:
        if re.search(r"[A-Za-z]{3}", said[at]) and len(said[at].split()) <= _LABEL_WORDS:
            label = _label(columns)
            return f"{label} {said[at]}".strip() if at and label else said[at]
    return _title(reader.document, row.cells[first]) if row.cells else ""


def _title(document: Document, block: Block, label: str = "a label") -> str:
    """The words right before a table, where they are a title and no sentence; for a label of
    one word else the heading of the section; else ""."""
    words = _words_before(document, block).split()
    title = " ".join(words).lstrip("0123456789. ")
    if len(words) <= _TITLE_WORDS and not title.endswith((".", ":", ")")):
        return title
    section = document.section_of(block.span) if len(label.split()) == 1 else None
    return section.path[-1].lstrip("0123456789. ") if section else ""


def _words_before(document: Document, block: Block) -> str:
    """The paragraph or heading before a table; "" where there is none."""
    before = [
        earlier
        for earlier in document.blocks
        if earlier.span < block.span and earlier.table is None
    ]
    return document.quote(before[-1].span) if before else ""


def _label(columns: Mapping[int, Column]) -> str:
    """The longest heading that is none of a time or an owner: it says what is measured."""
    return max(
        (column.words for column in columns.values() if not column.heads), key=len, default=""
    )


def _with_column(name: str, column: Column) -> str:
    """A row's name, with its column's where that says what is counted."""
    return (
        name
        if (column.tells and not column.part) or not column.words
        else f"{name}: {column.words}"
    )


def _good(printed: str, name: str) -> str:
    if printed.lower().startswith(("high", "low")):
        return "high" if printed.lower().startswith("high") else "low"
    known = find_measure(name)
    return known.good if known else ""


def _rated(found: list[Observation], rag: str) -> Iterator[Observation]:
    """The values of a row; the authority's latest carries the colour, and whether it agrees."""
    own = [value for value in found if value.role == "value"]
    colour = _COLOURS.get(rag.strip().lower()[:1], "")
    latest = own[-1] if own else None
    target = next((value for value in found if value.role == "target"), None)
    for value in found:
        if value is latest and colour:
            yield replace(value, rag=rag.strip(), rag_agrees=_agrees(value, target, colour))
        else:
            yield value


def _agrees(value: Observation, target: Observation | None, colour: str) -> bool | None:
    """True where green means that the target is met and red that it is not."""
    if target is None or not value.good_is or value.amount is None or target.amount is None:
        return None
    met = value.amount >= target.amount
    if value.good_is == "low":
        met = value.amount <= target.amount
    return None if colour in ("Amber", "Blue") else met == (colour == "Green")
