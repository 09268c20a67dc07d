"""Papers marked as not for publication, and papers that only speak of such."""

import pytest

from corpus.errors import Exempt
from ingest.read.exempt import refuse_exempt

BODY = ["Report of the director", "Summary", "This report tells members of a tender."]


@pytest.mark.parametrize(
    "line",
    [
        "NOT FOR PUBLICATION",
        "Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A",
        "CONFIDENTIAL – NOT FOR PUBLICATION",
        "Private and confidential: not for publication".replace("not", "Not"),
        "This report is exempt from publication",
        "This appendix is not for publication.",
        "This report contains exempt information as defined in paragraph 3",
        "By virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972",
    ],
)
def test_a_marking_on_the_front_page_is_refused(line: str) -> None:
    """The message names the file, the page and the marking."""
    with pytest.raises(Exempt, match=r"tender\.pdf: page 1 .*public version"):
        refuse_exempt("tender.pdf", 1, [BODY[0], line, *BODY[1:]])


@pytest.mark.parametrize("line", ["EXEMPT INFORMATION", "NOT FOR PUBLICATION", "RESTRICTED"])
def test_a_running_head_on_any_page_is_refused(line: str) -> None:
    """At the top or at the bottom."""
    for lines in ([line, *BODY * 9], [*BODY * 9, line]):
        with pytest.raises(Exempt, match="page 7"):
            refuse_exempt("pack.pdf", 7, lines)


@pytest.mark.parametrize(
    "line",
    [
        "exempt or confidential information may be discussed",
        "not for publication as it holds the terms of the tender.",  # a sentence's second line
        "The appendix to this report is not for publication.",
        "This report contains exempt information in Appendix 2",
        "Appendix 3 (NOT FOR PUBLICATION)",
        "To exclude the press and public while exempt information is considered",
        "Exemption from call-in",
        "Confidentiality and data protection",
    ],
)
def test_speaking_of_it_is_not_a_marking(line: str) -> None:
    """Most council agendas do."""
    refuse_exempt("agenda.pdf", 1, [BODY[0], line, *BODY[1:]])


def test_deep_in_a_page_it_is_speech() -> None:
    """A heading of an agenda is no running head."""
    refuse_exempt("agenda.pdf", 3, [*BODY * 3, "EXEMPT INFORMATION", *BODY * 3])
