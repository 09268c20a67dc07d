"""The fair words of an answer about recurrence, each sentence a date, a count or a body.

The words come from a table agreed with scrutiny officers: "raised again by", "similar
wording appears in", "no later mention found in the documents held". Nothing is called
failed, ignored or still so; nothing is called addressed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from corpus.citation import say_place
from corpus.kinds import kind_of
from corpus.privacy import hide_contacts
from corpus.store.asks import HeldAsk

if TYPE_CHECKING:
    from models.links.shared import Shared

# Words of a sentence that may be cut, and of what is left at least: a sentence is read at one
# go up to some forty words, and twelve say who does what.
_LONG, _LEAST = 45, 12
# Where another sentence begins, if it does not take back the one before.
_SENTENCE = re.compile(
    r"(?<=[.!?])(?= (?!(?:But|However|Yet|Although|Though|Despite|Nevertheless|Nonetheless|Not|No"
    r"|Only|Except|Unless|Still|Instead)\b)(?:[A-Z“‘]|['\"][A-Z]))"
)
# Where a last clause begins that only describes the words before it: with a comma, a semicolon
# or a bracket in it, it may be in the middle of a list or an aside.
_CLAUSE = re.compile(
    r", (?=(?:which|who|whose|where|including|such as|so that|in order to)\b[^,;()]*$)"
)
# What in such a clause changes the words before it: a number or a day, a contrast, an
# exception, a denial.
_CHANGES = re.compile(
    r"\d|\b(?:but|however|although|though|except|excluding|unless|until|without|not|no|nor|none"
    r"|never|only|while|whilst|yet|despite|cannot|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|half|quarter|third|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b|n[’']t\b",
    re.IGNORECASE,
)
_VERDICTS: Mapping[str, str] = {
    "same": "the same issue",
    "related": "related",
    "different": "not the same issue",
}


# From here a careful reader is likelier than not to agree: the probabilities are calibrated.
LIKELY = 0.5
# How likely about typed words an ask or a sentence is on which a claim rests; a sentence that is
# less so only tempers one. Rests on two subjects of Medway: "found weak" of missing children was
# a sentence on exploitation (0.86), "asked for" of health assessments one on health (0.78).
CLAIMED = 0.9
# Whom an ask is about that means others than the words do.
OTHER_CHILDREN = "children with special educational needs"


class Related(Protocol):
    """What the wording needs of an occurrence: the ask, and how likely it is the same issue."""

    @property
    def ask(self) -> HeldAsk:
        """The ask that came up."""
        ...

    @property
    def relation(self) -> str:
        """`same` or `related`."""
        ...

    @property
    def probability(self) -> float:
        """How likely it is what `relation` says."""
        ...

    @property
    def shared(self) -> Shared:
        """What it has in common with what was asked about."""
        ...

    @property
    def sense(self) -> str:
        """Of what it speaks where it has the words in another sense; empty elsewhere."""
        ...


def name_outside_body(document_kind: str) -> str:
    """The outside body that writes documents of a kind; "the document" for other kinds."""
    return kind_of(document_kind).body or "the document"


def name_asker(ask: HeldAsk) -> str:
    """Who asked: the outside body, or who speaks in a document of another kind."""
    return kind_of(ask.kind).body or ask.citation.body or name_outside_body(ask.kind)


def say_day(day: date | None) -> str:
    """A date in words: 27 August 2019; "no date" where there is none."""
    return f"{day.day} {day:%B %Y}" if day else "no date"


def say_day_of(time: str) -> str:
    """The day of an ISO time in words.

    >>> say_day_of("2026-11-03T09:30:00+00:00")
    '3 November 2026'
    """
    return say_day(datetime.fromisoformat(time).date())


def say_begin(begin: str) -> str:
    """An ISO day, month or year in words.

    >>> say_begin("2013-07"), say_begin("2013"), say_begin("2013-07-15")
    ('July 2013', '2013', '15 July 2013')
    """
    if len(begin) == len("2013"):
        return begin
    if len(begin) == len("2013-07"):
        return say_month(date.fromisoformat(f"{begin}-01"))
    return say_day(date.fromisoformat(begin))


def say_month(day: date | None) -> str:
    """A date's month in words: August 2019; "no date" where there is none."""
    return f"{day:%B %Y}" if day else "no date"


def say_verdict(verdict: str) -> str:
    """A person's verdict in words: the same issue, related, not the same issue."""
    return _VERDICTS[verdict]


