"""A briefing pack as Markdown, as HTML and as a Word document."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx

from api.export.pack_files import write_pack
from api.export.pack_markup import to_html, to_markdown
from api.export.pack_text import say_where
from corpus.citation import Citation
from corpus.document import Span
from index.briefing.contents import (
    Cited,
    Compared,
    Enquiry,
    Exchange,
    Figure,
    Pack,
    Quotation,
    Word,
)

WORDS = "Fewer visits & more drift"
LETTER = Citation(
    "d1", "Letter", "The Board", date(2020, 1, 2), 3, "", "", "", WORDS, Span(0, len(WORDS))
)
UPDATE = Citation(
    "d2",
    "Update, Wexmere, 2024",
    "Wexmere Council",
    date(2024, 3, 7),
    2,
    "",
    "4.6",
    "Progress",
    "Visits rose",
    Span(0, 11),
)
SAID = Quotation(LETTER, "the Board")
OWN = Quotation(UPDATE)
PLAIN = Quotation(replace(UPDATE, page=None))
ENQUIRY = Enquiry("visits", "Raised in 1.", "What do you know?", ("And next?",), "Dates.", (SAID,))
PACK = Pack(
    subject="Visits",
    authority="Wexmere",
    meeting=date(2024, 3, 7),
    item="d2",
    why_now=("Raised once.",),
    asked=(SAID,),
    council_said=(OWN,),
    figures=(Figure("On time", "70%", "60%", "", "", replace(LETTER, page=4)),),
    told=(Exchange(SAID, "They rise."),),
    enquiries=(ENQUIRY,),
    not_held=(),
    words=(Word("IRO", "Independent reviewing officer"),),
    sources=(Cited("d1", "Letter", date(2020, 1, 2), "https://example.org/a.pdf", (3,)),),
    produced=date(2024, 3, 1),
    library="2 documents",
)


def test_a_quotation_names_who_says_it_the_month_and_place() -> None:
    """An outside body is named, the item's own paper is "this paper"."""
    assert say_where(SAID, PACK) == "The Board, January 2020, page 3"
    assert say_where(OWN, PACK) == "this paper, page 2, paragraph 4.6"
    assert say_where(OWN, replace(PACK, item="")) == "Update, March 2024, page 2, paragraph 4.6"


def test_a_source_without_pages_is_cited_by_paragraph_or_section() -> None:
    """In no form of the pack is a page said, and no address ends in one."""
    assert say_where(PLAIN, PACK) == "this paper, paragraph 4.6"
    headed = replace(PLAIN, citation=replace(PLAIN.citation, paragraph=""))
    assert say_where(headed, PACK) == "this paper, section Progress"
    sources = (Cited("d2", "Update", date(2024, 3, 7), "https://example.org/b.html", ()),)
    pack = replace(
        PACK, asked=(), figures=(), council_said=(PLAIN,), told=(), enquiries=(), sources=sources
    )
    assert "](https://example.org/b.html)" in to_markdown(pack)
    assert "page" not in to_markdown(pack)


def test_quotations_of_a_page_share_its_name() -> None:
    """What only one of them has, its paragraph, stands with it."""
    pack = replace(PACK, item="another")
    next_words = replace(OWN, citation=replace(UPDATE, paragraph="4.7", quote="They fell."))
    one_paragraph = to_markdown(replace(pack, council_said=(OWN,)))
    assert "Update, 7 March 2024, page 2, paragraph 4.6\n\n> “Visits rose”\n" in one_paragraph
    two_paragraphs = to_markdown(replace(pack, council_said=(OWN, next_words)))
    assert "Update, 7 March 2024, page 2\n\n> “Visits rose” paragraph 4.6\n" in two_paragraphs
    assert "> “They fell.” paragraph 4.7\n" in two_paragraphs


