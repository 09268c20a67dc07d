"""What an outside body asked for beside the list that an item's paper makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise, product

from corpus.citation import cite_spans
from corpus.document import Span
from corpus.kinds import kind_of
from corpus.records import Action, Report
from corpus.store.asks import HeldAsk, iter_asks
from corpus.store.documents import quote_span
from corpus.store.reports import load_report
from corpus.store.statements import SourcedRecord, Statement, iter_records
from index.briefing.contents import Compared, Quotation
from index.briefing.lines.cues import admits
from index.briefing.lines.roles import name_role, names_person
from index.briefing.nearness import find_near, share_things
from index.briefing.paper import Paper, Sentence, find_told_on, read_paper
from index.issues.grouping import BELONGS
from index.issues.statements import load_statements
from index.library import Library
from index.recurrence.trace import to_text
from index.recurrence.wording import LIKELY, quote_sentence
from models.links.ask_text import AskText, Pair, stem_words
from models.links.lexicon import plain
from models.statements.issues import list_issues
from models.text.sentences import find_sentences

# What was or is being done: "was created in June", "have recruited", "resources are being put".
_DONE = re.compile(
    r"\b(?:ha(?:s|ve)|was|were|been|being)(?: now| also| \w+ly)?"
    r" (?:(?!been\b)\w+(?:ed|en)|put|set|built|made|brought|begun|held|cut|met|spent)\b"
    r"|\bcontinues? to\b|\b(?:appointed|created|introduced|launched|opened|recruited|set up)\b",
    re.IGNORECASE,
)
_PRAISE = frozenset({"strength", "improving"})
_FAULT = frozenset({"found weak", "mixed"})
_LISTED = frozenset({"recommendation", "area_for_improvement", "priority_action"})
# Sentences near to an ask that are weighed, the nearest first: of the 19 accounts found among all
# in four papers, 18 are among these, and another here answers better than the last.
_MOST_WEIGHED = 10
# Sentences besides that are weighed because they have words of what is asked, and of how many
# usual ones they have the weight at least; how likely they are related. Of eleven in four papers
# the one that answers has 0.43, the others 0.19 at most: a handful, to be looked at again.
_MOST_NAMED, _MANY, _RATHER_RELATED = 3, 3, 0.3
# Of how many usual words of what is asked an action has the weight that is on it whatever the
# weigher says: of some 30 asks of two councils beside the actions of their plans the six that have
# as much are, a handful.
_SAME_WORDS = 4
# Of a long ask a word or two stand in much that is on something else: so likely the weigher must
# hold the two related, or so much of the weight of its words must be there. Set on the asks of two
# papers, a handful.
_PERHAPS_RELATED, _OF_WORDS = 0.2, 0.15
_OUTSIDE = re.compile(
    r"\b(?:commissioner|advis[eo]r|secretary of state|minister|ofsted|inspectors?"
    r"|department for education|dfe)\b",
    re.IGNORECASE,
)
# What such a body did, in the simple past.
_ACTED = re.compile(
    r"\b(?:appointed|asked|concluded|directed|found|issued|judged|noted|published|recommended|said"
    r"|stated|visited|wrote)\b",
    re.IGNORECASE,
)
# What is wanted, which is no account: "There is a need for urgency".
_WANTS = re.compile(r"\bthere (?:is|remains) (?:still )?an? (?:\w+ )?need\b", re.IGNORECASE)
# A thing with a name of its own: "the Partners in Practice programme", "the Improvement Board".
_NAMED = re.compile(r"(?<![.!?•] )\b[A-Z][a-z]+(?:(?: (?:for|in|of|the|to|with))* [A-Z][a-z]+)+\b")
_DEMANDS = re.compile(
    r"(?<!which )(?<!that )(?<!who )\b(?:must|should|shall|needs? to|ha(?:s|ve) to|recommend\w*)\b",
    re.IGNORECASE,
)
# "social work practice, specifically in the help for teenagers": what follows is the point.
NARROWS = re.compile(r",? (?:specifically|particularly|especially|in particular)(?: in| for)? ")
# What an outside body asks, told again: no account of what was done.
_DEMANDED = re.compile(
    rf"(?:{_OUTSIDE.pattern}|\bdirection\b)[^.;]{{0,40}}?"
    r"\b(?:asks?|asked|directs?|directed|recommends?|recommended|requires?|required)\b",
    re.IGNORECASE,
)
# Of what an outside body is to do, how much of the weight of its words, and how many of these, a
# paragraph must have to report on it; sentences of it that are quoted. Set on two papers.
_REPORTED, _FEWEST_SHARED, _MOST_REPORTED = 0.2, 4, 2
_GOES_ON = re.compile(r"(?:its?|they|their|th(?:e|o)se|this)\b", re.IGNORECASE)
_GAP = 2  # characters between two sentences
_SHORT_NAME = 2  # words of a name that many things have: "the Improvement Board"
# The number of an item of a list, and of a paragraph that may hold one.
_ITEM_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]?")
_PARAGRAPH_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_SUBJECT = 5  # words before "should" that say who is to do it
# Of the shorter list, how much must stand in the other for it to be the list repeated: between all,
# as in the six papers of two councils that repeat one, and two thirds, the most in the other 22
# pairs of a paper's list and an outside body's.
_SHARE = 3 / 4
# To say that a report speaks of what a paper lists: a finding's share of its words, or chance of
# its issue.
_HAS_WORDS, _SPEAKS = 0.6, 0.8


def compare_lists(
    library: Library, authority: str, day: date, paper: Paper
) -> tuple[Compared, ...]:
    """Each ask of the document whose list the paper repeats, in its order, then what the paper
    adds. Empty where it repeats none, and for an outside body's paper."""
    own = _list_restated(library, paper.id) if paper.id and not paper.by else []
    asked, pairs = _find_list(library, authority, day, paper.id, own)
    if not pairs:
        return ()
    report = load_report(library.db, paper.id)
    rows = _told_by_name(
        library, asked, [_to_row(library, paper, report, ask, pairs.get(ask.id)) for ask in asked]
    )
    rows = _with_named(report, asked, rows)
    rows = _with_planned(library, authority, day, asked, rows)
    paired = {listed.id for listed in pairs.values()}
    more = [listed for listed in own if listed.id not in paired]
    said = load_statements(library.db, authority, day) if more else []
    findings = [
        each for each in said if each.kind == "finding" and each.document == asked[0].document
    ]
    spoken = [_find_spoken(library, listed, findings) for listed in more]
    added = [
        replace(
            _to_row(library, paper, report, None, listed),
            spoken=_quote_found(found) if found else None,
            is_spoken_weak=found is not None and found.stance in _FAULT,
        )
        for listed, found in zip(more, spoken, strict=True)
    ]
    return (*rows, *added)


