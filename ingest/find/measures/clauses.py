"""A sentence as clauses: which words belong to each number in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Span
from ingest.find.measures.periods import Period
from models.text.quantities import Quantity

NUMBER, PERIOD = "#", "@"
_DROPPED = "\0"
# What opens a clause of its own behind a comma: it adds to the one before, or compares with it.
_ADDS = (
    r"(?:(?:and|but|which|with|compared|against|while|whilst|whereas|although|though|however"
    r"|of whom|of which"
    r"|better|worse|above|below|higher|lower|slightly|significantly|just|well|an?|more"
    r"|less|so|meaning|reflecting|showing|indicating|demonstrating|making|placing|representing"
    r"|this|these|those|it|they|despite|because|as|up|down|from|due|following|including|nearly"
    r"|almost|similar|in line|considerably|much|marginally|thereby|leading|resulting|where"
    r"|exceeding|the (?:national|england|statistical|comparable|regional|average for))\b"
    r"|# (?:percentage points?|(?:(?:weeks|days|months|children) )?(?:more|fewer|less|higher|lower"
    r"|longer|shorter|quicker))\b)"
)
# What leads in to a clause and says nothing of its number.
_LEADS_IN = re.compile(
    r"\W*(?:although|though|despite|while|whilst|however|as a result|because|when|therefore"
    r"|overall|nevertheless|in addition|furthermore|for example|similarly|also|consequently"
    r"|nonetheless|encouragingly|positively|in particular|at the same time|as such)\b",
    re.IGNORECASE,
)
_HELD = (
    r"(?:(?:is|are|was|were) )?(?:also )?(?:(?:well|slightly|significantly|just|considerably|much"
    r"|marginally|broadly) )?(?:below|above|higher than|lower than|better than|worse than"
    r"|in line with|similar to|comparable (?:to|with))"
    r"(?= (?:[\w'’]+ ){0,4}(?:average|national|england|neighbours?|comparators?|target))"
)
_EDGE = re.compile(
    rf"[;:]| [–—-] |, (?={_ADDS})"
    r"| (?=(?:when )?compared (?:to|with)\b|(?:while|whilst|whereas|but|although|though|which)\b"
    r"|against (?:a|an|the)\b)"
    rf"| (?={_HELD})",
    re.IGNORECASE,
)
_AND = re.compile(r" (?=and\b)", re.IGNORECASE)
# "and children are invited": what is said of something else.
_NEW_SUBJECT = re.compile(
    r"and (?!(?:now|also|then|subsequently|currently|therefore)\b)(?:[\w'’-]+ ){1,6}?"
    r"(?:is|are|was|were|has|have)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|takes?|took|lives?|lived|stands?|stood|attend|attended)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\b[^#]*#?[^#]*$", re.IGNORECASE)
_NARROWS = re.compile(r"\b(?:aged?|exclud\w*|only|who|under|over|cohort|not)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that belong together, from `start` of their sentence.

    What is no part of them is blanked. `lead` are the words before, with the times as "@",
    where they hold no number; `bracketed` those numbers that stand alone in brackets:
    "200 (40%) live".
    """

    start: int
    text: str
    numbers: tuple[Quantity, ...]
    lead: str
    bracketed: tuple[Quantity, ...]

    def mark(self, numbers: Sequence[Quantity], periods: Iterable[Span]) -> str:
        """Its words in lower case, with these numbers as "#" and the times as "@"; what is
        given beside them in another unit is left out."""
        signs = [*_signs(numbers, NUMBER), *((period, PERIOD) for period in periods)]
        beside = [*_signs(self._beside(numbers), " ")]
        return to_plain(_mask(self.text, signs + beside, -self.start))

    def _beside(self, numbers: Sequence[Quantity]) -> list[Quantity]:
        """The numbers of other units that say the same as these."""
        others = [number for number in self.numbers if number not in numbers]
        if not all(number in self.bracketed for number in numbers):
            return [number for number in others if number in self.bracketed]
        before = [other for other in others if other.span < numbers[0].span]
        return before[-1:]


