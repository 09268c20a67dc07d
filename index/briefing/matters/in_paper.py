"""The matters that an item's own paper opens: what it admits, what it counts, what clashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from corpus.vocabulary.issue_questions import load_issue_questions
from index.briefing.lines.clashes import Clash
from index.briefing.lines.cues import admits, counts, has_change, is_cost
from index.briefing.matters.matter import MONEY, Matter
from index.briefing.matters.names import label_matter
from index.briefing.paper import Paper, Sentence
from index.issues.grouping import BELONGS


def of_paper(paper: Paper, clashes: Sequence[Clash]) -> dict[str, Matter]:
    """What the paper admits, what it counts, and what does not go together, by issue, else by
    part; in the paper's order.

    What is admitted and is clearly about no issue belongs to that of its paragraph; a figure
    only where another that opens the matter is clearly about it.
    """
    opening = [
        each
        for each in paper.account
        if each.is_own
        and (admits(each) or counts(each) or _clash_in(each, clashes))
        and not is_risk_of_other(each)
    ]
    main = issues_of_parts(paper)
    clear = {_key(sentence, paper) for sentence in opening}
    matters: dict[str, Matter] = {}
    for sentence in opening:
        of_part = main.get(sentence.part, "")
        inherits = admits(sentence) or of_part in clear or has_change(sentence.text)
        key = (
            _key(sentence, paper)
            or (of_part if inherits else "")
            or _part_of(paper, sentence, clear)
        )
        matter = matters.get(key) or Matter(key, label_matter(key, sentence), sentence.part)
        matters[key] = _with_sentence(matter, sentence)
    return matters


def is_risk_of_other(sentence: Sentence) -> bool:
    """True of a risk that is taken for one of an issue and has none of the words that such a risk
    must have: that services are lost is none of leadership. It stands among the paper's risks."""
    issue = next(iter(sentence.issues), "")
    asked = load_issue_questions().get(issue)
    if not (sentence.is_risk and asked and asked.needs):
        return False
    cells = " ".join(text for _, text in sentence.quotation.cells)
    return asked.needs.search(f"{cells} {sentence.text}") is None


def _clash_in(sentence: Sentence, clashes: Sequence[Clash]) -> Clash | None:
    span = sentence.quotation.citation.span
    return next((clash for clash in clashes if clash.at in span), None)


def find_clash(matter: Matter, clashes: Sequence[Clash]) -> Clash | None:
    """The first of the matter's sentences that are clearly about it."""
    own = (each for each in matter.sentences if not matter.issue or matter.issue in each.issues)
    return next(filter(None, (_clash_in(each, clashes) for each in own)), None)


def _part_of(paper: Paper, sentence: Sentence, clear: Set[str]) -> str:
    """What a sentence about no issue is told under: what the paper is on, unless it has a figure
    that tells no change and others are clear on that, or the whole paper is on that; then its own
    part."""
    is_other = paper.is_on_one or (sentence.has_figure and not has_change(sentence.text))
    if paper.subject and not (is_other and paper.subject in clear):
        return paper.subject
    return sentence.part if sentence.is_prose else f"{sentence.part}, {sentence.text}"


def _with_sentence(matter: Matter, sentence: Sentence) -> Matter:
    admitted = (*matter.admitted, sentence) if admits(sentence) else matter.admitted
    return replace(matter, sentences=(*matter.sentences, sentence), admitted=admitted)


def merge_matters(matters: Mapping[str, Matter], main: Mapping[str, str]) -> dict[str, Matter]:
    """The matters; one that stands in one paragraph only, which is more about another of them,
    is part of that."""
    merged = dict(matters)
    for key, matter in matters.items():
        parts = {sentence.part for sentence in matter.sentences}
        into = main.get(parts.pop(), "") if len(parts) == 1 else ""
        if into in merged and into != key and key in merged:
            merged[into] = _join(merged[into], merged.pop(key))
    return merged


def _join(matter: Matter, other: Matter) -> Matter:
    return replace(
        matter,
        sentences=(*matter.sentences, *other.sentences),
        admitted=(*matter.admitted, *other.admitted),
    )


def _key(sentence: Sentence, paper: Paper) -> str:
    """The issue that a sentence is clearly about; of what only tells a cost, money; empty for none,
    and in a paper on what the list of issues does not know."""
    if paper.is_unlisted:
        return ""
    return MONEY if is_cost(sentence) else next(iter(sentence.issues), "")


def issues_of_parts(paper: Paper) -> dict[str, str]:
    """The main issue of each part, but for the one that the whole paper is on: there each part
    tells of something else; none where the list of issues does not know what the paper is on."""
    if paper.is_unlisted:
        return {}
    of_all = paper.subject if paper.is_on_one else ""
    return {part: issue for part, issue in _main_issues(paper).items() if issue != of_all}


def _main_issues(paper: Paper) -> dict[str, str]:
    """Of each numbered part, the issue that all of its sentences may be about that are about
    any, and one clearly; none where there is no such issue."""
    touched: dict[str, list[Mapping[str, float]]] = {}
    for sentence in paper.account:
        if "paragraph" in sentence.part and sentence.chances:
            touched.setdefault(sentence.part, []).append(sentence.chances)
    shared = {
        part: frozenset.intersection(*(frozenset(chances) for chances in of_part))
        for part, of_part in touched.items()
    }
    clear = {
        part: [issue for issue in sorted(issues) if _clearest(touched[part], issue) >= BELONGS]
        for part, issues in shared.items()
    }
    return {
        part: max(issues, key=lambda issue: _clearest(touched[part], issue))
        for part, issues in clear.items()
        if issues
    }


def _clearest(of_part: Sequence[Mapping[str, float]], issue: str) -> float:
    return max(chances[issue] for chances in of_part)
