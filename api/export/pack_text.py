"""A briefing pack as blocks of text, and those as Markdown or as HTML for print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from corpus.characters import printable
from corpus.citation import Citation, say_place
from index.briefing.contents import Enquiry, Figure, Pack, Quotation
from index.recurrence.wording import say_day, say_month, shorten

Style = Literal["Title", "Heading 1", "Heading 2", "Normal", "Quote", "List Bullet", "Table"]
Row = tuple[str, ...]
Opened = Callable[[Quotation], str]
_MARKS = {
    "Title": "# ",
    "Heading 1": "## ",
    "Heading 2": "### ",
    "Quote": "> ",
    "List Bullet": "- ",
}
_TAGS = {"Title": "h1", "Heading 1": "h2", "Heading 2": "h3", "Quote": "blockquote"}
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")  # what Markdown would take for HTML; "<5" it would not
_PRINT = (
    "@page{size:A4;margin:10mm 14mm}body{font:12pt/1.15 Arial,sans-serif;margin:0}"
    "h1{font-size:16pt;margin:0 0 3pt}h2{font-size:13pt;margin:7pt 0 1pt}"
    "h3{font-size:12pt;margin:5pt 0 1pt}p,blockquote,ul{margin:1pt 0}"
    "blockquote{border-left:2pt solid;padding-left:6pt}ul{padding-left:14pt}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:1pt 4pt;"
    "text-align:left;vertical-align:top}caption{text-align:left}a{color:inherit}"
)
_MEASURE_HEADS = ("Measure", "Latest", "Before", "Target", "England", "Printed in")
_NOT_HELD = "not held"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its style, or a table: its caption, and rows of which the first names
    the columns. `cited` is where its words stand, `address` where that is opened."""

    style: Style
    text: str
    rows: tuple[Row, ...] = ()
    cited: str = ""
    address: str = ""


def to_blocks(pack: Pack, opened: Opened | None = None) -> Iterator[Block]:
    """The pack in reading order.

    `opened` gives the address at which a quotation is opened; without it, its page at the
    publisher's, as far as that is known.
    """
    return map(_clean, _in_order(pack, opened or _at_publishers(pack)))


def _in_order(pack: Pack, opened: Opened) -> Iterator[Block]:
    yield Block("Title", f"Briefing: {_short(pack.subject, pack)}")
    yield Block("Normal", f"{pack.authority}. For the meeting of {say_day(pack.meeting)}.")
    yield Block("Heading 1", "Why now")
    yield Block("Normal", " ".join(pack.why_now))
    yield from _quoted("What outside bodies asked for, newest first", pack.asked, pack, opened)
    yield from _quoted("What the council says and planned", pack.council_said, pack, opened)
    yield from _measured(pack)
    yield from _answered(pack, opened)
    yield Block("Heading 1", "Lines of enquiry: drafts, to make your own")
    for enquiry in pack.enquiries:
        yield from _enquiry(enquiry, pack, opened)
    yield from _ending(pack)


def _clean(block: Block) -> Block:
    """The block without characters that a file cannot hold."""
    return replace(
        block,
        text=printable(block.text),
        rows=tuple(tuple(map(printable, row)) for row in block.rows),
        cited=printable(block.cited),
        address=printable(block.address),
    )


def name_pack(pack: Pack) -> str:
    """What a file with the pack is called within it."""
    return printable(f"Briefing: {pack.subject}")


def _ending(pack: Pack) -> Iterator[Block]:
    """What is not held, words, sources, and from what the pack was made."""
    yield Block("Heading 1", "What is not held")
    missing = pack.not_held or ("No document that those held name by its month is missing.",)
    yield from (Block("List Bullet", what) for what in missing)
    if pack.words:
        yield Block("Heading 1", "Words explained")
        yield Block(
            "Normal", "; ".join(f"{term.short}: {term.meaning}" for term in pack.words) + "."
        )
    yield Block("Heading 1", "Sources")
    made = f"Produced on {say_day(pack.produced)} from {pack.library}."
    yield Block("Normal", f"{'; '.join(say_sources(pack))}. {made}")


def _quoted(
    heading: str, quotations: Sequence[Quotation], pack: Pack, opened: Opened
) -> Iterator[Block]:
    """Quotations under the document and page that say them, each named once."""
    if quotations:
        yield Block("Heading 1", heading)
    for on_page in _by_page(quotations).values():
        yield from _quote_page(on_page, pack, opened)


def _by_page(quotations: Sequence[Quotation]) -> dict[tuple[str, int | None], list[Quotation]]:
    by_page: dict[tuple[str, int | None], list[Quotation]] = {}
    for quotation in quotations:
        citation = quotation.citation
        by_page.setdefault((citation.document, citation.page), []).append(quotation)
    return by_page


def _quote_page(on_page: Sequence[Quotation], pack: Pack, opened: Opened) -> Iterator[Block]:
    """Quotations of one page under what they share: who says them, the day, the place.

    What they do not share, a paragraph or section, stands with each.
    """
    first = on_page[0]
    shared = _say_shared_place(on_page)
    cited = _join(_say_who(first, pack), say_day(first.citation.published), shared)
    yield Block("Normal", "", cited=cited, address=opened(first))
    for quotation in on_page:
        own = say_place(quotation.citation).removeprefix(shared).removeprefix(", ")
        yield Block("Quote", _quote(quotation), cited=own, address=opened(quotation) if own else "")


def _say_shared_place(on_page: Sequence[Quotation]) -> str:
    """The place of all, else their page; empty where they share neither."""
    places = {say_place(quotation.citation) for quotation in on_page}
    return places.pop() if len(places) == 1 else say_place(_page_alone(on_page[0].citation))


def _page_alone(citation: Citation) -> Citation:
    return replace(citation, paragraph="", section="")


