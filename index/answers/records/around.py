"""What a sentence leans on, or what turns it: quoted with it, so that it can be read alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.citation import Citation
from corpus.document import Span
from corpus.store.citations import cite_passages
from index.answers.records.mentions import passages_of
from index.answers.records.said import LEANS, SaidOfSubject
from index.library import Library
from models.text.sentences import find_sentences

_TURNS = re.compile(r"(?:However|But)\b")


def add_around(
    library: Library, authority: str, said: Sequence[SaidOfSubject]
) -> list[SaidOfSubject]:
    """The same in order, each sentence of a narrative with the one before it where it begins by
    pointing back ("They", "This"), and with the one behind it where that turns from it ("However").
    """
    wanted = {each.statement.passage for each in said if each.statement.kind == "finding"}
    numbers = [number for number, id_ in passages_of(library, authority).items() if id_ in wanted]
    passages = {held.id: held.citation for held in cite_passages(library.db, numbers)}
    parts = {id_: list(_spans(passage)) for id_, passage in passages.items()}
    return [
        _add(each, passages[each.statement.passage], parts[each.statement.passage])
        if each.statement.kind == "finding" and each.statement.passage in passages
        else each
        for each in said
    ]


def _add(said: SaidOfSubject, passage: Citation, parts: Sequence[Span]) -> SaidOfSubject:
    citation = said.statement.citation
    start, end = citation.span.start, citation.span.end
    before = [part for part in parts if part.end <= start][-1:]
    after = [part for part in parts if part.start >= end][:1]
    leans = before and LEANS.match(citation.quote)
    turns = after and _TURNS.match(_cut(passage, after[0].start, after[0].end).quote)
    return replace(
        said,
        before=_cut(passage, before[0].start, start) if leans else None,
        after=_cut(passage, end, after[0].end) if turns else None,
    )


def _spans(passage: Citation) -> Iterator[Span]:
    """Where the sentences of a passage stand in its document."""
    start = passage.span.start
    for part in find_sentences(passage.quote):
        yield Span(start + part.start, start + part.end)


def _cut(passage: Citation, start: int, end: int) -> Citation:
    """A part of a passage, with the space between it and the sentence."""
    first = passage.span.start
    return replace(passage, quote=passage.quote[start - first : end - first], span=Span(start, end))
