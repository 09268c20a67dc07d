"""The version of the reading: a name for the code and the data that decide what a file says."""

from __future__ import annotations

from functools import cache

from models.code_version import Code

READING = Code(
    entries=("ingest.pipeline", "ingest.judge"),
    # What those load. The encoder's weights are not here: its module names their version.
    data=(
        "corpus/vocabulary/*.json",
        "corpus/councils.csv",
        "corpus/manifest.csv",
        "models/artefacts/blend.*",
        "models/artefacts/neighbours.*",
        "models/artefacts/reader.*",
        "models/artefacts/stance.*",
        "models/artefacts/themes.*",
        "models/artefacts/words.*",
    ),
)


@cache
def reading_version() -> str:
    """A name for how files are read now: documents read under another are to be read again."""
    return READING.version()