def _quote(quotation: Quotation) -> str:
    return f"“{shorten(quotation.citation.quote)}”"


def _measured(pack: Pack) -> Iterator[Block]:
    if pack.figures:
        yield Block("Heading 1", "Measures, as printed")
        rows = (_MEASURE_HEADS, *(_row(figure, pack) for figure in pack.figures))
        yield Block("Table", "The latest value held of each measure", _without_empty(rows))


def _without_empty(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without the columns of which nothing is held."""
    columns = [column for column in zip(*rows, strict=True) if any(column[1:])]
    return tuple(tuple(cell or _NOT_HELD for cell in row) for row in zip(*columns, strict=True))


def _row(figure: Figure, pack: Pack) -> Row:
    cited = _say_where(_short(figure.citation.title, pack), figure.citation, pack)
    return figure.measure, figure.latest, figure.before, figure.target, figure.england, cited


def _answered(pack: Pack, opened: Opened) -> Iterator[Block]:
    if pack.told:
        yield Block("Heading 1", "What members asked before, and were told")
    for exchange in pack.told:
        answer = (
            f"Told: “{shorten(exchange.answer)}”" if exchange.answer else "No answer is printed."
        )
        question = exchange.question
        yield _cite(f"{_quote(question)} {answer}", question, pack, opened)


def _enquiry(enquiry: Enquiry, pack: Pack, opened: Opened) -> Iterator[Block]:
    yield Block("Heading 2", enquiry.question)
    yield Block("Normal", f"{enquiry.counted}{' Wording by the reader.' * enquiry.edited}")
    yield from (_cite(_quote(quotation), quotation, pack, opened) for quotation in enquiry.evidence)
    yield Block("List Bullet", f"Follow-up: {' '.join(enquiry.follow_ups)}")
    yield Block("List Bullet", f"A full answer would include: {enquiry.full_answer}")


def _cite(text: str, quotation: Quotation, pack: Pack, opened: Opened) -> Block:
    return Block("Quote", text, cited=say_where(quotation, pack), address=opened(quotation))


def _at_publishers(pack: Pack) -> Opened:
    """Addresses of pages at the documents' publishers; empty where that is not known."""
    urls = {source.document: source.url for source in pack.sources}

    def opened(quotation: Quotation) -> str:
        url, page = urls.get(quotation.citation.document, ""), quotation.citation.page
        return f"{url}#page={page}" if url and page else url

    return opened


# --- words -----------------------------------------------------------------


def say_where(quotation: Quotation, pack: Pack) -> str:
    """Who says it, or in which document; the month, and where it stands in it."""
    return _say_where(_say_who(quotation, pack), quotation.citation, pack)


def _say_where(who: str, citation: Citation, pack: Pack) -> str:
    if citation.document == pack.item:
        return _join("this paper", say_place(citation))
    return _join(who, say_month(citation.published), say_place(citation))


def _join(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _say_who(quotation: Quotation, pack: Pack) -> str:
    return (
        quotation.by[:1].upper() + quotation.by[1:]
        if quotation.by
        else _short(quotation.citation.title, pack)
    )


def _short(title: str, pack: Pack) -> str:
    """A title without the council and the year that the citation or the pack gives."""
    head, _, year = title.rpartition(", ")
    return (head if year.isdigit() else title).removesuffix(f", {pack.authority}")


def say_sources(pack: Pack) -> Iterator[str]:
    """Each document quoted: its title and day."""
    return (f"{_short(source.title, pack)}, {say_day(source.published)}" for source in pack.sources)


# --- formats ---------------------------------------------------------------


def to_markdown(pack: Pack) -> str:
    """The pack as Markdown."""
    return _TAG.sub(r"\<", "\n\n".join(map(_mark, to_blocks(pack)))) + "\n"


def _mark(block: Block) -> str:
    if not block.rows:
        cited = f"[{block.cited}]({block.address})" if block.address else block.cited
        return _MARKS.get(block.style, "") + " ".join(filter(None, (block.text, cited)))
    head, *rest = block.rows
    return "\n".join(map(_piped, (head, ("---",) * len(head), *rest)))


def _piped(cells: Row) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def to_html(pack: Pack) -> str:
    """The pack as a page to print on A4."""
    title = escape(name_pack(pack))
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_PRINT}</style>'
    return (
        f'<!doctype html>\n<html lang="en-GB"><head>{head}</head><body><main>\n'
        f"{to_body(to_blocks(pack))}\n</main></body></html>\n"
    )


def to_body(blocks: Iterator[Block]) -> str:
    """Blocks as HTML; what they quote is escaped."""
    parts: list[str] = []
    for block in blocks:
        if block.style == "List Bullet":
            item = f"<li>{escape(block.text)}</li></ul>"
            if parts and parts[-1].endswith("</ul>"):
                parts[-1] = parts[-1].removesuffix("</ul>") + item
            else:
                parts.append(f"<ul>{item}")
        else:
            parts.append(_tagged(block))
    return "\n".join(parts)


def _tagged(block: Block) -> str:
    if block.rows:
        return _table(block)
    tag, cited = _TAGS.get(block.style, "p"), escape(block.cited)
    if block.address:
        cited = f'<a href="{escape(block.address)}">{cited}</a>'
    return f"<{tag}>{' '.join(filter(None, (escape(block.text), cited)))}</{tag}>"


def _table(block: Block) -> str:
    head, *rest = block.rows
    columns = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(
            f'<td data-name="{escape(name)}">{escape(cell)}</td>'
            for name, cell in zip(head[1:], cells, strict=True)
        )
        + "</tr>"
        for first, *cells in rest
    )
    return (
        f'<table class="stack compact"><caption>{escape(block.text)}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    )
