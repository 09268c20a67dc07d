"""What an item's own paper says of each issue, and which issues a text is about.

A sentence of prose is read where it stands, a row of a table by itself: what stands round a
cell is another row. A sentence may be about two issues, or none. An item of a list that the
paper makes itself is read like a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz import fuzz

from corpus.citation import Citation, cite_spans
from corpus.document import Document, Span
from corpus.kinds import kind_of
from corpus.records import Finding, Observation, Report, Risk
from corpus.store.connection import Connection
from corpus.store.documents import (
    documents_of,
    find_source_of,
    iter_documents_of_source,
    load_text,
)
from corpus.store.reports import load_report
from corpus.vocabulary.measures import find_measure
from index.briefing.contents import Quotation
from index.briefing.lines.appendices import names_something
from index.briefing.printed import (
    PrintedFigure,
    RatingKey,
    figure_in,
    find_appendices,
    find_figures,
    find_rating_key,
    is_to_follow,
    order_rating,
    say_rating,
    say_review,
)
from index.issues.grouping import BELONGS, RATHER_THAN_SILENCE
from index.issues.readings import find_issues, read_issues
from index.issues.statements import encode_citations
from index.library import Library
from index.recurrence.wording import quote_sentence
from models.links.lexicon import find_objects, open_lexicon, plain
from models.statements.contexts import Contexts
from models.statements.placed import Placed
from models.text.quantities import find_quantities
from models.text.sentences import find_sentences

# Of a paper's sentences, how many are clearly about an issue where the list of issues knows what
# it is on. Of ten papers of four councils those on such issues have from 0.33 to 0.81; one on waits
# for assessments has 0.21. A handful, to be looked at again.
_FEW_CLEAR = 0.3
_SHORTEST = 5  # words of a sentence that says something
# A paper that speaks of itself: "This report provides an update", "arising from this paper".
_OF_ITSELF = re.compile(r"\bth(?:is|e present) (?:\w+ )?(?:report|paper|update)\b", re.IGNORECASE)
# Headings under which nothing is told of what was done.
_NO_ACCOUNT = re.compile(
    r"\W*(?:\d[\d.]*\W*)?(?:appendi|background (?:papers|documents)"
    r"|(?:suggested )?reasons? for (?:the )?(?:decision|recommendation))",
    re.IGNORECASE,
)
_WEAK = frozenset({"weakness", "declining", "mixed"})
_SHARE = re.compile(r"[%£]|\bper ?cent\b", re.IGNORECASE)
_IN_CARE = re.compile(
    r"\b(?:care|looked[ -]after|corporate parent\w*|virtual school|personal education)\b"
    r"|\b(?:LAC|CLA|PEPs?)\b",
    re.IGNORECASE,
)
# Of 100, how much of a sentence stands in an outside body's words. Of 650 sentences and rows
# of nine papers of one council, the 17 from 79 on repeat those words (headings and labels of
# plans apart), the next one, at 74, does not.
_REPEATED = 77
# A sentence that says nothing without the one before it, by its first or its last word, and
# characters between the two.
_GOES_ON = re.compile(
    r"(?:However, )?(?:the figure (?:of|is|was)"
    r"|the (?:change|drop|fall|increase|rise) (?:is|was|has|follow)"
    r"|its?|this|that|they|their|these|those|he|she"
    r"|in (?:her|his|their) (?:view|opinion)|(?:[\w’'-]+ ){1,4}that this\b"
    r"|(?:[\w’'-]+ ){0,4}(?:of|in|under|by) the new (?:approach|arrangements?|model|structure"
    r"|system)"
    r"|of (?:these|those|them|whom)"
    r"|(?:for |in |of )?(?:some|many|most|few|all|none|half|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|\d[\d,]*) of (?:them|these|those))\b"
    r"|(?:[\w’'-]+,? ){0,6}such an? (?!as\b|way\b)",
    re.IGNORECASE,
)
# Words of a sentence with a figure that completes the one before it: "Work graded low fell to
# 13%.", "England's figure is 21%." A longer one says something of its own.
_MOST_COMPLETING, _FEWEST_COMPLETING = 16, 3
_TELLS = re.compile(r"\b(?:are|came|had|has|have|is|was|were|will|[a-z]+ed)\b")
_ENDS_SO = re.compile(r"\b(?:it|this|that|them|these|those)\W*$", re.IGNORECASE)
_GAP = 2
_SAYS_THAT = re.compile(
    r"It (?:is|was|will be) (?!too\b)\w+ (?:that|to)\b"
)  # goes on about nothing
_ENDS_ITEM = re.compile(r"[;,](?: and| or)?\s*$")
# The items of a list that is one sentence: "posts in the north teams;" at the end of a line.
_OF_PARTS = re.compile(r"[;,](?: and| or)?[ \t]*\n")
_AFTERWARDS = re.compile(r"\W*since (?:the|then|that)\b", re.IGNORECASE)
# What leads to a list of an outside body's words: who it is, then that it says so, then a colon.
_LEADS_TO_OTHERS = re.compile(
    r"\b(?:commissioner|inspectors?|minister|ofsted|secretary of state)\b[^:]{0,160}?"
    r"\b(?:comment\w*|conclud\w*|found|not(?:ed|es|ing)|respond\w*|said|says|stat(?:ed|es|ing)"
    r"|wrote)\b[^.:]{0,60}:\s*$",
    re.IGNORECASE,
)
# Words of a risk that are read out, else its name is, where that is more than a label.
_LONGEST_RISK, _FEWEST_OF_RISK = 25, 4
_LONGEST_HEADING = 6  # words of a heading that names what its section is on
_LONGEST_HEAD = 25  # words of a line without a full stop that heads what follows
_OF_TIME = re.compile(r"(?:working |school )?(?:minute|hour|day|week|month|year)s?", re.IGNORECASE)
# A count of people or things that has changed: "those who complained rose from 61 to 118".
CHANGED = re.compile(
    r"\b(?:rose|risen|grew|grown|fell|fallen|dropped|doubled|increased|decreased|declined)"
    r" (?:from \d[\d,.]*%? )?to \d|\bcompared with \d[\d,]*\b(?!%)",
    re.IGNORECASE,
)
# What stands before a number that has no unit behind it: "the number of children fell from 662".
_COUNTS = re.compile(r"(?<!\ba )\bnumbers? (?:of|at)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or row of a paper, where it belongs, and what may be read of it.

    `part` is its place in words, `chances` that of each issue that it may be about, `stance`
    what a finding there says ("" where none is held), `figure` that in it beside which most is
    printed. `is_own` is false of what only speaks of the paper itself, and of outside bodies'
    words; `is_risk` true of a row of its risks, `is_outside` of an outside body's report.
    `gravity` is how grave the council rates a risk, 0 the gravest, where that is known;
    `is_remedy` is true of what a table of risks says is done about one.
    `told_with` are its words with those of the sentence before, where it goes on about that,
    `told_on` those with the sentence after, where that completes its figure.
    `review` is the earlier review or inspection that it tells of, with its time, where it or
    what heads it says so ("a review of June 2018"); `is_dated` is true where its own words do.
    """

    quotation: Quotation
    part: str
    chances: Mapping[str, float]
    stance: str = ""
    is_prose: bool = True
    has_figure: bool = False
    is_own: bool = True
    is_risk: bool = False
    gravity: int | None = None
    is_remedy: bool = False
    figure: PrintedFigure | None = None
    is_outside: bool = False
    told_with: Quotation | None = None
    told_on: Quotation | None = None
    review: str = ""
    is_dated: bool = False

    @property
    def text(self) -> str:
        """Its words, character for character."""
        return self.quotation.citation.quote

    @property
    def is_of_before(self) -> bool:
        """True of what an earlier review found, which its own words do not date."""
        return bool(self.review) and not self.is_dated

    @property
    def is_unclear_number(self) -> bool:
        """True of prose with a number that is clearly of no issue."""
        return self.is_prose and self.has_figure and not self.issues

    @property
    def issues(self) -> list[str]:
        """Those that it is clearly about, the likeliest first."""
        return [issue for issue, chance in self.chances.items() if chance >= BELONGS]


