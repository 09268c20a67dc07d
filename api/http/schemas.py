"""The shapes that other programs read: the same JSON from the command line and over HTTP.

Change them only by adding. Dates are ISO; text is quoted character for character
from the stored document; pages are PDF pages, the first is 1.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel


class PartOut(BaseModel):
    """A sub-point or clause of a compound ask, to be cited by itself."""

    text: str
    page: int


class AskOut(BaseModel):
    """Something one body asks of another, without its number or bullet, with its sub-points."""

    id: str
    kind: str
    text: str
    page: int
    section: str
    printed_number: str
    timescale: str
    addressee: str
    references: list[str] = []
    assigned_number: str = ""
    origin: str = ""
    themes: list[str] = []
    parts: list[PartOut] = []


class JudgementOut(BaseModel):
    """A grade given; `grade` is normalised, `grade_as_printed` is not."""

    area: str
    grade: str
    grade_as_printed: str
    page: int


class FindingOut(BaseModel):
    """An evaluative sentence."""

    id: str
    text: str
    page: int
    paragraph: str
    stance: str
    themes: list[str]


class ActionOut(BaseModel):
    """A row of an action plan, its cells as printed; `text` is what will be done."""

    id: str
    text: str
    page: int
    ref: str
    priority: str
    serves: list[str]
    lead: str
    partners: str
    due: str
    due_by: date | None
    success_measure: str
    measure: str
    current: str
    target: str
    comparators: list[str]
    resource: str
    rag: str
    damaged: bool


class CrosswalkOut(BaseModel):
    """A line of a plan's table from asks to actions, beside what the plan's rows say."""

    id: str
    text: str
    page: int
    area: str
    actions: list[str]
    count_printed: int | None
    rows: list[str]
    agrees: bool


class ObservationOut(BaseModel):
    """One value of a measure; `text` is the words that hold it."""

    id: str
    text: str
    page: int
    measure: str
    value: str
    amount: float | None
    unit: str
    period: str
    period_end: date | None
    who: str
    role: str
    good_is: str
    rag: str
    rag_agrees: bool | None


class QuestionOut(BaseModel):
    """What members asked; `answer` is what the officer is minuted to have said, if anything."""

    id: str
    text: str
    page: int
    topic: str
    answer: str
    paragraph: str
    kind: str
    themes: list[str]


class EventOut(BaseModel):
    """Something dated that the document tells of; days as exact as its words."""

    id: str
    text: str
    page: int
    kind: str
    what: str
    begin: str
    end: str
    body: str


class MentionOut(BaseModel):
    """Another document that this one names."""

    id: str
    text: str
    page: int
    what: str
    kind: str
    when: str
    relation: str


class RiskOut(BaseModel):
    """A row of a risk table, as printed; `rating` is the council's own code."""

    id: str
    page: int
    risk: str
    description: str
    mitigation: str
    rating: str


class TermOut(BaseModel):
    """An acronym as the document expands it."""

    id: str
    page: int
    short: str
    long: str


class DocumentOut(BaseModel):
    """One logical document and what was found in it; a pack's file holds several `part`s."""

    id: str
    title: str
    kind: str
    framework: str
    authority: str
    published: date | None
    published_from: str
    event_start: date | None
    event_end: date | None
    pages: tuple[int, int]
    part: int = 0
    author: str = ""
    status: str = ""
    licence: str = ""
    notes: list[str] = []
    asks: list[AskOut]
    judgements: list[JudgementOut]
    findings: list[FindingOut]
    actions: list[ActionOut] = []
    crosswalk: list[CrosswalkOut] = []
    measures: list[ObservationOut] = []
    questions: list[QuestionOut] = []
    events: list[EventOut] = []
    mentions: list[MentionOut] = []
    risks: list[RiskOut] = []
    terms: list[TermOut] = []
    has_pages: bool = True  # False where page numbers are ours, not the source's


class RejectedOut(BaseModel):
    """A file that gave no document, and why."""

    path: str
    reason: str


class Extracted(BaseModel):
    """Everything found in one file."""

    documents: list[DocumentOut]
    rejected: list[RejectedOut]


class WhyOut(BaseModel):
    """Query words in the text, words added to the query, nearness in meaning (-1 to 1)."""

    words: list[str]
    added: list[str] = []
    meaning: float


class StatedOut(BaseModel):
    """A record that stands in a passage: ask, finding, action, question or risk."""

    id: str
    kind: str
    stance: str = ""


class HitOut(BaseModel):
    """A passage that answers."""

    id: str
    document: str
    title: str
    authority: str
    kind: str
    published: date | None
    page: int
    paragraph: str
    section: str
    text: str
    score: float
    why: WhyOut
    body: str = ""  # who speaks
    place: str = ""  # in words: page 3, paragraph 12; no page where the source has none
    stated: list[StatedOut] = []


