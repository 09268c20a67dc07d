"""Values that a council's paper states plainly: "Attendance was 84.1% in 2018/19".

What inspectors' sentences say is read by the measures of the vocabulary alone. A paper that
reports figures names measures of its own too: there the subject of the sentence is the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.document import Document, Span
from corpus.kinds import kind_of
from corpus.records import Observation
from ingest.find.measures.numbers_in_sentences import owner_of, place_numbers
from ingest.find.measures.periods import Period
from ingest.find.measures.tables.columns import day_of
from ingest.find.relative_periods import find_told_periods
from models.text.quantities import Quantity, find_quantities
from models.text.sentences import find_sentences

_ABOUT = r"(?: (?:at|about|around|approximately|just|nearly|only|some|now|still|currently))*"
_STATES = re.compile(
    r"(?:(?:is|are|was|were|stands?|stood|remains?|remained|averaged|reached|totalled|accounts? for"
    r"|accounted for|makes? up|made up|c[ao]mes? to|amount(?:s|ed) to|numbered)"
    r"|(?:\w+ly )?(?:rose|fell|increased|decreased|reduced|dropped|improved|declined|grew|went up"
    r"|went down|ha[sd] (?:risen|fallen|increased|decreased|dropped|improved|declined|grown)"
    r"|have (?:risen|fallen|increased|decreased|dropped|improved|declined|grown))"
    rf"(?: (?:slightly|further|again|sharply))?(?: from [^;]{{1,30}}?)? to){_ABOUT} $",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^|, |: |\bthat ")
# "The forecast rests on the number of children in care, which was".
_RELATIVE = re.compile(
    r"\b(?:the|our) (?P<name>(?:number|rate|share|proportion|percentage|average|total)"
    r" [^.;:,()£]{5,90}), which (?:now )?(?:is|was|stands? at|stood at"
    r"|has (?:risen|fallen|grown|dropped) to) $",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?P<name>(?:the |our )?[A-Za-z][^.;:,()#£]{3,110}?) "
    r"(?P<states>(?:is|are|was|were|stands?|stood|remains?|remained|averaged|reached|totalled"
    r"|accounts?"
    r"|accounted|makes?|made|comes?|came|amounts?|amounted|numbered|rose|fell|increased|decreased|reduced|dropped|improved|declined"
    r"|grew|went"
    r"|has|had|have|(?!early|only|family|weekly|monthly|quarterly)\w+ly)\b.*)$",
    re.IGNORECASE,
)
# "Visits made on time were": the last of its verbs states the number.
_LONG_SUBJECT = re.compile(_SUBJECT.pattern.replace("{3,110}?)", "{3,110})"), re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:this|that|these|those|it|they|there|he|she|we|which|who|and|but|of|a|an|one|both|most|some"
    r"|although|though|while|whilst|when|where|as|if|since|because|however|so"
    r"|the (?:target|figure|rate|number|total|increase|reduction|difference|gap|cost|budget)$)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"^(?:the|our|against (?:a|the)) target (?:is|was|of|for .{3,40} (?:is|was))$", re.I
)
_TALLIED = re.compile(  # "with 1,204 families", "there were 41 referrals", "412 children were seen"
    r"(?:^|, |: |\bthat )(?:[\w’' ]{0,40}\b(?:worked with|supported|received|completed|looked after"
    r"|recorded|handled"
    r"|helped|held|raised|issued|opened|closed"
    r"|made|carried out|saw|trained|approved|recruited|reached|there (?:were|was|are)|had))?"
    r"\s*(?:(?:a total of|about|around|some|over|nearly)|a further)?\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r" (?P<name>(?=(?:children|people|families|pupils|young people)\b)"
    r"(?:[a-z][\w’'-]*(?: [\w’'-]+){1,7}|families|pupils)(?=[.;,(]|\s*$|  )|"
    r"(?!(?:and|or|to|of|per|other|more|further|new|times?|pages?|weeks?|days?|months?"
    r"|years?|meetings?|interviews?|sessions?|cases|files|records|documents"
    r"|minutes?|hours?|members?|people who)\b)(?:[a-z][\w’'-]*s\b"
    r"|[a-z][\w’'-]* (?:[\w’'-]+ ){0,4}?[\w’'-]*s\b)"
    r"(?: (?:were|was|had|have|received|took|left|joined|attended|started|began|placed|in|on"
    r"|with)\b"
    r"[^.;,()]{0,50})?)",
)
_COMPARED = re.compile(
    r"(?:\b(?:from|and (?:has |had )?(?:risen|rose|fallen|fell|dropped|grown|grew|come (?:up|down)"
    r"|gone (?:up|down)) to|compared (?:with|to)|against|while|England(?:’s|'s)?"
    r"|(?:average|figure|rate) (?:of|is|was)"
    r"|equivalent to|equal to|equates? to|equating to|(?:a|the) rate of|representing"
    r"|(?:targets?|aim|goal|ambition|ceiling|benchmark) of|(?:neighbours|England|region|nationally"
    r"|elsewhere|target) (?:is|was|are|were|stood)(?: at)?)(?: (?:about|around|nearly|just))? "
    r"|\((?:[^()%]{0,40}[: ])?)$",
    re.IGNORECASE,
)
# "46% in 2024 and 39% a year before": a second value has its own time or owner behind it.
_JOINED = re.compile(r"\band $")
_OF_ANOTHER = re.compile(
    r",? (?:for|in|at|across|nationally|locally|a year|the year|twelve months)\b"
)
_ENDS_VALUE = re.compile(r"\s*(?:$|[.;,()]|(?:in|at|by|against|on|up|down|compared|from|for)\b)")
# Facts of a paper that are no measures.
_FACT = re.compile(
    r"(?:contact|tel|phone|fax|ward|item|ref|page|date|time|room|cost|budget|price|agenda|minute"
    r"|paragraph|appendix|annex|question|answer|note|key decision|version|deadline)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"^(?P<name>[A-Z][^:.;£]{7,110}):\s*(?:about |around |some )?$")
_SHARE_BEFORE = re.compile(
    r"(?:[^.;()£%]{3,160}\b(?:that|and|while|but) |[^.;()£%]{3,80}(?:, and|:) )?"
    r"(?:(?:in|at|by|among|across|for) [^.,;:()£%]{3,60}, "
    r"|in (?:the|our) (?:week|month|quarter|term|year)\b[^.,;:()£%]{0,40} )?"
    r"(?:(?:in )?(?:some|about|around|nearly|almost|over|just"
    r" (?:over|under))?|in)? ?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r" of (?P<name>(?!the (?:saving|cost|budget|money|grant|total)|it\b|them\b|those\b|this\b)"
    r"[a-z](?:[^.;,()£\d]|(?<=[a-z] )\d{1,2}(?= [a-z])){10,90})"
)
# "Of the children on the caseload, 62% had been excluded".
_AMONG = re.compile(
    r"(?:of|among) (?:the |all |those )?(?:\d[\d,]* )?"
    r"(?P<name>(?!these\b|those\b|them\b|this\b|which\b)[a-z][^.,;:()£%]{5,70}?),? (?:some "
    r"|about |around |nearly |only )?",
    re.IGNORECASE,
)
_HAD = re.compile(
    r" (?P<told>(?:were|was|are|is|had|have|has|did|do|took|live|lived|received)\b[^.;,()£]{3,90})"
)
_PART_OF = re.compile(r"^(?P<name>[A-Z][^.;:,()£]{8,100}?) (?:for|in|with|to) $")
_GOES_ON = re.compile(
    r"(?:by [a-z]+ )?(?:(?:for|in|across) [\w ]{3,30}?,? )?(?:it|this|that|the (?:figure"
    r"|rate|share|proportion"
    r"|number|average|percentage)(?: (?:for|in|across) [\w ]{3,30}?)?) (?:is|was|had been|stood"
    r" at|(?:has |had )?(?:come|came|gone|went|risen|rose|fallen|fell|dropped|grown|grew)"
    r"(?: (?:up|down))? to)",
    re.IGNORECASE,
)
_NO_LEVEL = re.compile(
    r"\b(?:by|over|above|below|under|at least|at most|up to|more than|less than|fewer than|from|to"
    r"|between|within|nearly|(?:increase|rise|fall|drop|reduction|decrease|growth|gap|difference"
    r"|change|saving|cut)s? of|£|section|paragraph|page|year) $",
    re.IGNORECASE,
)
# "and girls 42%", "; dental checks for 74%"
_ALSO = re.compile(
    r"(?:[^.;:£]{0,60})?(?:;|,| and|^and|\bwhile|\bbut|,? whereas)(?: (?:and|the|for|of|that))* "
    r"(?P<name>[A-Za-z][A-Za-z’'-]+(?: [A-Za-z’'-]+){0,7}?)"
    r"(?: (?:for|was|is|were|are|at|stood at|filled|had|made up|accounted for|made|of|in))?",
    re.IGNORECASE,
)
_AND_ALONE = re.compile(r"(?:^|,|;| )(?:and|;|,)$|[,;]$")
# "58 in residential homes": what a number of a list of them counts.
_OWN_PART = re.compile(
    r" (?P<name>(?:(?:children|people|families|pupils|young people) )?(?:in|at|with|had|were|lived"
    r"|was|who|to|on|from|of) (?!the (?:year|quarter|month)\b)[a-z][^.;,()£\d]{3,60}?)"
    r"(?=$|[.;,(]| and \d)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"(?:(?P<before>[A-Z][^.;:()£%\d]{8,90}?) (?:for|in|by|with|to) |.*)"
    r"(?<![\d£])\d[\d,]*(?: [^.;()£%]{2,60})? \((?:or )?$"
)
_TOLD_OF = re.compile(
    r",? (?P<told>(?:had|have|has|were|was|are|is|gave|did|took|live|lived|said|needed|became|left"
    r"|came|went|moved|received|attended|achieved|met|\w{3,}ed) [^.;,()£]{3,80})"
)
_THERE_ARE = re.compile(
    r"(?:[^.;:()£]{0,60}, )?(?:there (?:were|are|was|is)\b|\d)|the (?:number|total)\b",
    re.IGNORECASE,
)
_NUMBER_BEGINS = re.compile(r"(?:[a-z]{4}|\d\d|%|\))\. (?=\d[\d,.]*(?:%| per cent| [a-z]))")
_OF_COUNTED = re.compile(
    r" (?:out )?of (?:the |our |all |these )?\d[\d,]* [a-z][\w’'-]*(?: [\w’'-]+){0,3}?(?= )"
)
_SPELL = re.compile(
    r"\b(?:in|during|over) the (?:whole )?(?:year|quarter|month|period|term)\b", re.I
)
_LABELLED = re.compile(r"^(?:[A-Z][\w ]{2,30}: |.*\bthat )")
_OF_THEM = re.compile(r"^ of (?:them|those|these)\b")
_FEWEST = 10  # smaller counts in running text are told for their own sake: "two schools"
_NAME_WORDS = 16
_RATES = ("%", "per 10,000", "days", "working days", "weeks", "cases", "FTE")


def find_plain_statements(document: Document) -> Iterator[Observation]:
    """The values of a paper whose sentence names its measure as its subject; `id` is left empty."""
    if not kind_of(document.kind).plain_values:
        return
    for block in document.blocks:
        if block.kind in ("paragraph", "item"):
            yield from _in_paragraph(document, document.quote(block.span), block.span.start)


def _in_paragraph(document: Document, words: str, start: int) -> Iterator[Observation]:
    name, told = "", list[Period]()
    for part in _sentences(words):
        sentence = part.of(words)
        periods = find_told_periods(sentence, day_of(document))
        told = periods or told  # a paragraph tells its year once
        at = start + part.start
        for named, role, quantity, its_periods in _stated(sentence, periods, told, name):
            name = named
            yield _observation(document, named, role, quantity, sentence, its_periods, at)


def _sentences(words: str) -> Iterator[Span]:
    """The sentences of a paragraph; one may begin with its number: "... a year. 24% became"."""
    for part in find_sentences(words):
        cuts = [part.start + cut.end() for cut in _NUMBER_BEGINS.finditer(part.of(words))]
        for start, end in pairwise([part.start, *cuts, part.end]):
            yield Span(start, end)


def _stated(
    sentence: str, periods: list[Period], told: list[Period], last: str
) -> Iterator[tuple[str, str, Quantity, list[Period]]]:
    """The values of a sentence with their names and roles: the one that it states first, those
    set beside it, and those that its later words give to others."""
    quantities = _quantities(sentence, periods)
    bare = _without_times(sentence, periods)
    first, named, role = _first_named(bare, quantities, bool(told), last)
    if first is None:
        yield from (
            (one, "value", share, told) for one, share in _shares_in_brackets(bare, quantities)
        )
        return
    yield named, role, first, told
    done = {first, *_compared(sentence, first, periods)}
    yield from ((named, "value", other, periods) for other in _compared(sentence, first, periods))
    before = first
    for quantity in quantities:
        if quantity.span > first.span and quantity not in done:
            other = _also_named(bare, before, quantity, named, before in done)
            if other:
                yield other, "value", quantity, told
        before = quantity


def _first_named(
    sentence: str, quantities: list[Quantity], timed: bool, last: str
) -> tuple[Quantity | None, str, str]:
    """The first number that its sentence names, with its name and role."""
    for quantity in quantities:
        named, role = _name(sentence, quantity, last)
        if named and (timed or quantity.unit in _RATES or role == "target" or _is_tally(sentence)):
            return quantity, named, role
    return None, "", ""


def _also_named(
    sentence: str, before: Quantity, quantity: Quantity, last: str, beside: bool
) -> str:
    """The name that words between two numbers give the second: "boys made up 58% and girls 42%",
    "in foster homes and 58 in residential homes"; "" where it is none of the same kind."""
    between = " ".join(sentence[before.span.end : quantity.span.start].split())
    like = quantity.unit == before.unit
    if not like or _NO_LEVEL.search(f"{between} "):
        return ""
    ahead = _ALSO.fullmatch(between)
    if ahead and not _NO_NAME.match(ahead["name"]):
        return ahead["name"][:1].upper() + ahead["name"][1:]
    if between == "and" and beside:
        return last
    behind = _OWN_PART.match(sentence, quantity.span.end)
    if behind and _AND_ALONE.search(between):
        return behind["name"].strip().capitalize()
    return ""


def _shares_in_brackets(
    sentence: str, quantities: list[Quantity]
) -> Iterator[tuple[str, Quantity]]:
    """The shares that stand in brackets behind a count: "61 (29%) had a plan", "for 88 of 104
    children (84.6%)"; the name is what is said of those counted."""
    for quantity in quantities:
        ahead, behind = sentence[: quantity.span.start], sentence[quantity.span.end :]
        counted = _BRACKETED.match(ahead)
        if quantity.unit != "%" or not counted or not behind.startswith(")"):
            continue
        told = _TOLD_OF.match(behind[1:])
        name = told["told"] if told else counted["before"]
        if name and len(name.split()) > 1:
            yield name.strip()[:1].upper() + name.strip()[1:], quantity