@dataclass(frozen=True, slots=True)
class Paper:
    """What an item's paper says, sentence by sentence and by issue: there sentences before
    rows of tables, figures first, then the likeliest.

    `account` has every sentence in the paper's order; `figures` are the issues on which it
    gives a number, `listed` those of which it repeats an ask, `touched` those that any
    sentence may be about. `clearness` is the chance of an issue in what is likeliest about it,
    `appendices` what it names and is not held, `to_follow` what of that is to come, as it says.
    `subject` is the issue that the whole paper is on, if there is one; `by` the outside body that
    wrote it, empty for the council's own.
    `titled` are the issues that its title names, empty where that names no one thing.
    `is_on_one` is true where its title names that, and most of it is on it; `is_unlisted` where the
    title names a thing and the list of issues has no word for it: what little of such a paper
    reads as one of them is likely to be something else.
    """

    id: str = ""
    account: tuple[Sentence, ...] = ()
    sentences: Mapping[str, tuple[Quotation, ...]] = field(default_factory=dict)
    figures: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    clearness: Mapping[str, float] = field(default_factory=dict)
    appendices: tuple[str, ...] = ()
    to_follow: frozenset[str] = frozenset()
    subject: str = ""
    by: str = ""
    titled: frozenset[str] = frozenset()
    is_on_one: bool = False
    is_unlisted: bool = False


NO_PAPER = Paper()


