"""A briefing pack as blocks of text, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from typing import TypeVar

from api.export.blocks import Block, Cell, Piece, Row, Style
from corpus.characters import printable
from corpus.citation import Citation, say_place
from index.briefing.compared import name_outside
from index.briefing.contents import Cited, Compared, Enquiry, Exchange, Figure, Pack, Quotation
from index.briefing.lines.follow_ups import ask_of_joined
from index.briefing.printed import UNEXPLAINED
from index.briefing.why_now import ASKED_TO, say_number
from index.recurrence.wording import quote_sentence, say_day, say_join, say_month

P = TypeVar("P", bound=Piece)
Opened = Callable[[Quotation], str]
_COMPARED_HEADS = ("What is asked, and on whose list", "The paper reports")
_MEASURE_HEADS = (
    "Measure",
    "Latest",
    "Before",
    "Target",
    "England",
    "Statistical neighbours",
    "Printed in",
)
# Words of a point of which only what differs is told, and places at most where it does.
_LONG_POINT, _MOST_CHANGES = 12, 2
_UNTOLD = re.compile(r"^in (?:reply|response|answer) to (?:a |the )?questions?\W*$", re.IGNORECASE)
_ASKED_IN = re.compile(r"\bquestions?\b|\basked\b|\bqueried\b", re.IGNORECASE)
_ENDS_LIST = re.compile(r"(?:[;,]?\s+and[;,]?|[;,])”$")  # what joins an item of a list to the next
_MINUTES_OF = re.compile(
    r"(?P<who>.+?),? [-–] (?P<day>\d{1,2} [A-Z][a-z]+ 20\d\d),? (?:[-–] )?"
    r"(?P<what>(?:Draft )?Minutes?)"
)
_DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d\b")
_NOT_HELD = "not held"
_NOTHING = "No account of it was found in the paper."
_NO_CLEAR = "No clear account of it was found in the paper."
_NO_OTHER = "See above:"
_NEAREST = f"{_NO_CLEAR} What comes nearest:"


def to_blocks(pack: Pack, opened: Opened | None = None, left_out: str = "") -> Iterator[Block]:
    """The pack in reading order.

    `opened` gives the address at which a quotation is opened; without it, its page at the
    publisher's, as far as that is known. `left_out` says what of it is told elsewhere.
    """
    return map(_clean, _in_order(pack, opened or _at_publishers(pack), left_out))


def _in_order(pack: Pack, opened: Opened, left_out: str) -> Iterator[Block]:
    yield from _head(pack, opened)
    if pack.why_now:
        yield Block("Why now", style="Heading 1")
        yield Block(" ".join(pack.why_now))
    yield from _compared(pack, opened)
    yield from _quoted(say_asked(), pack.asked, pack, opened)
    yield from _quoted(_say_said(pack), pack.council_said, pack, opened)
    yield from _measured(pack, opened)
    yield from _answered(pack, opened)
    yield from _not_held(pack)
    yield from _explained(pack)
    yield Block("Lines of enquiry: drafts, to make your own", style="Heading 1")
    for number, enquiry in enumerate(pack.enquiries, 1):
        yield from _enquiry(number, enquiry, pack, opened)
    yield from _ending(pack, left_out)


def _say_said(pack: Pack) -> str:
    """What the quotations of the council are: of the paper itself, or planned, or both."""
    of_paper = [each.citation.document == pack.item for each in pack.council_said]
    if not any(of_paper):
        return "What was planned"
    return f"What else the paper says{'' if all(of_paper) else ', and what was planned'}"


def say_asked() -> str:
    """What the asks are that a pack quotes: some on what its lines are about, besides those that
    these and the two lists have."""
    return "What outside bodies asked for on these matters"


def _head(pack: Pack, opened: Opened) -> Iterator[Block]:
    """What the pack is on, what is asked of the committee, who answers."""
    yield Block(f"Briefing: {_short(pack.subject, pack)}", style="Title")
    yield Block(
        f"DRAFT, for members to make their own. {pack.authority}."
        f" For the meeting of {say_day(pack.meeting)}."
    )
    if pack.whose:
        yield Block(pack.whose)
    for number, quotation in enumerate(pack.decision):
        label = "" if number else "Decision sought: "
        where = say_where(quotation, pack).removeprefix("this paper, ")
        words = f"{label}{_quote_sought(quotation)}"
        yield Block(words, where, opened(quotation), "Normal")
    if pack.answers_by:
        yield Block(f"Who answers: {'; '.join(pack.answers_by)}.")


def _quote_sought(quotation: Quotation) -> str:
    """What is sought, from the word that says what those who meet are asked to do."""
    words = _quote(quotation)
    lead = ASKED_TO.match(words, 1)
    return f"“… {words[lead.end() :]}" if lead else words


def _clean(block: Block) -> Block:
    """The block without characters that a file cannot hold."""
    rows = tuple(tuple(tuple(map(_clean_piece, cell)) for cell in row) for row in block.rows)
    return replace(_clean_piece(block), rows=rows)


def _clean_piece(piece: P) -> P:
    return replace(
        piece,
        text=printable(piece.text),
        cited=printable(piece.cited),
        address=printable(piece.address),
    )


def name_pack(pack: Pack) -> str:
    """What a file with the pack is called within it."""
    return printable(f"Briefing: {pack.subject}")


def _not_held(pack: Pack) -> Iterator[Block]:
    """What the lines of enquiry may lack."""
    yield Block("What is not held", style="Heading 1")
    missing = pack.not_held or ("No document that those held name by its month is missing.",)
    yield from (Block(what, style="List Bullet") for what in missing)


def _explained(pack: Pack) -> Iterator[Block]:
    """The short forms and phrases that it uses."""
    if pack.words:
        yield Block("Words explained", style="Heading 1")
        yield Block("; ".join(f"{term.short}: {term.meaning}" for term in pack.words) + ".")


def _ending(pack: Pack, left_out: str) -> Iterator[Block]:
    """Sources, and from what it was made."""
    yield Block("Sources", style="Heading 1")
    pages = " Pages are counted from the first of the file." if _names_pages(pack) else ""
    yield Block(f"{'; '.join(say_sources(pack))}.{pages}")
    told = f"Produced on {say_day(pack.produced)} from {pack.library}."
    if left_out:
        told += f" Left out to keep to two pages: {left_out}."
    yield Block(told)


def _compared(pack: Pack, opened: Opened) -> Iterator[Block]:
    """Each point of inspectors' list and the paper's, once, and what the paper reports on it."""
    if not pack.compared:
        return
    heads = tuple((Piece(head),) for head in _COMPARED_HEADS)
    rows = (
        _compared_row(compared, whole, pack, opened)
        for compared, whole in zip(_each_once(pack.compared), pack.compared, strict=True)
    )
    yield Block(f"What {_asker(pack)} asked, and what the paper lists", style="Heading 1")
    yield Block(" ".join(_say_lists(pack)))
    yield Block("Each point of the two lists", "", "", "Table", (heads, *rows))


def _asker(pack: Pack) -> str:
    """Whose list the paper repeats, in the middle of a sentence."""
    by = next((row.asked.by for row in pack.compared if row.asked), "")
    return by or "an outside body"


def _say_lists(pack: Pack) -> Iterator[str]:
    """Where each list stands: where its first point does."""
    asked = next((row.asked for row in pack.compared if row.asked), None)
    listed = next((row.listed for row in pack.compared if row.listed), None)
    if asked:
        whose = f"{_asker(pack)}’s"
        yield f"{whose[:1].upper()}{whose[1:]} list: {_say_listed_in(asked)}."
    if listed:
        yield f"The paper’s list: {_say_quoted_place(listed)}."


def _say_listed_in(asked: Quotation) -> str:
    return _join(say_month(asked.citation.own_day), _say_quoted_place(asked))


def _each_once(rows: Sequence[Compared]) -> Iterator[Compared]:
    """The rows, each without what a row above it quotes."""
    told: set[Quotation] = set()
    for row in rows:
        own = tuple(quotation for quotation in row.said if quotation not in told)
        told.update(own)
        yield replace(row, said=own)


def _compared_row(compared: Compared, whole: Compared, pack: Pack, opened: Opened) -> Row:
    """`whole` is the row with what a row above it quotes: of that the place is told again, as it
    is of what only comes nearest."""
    said = tuple(
        replace(piece, text=f"Quoted in line of enquiry {line}:") if line else piece
        for piece, line in (
            (_piece(quotation, pack, opened), _line_with(quotation, pack))
            for quotation in compared.said
        )
    )
    if compared.planned and not whole.said:
        planned = compared.planned
        cited = _say_printed_in(planned, pack)
        said = (Piece(f"Not in the paper. Planned: {_quote(planned)}", cited, opened(planned)),)
    told = [(_NO_OTHER, each) for each in whole.said[:1]]
    told += [(_NEAREST, each) for each in whole.nearest]
    placed = tuple(replace(_piece(each, pack, opened), text=words) for words, each in told)
    nothing = Piece(_NO_CLEAR if compared.is_near else _NOTHING)
    reported = said or placed or (() if compared.to_outside else (nothing,))
    whose = (Piece(f"This is for {_to_whom(compared)}."),) if compared.to_outside else ()
    return _listed(compared, _asker(pack), opened), reported or whose


def _to_whom(compared: Compared) -> str:
    """The outside body that is to do what is asked."""
    return name_outside(compared.asked.citation.quote) if compared.asked else "an outside body"


def _line_with(quotation: Quotation, pack: Pack) -> int:
    """The number of the line of enquiry that stands first on words; 0 for none."""
    own = quotation.citation
    firsts = (line.evidence[0].citation for line in pack.enquiries)
    return next(
        (
            number
            for number, first in enumerate(firsts, 1)
            if first.document == own.document and own.quote in first.quote
        ),
        0,
    )


def _listed(compared: Compared, asker: str, opened: Opened) -> Cell:
    """The point as each list has it: once where they have the same words, or all but a few, of
    which it is told how they differ."""
    asked, listed = compared.asked, compared.listed
    if asked and listed and compared.change != "same words":
        differs = say_difference(asked.citation.quote, listed.citation.quote)
        return (
            Piece(_quote(asked), f"{asker}’s list", opened(asked)),
            Piece(differs or _quote(listed), "the paper’s list", opened(listed)),
        )
    only = "only the paper’s list" if listed else f"only {asker}’s list"
    if compared.spoken:
        only += f"; {asker}’s report speaks of it on {say_place(compared.spoken.citation)}"
    told = asked or listed
    on = "both lists" if asked and listed else only
    return (Piece(_quote(told), on, opened(told)),) if told else ()


def say_difference(asked: str, listed: str) -> str:
    """In which words one of two long texts that are nearly alike differs; empty of others.

    >>> words = "The council must train its staff and managers in the new way of work by June"
    >>> say_difference(words, words.replace("must", "should"))
    'The same, but “should” for “must”.'
    """
    before, after = asked.split(), listed.split()
    if min(len(before), len(after)) < _LONG_POINT:
        return ""
    plain = [[re.sub(r"\W", "", word).lower() for word in words] for words in (before, after)]
    told = [
        _say_change(" ".join(before[a:b]), " ".join(after[c:d]))
        for kind, a, b, c, d in SequenceMatcher(
            None, plain[0], plain[1], autojunk=False
        ).get_opcodes()
        if kind != "equal" and (any(plain[0][a:b]) or any(plain[1][c:d]))
    ]
    is_alike = 0 < len(told) <= _MOST_CHANGES and len(" ".join(told).split()) <= len(after) / 3
    return f"The same, but {' and '.join(told)}." if is_alike else ""


def _say_change(before: str, after: str) -> str:
    before, after = before.strip(" ,;.–-"), after.strip(" ,;.–-")
    if not before:
        return f"with “{after}” added"
    return f"“{after}” for “{before}”" if after else f"without “{before}”"


def _piece(quotation: Quotation, pack: Pack, opened: Opened) -> Piece:
    """A quotation in a cell; under "the paper" its place needs no name."""
    where = say_where(quotation, pack).removeprefix("this paper, ")
    return Piece(_quote(quotation), where, opened(quotation))


def _quoted(
    heading: str, quotations: Sequence[Quotation], pack: Pack, opened: Opened
) -> Iterator[Block]:
    """Quotations under the document and page that say them, each named once."""
    if quotations:
        yield Block(heading, style="Heading 1")
    for on_page in _by_page(quotations, pack).values():
        yield from _quote_page(on_page, pack, opened)


def _by_page(
    quotations: Sequence[Quotation], pack: Pack
) -> dict[tuple[str, int | None, bool], list[Quotation]]:
    """The quotations by page; those of the item's own paper together, its risks by themselves."""
    by_page: dict[tuple[str, int | None, bool], list[Quotation]] = {}
    for quotation in quotations:
        citation = quotation.citation
        page = None if citation.document == pack.item else citation.page
        by_page.setdefault((citation.document, page, quotation.is_risk), []).append(quotation)
    return by_page


