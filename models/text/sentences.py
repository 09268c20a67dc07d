"""A passage as sentences: each is searched by its own meaning, and judged by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Span

# A stop or semicolon, then a capital, a quotation, a bracket or a bullet.
_END = re.compile(r"(?<=[.;!?])\s+(?=[A-Z‘“\"(•])")
# What is shorter ("Outcome 4.", "See above.") means nothing by itself and is near everything.
_SHORTEST = 16


def split_sentences(text: str) -> list[str]:
    """The sentences of a passage; the whole of one that has none long enough to mean anything.

    >>> split_sentences("Caseloads are high. No. Managers know (see annex); Boards help them.")
    ['Caseloads are high.', 'Managers know (see annex);', 'Boards help them.']
    """
    return [span.of(text) for span in find_sentences(text)]


def find_sentences(text: str) -> list[Span]:
    """Where the sentences of `split_sentences` stand in a passage, in order.

    >>> find_sentences("Caseloads are high. Boards help them.")
    [Span(start=0, end=19), Span(start=20, end=37)]
    """
    long = [span for span in _parts(text) if span.end - span.start >= _SHORTEST]
    return long or [Span(0, len(text))]


def _parts(text: str) -> Iterator[Span]:
    start = 0
    for gap in _END.finditer(text):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, len(text))
