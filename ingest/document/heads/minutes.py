"""Whether a paper is minutes, by what its head and its text print."""

from __future__ import annotations

import re

from corpus.document import Document
from ingest.document.heads.lines import head_lines

_IS_MINUTES = re.compile(
    r"(?:draft |unconfirmed |approved |public )*minutes\b(?! of the (?:last|previous))"
    r"|[^.]{3,90}(?::| [–—-]) (?:draft |unconfirmed )?"
    r"(?:minutes\b(?! of the (?:last|previous))|notes of)"
    r"|.{0,80}\((?:draft |unconfirmed )?minutes\)|.{0,120}\bminutes of (?:the |a )?(?:\w+ )?meeting"
    r"|(?:draft |action )?notes? of (?:the |a )?(?:\w+ ){0,3}meeting\b|(?:draft )?action notes?\b"
    r"|.{0,80}\b(?:record of (?:an? )?(?:\w+ ){0,3}decisions?"
    r"|decisions? (?:sheet|notice|record|list))\b",
    re.IGNORECASE,
)
# What minutes tell that no report does: who was there, and what was resolved.
_ATTENDED = re.compile(
    r"^\W*(?:members |councillors |also )?(?:present|in attendance)\b"
    r"|\bapologies (?:for absence|were)\b|\bno apologies\b",
    re.IGNORECASE | re.MULTILINE,
)
_RECORDED = re.compile(
    r"^\W*(?:RESOLVED|Resolved|AGREED)\b|\bas a correct record\b|\bapproved and signed\b",
    re.MULTILINE,
)


def says_minutes(document: Document) -> bool:
    """True of a paper whose head says that it is minutes, or a record of what was decided."""
    lines = (line for line in head_lines(document) if not line.label)
    if any(_IS_MINUTES.match(line.words) for line in lines):
        return True
    return bool(_ATTENDED.search(document.text) and _RECORDED.search(document.text))
