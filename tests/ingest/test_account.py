"""The account of a reading says what is missing, where, and what to do; else it is empty."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from corpus.account import Account, LookedFor, ReadingNote
from corpus.document import Document, Event, Page, Span
from corpus.records import Action, Ask, Finding, Judgement, Report
from ingest.account import account_for
from ingest.document.packs import split_parts

Build = Callable[..., Document]
WORDS = "The council told us of the help that children and families have in the borough. " * 30


def a_document(build_document: Build, **facts: object) -> Document:
    """An inspection report of some length with all its facts."""
    usual = {
        "kind": "inspection_report",
        "framework": "ilacs_2023",
        "authority": "Wexmere",
        "published": date(2023, 3, 1),
        "event": Event("inspection", date(2023, 2, 6), date(2023, 2, 17)),
    }
    return build_document(("paragraph", WORDS), **{**usual, **facts})


def a_report(document: Document) -> Report:
    """A report in which something of each kind was found."""
    return Report(
        document,
        asks=(Ask("a", Span(0, 9), "recommendation"),),
        judgements=(Judgement(Span(0, 9), "Overall effectiveness", "good", "Good"),),
        findings=(Finding("f", Span(0, 9), "strength"),),
    )


def kinds_of(account: Account) -> list[str]:
    """The troubles, by their short names."""
    return [shortfall.kind for shortfall in account.missing]


def test_a_whole_reading_has_nothing_missing(build_document: Build) -> None:
    """What was looked for is counted all the same."""
    account = account_for(a_report(a_document(build_document)))
    assert account.missing == ()
    assert LookedFor("asks", 1) in account.looked_for
    assert LookedFor("judgements", 1) in account.looked_for


def test_a_report_in_which_nothing_was_found_is_told(build_document: Build) -> None:
    """A finding, a grade, a list: whatever such a report has; a short one is let be."""
    document = a_document(build_document)
    assert kinds_of(account_for(Report(document))) == ["findings", "judgements", "asks"]
    short = replace(document, text=document.text[:200])
    assert account_for(Report(short)).missing == ()


def test_only_what_a_kind_has_is_expected(build_document: Build) -> None:
    """A letter on a visit gives no grade and may ask for nothing; a plan has rows."""
    letter = a_document(build_document, kind="focused_visit", framework="ilacs_focused")
    assert kinds_of(account_for(Report(letter))) == ["findings"]
    plan = a_document(build_document, kind="action_plan", framework="")
    assert kinds_of(account_for(Report(plan))) == ["actions"]
    paper = a_document(build_document, kind="committee_report", framework="")
    assert kinds_of(account_for(Report(paper))) == ["contents"]


def test_facts_that_were_not_found_are_told(build_document: Build) -> None:
    """Kind, council and days, each with what to do."""
    document = a_document(
        build_document, kind_doubt="perhaps minutes", authority="", published=None, event=None
    )
    account = account_for(a_report(document))
    assert kinds_of(account) == ["kind", "council", "day", "event"]
    assert all(shortfall.then for shortfall in account.missing)


def test_pages_that_were_not_read_are_one_line(build_document: Build) -> None:
    """Those of which the same is said; what was read by OCR is nothing missing."""
    notes = (
        ReadingNote("by_ocr", "read by OCR", 1),
        ReadingNote("unread", "an image without words", 2),
        ReadingNote("unread", "an image without words", 3),
        ReadingNote("blank", "nothing is printed on it", 4),
    )
    document = replace(a_document(build_document), notes=notes)
    [shortfall] = account_for(a_report(document)).missing
    assert (shortfall.kind, shortfall.pages) == ("unread", (2, 3))
    assert shortfall.say() == "pages 2, 3: an image without words"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The bene\x00t was paid. " * 40, "characters"),
        ("(cid:127) the supervision. " * 40, "characters"),
        ("Ensure that the plans are clear. " * 40, ""),
        ("The bene\uf001t was paid. " * 40, "characters"),
        ("\uf0b7 Ensure that plans are clear. " * 40, ""),
    ],
)
def test_characters_without_meaning_are_told_with_their_page(
    build_document: Build, words: str, kind: str
) -> None:
    """Even where the reader noted nothing; the bullet of an odd font is none."""
    text = WORDS + words
    document = replace(
        a_document(build_document),
        text=text,
        pages=(Page(1, Span(0, len(WORDS))), Page(2, Span(len(WORDS), len(text)))),
    )
    missing = account_for(a_report(document)).missing
    assert [(each.kind, each.pages) for each in missing] == ([(kind, (2,))] if kind else [])


def test_a_table_of_the_plan_that_lost_its_heading_is_told(build_document: Build) -> None:
    """It is as wide as the plan's, and nothing was found in it."""
    cells = [
        ("cell", f"{table}{row}{column}", {"table": table, "row": row, "column": column, "page": 2})
        for table in (1, 2)
        for row in range(2)
        for column in range(4)
    ]
    document = build_document(*cells, kind="action_plan", authority="X", published=date(2020, 1, 1))
    report = Report(document, actions=(Action("p", document.blocks[0].span),))
    [shortfall] = account_for(report).missing
    assert (shortfall.kind, shortfall.pages) == ("table", (2,))


def test_the_notes_of_a_pack_are_those_of_its_parts(build_document: Build) -> None:
    """A page is of the part that stands on it, a page without words of the part before."""

    def head(page: int, title: str) -> list[tuple[str, str, dict[str, int]]]:
        lines = (
            "CABINET",
            f"{page} JUNE 2021",
            title,
            "Report from: Director",
            "Summary",
            "Words.",
        )
        return [
            ("heading" if line == "CABINET" else "paragraph", line, {"page": page})
            for line in lines
        ]

    pack = build_document(*head(1, "ONE"), *head(3, "TWO"))
    notes = tuple(ReadingNote("unread", "an image", page) for page in (2, 3, 4))
    parts = split_parts(replace(pack, notes=notes))
    assert [[note.page for note in part.notes] for part in parts] == [[2], [3, 4]]