def _compared(sentence: str, stated: Quantity, periods: list[Period]) -> Iterator[Quantity]:
    """The other values that a sentence sets beside the one that it states."""
    for quantity in _quantities(sentence, periods):
        ahead, behind = sentence[: quantity.span.start], sentence[quantity.span.end :]
        joined = _JOINED.search(ahead) and _OF_ANOTHER.match(behind)
        like = quantity.unit == stated.unit or not quantity.unit
        if quantity != stated and (_COMPARED.search(ahead) or (joined and like)):
            yield quantity


def _quantities(sentence: str, periods: list[Period]) -> list[Quantity]:
    return [
        quantity
        for quantity in find_quantities(sentence)
        if quantity.unit not in ("£", "£ million")
        and not any(period.span.touches(quantity.span) for period in periods)
    ]


def _without_times(sentence: str, periods: list[Period]) -> str:
    """The sentence with its times as spaces, and the words before them too: "In March 2024, "."""
    for period in periods:
        lead = re.search(
            r"(?:\b(?:in|at|by|on|during|for|since|to|from|over|of)(?: the)?"
            r"(?: (?:end of|year to|quarter to|year ending|twelve months to))? )$",
            sentence[: period.span.start],
            re.IGNORECASE,
        )
        begin = lead.start() if lead else period.span.start
        after = re.match(r",? ?", sentence[period.span.end :])
        end = period.span.end + (after.end() if after and not sentence[:begin].strip() else 0)
        sentence = sentence[:begin] + " " * (end - begin) + sentence[end:]
    return sentence


