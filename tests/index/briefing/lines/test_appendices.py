"""An appendix that is not held is named where it may tell of what a line asks about."""

import pytest

from index.briefing.lines.appendices import may_tell_of


@pytest.mark.parametrize(
    ("appendix", "asked", "may"),
    [
        ("Appendix 1 (Filling posts)", "life-story work", False),
        ("Appendix 1 (Life-story work)", "life-story work", True),
        ("Appendix 1 (Wexmere Improvement Plan 2022)", "life-story work", True),
        ("Appendix 1 (Performance Dashboard)", "life-story work", True),
        ("Appendix 2", "life-story work", True),
    ],
)
def test_a_title_on_one_thing_tells_of_that_alone(appendix: str, asked: str, may: bool) -> None:
    """A plan or figures in general, or no title, may tell of anything."""
    assert may_tell_of(appendix, asked, "Wexmere") is may