def _quote_found(found: Statement) -> Quotation:
    return Quotation(found.citation, kind_of(found.document_kind).body, found.id)


def _told_by_name(
    library: Library, asked: Sequence[HeldAsk], rows: Sequence[Compared]
) -> list[Compared]:
    """The rows; what answers several only because it is of their issue answers the one whose
    words it has most, and is only near to the others."""
    shares: dict[str, dict[int, float]] = {}
    for at, (ask, row) in enumerate(zip(asked, rows, strict=True)):
        if len(row.said) == 1:
            wanted, words = _weigh_words(library, ask), row.said[0].citation.quote
            shares.setdefault(words, {})[at] = _shared(wanted, words) / (_usual(wanted) or 1)
    only_near = {
        at
        for of_words in shares.values()
        for at, share in of_words.items()
        if share < min(1, max(of_words.values()))
    }
    return [
        replace(row, said=(), is_near=True) if at in only_near else row
        for at, row in enumerate(rows)
    ]


def _with_named(
    report: Report, asked: Sequence[HeldAsk], rows: Sequence[Compared]
) -> list[Compared]:
    """The rows; one that nothing answers, or only what answers another, with what the paper says of
    a thing that it and the ask call by one name."""
    told: list[Compared] = []
    for at, (ask, row) in enumerate(zip(asked, rows, strict=True)):
        others = {each for other, of in enumerate(rows) if other != at for each in of.said}
        is_bare = not row.to_outside and others.issuperset(row.said)
        named = _find_named(report, ask) if is_bare else ()
        told.append(replace(row, said=named, nearest=(), is_near=False) if named else row)
    return told


