"""What each document of an outside body says of typed words, in a line."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.store.asks import HeldAsk
from corpus.store.documents import HeldDocument, documents_of
from corpus.store.statements import Stance, Statement
from index.answers.records.history import say_history
from index.answers.records.mentions import Touch
from index.answers.records.said import SaidOfSubject
from index.issues.statements import load_statements
from index.library import Library
from index.recurrence.follow_up import say_stance
from index.recurrence.trace import traced_asks

NOT_FOUND, NEAR = (
    "nothing on it found, nor near it",
    "nothing that is surely on it",
)
MENTIONED = "mentioned, not clear if good or weak"


@pytest.fixture(scope="module")
def inspection(sample_library: Library) -> HeldDocument:
    """The sample's newest inspection of the whole service."""
    held = documents_of(sample_library.db, "Wexmere")
    return [each for each in held if each.kind == "inspection_report"][-1]


@pytest.fixture(scope="module")
def sentence(sample_library: Library, inspection: HeldDocument) -> Statement:
    """One sentence of it."""
    statements = load_statements(sample_library.db, "Wexmere")
    return next(
        each for each in statements if each.document == inspection.id and each.kind == "finding"
    )


def said(sentence: Statement, stance: Stance, number: int, about: float) -> list[SaidOfSubject]:
    """So many sentences that surely say this, so likely about the words."""
    critical = 0.98 if stance == "found weak" else 0.02
    read = replace(sentence, stance=stance, confidence=0.97, critical=critical)
    each = SaidOfSubject(read, say_stance(read), about)
    return [each] * number


def tell(
    inspection: HeldDocument,
    found: Sequence[SaidOfSubject] = (),
    asks: Sequence[HeldAsk] = (),
    touches: Sequence[Touch] = (),
    unsure: frozenset[str] = frozenset(),
) -> str:
    """What the inspection says."""
    (line,) = say_history([inspection], asks, found, touches, unsure)
    return line.says


def test_a_small_caveat_does_not_change_the_verdict(
    inspection: HeldDocument, sentence: Statement
) -> None:
    """One sentence that finds fault beside nine that praise; the counts say so."""
    found = [*said(sentence, "good", 9, 0.97), *said(sentence, "found weak", 1, 0.6)]
    assert tell(inspection, found) == "found good (1 sentence finds fault and 9 praise)"
    weak = [*said(sentence, "good", 1, 0.6), *said(sentence, "found weak", 9, 0.97)]
    assert tell(inspection, weak) == "found weak (9 sentences find fault and 1 praises)"


def test_as_much_fault_as_praise_is_both(inspection: HeldDocument, sentence: Statement) -> None:
    """Neither is left out."""
    found = [*said(sentence, "good", 4, 0.97), *said(sentence, "found weak", 4, 0.97)]
    assert tell(inspection, found).startswith("found weak in places and good in others (4 ")


def test_what_no_sentence_is_certain_to_be_about_is_probable(
    inspection: HeldDocument, sentence: Statement
) -> None:
    """However many there are."""
    assert tell(inspection, said(sentence, "good", 3, 0.8)).startswith("probably found good (3 ")
    assert tell(inspection, said(sentence, "good", 3, 0.97)).startswith("found good (3 ")


def test_a_document_is_silent_only_where_nothing_comes_near(
    inspection: HeldDocument, sentence: Statement
) -> None:
    """The words themselves, or something near them, are told."""
    touch = Touch(sentence.citation, is_outside=True)
    near = replace(touch, has_words=False)
    assert tell(inspection) == NOT_FOUND
    assert tell(inspection, touches=[near]).endswith(NEAR)
    (line,) = say_history([inspection], [], [], [near], frozenset())
    assert line.nearest == sentence.citation
    (line,) = say_history([inspection], [], [], [near, touch], frozenset())
    assert line.nearest is None
    assert tell(inspection, touches=[near, touch]) == MENTIONED


def test_what_was_asked_stands_before_what_was_found(
    sample_library: Library, inspection: HeldDocument, sentence: Statement
) -> None:
    """Probably, where the ask is only likely about the words."""
    held = traced_asks(sample_library, "Wexmere")
    asks = [each for each in held if each.document == inspection.id][:1]
    found = said(sentence, "found weak", 2, 0.97)
    assert tell(inspection, found, asks) == "asked for; found weak (2 sentences find fault)"
    assert tell(inspection, (), asks, unsure=frozenset({asks[0].id})) == "probably asked for"


def test_an_area_send_inspection_is_never_silent(
    sample_library: Library, sentence: Statement
) -> None:
    """It looks at other children, and that is told."""
    held = documents_of(sample_library.db, "Wexmere")
    send = replace(held[0], kind="area_send_report", id="send")
    (line,) = say_history([send], (), (), (), frozenset())
    assert line.says.startswith("looked at children with special educational needs;")
    assert not line.found
    named = Touch(replace(sentence.citation, document="send"), is_outside=True)
    assert [each.says for each in say_history([send], (), (), [named], frozenset())] == [MENTIONED]


def test_what_judges_nothing_only_mentions(sample_library: Library, sentence: Statement) -> None:
    """A direction that has the words is not unclear on whether it is good or weak."""
    held = documents_of(sample_library.db, "Wexmere")
    direction = next(each for each in held if each.kind == "direction")
    named = Touch(replace(sentence.citation, document=direction.id), is_outside=True)
    (line,) = say_history([direction], (), (), [named], frozenset())
    assert line.says == "mentioned"


def test_a_verdict_is_borne_out_by_a_sentence(
    inspection: HeldDocument, sentence: Statement
) -> None:
    """What a report comes to is among what its sentences do: one that finds fault praises nothing
    besides."""
    for confidence in (0.36, 0.45, 0.55, 0.7, 0.9):
        for critical in (0.3, 0.5, 0.7, 0.9):
            read = replace(sentence, stance="found weak", confidence=confidence, critical=critical)
            says = say_stance(read)
            (line,) = say_history(
                [inspection], (), [SaidOfSubject(read, says, 0.97)], (), frozenset()
            )
            if "finds fault" in line.says:
                assert line.found == "weak"


def test_praise_and_improvement_are_no_weakness(
    inspection: HeldDocument, sentence: Statement
) -> None:
    """ "Weak in places" needs a sentence that says so."""
    for better in range(1, 4):
        for good in range(1, 4):
            found = [
                *said(sentence, "improving", better, 0.97),
                *said(sentence, "good", good, 0.97),
            ]
            (line,) = say_history([inspection], (), found, (), frozenset())
            assert line.found in ("improving", "good")