def _name(sentence: str, quantity: Quantity, last: str) -> tuple[str, str]:
    """What a number measures and its role: by the words before it, else those behind."""
    words = re.sub(r"\s+", " ", sentence[: quantity.span.start]).lstrip()
    if last and _TARGET.match(words.strip()):
        return last, "target"
    if last and _GOES_ON.fullmatch(words.strip()):
        return last, "value"
    if relative := _RELATIVE.search(words):
        return relative["name"][:1].upper() + relative["name"][1:], "value"
    if subject := _subject(words):
        name = re.sub(r"^(?:the|our) ", "", subject["name"].strip(), flags=re.IGNORECASE)
        if not _NO_NAME.match(name) and len(name.split()) <= _NAME_WORDS:
            return name[:1].upper() + name[1:], "value"
    titled = _TITLED.fullmatch(words)
    enough = quantity.amount >= _FEWEST or quantity.unit in _RATES
    if titled and enough and _ENDS_VALUE.match(sentence, _unit_end(sentence, quantity)):
        return ("", "") if _FACT.match(titled["name"]) else (titled["name"], "value")
    if quantity.unit == "%" and (named := _name_of_share(sentence, quantity, words)):
        return named, "value"
    words = _LABELLED.sub("", words)
    counted = _COUNTED.match(sentence, quantity.span.end)
    parted = _OF_COUNTED.match(sentence, quantity.span.end)
    had = _TOLD_OF.match(sentence, parted.end()) if parted else None
    if had and not words.strip() and enough:
        return had["told"].strip().capitalize(), "value"
    if (
        counted
        and sentence[quantity.span.start].isdigit()
        and _TALLIED.fullmatch(words.rstrip())
        and quantity.amount >= _FEWEST
    ):
        return counted["name"].strip().capitalize(), "value"
    return "", ""


