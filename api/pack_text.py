"""A briefing pack as blocks of text, and those as Markdown or as HTML for print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Literal

from corpus.errors import QueryError
from index.pack import Pack, Quotation
from index.wording import say_day

Style = Literal["Title", "Heading 1", "Heading 2", "Normal", "Quote", "List Bullet"]
Block = tuple[Style, str]
_MARKS = {
    "Title": "# ",
    "Heading 1": "## ",
    "Heading 2": "### ",
    "Quote": "> ",
    "List Bullet": "- ",
}
_TAGS = {"Title": "h1", "Heading 1": "h2", "Heading 2": "h3", "Quote": "blockquote"}
_WORDS = 24  # of a quotation: some twenty-five of them leave room on two pages
_PRINT = "@page{size:A4;margin:2cm}body{font:12pt Arial,sans-serif}"


def to_blocks(pack: Pack) -> Iterator[Block]:
    """The pack's paragraphs in reading order, each with its style."""
    yield "Title", f"Briefing: {pack.subject}"
    yield "Normal", f"{pack.authority}. For the meeting of {say_day(pack.meeting)}."
    yield from (("Heading 1", "Why now"), ("Normal", pack.why_now))
    yield from _quoted("What outside bodies asked for, newest first", pack.asked)
    yield from _quoted("What the council planned or reported", pack.council_said)
    yield from _quoted("What the council's own papers and minutes asked", pack.own_asks)
    yield "Heading 1", "Lines of enquiry"
    for one in pack.enquiries:
        yield from (("Heading 2", one.question), ("Normal", one.counted))
        yield from (("Quote", say_quotation(quotation)) for quotation in one.evidence)
        yield "List Bullet", f"Follow-up: {one.follow_up}"
        yield "List Bullet", f"A full answer would include: {one.full_answer}"
    yield "Heading 1", "What is not held"
    yield from (("List Bullet", what) for what in pack.not_held or ("Nothing named and missing.",))
    yield "Normal", f"Produced on {say_day(pack.produced)} from {pack.library}."


def _quoted(heading: str, quotations: tuple[Quotation, ...]) -> Iterator[Block]:
    yield "Heading 1", heading
    yield from (("Quote", say_quotation(one)) for one in quotations)
    if not quotations:
        yield "Normal", "Nothing found in the documents held."


def say_quotation(one: Quotation) -> str:
    """The words, shortened only by an ellipsis, with title, day and page."""
    words = one.text.split()
    text = " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
    return f"“{text}” ({one.title}, {say_day(one.published)}, page {one.page})"


def to_markdown(pack: Pack) -> str:
    """The pack as Markdown."""
    return "\n\n".join(_MARKS.get(style, "") + text for style, text in to_blocks(pack)) + "\n"


def to_html(pack: Pack) -> str:
    """The pack as a page to print on A4."""
    body = "\n".join(_tagged(style, text) for style, text in to_blocks(pack))
    title = escape(f"Briefing: {pack.subject}")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_PRINT}</style>'
    return (
        f'<!doctype html>\n<html lang="en-GB"><head>{head}</head><body>\n{body}\n</body></html>\n'
    )


def _tagged(style: Style, text: str) -> str:
    tag = _TAGS.get(style, "p")
    return f"<{tag}>{escape(text)}</{tag}>"


def check_format(path: Path) -> None:
    """QueryError where the file's name does not end as a pack's can."""
    if path.suffix not in (".docx", ".html", ".md"):
        raise QueryError(f"{path.name}: a briefing is written as .docx, .html or .md")


def write_pack(pack: Pack, path: Path) -> None:
    """Write the pack as the file's name says."""
    if path.suffix == ".docx":
        from api.docx import write_docx

        write_docx(pack, path)
    else:
        write = to_html if path.suffix == ".html" else to_markdown
        path.write_text(write(pack), encoding="utf-8")