def find_told_on(sentence: Sentence, others: Iterable[Sentence]) -> Quotation | None:
    """A sentence with those of others that go on about it, as many as can be shown whole; None
    where none does."""
    own = sentence.quotation.citation.span
    both = [each.told_with for each in others if each is not sentence and each.told_with]
    on = [each for each in both if own in each.citation.span and each.citation.span.end > own.end]
    on.sort(key=lambda each: (each.shown.endswith("…"), -each.citation.span.end))
    return next(iter(on), None)


def read_paper(library: Library, item: str) -> Paper:
    """What the paper of that id says. NotFound where it is not held."""
    report = load_report(library.db, item)
    account = _read_sentences(library, report)
    own = [sentence for sentence in account if sentence.is_own]
    by_issue = _by_issue(own)
    (titled,) = find_issues(library, [report.document.title], [item])
    subject = _find_subject(titled, own)
    appendices = find_appendices(library.db, report.document)
    return Paper(
        id=item,
        account=tuple(account),
        sentences={issue: tuple(each.quotation for each in of) for issue, of in by_issue.items()},
        figures=frozenset(
            issue for issue, of in by_issue.items() if any(each.has_figure for each in of)
        ),
        listed=_listed(report, library),
        touched=frozenset(issue for sentence in account for issue in sentence.chances),
        clearness={
            issue: max(each.chances[issue] for each in of) for issue, of in by_issue.items()
        },
        appendices=appendices,
        to_follow=frozenset(each for each in appendices if is_to_follow(report.document, each)),
        subject=subject,
        by=kind_of(report.document.kind).body,
        titled=_find_titled(library, report.document),
        is_on_one=subject in titled
        and subject == _most_spoken(own)
        and names_something(report.document.title, report.document.authority)
        and not _names_another(library, report.document, subject),
        is_unlisted=not titled and _is_unlisted(report.document, own),
    )


def _find_titled(library: Library, paper: Document) -> frozenset[str]:
    """The issues of a title and of each of the things that it joins ("care leavers and the
    stability of homes"); none of a title that names no one thing."""
    if not names_something(paper.title, paper.authority):
        return frozenset()
    titles = [paper.title, *re.split(r" and |: |, ", paper.title)]
    read = find_issues(library, titles, [paper.id] * len(titles))
    return frozenset(issue for of_title in read for issue in of_title)


def read_account(library: Library, report: Report) -> None:
    """Read and encode the sentences of a paper, so that its packs need not."""
    account = _read_sentences(library, report)
    _listed(report, library)
    told = [both.citation for each in account for both in (each.told_with, each.told_on) if both]
    encode_citations(library, [*cite_spans(report, _spans(report)), *told])


def _most_spoken(own: Sequence[Sentence]) -> str:
    """The issue that most sentences are likeliest about, of those that are clear on any."""
    counts = Counter(issue for sentence in own for issue in sentence.issues[:1])
    return next((issue for issue, _ in counts.most_common(1)), "")


def _names_another(library: Library, paper: Document, subject: str) -> bool:
    """True of a title that joins something else to its subject by "and": "practice and workforce";
    not of "recruitment and retention", of which both are on it."""
    halves = paper.title.split(" and ", maxsplit=1)
    on = [subject in each for each in find_issues(library, halves, [paper.id] * len(halves))]
    others = [half for half, is_on in zip(halves, on, strict=True) if not is_on]
    return len(halves) > 1 and any(names_something(half, paper.authority) for half in others)


def _is_unlisted(paper: Document, own: Sequence[Sentence]) -> bool:
    """True of a paper whose title names a thing, where few sentences are clearly about an issue."""
    prose = [each for each in own if each.is_prose and not each.is_risk]
    clear = sum(bool(each.issues) for each in prose)
    return names_something(paper.title, paper.authority) and clear < _FEW_CLEAR * len(prose)


def _find_subject(named: Sequence[str], own: Sequence[Sentence]) -> str:
    """The issue that the title names and a sentence is clearly about too; else the one that most of
    the sentences are about that are clear on any; else that of the title."""
    counts = Counter(issue for sentence in own for issue in sentence.issues[:1])
    spoken = [issue for issue in named if counts[issue]]
    most = [issue for issue, count in counts.most_common(1) if count > counts.total() / 2]
    return next(iter((*spoken, *most, *named)), "")


# --- sentences -------------------------------------------------------------


def _read_sentences(library: Library, report: Report) -> list[Sentence]:
    document, spans = report.document, _spans(report)
    figures = find_figures(report.measures)
    chances = _read_chances(library, report, spans, figures)
    outside = list(_outside_words(library.db, document))
    facts = _Facts(
        {finding.span.start: finding for finding in report.findings},
        {_described(document, risk): risk for risk in report.risks},
        [measure.span for measure in report.measures],
        figures,
        _find_key(library.db, document) if report.risks else None,
    )
    listed = dict(_listed_items(report))
    sentences = [
        _in_its_list(report, _to_sentence(report, facts, citation, of_issues, outside), listed)
        for citation, of_issues in zip(cite_spans(report, spans), chances, strict=True)
    ]
    told: list[Sentence] = []
    for sentence in sentences:
        own = _with_before(report, sentence, told[-1] if told else None)
        if told and own.told_with and _ends_with(sentence, told[-1]):
            told[-1] = replace(told[-1], told_on=own.told_with)
        told.append(own)
    return told