def _quote_page(on_page: Sequence[Quotation], pack: Pack, opened: Opened) -> Iterator[Block]:
    """Quotations of one page under what they share: who says them, the day, the place.

    What they do not share, a paragraph or section, stands with each. The item's own paper needs
    no name over what it says, for the heading has it; its risks are told in one sentence.
    """
    first = on_page[0]
    if first.citation.document == pack.item:
        if first.is_risk:
            yield _tell_risks(on_page, pack, opened)
            return
        for quotation in on_page:
            yield from _quote_one(quotation, _say_own_place(quotation, pack), opened)
        return
    shared = _say_shared_place(on_page)
    cited = _join(_say_who(first, pack), _say_own_day(first.citation), shared)
    yield Block("", cited, opened(first))
    for quotation in on_page:
        own = _say_quoted_place(quotation).removeprefix(shared).removeprefix(", ")
        yield from _quote_one(quotation, own, opened)


def _tell_risks(risks: Sequence[Quotation], pack: Pack, opened: Opened) -> Block:
    """The risks of the paper, each with its rating, else what is done about it; of how many, and
    which lines of enquiry stand on others, where they are not all."""
    told = "; ".join(map(_say_risk, risks))
    places = say_join(list(dict.fromkeys(map(_say_quoted_place, risks))))
    is_unexplained = any(UNEXPLAINED in words for risk in risks for _, words in risk.cells)
    key = " No key to the codes of its ratings was found in the paper." if is_unexplained else ""
    some = _count_risks(len(risks), pack)
    return Block(f"{some or 'Its risks'}: {told}.{key}", places, opened(risks[0]), "Quote")