def _with_planned(
    library: Library, authority: str, day: date, asked: Sequence[HeldAsk], rows: Sequence[Compared]
) -> list[Compared]:
    """The rows; one without an account in the paper with the action that the newest plan has on it,
    where that plan is as new as what was asked."""
    open_ = [not (row.said or row.to_outside) for row in rows]
    actions = _newest_plan(library, authority, day) if any(open_) else []
    return [
        replace(row, planned=_find_planned(library, ask, actions)) if is_open else row
        for ask, row, is_open in zip(asked, rows, open_, strict=True)
    ]


def _newest_plan(library: Library, authority: str, day: date) -> list[SourcedRecord[Action]]:
    """The rows of the newest plan held that were read whole."""
    held = [each for each in iter_records(library.db, Action, authority, day) if each.published]
    newest = max(((each.published or day, each.document) for each in held), default=(day, ""))
    return [each for each in held if each.document == newest[1] and not each.record.damaged]


def _find_planned(
    library: Library, ask: HeldAsk, actions: Sequence[SourcedRecord[Action]]
) -> Quotation | None:
    """The action that is likeliest on what is asked: related to it by the weigher, with words of it
    too, or with so many that it needs no weighing."""
    since = [
        each for each in actions if (each.published or date.min) >= (ask.published or date.max)
    ]
    texts = [
        replace(to_text(ask), id=each.record.id, text=each.citation.quote, addressee="", section="")
        for each in since
    ]
    weights = library.weigher.weigh([Pair(to_text(ask), text) for text in texts])
    wanted = _weigh_words(library, ask)
    usual = _usual(wanted)
    scored = [
        (shared * max(weight.related, LIKELY), -row)
        for row, (each, weight) in enumerate(zip(since, weights, strict=True))
        for shared in [_shared(wanted, each.citation.quote)]
        if shared >= _SAME_WORDS * usual or (shared >= usual and weight.related >= LIKELY)
    ]
    best = since[-max(scored)[1]] if scored else None
    return Quotation(best.citation, id=best.record.id, cells=_tell_action(best)) if best else None


def _tell_action(held: SourcedRecord[Action]) -> tuple[tuple[str, str], ...]:
    """What is planned, in the plan's words, with its day, its marking and how far it is; nothing
    but the words where the plan has none of these."""
    action = held.record
    words = {
        "due": action.due,
        action.measure or "now": action.current,
        "target": action.target if action.current else "",
        "marked": action.rag,
    }
    told = tuple((name, " ".join(of.split())) for name, of in words.items() if of.strip())
    return (("", " ".join(held.citation.quote.split())), *told) if told else ()


def _find_spoken(
    library: Library, listed: HeldAsk, findings: Sequence[Statement]
) -> Statement | None:
    """Where an inspection's report judges what the paper lists and the report does not: the
    finding that has most of its words, else that is surest of the issue it is likeliest about."""
    issue = max(listed.ask.issues, key=lambda each: each.probability, default=None)
    of_issue = issue.id if issue and issue.probability >= BELONGS else ""
    wanted = _weigh_words(library, listed)
    scored: list[tuple[float, float, int]] = []
    for row, each in enumerate(findings):
        share = _shared(wanted, each.text) / (sum(wanted.values()) or 1)
        chance = next((known.probability for known in each.issues if known.id == of_issue), 0.0)
        if share >= _HAS_WORDS or chance >= _SPEAKS:
            scored.append((share if share >= _HAS_WORDS else 0.0, chance, -row))
    return findings[-max(scored)[-1]] if scored else None


def weigh_lists(library: Library, authority: str, day: date, item: str) -> None:
    """Weigh what a paper repeats and what it says of that, so that its packs need not."""
    if _list_restated(library, item):
        compare_lists(library, authority, day, read_paper(library, item))


def _list_restated(library: Library, item: str) -> list[HeldAsk]:
    return list(iter_asks(library.db, kinds=("restated",), document=item))


def list_asked(library: Library, authority: str, document: str) -> list[HeldAsk]:
    """What one document of an outside body lists, in its order."""
    return [
        ask
        for ask in iter_asks(library.db, authority, kinds=_LISTED, document=document)
        if kind_of(ask.kind).outside
    ]


def is_put_to_council(ask: HeldAsk) -> bool:
    """True of words that ask, of the council or its partners: not of what is only observed.

    A demand that running text makes is one where the words shown say that something must be
    done, not in passing ("a pressure, which needs to be helped by").
    """
    if ask.ask.kind not in (*_LISTED, "duty", "demand") or is_to_outside(ask):
        return False
    return ask.ask.kind != "demand" or bool(_DEMANDS.search(quote_sentence(ask.text)))


