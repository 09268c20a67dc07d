"""The shapes that other programs read: the same JSON from the command line and over HTTP.

Change them only by adding. Dates are ISO; text is quoted character for character
from the stored document; pages are PDF pages, the first is 1. The shape of a record has
the record's own fields; the shapes of quotations share those that say where words stand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, create_model

from corpus import records
from corpus.plain import field_types
from corpus.store.documents import HeldDocument
from index.search.conditions import QueryCondition


class Sent(BaseModel):
    """Something sent as JSON; what checks it is built when first wanted, not on import."""

    model_config = ConfigDict(defer_build=True)


Shape = TypeVar("Shape", bound=Sent)


def _with_fields(names: str = "", of: type | None = None) -> Callable[[type[Shape]], type[Shape]]:
    """A decorator that makes a class the shape with these fields, in the order of `names`.

    They are its own, those of its base, and those of the record that it is `of`, where they
    are required; its own win. Without names all are taken, the record's first. KeyError for
    a name that none of them has.
    """

    def make_shape(shape: type[Shape]) -> type[Shape]:
        own = {name: (field.annotation, field) for name, field in shape.model_fields.items()}
        fields: dict[str, Any] = {**(_fields_of(of) if of else {}), **own}
        made = create_model(
            shape.__name__,
            __doc__=shape.__doc__,
            __module__=shape.__module__,
            __base__=Sent,
            **{name: fields[name] for name in names.split() or fields},
        )
        return cast("type[Shape]", made)

    return make_shape


def _fields_of(record: type) -> dict[str, Any]:
    """A record's fields, with its words and page in place of its span."""
    types = {"id": str, "text": str, "page": int, **field_types(record)}
    return {name: (_type_sent(hint), ...) for name, hint in types.items() if name != "span"}


def _type_sent(hint: Any) -> Any:
    """A field's type in JSON: a word of a fixed list is a text, since the list may grow."""
    parts = (hint, *get_args(hint))
    return str if any(get_origin(part) is Literal for part in parts) else hint


# --- records ---------------------------------------------------------------


class PartOut(Sent):
    """A sub-point or clause of a compound ask, to be cited by itself."""

    text: str
    page: int


@_with_fields(
    "id kind text page section printed_number timescale addressee references assigned_number"
    " origin themes issues parts",
    of=records.Ask,
)
class AskOut(Sent):
    """Something one body asks of another, without its number or bullet, with its sub-points."""

    references: list[str] = []
    assigned_number: str = ""
    origin: str = ""
    themes: list[str] = []
    parts: list[PartOut] = []


@_with_fields("area grade grade_as_printed page", of=records.Judgement)
class JudgementOut(Sent):
    """A grade given; `grade` is normalised, `grade_as_printed` is not."""


@_with_fields("id text page paragraph stance themes issues", of=records.Finding)
class FindingOut(Sent):
    """An evaluative sentence."""


@_with_fields(of=records.Action)
class ActionOut(Sent):
    """A row of an action plan, its cells as printed; `text` is what will be done, `rest` where
    that goes on behind the end of a page."""

    rest: list[str]


@_with_fields(of=records.Crosswalk)
class CrosswalkOut(Sent):
    """A line of a plan's table from asks to actions, beside what the plan's rows say."""

    agrees: bool


@_with_fields(of=records.Observation)
class ObservationOut(Sent):
    """One value of a measure; `text` is the words that hold it."""


@_with_fields(of=records.Question)
class QuestionOut(Sent):
    """What members asked; `answer` is what the officer is minuted to have said, if anything."""

    answer: str


@_with_fields(of=records.TimelineEvent)
class EventOut(Sent):
    """Something dated that the document tells of; days as exact as its words."""


@_with_fields(of=records.Mention)
class MentionOut(Sent):
    """Another document that this one names."""


@_with_fields("id page risk description mitigation rating", of=records.Risk)
class RiskOut(Sent):
    """A row of a risk table, as printed; `rating` is the council's own code."""


@_with_fields("id page short long", of=records.Term)
class TermOut(Sent):
    """An acronym as the document expands it."""


class LookedForOut(Sent):
    """A kind of record that was looked for, and how many were found."""

    what: str
    found: int


class ShortfallOut(Sent):
    """What was expected of a document and is missing or not certain: what, where, what next."""

    kind: str
    says: str
    then: str
    pages: list[int]


class AccountOut(Sent):
    """What was looked for in a document, what was found, what is missing."""

    looked_for: list[LookedForOut] = []
    missing: list[ShortfallOut] = []


class DocumentOut(Sent):
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
    account: AccountOut = AccountOut()
    has_pages: bool = True  # False where page numbers are ours, not the source's


