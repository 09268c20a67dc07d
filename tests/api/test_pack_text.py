"""A briefing pack as Markdown, as HTML and as a Word document."""

from datetime import date
from pathlib import Path

import docx
import pytest

from api.pack_text import check_format, say_quotation, to_html, to_markdown, write_pack
from corpus.errors import QueryError
from index.pack import Enquiry, Pack, Quotation

SAID = Quotation("Fewer visits & more drift", "d1", "Letter", 3, date(2020, 1, 2))
ENQUIRY = Enquiry("visits", "Raised in 1.", "What do you know?", "And next?", "Dates.", (SAID,))
PACK = Pack(
    "Visits", "Wexmere", date(2024, 3, 7), "Raised once.", (SAID,), (), (), (ENQUIRY,), (),
    date(2024, 3, 1), "2 documents",
)  # fmt: skip


def test_a_quotation_names_its_title_day_and_page() -> None:
    """The words come as they stand, with where they stand."""
    assert say_quotation(SAID) == "“Fewer visits & more drift” (Letter, 2 January 2020, page 3)"


def test_a_long_quotation_is_shortened_only_at_its_end() -> None:
    """What is left are its first words, and an ellipsis."""
    long = Quotation(" ".join(map(str, range(60))), "d1", "Letter", 3, date(2020, 1, 2))
    assert say_quotation(long).startswith("“0 1 2")
    assert "…" in say_quotation(long)


def test_html_escapes_what_it_quotes() -> None:
    """An ampersand of a quotation is no markup."""
    assert "visits &amp; more" in to_html(PACK)


def test_an_empty_part_says_so() -> None:
    """A part without quotations is not left blank."""
    assert "Nothing found in the documents held." in to_markdown(PACK)


def test_a_word_document_has_real_styles(tmp_path: Path) -> None:
    """Title, headings, quotes and bullets are Word's own; the title property is set."""
    write_pack(PACK, tmp_path / "pack.docx")
    read = docx.Document(str(tmp_path / "pack.docx"))
    styles = {paragraph.style.name for paragraph in read.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Quote", "List Bullet"} <= styles
    assert read.core_properties.title == "Briefing: Visits"


def test_another_kind_of_file_is_refused() -> None:
    """A briefing is written as Word, HTML or Markdown."""
    with pytest.raises(QueryError, match="docx"):
        check_format(Path("pack.pdf"))