def split_clauses(
    sentence: str, numbers: Sequence[Quantity], periods: Sequence[Span]
) -> list[Clause]:
    """The clauses of a sentence that hold a number, in the order of the sentence.

    A number alone in brackets belongs to the words round them; other brackets are a clause.
    """
    signs = [*_signs(numbers, NUMBER), *((period, PERIOD) for period in periods)]
    sentence_masked = _mask(sentence, signs, 0)
    main, inner = _take_brackets(sentence_masked)
    outside = [n for n in numbers if not any(n.span in span for span in inner)]
    words = "".join(
        " " if kept == _DROPPED else letter for letter, kept in zip(sentence, main, strict=True)
    )
    pieces = [*_split(main, Span(0, len(main)))]
    clauses = [
        _to_clause(sentence, words, piece, outside, _lead_of(main, before, outside))
        for before, piece in zip([Span(0, 0), *pieces], pieces, strict=False)
    ]
    for bracket in inner:
        opened = bracket.start - 1
        starts = [piece.start for piece in pieces if piece.start <= opened < piece.end]
        before = Span(starts[0] if starts else opened, opened)
        for piece in _split(sentence_masked, bracket):
            lead = _lead_of(main, before, outside)
            clauses.append(_to_clause(sentence, sentence, piece, numbers, lead))
    return sorted((clause for clause in clauses if clause.numbers), key=lambda clause: clause.start)


def _lead_of(main: str, span: Span, numbers: Iterable[Quantity]) -> str:
    if any(number.span in span for number in numbers):
        return ""
    return span.of(main).replace(_DROPPED, " ")


def mark_periods(text: str, periods: Iterable[Period]) -> str:
    """The text with its times as "@"."""
    return _mask(text, ((period.span, PERIOD) for period in periods), 0)


def to_plain(text: str) -> str:
    """Text in lower case, with straight quotes, hyphens and single spaces."""
    lowered = text.lower().replace("’", "'").replace("‘", "'")
    return " ".join(re.sub(r"[−‑–—]", "-", lowered).split())


def _signs(numbers: Iterable[Quantity], sign: str) -> Iterator[tuple[Span, str]]:
    return ((number.span, sign) for number in numbers)


def _to_clause(
    sentence: str, words: str, span: Span, numbers: Iterable[Quantity], lead: str
) -> Clause:
    within = tuple(number for number in numbers if number.span in span)
    alone = tuple(number for number in within if _stands_in_brackets(sentence, number))
    return Clause(span.start, span.of(words), within, lead, alone)


def _stands_in_brackets(sentence: str, number: Quantity) -> bool:
    before, after = sentence[: number.span.start], sentence[number.span.end :]
    return bool(re.search(r"\(\W*(?:or )?$", before) and re.match(r"\s*\)", after))


def _take_brackets(masked: str) -> tuple[str, list[Span]]:
    """The sentence without its brackets, and those that are clauses by themselves."""
    inner = []
    main = masked
    for bracket in _BRACKETS.finditer(masked):
        inside = Span(bracket.start() + 1, bracket.end() - 1)
        if re.fullmatch(r"\W*(?:or )?#\s*", inside.of(masked)):
            main = _drop(main, [bracket.start(), bracket.end() - 1])
        elif NUMBER in inside.of(masked):
            inner.append(inside)
            main = _drop(main, range(bracket.start(), bracket.end()))
        elif not _NARROWS.search(bracket[0]):
            main = _drop(main, range(bracket.start(), bracket.end()))
    return main, inner


def _drop(text: str, places: Iterable[int]) -> str:
    letters = list(text)
    for place in places:
        letters[place] = _DROPPED
    return "".join(letters)


def _split(main: str, part: Span) -> Iterator[Span]:
    """The clauses in a part of a sentence."""
    shown = main.replace(_DROPPED, " ")
    inner = [edge.end() for edge in _EDGE.finditer(shown, part.start, part.end)]
    edges = [part.start, *inner, part.end]
    for start, end in pairwise(edges):
        cut = _skip_lead(shown, start, end)
        for joint in _AND.finditer(shown, cut, end):
            if _parts(shown[cut : joint.start()], shown[joint.end() : end]):
                yield Span(cut, joint.start())
                cut = joint.end()
        yield Span(cut, end)


def _parts(left: str, right: str) -> bool:
    """True of an "and" between two statements, each with its number or subject."""
    if NUMBER not in left or _BETWEEN.search(left):
        return False
    return NUMBER in right or bool(_VERB.search(left) and _NEW_SUBJECT.match(right))


def _skip_lead(shown: str, start: int, end: int) -> int:
    """Where a clause begins behind words that only lead in to it."""
    comma = shown.find(", ", start, end)
    lead = shown[start : comma if comma > 0 else end]
    return comma + 1 if comma > 0 and _LEADS_IN.match(lead) and "#" not in lead else start


def _mask(text: str, masks: Iterable[tuple[Span, str]], shift: int) -> str:
    """The text with each span as its sign and spaces: as long as before."""
    for span, sign in masks:
        start, end = max(span.start + shift, 0), min(span.end + shift, len(text))
        if start < end:
            text = text[:start] + sign + " " * (end - start - 1) + text[end:]
    return text
