"""What a council's own paper quotes: the word of an inspector or a minister, not the council's.

A sentence that says who found what, and an item of a list that hangs on such words ("The Minister
replied that:"), in the same passage or as a paragraph numbered below it. Written on the papers of
one council and the sample: of other councils no papers of their own are held.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.store.connection import Connection
from corpus.store.passages import load_paragraphs, load_spans, load_texts
from corpus.store.statements import Statement

_SPEAKER = (
    r"(?:Ofsted|CQC|Care Quality Commission|inspectors?|inspectorates?|inspection(?:\s+reports?)?"
    r"|commissioner|minister|secretary of state|Department for Education|DfE|ombudsman"
    r"|reviewers|peer (?:review|challenge)(?:\s+team)?)"
)
_SAYING = (
    r"(?:responded|replied|stat(?:ed|es|ing)|said|says|found|finds|identified|noted|concluded"
    r"|commented|recommended|highlighted|wrote|explained|emphasi[sz]ed|praised|judged)"
)
# Words of the council, between the speaker and the verb or after it: it speaks for itself.
_OWN = r"(?:we|our|us|the council|the service|officers?|the authority|staff|managers)"
_BETWEEN = rf"(?:(?!\b{_OWN}\b)[^.,;:]){{0,60}}?"
_SAYS = re.compile(rf"\b{_SPEAKER}\b{_BETWEEN}\s{_SAYING}\b", re.I)
_IS_SAID = re.compile(rf"\b{_SAYING}\s+(?:in|by)\s+(?:the\s+)?(?:recent\s+)?{_SPEAKER}\b", re.I)
_OPENING = re.compile(
    rf"^\W*(?:[\w’'/-]+,?\s+){{0,4}}?{_SPEAKER}\b{_BETWEEN}\s{_SAYING}\b(?!.*\b{_OWN}\b)", re.I
)
_LAST_LEAD = re.compile(r"([^\n]*):[ \t]*\n(?!.*:[ \t]*\n)", re.S)


def attribute_quotes(db: Connection, statements: Sequence[Statement]) -> list[Statement]:
    """The statements; what a council only tells of an outside body is restated, not reported."""
    own = [each for each in statements if each.kind == "finding" and not each.is_outside]
    quoted = {
        id_
        for document in {each.document for each in own}
        for id_ in _find_quoted(db, document, [each for each in own if each.document == document])
    }
    return [replace(each, stance="restated") if each.id in quoted else each for each in statements]


def is_quoted(statement: Statement) -> bool:
    """True of a council's sentence that `attribute_quotes` gave to an outside body."""
    return statement.kind == "finding" and statement.stance == "restated"


def _find_quoted(db: Connection, document: str, own: Sequence[Statement]) -> Iterator[str]:
    texts, numbers = load_texts(db, document), load_paragraphs(db, document)
    starts = [passage.span.start for passage in load_spans(db, document)]
    leads = [
        number for number, text in zip(numbers, texts, strict=True) if number and _is_lead(text)
    ]
    for statement in own:
        start = statement.citation.span.start
        at = bisect_right(starts, start) - 1
        before = texts[at][: start - starts[at]] if at >= 0 else ""
        is_item = any(statement.citation.paragraph.startswith(f"{number}.") for number in leads)
        if is_item or _hangs_on(before) or _tells(statement.text):
            yield statement.id


def _is_lead(text: str) -> bool:
    """True of a passage that ends in words on which an outside body's words hang."""
    last = text.rstrip()
    return last.endswith(":") and _names_speaker(last.rsplit(". ", 1)[-1])


def _hangs_on(before: str) -> bool:
    """True where the list that what comes next is in begins with such words."""
    lead = _LAST_LEAD.search(before)
    return bool(lead) and _names_speaker(lead[1] if lead else "")


def _names_speaker(lead: str) -> bool:
    return bool(_SAYS.search(lead) or _IS_SAID.search(lead))


def _tells(text: str) -> bool:
    """True of a sentence that says what an outside body said, and nothing of the council's."""
    return bool(_OPENING.search(" ".join(text.split())))
