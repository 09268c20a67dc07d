"""What texts of the documents held are about, by themselves or where they stand.

What the reader gave is kept with the document, so that no pack waits for it twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.issues.grouping import BELONGS, RATHER_THAN_SILENCE
from index.library import Library
from models.code_version import Code
from models.statements.placed import Placed
from models.text.caching import CachedEncoder

# What decides a reading. The encoder's weights are not here: its module names their version.
READING = Code(
    entries=("models.statements.reader", "models.text.encoder"),
    data=(
        "corpus/vocabulary/*.json",
        "models/artefacts/blend.*",
        "models/artefacts/neighbours.*",
        "models/artefacts/reader.*",
        "models/artefacts/words.*",
    ),
)
Chances = dict[str, float]


def read_issues(
    library: Library, statements: Sequence[Placed], documents: Sequence[str]
) -> list[Chances]:
    """The issues that each statement may be about, the likeliest first, with their chances.

    From `BELONGS` on it is likelier than not about one. `documents` are the ids of those that
    the statements stand in.
    """
    keys = list(zip(documents, statements, strict=True))
    read = library.readings.find(
        keys, lambda missing: _read(library, [each for _, each in missing]), lambda key: key[0]
    )
    return [dict(read[key]) for key in keys]


def _read(library: Library, statements: Sequence[Placed]) -> list[Chances]:
    """The chances of each statement, those that are worth telling."""
    if not statements:  # the encoder need not be opened
        return []
    # As findings are read at ingest: states of tokens to three digits.
    readings = library.reader.read(statements, CachedEncoder(library.encoder))
    return [
        {
            issue.id: issue.probability
            for issue in readings.issues_of(row)
            if issue.probability >= RATHER_THAN_SILENCE
        }
        for row in range(len(statements))
    ]


def find_issues(
    library: Library, texts: Sequence[str], documents: Sequence[str], asked: bool = False
) -> list[list[str]]:
    """The issues that each text, read by itself, is about, the likeliest first."""
    chances = read_issues(library, [Placed(text, asked) for text in texts], documents)
    return [[issue for issue, chance in of.items() if chance >= BELONGS] for of in chances]
