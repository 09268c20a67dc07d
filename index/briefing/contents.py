"""What a briefing on a committee's item is made of: quotations, counted facts, questions.

Every text here is words of a document held, a count of them, or a question that stands on
them. Nothing else is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from corpus.citation import Citation
from corpus.privacy import hide_contacts
from index.recurrence.wording import quote_sentence
from models.text.sentences import find_sentences

# What leads to a list, each item on its line; words of a list that is shown whole.
_LEADS_TO_LIST, _LONGEST_LIST = re.compile(r":[ \t]*\n"), 60
_ITEM = "•"
_TURNS = re.compile(r"(?:However|Nevertheless|Nonetheless),\s+")
_IN_REPLY = re.compile(r"in (?:answer|reply|response) to\b", re.IGNORECASE)
# What of a long answer is never left out: that nothing was answered yet, what was undertaken, and
# what officers own to.
_STAYS_OPEN = re.compile(
    r"\b(?:not|never) (?:been )?(?:answered|good enough|acceptable|satisfactory)\b|\bunanswered\b"
    r"|\bno (?:answer|reply)\b|\b(?:written|fuller) (?:answer|reply|response)\b|\bin writing\b"
    r"|\bundert(?:ook|ake|aken)\b|\bpromised\b|\bapolog\w+|\bregrett\w+|\berror\b|\bmistake\b"
    r"|\b(?:accepted|acknowledged|admitted|agreed|conceded|recogni[sz]ed) that\b|\bshould have\b",
    re.IGNORECASE,
)
# Words of a line over an answer, which is no question: of so few any, of some more those in which
# nobody speaks ("Reduction in places for children").
_TOPIC_WORDS, _MOST_OF_TOPIC = 5, 10
_SPEAKS = re.compile(
    r"\b(?:ask|comment|concern|councillor|enquir|expressed|felt|member|observ|quer|question|raised"
    r"|request|said|suggest|sought|want|welcom|wish|whether|how|what|why)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document, character for character, and where they stand.

    `by` is the outside body that says them, empty where none does. `id` is the statement's
    in the library, where it is one. `after` is the number of the paragraph before in the
    same section, where their own paragraph has none; `cells` those of a row of a table, each
    after its heading. `is_risk` is true of a risk that the paper lists as one, `is_part` of an item
    that goes on from the words above its list though it begins with a capital.
    """

    citation: Citation
    by: str = ""
    id: str = ""
    after: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    is_risk: bool = False
    is_part: bool = False

    @property
    def shown(self) -> str:
        """Its words as they are shown: the items of a list each after a mark, of a long one some;
        an item that goes on from the words above its list after these. What is left out is marked.
        """
        words = self.citation.quote
        if _LEADS_TO_LIST.search(words):
            return _show_list(words.split("\n"))
        lead = self.citation.lead.rstrip(" :") if self.is_part or words[:1].islower() else ""
        if lead:
            return f"{lead}: … {quote_sentence(words)}"
        return (
            f"… {quote_sentence(told)}" if (told := _without_turn(words)) else quote_sentence(words)
        )


def _without_turn(words: str) -> str:
    """What a sentence says that turns from one before it, which is not shown here ("However, there
    is more to do"); empty for any other."""
    turn = _TURNS.match(words)
    return words[turn.end() :] if turn else ""


def _show_list(lines: Sequence[str]) -> str:
    """The words that lead to a list, and as many of its items as can be read at one go."""
    told = [" ".join(line.split()) for line in map(quote_sentence, lines)]
    counts = accumulate(len(line.split()) for line in told)
    kept = [line for line, count in zip(told, counts, strict=True) if count <= _LONGEST_LIST]
    cut = " …" if len(kept) < len(told) else ""
    return f" {_ITEM} ".join(kept or told[:2]) + cut


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure: its values as printed, each with its period; what is not held is empty.

    `citation` is that of the latest value; `neighbours` is of councils alike, by the field's
    own choice of them; `apart` are values that may be counted otherwise, each with its words.
    """

    measure: str
    latest: str
    before: str
    target: str
    england: str
    citation: Citation
    neighbours: str = ""
    apart: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a committee asked before, and what it was told where that is printed.

    `printed_in` says which report prints the minutes as a section of its own, whose paragraph
    numbers they then have, `host` is its id; empty for minutes with numbers of their own.
    """

    question: Quotation
    answer: str
    printed_in: str = ""
    host: str = ""

    @property
    def shown(self) -> str:
        """The answer as it is shown: of a long one the first sentences, and those that leave the
        question open or own to something; what is left out is marked."""
        head = quote_sentence(self.answer)
        if not head.endswith(" …"):
            return head
        whole = " ".join(hide_contacts(self.answer).split())
        told, end = head.removesuffix(" …"), len(head) - len(" …")
        for sentence in find_sentences(whole):
            if sentence.start < end or not stays_open(sentence.of(whole)):
                continue
            gap = " … " if whole[end : sentence.start].strip() else " "
            told, end = f"{told}{gap}{sentence.of(whole)}", sentence.end
        return f"{told} …" if whole[end:].strip() else told

    @property
    def is_heading(self) -> bool:
        """True where the minutes print a heading over an answer, and no question."""
        words = self.question.citation.quote
        few = len(words.split())
        return few <= _TOPIC_WORDS or (few <= _MOST_OF_TOPIC and not _SPEAKS.search(words))

    @property
    def is_unminuted(self) -> bool:
        """True where what members said is not told: by a heading alone, or "in reply to a
        question on costs"."""
        return self.is_heading or bool(_IN_REPLY.match(self.question.citation.quote.strip()))