def _is_tally(sentence: str) -> bool:
    """True of a sentence that counts what there is: "There were 2,318 contacts"."""
    bare = _LABELLED.sub("", " ".join(sentence.split()))
    return _THERE_ARE.match(bare) is not None or _SPELL.search(bare) is not None


def _unit_end(sentence: str, quantity: Quantity) -> int:
    """Where a number ends with its unit: "341 per 10,000", "15.2 cases"."""
    unit = re.compile(rf" ?{re.escape(quantity.unit)}\b", re.IGNORECASE) if quantity.unit else None
    found = unit.match(sentence, quantity.span.end) if unit else None
    return found.end() if found else quantity.span.end


def _subject(words: str) -> re.Match[str] | None:
    """The subject whose verb is the last of these words, from the nearest place where it begins."""
    starts = [start.end() for start in _BEGINS.finditer(words)]
    for start in reversed(starts):
        for pattern in (_SUBJECT, _LONG_SUBJECT):
            found = pattern.match(words, start)
            if found and _STATES.fullmatch(f"{found['states'].strip()} "):
                return found
    return None


def _name_of_share(sentence: str, quantity: Quantity, words: str) -> str:
    """What a percentage is of: "17% of children in care lived ...", "Supervision was on time for
    83% of staff", "Complaints answered in ten days: 64%"; "" where it is of something else."""
    titled = _TITLED.search(words)
    if titled and _ENDS_VALUE.match(sentence, quantity.span.end):
        return titled["name"]
    if among := _AMONG.fullmatch(words):
        told = _HAD.match(sentence, quantity.span.end)
        return (
            f"{among['name'][:1].upper()}{among['name'][1:]} {told['told'].strip()}" if told else ""
        )
    share = _SHARE.match(sentence, quantity.span.end)
    told = _TOLD_OF.match(_OF_THEM.sub("", sentence[quantity.span.end :]))
    if told and _SHARE_BEFORE.fullmatch(words):
        return told["told"].strip()[:1].upper() + told["told"].strip()[1:]
    if share and _SHARE_BEFORE.fullmatch(words):
        return share["name"].strip()[:1].upper() + share["name"].strip()[1:]
    part = (
        _PART_OF.search(words) if share or sentence.startswith(" of ", quantity.span.end) else None
    )
    named = part is not None and not _NO_NAME.match(part["name"])
    return part["name"] if part and named and len(part["name"].split()) <= _NAME_WORDS else ""


