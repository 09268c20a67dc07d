"""The follow-up of an ask: what later documents of its council say of the same matter.

Every later statement (an ask, a row of a plan, an evaluative sentence) is ranked by how
likely it is about the ask's issue (read at ingest), how near it is in meaning, and the
weigher's chance that the two are related. Nothing is concluded: each is shown with its
words, and the verdict counts what kind of body said what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from corpus.kinds import kind_of
from corpus.store.asks import HeldAsk, load_ask
from corpus.store.embeddings import Vectors
from corpus.store.people.verdicts import holding_verdicts
from corpus.store.statements import Statement
from index.issues.assignment import tabulate_issues
from index.issues.quoted import is_quoted
from index.issues.retold import is_retold, is_voice, tells_who_looked
from index.issues.statements import encode_statements, load_statements
from index.library import Library
from index.recurrence.trace import to_text
from index.recurrence.wording import LIKELY, name_outside_body, say_count, say_day, say_when
from models.links.ask_text import AskText, Pair
from models.links.ensemble import Floats

# Shown for an ask: on six councils never trained on, four of five of the sentences that a
# careful reader named stand among the first ten.
SHOWN = 10
# Weighed by the pair: the ones that meaning and issue put first.
_SHORTLIST = 80
# From this sum and this chance of being related on, a statement is likely about the ask's
# matter: chosen on 166 judged by reading; of 56 others so marked and then read, 51 were.
LIKELY_ABOUT, LIKELY_RELATED = 1.6, 0.85
# Of stances from 0.9 on, 95 in 100 are those of a reader, from 0.7 on 87 (`stance.md`):
# the former are counted in a verdict, the latter named beside their sentence.
SURE, NAMED = 0.9, 0.7
# Of findings without a stance to be named, those with the first chance of finding fault do in 94
# of 100, and those with it of none find none in 96; with the second in 97 and 99, so that this is
# counted in a verdict where the stance is not (12,598 of ten councils, read by readers that had
# learned from none of them: `reader.md`).
DIRECTED, SURELY_DIRECTED = 0.8, 0.95
_NEAREST = (
    "No later words of an outside body are sure enough to sum up in a line; the nearest are quoted."
)
_OTHER_CHILDREN = (
    "The only later document by an outside body is an area SEND inspection, which looks at other"
    " children."
)
REPEATED = "repeated from an earlier document"
QUOTED = "quoted from an outside body"
VOICED = "tells the view of staff or others"
MENTIONED, CRITICISED, PRAISED = "mentions it", "finds fault", "praises"
IN_PART = "found good in part"
_BOTH = "found weak in places and good in others"  # of one document
_SAYS: Mapping[str, str] = {
    "asked": "asked again",
    "restated": REPEATED,
    "found weak": "found weak",
    "improving": "reported as improving",
    "good": "found good",
    "mixed": IN_PART,
    "planned": "planned by the council",
    "council reported": "reported by the council",
}


@dataclass(frozen=True, slots=True)
class LaterStatement:
    """A later statement about an ask's matter; `probability` is the weigher's, of related."""

    statement: Statement
    says: str  # asked again | found weak | found good | ...
    score: float
    probability: float

    @property
    def is_likely(self) -> bool:
        """True where it is likely about the ask's matter, not only the nearest there is."""
        return self.score >= LIKELY_ABOUT and self.probability >= LIKELY_RELATED


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The follow-up of an ask: the statements in date order, and what can be said of them."""

    ask: HeldAsk
    later: tuple[LaterStatement, ...]
    verdict: tuple[str, ...]


@dataclass(frozen=True)
class EncodedStatements:
    """A council's statements with their vectors and issues, a row each.

    `chances` shares each statement out over its issues: a row adds up to 1 at most.

    Every ask of the council is compared with them, so they are worth caching.
    """

    statements: Sequence[Statement]
    vectors: Vectors
    chances: Floats


def encode_with_issues(library: Library, statements: Sequence[Statement]) -> EncodedStatements:
    """The statements with their vectors and issue probabilities."""
    chances = tabulate_issues(statements)
    shared = chances / np.maximum(chances.sum(axis=1, keepdims=True), 1)
    return EncodedStatements(statements, encode_statements(library, statements), shared)


def trace_follow_up(
    library: Library, ask_id: str, limit: int = SHOWN, encoded: EncodedStatements | None = None
) -> FollowUp:
    """What later documents of its council say of an ask's matter. NotFound where it is not held.

    `encoded` are the council's statements, where they are at hand. Of a decision, or an ask
    without a date, nothing is found and nothing is concluded.
    """
    ask = load_ask(library.db, ask_id)
    encoded = encoded or encode_with_issues(library, load_statements(library.db, ask.authority))
    later = find_later(library, ask, encoded, limit)
    shown = tuple(sorted(later, key=lambda each: (each.statement.published, -each.score)))
    if _index_of(ask_id, encoded.statements) is None:
        return FollowUp(ask, shown, ())
    sure = [
        replace(each, says=says)
        for each in shown
        if each.is_likely and (says := say_surely(each.statement))
    ]
    is_near = any(each.statement.is_outside and each.probability >= LIKELY for each in shown)
    return FollowUp(ask, shown, tuple(say_became(ask, sure, encoded.statements, is_near)))


# What stands beside a sentence: a whole report is found weak or good, a sentence finds fault or
# praises, however sure its degree is.
_LABELS = {
    "found weak": CRITICISED,
    "found good": PRAISED,
    IN_PART: "mixed",
    "reported as improving": "sees it improving",
    MENTIONED: "mentions it, not clear if good or weak",
}


def label_of(says: str) -> str:
    """What a sentence says in the words that stand beside it."""
    return _LABELS.get(says, says)


def _index_of(statement_id: str, statements: Sequence[Statement]) -> int | None:
    ids = (index for index, each in enumerate(statements) if each.id == statement_id)
    return next(ids, None)


def find_later(
    library: Library, ask: HeldAsk, encoded: EncodedStatements, limit: int = SHOWN
) -> list[LaterStatement]:
    """The later statements likeliest to be about the ask's matter, best first.

    None where nothing later is held. Those that a person linked to the ask come first;
    those that a person called different are left out.
    """
    statements = encoded.statements
    index = _index_of(ask.id, statements)
    if index is None:
        return []
    strengths = _strengths(encoded, index)
    linked, parted = _judged(library, ask.id)
    after = [
        i
        for i, statement in enumerate(statements)
        if statement.published > statements[index].published and statement.id not in parted
    ]
    near = sorted(after, key=lambda i: (statements[i].id not in linked, -strengths[i]))[:_SHORTLIST]
    related = _weigh(library, ask, [statements[i] for i in near])
    later = [
        _to_later(statements[i], float(strengths[i]), chance, statements[i].id in linked)
        for i, chance in zip(near, related, strict=True)
    ]
    later.sort(key=lambda each: (each.statement.id not in linked, -each.score, each.statement.id))
    return later[:limit]


def _judged(library: Library, ask_id: str) -> tuple[set[str], set[str]]:
    """The ids that people linked to an ask, as the same or related, and those they parted."""
    linked, parted = set[str](), set[str]()
    for pair, verdict in holding_verdicts(library.db).items():
        if ask_id in pair:
            (parted if verdict.verdict == "different" else linked).update(pair - {ask_id})
    return linked, parted


def _to_later(
    statement: Statement, strength: float, chance: float, is_linked: bool
) -> LaterStatement:
    """A later statement with its score; what a person linked is likely about the ask's matter."""
    if is_linked:
        chance = 1.0
        strength = max(strength, LIKELY_ABOUT - chance)
    return LaterStatement(statement, say_stance(statement), strength + chance, chance)