class RejectedOut(Sent):
    """A file that gave no document, and why."""

    path: str
    reason: str


class Extracted(Sent):
    """Everything found in one file."""

    documents: list[DocumentOut]
    rejected: list[RejectedOut]


class CellOut(Sent):
    """A cell of a table's row, and what it is of; no name where the table gives none."""

    name: str
    text: str


class CitedOut(Sent):
    """Words of a document and where they stand: `place` in words, `body` who speaks.

    Where the source has no pages, `page` is 1 and `place` names none; `printed_page` is what
    is printed on the page, where it is looked up; `link` is where the pages show the words;
    `lead` what a list begins with that they are an item of; `cells` those of a table's row.
    """

    id: str
    text: str
    document: str
    title: str
    published: date | None
    page: int
    paragraph: str
    section: str
    body: str = ""
    place: str = ""
    printed_page: str = ""
    link: str = ""
    lead: str = ""
    cells: list[CellOut] = []


class WhyOut(Sent):
    """Query words in the text, words added to the query, nearness in meaning (-1 to 1)."""

    words: list[str]
    added: list[str] = []
    meaning: float


class StatedOut(Sent):
    """A record that stands in a passage: ask, finding, action, question or risk."""

    id: str
    kind: str
    stance: str = ""


@_with_fields(
    "id document title authority kind published page paragraph section text score why body"
    " place stated link cells is_match lead"
)
class HitOut(CitedOut):
    """A passage that answers; `is_match` where it has all words typed or is close in meaning."""

    authority: str
    kind: str
    score: float
    why: WhyOut
    stated: list[StatedOut] = []
    is_match: bool = True


@_with_fields("field words label left_out", of=QueryCondition)
class ConditionOut(Sent):
    """A condition that words typed were taken for: on council, year, kind or body (`field`).

    `words` are those taken, `label` what documents must be; `left_out` says why they were not
    narrowed by it, empty where they were.
    """


class SearchOut(Sent):
    """Hits, best first. `nothing_close`: none is likely to answer; `added`: words added;
    `conditions`: what words were taken for; `remarks`: what of them was not looked for. `total`
    passages have all words or are close in meaning, in so many `documents`; those of them that
    are hits come first. `names`: officers' names, which are not looked for."""

    query: str
    hits: list[HitOut]
    nothing_close: bool
    added: list[str]
    conditions: list[ConditionOut] = []
    remarks: list[str] = []
    total: int = 0
    documents: int = 0
    names: list[str] = []


@_with_fields(
    "id text document title authority published page printed_number addressee timescale kind"
    " assigned_number section body place printed_page parts link lead cells"
)
class CitedAskOut(CitedOut):
    """An ask with where it stands."""

    authority: str
    printed_number: str = ""
    addressee: str = ""
    timescale: str = ""
    kind: str = ""
    assigned_number: str = ""
    section: str = ""
    parts: list[PartOut] = []


class LinkOut(Sent):
    """Two asks of one authority; `probability` that a careful reader calls them one issue."""

    earlier: CitedAskOut
    later: CitedAskOut
    probability: float
    probability_related: float
    relation: str
    evidence: list[str]


class JudgedOut(Sent):
    """What a person said of two statements, and why: same, related or different."""

    verdict: str
    who: str
    why: str


@_with_fields(
    "id document title published page text relation stance probability evidence body place"
    " printed_page kind judged link lead cells"
)
class OccurrenceOut(CitedOut):
    """One earlier or later mention, in date order.

    `judged` is what a person said of it and the ask whose record this is.
    """

    relation: str
    stance: str
    probability: float
    evidence: list[str]
    kind: str = ""  # of the ask
    judged: JudgedOut | None = None


class NotHeldOut(Sent):
    """A known document that the library does not hold."""

    title: str
    published: date | None
    url: str
    why: str


@_with_fields(
    "id document title published page text says probability likely body place printed_page link"
    " lead cells"
)
class LaterOut(CitedOut):
    """What a later document says near an ask; `likely` where it is likely about its matter.

    `says` is the system's reading of the sentence: asked again, found weak, reported as
    improving, found good, criticised, spoken well of, planned by the council ...
    """

    published: date
    says: str
    probability: float
    likely: bool


@_with_fields("id document title published text body place judged link lead cells")
class BesideOut(CitedOut):
    """A statement that a person judged with an ask, and that is none of its occurrences."""

    body: str
    place: str
    judged: JudgedOut


@_with_fields(
    "id document title published page text says probability body place printed_page link lead cells"
    " before after"
)
class SaidOut(CitedOut):
    """A statement about typed words, what it says of them, how likely it is about them.

    `before` is the sentence that it leans on ("They ..."), `after` the one that takes it back
    ("However ..."); empty where there is none, and in `found` where that is told itself.
    """

    published: date
    says: str
    probability: float
    before: str = ""
    after: str = ""


