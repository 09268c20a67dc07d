"""What is asked next in a line of enquiry: by what its own words print, else what the issue asks.

The first follow-up fits the evidence, the second tests how the answer is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from corpus.citation import say_place
from corpus.vocabulary.issue_questions import IssueQuestion
from index.briefing.contents import Quotation
from index.briefing.lines.answered import NO_ANSWERS, Answers, ask_next
from index.briefing.lines.cues import name_whom
from index.briefing.lines.evidence import EarlierFigure, Promise
from index.briefing.matters.matter import Matter
from index.briefing.matters.stands_on import lead_of, opening_of
from index.briefing.paper import Sentence
from index.briefing.printed import PrintedFigure
from index.recurrence.wording import say_month
from models.text.sentences import find_sentences

_NUMBER = r"(?:£\s?)?(?<![\d/–-])\d[\d,.]*\d|(?:£\s?)?(?<![\d/–-])\d"
_YEAR = r"\b(?:19|20)\d\d(?:[/–-]\d{1,4})?\b"
_IN_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen|twenty"
)
_UNIT = r"\s?(?:%|per ?cent\b|million\b|m\b)"
_PER_CENT = re.compile(rf"(?:{_NUMBER})\s?(?:%|per ?cent)", re.IGNORECASE)
# Two grades counted as one: "graded Good and Requires Improvement increased to 87%".
_JOINED = re.compile(
    rf"\b(?:good|outstanding)\b[\w ]{{0,12}}\b(?:and|or)\b[\w ]{{0,6}}\b"
    rf"(?:requires? improvement|RI|adequate)\b.*?(?P<share>(?:{_NUMBER})\s?(?:%|per ?cent))",
    re.IGNORECASE | re.DOTALL,
)
# "from 662 in June to 583", "from 12% to 14%"; "to 87% from 62%".
_CHANGES = (
    re.compile(
        rf"\bfrom\b[^.;\d]{{0,24}}(?P<first>(?:{_NUMBER})(?:{_UNIT})?)"
        rf"[^.;]{{0,24}}?\bto\b[^.;\d]{{0,12}}(?P<last>(?:{_NUMBER})(?:{_UNIT})?)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bto (?P<last>(?:{_NUMBER})(?:{_UNIT})?)[^.;\d]{{0,24}}"
        rf"\bfrom (?P<first>(?:{_NUMBER})(?:{_UNIT})?)",
        re.IGNORECASE,
    ),
)
# A figure set against another body's or a mean: "against 14.9 for the region".
_AGAINST = re.compile(
    rf"(?P<own>(?!{_YEAR})(?:(?:{_NUMBER})(?! [A-Z][a-z]+ 20\d\d)(?:{_UNIT})?|\b(?:{_IN_WORDS})\b))"
    rf"(?:[^.;\d]|{_YEAR}){{0,80}}?"
    r"\b(?:against|compared (?:with|to)|above|below|higher than|lower than)\b"
    rf"(?P<of>[^.;\d£]{{0,60}})(?P<other>(?:{_NUMBER})(?:{_UNIT})?)",
    re.IGNORECASE,
)
# The same, where the other figure is that of another time: "compared with 31 a year ago".
_AGAINST_TIME = re.compile(
    rf"{_AGAINST.pattern}[^.;\d]{{0,12}}"
    r"(?:\b(?:a year|the year|last year|the previous|the same time|earlier|before)\b"
    rf"|\bin (?:[A-Z][a-z]+ )?{_YEAR})",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\btarget\b", re.IGNORECASE)
_IN_YEAR = re.compile(rf"(?:[A-Z][a-z]+ )?{_YEAR}$")  # a heading that is a time, and no target
_FEW = 25  # words of a promise that can be read out
_SHORT_FORM = re.compile(r"\b[A-Z]{2,}s?\b")  # which a promise that is read out has none of
# Words that set a figure beside another time, so that nobody need ask for it.
_PAST = re.compile(
    r"\b(?:a|one|the) year (?:ago|earlier|before)\b|\b(?:last|previous|prior) (?:year|quarter)\b"
    r"|\bunchanged\b|\bnot changed\b"
    r"|\bfrom (?:£\s?)?\d|\b(?:compared|against|up|down|rose|risen|fell|fallen|increas\w+"
    r"|decreas\w+|reduc\w+|drop\w+|doubl\w+)\b|\d{4}/\d\d\b.*\d{4}/\d\d\b",
    re.IGNORECASE | re.DOTALL,
)
# Words that compare without a figure: "fewer than a year ago", "scores lowest".
_COMPARES = re.compile(
    r"\b(?:fewer|less|more|lower|higher|longer|slower|worse|better) (?:\w+ ){0,8}?than\b"
    r"|\b(?:lowest|highest|slowest|longest|worst)\b|\bha(?:s|ve) (?:risen|fallen|grown|worsened)\b",
    re.IGNORECASE,
)
_FEW_CLAIMED = 15  # words of what was done that a question reads out
# Where a last clause begins on what came of a step.
_CAME_OF_IT = re.compile(r",? which (?:has|have|had|will|is|are|was|were)\b|, (?=\w+ing\b)")
_FIRST_SIGN = "What would be the first sign that this risk is coming true?"
_HOW_FAR = "How far has this come true already, and how is that known?"
_EXPECTED = re.compile(r"\bwill\b", re.IGNORECASE)  # in the words of a risk
WHICH = "Which of the two is right, and how is that known?"
WHICH_OF_COLOUR = "Which is right, the figure or its colour, and how is that known?"
UNFINISHED = "What is left to do, with a date for each step?"
_UNFINISHED = re.compile(
    r"\bmore (?:work )?to (?:do|be done)\b|\bin hand\b|\bnot yet\b|\bfurther work\b|\bunder ?way\b",
    re.IGNORECASE,
)


def follow_up(
    matter: Matter, asked: IssueQuestion, told: Set[str], answers: Answers = NO_ANSWERS
) -> tuple[str, str]:
    """Two follow-ups, of which none is told in another line: what fits the words, and what
    tests them; of a risk, its first sign. What the paper answers is not asked: its answer is
    quoted, and asked about."""
    answer = answers.find(asked.check)
    is_led = answer is not None and answer.quotation == lead_of(matter)
    check = ask_next(answer) if answer and not is_led else asked.check
    asked_first = [check] if matter.lacks_figure else []  # it asks for the figure that is missing
    tabled = (
        set(_ask_year_ago(lead_of(matter).citation.quote)) if _is_tabled(matter, answers) else set()
    )
    fitting = [each for each in (*asked_first, *_fit(matter), check) if each not in told | tabled]
    first = next(iter(fitting), check)
    own = opening_of(matter)
    if own is None or not own.is_risk:
        return first, asked.test
    sign = _HOW_FAR if _EXPECTED.search(own.text) else _FIRST_SIGN
    return first, asked.test if sign in told else sign


def _is_tabled(matter: Matter, answers: Answers) -> bool:
    """True where a row of a table of the paper has a share of the words beside that of an earlier
    time: what it was a year ago is told."""
    shares = {_value(share) for share in _PER_CENT.findall(lead_of(matter).citation.quote)}
    rows = (each.quotation.cells for each in answers.paper.account)
    return any(
        shares & {value for _, value in cells}
        and sum(bool(_IN_YEAR.match(label)) for label, _ in cells) > 1
        for cells in rows
    )


def ask_of_joined(words: str) -> str:
    """What is asked of a share in which two grades are counted as one; empty of other words.

    >>> ask_of_joined("Cases graded Good and Requires Improvement rose to 87%.")
    'What share of the 87% was good?'
    """
    joined = _JOINED.search(words)
    return f"What share of the {joined['share']} was good?" if joined else ""


def follows_promise(matter: Matter, follow_ups: Sequence[str]) -> bool:
    """True where a follow-up asks what came of the planned action."""
    return any(question in follow_ups for question in _ask_promised(matter))


def _fit(matter: Matter) -> Iterator[str]:
    """Follow-ups that fit what the line stands on, the closest first."""
    words, own = lead_of(matter).citation.quote, opening_of(matter)
    if matter.clash:
        yield WHICH if matter.clash.other else WHICH_OF_COLOUR
    if own and own.is_risk:
        return
    if own and own.is_of_before:
        yield _ask_today(matter)
    yield from _fit_figures(matter, words, own)
    yield from _ask_promised(matter)
    if _UNFINISHED.search(words):
        yield UNFINISHED
    if own and own.is_prose and not re.search(r"\d", words) and _COMPARES.search(words):
        yield from _ask_tabled(matter)
        yield "What figures stand behind these words, now and a year ago?"
    yield from _ask_claimed(matter)
    if own and own.review:
        yield _ask_today(matter)


def _fit_figures(matter: Matter, words: str, own: Sentence | None) -> Iterator[str]:
    """By the figures of the words, and what is printed beside them."""
    if joined := ask_of_joined(words):
        yield joined
    if matter.before and matter.before.differs:
        yield _ask_recount(matter.before)
    if figure := _figure_of(matter, words):
        yield from _ask_beside(figure)
    yield from _ask_change(words, _told_whom(lead_of(matter)))
    if own and own.is_prose and (then := _AGAINST_TIME.search(words)):
        if matter.recount:
            by = matter.recount.quotation.by
            yield f"How many are there today, counted as {by} counted the {matter.recount.value}?"
        else:
            yield _ask_meant(
                _value(then["other"]), _value(then["own"]), _told_whom(lead_of(matter))
            )
    elif own and own.is_prose and (set_ := _AGAINST.search(words)):
        of_target = "the target of " if _TARGET.search(set_["of"]) else ""
        yield f"What explains {_value(set_['own'])}, beside {of_target}{_value(set_['other'])}?"
    if own and own.is_prose and not (figure and figure.before) and not _PAST.search(words):
        yield from _ask_year_ago(words)


def _ask_today(matter: Matter) -> str:
    """Of what was found before."""
    label = f"{matter.label[:1].lower()}{matter.label[1:]}"
    return f"What do the latest figures and checks on {label} show?"


def _ask_promised(matter: Matter) -> Iterator[str]:
    """By what was to be done and by when, in the plan's words where these are few."""
    promise = matter.promise
    if promise is None or matter.admitted:
        return
    planned = promise.quotation.citation
    done, due = (" ".join(words.split()).rstrip(".") for words in (planned.quote, promise.due))
    if len(done.split()) <= _FEW and not _SHORT_FORM.search(done):
        when, place = say_month(planned.own_day), say_place(replace(planned, section=""))
        where = f" ({place})" if place else ""
        gives = "gives" if promise.is_before else "set"
        yield (
            f"The plan of {when}{where} {gives} “{due}” for “{done}”"
            f"{_say_marked(promise)}: what shows that it was done?"
        )