def _find_key(db: Connection, document: Document) -> RatingKey | None:
    """The key to the ratings of a paper's risks: its own, else that of another part of its file,
    for a council rates all of an agenda by one."""
    own = find_rating_key(document.text)
    source = None if own else find_source_of(db, document.id)
    parts = iter_documents_of_source(db, source[0]) if source else ()
    others = (find_rating_key(load_text(db, part.id)) for part in parts if part.id != document.id)
    return own or next(filter(None, others), None)


def _listed_items(report: Report) -> Iterator[tuple[Span, Span]]:
    """Each item of a list of a passage, with the whole of it from the words that lead to it on, and
    what these go on about ("Posts were agreed. These include:")."""
    for passage in report.passages:
        text = report.document.quote(passage.span)
        for items, whole in _find_lists(text):
            yield from (
                (_moved(item, passage.span.start), _moved(whole, passage.span.start))
                for item in items
            )


def _find_lists(text: str) -> Iterator[tuple[list[Span], Span]]:
    """The items of each list of a passage, and the whole of it. A line that ends in a semicolon has
    the next as another item."""
    sentences = list(find_sentences(text))
    for at, sentence in enumerate(sentences):
        items = list(_find_items(text, sentence))
        if not items:
            continue
        for before, each in pairwise(sentences[at:]):
            if not (_ENDS_ITEM.search(before.of(text)) and text[before.end : each.start] == "\n"):
                break
            items.extend(_lines_of(text, each))
        goes_on = at > 0 and goes_on_from(sentence.of(text))
        start = sentences[at - 1].start if goes_on else sentence.start
        yield items, Span(start, items[-1].end)


def _moved(span: Span, by: int) -> Span:
    return Span(by + span.start, by + span.end)


def _in_its_list(report: Report, sentence: Sentence, listed: Mapping[Span, Span]) -> Sentence:
    """An item that goes on from the words above its list, told with these and the whole list; with
    these alone as its lead where the list is too long to be shown."""
    whole = listed.get(sentence.quotation.citation.span)
    if whole is None:
        return sentence
    (cited,) = cite_spans(report, [whole])
    if not (sentence.text[:1].islower() or _OF_PARTS.search(cited.quote)):
        return sentence
    lead = re.split(r":[ \t]*\n", cited.quote, maxsplit=1)[0]
    own = replace(
        sentence.quotation,
        citation=replace(sentence.quotation.citation, lead=" ".join(lead.split())),
        is_part=True,
    )
    told = replace(own, citation=cited, id="", is_part=False)
    is_whole = not told.shown.endswith("…")
    return replace(sentence, quotation=own, told_with=told if is_whole else None)


def _completes(sentence: Sentence, before: Sentence) -> bool:
    """True of a short sentence with a figure after one that has a figure or finds something weak,
    where it is about no other issue."""
    is_short = len(sentence.text.split()) <= _MOST_COMPLETING
    is_open = before.is_prose and (before.has_figure or before.stance in _WEAK)
    is_same = {*sentence.issues} <= {*before.chances}
    return is_short and is_open and sentence.has_figure and is_same


def _ends_with(sentence: Sentence, before: Sentence) -> bool:
    """True of a sentence without which the one before is half told: it completes its figure, or
    says in a few words what came of it ("It had been cleared by May")."""
    is_short = len(sentence.text.split()) <= _MOST_COMPLETING
    is_turn = is_short and before.is_prose and goes_on_from(sentence.text)
    is_turn = is_turn and not before.quotation.is_part  # which stands with its lead
    is_turn = is_turn and sentence.text[:1].isupper() and not _SAYS_THAT.match(sentence.text)
    return is_turn or _completes(sentence, before)


def _with_before(report: Report, sentence: Sentence, before: Sentence | None) -> Sentence:
    """A sentence that goes on about the one before it, or completes its figure, is told with it."""
    if not sentence.is_prose or sentence.told_with:
        return sentence
    own = sentence.quotation.citation.span
    goes_on = goes_on_from(sentence.text)
    first = before.quotation.citation.span if before and before.part == sentence.part else None
    if before is None or first is None or not 0 <= own.start - first.end <= _GAP:
        return _with_short_before(report, sentence) if goes_on else sentence
    if not (goes_on or _completes(sentence, before)):
        return sentence
    whole = before.told_with or before.quotation
    spans = [Span(each.citation.span.start, own.end) for each in (whole, before.quotation)]
    chain, pair = cite_spans(report, spans)
    both = chain if quote_sentence(chain.quote).endswith(_last_word(chain.quote)) else pair
    return replace(sentence, told_with=replace(sentence.quotation, citation=both, id=""))


