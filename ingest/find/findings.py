"""The evaluative sentences of a document, each with stance and themes.

A finding is a sentence exactly as `models.text.sentences` cuts it from a passage, so that one
vector serves for judging and for searching: `models.text.caching.CachedEncoder` keeps it between.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.document import Document, Span, digest
from corpus.kinds import kind_as_read
from corpus.records import Ask, Finding, Passage
from corpus.vocabulary.narrative import load_narrative
from models.statements.contexts import Contexts
from models.statements.neighbours import Standing, mark_following
from models.statements.reader import Readings, StatementReader
from models.statements.stance import Sentence, StanceJudgement, StanceModel, Vectors
from models.statements.themes import ThemeModel
from models.text.encoder import Encoder
from models.text.sentences import find_sentences

# On councils left out: of those less sure, four in ten have the right stance; of those from
# here to 0.45 as many, and eight in ten do evaluate. From 0.7 on, nine in ten are right.
LEAST_CONFIDENCE = 0.35
# Of the reader's probability that a sentence judges: enough by itself, and enough beside the
# stance model. In nine reports read whole, 0.986 of what judges is kept, and 0.969 of what is
# kept judges; the stance model alone keeps 0.946.
_JUDGES, _MAY_JUDGE = 0.55, 0.3
_LEAST_WORDS = 3  # "Inadequate.", a grade, is no sentence; "Scrutiny is effective." is
_LABEL_WORDS = 5  # as many without a stop, "Caseloads and capacity", are a label
# What inspectors did, without what they found: "Inspectors looked at visits, focusing on ...".
_SCOPE = re.compile(
    r"(?:Inspectors|We|The inspection team) (?:also )?(?:looked at|considered|reviewed|evaluated"
    r"|examined|sampled|scrutinised)\b(?!.*\b(?:found|saw|judged|concluded|however|but"
    r"|although)\b)",
    re.DOTALL,
)
_CONTACT = re.compile(r"\S@\S|\b0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b|\bwww\.")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a document: where it stands, what stands round it, its paragraph's number."""

    span: Span
    sentence: Sentence
    paragraph: str


@dataclass(frozen=True)
class Judges:
    """The models that judge sentences, opened once and used for every report."""

    encoder: Encoder  # caches, so that the library need not encode the sentences again
    stance: StanceModel
    themes: ThemeModel
    reader: StatementReader


@dataclass(frozen=True)
class ReadSentences:
    """The sentences of a document that may evaluate, and what is said of each, a row each."""

    candidates: Sequence[Candidate]
    judged: Sequence[StanceJudgement]
    readings: Readings
    vectors: Vectors


def find_findings(
    document: Document, passages: Sequence[Passage], asks: Sequence[Ask], judges: Judges
) -> tuple[Finding, ...]:
    """The sentences of a document that evaluate, in their order; neutral ones are left out.

    None in a kind of document that does not evaluate (a direction, an action plan). The
    id is made of the document, the words and how often they came before.
    """
    read = read_sentences(document, passages, asks, judges)
    candidates, readings, vectors = read.candidates, read.readings, read.vectors
    judges_it = readings.judges.tolist()
    kept = [row for row, each in enumerate(read.judged) if is_finding(each, judges_it[row])]
    named = judges.themes.find([candidates[row].sentence for row in kept], vectors[kept])
    ids = _ids(document, [candidates[row].span for row in kept])
    stances = [readings.stance_of(row) for row in kept]
    return tuple(
        Finding(
            id_,
            candidates[row].span,
            stance,
            themes,
            candidates[row].paragraph,
            confidence,
            readings.issues_of(row),
            readings.critical_of(row),
        )
        for row, (stance, confidence), themes, id_ in zip(kept, stances, named, ids, strict=True)
    )


def read_sentences(
    document: Document, passages: Sequence[Passage], asks: Sequence[Ask], judges: Judges
) -> ReadSentences:
    """What is said of every sentence of a document that may evaluate, in order.

    Those of an outside body are weighed with what stands beside them; how that counts was
    learned from inspection reports alone.
    """
    candidates = list(find_candidates(document, passages, asks))
    contexts = Contexts(document, passages, (ask.span for ask in asks))
    placed = [contexts.place(candidate.span) for candidate in candidates]
    readings = judges.reader.read(placed, judges.encoder)
    vectors = judges.encoder.encode([candidate.sentence.text for candidate in candidates])
    judged = judges.stance.judge([candidate.sentence for candidate in candidates], vectors)
    if judged:
        readings = judges.reader.weigh_words(readings, np.array([each.scores for each in judged]))
    if kind_as_read(document.kind, document.kind_doubt).outside:
        readings = judges.reader.weigh_neighbours(readings, stand(candidates), vectors)
    return ReadSentences(candidates, judged, readings, vectors)


def stand(candidates: Sequence[Candidate]) -> list[Standing]:
    """How each sentence stands beside the one before it, given all of a document in order."""
    follows = mark_following([candidate.span for candidate in candidates])
    return [
        Standing(each.sentence.text, each.sentence.heading, is_next)
        for each, is_next in zip(candidates, follows, strict=True)
    ]


def is_finding(judged: StanceJudgement, judges: float) -> bool:
    """True of a sentence that evaluates, as far as can be told.

    `judges` is the reader's probability that it does.
    """
    speaks = judged.stance != "neutral" and judged.confidence >= LEAST_CONFIDENCE
    return judges >= _JUDGES or (speaks and judges >= _MAY_JUDGE)


def find_candidates(
    document: Document, passages: Sequence[Passage], asks: Iterable[Ask] = ()
) -> Iterator[Candidate]:
    """The sentences of narrative paragraphs and items: no cells, no asks, no contacts."""
    if not kind_as_read(document.kind, document.kind_doubt).evaluates:
        return
    narrative = load_narrative()
    asked = [ask.span for ask in asks]
    for passage in passages:
        section = document.section_of(passage.span)
        if narrative.is_told(section.path[-1] if section else "") and _is_prose(document, passage):
            for candidate in list_sentences(document, [passage]):
                if not any(span.touches(candidate.span) for span in asked) and _says(candidate):
                    yield candidate


def list_sentences(document: Document, passages: Iterable[Passage]) -> Iterator[Candidate]:
    """Every sentence of the passages, in order, with the one before it in its passage."""
    for passage in passages:
        text = document.quote(passage.span)
        section = document.section_of(passage.span)
        heading = " > ".join(section.path) if section else ""
        before = ""
        for part in find_sentences(text):
            words = part.of(text)
            start = passage.span.start + part.start
            yield Candidate(
                Span(start, start + len(words)), Sentence(words, before, heading), passage.paragraph
            )
            before = words


def _is_prose(document: Document, passage: Passage) -> bool:
    first = next(document.blocks_in(passage.span))
    return first.kind in ("paragraph", "item")


def _says(candidate: Candidate) -> bool:
    """True of a sentence that tells something: no label, question, address, or scope."""
    words = candidate.sentence.text.rstrip()
    least = _LEAST_WORDS if words.endswith((".", ";", "!", "’", "”")) else _LABEL_WORDS + 1
    if words.endswith("?") or _SCOPE.match(words):
        return False
    return len(words.split()) >= least and not _CONTACT.search(words)


def _ids(document: Document, spans: Sequence[Span]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for span in spans:
        words = document.quote(span)
        yield digest(document.id, "finding", words, seen[words])
        seen[words] += 1
