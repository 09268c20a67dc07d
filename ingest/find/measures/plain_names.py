"""What a number of a plain sentence measures, by the words before it or behind it."""

from __future__ import annotations

import re

from models.text.quantities import Quantity

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
NO_NAME = re.compile(
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
    r"|years?|meetings?|interviews?|sessions?|cases|files|records|documents|recommendations|findings|actions"
    r"|minutes?|hours?|members?|people who)\b)(?:[a-z][\w’'-]*s\b"
    r"|[a-z][\w’'-]* (?:[\w’'-]+ ){0,4}?[\w’'-]*s\b)"
    r"(?: (?:were|was|had|have|received|took|left|joined|attended|started|began|placed|in|on"
    r"|with)\b"
    r"[^.;,()]{0,50})?)",
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
TOLD_OF = re.compile(
    r",? (?P<told>(?:had|have|has|were|was|are|is|gave|did|took|live|lived|said|needed|became|left"
    r"|came|went|moved|received|attended|achieved|met|\w{3,}ed) [^.;,()£]{3,80})"
)
_THERE_ARE = re.compile(
    r"(?:[^.;:()£]{0,60}, )?(?:there (?:were|are|was|is)\b|\d)|the (?:number|total)\b",
    re.IGNORECASE,
)
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
RATES = ("%", "per 10,000", "days", "working days", "weeks", "cases", "FTE")


def name_of(sentence: str, quantity: Quantity, last: str) -> tuple[str, str]:
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
        if not NO_NAME.match(name) and len(name.split()) <= _NAME_WORDS:
            return name[:1].upper() + name[1:], "value"
    titled = _TITLED.fullmatch(words)
    enough = quantity.amount >= _FEWEST or quantity.unit in RATES
    if titled and enough and _ENDS_VALUE.match(sentence, _unit_end(sentence, quantity)):
        return ("", "") if _FACT.match(titled["name"]) else (titled["name"], "value")
    if quantity.unit == "%" and (named := _name_of_share(sentence, quantity, words)):
        return named, "value"
    words = _LABELLED.sub("", words)
    counted = _COUNTED.match(sentence, quantity.span.end)
    parted = _OF_COUNTED.match(sentence, quantity.span.end)
    had = TOLD_OF.match(sentence, parted.end()) if parted else None
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


def is_tally(sentence: str) -> bool:
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
    told = TOLD_OF.match(_OF_THEM.sub("", sentence[quantity.span.end :]))
    if told and _SHARE_BEFORE.fullmatch(words):
        return told["told"].strip()[:1].upper() + told["told"].strip()[1:]
    if share and _SHARE_BEFORE.fullmatch(words):
        return share["name"].strip()[:1].upper() + share["name"].strip()[1:]
    part = (
        _PART_OF.search(words) if share or sentence.startswith(" of ", quantity.span.end) else None
    )
    named = part is not None and not NO_NAME.match(part["name"])
    return part["name"] if part and named and len(part["name"].split()) <= _NAME_WORDS else ""
