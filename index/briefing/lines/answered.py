"""Whether a paper answers a question elsewhere, so that the next one is asked in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.citation import say_place
from index.briefing.paper import NO_PAPER, Paper, Sentence, say_part
from index.recurrence.wording import quote_sentence
from models.links.ask_text import stem_words
from models.links.lexicon import plain
from models.text.quantities import find_quantities

# What asks for a number, and words of such questions that say nothing of what is counted.
_ASKS_NUMBER = re.compile(
    r"\b(?:how (?:many|much|long|old|often)|what (?:share|figure|number)|in what share"
    r"|the longest)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"\b\w+ or more\b", re.IGNORECASE)
_PLACES = re.compile(r"(?:places?|beds?|children|young people|families)\b", re.IGNORECASE)
_GENERAL = frozenset(
    stem_words(
        plain(
            "how many much long often what which who when where why in of the a an to and or for"
            " with from by on at is are was were be been have has had do does did that this these"
            " those it its they them their there today past last year month quarter week more than"
            " share number figure children child young people person cases case team by no not"
        )
    )
)
# Of the weight of a question's telling words, how much has to stand in what answers it, and how
# many words it needs. Set by judgement on some seven papers of two councils, not measured.
_MOST, _FEWEST = 0.75, 2


@dataclass(frozen=True, slots=True)
class Answers:
    """The numbers that a paper gives, to be asked before a question is put.

    `weigh` tells how rare a word is.
    """

    paper: Paper = NO_PAPER
    weigh: Callable[[str], float] = lambda _: 1.0

    def find(self, question: str) -> Sentence | None:
        """The sentence that answers a question for a number; None where none does."""
        stems = stem_words(plain(question))
        words = {stem for stem in stems if stem not in _GENERAL and not stem.isdigit()}
        if len(words) < _FEWEST or not _ASKS_NUMBER.search(question):
            return None
        limit = _LIMIT.search(question)  # "three or more": of fewer no number is an answer
        scored = [
            (self._share(words, each), -row)
            for row, each in enumerate(self.paper.account)
            if each.is_own
            and _has_number(each)
            and (limit is None or limit[0].lower() in each.text.lower())
        ]
        best, row = max(scored, default=(0.0, 0))
        return self.paper.account[-row] if best >= _MOST else None

    def find_places(self) -> Sentence | None:
        """The first sentence that says how many places, or how many children, a service is for."""
        return next(
            (each for each in self.paper.account if each.is_own and _has_places(each)), None
        )

    def _share(self, words: set[str], sentence: Sentence) -> float:
        """How much of the weight of some words stands in a sentence."""
        held = words & set(stem_words(plain(sentence.text)))
        whole = sum(map(self.weigh, words))
        return sum(map(self.weigh, held)) / whole if whole else 0.0


NO_ANSWERS = Answers()


def ask_next(answer: Sentence, open_: str = "how was that checked?") -> str:
    """What is asked where a paper answers: the answer with its place, then what it leaves open."""
    citation = answer.quotation.citation
    place = say_place(citation) or say_part(citation, after=answer.quotation.after)
    words = quote_sentence(answer.text).rstrip(" .")
    return f"The paper says “{words}”{f' ({place})' if place else ''}: {open_}"


def _has_places(sentence: Sentence) -> bool:
    units = (quantity.unit for quantity in find_quantities(sentence.text))
    return sentence.is_prose and not sentence.is_risk and any(map(_PLACES.match, units))


def _has_number(sentence: Sentence) -> bool:
    return sentence.has_figure or bool(find_quantities(sentence.text))