def is_to_outside(ask: HeldAsk) -> bool:
    """True of what an outside body is asked: the terms that a direction gives a commissioner."""
    of_terms = "terms of reference" in ask.citation.heading.lower()
    return of_terms or bool(_OUTSIDE.search(ask.ask.addressee))


def _is_outside_body_to_act(ask: HeldAsk) -> bool:
    """True of what an outside body is asked, and of what begins with one ("The Commissioner role
    should be retained"): what the council is to see to names the council, or nobody."""
    demand = _DEMANDS.search(ask.text)
    subject = ask.text[: demand.start()] if demand else ""
    return is_to_outside(ask) or (len(subject.split()) <= _SUBJECT and _begins_outside(subject))


def _begins_outside(words: str) -> bool:
    return bool(re.match(rf"\W*(?:the )?{_OUTSIDE.pattern}", words, re.IGNORECASE))


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
    library: Library, paper: Paper, report: Report, ask: HeldAsk | None, listed: HeldAsk | None
) -> Compared:
    place = partial(_place_listed, report)
    if ask and _is_outside_body_to_act(ask):
        reported = _find_reported(library, paper, ask)
        change = _say_change(ask, listed)
        return Compared(_quote(ask), place(listed), change, reported, to_outside=True)
    own = ask or listed
    nearest = find_near(library, paper, own) if own else []
    near = [each for each in nearest if each.is_own][:_MOST_WEIGHED]
    near += _with_words_of(library, paper, own, near) if own else []
    near = [
        each for each in near if not _DEMANDED.search(each.text) or _is_answered_demand(paper, each)
    ]
    account = _find_account(library, own, near) if own else None
    told = _both_sides(library, paper, own, account, near) if own and account else []
    told.sort(key=lambda each: (each.is_prose, each.quotation.citation.span.start))
    said = tuple(part for each in told for part in _told_on(library, paper, each))
    closest = () if account or own is None else _find_closest(library, own, near)
    return Compared(
        _quote(ask),
        place(listed),
        _say_change(ask, listed),
        said,
        closest,
        is_near=bool(near) and not said,
    )


def _find_closest(
    library: Library, ask: HeldAsk, near: Sequence[Sentence]
) -> tuple[Quotation, ...]:
    """What comes nearest to an ask that nothing answers: by its words too, and no demand; empty
    where nothing is."""
    wanted = _weigh_words(library, ask)
    fitting = (
        each
        for each in near
        if not _DEMANDED.search(each.text)
        and not _DEMANDS.search(each.text)
        and _shared(wanted, each.text) >= _usual(wanted)
    )
    return tuple(each.quotation for each in fitting)[:1]


def _find_reported(library: Library, paper: Paper, ask: HeldAsk) -> tuple[Quotation, ...]:
    """What the paper reports on what an outside body is to do, in whosever words: of the paragraph
    that has most words of that, besides those of such bodies; empty where none has many."""
    outside = set(_stems(" ".join(_OUTSIDE.findall(ask.text))))
    wanted = {word: of for word, of in _weigh_words(library, ask).items() if word not in outside}
    parts: dict[str, list[Sentence]] = {}
    for each in paper.account:
        if each.is_prose and not each.is_risk and "paragraph" in each.part:
            parts.setdefault(each.part, []).append(each)
    scored = [
        (_shared(wanted, " ".join(each.text for each in of)), -row)
        for row, of in enumerate(parts.values())
        if any(_OUTSIDE.search(each.text) for each in of)
    ]
    best, row = max(scored, default=(0.0, 0))
    sentences = list(parts.values())[-row] if scored else []
    shared = {word for each in sentences for word in wanted.keys() & set(_stems(each.text))}
    if best < _REPORTED * sum(wanted.values()) or len(shared) < _FEWEST_SHARED:
        return ()
    telling = [each.quotation for each in sentences if wanted.keys() & set(_stems(each.text))]
    return tuple(telling[:_MOST_REPORTED])


