"""What there is to ask about an item, and why: the causes that a paper and the record give.

A matter is an issue, or a part of the paper that is about none of them. It is opened by what
the paper itself admits, by a figure, by what was asked last, by a promise that fell due, by a
figure that an earlier document counts otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from corpus.kinds import kind_of
from corpus.store.asks import HeldAsk
from index.briefing.compared import list_asked
from index.briefing.contents import Quotation
from index.briefing.evidence import (
    EarlierFigure,
    Promise,
    find_earlier_figures,
    find_promise,
    find_promises,
)
from index.briefing.nearness import find_near, to_wanted
from index.briefing.paper import Paper, Sentence
from index.briefing.topics import OFTEN, Topic, clearest, latest_inspection, quote
from index.issues.grouping import BELONGS
from index.library import Library
from models.statements.issues import list_issues

Cause = Literal[
    "admits", "risk", "figure", "passed over", "asked last", "promise", "counted before", "often"
]
# Words by which a paper says that something is hard, unfinished or short of what it should be.
_ADMITS = re.compile(
    r"\b(?:challeng(?:e|es|ing)|difficult\w*|neutral|remain(?:s|ed)? (?:a|an|one|high|low|the)\b"
    r"|not yet|too (?:soon|early|few|many|long|slow)|more (?:work )?to (?:do|be done)"
    r"|(?:in hand|under ?way) to|further work|need(?:s)? to (?:improve|do more)|delay\w*|shortfalls?"
    r"|shortages?|short (?:of|supply)|unfilled|unmanageable|insufficient|inconsistent|variable"
    r"|pressures?|overspen\w+|exceed\w*|backlogs?|behind|below (?:target|the|that|england)"
    r"|has not|have not|ha(?:s|ve) risen|fewer|worse\w*|declin\w+|lowest|despite|struggl\w+"
    r"|not (?:so |as )?(?:strong|good|consistent|enough)|gaps?|lack(?:s|ing)?)\b",
    re.IGNORECASE,
)
_WEAK = frozenset({"weakness", "declining", "mixed"})
_ORDER: tuple[Cause, ...] = (
    "admits",
    "passed over",
    "counted before",
    "figure",
    "promise",
    "risk",
    "asked last",
)


@dataclass(frozen=True)
class Matter:
    """One thing to ask about: its causes, and the words that each stands on.

    `key` is its issue, or the part of the paper where it is about none; `sentences` are the
    paper's own that open it. `ask` is what the last inspection asked; `topic` the record.
    """

    key: str
    label: str
    part: str
    sentences: tuple[Sentence, ...] = ()
    admitted: tuple[Sentence, ...] = ()
    ask: HeldAsk | None = None
    is_passed_over: bool = False
    promise: Promise | None = None
    before: EarlierFigure | None = None
    topic: Topic | None = None
    causes: frozenset[Cause] = field(default=frozenset())

    @property
    def issue(self) -> str:
        """The issue that it is about; empty for none."""
        return self.key if any(issue.id == self.key for issue in list_issues()) else ""


def find_matters(
    library: Library, topics: Sequence[Topic], authority: str, day: date, paper: Paper
) -> list[Matter]:
    """What there is to ask, those with most causes first, then in the paper's order."""
    record = {topic.issue: topic for topic in topics}
    matters = _of_paper(paper) if paper.id else {}
    for ask, near in _find_asked(library, authority, day, paper, record):
        _add_ask(matters, ask, near, paper, record)
    if not paper.id:
        matters |= {key: _of_record(topic) for key, topic in record.items() if key not in matters}
    promises = find_promises(library.db, authority, day)
    figures = find_earlier_figures(library.db, authority, day, paper.id) if paper.id else []
    whole = [
        _with_causes(_complete(matter, record, promises, figures)) for matter in matters.values()
    ]
    place = {matter.key: row for row, matter in enumerate(whole)}
    return sorted(whole, key=lambda matter: (-len(matter.causes), place[matter.key]))


