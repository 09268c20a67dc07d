"""A passage as sentences, each of which is searched by its own meaning."""

from __future__ import annotations

import re

# A stop or semicolon, then a capital, a quotation, a bracket or a bullet.
_END = re.compile(r"(?<=[.;!?])\s+(?=[A-Z‘“\"(•])")
# What is shorter ("Outcome 4.", "See above.") means nothing by itself and is near everything.
_SHORTEST = 16


def split_sentences(text: str) -> list[str]:
    """The sentences of a passage; the whole of one that has none long enough to mean anything.

    >>> split_sentences("Caseloads are high. No. Managers know (see annex); Boards help them.")
    ['Caseloads are high.', 'Managers know (see annex);', 'Boards help them.']
    """
    return [part for part in _END.split(text) if len(part) >= _SHORTEST] or [text]
