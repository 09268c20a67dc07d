"""Patterns for text in lower case find what a pattern without regard to case finds."""

import json
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vocabulary.themes import load_themes
from models.text.lowered import compile_lowered

CUES = json.loads(files("corpus.vocabulary").joinpath("cues.json").read_text("utf-8"))["cues"]
PATTERNS = ["|".join(cues) for cues in CUES.values()]
PATTERNS += ["|".join(theme.cues) for theme in load_themes()]
SOME = "The MASH Leaders DCS SCB caseloads Have improved; (17) not fully 23% Pre-birth NEET “Is”"
WORDS = st.sampled_from(SOME.split())


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_every_cue_is_found_whatever_its_case(text: str) -> None:
    """At the same places, as often, for the words of both vocabularies."""
    for pattern in PATTERNS:
        ignoring = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
        lowered = [match.span() for match in compile_lowered(pattern).finditer(text.lower())]
        assert lowered == ignoring


@pytest.mark.parametrize("pattern", [r"\bDCS\b", r"\W+Leaders?", r"[A-F]\S", "Ä"])
def test_escapes_keep_their_meaning(pattern: str) -> None:
    """A letter behind a backslash is no letter."""
    assert compile_lowered(pattern).search("a dcs + leaders ä f!")