def _place_listed(report: Report, listed: HeldAsk | None) -> Quotation | None:
    """An item of the paper's list, at the numbered paragraph that the list belongs to: its own
    number counts the list."""
    told = _quote(listed)
    if told is None or not _ITEM_NUMBER.fullmatch(told.citation.paragraph):
        return told
    before = [
        passage.paragraph
        for passage in report.passages
        if passage.span.start < told.citation.span.start
        and _PARAGRAPH_NUMBER.fullmatch(passage.paragraph)
    ]
    number = before[-1] if before else told.citation.paragraph
    return replace(told, citation=replace(told.citation, paragraph=number))


def _told_on(library: Library, paper: Paper, sentence: Sentence) -> tuple[Quotation, ...]:
    """A sentence with the one that it goes on about, else with the next where that goes on about
    it: "There are challenges. Work is in hand to meet them", or tells what was done on what is
    demanded; as two where both are too long to be shown as one."""
    if both := sentence.told_on or sentence.told_with:
        return (both,)
    on = find_told_on(sentence, paper.account)
    if on and not on.shown.endswith("…"):
        return (on,)
    own = sentence.quotation
    after = _find_after(paper, sentence)
    if after is None or not (_GOES_ON.match(after.text) or _DEMANDED.search(sentence.text)):
        return (own,)
    span = Span(own.citation.span.start, after.quotation.citation.span.end)
    whole = _join_spans(library, own, span)
    return (own, after.quotation) if whole.shown.endswith("…") else (whole,)


def _find_named(report: Report, ask: HeldAsk) -> tuple[Quotation, ...]:
    """The first sentence of the paper, in whosever words, that has a name of its own for what is
    asked; what it lists as asked is none, nor what its risks and its decision name."""
    listed = [each.span for each in report.asks]
    asked = f" {' '.join(_stems(ask.text))} "
    for passage in report.passages:
        text = report.document.quote(passage.span)
        for part in find_sentences(text):
            span = Span(passage.span.start + part.start, passage.span.start + part.end)
            is_listed = any(span.touches(each) for each in listed) and _ITEM_NUMBER.fullmatch(
                passage.paragraph
            )
            own = (
                name
                for name in _NAMED.findall(part.of(text))
                if not name_role(name) and ask.authority not in name
            )
            names = map(_stems, own)
            named = any(len(of) > _SHORT_NAME and f" {' '.join(of)} " in asked for of in names)
            if named and not is_listed and passage.paragraph:
                return tuple(map(Quotation, cite_spans(report, [span])))
    return ()


def _find_after(paper: Paper, sentence: Sentence) -> Sentence | None:
    """The very next sentence of the same part, in prose; None where there is none."""
    own = sentence.quotation.citation.span
    return next(
        (
            each
            for each in paper.account
            if each.is_prose
            and sentence.is_prose
            and each.part == sentence.part
            and 0 <= each.quotation.citation.span.start - own.end <= _GAP
        ),
        None,
    )


def _join_spans(library: Library, first: Quotation, span: Span) -> Quotation:
    """The words of a stretch of a document, from where a quotation of it begins."""
    words = quote_span(library.db, first.citation.document, span)
    return replace(first, citation=replace(first.citation, quote=words, span=span))


def _is_answered_demand(paper: Paper, sentence: Sentence) -> bool:
    """True of a demand retold that the next sentence says something was done on."""
    after = _find_after(paper, sentence)
    return after is not None and bool(_DONE.search(after.text))


def _with_words_of(
    library: Library, paper: Paper, ask: HeldAsk, near: Sequence[Sentence]
) -> list[Sentence]:
    """The few own sentences besides that have a name of what is asked, or most of its words, the
    rare ones before all, and that the weigher may call related."""
    wanted = _weigh_words(library, ask)
    other = [each for each in paper.account if each not in near]
    other.sort(key=lambda each: not each.is_own)
    naming = [each for each in other if _names_thing(ask, each)][:_MOST_NAMED]
    scored = [
        (_shared(wanted, each.text), -row)
        for row, each in enumerate(paper.account)
        if each.is_own and each not in near and each not in naming
    ]
    least = _MANY * _usual(wanted)
    best = sorted((each for each in scored if each[0] >= least), reverse=True)
    named = [paper.account[-row] for _, row in best[:_MOST_NAMED]]
    weights = library.weigher.weigh([Pair(to_text(ask), _as_ask(each, ask)) for each in named])
    return naming + [
        each
        for each, weight in zip(named, weights, strict=True)
        if weight.related >= _RATHER_RELATED
    ]


