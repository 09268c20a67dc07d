"""What an outside body asked for beside the list that an item's paper makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product

from corpus.kinds import kind_of
from corpus.store.asks import HeldAsk, iter_asks
from index.briefing.contents import Compared, Quotation
from index.briefing.nearness import find_near
from index.briefing.paper import Paper
from index.issues.grouping import BELONGS
from index.library import Library
from index.recurrence.trace import LIKELY, to_text
from models.links.ask_text import Pair

_LISTED = frozenset({"recommendation", "area_for_improvement", "priority_action"})
_SHARE = 1 / 2  # of the shorter list that must stand in the other, for it to be the list repeated
_SAID = 1  # sentences of the paper beside each item


def compare_lists(
    library: Library, authority: str, day: date, paper: Paper
) -> tuple[Compared, ...]:
    """Each ask of the document whose list the paper repeats, in its order, then what the paper
    adds. Empty where it repeats none."""
    own = _list_restated(library, paper.id) if paper.id else []
    asked, pairs = _find_list(library, authority, day, paper.id, own)
    if not pairs:
        return ()
    rows = [_to_row(library, paper, ask, pairs.get(ask.id)) for ask in asked]
    paired = {listed.id for listed in pairs.values()}
    added = [_to_row(library, paper, None, listed) for listed in own if listed.id not in paired]
    return (*rows, *added)


def weigh_lists(library: Library, authority: str, day: date, item: str) -> None:
    """Weigh what a paper repeats with what was asked by a day, so that its packs need not."""
    _find_list(library, authority, day, item, _list_restated(library, item))


def _list_restated(library: Library, item: str) -> list[HeldAsk]:
    return list(iter_asks(library.db, kinds=("restated",), document=item))


def list_asked(library: Library, authority: str, document: str) -> list[HeldAsk]:
    """What one document of an outside body lists, in its order."""
    return [
        ask
        for ask in iter_asks(library.db, authority, kinds=_LISTED, document=document)
        if kind_of(ask.kind).outside
    ]


def _find_list(
    library: Library, authority: str, day: date, item: str, own: Sequence[HeldAsk]
) -> tuple[list[HeldAsk], dict[str, HeldAsk]]:
    """The list of the outside body's document that the paper's own agrees with most, the newer
    of two that are alike, and the paper's item for each ask; none where too few agree."""
    by_document: dict[str, list[HeldAsk]] = {}
    for ask in iter_asks(library.db, authority, kinds=_LISTED) if own else ():
        held = ask.published is not None and ask.published <= day and ask.document != item
        if held and kind_of(ask.kind).outside:
            by_document.setdefault(ask.document, []).append(ask)
    lists = [(asks, _pair(library, asks, own)) for asks in by_document.values()]
    agreeing = [each for each in lists if len(each[1]) >= _SHARE * min(len(each[0]), len(own))]
    agreeing.sort(key=lambda each: (len(each[1]), each[0][0].published or date.min))
    return agreeing[-1] if agreeing else ([], {})


def _pair(library: Library, asked: Sequence[HeldAsk], own: Sequence[HeldAsk]) -> dict[str, HeldAsk]:
    """The paper's item for each ask: of the same words, else where the weigher, which was fitted
    on judged pairs, calls the two the same."""
    same = {(ask.id, listed.id): 1.0 for ask, listed in product(asked, own) if _alike(ask, listed)}
    pairs = _one_to_one(same, own)
    taken = {listed.id for listed in pairs.values()}
    left = [
        (ask, listed)
        for ask, listed in product(asked, own)
        if ask.id not in pairs and listed.id not in taken
    ]
    weights = library.weigher.weigh([Pair(to_text(ask), to_text(listed)) for ask, listed in left])
    likely = {
        (ask.id, listed.id): weight.same
        for (ask, listed), weight in zip(left, weights, strict=True)
        if weight.same >= LIKELY
    }
    return pairs | _one_to_one(likely, own)


def _one_to_one(
    scores: Mapping[tuple[str, str], float], own: Iterable[HeldAsk]
) -> dict[str, HeldAsk]:
    """Each ask with the item that it is likest, the likest pairs first, none twice."""
    by_id = {listed.id: listed for listed in own}
    pairs: dict[str, HeldAsk] = {}
    for ask, listed in sorted(scores, key=lambda ids: (-scores[ids], ids)):
        if ask not in pairs and listed in by_id:
            pairs[ask] = by_id.pop(listed)
    return pairs


def _to_row(
    library: Library, paper: Paper, ask: HeldAsk | None, listed: HeldAsk | None
) -> Compared:
    said = _find_said(library, paper, listed or ask)
    return Compared(_quote(ask), _quote(listed), _say_change(ask, listed), said)


def _find_said(library: Library, paper: Paper, ask: HeldAsk | None) -> tuple[Quotation, ...]:
    """What else the paper says of it: sentences clearly about one of its issues, else the
    nearest."""
    near = find_near(library, paper, ask) if ask else []
    own = [sentence for sentence in near if sentence.is_own]
    issues = (
        {issue.id for issue in ask.ask.issues if issue.probability >= BELONGS} if ask else set()
    )
    clear = [sentence for sentence in own if issues & set(sentence.issues)]
    return tuple(sentence.quotation for sentence in (clear or own[:1])[:_SAID])


def _quote(ask: HeldAsk | None) -> Quotation | None:
    return Quotation(ask.citation, kind_of(ask.kind).body, ask.id) if ask else None


def _say_change(ask: HeldAsk | None, listed: HeldAsk | None) -> str:
    if ask is None:
        return "added by the paper"
    if listed is None:
        return "not listed"
    return "same words" if _alike(ask, listed) else "reworded"


def _alike(ask: HeldAsk, listed: HeldAsk) -> bool:
    """True where two items have the same letters and numbers in the same order."""
    return _letters(ask) == _letters(listed)


def _letters(ask: HeldAsk) -> str:
    return "".join(filter(str.isalnum, ask.text.lower()))