def _count_risks(shown: int, pack: Pack) -> str:
    """ "Two of its four risks (for others see lines of enquiry 3 and 5)"; empty of all."""
    if shown >= pack.risks:
        return ""
    lines = [
        str(number)
        for number, line in enumerate(pack.enquiries, 1)
        if any(quotation.is_risk for quotation in line.evidence)
    ]
    named = f"line{'s' if len(lines) > 1 else ''} of enquiry {say_join(lines)}" if lines else ""
    others = "others" if len(lines) > 1 else "another"
    see = f" (for {others} see {named})" if named else ""
    told = f"{say_number(shown)} of its {say_number(pack.risks)} risks{see}"
    return f"{told[:1].upper()}{told[1:]}"


def _say_risk(risk: Quotation) -> str:
    if not risk.cells:
        return quote_sentence(risk.citation.quote).rstrip(" .")
    (_, what), *beside = risk.cells
    told = ((name, words.removesuffix(f" ({UNEXPLAINED})")) for name, words in beside)
    heads = {"action": "action:"}
    said = (f"{heads.get(name, name)} {_unbracket(words)}".strip() for name, words in told)
    return " ".join([what, *(f"({words})" for words in said)])


def _unbracket(words: str) -> str:
    """Words that stand in brackets, without brackets of their own: "B2: likely, major impact"."""
    before, _, within = words.partition(" (")
    return f"{before}: {within.rstrip(')')}" if within else before


