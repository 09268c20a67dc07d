"""Tables that a spreadsheet opens, whatever stands in a cell."""

import csv
import io

import openpyxl

from api.export.tables import to_csv, to_xlsx

NOTHING = "".join(map(chr, (0, 0xB, 0xC, 0x1F, 0x7F, 0xD800, 0xFDD0, 0xFFFE, 0xFFFF, 0x10FFFF)))
ROWS = [
    {"Words": f"Numbers <5 & R&R{NOTHING} rose", "Page": 3},
    {"Words": f"{NOTHING}=1+1", "Page": None},
]


def test_a_csv_holds_no_character_that_is_none() -> None:
    """What is written is read back as UTF-8, and a formula is seen behind what was dropped."""
    written = to_csv("asks", ROWS).body
    read = list(csv.DictReader(io.StringIO(bytes(written).decode("utf-8-sig"))))
    assert read[0]["Words"].split() == ["Numbers", "<5", "&", "R&R", "rose"]
    assert read[1]["Words"].startswith("'")


def test_a_workbook_opens_with_the_same_words() -> None:
    """A vertical tab once was a traceback, and U+FFFE a file that did not open."""
    book = openpyxl.load_workbook(io.BytesIO(bytes(to_xlsx("asks", ROWS).body)))
    assert str(book.active["A2"].value).split() == ["Numbers", "<5", "&", "R&R", "rose"]
    assert book.active["B2"].value == 3
