"""Facts of `ingest.read.pdf.copies`."""

from pathlib import Path

import pikepdf

from ingest.read.pdf.copies import flatten, rewritten
from tests.hostile import odd_pdfs as odd


def test_a_copy_has_the_name_of_the_file_and_is_gone_afterwards(tmp_path: Path) -> None:
    """Messages name it as they would the file."""
    path = odd.empty_user_password(tmp_path / "plan.pdf")
    with rewritten(path) as copy:
        assert copy is not None
        assert copy.name == "plan.pdf"
        with pikepdf.open(copy) as pdf:
            assert not pdf.is_encrypted
    assert not copy.exists()


def test_what_is_past_mending_has_no_copy(tmp_path: Path) -> None:
    """Nor what needs a password."""
    for make in (odd.truncated, odd.user_password):
        with rewritten(make(tmp_path / "plan.pdf")) as copy:
            assert copy is None


def test_fields_become_part_of_the_page(tmp_path: Path) -> None:
    """Nothing is left on top of it."""
    with rewritten(odd.filled_form(tmp_path / "form.pdf"), flatten) as copy:
        assert copy is not None
        with pikepdf.open(copy) as pdf:
            assert "/Annots" not in pdf.pages[0] or not len(pdf.pages[0].Annots)
