"""What is read out of an ask, and what is compared in two."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.links.ask_text import AskText, ParsedAsk, count_rarity, parse_ask
from models.links.features import compare, feature_names
from models.links.lexicon import EQUIVALENT, IDENTICAL, RELATED, find_objects, open_lexicon, plain
from models.links.object_features import Features
from models.links.object_prior import ObjectPrior, PairStatistics
from models.links.prepared_ask import prepare_parsed
from models.links.shared import find_shared


def read(text: str) -> ParsedAsk:
    """An ask of these words, read."""
    return parse_ask(AskText("x", text))


def compare_texts(earlier: AskText, later: AskText, prior: ObjectPrior | None = None) -> Features:
    """The features of two asks whose vectors are all alike."""
    parsed_asks = [parse_ask(earlier), parse_ask(later)]
    rarity = count_rarity([*parsed_asks, read("Something else is asked of somebody")])
    alike = [np.ones((len(one.texts), 2), np.float32) for one in parsed_asks]
    prepared = [
        prepare_parsed(one, rarity, rows, rows, rows)
        for one, rows in zip(parsed_asks, alike, strict=True)
    ]
    return compare(prepared[0], prepared[1], PairStatistics(rarity, prior or ObjectPrior()))


def test_a_purpose_is_no_part_of_the_main_clauses() -> None:
    """What follows "so that" is not what is asked for."""
    parsed = read("Strengthen supervision of staff, so that assessments are timely.")
    assert parsed.main.objects == ("supervision",)
    assert set(parsed.whole.objects) == {"supervision", "assessment"}


def test_a_compound_ask_has_parts() -> None:
    """Each thing asked for can be compared by itself."""
    parts = read("The timeliness of health assessments, and the quality of life-story work.").parts
    assert [part.objects for part in parts] == [("health_assessment",), ("life_story",)]


def test_the_first_text_is_the_whole() -> None:
    """Vectors come as whole, main, parts."""
    parsed = read("Improve audits; improve supervision.")
    assert parsed.texts[0] == parsed.whole.text
    assert len(parsed.texts) == 2 + len(parsed.parts)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Return home interviews", "return_interview"),
        ("Children’s life-story books", "life_story"),
        ("PEPs are kept up to date", "pep"),
        ("Letters before proceedings", "pre_proceedings"),
        ("The Independent Reviewing Officer (IRO)", "iro"),
    ],
)
def test_the_field_s_words_are_known(text: str, entry: str) -> None:
    """Old and new names of a thing are the same entry of the lexicon."""
    assert entry in read(text).whole.objects


def test_a_longer_name_hides_the_shorter_one_in_it() -> None:
    """A health assessment is not an assessment."""
    matches = find_objects(plain("Initial health assessments"), open_lexicon().objects)
    assert [match.entry for match in matches] == ["health_assessment"]


def test_sub_points_are_parts() -> None:
    """Whether they stand on lines of their own or behind bullets."""
    lines = read("Services to care leavers, including:\nhealth histories\nkeeping in touch")
    bullets = read("Services to care leavers, including: • health histories • keeping in touch")
    assert [part.objects for part in lines.parts] == [part.objects for part in bullets.parts]
    assert ("keep_in_touch",) in [part.objects for part in lines.parts]


def test_some_objects_are_taken_for_one() -> None:
    """Audit and quality assurance are one, audit and data related, audit and visits neither."""
    tie = open_lexicon().tie
    assert tie("audit", "audit") == IDENTICAL
    assert tie("audit", "quality_assurance") == tie("quality_assurance", "audit") == EQUIVALENT
    assert tie("audit", "performance") == RELATED
    assert tie("audit", "visits") == 0


def test_every_tie_is_between_known_objects() -> None:
    """A misspelt object would never be found."""
    known = {entry.id for entry in open_lexicon().objects}
    assert {one for pair in open_lexicon().ties for one in pair} <= known


def test_the_best_parts_are_held_against_each_other() -> None:
    """Supervision stands in the second part of one and the first of the other."""
    found = compare_texts(
        AskText("a", "Initial health assessments, and supervision of staff."),
        AskText("b", "Supervision of staff, and life-story work."),
    )
    assert found["best_ties"] == IDENTICAL
    assert found["best_objects_later"] == 1


def test_the_national_framework_s_note_is_not_asked_for() -> None:
    """A reference printed in brackets is left out."""
    assert plain("Audits (outcome 3, national framework)") == "audits"


def test_the_board_is_told_from_the_council() -> None:
    """However the addressee is written."""
    boards = [
        parse_ask(AskText("x", "Audits", addressee=name)).to_board
        for name in ("LSCB", "Local Safeguarding Children Board", "LA", "local authority", "")
    ]
    assert boards == [True, True, False, False, False]


def test_features_come_in_one_order() -> None:
    """Names and values always line up."""
    found = compare_texts(AskText("a", "Audit supervision"), AskText("b", "Supervision"))
    assert tuple(found) == feature_names()


def test_a_shared_object_is_seen_and_another_is_not() -> None:
    """Supervision again is an object shared; life stories are not."""
    again = compare_texts(AskText("a", "Regular supervision"), AskText("b", "Poor supervision"))
    other = compare_texts(AskText("a", "Regular supervision"), AskText("b", "Life-story work"))
    assert again["objects_count"] == 1
    assert other["objects_count"] == 0


def test_years_between_are_counted_where_dates_are_known() -> None:
    """An unknown date is taken to lie a typical time apart."""
    first = AskText("a", "Audit", published=date(2014, 1, 1))
    assert compare_texts(first, AskText("b", "Audit", published=date(2019, 1, 1)))[
        "years_between"
    ] == pytest.approx(5, abs=0.01)
    assert compare_texts(first, AskText("b", "Audit"))["years_between"] == 4


def test_what_is_shared_is_named() -> None:
    """Labels for the entries, the later ask's spelling for the words."""
    one, other = read("Supervise care leavers’ advisers"), read("Supervision for care leavers")
    shared = find_shared(one, other, count_rarity([read("Audit")] * 20))
    assert shared.objects == ("supervision",)
    assert "care leavers" in shared.cohorts
    assert "supervision" in shared.words


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever is printed, every feature is a finite number."""
    found = compare_texts(AskText("a", text), AskText("b", "Supervision of staff"))
    assert all(np.isfinite(value) for value in found.values())


@given(st.lists(st.sampled_from(["audit", "supervision", "plans", "so that", ";"]), max_size=12))
def test_parts_are_stretches_of_the_text(words: Sequence[str]) -> None:
    """No part says what the ask does not."""
    parsed = read(" ".join(words))
    assert all(part.text in parsed.whole.text for part in parsed.parts)