def _owner_in(sentence: str, quantity: Quantity, authority: str) -> tuple[str, str]:
    """Whose a number is, by the words on both sides of it: "34% nationally"."""
    placed = place_numbers(sentence, list(find_quantities(sentence)))
    own = (number for number in placed if number.quantity.span == quantity.span)
    return next((owner_of(number, authority) for number in own), (authority, "value"))


def _is_of_another(sentence: str, quantity: Quantity, period: Period) -> bool:
    """True of "a year ago" behind another number: it is the time of that one."""
    between = sentence[quantity.span.end : max(quantity.span.end, period.span.start)]
    return period.counted and any(True for _ in find_quantities(between))


def _observation(
    document: Document,
    name: str,
    role: str,
    quantity: Quantity,
    sentence: str,
    periods: list[Period],
    start: int,
) -> Observation:
    own = [period for period in periods if not _is_of_another(sentence, quantity, period)]
    near = min(own, key=lambda period: abs(period.span.start - quantity.span.start), default=None)
    who, owned = _owner_in(sentence, quantity, document.authority)
    return Observation(
        id="",
        span=Span(start + quantity.span.start, start + quantity.span.end),
        measure=name,
        value=quantity.span.of(sentence).strip(),
        amount=quantity.amount,
        unit=quantity.unit,
        period=near.printed if near else "",
        period_end=near.end if near else day_of(document),
        who=who,
        role=role if role == "target" else owned,
    )