class SearchOut(BaseModel):
    """Hits, best first. `nothing_close`: none is likely to answer; `added`: words added."""

    query: str
    hits: list[HitOut]
    nothing_close: bool
    added: list[str]


class CitedAskOut(BaseModel):
    """An ask with where it stands."""

    id: str
    text: str
    document: str
    title: str
    authority: str
    published: date | None
    page: int
    printed_number: str = ""
    addressee: str = ""
    timescale: str = ""
    kind: str = ""
    assigned_number: str = ""
    section: str = ""
    body: str = ""  # who asks
    place: str = ""  # in words
    printed_page: str = ""  # what is printed on the page, where it is looked up
    parts: list[PartOut] = []


class LinkOut(BaseModel):
    """Two asks of one authority; `probability` that a careful reader calls them one issue."""

    earlier: CitedAskOut
    later: CitedAskOut
    probability: float
    probability_related: float
    relation: str
    evidence: list[str]


class JudgedOut(BaseModel):
    """What a person said of two statements, and why: same, related or different."""

    verdict: str
    who: str
    why: str


class OccurrenceOut(BaseModel):
    """One earlier or later mention, in date order.

    `judged` is what a person said of it and the ask whose record this is.
    """

    id: str
    document: str
    title: str
    published: date | None
    page: int
    text: str
    relation: str
    stance: str
    probability: float
    evidence: list[str]
    body: str = ""
    place: str = ""
    printed_page: str = ""
    kind: str = ""  # of the ask
    judged: JudgedOut | None = None


class NotHeldOut(BaseModel):
    """A known document that the library does not hold."""

    title: str
    published: date | None
    url: str
    why: str


class LaterOut(BaseModel):
    """What a later document says near an ask; `likely` where it is likely about its matter.

    `says` is the system's reading of the sentence: asked again, found weak, reported as
    improving, found good, planned by the council ...
    """

    id: str
    document: str
    title: str
    published: date
    page: int
    text: str
    says: str
    probability: float
    likely: bool
    body: str = ""
    place: str = ""
    printed_page: str = ""


class BesideOut(BaseModel):
    """A statement that a person judged with an ask, and that is none of its occurrences."""

    id: str
    document: str
    title: str
    published: date | None
    text: str
    body: str
    place: str
    judged: JudgedOut


class ThreadMember(BaseModel):
    """A statement of a thread."""

    id: str
    kind: str
    stance: str
    text: str
    page: int
    document: str
    title: str
    published: date
    probability: float
    place: str = ""


class GapOut(BaseModel):
    """An inspection read between first and last seen, without a mention."""

    document: str
    title: str
    published: date


class LookOut(BaseModel):
    """What one document of an outside body says of an issue, taken together."""

    document: str
    published: date
    body: str
    found: str  # weak | improving | good
    asked: bool
    weight: float  # how much was said, in sure statements
    in_part: bool  # found weak in part, where the whole was not


class ThreadOut(BaseModel):
    """An issue that runs through the years, its members in date order.

    `looks` are the documents of outside bodies that judged it, oldest first: what its state
    is made of.
    """

    id: str
    label: str
    state: str
    history: str
    first: date
    last: date
    members: list[ThreadMember]
    gaps: list[GapOut]
    reasons: list[str]
    looks: list[LookOut] = []


class RecurredOut(BaseModel):
    """Whether something has come up before and since, in date order.

    `later` is what later documents say near `later_of` (the ask; of typed words the
    earliest ask about them), and `became` what can be said of it.
    """

    ask: CitedAskOut | None
    words: str
    authority: str
    verdict: str
    reasons: list[str]
    occurrences: list[OccurrenceOut]
    later_of: CitedAskOut | None = None
    later: list[LaterOut] = []
    became: list[str] = []
    not_held: list[NotHeldOut]
    beside: list[BesideOut] = []


class Page(BaseModel):
    """Where a list of answers stands in the whole; `next` is the address of the rest."""

    total: int
    limit: int
    offset: int
    next: str | None = None


class AskPage(BaseModel):
    """A page of asks."""

    page: Page
    asks: list[CitedAskOut]


class LinkPage(BaseModel):
    """A page of links, most probable first."""

    page: Page
    links: list[LinkOut]


class ThreadPage(BaseModel):
    """A page of a council's issues, those in most documents first."""

    page: Page
    threads: list[ThreadOut]


class DocumentLine(BaseModel):
    """A document in a list."""

    id: str
    title: str
    kind: str
    framework: str
    authority: str
    published: date | None
    url: str
    asks: int


class DocumentPage(BaseModel):
    """A page of documents, oldest first."""

    page: Page
    documents: list[DocumentLine]


class Problem(BaseModel):
    """An error as problem+json (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
