"""The words that a matter stands on: those quoted first, and what else is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.kinds import kind_of
from corpus.store.asks import HeldAsk
from index.briefing.contents import Quotation
from index.briefing.lines.cues import admits, counts, find_cue, has_change
from index.briefing.lines.newest import HANGS
from index.briefing.matters.matter import MONEY, Matter
from index.briefing.paper import Sentence, find_told_on
from index.briefing.topics import clearest, quote

_DIGIT = re.compile(r"\d")
_OF_CHILDREN = re.compile(
    r"\b(?:child\w*|young|famil\w+|care|carers?|placements?|social work\w*|schools?)\b",
    re.IGNORECASE,
)  # not of the whole council
FEWEST_WORDS = 4  # of an ask that says something without its heading


def lead_of(matter: Matter) -> Quotation:
    """The words that a line stands on first: the paper's, unless it admits and counts nothing
    of what was asked."""
    own = opening_of(matter)
    if own:
        # "27% left. This means that the net gain is neutral."
        on = find_told_on(own, matter.sentences)
        return _told(own) if on is None or on.shown.endswith("…") else on
    if matter.ask:
        return quote_ask(matter.ask)
    if matter.topic:
        return quote(clearest(matter.topic.raised, last=True))
    raise ValueError(f"{matter.key}: a matter stands on words")


def _told(sentence: Sentence) -> Quotation:
    """A sentence with the one that completes it, else that it goes on about, unless its own words
    are then too many to be shown."""
    shown = (
        both
        for both in (sentence.told_on, sentence.told_with)
        if both and not both.shown.endswith("…")
    )
    return next(shown, sentence.quotation)


def opening_of(matter: Matter) -> Sentence | None:
    """The paper's sentence that a line stands on first; None where that is no sentence of it."""
    own = None if matter.is_passed_over else lead_sentence(matter)
    opens = matter.ask is None or matter.clash or (own and (admits(own) or counts(own)))
    return own if opens else None


def lead_sentence(matter: Matter) -> Sentence | None:
    """The figure that was counted before; else of what is clearly about the issue a figure of a
    part in which something is admitted, else what is admitted, in prose."""
    parts = {sentence.part for sentence in matter.admitted}
    return min(
        matter.sentences,
        key=lambda sentence: (
            not (matter.clash and matter.clash.at in sentence.quotation.citation.span),
            not (matter.before and matter.before.at in sentence.quotation.citation.span),
            bool(matter.issue) and matter.issue not in sentence.issues,
            matter.issue == MONEY and not _OF_CHILDREN.search(sentence.text),
            sentence.is_of_before,
            bool(HANGS.match(sentence.text)) and sentence.told_with is None,
            not (sentence.has_figure and _DIGIT.search(sentence.text) and sentence.part in parts),
            _rank(sentence),
            not sentence.is_prose,
            not has_change(sentence.text),
            find_cue(sentence) is None,
        ),
        default=None,
    )


def _rank(sentence: Sentence) -> int:
    """What is admitted today, then a figure on the wrong side of its target or of England, then a
    risk: what may happen says less than what has."""
    if admits(sentence) and not sentence.is_risk:
        return 0
    is_short = sentence.figure is not None and sentence.figure.is_short
    return 1 if is_short else 2 if sentence.is_risk else 3


def evidence_of(matter: Matter) -> list[Quotation]:
    """All that a line stands on, the lead first, each once."""
    own = None if matter.is_passed_over else lead_sentence(matter)
    quotations = [
        lead_of(matter),
        *([matter.newest] if matter.newest else []),
        *([own.quotation] if own and own is not opening_of(matter) and _can_be_read(own) else []),
        *([matter.clash.other] if matter.clash and matter.clash.other else []),
        *([matter.spoken] if matter.spoken else []),
        *matter.beside,
        *([matter.before.earlier] if matter.before and not matter.clash else []),
    ]
    return list(dict.fromkeys(quotations))


def _can_be_read(sentence: Sentence) -> bool:
    """False of a row of a table whose cells are not told apart."""
    return sentence.is_prose or bool(sentence.quotation.cells)


def find_admitted(matter: Matter) -> list[Quotation]:
    """What else is admitted on the issue, in clear words first."""
    on_issue = (each for each in matter.admitted if not matter.issue or _is_on(each, matter.issue))
    admitted = sorted(on_issue, key=lambda each: (each.is_risk, find_cue(each) is None))
    own = None if matter.is_passed_over else lead_sentence(matter)
    return list(_whole(admitted[:2], own, lead_of(matter)))


def _is_on(sentence: Sentence, issue: str) -> bool:
    """True where a sentence may be about an issue, or goes on about another and names none; of
    money also what has a sum."""
    goes_on = sentence.told_with is not None and not sentence.chances
    return goes_on or issue in sentence.chances or (issue == MONEY and "£" in sentence.text)


def _whole(
    sentences: Sequence[Sentence], own: Sentence | None, lead: Quotation
) -> Iterator[Quotation]:
    """The sentences but one's own, each with the one that it goes on about; none that goes on
    about what is quoted first."""
    for sentence in sentences:
        whole = _told(sentence)
        is_told = whole.citation.document == lead.citation.document and (
            whole.citation.span.touches(lead.citation.span)
        )
        if sentence is not own and not is_told:
            yield whole


def find_raised(matter: Matter) -> list[Quotation]:
    """What an outside body raised last, and without a paper first, too."""
    if matter.topic is None:
        return []
    newest = quote(clearest(matter.topic.raised, last=True))
    earliest = quote(clearest(matter.topic.raised, last=False))
    told = [newest] if matter.sentences else [newest, earliest]
    return [each for each in told if len(each.citation.quote.split()) >= FEWEST_WORDS]


def quote_ask(ask: HeldAsk) -> Quotation:
    """An ask as a quotation of the body that asks."""
    return Quotation(ask.citation, kind_of(ask.kind).body, ask.id)
