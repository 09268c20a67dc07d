"""What documents say of typed words: statements with what they say, by document, and in short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.citation import Citation
from corpus.document import Span
from corpus.store.statements import Statement
from index.recurrence.follow_up import CRITICISED, IN_PART, MENTIONED, PRAISED, REPEATED, VOICED
from index.recurrence.wording import say_count, say_join

ASKED = "asked for"
# Probability from which a sentence is told, and from which it is shown apart as one that may be
# about the words. On the subjects of six councils, each left out of the weigher and the reader
# (1,660 sentences about the words), 0.85 of those told are about them, 0.11 touch them, and 0.83
# of all are told; of those shown apart four in ten are about them.
TOLD, POSSIBLE = 0.5, 0.35
# The same from which one is counted as a mention, or is the latest word.
SURELY_ABOUT = 0.7
# A sentence that so begins leans on the one before it. What is read first was learned with it:
# train salience again where it changes.
LEANS = re.compile(
    r"(?:This|These|Those|They|Their|It|Its|She|He|Such|Both|As a result|However|Consequently"
    r"|Therefore|Specifically|Similarly|Nevertheless|On occasion"
    r"|(?:In|Of|For|From|At|With|Within) (?:this|these|those|both|such|her|his|their|its)"
    r"|For (?:example|instance)"
    r"|\w+ of (?:these|those|them))\b"
)
_DECISIVE = 3  # statements of a document that are read first
# Of those that may be about the words the nearest are shown: four in ten are, and members would
# wade through the 86 that may be about the housing of Medway's care leavers.
MOST_POSSIBLE = 12
_FOUND = ("found weak", "mixed", "improving", "good")
_COUNCIL = ("council reported", "planned", "restated")
# Verdicts of one sense.
FOUND_WEAK = ("found weak", CRITICISED)
FOUND_SHORT = (*FOUND_WEAK, IN_PART)
FOUND_GOOD = ("found good", PRAISED)
SEEN_IMPROVING = "reported as improving"
_SENSES = (FOUND_WEAK, (IN_PART, SEEN_IMPROVING), FOUND_GOOD)
# What sentences do, in the order in which it is told, of one and of more.
_COUNTED = (
    (FOUND_WEAK, "finds fault", "find fault"),
    ((IN_PART,), "is mixed", "are mixed"),
    ((SEEN_IMPROVING,), "sees it improving", "see it improving"),
    (FOUND_GOOD, "praises", "praise"),
    ((VOICED,), VOICED, "tell the view of staff or others"),
    ((MENTIONED,), "mentions it", "mention it"),
)
VERDICTS = frozenset(says for senses, *_ in _COUNTED[:-2] for says in senses)


@dataclass(frozen=True, slots=True)
class SaidOfSubject:
    """A statement about the words, what it says of them, and how likely it is about them.

    `meaning` is how near it is to them in meaning, `salience` how likely a careful reader has it
    among the first three of its document.
    `before` is the sentence that it leans on, `after` the one that turns from it, each with the
    space between; None where there is none.
    """

    statement: Statement
    says: str  # found weak | found good | reported by the council ...
    probability: float
    meaning: float = 0.0
    salience: float = 0.0
    before: Citation | None = None
    after: Citation | None = None

    @property
    def citation(self) -> Citation:
        """The statement as it is quoted: with what it leans on and what turns from it."""
        own = self.statement.citation
        parts = [each for each in (self.before, own, self.after) if each]
        span = Span(parts[0].span.start, parts[-1].span.end)
        return replace(own, quote="".join(each.quote for each in parts), span=span)


@dataclass(frozen=True, slots=True)
class SaidInDocument:
    """What one document says of the words: the decisive few in its order, and the others.

    `main` is the one that tells most of those of the sense that most sentences have.
    """

    citation: Citation  # of the first
    tally: str
    main: SaidOfSubject
    decisive: tuple[SaidOfSubject, ...]
    others: tuple[SaidOfSubject, ...]

    @property
    def all(self) -> tuple[SaidOfSubject, ...]:
        """Every statement, in the order in which they stand."""
        both = (*self.decisive, *self.others)
        return _tell_once(sorted(both, key=lambda each: each.statement.citation.span.start))


def by_document(said: Sequence[SaidOfSubject]) -> tuple[SaidInDocument, ...]:
    """The statements by document, in the order given."""
    return tuple(map(_to_document, group_by_document(said).values()))


def group_by_document(said: Iterable[SaidOfSubject]) -> dict[str, list[SaidOfSubject]]:
    """The statements by the id of their document, in the order given."""
    documents: dict[str, list[SaidOfSubject]] = {}
    for each in said:
        documents.setdefault(each.statement.document, []).append(each)
    return documents


def _to_document(said: Sequence[SaidOfSubject]) -> SaidInDocument:
    """The decisive sentences are those that tell most; what is told again of an earlier document
    tells less than a document's own words."""
    first = sorted(said, key=lambda each: (each.says != REPEATED, salience_of(each)), reverse=True)
    decisive = first[:_DECISIVE]
    shown = _tell_once([each for each in said if each in decisive])
    most = max(_SENSES, key=lambda sense: sum(each.says in sense for each in said))
    return SaidInDocument(
        said[0].statement.citation,
        say_tally(each.says for each in said),
        next((each for each in first if each.says in most), first[0]),
        shown,
        tuple(each for each in said if each not in decisive and not _is_quoted(each, shown)),
    )


def _is_quoted(said: SaidOfSubject, shown: Sequence[SaidOfSubject]) -> bool:
    """True of a sentence that one of those shown is quoted with."""
    span = said.statement.citation.span
    return any(span in each.citation.span for each in shown)


def _tell_once(said: Sequence[SaidOfSubject]) -> tuple[SaidOfSubject, ...]:
    """The same, without what stands round one where that is another of them."""
    own = [each.statement.citation.span for each in said]

    def is_told(part: Citation | None) -> bool:
        return part is not None and any(span.touches(part.span) for span in own)

    return tuple(
        replace(
            each,
            before=None if is_told(each.before) else each.before,
            after=None if is_told(each.after) else each.after,
        )
        for each in said
    )


def salience_of(said: SaidOfSubject) -> tuple[float, float]:
    """What puts a sentence before others of its document; where that was not weighed, how likely it
    is about the words."""
    return said.salience, said.probability


def by_nearness(said: Iterable[SaidOfSubject]) -> list[SaidOfSubject]:
    """The statements, the likeliest about the words first, of equals the newest."""
    return sorted(said, key=lambda each: (each.probability, each.statement.published), reverse=True)


def is_found(statement: Statement) -> bool:
    """True of a sentence in which an outside body judges, or tells again what was asked for."""
    return statement.is_outside and statement.stance in (*_FOUND, "restated")


def is_reported(statement: Statement) -> bool:
    """True of what the council itself planned or said."""
    return not statement.is_outside and statement.stance in _COUNCIL


def say_tally(said: Iterable[str]) -> str:
    """ "asked for; 2 sentences find fault and 1 praises"; of a council's paper "planned by the
    council in 2 sentences"."""
    tally = Counter(said)
    asked = ASKED if tally.pop(ASKED, 0) else ""
    counted = [
        (number, f" {one if number == 1 else more}")
        for senses, one, more in _COUNTED
        if (number := sum(tally.pop(says, 0) for says in senses))
    ]
    parts = [
        f"{number if place else say_count(number, 'sentence')}{does}"
        for place, (number, does) in enumerate(counted)
    ]
    parts += [f"{says} in {say_count(number, 'sentence')}" for says, number in tally.items()]
    return "; ".join(filter(None, (asked, say_join(parts) if parts else "")))
