"""The day and the hour that a paper prints in its head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from corpus.document import Document, Event
from ingest.document.dates import find_meeting_day, find_published, is_date, read_days
from ingest.document.heads.lines import HeadLine, head_lines

# What another day is: of a review, of the next or the last meeting, of a deadline.
_OTHER_DAY = re.compile(
    r"\b(?:review|reviewed|next|last|previous|earlier|deadline|due|effective|effect|expires?|until"
    r"|born|birth|aged?|respon\w+|inspection|visit|correct record|approved (?:as|and signed)"
    r"|amended|call(?:ed)?[ -]in"
    r"|from|since|between|published in|per 10,000|on site|fieldwork"
    r"|(?<!as )at (?:the end of )?\d{1,2} \w+ 20\d\d)\b|\d%",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:meeting )?date(?: of (?:the )?(?:meeting|report|decision|notice|letter))?"
    r"|published(?: on)?"
)
_ISSUED = re.compile(
    r"(?:date(?: of)? )?(?:issued?|report)(?: (?:on|date))?:? (?=\d)", re.IGNORECASE
)
# Round the day above a signature: the number of a form's last box, "Dated this", who signed.
_ROUND_SIGNATURE = re.compile(
    r"^(?:\d{1,2}\.? (?=\d|dated))?(?:dated:? (?:this )?)?|\bsigned\b.*$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<=[.;]) +(?=[A-Z])")
_COUNTED = re.compile(r"\b(?:as|position) at\b", re.IGNORECASE)  # the day of the figures
_MEETING_HOUR = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?m\b\.?"
    r"|\b(?P<hours>[01]?\d|2[0-3])[:.](?P<minutes>[0-5]\d)(?:\s*(?:hrs|hours))?\b(?!\.\d)",
    re.IGNORECASE,
)
_MINUTES_HEAD = re.compile(r"\bminutes?\b|\brecord of\b", re.IGNORECASE)
_LONGEST = 25  # words of a line that gives a day


def find_head_day(document: Document) -> date | None:
    """The day of the head: labelled, alone on its line, else beside a meeting's or paper's name."""
    lines = [line for line in _sentences(document) if not _OTHER_DAY.search(line.words)]
    ranks = (
        [line for line in lines if _ISSUED.match(line.words)],
        [line for line in lines if _LABEL.fullmatch(line.label)],
        [line for line in lines if is_date(_without_hour(line.words)) and _is_plain(line)],
        [line for line in lines if _tells(line) and not _COUNTED.search(line.words)],
        [line for line in lines if _tells(line)],
    )
    days = (day for rank in ranks for line in rank for day in read_days(line.words))
    return next(days, None) or _margin_day(document)


def _margin_day(document: Document) -> date | None:
    """The first day in a running head or foot; in inspectors' it is that of the inspection."""
    own = () if document.framework else document.margins
    plain = (words for words in own if not _OTHER_DAY.search(words))
    return next((day for words in plain for day in read_days(words)), None)


def _sentences(document: Document) -> Iterator[HeadLine]:
    """The lines of a council's head, a sentence each: one may name the day of the next review."""
    for line in head_lines(document):
        apart = [line.words] if document.framework else _SENTENCE_END.split(line.words)
        for words in apart:
            yield replace(line, words=words)


def _tells(line: HeadLine) -> bool:
    return len(line.words.split()) <= _LONGEST and _is_plain(line)


def _is_plain(line: HeadLine) -> bool:
    return not line.label and line.block.kind != "cell"


def find_minuted_day(document: Document) -> date | None:
    """The day in the heading of minutes, else that of the head, else the first in the opening."""
    heads = (
        line.words
        for line in head_lines(document)
        if _MINUTES_HEAD.search(line.words) and not _OTHER_DAY.search(line.words)
    )
    headed = next((day for words in heads for day in read_days(words)), None)
    return headed or find_head_day(document) or find_meeting_day(document)


def find_paper_day(document: Document) -> tuple[date | None, str]:
    """The day of publication and where it is from, as `find_published` says it.

    Where neither label, manifest nor file name tell, a paper has the day of its meeting, and any
    other document that of its head, of what it reports on, or of its signature.
    """
    day, origin = find_published(document)
    if day is not None:
        return day, origin
    event = document.event
    began = event.start if event else None
    if event is None or event.kind not in ("meeting", "direction"):
        headed = find_head_day(document)
        outside = headed is None or began is None or not _within(headed, event)
        began = (headed if outside else None) or began or find_signed_day(document)
    return began, "text" if began else ""


def _within(day: date, event: Event | None) -> bool:
    return bool(event and event.start and event.start <= day <= (event.end or event.start))


def find_signed_day(document: Document) -> date | None:
    """The last line of a document that is nothing but a day, as above a signature."""
    lines = (document.quote(block.span).strip() for block in reversed(document.blocks[-8:]))
    bare = (_ROUND_SIGNATURE.sub("", line) for line in lines)
    return next((day for line in bare if is_date(line) for day in read_days(line)), None)


def find_head_hour(document: Document) -> str:
    """The hour at which the meeting begins, as "18:00"; empty where the head prints none."""
    for line in head_lines(document):
        if read_days(line.words) or line.label == "time" or "time" in line.label.split():
            found = _MEETING_HOUR.search(_undated(line))
            if found:
                return _to_hour(found)
    return ""


def has_hour(words: str) -> bool:
    """True of words that name an hour."""
    return _MEETING_HOUR.search(words) is not None


def _undated(line: HeadLine) -> str:
    return re.sub(r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b", " ", line.words)


def _without_hour(words: str) -> str:
    return re.sub(r",?\s*(?:at\s+)?" + _MEETING_HOUR.pattern, "", words, flags=re.I).strip(" ,.")


def _to_hour(found: re.Match[str]) -> str:
    if found["hours"]:
        return f"{int(found['hours']):02}:{found['minutes']}"
    hour = int(found["hour"]) % 12 + (12 if found["half"].lower() == "p" else 0)
    return f"{hour:02}:{found['minute'] or '00'}"