def goes_on_from(text: str) -> bool:
    """True of a sentence that says nothing without the one before it."""
    return bool(_GOES_ON.match(text) or _ENDS_SO.search(text))


def _with_short_before(report: Report, sentence: Sentence) -> Sentence:
    """A sentence told with the one before it in its passage that is too short to be read alone:
    "Six tenders came. They were judged by a panel."; as it is where there is none."""
    own = sentence.quotation.citation.span
    passage = next((each.span for each in report.passages if own in each.span), own)
    pieces = find_sentences(report.document.quote(passage))
    starts = [passage.start + piece.start for piece in pieces]
    before = [start for start in starts if start < own.start]
    if own.start not in starts or not before:
        return sentence
    (both,) = cite_spans(report, [Span(before[-1], own.end)])
    if not (_GOES_ON.match(sentence.text) and _TELLS.search(both.quote[: own.start - before[-1]])):
        return sentence  # what stands before is the name of the paragraph
    return replace(sentence, told_with=replace(sentence.quotation, citation=both, id=""))


def _last_word(text: str) -> str:
    """What stands last in a text that is shown whole."""
    return text.split()[-1]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is held of a paper's sentences: findings by where they begin, its risks, the
    values of its measures, of these the council's own figures, the key to its ratings."""

    findings: Mapping[int, Finding]
    risks: Mapping[Span, Risk]
    values: Sequence[Span]
    figures: Sequence[PrintedFigure]
    key: RatingKey | None

    @property
    def are_rated(self) -> bool:
        """True where the paper rates any of its risks."""
        return any(risk.rating for risk in self.risks.values())


def _name_row(
    document: Document, span: Span, figures: Iterable[PrintedFigure], is_on_one: bool
) -> str:
    """What a row is read by: what its measure is called, for numbers say nothing; else its
    words. A paper on one issue has its own names for what is measured elsewhere too."""
    figure = figure_in(figures, span)
    known = find_measure(figure.measure) if figure and not is_on_one else None
    return known.label if known else figure.measure if figure else document.quote(span)


def _read_under_headings(
    library: Library,
    report: Report,
    spans: Sequence[Span],
    placed: Sequence[Placed],
    chances: Sequence[Mapping[str, float]],
) -> list[dict[str, float]]:
    """The chances; of rows the mean of those read by themselves and under title and headings: a
    paper on one issue means that by words ("Initial enquiries") which elsewhere mean another."""
    rows = [number for number, span in enumerate(spans) if _is_row(report, span)]
    headed = [replace(placed[row], headings=_headings(report.document, spans[row])) for row in rows]
    means = dict(
        zip(rows, read_issues(library, headed, [report.document.id] * len(rows)), strict=True)
    )
    return [
        _mean(of_issues, means[row]) if row in means else dict(of_issues)
        for row, of_issues in enumerate(chances)
    ]


def _headings(document: Document, span: Span) -> tuple[str, ...]:
    section = document.section_of(span)
    return (document.title, *(section.path if section else ()))


def _mean(chances: Mapping[str, float], others: Mapping[str, float]) -> dict[str, float]:
    """The mean of two readings of each issue, the likeliest first."""
    mean = {
        issue: (chances.get(issue, 0.0) + others.get(issue, 0.0)) / 2
        for issue in {**chances, **others}
    }
    likely = {issue: chance for issue, chance in mean.items() if chance >= RATHER_THAN_SILENCE}
    return dict(sorted(likely.items(), key=lambda each: -each[1]))


def _to_sentence(
    report: Report,
    facts: _Facts,
    citation: Citation,
    chances: Mapping[str, float],
    outside: Iterable[str],
) -> Sentence:
    text, span = citation.quote, citation.span
    is_row = _is_row(report, span)
    is_result = is_row and any(value in span for value in facts.values)
    figure = figure_in(facts.figures, span, is_row)
    has_figure = is_result or (not is_row and (figure is not None or _has_figure(text)))
    of_itself = bool(_OF_ITSELF.search(text)) and not (figure or _SHARE.search(text))
    told_by_others = _is_told_by_others(report, citation)
    is_own = _is_account(citation) and not of_itself and not told_by_others
    chances = _of_group(chances, report.document.title, citation)
    finding = facts.findings.get(span.start)
    risk = facts.risks.get(span)
    is_risk = risk is not None
    after = "" if citation.paragraph or is_risk else _paragraph_before(report, citation)
    cells = label_row(report.measures, span) if is_result else ()
    cells = label_risk(text, risk, facts.key, facts.are_rated) if risk else cells
    review, is_dated = ("", False) if is_row else _find_review(report, citation, after)
    return Sentence(
        Quotation(
            citation,
            id=finding.id if finding else "",
            after=after,
            cells=cells,
            is_risk=is_risk,
        ),
        say_part(citation, is_risk, after),
        chances,
        finding.stance if finding and finding.confidence >= BELONGS else "",
        not is_row,
        has_figure,
        is_own and (is_result or is_risk or not _is_repeated(_plain_words(text), outside)),
        is_risk,
        order_rating(risk.rating, facts.key) if risk else None,
        not is_risk and any(_is_remedy(text, each) for each in facts.risks.values()),
        figure,
        kind_of(report.document.kind).outside,
        review=review,
        is_dated=is_dated,
    )