def _say_marked(promise: Promise) -> str:
    """How a plan marks an action, and how far its own measure is; empty where it does neither.

    >>> from index.briefing.contents import Quotation
    >>> from corpus.citation import Citation
    >>> from corpus.document import Span
    >>> said = Quotation(Citation("d", "t", "b", None, 1, "", "", "", "Do it", Span(0, 5)))
    >>> _say_marked(Promise("", said, "May 2020", "Green", "Average weeks", "31", "16"))
    ', marks it “Green”, and prints 31 against a target of 16 for “Average weeks”'
    """
    marked = f", marks it “{promise.status}”" if promise.status else ""
    is_whole = promise.measure and re.match(r"\D{0,2}\d", promise.now) and promise.target
    if not (is_whole and len(promise.measure.split()) <= _FEW_CLAIMED):
        return marked
    far = f"prints {promise.now} against a target of {promise.target} for “{promise.measure}”"
    return f"{marked}, and {far}" if marked else f", and {far}"


def _ask_claimed(matter: Matter) -> Iterator[str]:
    """By what the paper says was done, in its words where its first sentence, or what stands there
    before a last clause on what came of it, is short enough to be read out: what came of it."""
    if matter.claimed is None or matter.claimed.cells:
        return
    citation, after = matter.claimed.citation, matter.claimed.after
    place = f"after paragraph {after}" if after else say_place(citation)
    said = _first_step(citation.quote)
    if len(said.split()) <= _FEW_CLAIMED:
        where = f" ({place})" if place else ""
        yield f"The paper says “{said}”{where}: how many children has this reached so far?"