def test_under_what_else_the_paper_says_it_is_not_named_again() -> None:
    """Each quotation has its place; the risks are told in one sentence, with all their places."""
    cells = (("", "Staff leave"), ("rated", "B2 (likely, major impact)"))
    risk = replace(OWN, cells=cells, is_risk=True)
    later = replace(risk, citation=replace(UPDATE, page=3), cells=(("", "Money ends"),))
    text = to_markdown(replace(PACK, council_said=(risk, later, OWN)))
    assert "> “Visits rose” page 2, paragraph 4.6\n" in text
    told = "> Its risks: Staff leave (rated B2: likely, major impact); Money ends."
    assert f"{told} page 2, paragraph 4.6 and page 3, paragraph 4.6\n" in text
    line = replace(ENQUIRY, evidence=(risk,))
    some = replace(PACK, council_said=(later,), enquiries=(line,), risks=2)
    assert "One of its two risks (for another see line of enquiry 1): Money" in to_markdown(some)
    more = to_markdown(replace(some, enquiries=(line, line), risks=4))
    assert "One of its four risks (for others see lines of enquiry 1 and 2): Money" in more
    assert "This paper" not in text


def test_what_turns_from_a_sentence_that_is_not_shown_is_marked() -> None:
    """ "However" answers what the reader does not see."""
    words = "However, visits are late."
    said = replace(OWN, citation=replace(UPDATE, quote=words, span=Span(0, len(words))))
    assert "> “… visits are late.” page 2" in to_markdown(replace(PACK, council_said=(said,)))


def test_minutes_are_named_by_their_day_and_by_where_they_are_printed() -> None:
    """How new they are stands with that; what a committee recommended stands apart."""
    minutes = replace(LETTER, title="Care Committee - 9 January 2020 Draft Minute")
    asked = Exchange(Quotation(minutes), "They rise.", printed_in="this paper")
    pack = replace(PACK, told=(asked,), on_minutes="The newest minutes held are these.")
    assert (
        "Care Committee, draft minute of 9 January 2020, printed in this paper. The newest minutes"
        " held are these.\n"
    ) in to_markdown(pack)
    told = to_markdown(replace(pack, told=(), recommended=(asked.question,)))
    assert "## What a committee recommended on this item\n\nCare Committee, draft minute" in told
    assert "No answer was found" not in told


def test_an_action_of_the_plan_stands_where_the_paper_has_no_account() -> None:
    """Where there is one, no silence is told; where something is near, none that is sure."""
    row = Compared(SAID, None, "not listed", planned=replace(SAID, by=""))
    text = to_markdown(replace(PACK, enquiries=(), compared=(row,)))
    assert "Planned: “Fewer visits &" in text
    assert "account of it was found" not in text
    near = to_markdown(replace(PACK, compared=(replace(row, planned=None, is_near=True),)))
    assert "No clear account of it was found in the paper." in near


def test_an_item_of_a_list_stands_with_the_words_that_it_hangs_on() -> None:
    """Where it does not begin a sentence of its own."""
    item = replace(OWN, citation=replace(UPDATE, quote="visits rose", lead="We must see that:"))
    hanging = to_markdown(replace(PACK, council_said=(item,)))
    assert "> “We must see that: … visits rose”" in hanging
    whole = replace(item, citation=replace(item.citation, quote="Visits rose."))
    assert "list that begins" not in to_markdown(replace(PACK, council_said=(whole,)))


def test_the_heading_says_what_is_quoted_of_the_council() -> None:
    """The paper itself, what was planned, or both."""
    planned = replace(OWN, citation=replace(UPDATE, document="d3"))
    assert "## What else the paper says\n" in to_markdown(PACK)
    both = to_markdown(replace(PACK, council_said=(OWN, planned)))
    assert "## What else the paper says, and what was planned\n" in both
    alone = to_markdown(replace(PACK, council_said=(planned,)))
    assert "## What was planned\n" in alone


def test_html_escapes_what_it_quotes() -> None:
    """An ampersand of a quotation is no markup."""
    assert "visits &amp; more" in to_html(PACK)


def test_a_quotation_links_to_its_page() -> None:
    """At the publisher's, where the address is known."""
    assert 'href="https://example.org/a.pdf#page=3"' in to_html(PACK)
    assert "](https://example.org/a.pdf#page=3)" in to_markdown(PACK)