def _of_group(chances: Mapping[str, float], title: str, citation: Citation) -> Mapping[str, float]:
    """The chances without the schooling of children in care, where neither the words nor what
    stands over them name those children: "secondary absence" is of all."""
    if _IN_CARE.search(f"{title} {citation.section} {citation.quote}"):
        return chances
    return {issue: chance for issue, chance in chances.items() if issue != "education_in_care"}


def _is_account(citation: Citation) -> bool:
    """False of the lists of appendices and of other papers at a paper's end, and of the reasons
    that it gives for its own recommendations."""
    return not _NO_ACCOUNT.match(citation.heading)


def _is_told_by_others(report: Report, citation: Citation) -> bool:
    """True of an item, or of a numbered part, of what a line before says that an outside body says:
    "The Minister responded stating that:"."""
    number = citation.paragraph or _paragraph_before(report, citation)
    leads = [
        report.document.quote(passage.span)
        for passage in report.passages
        if passage.paragraph
        and passage.paragraph in (number, number.rpartition(".")[0])
        and passage.span.start < citation.span.start
    ]
    return any(_LEADS_TO_OTHERS.search(lead) for lead in leads)


def _find_review(report: Report, citation: Citation, after: str) -> tuple[str, bool]:
    """The review of an earlier month that a sentence tells of, and whether its own words say so;
    else by what heads it: the numbered line before, its heading. Empty where nothing says it."""
    own = say_review(citation.quote, report.document.published)
    if _AFTERWARDS.match(citation.quote):
        return "", False
    heads = (_head_numbered(report, citation, after), citation.heading)
    told = (say_review(head, report.document.published) for head in heads)
    return own or next(filter(None, told), ""), bool(own)


def _head_numbered(report: Report, citation: Citation, after: str) -> str:
    """The numbered line before words of the same section that heads them; empty for none."""
    number = citation.paragraph or after
    lines = [
        report.document.quote(passage.span)
        for passage in report.passages
        if number and passage.paragraph == number and passage.span.start < citation.span.start
    ]
    head = lines[-1].strip() if lines else ""
    return head if len(head.split()) <= _LONGEST_HEAD and not head.endswith(".") else ""


def _read_chances(
    library: Library, report: Report, spans: Sequence[Span], figures: Sequence[PrintedFigure]
) -> list[Mapping[str, float]]:
    """The chances of each sentence or row."""
    document = report.document
    contexts = Contexts(document, report.passages, (ask.span for ask in report.asks))
    is_on_one = any(find_issues(library, [document.title], [document.id]))
    placed = [
        Placed(_name_row(document, span, figures, is_on_one))
        if _is_row(report, span)
        else contexts.place(span)
        for span in spans
    ]
    chances = read_issues(library, placed, [document.id] * len(placed))
    if is_on_one:
        chances = _read_under_headings(library, report, spans, placed, chances)
    going_on = _read_going_on(library, report, spans, chances)
    return _read_under_label(library, report, spans, going_on)


def _read_going_on(
    library: Library,
    report: Report,
    spans: Sequence[Span],
    chances: Sequence[Mapping[str, float]],
) -> list[Mapping[str, float]]:
    """The chances; of what goes on about the words before it ("It is too soon to say") those read
    with these, back to the first that says of what it speaks."""
    starts: dict[int, int] = {}
    for row, (before, span) in enumerate(pairwise(spans), 1):
        words = report.document.quote(span)
        is_next = 0 <= span.start - before.end <= _GAP and not _is_row(report, span)
        if is_next and (_GOES_ON.match(words) or _ENDS_SO.search(words)):
            starts[row] = starts.get(row - 1, before.start)
    whole = [Placed(report.document.text[start : spans[row].end]) for row, start in starts.items()]
    documents = [report.document.id] * len(whole)
    read = dict(zip(starts, read_issues(library, whole, documents), strict=True))
    return [read.get(row, of_issues) for row, of_issues in enumerate(chances)]


def label_row(measures: Iterable[Observation], span: Span) -> tuple[tuple[str, str], ...]:
    """The measure of a row of a table, then its values, each after what it is of."""
    values = [measure for measure in measures if measure.span in span]
    names = dict.fromkeys(("", value.measure) for value in values)
    values.sort(key=_whose)  # the council's own first; of one side in the order of the row
    told = dict.fromkeys((_say_of(value), say_with_unit(value)) for value in values)
    return (*names, *told)