def _first_step(words: str) -> str:
    """What was done, by the first sentence of some words; what it says came of that is left out.

    >>> _first_step("Talks are now held in each team, which has helped. More are planned.")
    'Talks are now held in each team …'
    """
    whole = " ".join(words.split())
    first = next((each.of(whole) for each in find_sentences(whole)), whole).rstrip(" .;")
    step = _CAME_OF_IT.split(first, maxsplit=1)[0]
    return first if step == first else f"{step} …"


def _figure_of(matter: Matter, words: str) -> PrintedFigure | None:
    """The figure of the words that a line stands on, as they or a table of the paper print it."""
    own = opening_of(matter)
    tabled = (each.figure for each in matter.sentences if each.figure and not each.is_prose)
    numbers = re.findall(r"\d[\d.,]*\d|\d", words)
    same = (each for each in tabled if own and each.value.rstrip("% ") in numbers)
    return own.figure if own and own.figure else next(same, None)


def _ask_recount(before: EarlierFigure) -> str:
    """Today's figure by the count of the earlier one."""
    of = f" for {before.measure}" if before.measure else ""
    among = ", among" if of else " for"
    base = f"{among} {before.earlier_base}" if before.earlier_base else ""
    when = before.earlier_when.removeprefix("reported ")
    return f"What is the figure{of} today{base}, counted as it was in {when}?"


