"""A pack with less in it, what can best be missed first, and what may be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from index.briefing.contents import Exchange, Figure, Pack, Quotation, Word
from index.briefing.pack import cite_beside
from index.recurrence.wording import say_count, say_join

_KEPT_SAID = 2  # of what the paper says besides its risks: the best stands before larger type
_EVIDENCE = 2  # quotations of a line of enquiry that stay longest


def shorten(pack: Pack) -> Iterator[Pack]:
    """The pack, then each time with one thing less that can be missed: the third quotation of a
    line of enquiry; the last phrase that it explains, but no short form; the last of the two
    lists, of the measures that a line quotes and of what members asked, of each of which one
    stays; beside two lists compared, where each line says in which years it was asked for, what
    else was asked goes whole."""
    steps = (
        partial(_without_last_evidence, most=_EVIDENCE),
        _without_last_phrase,
        _without_last_listed,
        _without_quoted_figure,
        _without_last_told,
    )
    yield pack
    yield from _take_out(pack, steps)


def shorten_lines(pack: Pack, fewest: int) -> Iterator[Pack]:
    """The pack, then each time with the last line of enquiry less, of more than the fewest."""
    yield pack
    yield from _take_out(pack, (partial(_without_last_line, fewest=fewest),))


def shorten_evidence(pack: Pack) -> Iterator[Pack]:
    """The pack, then each time with the second quotation of one line less."""
    yield pack
    yield from _take_out(pack, (partial(_without_last_evidence, most=1),))


def _take_out(whole: Pack, steps: Sequence[Callable[[Pack], Pack]]) -> Iterator[Pack]:
    """The pack after each time that a step takes something out of it, step by step."""
    pack = whole
    for step in steps:
        while (shorter := step(pack)) != pack:
            pack = shorter
            yield _with_own_sources(pack, whole)


def _with_own_sources(pack: Pack, whole: Pack) -> Pack:
    """The pack with the documents and short words, of those of the whole, that it quotes only,
    and of phrases those that it explains."""
    citations = [quotation.citation for quotation in pack.quotations]
    cited = {each.document for each in (*citations, *cite_beside(pack))}
    cited |= {each.host for each in pack.told}
    told = " ".join([*(citation.quote for citation in citations), *pack.not_held])
    return replace(
        pack,
        sources=tuple(source for source in whole.sources if source.document in cited),
        words=tuple(
            word
            for word in whole.words
            if (word.written or word.short) in told and (not word.written or word in pack.words)
        ),
    )


def told_once(pack: Pack) -> Pack:
    """Without what the two lists quote and the comparison, a measure or a line of enquiry does as
    well, and what a line quotes after its first that the comparison does."""
    once = pack
    for said in (*_told_elsewhere(pack), *_measured(pack)):
        once = _without(once, said)
    compared = {
        said.citation.quote
        for row in pack.compared
        for said in (row.asked, row.listed, *row.said)
        if said
    }
    lines = tuple(
        replace(
            line,
            evidence=tuple(
                said
                for at, said in enumerate(line.evidence)
                if not at or said.citation.quote not in compared
            ),
        )
        for line in once.enquiries
    )
    return _with_own_sources(replace(once, enquiries=lines), pack)


def _without_last_phrase(pack: Pack) -> Pack:
    phrased = any(word.written for word in pack.words)
    return replace(pack, words=pack.words[:-1]) if phrased else pack


def _without_last_listed(pack: Pack) -> Pack:
    """Without the last of the longer of the two lists; risks stay, and what the paper says first
    besides them."""
    said = _said_besides_risks(pack)[_KEPT_SAID:]
    if pack.compared and pack.asked:
        return replace(pack, asked=pack.asked[:-1])
    lists = sorted((pack.asked, said), key=len)
    return _without(pack, lists[-1][-1]) if lists[-1] else pack


def _said_besides_risks(pack: Pack) -> tuple[Quotation, ...]:
    return tuple(each for each in pack.council_said if not each.is_risk)


def shorten_said(pack: Pack) -> Iterator[Pack]:
    """The pack, then each time with less of what the paper says first besides its risks."""
    yield pack
    while said := _said_besides_risks(pack):
        shorter = _without(pack, said[-1])
        if shorter == pack:
            return
        pack = shorter
        yield pack


def shorten_risks(pack: Pack) -> Iterator[Pack]:
    """The pack, then each time with the last of its risks less, of which one stays."""
    yield pack
    while len(risks := [each for each in pack.council_said if each.is_risk]) > 1:
        pack = _without(pack, risks[-1])
        yield pack


def _without_last_told(pack: Pack) -> Pack:
    """Without the last that members were told, of which one stays."""
    return pack if len(pack.told) < 2 else replace(pack, told=pack.told[:-1])


def _without_quoted_figure(pack: Pack) -> Pack:
    """Without the last measure whose one value a line of enquiry quotes; one measure stays."""
    quoted = [figure for figure in pack.figures[1:] if _is_quoted(figure, pack)]
    kept = tuple(figure for figure in pack.figures if figure not in quoted[-1:])
    return replace(pack, figures=kept)


def _is_quoted(figure: Figure, pack: Pack) -> bool:
    beside = (figure.before, figure.target, figure.england, figure.neighbours, *figure.apart)
    evidence = (said.citation for line in pack.enquiries for said in line.evidence)
    own = figure.citation
    is_told = any(own.document == each.document and own.span in each.span for each in evidence)
    return is_told and not any(beside)


def _without_last_line(pack: Pack, fewest: int) -> Pack:
    few = len(pack.enquiries) <= fewest
    return pack if few else replace(pack, enquiries=pack.enquiries[:-1])


def _told_elsewhere(pack: Pack) -> list[Quotation]:
    """What the two lists quote and the comparison or a line of enquiry does as well."""
    compared = {said for row in pack.compared for said in (row.asked, row.listed, *row.said)}
    evidence = {said for line in pack.enquiries for said in line.evidence}
    words = {said.citation.quote for said in compared | evidence if said}
    return [said for said in (*pack.council_said, *pack.asked) if said.citation.quote in words]


def _measured(pack: Pack) -> list[Quotation]:
    """What the paper says of which a measure prints the figures."""
    own = [figure.citation for figure in pack.figures if not figure.apart]
    return [
        said
        for said in pack.council_said
        if any(
            said.citation.document == each.document and each.span in said.citation.span
            for each in own
        )
    ]


def _without(pack: Pack, said: Quotation) -> Pack:
    """The pack without a quotation of its two lists, of each of which one stays."""
    return replace(
        pack,
        council_said=_drop(pack.council_said, said),
        asked=_drop(pack.asked, said),
    )


def _drop(quotations: tuple[Quotation, ...], said: Quotation) -> tuple[Quotation, ...]:
    return tuple(each for each in quotations if each != said) or quotations


def _without_last_evidence(pack: Pack, most: int) -> Pack:
    """Without the last quotation of the line that has most and more than so many, the last of
    those alike."""
    at = _with_most([len(line.evidence) for line in pack.enquiries], most)
    lines = tuple(
        replace(line, evidence=line.evidence[:-1]) if number == at else line
        for number, line in enumerate(pack.enquiries)
    )
    return replace(pack, enquiries=lines)


def _with_most(counts: Sequence[int], least: int = 1) -> int:
    """The place of the last of the highest counts; -1 where none is above the least."""
    most = max(counts, default=0)
    return max(at for at, count in enumerate(counts) if count == most) if most > least else -1


# --- taken back ------------------------------------------------------------


def say_left_out(whole: Pack, pack: Pack) -> str:
    """What of the whole a pack leaves out, part by part; empty for nothing."""
    kept_lines = [line.issue for line in pack.enquiries]
    gone = [line.issue for line in whole.enquiries if line.issue not in kept_lines]
    on = f" on {say_join(gone)}" if gone else ""
    counts = (
        ("line", f"of enquiry{on}", len(whole.enquiries), len(pack.enquiries)),
        ("quotation", "", _quoted_in(whole, whole), _quoted_in(whole, pack)),
        ("measure", "", len(whole.figures), len(pack.figures)),
        ("answer", "given before", len(whole.told), len(pack.told)),
        ("phrase", "explained", len(whole.words), len(pack.words)),
    )
    told = [
        " ".join(filter(None, (say_count(all_ - kept, noun), what)))
        for noun, what, all_, kept in counts
        if all_ > kept
    ]
    return say_join(told) if told else ""


def _quoted_in(whole: Pack, pack: Pack) -> int:
    """How many quotations stand in the two lists and under lines; of a line left out, as many as
    the whole has."""
    kept = {line.issue: len(line.evidence) for line in pack.enquiries}
    under = sum(kept.get(line.issue, len(line.evidence)) for line in whole.enquiries)
    return under + len(pack.asked) + len(pack.council_said)


def each_back(whole: Pack) -> Iterator[Callable[[Pack], Pack]]:
    """What takes back one quotation each: what the paper says first besides its risks, these, of a
    line of enquiry, of the paper, a measure, of what was asked, what explains a phrase; last what
    members were told."""
    risks = (each for each in whole.council_said if each.is_risk)
    for said in (*_said_besides_risks(whole)[:_KEPT_SAID], *risks):
        yield partial(_with_listed, whole=whole, said=said)
    for at, line in enumerate(whole.enquiries):
        for said in line.evidence[1:]:
            yield partial(_with_evidence, whole=whole, at=at, said=said)
    for said in whole.council_said:
        yield partial(_with_listed, whole=whole, said=said)
    for figure in [each for each in whole.figures if not _is_quoted(each, whole)]:
        yield partial(_with_figure, whole=whole, figure=figure)
    for said in whole.asked:
        yield partial(_with_asked, whole=whole, said=said)
    for word in whole.words:
        yield partial(_with_word, whole=whole, word=word)
    for exchange in whole.told:
        yield partial(_with_told, whole=whole, exchange=exchange)


def _with_evidence(pack: Pack, whole: Pack, at: int, said: Quotation) -> Pack:
    lines = tuple(
        replace(
            line,
            evidence=tuple(
                each for each in whole.enquiries[at].evidence if each in (*line.evidence, said)
            ),
        )
        if number == at
        else line
        for number, line in enumerate(pack.enquiries)
    )
    return _with_own_sources(replace(pack, enquiries=lines), whole)


def _with_listed(pack: Pack, whole: Pack, said: Quotation) -> Pack:
    kept = tuple(each for each in whole.council_said if each in (*pack.council_said, said))
    return _with_own_sources(replace(pack, council_said=kept), whole)


def _with_figure(pack: Pack, whole: Pack, figure: Figure) -> Pack:
    kept = tuple(each for each in whole.figures if each in (*pack.figures, figure))
    return _with_own_sources(replace(pack, figures=kept), whole)


def _with_asked(pack: Pack, whole: Pack, said: Quotation) -> Pack:
    kept = tuple(each for each in whole.asked if each in (*pack.asked, said))
    return _with_own_sources(replace(pack, asked=kept), whole)


def _with_told(pack: Pack, whole: Pack, exchange: Exchange) -> Pack:
    kept = tuple(each for each in whole.told if each in (*pack.told, exchange))
    return _with_own_sources(replace(pack, told=kept), whole)


def _with_word(pack: Pack, whole: Pack, word: Word) -> Pack:
    kept = tuple(each for each in whole.words if each in (*pack.words, word))
    return _with_own_sources(replace(pack, words=kept), whole)
