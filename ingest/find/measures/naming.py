"""Which measure a clause states of its whole population: no word of it may be left over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.vocabulary.measures import (
    COUNT,
    KnownMeasure,
    load_measures,
    load_neutral_words,
)
from ingest.find.measures.clauses import NUMBER, PERIOD

_OTHER_UNITS = ("%", "per 10,000", "days", "working days", "weeks", "months", "£", "£ million")
# What is said of the number itself, not of what it counts.
_UNIT_WORDS = re.compile(
    r"\bsome(?= #)|(?<=#)\s*(?:per ?cent\b"
    r"|(?:children )?per 10,?000(?: (?:children|of the child population|population))?\b"
    r"|(?:working )?days\b|weeks\b|months\b)"
)
_CHANGES = re.compile(
    r"\bby (?:about |around |approximately |just |nearly |over |some )?#"
    r"|\b(?:increase|decrease|reduction|rise|fall|drop|improvement|decline|growth|gap|difference)s?"
    r" of (?:about |around |approximately |just |nearly |over |some )?#"
    r"|#\s*(?:percentage |per ?cent )?(?:points?|increase|decrease|reduction|rise|fall|drop"
    r"|improvement|decline|higher|lower|more|fewer|less|above|below|better|worse|longer|shorter"
    r"|quicker|faster|slower|times|extra|additional|further)\b"
)
_INEXACT = re.compile(
    r"\b(?:over|more than|less than|fewer than|greater than|at least|at most|up to|under|below"
    r"|above|within|maximum(?: of)?|minimum(?: of)?|in excess of|exceed\w*|nearly|almost|top"
    r"|bottom|every|another|further|additional|a further|no more than|as (?:high|low|many|few) as"
    r"|only about|closer? to|towards?) #|#\s?\+|#\s*(?:or (?:more|fewer|less|over))\b"
)
# One number of another, or a range: neither stands for the whole.
_PARTED = re.compile(
    r"#\s*(?:\w+ )?(?:out )?of (?:the |these |those |all )?(?:\w+ )?#|#\s?[/-]\s?#"
    r"|(?<!from )(?<!from around )(?<!from about )(?<!from approximately )# (?:to|and|or) #"
    r"|\brang(?:e|es|ed|ing)\b"
)
_TIMED = re.compile(
    r"# (?:weeks |days |months )?(?:(?:in|at|for|during) )?@"
)  # each number has its own time
# A time with two ends or to come, a target, a comparison with something else.
_ELSEWHERE = re.compile(
    r"\b(?:between|from) (?:the )?@ (?:and|to|until) @"
    r"|\b(?:comparable|similar) to (?:all|other|that (?:of|for) (?:all|other))\b"
    r"|\bby (?:the end of )?@|\btargets? (?:is|was|to|for)\b"
)


# What narrows nothing beside numbers that have times of their own; the service itself.
_SPELL = re.compile(r"\b(?:over|in|during) the (?:last|past) (?:[\w]+ )?(?:years?|months)\b")
_SERVICE = re.compile(
    r"\bchildren's (?:services|social care)\b|\bhas made (?:good |some )?progress in\b"
)


def unit_class(unit: str) -> str:
    """The unit as measures list it: all numbers of people and things are counts."""
    return unit if unit in _OTHER_UNITS else COUNT


def is_exact(text: str) -> bool:
    """True of a marked clause whose number is a level: no change, bound, range or part.

    >>> is_exact("re-referrals rose to #"), is_exact("re-referrals rose by #")
    (True, False)
    """
    unsure = (_CHANGES, _INEXACT, _PARTED, _ELSEWHERE)
    numbers = text.count(NUMBER)
    timed = text.count(PERIOD) <= numbers or len(_TIMED.findall(text)) == numbers
    return timed and not any(pattern.search(text) for pattern in unsure)


def name_clause(text: str, unit: str, place_words: frozenset[str]) -> Iterator[KnownMeasure]:
    """The measures that a marked clause states, of a unit class, the narrower first.

    `place_words` are those of the council's name.
    """
    for measure in load_measures():
        if unit in measure.units and measure.needs and _states(measure, text, unit, place_words):
            yield measure


def adds_nothing(text: str, measure: KnownMeasure, place_words: frozenset[str]) -> bool:
    """True of a marked clause that gives another number of a measure, and says no more than
    its time, its owner, a trend."""
    nouns = frozenset(word for noun in measure.nouns for word in noun.split())
    return not _left_over(_without_units(text), nouns, place_words)


def _states(measure: KnownMeasure, text: str, unit: str, place_words: frozenset[str]) -> bool:
    rest = _without_units(text)
    if not all(need.search(rest) for need in measure.needs):
        return False
    for need in measure.needs:
        rest = need.sub(" ", rest)
    counts = unit != COUNT or _counts(measure, text)
    return counts and not _left_over(rest, measure.words, place_words)


def _without_units(text: str) -> str:
    """A marked clause without the words of its numbers' unit and of its trend."""
    is_timed = len(_TIMED.findall(text)) == text.count(NUMBER)
    rest = _SPELL.sub(" ", text) if is_timed else text
    return _SERVICE.sub(" ", _UNIT_WORDS.sub(" ", rest))


def _left_over(text: str, words: frozenset[str], place_words: frozenset[str]) -> bool:
    tokens = re.findall(r"[\w'/-]*\w[\w'/-]*", text)
    known = words | load_neutral_words() | place_words
    return any(token.strip("'-/") not in known for token in tokens)


def _counts(measure: KnownMeasure, text: str) -> bool:
    """True where the number counts what the measure counts: "# children", "number of ... #"."""
    nouns = "|".join(noun for noun in measure.nouns if noun)
    if "" in measure.nouns and re.match(r"(?:.*:|of (?:this number|these|those),?)?\s*#", text):
        return True
    counted = rf"#,? (?:[\w'-]+ ){{0,3}}?(?:{nouns})\b(?!')"
    totalled = r"\b(?:number|numbers|total|population|figure|caseloads?)\b.*#"
    return bool((nouns and re.search(counted, text)) or re.search(totalled, text))