def say_join(parts: Sequence[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def say_chance(relation: str, chance: float) -> str:
    """How likely two statements are one issue, or related, in words.

    The chances are calibrated: of pairs given 0.9, about nine in ten are what is said.

    >>> say_chance("same", 0.734), say_chance("related", 0.3)
    ('likely the same issue', 'may be related')
    """
    if relation == "same":
        return "very likely the same issue" if chance >= CLAIMED else "likely the same issue"
    return "likely related" if chance >= LIKELY else "may be related"


def say_about(chance: float, what: str = "this") -> str:
    """How likely a statement is about an issue, or about words, in words.

    >>> say_about(0.95), say_about(0.6), say_about(0.2, "these words")
    ('very likely about this', 'likely about this', 'may be about these words')
    """
    if chance >= CLAIMED:
        return f"very likely about {what}"
    return f"likely about {what}" if chance >= LIKELY else f"may be about {what}"


def say_shared(shared: Shared) -> tuple[str, ...]:
    """What two asks have in common, a line each kind; nothing for what they do not share."""
    lines = {
        "same subject": shared.objects,
        "same children": shared.cohorts,
        "same concern": shared.faults,
        "same staff": shared.tiers,
        "same words": shared.words,
    }
    return tuple(f"{label}: {', '.join(names)}" for label, names in lines.items() if names)


def say_for_ask(
    held: HeldAsk, occurrences: Sequence[Related], others: Sequence[HeldAsk], read_to: date | None
) -> tuple[str, tuple[str, ...]]:
    """The verdict on one ask and its reasons.

    `others` are the asks weighed against it; `read_to` is the day of the newest document
    held of its council.
    """
    day = held.published or date.min
    before = [each for each in occurrences if (each.ask.published or date.min) < day]
    after = [each for each in occurrences if (each.ask.published or date.min) > day]
    later = [ask for ask in others if (ask.published or date.min) > day]
    verdict = " ".join(filter(None, (_say_before(before), _say_after(after, later, read_to))))
    return verdict, (_say_read(others), *_say_counts(before, after))


def _say_before(before: Sequence[Related]) -> str:
    same = [each.ask for each in before if each.relation == "same"]
    if same:
        return f"Raised before by {_say_bodies(same)}."
    if before:
        return f"Similar wording appears in {_say_askers([each.ask for each in before])}."
    return ""


def _say_after(after: Sequence[Related], later: Sequence[HeldAsk], read_to: date | None) -> str:
    same = [each.ask for each in after if each.relation == "same"]
    if same:
        return f"Raised again by {_say_bodies(same)}."
    if after:
        return f"Similar wording appears later, in {_say_askers([each.ask for each in after])}."
    if later:
        return f"No later mention found in the documents held (to {say_day(read_to)})."
    return "No later document with recommendations is held."


def say_for_words(
    occurrences: Sequence[Related],
    asks: Sequence[HeldAsk],
    read_to: date | None,
    nearest: HeldAsk | None = None,
) -> tuple[str, tuple[str, ...]]:
    """The verdict on typed words and its reasons; `asks` are all that were weighed, `nearest` the
    one that comes nearest, told where none is about the words."""
    if occurrences:
        return " ".join(_say_found(occurrences)), (_say_read(asks),)
    reasons = (_say_read(asks), *([_say_nearest(nearest)] if nearest else []))
    return f"No recommendation found in the documents held (to {say_day(read_to)}).", reasons


def _say_nearest(ask: HeldAsk) -> str:
    day = say_day(ask.published) if ask.published else ""
    place = ", ".join(filter(None, (name_asker(ask), day, say_place(ask.citation))))
    quote = ask.citation.line
    return f"The nearest, which may be of something else ({place}): “{quote}”"


def _say_found(occurrences: Sequence[Related]) -> Iterator[str]:
    """Where the words, the same matter, or what may be about it stands; each document once.

    What is counted as asked for is named apart from what is only possible, and from what has the
    words in another sense.
    """
    sure = [each for each in occurrences if each.relation == "same"]
    said = {
        "Similar wording appears in": [each.ask for each in sure if _has_the_words(each)],
        "The same matter may stand, in other words, in": [each.ask for each in sure],
        "It may be meant in": [each.ask for each in occurrences if not each.sense],
        "What comes nearest is of other children, in": [
            each.ask for each in occurrences if each.sense == OTHER_CHILDREN
        ],
        "The words stand in another sense in": [each.ask for each in occurrences if each.sense],
    }
    named: set[str] = set()
    for how, asks in said.items():
        others = [ask for ask in asks if ask.document not in named]
        named.update(ask.document for ask in others)
        if others:
            yield f"{how} {_say_askers(others)}."


def _has_the_words(occurrence: Related) -> bool:
    """True where an ask has some of the words typed, or names a thing that they name, and is
    surely about them: "health services" is no similar wording of "health assessments"."""
    shared = occurrence.shared
    return occurrence.probability >= CLAIMED and bool(shared.words or shared.objects)


def _say_askers(asks: Sequence[HeldAsk]) -> str:
    """Whose recommendations these are, and apart from them whose demands."""
    listed = [held for held in asks if held.ask.kind != "demand"]
    demanded = [held for held in asks if held.ask.kind == "demand"]
    named = {"recommendations": listed, "demands": demanded}
    return ", and in ".join(f"{name} by {_say_bodies(of)}" for name, of in named.items() if of)


def say_mentions(by_inspectors: int, by_council: int, near: int, read_to: date | None) -> str:
    """What is said of words that nothing was asked about, by how often they are mentioned."""
    until = f"(to {say_day(read_to)})"
    papers = f"the council’s own papers mention it {say_times(by_council)}"
    if by_inspectors:
        own = f", and {papers}" if by_council else ""
        return f"No recommendation found; inspectors mention it {say_times(by_inspectors)}{own}."
    if by_council:
        return (
            f"No recommendation found, and no mention by inspectors in the documents held"
            f" {until}; {papers}."
        )
    if near:
        return (
            "No recommendation found, and these words stand nowhere in the documents held"
            f" {until}; {say_count(near, 'passage')} may be near in meaning."
        )
    return f"No mention found in the documents held {until}."


def say_times(number: int) -> str:
    """How often: "once", "twice", "14 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _say_bodies(asks: Iterable[HeldAsk]) -> str:
    """The bodies that asked with their days, in date order, each document once."""
    dated = sorted(asks, key=lambda held: held.published or date.min)
    documents = {held.document: (name_asker(held), held.published) for held in dated}
    return say_when(documents.values())


def say_when(judged: Iterable[tuple[str, date | None]]) -> str:
    """Bodies with their days, in the order given.

    "Ofsted on 23 August 2013 and 27 August 2019, and the Commissioner on 1 May 2020".
    """
    days: dict[str, list[str]] = {}
    for body, day in judged:
        days.setdefault(body, []).append(say_day(day))
    return ", and ".join(f"{body} on {say_join(on)}" for body, on in days.items())


def _say_read(asks: Sequence[HeldAsk]) -> str:
    documents = say_count(len({ask.document for ask in asks}), "document")
    demands = sum(held.ask.kind == "demand" for held in asks)
    counts = [say_count(len(asks) - demands, "recommendation")]
    counts += [say_count(demands, "demand")] if demands else []
    return f"{' and '.join(counts)} in {documents} were compared."


def _say_counts(before: Sequence[Related], after: Sequence[Related]) -> tuple[str, ...]:
    def count(those: Sequence[Related], when: str) -> str:
        same = sum(each.relation == "same" for each in those)
        return f"{when}: {same} likely the same issue, {len(those) - same} related or possible."

    return count(before, "Earlier"), count(after, "Later")


def say_count(number: int, noun: str) -> str:
    """A number of things: "1 document", "2 documents"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def quote_sentence(text: str) -> str:
    """A quotation as it is shown: whole, contacts hidden; of a long one what follows the last
    sentence or clause at which nothing is lost is left out, and marked.

    >>> quote_sentence("one two three")
    'one two three'
    """
    whole = " ".join(hide_contacts(text).split())
    if len(whole.split()) <= _LONG:
        return whole
    cuts = [cut for cut in _find_cuts(whole) if _LEAST <= len(whole[:cut].split()) <= _LONG]
    return f"{whole[: max(cuts)]} …" if cuts else whole


def _find_cuts(whole: str) -> Iterator[int]:
    """Where a text may be cut."""
    yield from (border.start() for border in _SENTENCE.finditer(whole))
    for border in _CLAUSE.finditer(whole):
        if not _CHANGES.search(whole, border.end()):
            yield border.start()