def say_with_unit(value: Observation) -> str:
    """A value as printed, with the unit of time that stands beside its number ("31 weeks")."""
    is_bare = re.fullmatch(r"[-+−]?\d[\d,.]*", value.value.strip())
    unit = value.unit if is_bare and _OF_TIME.fullmatch(value.unit) else ""
    return " ".join(filter(None, (value.value, unit)))


def _whose(value: Observation) -> int:
    return ("value", "target", "comparator").index(value.role)


def label_risk(
    text: str, risk: Risk, key: RatingKey | None = None, are_rated: bool = False
) -> tuple[tuple[str, str], ...]:
    """What may happen, by its name where that says it and the rest is long; then the council's
    rating of it with what the key says, else what is done about it; where others beside it are
    rated (`are_rated`), that it is not."""
    unrated = "no rating printed" if are_rated and not risk.rating else ""
    beside = (("rated", say_rating(risk.rating, key)), ("", unrated), ("action", risk.mitigation))
    told = [(name, quote_sentence(words).rstrip(" .")) for name, words in beside if words]
    is_short = len(text.split()) <= _LONGEST_RISK or len(risk.risk.split()) < _FEWEST_OF_RISK
    what = text if is_short else risk.risk
    return (("", what.rstrip(" .")), *told[:1]) if told else ()


def _is_remedy(text: str, risk: Risk) -> bool:
    return bool(text.strip()) and " ".join(text.split()) in " ".join(risk.mitigation.split())


def _say_of(value: Observation) -> str:
    """What a value is of: the council's time, the target, another body."""
    of = "target" if value.role == "target" else value.who if value.role == "comparator" else ""
    return " ".join(filter(None, (of, value.period)))


def _read_under_label(
    library: Library,
    report: Report,
    spans: Sequence[Span],
    chances: Sequence[Mapping[str, float]],
) -> list[Mapping[str, float]]:
    """The chances; of what is clearly about nothing in a paragraph that begins with a label
    ("Foster homes. Eleven were approved."), those read with the label before it."""
    labels = dict(_labels(report))
    unclear = [
        row
        for row, of_issues in enumerate(chances)
        if max(of_issues.values(), default=0.0) < BELONGS and _label_at(labels, spans[row])
    ]
    labelled = [
        Placed(f"{_label_at(labels, spans[row])} {report.document.quote(spans[row])}")
        for row in unclear
    ]
    documents = [report.document.id] * len(unclear)
    read = dict(zip(unclear, read_issues(library, labelled, documents), strict=True))
    return [read.get(row) or of_issues for row, of_issues in enumerate(chances)]


def _labels(report: Report) -> Iterator[tuple[Span, str]]:
    """The risks with what they are called, the passages whose first sentence is too short to say
    anything but what they are about, and the sections whose heading names a thing."""
    yield from ((_described(report.document, risk), f"{risk.risk}.") for risk in report.risks)
    for passage in report.passages:
        text = report.document.quote(passage.span)
        first = next(iter(find_sentences(text)), None)
        if first and first.end < len(text) and len(first.of(text).split()) < _SHORTEST:
            yield passage.span, first.of(text)
    for section in report.document.sections:
        heading = re.sub(r"^\W*[\d.]*\s*", "", section.path[-1]).rstrip(" .:")
        if len(heading.split()) <= _LONGEST_HEADING and _names_thing(heading):
            yield section.span, f"{heading}."


def _names_thing(heading: str) -> bool:
    """True of a heading that names what the lexicon knows: "Life-story work", not "Progress"."""
    return bool(find_objects(plain(heading), open_lexicon().objects))


def _label_at(labels: Mapping[Span, str], span: Span) -> str:
    return next((label for place, label in labels.items() if span in place), "")


def say_part(citation: Citation, is_risk: bool = False, after: str = "") -> str:
    """Where in the paper words belong: its section, and the paragraph or the one before."""
    place = f"paragraph {citation.paragraph}" if citation.paragraph else ""
    place = place or (f"after paragraph {after}" if after else "")
    return ", ".join(filter(None, (citation.heading, "table of risks" if is_risk else place)))


def _paragraph_before(report: Report, citation: Citation) -> str:
    """The last number printed before words in their section, of a paragraph or of a heading among
    the paragraphs ("4.9 Health"); empty where there is none."""
    section = report.document.section_of(citation.span)
    before = [
        passage
        for passage in report.passages
        if passage.paragraph
        and passage.span.start < citation.span.start
        and section is not None
        and passage.span in section.span
    ]
    if not before:
        return ""
    last = before[-1]
    shape = re.sub(r"\d+", r"\\d+", re.escape(last.paragraph))
    between = report.document.text[last.span.end : citation.span.start]
    heads = re.findall(rf"^\W{{0,6}}({shape})[.)]?[ \t]+\W*[A-Z]", between, re.M)
    is_number = re.search(r"\d", last.paragraph) is not None
    return heads[-1] if heads and is_number else last.paragraph