def _names_thing(ask: HeldAsk, sentence: Sentence) -> bool:
    """True where a sentence has a name of its own that the ask has, but for an ending ("Partner in
    Practice"); those of posts and of the council are none."""
    names = (name for name in _NAMED.findall(ask.text) if not name_role(name))
    told, asked = (f" {' '.join(_stems(text))} " for text in (sentence.text, ask.text))
    stems = [_stems(name) for name in names if ask.authority not in name]
    theirs = (name for name in _NAMED.findall(sentence.text) if not name_role(name))
    named = [_stems(name) for name in theirs if ask.authority not in name]
    return any(len(of) > 1 and f" {' '.join(of)} " in told for of in stems) or any(
        len(of) > _SHORT_NAME and f" {' '.join(of)} " in asked for of in named
    )


def _find_account(library: Library, ask: HeldAsk, near: Sequence[Sentence]) -> Sentence | None:
    """What answers an ask best: of the sentences that are about what is asked, the one that has
    most of its words, the rare ones before all, and is likeliest related to it; None where what
    is near only touches on it, or tells what an outside body did. A risk, what is done about
    it and words with a person's name only where nothing else is.
    """
    own = [each for each in near if not _is_by_others(each) and not _WANTS.search(each.text)]
    less = [each for each in own if each.is_risk or each.is_remedy or names_person(each.text)]
    told = [each for each in own if each not in less]
    return _find_best(library, ask, told) or _find_best(library, ask, less)


def _find_best(library: Library, ask: HeldAsk, near: Sequence[Sentence]) -> Sentence | None:
    pairs = [Pair(to_text(ask), _as_ask(each, ask)) for each in near]
    related = [weight.related for weight in library.weigher.weigh(pairs)]
    wanted = _weigh_words(library, ask)
    usual, least = _usual(wanted), _OF_WORDS * sum(wanted.values())
    scored: list[tuple[bool, float, float, int]] = []
    for row, (each, chance) in enumerate(zip(near, related, strict=True)):
        shared = _shared(wanted, each.text)
        is_named = _names_thing(ask, each)
        is_told = shared >= usual and (chance >= _PERHAPS_RELATED or shared >= least)
        if is_named or is_told or _is_of_issue(ask, each, chance):
            sure = max(chance, LIKELY) if is_named else chance
            scored.append((is_named or is_told, shared * sure, sure, -row))
    return near[-max(scored)[-1]] if scored else None


def _weigh_words(library: Library, ask: HeldAsk) -> dict[str, float]:
    """How rare each word of what is asked is."""
    return {word: library.topics.rarity.word(word) for word in _words_of(ask)}


def _usual(wanted: Mapping[str, float]) -> float:
    return sum(wanted.values()) / max(len(wanted), 1)


def _shared(wanted: Mapping[str, float], text: str) -> float:
    return sum(wanted[word] for word in wanted.keys() & set(_stems(text)))


def _is_of_issue(ask: HeldAsk, sentence: Sentence, related: float) -> bool:
    """True of what has less than a usual word of what is asked and is clearly of one of its
    issues: where both name that, or a thing that the lexicon knows, or the weigher of asks,
    which was fitted on judged pairs, would likelier than not call the two related, and not
    because both name whom."""
    issues = {issue.id for issue in ask.ask.issues if issue.probability >= BELONGS}
    both = issues & set(sentence.issues)
    if not both:
        return False
    stems = set(_stems(sentence.text))
    labels = {stem for issue in list_issues() if issue.id in both for stem in _stems(issue.label)}
    if labels & stems & _words_of(ask) or share_things(ask, sentence):
        return True
    return related >= LIKELY and not stems & _words_of_whom(ask)


def _as_ask(sentence: Sentence, ask: HeldAsk) -> AskText:
    """A sentence as the weigher takes it: of the same kind, from nowhere in particular."""
    text = to_text(ask)
    own = sentence.quotation.citation
    return replace(
        text, id=f"{own.document}{own.span.start}", text=own.quote, addressee="", section=""
    )


def _stems(text: str) -> list[str]:
    return stem_words(plain(text))


def _words_of(ask: HeldAsk) -> set[str]:
    """The stems of what is asked, without those of whom it is asked."""
    return set(_stems(ask.text)) - _words_of_whom(ask)