def _quote_one(quotation: Quotation, place: str, opened: Opened) -> Iterator[Block]:
    """A quotation with its place, and what is asked of it."""
    asked = "" if quotation.cells else ask_of_joined(quotation.citation.quote)
    inline = f"{_quote(quotation)} To ask: {asked}" if asked and not place else _quote(quotation)
    yield Block(inline, place, opened(quotation) if place else "", "Quote")
    if asked and place:
        yield Block(f"To ask: {asked}", style="Quote")


def _say_own_day(citation: Citation) -> str:
    """The day of its publication; of what gives an earlier date as its own, the month of that."""
    return say_month(citation.dated) if citation.dated else say_day(citation.published)


def _say_own_place(quotation: Quotation, pack: Pack) -> str:
    """The place in the item's paper; under what else the paper says it needs no name."""
    where = say_where(quotation, pack)
    return where.removeprefix("this paper, ") if quotation in pack.council_said else where


def _say_shared_place(on_page: Sequence[Quotation]) -> str:
    """The place of all, else their page; empty where they share neither."""
    places = {_say_quoted_place(quotation) for quotation in on_page}
    return places.pop() if len(places) == 1 else say_place(_page_alone(on_page[0].citation))


def _say_quoted_place(quotation: Quotation) -> str:
    """Its place; of what has no paragraph number, the number of the one before."""
    if not quotation.after:
        return say_place(quotation.citation)
    page = say_place(_page_alone(quotation.citation))
    return _join(page, f"after paragraph {quotation.after}")


