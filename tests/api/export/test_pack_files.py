"""A briefing pack is written as its file's name says."""

from pathlib import Path

import pytest

from api.export.pack_files import FORMATS, check_format
from corpus.errors import QueryError


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_format_of_ours_is_taken(suffix: str) -> None:
    """Nothing is said of it."""
    check_format(Path(f"pack{suffix}"))


def test_another_kind_of_file_is_refused() -> None:
    """A briefing is written as Word, HTML or Markdown."""
    with pytest.raises(QueryError, match="docx"):
        check_format(Path("pack.pdf"))
