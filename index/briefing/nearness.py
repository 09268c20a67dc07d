"""Which sentences of a paper are near to what was asked: by issue, by thing named, by meaning.

Silence is told only where a paper has none: a false "nothing found" is the worst thing to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from corpus.citation import Citation
from corpus.store.asks import HeldAsk
from index.briefing.paper import Paper, Sentence
from index.issues.grouping import BELONGS, RATHER_THAN_SILENCE
from index.issues.statements import encode_citations
from index.library import Library
from models.links.ask_text import stem_words
from models.links.lexicon import find_objects, open_lexicon, plain

# As near in meaning as this, silence is not claimed. Of 6,650 pairs of an ask of the latest
# inspection and a sentence of nine papers of three councils, the weigher of asks would call
# related 16 of the 30 that are as near as 0.6, 23 of the 161 from 0.5 on, and 59 of all others.
# Of what names nothing that the lexicon or the issues know less is enough, as of typed words
# (`answers.subject`): out of caution, for no ask of those nine is such.
_CLOSE, _CLOSE_UNNAMED = 0.6, 0.5
# As near in meaning as this, words of a paper and of an outside body may stand side by side: of
# 38 pairs on one issue in eight papers of two councils, 26 of the 28 that name one thing or are
# as near are on one point, and 3 of the other 10.
_BESIDE = 0.4
_MOST = 4_000  # texts whose things are cached: the sentences of a few papers
# Those whose doings may be an account of what was asked, without its name: "Managers meet each
# social worker every month" of management oversight. Social workers do nearly all of it.
_PEOPLE = re.compile(
    r"\b(?:managers?|leaders?|councillors?|auditors?|advis[eo]rs?|carers?|adopters?|nurses?"
    r"|doctors?|teachers?|schools?|police|courts?|employers?)\b",
    re.IGNORECASE,
)
# What nearly every paper names: it is about nothing in particular.
_ANYTHING = frozenset({"help", "plan", "training", "review", "tracking", "capacity"})


def find_near(library: Library, paper: Paper, ask: HeldAsk) -> list[Sentence]:
    """The sentences of a paper's own account that are near to an ask, the nearest first."""
    scores = [(score, -row) for row, score in enumerate(_score(library, paper, ask)) if score > 0]
    return [paper.account[-row] for _, row in sorted(scores, reverse=True)]


def _score(library: Library, paper: Paper, ask: HeldAsk) -> list[float]:
    """How near each sentence is; 0 where nothing joins the two."""
    sentences = [sentence.quotation.citation for sentence in paper.account]
    rows = encode_citations(library, [ask.citation, *sentences])
    issues = {issue.id: issue.probability for issue in ask.ask.issues}
    things = _things(ask.text)
    close = _CLOSE if things or max(issues.values(), default=0) >= BELONGS else _CLOSE_UNNAMED
    words = _stems(ask.text)
    return [
        _weigh(sentence, issues, meaning, things, close, words)
        for sentence, meaning in zip(paper.account, (rows[1:] @ rows[0]).tolist(), strict=True)
    ]


def _weigh(
    sentence: Sentence,
    issues: Mapping[str, float],
    meaning: float,
    things: frozenset[str],
    close: float,
    words: frozenset[str],
) -> float:
    """The chance that both are about one issue, and the nearness in meaning; 0 where nothing joins
    the two, not even those who are named in both, or the heading over the sentence."""
    shared = max(
        (
            chance * sentence.chances[issue]
            for issue, chance in issues.items()
            if chance >= BELONGS and issue in sentence.chances
        ),
        default=0.0,
    )
    heading = sentence.quotation.citation.heading
    named = bool(things & (_things(sentence.text) | _things(heading))) or not words.isdisjoint(
        _name_people(sentence.text)
    )
    joined = shared >= RATHER_THAN_SILENCE * BELONGS or named or meaning >= close
    return shared + max(meaning, 0.0) if joined else 0.0


def share_things(ask: HeldAsk, sentence: Sentence) -> bool:
    """True where both name a thing that the lexicon knows."""
    return bool(_things(ask.text) & _things(sentence.text))


def is_beside(library: Library, words: Citation, others: Sequence[Citation]) -> list[bool]:
    """Of each of others whether it is on the point of some words: both name a thing that the
    lexicon knows, or they are near in meaning."""
    if not others:
        return []
    rows = encode_citations(library, [words, *others])
    things = _things(words.quote)
    return [
        bool(things & _things(other.quote)) or meaning >= _BESIDE
        for other, meaning in zip(others, (rows[1:] @ rows[0]).tolist(), strict=True)
    ]


def _name_people(text: str) -> frozenset[str]:
    """The people whom a text names and who do what an ask may be on, as stems."""
    return _stems(" ".join(_PEOPLE.findall(text)))


@lru_cache(maxsize=_MOST)
def _stems(text: str) -> frozenset[str]:
    """The words of a text, as stems."""
    return frozenset(stem_words(plain(text)))


@lru_cache(maxsize=_MOST)
def _things(text: str) -> frozenset[str]:
    """What a text names, by the lexicon."""
    matches = find_objects(plain(text), open_lexicon().objects)
    return frozenset(match.entry for match in matches) - _ANYTHING