def _words_of_whom(ask: HeldAsk) -> set[str]:
    return set(_stems(f"{ask.ask.addressee} {ask.authority} council authority service"))


def _both_sides(
    library: Library, paper: Paper, ask: HeldAsk, account: Sentence, near: Sequence[Sentence]
) -> list[Sentence]:
    """What was done, and what the paper admits: the account is the one, the other stands beside.

    Of what was done the best account of the rest is taken, else what the same paragraph has. A
    row of a table stands with what the paper says of it in words.
    """
    others = [each for each in paper.account if each is not account and each.is_own]
    if not account.is_prose and not account.is_risk:
        return [account, *_in_words(account, others)]
    beside = [each for each in others if each.part == account.part]
    if not admits(account):
        hard = [each for each in beside if admits(each)]
        first = _beside(library, ask, account, hard)
        return [account, *first, *_next_after(first, hard, paper)]
    done = [each for each in near if _tells_of_action(each)]
    best = _find_account(library, ask, done)
    acted = [each for each in beside if _tells_of_action(each)]
    return [*([best] if best else _beside(library, ask, account, acted)), account]


def _beside(
    library: Library, ask: HeldAsk, account: Sentence, sentences: Sequence[Sentence]
) -> list[Sentence]:
    """The first that is on the issue of an account, else with a telling word of what is asked;
    what is clearly about something else only where no other is."""
    wanted = _weigh_words(library, ask)
    on_issue = [each for each in sentences if each.chances.keys() & account.issues]
    named = [each for each in sentences if _shared(wanted, each.text) >= _usual(wanted)]
    asked = {issue.id for issue in ask.ask.issues if issue.probability >= BELONGS}
    told = sorted([*on_issue, *named], key=lambda each: _is_of_other(each, asked))
    return told[:1]


def _next_after(
    first: Sequence[Sentence], hard: Sequence[Sentence], paper: Paper
) -> list[Sentence]:
    """What a paper admits in the very next sentence: "There is more to do. However, there are still
    gaps": both belong to one account. What goes on about the first is told with it anyway."""
    after = [each for before, each in pairwise(paper.account) if before in first and each in hard]
    return [each for each in after if each.told_with is None]


def _is_of_other(sentence: Sentence, asked: Set[str]) -> bool:
    """True of what is clearly about something that was not asked, and about nothing that was."""
    return bool(sentence.issues) and asked.isdisjoint(sentence.issues)


def _in_words(row: Sentence, others: Sequence[Sentence]) -> list[Sentence]:
    """What was done and what is hard on what a row measures: of one issue, or with most of the
    words of its name; what is hard may stand beside what was done."""
    name = next((text for label, text in row.quotation.cells if not label), "")
    named = set(_stems(name))
    on_it = [
        each
        for each in others
        if each.is_prose
        and not each.is_remedy
        and ({*each.issues} & {*row.issues} or len(named & {*_stems(each.text)}) > len(named) / 2)
    ]
    done = [each for each in on_it if _tells_of_action(each)][:1]
    parts = {each.part for each in done}
    hard = [each for each in others if admits(each) and (each in on_it or each.part in parts)]
    return [*done, *[each for each in hard if each.is_prose and not each.is_risk][:1]]


def _tells_of_action(sentence: Sentence) -> bool:
    """True of prose that says what was or is being done, or what came of it, and admits nothing:
    of the council, not of an outside body that it names before."""
    is_clear = sentence.is_prose and not admits(sentence) and not _is_by_others(sentence)
    return is_clear and (sentence.stance in _PRAISE or bool(_DONE.search(sentence.text)))


def _is_by_others(sentence: Sentence) -> bool:
    """True of prose that names an outside body before what was done, or goes on about one."""
    words = (sentence.told_with or sentence.quotation).citation.quote
    acts = [_DONE.search(words), _ACTED.search(words)] if sentence.is_prose else []
    return any(bool(_OUTSIDE.search(words, 0, did.start())) for did in acts if did)


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


def name_outside(words: str) -> str:
    """The outside body that some words name first, to go on in a sentence; "an outside body" where
    they name none.

    >>> name_outside("The Commissioner should report to the Minister")
    'the Commissioner'
    """
    named = _OUTSIDE.search(words)
    name = named[0] if named else ""
    bare = name if name.lower() in ("ofsted", "dfe") else f"the {name}"
    return bare if name else "an outside body"