def test_an_empty_part_is_left_out_and_what_is_not_held_is_told() -> None:
    """No heading without words below it."""
    bare = to_markdown(replace(PACK, asked=(), figures=(), told=(), words=()))
    assert not re.search(r"##[^\n]*\n\n## ", bare)
    assert "What is not held" in bare


def test_a_measure_shows_only_columns_of_which_something_is_held() -> None:
    """No column of "not held"."""
    table = next(part for part in to_markdown(PACK).split("\n\n") if part.startswith("|"))
    assert "60%" in table
    assert "England" not in table


def test_a_word_document_has_real_styles_a_table_and_links(tmp_path: Path) -> None:
    """Title, headings, quotes and bullets are Word's own; the table's first row is its head."""
    write_pack(PACK, tmp_path / "pack.docx")
    read = docx.Document(str(tmp_path / "pack.docx"))
    styles = {paragraph.style.name for paragraph in read.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Quote", "List Bullet"} <= styles
    assert read.core_properties.title == "Briefing: Visits"
    (table,) = read.tables
    assert table.cell(1, 0).text == "On time"
    assert "w:tblHeader" in table.rows[0]._tr.xml
    links = [link.target_ref for link in read.part.rels.values() if link.is_external]
    assert "https://example.org/a.pdf#page=3" in links


def test_no_character_that_is_none_is_written(tmp_path: Path) -> None:
    """Of a library that an earlier version read: in Word, HTML and Markdown alike."""
    words = "Cases\x0bof <5 & R&R\ufffe\uffff\ud800 fell"
    said = replace(SAID, citation=replace(LETTER, quote=words))
    figure = Figure("Rate\ufffe", "<5\x0b", "", "", "", LETTER)
    pack = replace(PACK, subject="Visits\x0b", asked=(said,), figures=(figure,))
    for suffix in (".docx", ".html", ".md"):
        write_pack(pack, tmp_path / f"pack{suffix}")
    read = docx.Document(str(tmp_path / "pack.docx"))
    assert any("Cases of <5 & R&R fell" in paragraph.text for paragraph in read.paragraphs)
    assert "Cases of &lt;5 &amp; R&amp;R fell" in (tmp_path / "pack.html").read_text("utf-8")
    assert "Cases of <5 & R&R fell" in (tmp_path / "pack.md").read_text("utf-8")


def test_markdown_shows_what_looks_like_markup() -> None:
    """A name in angle brackets is no tag of HTML, which a reader of Markdown would not see."""
    said = replace(SAID, citation=replace(LETTER, quote="Ask <the worker> about it"))
    assert r"Ask \<the worker> about it" in to_markdown(replace(PACK, asked=(said,)))


def test_both_lists_stand_side_by_side() -> None:
    """Each point once, and on whose list it is; a gap is told."""
    rows = (
        Compared(SAID, OWN, "same words", (OWN,)),
        Compared(SAID, None, "not listed"),
        Compared(None, OWN, "added by the paper"),
    )
    text = to_markdown(replace(PACK, compared=rows))
    assert "## What the Board asked, and what the paper lists" in text
    assert "The Board’s list: January 2020, page 3. The paper’s list: page 2" in text
    assert "| What is asked, and on whose list | The paper reports |" in text
    assert "## What outside bodies asked for on these matters" in text
    assert "[both lists](https://example.org/a.pdf#page=3) | “Visits rose” page 2" in text
    assert "[only the Board’s list](https://example.org/a.pdf#page=3) | No account of it" in text
    assert "| “Visits rose” only the paper’s list |" in text
    assert "on whose list" not in to_markdown(PACK)
    assert "## What outside bodies asked for on these matters" in to_markdown(PACK)


def test_of_two_long_points_nearly_alike_the_difference_is_told() -> None:
    """And of what an outside body is to do, for whom it is, with what the paper reports of it."""
    asked = "The Commissioner must train each of its managers in the new way of working by June"
    listed = asked.replace("must", "should").replace(" new", "")
    row = Compared(
        replace(SAID, citation=replace(LETTER, quote=asked)),
        replace(OWN, citation=replace(UPDATE, quote=listed)),
        "reworded",
        to_outside=True,
    )
    text = to_markdown(replace(PACK, compared=(row,)))
    assert "The same, but “should” for “must” and without “new”. the paper’s list" in text
    assert "This is for the Commissioner." in text
    assert "account of it was found" not in text
    told = to_markdown(replace(PACK, enquiries=(), compared=(replace(row, said=(OWN,)),)))
    assert "for the Commissioner" not in told
    short = replace(row, listed=replace(OWN, citation=replace(UPDATE, quote="Train managers")))
    assert "“Train managers” the paper’s list" in to_markdown(replace(PACK, compared=(short,)))


def test_a_title_that_names_the_day_of_a_meeting_has_no_other_day() -> None:
    """The day on which its minutes were printed is another."""
    minutes = replace(LETTER, title="Minutes of the meeting of 3 March 2020")
    told = Exchange(Quotation(minutes), "They rise.")
    text = to_markdown(replace(PACK, told=(told,)))
    assert "Minutes of the meeting of 3 March 2020\n" in text


def test_what_joins_an_item_to_the_next_is_not_quoted() -> None:
    """A semicolon at its end."""
    item = replace(OWN, citation=replace(UPDATE, quote="Visits rose;"))
    assert "> “Visits rose”" in to_markdown(replace(PACK, council_said=(item,)))


def test_a_line_of_enquiry_begins_with_what_it_stands_on() -> None:
    """Then the question, who could answer, follow-ups, a full answer, how it could end."""
    line = replace(ENQUIRY, answered_by="Director", ending="A return in May.", part="paragraph 4")
    text = to_markdown(replace(PACK, enquiries=(line,)))
    order = (
        "### 1. Visits (paragraph 4)",
        "Raised in 1.",
        "> “Fewer visits",
        "**What do you know?**",
        "- Who could answer: Director",
        "- Follow-up: And next?",
        "- A full answer would include: Dates. How it could end: A return in May.",
    )
    places = [text.index(words, text.index("## Lines of enquiry")) for words in order]
    assert places == sorted(places)
    assert "How it could end" not in to_markdown(PACK)


def test_values_counted_differently_are_not_joined() -> None:
    """Each stands in its own sentence."""
    figure = replace(PACK.figures[0], neighbours="65% (2020)", apart=(SAID, OWN))
    text = to_markdown(replace(PACK, figures=(figure,)))
    assert "Statistical neighbours" in text
    assert (
        "On time, other figures: they may be counted differently, so they are not compared." in text
    )


def test_what_has_no_number_of_its_own_is_placed_after_the_paragraph_before() -> None:
    """Not by the name of a long section."""
    said = replace(PLAIN, citation=replace(PLAIN.citation, paragraph=""), after="4.6")
    assert say_where(said, PACK) == "this paper, after paragraph 4.6"


def test_a_row_of_a_table_is_told_with_what_its_values_are_of() -> None:
    """Never as bare cells."""
    cells = (("", "Visits on time"), ("2023", "81%"), ("target", "95%"))
    row = replace(OWN, citation=replace(UPDATE, quote="Visits on time\n81%\n95%"), cells=cells)
    text = to_markdown(replace(PACK, council_said=(row,)))
    assert "> Visits on time; 2023: 81%; target: 95%. page 2, paragraph 4.6\n" in text


def test_who_answers_is_told_once() -> None:
    """In a line only who is not in the head; and minutes in which nothing was found are named."""
    line = replace(ENQUIRY, answered_by="Director; Head of Care")
    pack = replace(PACK, enquiries=(line,), answers_by=("Director",), told=(), on_minutes="In one.")
    text = to_markdown(pack)
    assert "- Who could answer: those named above, and Head of Care" in text
    assert "What members asked before, and were told\n\nIn one." in text
    alone = replace(pack, enquiries=(replace(line, answered_by="Director"),))
    assert "Who could answer" not in to_markdown(alone)


def test_a_question_that_is_not_minuted_is_not_quoted_as_one() -> None:
    """Words that only lead to what was told are none."""
    lead = replace(SAID, citation=replace(LETTER, quote="in reply to a question,"))
    text = to_markdown(replace(PACK, told=(Exchange(lead, "They rise."),)))
    assert "A member’s question, whose words the minutes do not give. Told: “They rise.”" in text
    more = Exchange(lead, "They rise. A question on costs was not answered.")
    assert "A member’s first question, whose words" in to_markdown(replace(PACK, told=(more,)))
    assert "in reply to a question" not in text


def test_what_is_quoted_above_stands_once_in_the_comparison() -> None:
    """Beside another point only its place is told again; that is no silence."""
    rows = (
        Compared(SAID, SAID, "same words", (OWN,)),
        Compared(SAID, None, "not listed", (OWN,)),
        Compared(SAID, None, "not listed"),
        Compared(SAID, None, "not listed", nearest=(PLAIN,)),
    )
    text = to_markdown(replace(PACK, council_said=(), enquiries=(), compared=rows))
    assert text.count("Visits rose") == 1
    assert text.count("See above: page 2, paragraph 4.6") == 1
    assert (
        "No clear account of it was found in the paper. What comes nearest: paragraph 4.6" in text
    )
    assert text.count("No account of it was found in the paper.") == 1


def test_an_outside_bodys_paper_says_whose_it_is_and_where_the_decision_stands() -> None:
    """The cover report is named once; what joins an item of its list to the next is left out."""
    sought = replace(LETTER, quote="note the letter; and", span=Span(0, 20))
    pack = replace(PACK, whose="This paper is the Board’s.", decision=(Quotation(sought),))
    text = to_markdown(pack)
    assert "This paper is the Board’s." in text
    assert "Decision sought: “note the letter” [cover report, page 3]" in text
    assert "## Why now" not in to_markdown(replace(PACK, why_now=()))


def test_a_long_title_is_short_in_a_table() -> None:
    """To its colon and without the council; a report of another body by the body."""
    printed = replace(UPDATE, document="d3", title="Wexmere Plan: a long tale, 2023")
    figure = Figure("Visits", "9%", "", "", "", printed)
    assert "Plan, March 2024, page 2" in to_markdown(replace(PACK, figures=(figure,)))
    figure = replace(figure, citation=LETTER)
    assert "The Board, January 2020, page 3" in to_markdown(replace(PACK, figures=(figure,)))


def test_what_a_line_stands_on_is_named_and_not_quoted_again_beside_the_lists() -> None:
    """The table tells in which line it is quoted."""
    line = replace(PACK.enquiries[0], evidence=(OWN,))
    row = Compared(OWN, None, "not listed", (OWN,))
    told = to_markdown(replace(PACK, enquiries=(line,), compared=(row,)))
    assert "Quoted in line of enquiry 1:" in told


def test_a_document_is_told_by_its_own_date() -> None:
    """And among the sources with the day of its publication; the item's own paper is marked."""
    said = replace(SAID, citation=replace(LETTER, dated=date(2019, 11, 1)))
    sources = (
        replace(PACK.sources[0], dated="November 2019"),
        Cited("d2", "Update, Wexmere, 2024", date(2024, 3, 7), "", (2,), ""),
    )
    text = to_markdown(replace(PACK, asked=(said,), sources=sources))
    assert "The Board, November 2019, page 3" in text
    told = "Letter, November 2019, published 2 January 2020; Update, 7 March 2024 (this paper)."
    assert told in text


def test_minutes_of_an_agenda_name_it_among_the_sources() -> None:
    """By its pages they are cited."""
    asked = Exchange(SAID, "They rise.", printed_in="the agenda for the meeting of 3 May 2020")
    told = "Letter, 2 January 2020, printed in the agenda for the meeting of 3 May 2020."
    assert told in to_markdown(replace(PACK, told=(asked,)))


def test_what_leaves_a_question_open_is_never_left_out_of_an_answer() -> None:
    """Nor what officers own to; what is left out is marked."""
    first = " ".join(["The Head of Care told members of many things."] * 5)
    open_, more = "A written reply was promised.", "The room was warm."
    told = Exchange(SAID, f"{first} {more} {open_} {more}").shown
    assert told.endswith(f"… {open_} …")
    assert Exchange(SAID, f"{first} {more}").shown.endswith("things. …")
    assert Exchange(SAID, f"{first} {open_}").shown.endswith(f"things. {open_}")