def say_stance(statement: Statement) -> str:
    """What a statement says, as far as its reading is sure enough to be named.

    What an earlier report found, told again in a later one, is only repeated there; what a
    council's paper tells of an outside body is quoted.
    """
    return _say(statement, NAMED, DIRECTED)


def say_surely(statement: Statement) -> str:
    """The same as far as a verdict may count it, empty where it may not."""
    says = _say(statement, SURE, SURELY_DIRECTED)
    return says if statement.confidence >= SURE or says in (CRITICISED, PRAISED) else ""


def _say(statement: Statement, named: float, directed: float) -> str:
    """What it says; its stance from one sureness on, below that its direction from the other."""
    if is_retold(statement):
        return REPEATED
    if is_quoted(statement):
        return QUOTED
    if is_voice(statement):
        return VOICED
    if tells_who_looked(statement):
        return MENTIONED
    is_read = statement.kind == "finding" and statement.is_outside
    is_unsure = is_read and statement.confidence < named
    return _say_direction(statement, directed) if is_unsure else _SAYS[statement.stance]


def _say_direction(statement: Statement, least: float) -> str:
    """Of a finding whose stance is not sure: whether it finds fault, where that is. Not of a
    commissioner's: it was measured on inspectors' reports, and of the 27 such sentences of the one
    commissioner's report held nine tell of something else than what was found."""
    if not kind_of(statement.document_kind).by_inspectors:
        return MENTIONED
    if statement.critical >= least:
        return CRITICISED
    return PRAISED if statement.critical <= 1 - least else MENTIONED


def _strengths(encoded: EncodedStatements, index: int) -> list[float]:
    """Of each statement: how likely it is of one issue with that at `index`, and its cosine."""
    chances, vectors = encoded.chances, encoded.vectors
    sums: list[float] = (chances @ chances[index] + vectors @ vectors[index]).tolist()
    return sums


def _weigh(library: Library, ask: HeldAsk, others: Sequence[Statement]) -> list[float]:
    """The weigher's chance that each of the others is the same or related."""
    if not others:
        return []
    pairs = [Pair(to_text(ask), AskText(id=other.id, text=other.text)) for other in others]
    return [weight.related for weight in library.weigher.weigh(pairs)]


