"""Where words stand in a part of a document that no passage has: a heading, a note, small print.

Search looks at passages. Where it finds nothing close, the whole texts are looked through, so
that it is silent of nothing that stands on a page. Who wrote or inspected is not found by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.citation import Citation, cite_spans, say_source
from corpus.document import Span
from corpus.store.documents import find_texts_with
from corpus.store.filters import Filters
from corpus.store.passages import load_spans
from corpus.store.reports import load_report
from corpus.vocabulary.officers import find_officers
from index.library import Library
from index.recurrence.wording import say_day

_LEAST_LETTERS = 3
_QUOTES = '"“” '
_ROUND = 120  # characters round words in which an officer's post would stand


def find_unsearched(library: Library, words: str, filters: Filters) -> Citation | None:
    """The newest place where words stand as they were typed; None where they stand nowhere, or
    are an officer's name there."""
    wanted = words.strip(_QUOTES).split()
    if sum(map(str.isalnum, "".join(wanted))) < _LEAST_LETTERS:
        return None
    phrase = r"\s+".join(map(re.escape, wanted))
    pattern = re.compile(rf"(?<!\w){phrase}(?!\w)", re.IGNORECASE)
    for document, text in find_texts_with(library.db, " ".join(wanted), filters):
        passages = [passage.span for passage in load_spans(library.db, document)]
        for span in find_places(pattern, text):
            if not any(span.touches(passage) for passage in passages):
                return cite_spans(load_report(library.db, document), [span])[0]
    return None


def say_unsearched(words: str, citation: Citation) -> str:
    """The sentence that tells of such a place, without its full stop."""
    return (
        f"“{words.strip(_QUOTES)}” stands in a part that search leaves out, such as a heading, a"
        f" note or the small print: {say_source(citation)}, {say_day(citation.published)}"
    )


def find_places(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Where a pattern stands in a text, but for officers' names."""
    for match in pattern.finditer(text):
        around = text[max(0, match.start() - _ROUND) : match.end() + _ROUND]
        if not any(match[0] in name or name in match[0] for name in find_officers(around)):
            yield Span(*match.span())
