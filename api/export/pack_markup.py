"""A briefing pack as Markdown, and as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from importlib.resources import files

from api.export.blocks import Block, Piece, Row
from api.export.fitting import fit_blocks, fit_points
from api.export.pack_text import name_pack, to_blocks
from index.briefing.contents import Pack

_MARKS = {
    "Title": "# ",
    "Heading 1": "## ",
    "Heading 2": "### ",
    "Quote": "> ",
    "List Bullet": "- ",
}
_TAGS = {
    "Title": "h1",
    "Heading 1": "h2",
    "Heading 2": "h3",
    "Question": 'p class="question"',
    "Quote": "blockquote",
}
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")  # what Markdown would take for HTML; "<5" it would not


def to_markdown(pack: Pack) -> str:
    """The pack as Markdown."""
    return _TAG.sub(r"\<", "\n\n".join(map(_mark, to_blocks(pack)))) + "\n"


def _mark(block: Block) -> str:
    if block.rows:
        head, *rest = block.rows
        rule = "| " + " | ".join("---" for _ in head) + " |"
        return "\n".join((_piped(head), rule, *map(_piped, rest)))
    text = f"**{block.text}**" if block.style == "Question" else block.text
    return _MARKS.get(block.style, "") + _mark_piece(replace(block, text=text))


def _mark_piece(piece: Piece) -> str:
    cited = f"[{piece.cited}]({piece.address})" if piece.address else piece.cited
    return " ".join(filter(None, (piece.text, cited)))


def _piped(cells: Row) -> str:
    told = (" ".join(map(_mark_piece, cell)).replace("|", "/") for cell in cells)
    return "| " + " | ".join(told) + " |"


def to_html(pack: Pack) -> str:
    """The pack as a page to print on A4, whole in one file."""
    title, style = escape(name_pack(pack)), files("api.pages").joinpath("static", "print.css")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{style.read_text("utf-8")}</style>'
    blocks = fit_blocks(pack)
    return (
        f'<!doctype html>\n<html lang="en-GB"><head>{head}</head><body>'
        f'<main class="briefing sheet" data-points="{fit_points(blocks):g}">\n'
        f"{to_body(blocks)}\n</main></body></html>\n"
    )


def to_body(blocks: Iterable[Block]) -> str:
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
    tag = _TAGS.get(block.style, "p")
    return f"<{tag}>{_inline(block)}</{tag.split()[0]}>"


def _inline(piece: Piece) -> str:
    """A piece as HTML, its place a link where that can be opened."""
    cited = escape(piece.cited)
    if piece.address:
        cited = f'<a href="{escape(piece.address)}">{cited}</a>'
    return " ".join(filter(None, (escape(piece.text), cited)))


def _table(block: Block) -> str:
    head, *rest = block.rows
    names = [escape(cell[0].text) for cell in head]
    columns = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "\n".join(map(partial(_table_row, names), rest))
    return (
        f'<table class="stack compact"><caption>{escape(block.text)}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _table_row(names: Sequence[str], row: Row) -> str:
    first, *cells = ("<br>".join(map(_inline, cell)) for cell in row)
    told = (
        f'<td data-name="{name}">{cell}</td>' for name, cell in zip(names[1:], cells, strict=True)
    )
    return f'<tr><th scope="row">{first}</th>{"".join(told)}</tr>'
