"""What an outside body asked for beside the list that an item's paper makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product

from rapidfuzz import fuzz

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
# Of 100, how far two items agree word by word: as one reading of three lists of two councils put
# what differs in a mark or a case, and what is put otherwise. Fitted on no labels.
_SAME_WORDS, _REWORDED = 95, 60
_SAID = 2  # sentences of the paper beside each item


def compare_lists(
    library: Library, authority: str, day: date, paper: Paper
) -> tuple[Compared, ...]:
    """Each ask of the document whose list the paper repeats, in its order, then what the paper
    adds. Empty where it repeats none."""
    own = list(iter_asks(library.db, kinds=("restated",), document=paper.id)) if paper.id else []
    asked = _find_list(library, authority, day, paper, own)
    if not asked:
        return ()
    pairs = _pair(library, asked, own)
    rows = [_to_row(library, paper, ask, pairs.get(ask.id)) for ask in asked]
    paired = {listed.id for listed in pairs.values()}
    added = [_to_row(library, paper, None, listed) for listed in own if listed.id not in paired]
    return (*rows, *added)


def list_asked(library: Library, authority: str, document: str) -> list[HeldAsk]:
    """What one document of an outside body lists, in its order."""
    return [
        ask
        for ask in iter_asks(library.db, authority, kinds=_LISTED, document=document)
        if kind_of(ask.kind).outside
    ]


def _find_list(
    library: Library, authority: str, day: date, paper: Paper, own: Sequence[HeldAsk]
) -> list[HeldAsk]:
    """The list of the outside body's document that the paper's own agrees with most, the newer
    of two that are alike; empty where it agrees with none in words."""
    by_document: dict[str, list[HeldAsk]] = {}
    for ask in iter_asks(library.db, authority, kinds=_LISTED):
        held = ask.published is not None and ask.published <= day and ask.document != paper.id
        if held and kind_of(ask.kind).outside:
            by_document.setdefault(ask.document, []).append(ask)
    lists = sorted(
        by_document.values(),
        key=lambda asks: (len(_pair_by_words(asks, own)), asks[0].published or date.min),
    )
    return lists[-1] if lists and _pair_by_words(lists[-1], own) else []


def _pair(library: Library, asked: Sequence[HeldAsk], own: Sequence[HeldAsk]) -> dict[str, HeldAsk]:
    """The paper's item for each ask: by its words, else where the weigher calls them the same."""
    pairs = _pair_by_words(asked, own)
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


def _pair_by_words(asked: Sequence[HeldAsk], own: Sequence[HeldAsk]) -> dict[str, HeldAsk]:
    likeness = {
        (ask.id, listed.id): fuzz.ratio(_words(ask), _words(listed))
        for ask, listed in product(asked, own)
    }
    return _one_to_one({ids: ratio for ids, ratio in likeness.items() if ratio >= _REWORDED}, own)


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
    return "same words" if fuzz.ratio(_words(ask), _words(listed)) >= _SAME_WORDS else "reworded"


def _words(ask: HeldAsk) -> str:
    """Its words in small letters, without marks."""
    return " ".join("".join(filter(_is_plain, ask.text.lower())).split())


def _is_plain(character: str) -> bool:
    return character.isalnum() or character.isspace()