def stays_open(sentence: str) -> bool:
    """True of a sentence of an answer that leaves a question open, or owns to something."""
    return _STAYS_OPEN.search(sentence) is not None


@dataclass(frozen=True, slots=True)
class Enquiry:
    """An open question about one issue, its follow-ups, and the quotations it stands on.

    `answered_by` is who could answer, by role; `ending` how it could end: information by a
    date, a recommendation, a return; `part` the place in the item's paper that it belongs
    to. `counted` says in which years outside bodies raised it; `rests_on` holds the words that
    this, the question and its follow-ups name and do not quote. `edited` where a reader
    reworded it.
    """

    issue: str
    counted: str
    question: str
    follow_ups: tuple[str, ...]
    full_answer: str
    evidence: tuple[Quotation, ...]
    edited: bool = False
    answered_by: str = ""
    ending: str = ""
    part: str = ""
    rests_on: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What the latest inspection asked for beside what the item's paper lists of it.

    `change` is `same words`, `reworded`, `added by the paper` (nothing was asked) or `not
    listed` (the paper has nothing of it). `said` is what else the paper says on it, what it
    admits beside; where nothing answers it, `nearest` is what comes nearest to it. `to_outside`
    is true of what an outside body is to do, of which a council has no account to give.
    `is_near` is true where something in the paper may be on it and nothing answers it.
    `spoken` is where the inspection's report speaks of what only the paper lists,
    `is_spoken_weak` true where it finds that weak. `planned` is an action on it of the newest plan,
    where the paper itself has no account.
    """

    asked: Quotation | None
    listed: Quotation | None
    change: str
    said: tuple[Quotation, ...] = ()
    nearest: tuple[Quotation, ...] = ()
    to_outside: bool = False
    spoken: Quotation | None = None
    is_spoken_weak: bool = False
    planned: Quotation | None = None
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A short form or phrase used in the briefing, what it stands for, and how it is written
    there, where that may differ."""

    short: str
    meaning: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document quoted in the briefing, and on which pages, where it has any; `body` is the
    outside body that wrote it, as the briefing names that; `dated` the day, or month, that it
    gives as its own, in words, where it was published in a later one."""

    document: str
    title: str
    published: date
    url: str
    pages: tuple[int, ...]
    body: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A briefing on one item, for one meeting; `item` is the council's paper, if it is on one.

    `decision` is what the paper asks of the committee, `answers_by` who answers for it, by
    role, `compared` the latest inspection's list beside the paper's own. `on_minutes` says how
    new the minutes held are, and where `told` is empty that nothing was found in them. `whose`
    says which outside body wrote the paper, and where the decision on it stands. `recommended` is
    what a committee recommended on the item. `rests_on` is what `why_now` and `not_held` name and
    no quotation has; `risks` how many risks the paper lists.
    """

    subject: str
    authority: str
    meeting: date
    item: str
    why_now: tuple[str, ...]
    asked: tuple[Quotation, ...]
    council_said: tuple[Quotation, ...]
    figures: tuple[Figure, ...]
    told: tuple[Exchange, ...]
    enquiries: tuple[Enquiry, ...]
    not_held: tuple[str, ...]
    words: tuple[Word, ...]
    sources: tuple[Cited, ...]
    produced: date
    library: str
    decision: tuple[Quotation, ...] = ()
    answers_by: tuple[str, ...] = ()
    compared: tuple[Compared, ...] = ()
    on_minutes: str = ""
    whose: str = ""
    recommended: tuple[Quotation, ...] = ()
    rests_on: tuple[Citation, ...] = ()
    risks: int = 0

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """All that are quoted, in reading order."""
        evidence = (quotation for enquiry in self.enquiries for quotation in enquiry.evidence)
        questions = (exchange.question for exchange in self.told)
        both = (
            quotation
            for row in self.compared
            for quotation in (row.asked, row.listed, *row.said, None if row.said else row.planned)
            if quotation
        )
        return (
            *self.decision,
            *both,
            *self.asked,
            *self.council_said,
            *self.recommended,
            *questions,
            *evidence,
        )