def _ask_beside(figure: PrintedFigure) -> Iterator[str]:
    """By what the paper prints beside its figure: the target, England, the time before."""
    if figure.target and not figure.is_sure:
        yield f"What lies behind {figure.value}, beside the target of {figure.target}?"
    elif figure.target:
        yield f"What would it take to get from {figure.value} to the target of {figure.target}?"
    if figure.england:
        yield f"What explains {figure.value} here, beside {figure.england} in England?"
    if figure.before:
        when = f" ({figure.before_when})" if figure.before_when else ""
        yield _ask_meant(f"{figure.before}{when}", figure.value)


def _ask_tabled(matter: Matter) -> Iterator[str]:
    """By a change that a table of the paper prints, where its prose gives no figure: none for the
    better, which is not what the prose admits."""
    tabled = (each.figure for each in matter.sentences if each.figure and not each.is_prose)
    if figure := next((each for each in tabled if each.before and not each.is_better), None):
        yield from _ask_beside(replace(figure, target="", england=""))


def _value(printed: str) -> str:
    """A figure as a sentence prints it, without the mark that follows."""
    return printed.strip(" ,.")


def _told_whom(quotation: Quotation) -> str:
    """Whom words are about, by themselves and by the paper that they stand in."""
    return name_whom(f"{quotation.citation.title} {quotation.citation.quote}")


def _ask_change(words: str, whom: str) -> Iterator[str]:
    """By a change that a sentence tells: both ends, if neither is a year."""
    for pattern in _CHANGES:
        if change := pattern.search(words):
            ends = _value(change["first"]), _value(change["last"])
            if not any(re.fullmatch(_YEAR, end) for end in ends):
                yield _ask_meant(*ends, whom)


def _ask_meant(before: str, after: str, whom: str = "children") -> str:
    """Of a change: not why, which the paper often says beside it."""
    return f"What has the change from {before} to {after} meant for {whom}?"


def _ask_year_ago(words: str) -> Iterator[str]:
    """By shares of which the sentence says no earlier value."""
    match _PER_CENT.findall(words):
        case [share]:
            yield f"How does the {share} compare with a year ago, counted in the same way?"
        case [_, *_]:
            yield "How do these figures compare with a year ago, counted in the same way?"
