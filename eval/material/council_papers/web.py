"""A measuring paper as a web page, which is also what its PDF is printed from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from eval.material.council_papers.body import Piece, read_pieces, read_runs
from eval.material.council_papers.paper import Paper

_STYLE = """
@page {{ size: A4; margin: 22mm 20mm; @top-left {{ content: {header}; font: 9pt sans-serif }}
  @bottom-right {{ content: {footer}; font: 9pt sans-serif }} }}
body {{ font: 11pt/1.35 "Liberation Sans", sans-serif }} h1 {{ font-size: 17pt }}
h2 {{ font-size: 13pt }} h3 {{ font-size: 11pt }}
table {{ border-collapse: collapse; width: 100%; margin: 8pt 0 }}
td, th {{ border: 0.6pt solid #333; padding: 3pt 5pt; vertical-align: top; text-align: left }}
.page {{ break-after: page }} ul, ol {{ list-style: none; counter-reset: item }}
li::before {{ content: "•"; display: inline-block; width: 6mm; margin-left: -6mm }}
ol > li {{ counter-increment: item }} ol > li::before {{ content: counter(item) "." }}
"""


def to_page(paper: Paper) -> str:
    """The paper as HTML, its header and footer in the style sheet, where only print shows them."""
    style = _STYLE.format(header=_content(paper.header), footer=_content(paper.footer))
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{escape(paper.name)}"
        f"</title><style>{style}</style></head><body>{_to_html(read_pieces(paper.body))}"
        "</body></html>"
    )


def _content(words: str) -> str:
    """Words as CSS content, "{page}" as the page's number."""
    parts = [f'"{part}"' for part in words.split("{page}")]
    return " counter(page) ".join(parts)


def _to_html(pieces: Sequence[Piece]) -> str:
    groups = (list(group) for _, group in groupby(pieces, key=lambda piece: piece.kind))
    return "\n".join(part for group in groups for part in _group(group))


def _group(pieces: list[Piece]) -> Iterator[str]:
    kind = pieces[0].kind
    if kind == "bullet":
        yield _bullets(pieces)
    elif kind == "number":
        yield f"<ol>{''.join(f'<li>{_lines(piece)}</li>' for piece in pieces)}</ol>"
    else:
        yield from map(_single, pieces)


def _bullets(pieces: Sequence[Piece]) -> str:
    """Bullets as a list, those set in as a list within the item before them."""
    html, deep = "<ul>", False
    for piece in pieces:
        html += "<ul>" if piece.level > 1 and not deep else ""
        html += "</ul>" if piece.level == 1 and deep else ""
        deep = piece.level > 1
        html += f"<li>{_lines(piece)}</li>"
    return html + ("</ul>" if deep else "") + "</ul>"


def _single(piece: Piece) -> str:
    if piece.kind == "heading":
        return f"<h{piece.level}>{_lines(piece)}</h{piece.level}>"
    if piece.kind == "page":
        return "<div class='page'></div>"
    if piece.kind == "box":
        return f"<table><tr><td>{_to_html(piece.inside)}</td></tr></table>"
    if piece.kind == "table":
        rows = (_row(row, piece.headed and not index) for index, row in enumerate(piece.rows))
        return f"<table>{''.join(rows)}</table>"
    return f"<p>{_lines(piece)}</p>"


def _row(cells: Sequence[str], head: bool) -> str:
    tag = "th" if head else "td"
    return f"<tr>{''.join(f'<{tag}>{_words(cell)}</{tag}>' for cell in cells)}</tr>"


def _lines(piece: Piece) -> str:
    return "<br>".join(map(_words, piece.lines))


def _words(line: str) -> str:
    html = ""
    for run in read_runs(line):
        words = escape(run.words, quote=False).replace("&lt;br&gt;", "<br>")
        words = f"<strong>{words}</strong>" if run.bold else words
        html += f"<em>{words}</em>" if run.italic else words
    return html