def _page_alone(citation: Citation) -> Citation:
    return replace(citation, paragraph="", section="")


def _quote(quotation: Quotation) -> str:
    """Its words; of a row of a table each cell after its heading."""
    if quotation.cells:
        told = (f"{name}: {text}" if name else text for name, text in quotation.cells)
        return f"{'; '.join(told)}."
    return _ENDS_LIST.sub("”", f"“{quotation.shown}”")


def _measured(pack: Pack, opened: Opened) -> Iterator[Block]:
    if not pack.figures:
        return
    yield Block("Measures, as printed", style="Heading 1")
    heads = tuple((Piece(head),) for head in _MEASURE_HEADS)
    rows = _without_empty((heads, *(_row(figure, pack, opened) for figure in pack.figures)))
    yield Block("The latest value held of each measure", "", "", "Table", rows)
    for figure in pack.figures:
        yield from _counted_apart(figure, pack, opened)


def _counted_apart(figure: Figure, pack: Pack, opened: Opened) -> Iterator[Block]:
    """Values that are no series, each in the sentence that says what it counts."""
    if figure.apart:
        yield Block(
            f"{figure.measure}, other figures: they may be counted differently, so they are not"
            " compared."
        )
    for quotation in figure.apart:
        yield _cite(_quote(quotation), quotation, pack, opened)


