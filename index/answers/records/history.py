"""What became of typed words, inspection by inspection: asked for or not, and what was found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from corpus.citation import Citation
from corpus.kinds import kind_of
from corpus.store.asks import HeldAsk
from corpus.store.documents import HeldDocument
from corpus.store.statements import Statement
from index.answers.records.mentions import AddPages, Touch, nearest_of
from index.answers.records.said import (
    FOUND_GOOD,
    FOUND_WEAK,
    SEEN_IMPROVING,
    VERDICTS,
    SaidOfSubject,
    is_found,
    say_tally,
)
from index.issues.cells import IssueCell, read_cells
from index.recurrence.follow_up import (
    IN_PART,
    REPEATED,
    LaterStatement,
    say_council,
    say_surely,
)
from index.recurrence.wording import CLAIMED, name_outside_body, say_day
from models.statements.cells import FOUND, Found, open_cell_model

# Of a document that judges the likeliest verdict is told, as "probably" below this chance, and
# where no sentence that judges is certainly about the words; "mixed" plainly where sentences that
# are certain say both. Of eight councils, read by readers that had learned from none of them, 87 in
# 100 of those told plainly are a careful reader's (78 of all), and 68 of 100 that such a reader
# judges are told so; of two more `throughline eval verdicts` tells.
_PLAIN = 0.55
_LESS_SURE_ASK = 0.7  # how likely an ask that is not sure counts as being about the words
_FOUND_WORDS: Mapping[Found, str] = {
    "weak": "found weak",
    "mixed": "found weak in places and good in others",
    "improving": "found to be improving",
    "good": "found good",
}
_NOT_JUDGED = "mentioned, not clear if good or weak"
_MENTIONED = "mentioned"  # by what judges nothing, as a direction
_NEAR = "nothing that is surely on it"
_OF_SEND = "looked at children with special educational needs"
_NO_DAY = date.min


@dataclass(frozen=True, slots=True)
class InspectionSays:
    """What one document of an outside body says of the words, in words.

    `found` is what it comes to, empty where it judges nothing, `is_plain` where that is told
    without "probably". `brief` is what it says without its sentences counted, `counted` how many
    of these do what. `nearest` is what comes nearest in it, where nothing is surely on them.
    """

    document: str
    published: date
    body: str
    brief: str
    counted: str
    asked: bool
    found: Found
    is_plain: bool
    nearest: Citation | None = None

    def with_citations(self, add: AddPages) -> InspectionSays:
        """The same, what is nearest with its printed page."""
        return replace(self, nearest=add([self.nearest])[0]) if self.nearest else self

    @property
    def says(self) -> str:
        """What it says, with its sentences counted."""
        return f"{self.brief} ({self.counted})" if self.counted else self.brief

    @property
    def line(self) -> str:
        """The same as one sentence, with day and body."""
        return f"{say_day(self.published)}, {self.body}: {self.says}."


def say_history(
    documents: Sequence[HeldDocument],
    asks: Sequence[HeldAsk],
    said: Sequence[SaidOfSubject],
    touches: Sequence[Touch],
    unsure: Collection[str],
    grades: Mapping[str, str] | None = None,
) -> tuple[InspectionSays, ...]:
    """What each document of an outside body says of the words, oldest first; silence is told too.

    Of an area SEND inspection with what it looks at, so that nobody takes it for silence; of what
    is no inspection only where it says something. Of `asks` those that are `unsure` only probably
    are about the words. `grades` has the grades that a document printed for what the words name,
    by its id.
    """
    found = [each for each in said if is_found(each.statement)]
    cells = _read_cells(asks, found, unsure)
    outside = [each for each in documents if kind_of(each.kind).outside]
    told = [
        _say_document(
            document,
            [ask for ask in asks if ask.document == document.id],
            [each for each in found if each.statement.document == document.id],
            [touch for touch in touches if touch.citation.document == document.id],
            cells.get(document.id),
            unsure,
            (grades or {}).get(document.id, ""),
        )
        for document in sorted(outside, key=lambda each: each.published or _NO_DAY)
    ]
    return tuple(each for each in told if each.brief)


def say_reported(said: Sequence[SaidOfSubject]) -> tuple[str, ...]:
    """When the council planned or reported on the words, or only repeated what was asked."""
    own = [each for each in said if not each.statement.is_outside]
    return tuple(
        say_council(
            LaterStatement(each.statement, each.says, each.probability, each.probability)
            for each in own
        )
    )


def _read_cells(
    asks: Sequence[HeldAsk], found: Sequence[SaidOfSubject], unsure: Collection[str]
) -> dict[str, IssueCell]:
    """What each document comes to, by its id, as of an issue of the grid."""
    asked = [Statement(ask.id, "ask", "asked", ask.citation, ask.kind) for ask in asks]
    statements = [*asked, *(each.statement for each in found)]
    if not statements:
        return {}
    chances = [_LESS_SURE_ASK if ask.id in unsure else 1.0 for ask in asks]
    chances += [each.probability for each in found]
    (cells,) = read_cells(open_cell_model(), statements, np.array(chances)[:, None])
    return {cell.document: cell for cell in cells}


def _say_document(
    document: HeldDocument,
    asks: Sequence[HeldAsk],
    found: Sequence[SaidOfSubject],
    touches: Sequence[Touch],
    cell: IssueCell | None,
    unsure: Collection[str],
    graded: str,
) -> InspectionSays:
    judging = [each for each in found if each.says in VERDICTS]
    verdict, is_plain = _find_verdict(judging, cell) if judging and cell else ("", True)
    parts = (graded, _say_asked(asks, unsure), _say_found(found, verdict, is_plain))
    brief = "; ".join(filter(None, parts)) or _say_nothing(document, touches)
    return InspectionSays(
        document.id,
        document.published or _NO_DAY,
        name_outside_body(document.kind),
        brief,
        counted=_count(found, verdict),
        asked=bool(asks),
        found=verdict,
        is_plain=is_plain,
        nearest=nearest_of(touches).citation if brief == _NEAR else None,
    )


def _say_asked(asks: Sequence[HeldAsk], unsure: Collection[str]) -> str:
    if not asks:
        return ""
    return "probably asked for" if all(ask.id in unsure for ask in asks) else "asked for"


def _find_verdict(judging: Sequence[SaidOfSubject], cell: IssueCell) -> tuple[Found, bool]:
    """What a document comes to, and whether that is told plainly.

    It is the likeliest of what its sentences bear out, so that words and count agree.
    """
    borne_out = _bear_out({each.says for each in judging})
    best = max(
        (at for at, found in enumerate(FOUND) if found in borne_out),
        key=lambda at: cell.chances[at],
    )
    certain = [each for each in judging if each.probability >= CLAIMED]
    if FOUND[best] == "mixed":
        says = {say_surely(each.statement) for each in certain}
        return "mixed", not says.isdisjoint(FOUND_WEAK) and not says.isdisjoint(FOUND_GOOD)
    return FOUND[best], bool(certain) and cell.chances[best] >= _PLAIN


def _bear_out(says: Set[str]) -> set[Found]:
    """The verdicts that sentences of these senses can come to together."""
    senses: dict[Found, Collection[str]] = {
        "weak": FOUND_WEAK,
        "mixed": (IN_PART,),
        "improving": (SEEN_IMPROVING,),
        "good": FOUND_GOOD,
    }
    found = {verdict for verdict, sense in senses.items() if not says.isdisjoint(sense)}
    return found | ({"mixed"} if "weak" in found and len(found) > 1 else set())


def _say_found(found: Sequence[SaidOfSubject], verdict: Found, is_plain: bool) -> str:
    """The verdict in words; empty where nothing is said."""
    if verdict:
        return f"{'' if is_plain else 'probably '}{_FOUND_WORDS[verdict]}"
    if found and all(each.says == REPEATED for each in found):
        return "repeats what was said before"
    return _NOT_JUDGED if found else ""


def _count(found: Sequence[SaidOfSubject], verdict: Found) -> str:
    """How many sentences do what: those that judge, where there is a verdict."""
    if verdict:
        return say_tally(each.says for each in found if each.says in VERDICTS)
    return say_tally(each.says for each in found if each.says != REPEATED)


def _say_nothing(document: HeldDocument, touches: Sequence[Touch]) -> str:
    """What is said where nothing is asked or found: never that there is silence where the words
    stand or something near them does."""
    kind = kind_of(document.kind)
    if any(touch.has_words for touch in touches):
        return _NOT_JUDGED if kind.evaluates else _MENTIONED
    if kind.inspects == "send":
        return f"{_OF_SEND}; {_NEAR if touches else 'nothing on it found'}"
    if not kind.by_inspectors:
        return ""
    if touches:
        return _NEAR
    return "nothing on it found, nor near it"
