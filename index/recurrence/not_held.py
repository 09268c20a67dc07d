"""Documents that held ones name and the library does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from corpus.citation import Citation
from corpus.kinds import kind_of, kinds_where
from corpus.records import Mention
from corpus.store.connection import Connection
from corpus.store.documents import HeldDocument, documents_of, load_text
from corpus.store.statements import SourcedRecord, iter_records

_YEAR, _MONTH, _DAY = len("2019"), len("2019-07"), len("2019-07-26")
# Inspectors of others than councils, and whose reports are theirs unless Ofsted is named beside.
_OTHER_INSPECTORS = (
    (re.compile(r"\bConstabulary\b|\bHMIC(?:FRS)?\b"), "HM Inspectorate of Constabulary"),
    (
        re.compile(r"\bHMI Probation\b|\bInspectorate of Probation\b"),
        "HM Inspectorate of Probation",
    ),
    (re.compile(r"\bInspectorate of Prisons\b"), "HM Inspectorate of Prisons"),
)


# Bodies that inspect together, told only where words that name the document name one of them.
_JOINT = {
    "Ofsted and the Care Quality Commission": r"\bOfsted\b|\bCQC\b|\bCare Quality\b",
    "the joint inspectorates": r"\b(?:joint )?inspectorates\b",
}


@dataclass(frozen=True, slots=True)
class Unheld:
    """A document known of and not held: what it is, its day or month, and where it is named;
    `is_awaited` where what names it first says that it had not come out."""

    what: str
    kind: str
    when: str
    named: tuple[Citation, ...]
    is_awaited: bool = False

    @property
    def is_planned(self) -> bool:
        """True where all that name it were published before: it may not have come about."""
        days = [citation.published for citation in self.named]
        return all(day is not None and day.isoformat() < self.when for day in days)


def find_unheld(db: Connection, authority: str, until: date = date.max) -> list[Unheld]:
    """The documents that an authority's documents name with a month or a year, of which by a day
    none is held or published.

    Oldest first. What is dated by its year alone is told where nothing of its kind is held or named
    of that year. One is held where a document of its kind was published, or its event was,
    in that month or the one after. Of a kind that comes of a visit what is named weeks later is
    the same: the day of the visit, then that of its letter. What one of them says will not be made
    public is nothing to look for.
    """
    held = _held_months(db, authority, until)
    named: dict[tuple[str, str], list[SourcedRecord[Mention]]] = {}
    mentions = _list_mentions(db, authority)
    for mention in _dated(mentions, _MONTH, _DAY):
        kind, month = mention.record.kind, mention.record.when[:_MONTH]
        if (kind, month) in held:
            continue
        back = _months_about(date.fromisoformat(f"{month}-01"))
        first = next((each for each in back if (kind, each) in named), month)
        same = kind_of(kind).inspects in ("part", "send")
        named.setdefault((kind, first if same else month), []).append(mention)
    known = {(kind, month[:_YEAR]) for kind, month in (*held, *named)}
    for mention in _dated(mentions, _YEAR):
        if (mention.record.kind, mention.record.when) not in known:
            named.setdefault((mention.record.kind, mention.record.when), []).append(mention)
    text_of = cache(partial(load_text, db))
    return [
        _to_unheld(kind, mentions, text_of)
        for (kind, _), mentions in sorted(named.items(), key=_by_month)
        if not any(_is_told_so(_PRIVATE, text_of(each.document), each) for each in mentions)
    ]


def _list_mentions(db: Connection, authority: str) -> list[SourcedRecord[Mention]]:
    """The mentions by their date, then by the naming document's day."""
    mentions = iter_records(db, Mention, authority)
    return sorted(mentions, key=lambda each: (each.record.when, each.published or date.min))


def _dated(
    mentions: Sequence[SourcedRecord[Mention]], *lengths: int
) -> Iterator[SourcedRecord[Mention]]:
    """Those with a date of so many characters."""
    return (mention for mention in mentions if len(mention.record.when) in lengths)


def _by_month(item: tuple[tuple[str, str], object]) -> tuple[str, str]:
    return item[0][1], item[0][0]