def _without_empty(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without the columns of which nothing is held."""
    columns = [column for column in zip(*rows, strict=True) if any(map(_is_told, column[1:]))]
    return tuple(
        tuple(cell if _is_told(cell) else (Piece(_NOT_HELD),) for cell in row)
        for row in zip(*columns, strict=True)
    )


def _is_told(cell: Cell) -> bool:
    return any(piece.text or piece.cited for piece in cell)


def _row(figure: Figure, pack: Pack, opened: Opened) -> Row:
    quoted = Quotation(figure.citation)
    values = (figure.latest, figure.before, figure.target, figure.england, figure.neighbours)
    printed = Piece("", _say_printed_in(quoted, pack), opened(quoted))
    return (Piece(figure.measure),), *((Piece(value),) for value in values), (printed,)


def _answered(pack: Pack, opened: Opened) -> Iterator[Block]:
    yield from _recommended(pack, opened)
    if pack.told or pack.on_minutes:
        yield Block("What members asked before, and were told", style="Heading 1")
    by_document: dict[str, list[Exchange]] = {}
    for exchange in pack.told:
        by_document.setdefault(exchange.question.citation.document, []).append(exchange)
    on_minutes = pack.on_minutes
    for exchanges in by_document.values():
        yield from _exchanged(exchanges, pack, opened, on_minutes)
        on_minutes = ""
    if on_minutes:
        yield Block(on_minutes)


def _recommended(pack: Pack, opened: Opened) -> Iterator[Block]:
    """What a committee recommended on the item, by document, which is named once unless it is the
    item."""
    if pack.recommended:
        yield Block("What a committee recommended on this item", style="Heading 1")
    named = ""
    for quotation in pack.recommended:
        citation = quotation.citation
        if citation.document not in (named, pack.item):
            yield Block(_say_minutes(_say_who(quotation, pack), citation.published))
        named = citation.document
        yield Block(_quote(quotation), _say_quoted_place(quotation), opened(quotation), "Quote")


def _exchanged(
    exchanges: Sequence[Exchange], pack: Pack, opened: Opened, on_minutes: str
) -> Iterator[Block]:
    """What was asked and told in one document, which is named once, and how new that is."""
    first, printed_in = exchanges[0].question, exchanges[0].printed_in
    within = f"printed in {printed_in}" if printed_in else ""
    named = _join(_say_minutes(_say_who(first, pack), first.citation.published), within)
    yield Block(f"{named}. {on_minutes}" if on_minutes else named)
    for exchange in exchanges:
        question, told = exchange.question, exchange.shown
        answer = f"Told: “{told}”" if told else "No answer was found beside it."
        asked = _quote(question)
        if _UNTOLD.match(question.citation.quote.strip()):
            which = "first question" if _ASKED_IN.search(exchange.answer) else "question"
            asked = f"A member’s {which}, whose words the minutes do not give."
        elif exchange.is_heading:
            asked = f"Minuted under the heading {asked}; no question is printed."
        yield Block(f"{asked} {answer}", _say_quoted_place(question), opened(question), "Quote")


def _enquiry(number: int, enquiry: Enquiry, pack: Pack, opened: Opened) -> Iterator[Block]:
    """A line of enquiry: what it stands on, then the question and what goes with it."""
    yield Block(f"{number}. {_say_heading(enquiry)}", style="Heading 2")
    if enquiry.counted:
        yield Block(enquiry.counted)
    yield from (_cite(_quote(quotation), quotation, pack, opened) for quotation in enquiry.evidence)
    yield Block(enquiry.question, style="Question")
    if enquiry.edited:
        yield Block("Wording by the reader.")
    follow_ups = "Follow-ups" if len(enquiry.follow_ups) > 1 else "Follow-up"
    ends = {"A full answer would include": enquiry.full_answer, "How it could end": enquiry.ending}
    points = (
        {"Who could answer": _say_answerers(enquiry, pack)},
        {follow_ups: " ".join(enquiry.follow_ups)},
        ends,
    )
    for point in points:
        told = " ".join(f"{label}: {words}" for label, words in point.items() if words)
        if told:
            yield Block(told, style="List Bullet")


def _say_heading(enquiry: Enquiry) -> str:
    """What a line is on, and to which part of the paper it belongs; of a numbered part the number
    is enough."""
    before, _, last = enquiry.part.rpartition(", ")
    heading, place = (before, last) if before else (last, "")
    is_enough = "paragraph" in place or heading.rstrip(" :").lower() == enquiry.issue.lower()
    part = place if is_enough else enquiry.part
    return f"{enquiry.issue[:1].upper()}{enquiry.issue[1:]}{f' ({part})' if part else ''}"


def _say_answerers(enquiry: Enquiry, pack: Pack) -> str:
    """Who could answer besides those whom the head of the pack names; empty where none does."""
    others = [role for role in enquiry.answered_by.split("; ") if role not in pack.answers_by]
    besides = "those named above, and " if len(others) < enquiry.answered_by.count("; ") + 1 else ""
    return f"{besides}{'; '.join(others)}" if others else ""


def _cite(
    text: str, quotation: Quotation, pack: Pack, opened: Opened, style: Style = "Quote"
) -> Block:
    return Block(text, say_where(quotation, pack), opened(quotation), style)


def _at_publishers(pack: Pack) -> Opened:
    """Addresses of pages at the documents' publishers; empty where that is not known."""
    urls = {source.document: source.url for source in pack.sources}

    def opened(quotation: Quotation) -> str:
        url, page = urls.get(quotation.citation.document, ""), quotation.citation.page
        return f"{url}#page={page}" if url and page else url

    return opened


# --- words -----------------------------------------------------------------


def say_where(quotation: Quotation, pack: Pack) -> str:
    """Who says it, or in which document; the month, and where it stands in it."""
    citation, place = quotation.citation, _say_quoted_place(quotation)
    if citation.document == pack.item:
        return _join("this paper", place)
    if any(citation.document == each.citation.document for each in pack.decision):
        return _join("cover report", place)
    return _join(_say_who(quotation, pack), say_month(citation.own_day), place)


def _say_printed_in(quotation: Quotation, pack: Pack) -> str:
    """The same in few words, for a cell: a body for its report, else the title to its colon."""
    citation, short = quotation.citation, _short(quotation.citation.title, pack)
    is_own = citation.document == pack.item
    if not is_own and pack.authority not in citation.body:
        quotation = replace(quotation, by=citation.body)
    elif not is_own:
        short = short.partition(":")[0].removeprefix(f"{pack.authority} ")
        quotation = replace(quotation, citation=replace(citation, title=short))
    return say_where(quotation, pack)


def _join(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _say_who(quotation: Quotation, pack: Pack) -> str:
    return (
        quotation.by[:1].upper() + quotation.by[1:]
        if quotation.by
        else _short(quotation.citation.title, pack)
    )


def _short(title: str, pack: Pack) -> str:
    """A title without the council and the year that the citation or the pack gives."""
    head, _, year = title.rpartition(", ")
    return (head if year.isdigit() else title).removesuffix(f", {pack.authority}")


def say_sources(pack: Pack) -> Iterator[str]:
    """Each document cited: its title and day, the outside body that wrote it, and which is the
    item's own paper."""
    by_title: dict[tuple[str, str], list[Cited]] = {}
    for source in pack.sources:
        by_title.setdefault((_short(source.title, pack), source.body), []).append(source)
    for (title, body), of_title in by_title.items():
        own = any(source.document == pack.item for source in of_title)
        by = ", ".join(filter(None, (body, "this paper" if own else "")))
        days = say_join([_say_source_day(source) for source in of_title])
        is_named = len(of_title) == 1 and not of_title[0].dated and _DAY.search(title)
        printed_in = _printed_in(of_title[0], pack)
        where = f", printed in {printed_in}" if printed_in else ""
        yield f"{title if is_named else f'{title}, {days}'}{where}{f' ({by})' if by else ''}"


def _printed_in(source: Cited, pack: Pack) -> str:
    """The agenda in which minutes are printed, by whose pages they are cited."""
    printed = {each.question.citation.document: each for each in pack.told if not each.host}
    told = printed.get(source.document)
    return told.printed_in if told and told.printed_in != "this paper" else ""


def _say_source_day(source: Cited) -> str:
    published = say_day(source.published)
    return f"{source.dated}, published {published}" if source.dated else published


def _names_pages(pack: Pack) -> bool:
    return any(quotation.citation.page for quotation in pack.quotations)


def _say_minutes(title: str, published: date | None) -> str:
    """What minutes are called: "Committee, draft minute of 9 May 2019" where their title runs the
    three together."""
    named = _MINUTES_OF.fullmatch(title)
    if named is None:
        return _say_dated(title, published)
    return f"{named['who']}, {named['what'].lower()} of {named['day']}"


def _say_dated(title: str, published: date | None) -> str:
    """A title with the day of its document, where it does not name the day of a meeting itself."""
    return title if _DAY.search(title) else _join(title, say_day(published))