# --- the verdict -------------------------------------------------------------


# What is said of what came after an ask, in this order.
_CAME_AFTER = {
    "asked again": "raised again by {}.",
    "found weak": "found weak by {}.",
    _BOTH: f"{_BOTH} by {{}}.",
    CRITICISED: "criticised by {}.",
    IN_PART: "found good in part by {}.",
    "reported as improving": "{} said that this was improving.",
    "found good": "{} reported this as a strength.",
    PRAISED: "{} spoke well of it.",
}
_SHORT = ("found weak", _BOTH, IN_PART)


def _in_part(later: Sequence[LaterStatement]) -> list[LaterStatement]:
    """The same, but good in part where the document that finds it good raises it too."""
    raised = {
        each.statement.document
        for each in later
        if each.says in ("asked again", "found weak", CRITICISED)
    }
    return [
        replace(each, says=IN_PART)
        if each.says in ("found good", PRAISED) and each.statement.document in raised
        else each
        for each in later
    ]


def say_became(
    ask: HeldAsk,
    later: Sequence[LaterStatement],
    statements: Sequence[Statement],
    is_near: bool = False,
) -> Iterator[str]:
    """What can be said, each sentence a body, its days and what it said; silence is told too.

    `later` is what is surely read; `is_near` where an outside body also said something near it,
    so that no silence is claimed. What is only told again is no word of its day.
    """
    outside = _in_part([each for each in later if each.statement.is_outside and _is_own(each)])
    yield from map(_capital, _say_each(outside))
    yield from say_council(each for each in later if not each.statement.is_outside)
    if not outside:
        yield _NEAREST if is_near else _say_silence(ask, statements)


def _is_own(said: LaterStatement) -> bool:
    """True of what its own document says first."""
    return said.says not in (REPEATED, QUOTED)


def say_council(told: Iterable[LaterStatement]) -> Iterator[str]:
    """When the council planned or reported on a matter, and when it only repeated asks."""
    said = [*told]
    own = [each.statement for each in said if _is_own(each)]
    if own:
        yield f"The council planned or reported on it: {_days(own)}."
    reported = {statement.published for statement in own}
    repeated = [
        each.statement
        for each in said
        if each.says == REPEATED and each.statement.published not in reported
    ]
    if repeated:
        yield f"A paper of the council repeats what was asked for: {_days(repeated)}."


def _say_each(said: Sequence[LaterStatement]) -> Iterator[str]:
    """Each line of what came after of which something is said, with the bodies and days of it.

    Of a body's day what says less is left out where more is said, and what is found weak and good
    too is told in one.
    """
    days: dict[str, dict[tuple[str, date], Statement]] = {says: {} for says in _CAME_AFTER}
    for each in said:
        if each.says in days:
            days[each.says].setdefault(_when(each.statement), each.statement)
    weak, in_part = days["found weak"], days[IN_PART]
    for when in weak.keys() & in_part.keys():
        days[_BOTH][when] = weak.pop(when)
        in_part.pop(when)
    for less, more in ((CRITICISED, _SHORT), (PRAISED, {*days} - {PRAISED})):
        known = {when for says in more for when in days[says]}
        days[less] = {when: of for when, of in days.get(less, {}).items() if when not in known}
    for says, line in _CAME_AFTER.items():
        if days[says]:
            yield line.format(_say_bodies(days[says].values()))


def _say_silence(ask: HeldAsk, statements: Sequence[Statement]) -> str:
    day = ask.published or date.min
    later = [each for each in statements if each.is_outside and each.published > day]
    read = {each.document for each in later if _looks_at_it(ask, each)}
    if not read:
        return _OTHER_CHILDREN if later else "No later document by an outside body is held."
    newest = max(statement.published for statement in statements)
    number = say_count(len(read), "later document")
    return f"No later mention found in {number} by outside bodies (to {say_day(newest)})."


def _looks_at_it(ask: HeldAsk, statement: Statement) -> bool:
    """True but of an area SEND inspection where the ask is of another: its silence says nothing."""
    inspects = kind_of(statement.document_kind).inspects
    return inspects != "send" or kind_of(ask.kind).inspects == inspects


def _say_bodies(statements: Iterable[Statement]) -> str:
    """Bodies with their days: "Ofsted on 27 August 2019 and 11 September 2023"."""
    dated = sorted(statements, key=lambda statement: statement.published)
    judged = dict.fromkeys(map(_when, dated))
    return say_when(judged)


def _when(statement: Statement) -> tuple[str, date]:
    """The body and the day of it, as a verdict names them."""
    return name_outside_body(statement.document_kind), statement.published


def _days(statements: Iterable[Statement]) -> str:
    days = sorted({statement.published for statement in statements})
    return ", ".join(map(say_day, days))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