def _is_repeated(words: str, outside: Iterable[str]) -> bool:
    """True where the words stand in an outside body's document, but for one or two."""
    return any(fuzz.partial_ratio(words, theirs, score_cutoff=_REPEATED) for theirs in outside)


def _by_issue(sentences: Iterable[Sentence]) -> dict[str, list[Sentence]]:
    """The sentences that are clearly about each issue, in the order of quoting."""
    by_issue: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        for issue in sentence.issues:
            by_issue.setdefault(issue, []).append(sentence)
    for issue, of_issue in by_issue.items():
        of_issue.sort(
            key=lambda each: (not each.is_prose, not each.has_figure, -each.chances[issue])
        )
    return by_issue


def _is_row(report: Report, span: Span) -> bool:
    return any(block.table is not None for block in report.document.blocks_in(span))


def _has_figure(text: str) -> bool:
    """True where a measured number stands in a sentence; days and ages are none."""
    return bool(CHANGED.search(text)) or any(
        number.unit or _COUNTS.search(text, 0, number.span.start)
        for number in find_quantities(text)
    )


def _outside_words(db: Connection, paper: Document) -> Iterator[str]:
    """The words of each document of an outside body that was published before a paper."""
    for held in documents_of(db, paper.authority, paper.published):
        if kind_of(held.kind).outside and held.id != paper.id:
            yield _plain_words(load_text(db, held.id))


def _plain_words(text: str) -> str:
    """Words and numbers alone, for one text to be looked up in another."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


# --- where they stand ------------------------------------------------------


def _spans(report: Report) -> list[Span]:
    """The sentences of a paper's own account, and its risks; what it repeats of others'
    asks, what it asks of the committee, and what only leads to a list are left out."""
    others = [*(ask.span for ask in report.asks), *(risk.span for risk in report.risks)]
    sentences = {
        Span(passage.span.start + span.start, passage.span.start + span.end)
        for passage in report.passages
        for span in _find_said(report.document.quote(passage.span))
    }
    clear = {span for span in sentences if not any(span.touches(other) for other in others)}
    risks = {_described(report.document, risk) for risk in report.risks}
    clear |= risks
    heads = [block.span for block in report.document.blocks if block.header]
    clear = {span for span in clear if span in risks or not any(head in span for head in heads)}
    values = [measure.span for measure in report.measures if measure.role == "value"]
    told = (
        span
        for span in clear
        if span in risks
        or _says_something(report.document.quote(span))
        or (_is_row(report, span) and any(value in span for value in values))
    )
    return sorted(told, key=lambda span: (span.start, span.end))


def _find_said(text: str) -> Iterator[Span]:
    """The sentences of a passage; of one that leads to a list its items, each on a line."""
    for sentence in find_sentences(text):
        yield from list(_find_items(text, sentence)) or [sentence]


def _find_items(text: str, sentence: Span) -> Iterator[Span]:
    """The items, each on a line, of the list that a sentence leads to; none of any other."""
    led = re.search(r":[ \t]*\n", sentence.of(text))
    start = sentence.start + led.end() if led else sentence.end
    yield from _lines_of(text, Span(start, sentence.end))


def _lines_of(text: str, span: Span) -> Iterator[Span]:
    """Each line of a span, without the space round it."""
    for line in re.finditer(r"\S[^\n]*\S", span.of(text)):
        yield Span(span.start + line.start(), span.start + line.end())


def _says_something(text: str) -> bool:
    """False of headings and of what leads to a list."""
    words = text.split()
    large = sum(word[0].isupper() for word in words)
    is_heading = large > len(words) / 2 and not text.rstrip().endswith(".")
    is_figure = bool(_SHARE.search(text)) and text.rstrip().endswith(".")
    is_long = len(words) >= (_FEWEST_COMPLETING if is_figure else _SHORTEST)
    return is_long and not is_heading and not re.search(r":\s*(\n|$)", text)


def _described(document: Document, risk: Risk) -> Span:
    """Where a risk's description stands, else the whole row."""
    if not risk.description:
        return risk.span
    start = document.text.find(risk.description, risk.span.start, risk.span.end)
    return Span(start, start + len(risk.description)) if start >= 0 else risk.span


def _listed(report: Report, library: Library) -> frozenset[str]:
    """The issues of the asks that a paper repeats."""
    restated = [ask.span for ask in report.asks if ask.kind == "restated"]
    texts = [report.document.quote(span) for span in restated]
    documents = [report.document.id] * len(texts)
    issues = find_issues(library, texts, documents, asked=True)
    return frozenset(issue for of_ask in issues for issue in of_ask)