def _held_months(db: Connection, authority: str, until: date) -> set[tuple[str, str]]:
    """The kinds held, with every month that a held one may be named by: what inspectors wrote
    also by the name of any inspection ("the Ofsted inspection in May 2023")."""
    return {
        (kind, month)
        for document in documents_of(db, authority, until)
        for day in _days_of(document)
        for month in _months_about(day)
        for kind in _kinds_named(document.kind)
    }


def _kinds_named(kind: str) -> tuple[str, ...]:
    """The kinds by which a document may be named: whatever is only called an inspection is taken
    for one of the whole service."""
    return (kind, *kinds_where(inspects="service")) if kind_of(kind).inspects else (kind,)


def _days_of(document: HeldDocument) -> Iterator[date]:
    days = (document.published, document.event_start, document.event_end)
    return (day for day in days if day)


def _months_about(day: date) -> Iterator[str]:
    """The month of a day and the two before: a report comes out weeks after what it is on."""
    for back in range(3):
        number = day.year * 12 + day.month - 1 - back
        yield f"{number // 12}-{number % 12 + 1:02d}"


def _to_unheld(
    kind: str, mentions: Sequence[SourcedRecord[Mention]], text_of: Callable[[str], str]
) -> Unheld:
    """The document that the mentions name; of those in one document the first is told."""
    exact = max((mention.record.when for mention in mentions), key=len)
    what = kind_of(kind).unheld or mentions[0].record.what
    body = _body_of(kind, mentions)
    named = {mention.document: mention.citation for mention in reversed(mentions)}
    first = next(each for each in mentions if each.citation == next(iter(named.values())))
    return Unheld(
        f"{what}{f' by {body}' if body else ''}",
        kind,
        exact,
        tuple(named.values()),
        _is_told_so(_AWAITED, text_of(first.document), first),
    )


def _body_of(kind: str, mentions: Sequence[SourcedRecord[Mention]]) -> str:
    """Whose document it is: peers come from anywhere, so of a peer review only a body that is
    named with it; other inspectors than Ofsted are named beside theirs."""
    known = kind_of(kind)
    named = known.named or _JOINT.get(known.body, "")
    is_its = not named or any(re.search(named, each.text) for each in mentions)
    if known.inspects == "service" and not any("Ofsted" in each.text for each in mentions):
        for inspector, other in _OTHER_INSPECTORS:
            if all(inspector.search(each.text) for each in mentions):
                return other
    return known.body if is_its else ""


# "Its report is awaited", "the letter has not yet been published"
_AWAITED = re.compile(
    r"\bnot yet (?:been )?(?:issued|published|received|released)\b"
    r"|\b(?:report|letter|outcome|findings) (?:is|are) (?:still )?(?:awaited|expected|due)\b"
    r"(?! of\b)"
    r"|\bawait(?:ing|s) (?:the|its|their|Ofsted\W?s?)\b[^.;]{0,30}(?:report|letter|outcome)\b",
    re.IGNORECASE,
)
# "will not be made public", "was not published", "the unpublished letter"; "not be published
# until Friday" is of a document that will be.
_PRIVATE = re.compile(
    r"\bnot (?:be |been |being )?(?:made )?(?:public|published)\b(?! until)|\bunpublished\b",
    re.IGNORECASE,
)
# A sentence that goes on about what the one before it names.
_GOES_ON = re.compile(
    r"^(?:It|This|That|(?:The|Its) (?:\w+ )?(?:report|letter|findings|outcome))\b"
)


_CLAUSE = re.compile(r"[,;]\s+(?:but|while|whereas|although|though)\b|;\s")


def _is_told_so(so: re.Pattern[str], text: str, mention: SourcedRecord[Mention]) -> bool:
    """True where the clause that names a document, or the next sentence, says something of it: that
    it will not be public, that it is awaited. `text` is that of the document that names it.
    """
    clauses = _CLAUSE.split(mention.text)
    named = next((each for each in clauses if mention.record.what in each), mention.text)
    after = re.split(r"(?<=[.!?])\s+", text[mention.citation.span.end :].lstrip(), maxsplit=1)[0]
    goes_on = _CLAUSE.split(after)[0] if _GOES_ON.match(after) else ""
    return any(so.search(" ".join(words.split())) for words in (named, goes_on))