def choose(matters: Sequence[Matter], most: int) -> list[Matter]:
    """A few that have different causes: of each cause in turn the first that is not chosen and
    stands on other words than those that are."""
    chosen: list[Matter] = []
    left = list(matters)
    while len(chosen) < most:
        round_of = [matter for cause in _ORDER if (matter := _first(left, cause, chosen))]
        fresh = list({id(matter): matter for matter in round_of}.values())
        fresh = fresh or [matter for matter in left if _is_apart(matter, chosen)][:1]
        if not fresh:
            break
        for matter in fresh:
            if _is_apart(matter, chosen):
                chosen.append(matter)
            left.remove(matter)
    kept = chosen[:most]
    return [matter for matter in matters if matter in kept]


def _first(left: Iterable[Matter], cause: Cause, chosen: Sequence[Matter]) -> Matter | None:
    fitting = (matter for matter in left if cause in matter.causes)
    return next((matter for matter in fitting if _is_apart(matter, chosen)), None)


def _is_apart(matter: Matter, chosen: Sequence[Matter]) -> bool:
    """False where the words that it stands on first are those of one that is chosen."""
    lead = lead_of(matter).citation
    return all(
        (lead.document, lead.quote) != (other.document, other.quote)
        for other in (lead_of(each).citation for each in chosen)
    )


# --- of the paper ----------------------------------------------------------


def _of_paper(paper: Paper) -> dict[str, Matter]:
    """What the paper admits and what it counts, by issue, else by part; in the paper's order."""
    matters: dict[str, Matter] = {}
    main = _main_issues(paper)
    for sentence in paper.account:
        if sentence.is_own and (admits(sentence) or sentence.has_figure):
            key = _key(sentence, main)
            known = matters.get(key) or Matter(key, _label(key), sentence.part)
            matters[key] = replace(
                known,
                sentences=(*known.sentences, sentence),
                admitted=(*known.admitted, *([sentence] if admits(sentence) else [])),
            )
    return matters


def admits(sentence: Sentence) -> bool:
    """True where a paper says of itself that something is hard, unfinished or a risk."""
    is_cue = sentence.is_prose and bool(_ADMITS.search(sentence.text))
    return sentence.is_risk or is_cue or (sentence.is_prose and sentence.stance in _WEAK)


def _key(sentence: Sentence, main: Mapping[str, str]) -> str:
    """The issue of a sentence, else the one that its paragraph is most about, else its part."""
    return next(iter(sentence.issues), "") or main.get(sentence.part, "") or sentence.part


def _main_issues(paper: Paper) -> dict[str, str]:
    """Of each numbered part, the issue that most of its sentences are clearly about."""
    weights: dict[str, dict[str, float]] = {}
    for sentence in paper.account:
        if "paragraph" in sentence.part:
            of_part = weights.setdefault(sentence.part, {})
            for issue in sentence.issues:
                of_part[issue] = of_part.get(issue, 0.0) + sentence.chances[issue]
    return {
        part: max(sorted(of_part), key=lambda issue: of_part[issue])
        for part, of_part in weights.items()
        if of_part
    }


def _label(key: str) -> str:
    return next((issue.label for issue in list_issues() if issue.id == key), key)


# --- of the record ---------------------------------------------------------


def _find_asked(
    library: Library,
    authority: str,
    day: date,
    paper: Paper,
    record: Mapping[str, Topic],
) -> Iterator[tuple[HeldAsk, list[Sentence]]]:
    """What the latest inspection asked, and what of the whole paper is near to it."""
    inspection = latest_inspection(library.db, authority, day)
    asks = list_asked(library, authority, inspection.id) if inspection else []
    for ask in asks:
        near = find_near(library, paper, to_wanted(ask.text, ask.ask.issues)) if paper.id else []
        if paper.id or record.keys() & _issues_of(ask):
            yield ask, near


def _issues_of(ask: HeldAsk) -> list[str]:
    """The issues that an ask is clearly about, the likeliest first."""
    return [issue.id for issue in ask.ask.issues if issue.probability >= BELONGS]


