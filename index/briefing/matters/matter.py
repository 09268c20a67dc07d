"""A matter: one thing to ask about an item, its causes and the words that each stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from corpus.store.asks import HeldAsk
from index.briefing.contents import Quotation
from index.briefing.lines.clashes import Clash
from index.briefing.lines.evidence import EarlierFigure, Planned, Promise, Recount
from index.briefing.paper import Sentence
from index.briefing.topics import Topic
from models.statements.issues import list_issues

Cause = Literal[
    "clash",
    "admits",
    "asked and admitted",
    "own point",
    "risk",
    "short",
    "figure",
    "passed over",
    "asked first",
    "no figure",
    "asked last",
    "asked longest",
    "promise",
    "counted before",
    "often",
    "raised",
    "cost",
]
MONEY = "money"  # an issue


@dataclass(frozen=True)
class Matter:
    """One thing to ask about: its causes, and the words that each stands on.

    `key` is its issue, or the part of the paper where it is about none; `sentences` are the
    paper's own that open it. `ask` is what the last inspection asked, `is_first` where its list
    begins with that, `lacks_figure` where the paper answers it and has no figure near it; `topic`
    is the record, `beside` what is told beside the words that it stands on, `newest` the latest
    word of an outside body on it, where none of these is; `is_asked_longest` is true of what the
    latest inspection asked and most documents of outside bodies did before it; `clash` is what
    does not go with a figure of its sentences, `lead` who leads on it by the newest plan;
    `appendices` what is not held of a paper that passes it over, and may tell of it; `spoken` is
    where the latest inspection finds weak what only the paper's own list has, `claimed` what the
    paper says was done about what was listed, `planned` what the newest plan set for it; `trouble`
    is the kind of trouble that its words tell of, where it is about no issue; `recount` how an
    outside body counted the earlier number of a comparison that the paper makes, `cost` where the
    paper has the sum of an overspend that the words speak of without one.
    """

    key: str
    label: str
    part: str
    sentences: tuple[Sentence, ...] = ()
    admitted: tuple[Sentence, ...] = ()
    ask: HeldAsk | None = None
    is_passed_over: bool = False
    is_first: bool = False
    lacks_figure: bool = False
    promise: Promise | None = None
    before: EarlierFigure | None = None
    appendices: tuple[str, ...] = ()
    topic: Topic | None = None
    beside: tuple[Quotation, ...] = ()
    newest: Quotation | None = None
    clash: Clash | None = None
    lead: str = ""
    is_asked_longest: bool = False
    spoken: Quotation | None = None
    claimed: Quotation | None = None
    planned: Planned | None = None
    trouble: str = ""
    recount: Recount | None = None
    cost: Quotation | None = None
    causes: frozenset[Cause] = field(default=frozenset())

    @property
    def issue(self) -> str:
        """The issue that it is about; empty for none."""
        return self.key if any(issue.id == self.key for issue in list_issues()) else ""