@_with_fields("document title published page text body place printed_page link lead cells")
class QuotedOut(CitedOut):
    """Words of a document and where they stand."""


class MentionsOut(Sent):
    """How often the full text mentions words, and where: a few and the further ones, each the
    latest first."""

    by_inspectors: int
    by_council: int
    near: int
    shown: list[QuotedOut]
    further: list[QuotedOut] = []


@_with_fields(
    "document title published page text measure value period body place printed_page link"
    " lead cells"
)
class BearingOut(CitedOut):
    """The newest value of a measure that bears on typed words, as printed."""

    measure: str
    value: str
    period: str


@_with_fields("id kind stance text page document title published probability place link lead cells")
class ThreadMember(CitedOut):
    """A statement of a thread."""

    kind: str
    stance: str
    published: date
    probability: float


class GapOut(Sent):
    """An inspection read between first and last seen, without a mention."""

    document: str
    title: str
    published: date


class LookOut(Sent):
    """What one document of an outside body says of an issue, taken together."""

    document: str
    published: date
    body: str
    found: str  # weak | mixed | improving | good; empty where it was asked for and not judged
    asked: bool
    in_part: bool  # found mixed: weak in part
    probability: float = 1.0  # that a careful reader says the same
    decisive: list[str] = []  # ids of the statements that it rests on, at most three


class ThreadOut(Sent):
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
    probability: float = 1.0  # of the state
    unsure: list[LookOut] = []  # documents that speak of it: read the sentences


class InspectionOut(Sent):
    """What one document of an outside body says of typed words, taken together."""

    document: str
    published: date
    body: str
    asked: bool
    found: str  # weak | mixed | improving | good; empty where it judges nothing
    plain: bool  # false where it is only probable
    says: str  # the same in words, with how many sentences do what
    nearest: QuotedOut | None = None  # what comes nearest, where nothing is surely on it


@_with_fields(
    "document title published page text ref words due body place printed_page link lead cells"
)
class ListedActionOut(CitedOut):
    """An action as a plan lists it: its reference, its words in one line, and by when."""

    ref: str
    words: str
    due: str


@_with_fields(
    "document title published page text ask number says agrees actions body place printed_page"
    " link lead cells"
)
class ListedOut(CitedOut):
    """What a plan lists against an ask, and where it says so; `says` tells it in words.

    `number` is the plan's for the ask; `agrees` is false where its rows and its list differ.
    """

    ask: CitedAskOut
    number: str
    says: str
    agrees: bool
    actions: list[ListedActionOut]


class RecurredOut(Sent):
    """Whether something has come up before and since, in date order.

    `later` is what later documents say near `later_of` (the ask), and `became` what can be said
    of it; of typed words, what each outside document says of them in a sentence (as
    `inspections` too). Of typed words all that is said of them: `found` by outside bodies and
    `reported` by the council, oldest first,
    `possible` what may be about them or only near, the nearest first, the latest of outside
    bodies, measures; mentions, shown where nothing was found or reported, and else, as
    `elsewhere`, the other places that have the words. `listed` is what the council's plans list
    against the ask, or against those that are surely about the words: their own claim.
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
    inspections: list[InspectionOut] = []
    not_held: list[NotHeldOut]
    beside: list[BesideOut] = []
    asked_times: int = 0
    found: list[SaidOut] = []
    reported: list[SaidOut] = []
    possible: list[SaidOut] = []
    latest: list[QuotedOut] = []
    latest_word: str = ""
    measures: list[BearingOut] = []
    mentions: MentionsOut | None = None
    elsewhere: MentionsOut | None = None
    listed: list[ListedOut] = []


class Page(Sent):
    """Where a list of answers stands in the whole; `next` is the address of the rest."""

    total: int
    limit: int
    offset: int
    next: str | None = None


class AskPage(Sent):
    """A page of asks."""

    page: Page
    asks: list[CitedAskOut]


class LinkPage(Sent):
    """A page of links, most probable first."""

    page: Page
    links: list[LinkOut]


class ThreadPage(Sent):
    """A page of a council's issues, those in most documents first."""

    page: Page
    threads: list[ThreadOut]


@_with_fields("id title kind framework authority published url asks missing", of=HeldDocument)
class DocumentLine(Sent):
    """A document in a list; `missing` is what was expected of its reading, or is not certain."""


class DocumentPage(Sent):
    """A page of documents, oldest first."""

    page: Page
    documents: list[DocumentLine]


class Problem(Sent):
    """An error as problem+json (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