def _add_ask(
    matters: dict[str, Matter],
    ask: HeldAsk,
    near: Sequence[Sentence],
    paper: Paper,
    record: Mapping[str, Topic],
) -> None:
    """The ask with the matter that it is about, else as one of its own."""
    issues = [issue for issue in _issues_of(ask) if issue in record] or _issues_of(ask)
    key = next((issue for issue in issues if issue in matters), next(iter(issues), ""))
    if not key or (key in matters and matters[key].ask):
        return
    own = [sentence for sentence in near if sentence.is_own][:1]
    passed_over = bool(paper.id) and not near and not _is_told_beside(record.get(key), paper)
    part = own[0].part if own else "the whole paper" if paper.id else ""
    known = matters.get(key) or Matter(key, _label(key), part, tuple(own))
    matters[key] = replace(known, ask=ask, is_passed_over=passed_over)


def _is_told_beside(topic: Topic | None, paper: Paper) -> bool:
    """True where another document of the paper's day, one of its appendices, speaks of it."""
    day = next((each.quotation.citation.published for each in paper.account), None)
    return topic is not None and any(member.published == day for member in topic.council)


def _of_record(topic: Topic) -> Matter:
    return Matter(topic.issue, topic.label, "")


def _complete(
    matter: Matter,
    record: Mapping[str, Topic],
    promises: Sequence[Promise],
    figures: Sequence[EarlierFigure],
) -> Matter:
    """The matter with what the record holds on it."""
    own = [sentence.quotation.citation.span for sentence in matter.sentences]
    before = (each for each in figures if any(each.at in span for span in own))
    return replace(
        matter,
        promise=find_promise(promises, matter.key),
        before=next(before, None),
        topic=record.get(matter.key),
    )


def _with_causes(matter: Matter) -> Matter:
    causes: dict[Cause, bool] = {
        "admits": any(not sentence.is_risk for sentence in matter.admitted),
        "risk": any(sentence.is_risk for sentence in matter.admitted),
        "figure": any(sentence.has_figure for sentence in matter.sentences),
        "passed over": matter.is_passed_over,
        "asked last": matter.ask is not None,
        "promise": matter.promise is not None,
        "counted before": matter.before is not None,
        "often": matter.topic is not None and matter.topic.raised_in >= OFTEN,
    }
    return replace(matter, causes=frozenset(cause for cause, holds in causes.items() if holds))


# --- what it stands on -----------------------------------------------------


def lead_of(matter: Matter) -> Quotation:
    """The words that a line stands on first: the paper's, unless it passes the matter over."""
    if matter.is_passed_over and matter.ask:
        return _quote_ask(matter.ask)
    own = _lead_sentence(matter)
    if own:
        return own.quotation
    if matter.ask:
        return _quote_ask(matter.ask)
    if matter.topic:
        return quote(clearest(matter.topic.raised, last=True))
    raise ValueError(f"{matter.key}: a matter stands on words")


def _lead_sentence(matter: Matter) -> Sentence | None:
    """A figure of a part in which something is admitted; else what is admitted, in prose."""
    parts = {sentence.part for sentence in matter.admitted}
    return min(
        matter.sentences,
        key=lambda sentence: (
            not (sentence.has_figure and sentence.part in parts),
            sentence.is_risk,
            not sentence.is_prose,
            not admits(sentence),
        ),
        default=None,
    )


def evidence_of(matter: Matter) -> list[Quotation]:
    """All that a line stands on, the lead first, each once."""
    admitted = sorted(matter.admitted, key=lambda sentence: sentence.is_risk)
    quotations = [
        lead_of(matter),
        *(sentence.quotation for sentence in admitted[:2]),
        *([matter.before.earlier] if matter.before else []),
        *([_quote_ask(matter.ask)] if matter.ask else _raised(matter)),
        *([matter.promise.quotation] if matter.promise else []),
    ]
    return list(dict.fromkeys(quotations))


def _raised(matter: Matter) -> list[Quotation]:
    """What an outside body raised last, and without a paper first, too."""
    if matter.topic is None:
        return []
    newest = quote(clearest(matter.topic.raised, last=True))
    earliest = quote(clearest(matter.topic.raised, last=False))
    return [newest] if matter.sentences else [newest, earliest]


def _quote_ask(ask: HeldAsk) -> Quotation:
    return Quotation(ask.citation, kind_of(ask.kind).body, ask.id)
