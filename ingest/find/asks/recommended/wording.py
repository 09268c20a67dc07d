"""The words that head a list of recommendations, lead into one, or ask for something."""

from __future__ import annotations

import re

from ingest.find.asks.introduced_lists import number_of

MEETING = (
    r"(?:cabinet|executive|council|(?:[\w’'&]+ ){0,9}?(?:committee|board|panel|commission|forum"
    r"|group)|members|councillors)"
)
_NUMBER = re.compile(
    r"^(?:(?:part|section) (?:\d{1,2}|[a-z])[:.–-]|\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-z][.)]"
    r"|\([ivx]+\))\s+",
    re.IGNORECASE,
)
_WHOSE = (
    r"(?:(?:the|our|its|their|my|officers?|officer[’']s|officers[’']|key|main|full|formal|final"
    r"|draft"
    r"|proposed|priority|specific|summary of|list of|overview of|conclusions? and|findings and"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
    r"|(?:committee|panel|group|task group|commission|board|coroner|inspector|team|scrutiny)"
    r"(?:[’']s)?) )*"
)
_HEADING = re.compile(
    rf"{_WHOSE}recommend(?:ation|ed (?:decision|resolution|action|option))s?(?:\(s\))?"
    r"(?:(?: (?:made|put|sent))? (?:to|for) [^.]{3,60}| arising(?: from .{3,60})?"
    r"| of (?:the|this) (?:review|report|group|task group|committee|panel|inquiry))?"
    r"(?: and (?:reasons?|next steps|conclusions?|rationale)(?: for .{3,60})?)?"
    r"|(?:decision|action)s?(?:\(s\))? (?:required|requested|sought|recommended|needed|to be made)"
    r"(?: (?:of|by|from) .{3,60})?"
    r"|matters? for (?:decision|determination|consideration)"
    r"|what .{3,60} (?:is|are) (?:being )?asked (?:to do|for|to decide)"
    r"|(?:it is )?(?:therefore )?recommended(?: that| to)?"
    rf"|(?:the )?{MEETING}(?: members)? (?:is|are) (?:therefore |also )?"
    r"(?:asked|recommended|invited|requested)(?: to| that)?"
    r"|what (?:we|the (?:group|panel|committee|commission|board)) (?:are |is )?recommend(?:s|ing)?"
    r"|we (?:therefore |also |would )?(?:recommend|suggest)(?: that)?"
    r"(?: (?:you|the .{3,60}))?(?: should)?"
    r"|(?:the )?matters? of concern(?: (?:is|are) as follows)?"
    r"|areas? for improvement"
    rf"|{_WHOSE}(?:(?:suggested|proposed|recommended) )?"
    r"(?:suggestions|next steps for (?:the )?council"
    r"|actions for (?:the )?(?:council|partnership|board|next .{3,30}))"
    r"(?: for .{3,60})?"
    r"|suggested (?:actions|areas of focus|next steps|priorities)(?: for .{3,60})?"
    r"|(?:(?:key|main|specific|other) )?(?:points|suggestions)"
    r" (?:for|to) (?:the council(?:[’']s)? )?(?:further |future )?"
    r"(?:consider(?:ation)?|reflection|reflect on|explore)(?: further)?",
    re.IGNORECASE,
)
ASKED = re.compile(
    rf"\b(?:the )?({MEETING})(?: members)? (?:is|are) (?:therefore |also |hereby |now )*"
    r"(?:asked|recommended|invited|requested|advised)\b(?! to declare\b)(?: (?:to|that)\b)?",
    re.IGNORECASE,
)
# A heading within a list that says who is asked: "To the Cabinet", "For schools".
_TO_WHOM = re.compile(
    rf"(?:recommendations? )?(?:to|for) (?:all |our )*(?:(?:the )?{MEETING}|partners?|schools"
    r"|providers|government|(?:the )?(?:secretary of state|department.{0,30}|partnership|police"
    r"|service|local authority|trust|provider|health .{2,30}"
    r"|(?-i:[A-Z])[\w’'-]+(?: [\w’',&-]+){0,7}))",
    re.IGNORECASE,
)
_LEADS = re.compile(
    rf"{ASKED.pattern}.{{0,80}}$"
    r"|\bit is (?:therefore |also |further )?(?:recommended|proposed|requested)\b.{0,80}$"
    r"|\bpurpose of this report is to ask\b.{0,100}$"
    r"|\b(?:I|we)(?: now| therefore| also)* (?:expect|require|ask|urge|want"
    r"|request)\b[^.]{2,80}\bto\b"
    r".{0,60}$"
    r"|\b(?:we|I|she|he|they|group|panel|committee|commission|board|review(?:er)?s?|team|authors?"
    r"|scrutineer|adviser|working party)\b"
    r"(?: therefore| also| would)* recommends?\b.{0,100}$"
    rf"|^{_WHOSE}(?:recommendations?|proposals?)\b.{{0,50}}\b(?:are|is|were|follows?)\b.{{0,40}}$",
    re.IGNORECASE | re.DOTALL,
)
# "The review makes the following recommendations to the partnership."
_ANNOUNCES = re.compile(
    r"\b(?:makes?|made|(?:is|are) making|offers?|sets? out) (?:the following|these|\w+)"
    r" (?:key |formal )?(?:recommendations|suggestions)\b[^.]{0,80}\.?$",
    re.IGNORECASE,
)
# A coroner's paragraph ends so, however long it is.
_CONCERNS = re.compile(r"\bmatters? of concern (?:is|are)\b[^.:]{0,40}:$", re.IGNORECASE)
_WEAKNESSES = re.compile(
    r"\b(?:written )?statement of (?:proposed )?action\b.{0,200}:$"
    r"|\bareas? of (?:significant |serious )?(?:weakness(?:es)?|concern)\b.{0,80}:$",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(
    r"(?:R(?:ec)?\.? ?\d{1,2}(?:/\d{2,4})?[.:)]?\s+)?(?:that\b|to [a-z]+\b|(?:we|I) (?:also "
    r"|therefore )?recommend\b"
    r"|it is (?:therefore |also )?recommended\b|(?:the )?(?:report|update|paper"
    r"|findings)\b.{0,60}\bbe (?:noted|received)"
    r"|[^.]{0,160}\b(?:should|must|needs? to|(?:is|are) (?:asked|recommended|invited|requested)"
    r"|be (?:noted|approved|agreed|asked|recommended|requested|adopted|received))\b"
    r"|(?:notes?|agrees?|approves?|recommends?|resolves?|requests?|asks?|endorses?|supports?"
    r"|decides?|considers?|comments?|delegates?|authorises?|adopts?|accepts?|receives?|reviews?"
    r"|welcomes?|invites?|commissions?|refers?|confirms?|establish(?:es)?|ensures?)\b)",
    re.IGNORECASE,
)
# What says who asks whom, and nothing of what is asked.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
    that to it is are be the a an of and or for as in by at its their this these with on
    from following follows set out below hereby therefore also further now recommended
    recommends recommend asked ask asks invited invite invites requested requests request
    advised note notes agree agrees agreed approve approves resolve resolves resolved
    endorse endorses consider considers decide decides support supports should must needs
    need we i members member councillors committee cabinet executive council board panel
    commission forum group select scrutiny overview recommendation recommendations one two
    three four five six seven eight nine ten key main make makes made take taken actions
    action having considered
        """,
    )
)
_SHORT_LEAD = 14  # words of a lead that no colon ends: "That the Corporate Parenting Committee"
_LONG_LEAD = 45


def bare(words: str) -> str:
    """A heading without its number, marks and closing signs, in single spaces.

    >>> bare("2. Recommendation(s):")
    'Recommendation(s)'
    """
    plain = " ".join(words.split()).strip("*# ")
    return _NUMBER.sub("", plain).rstrip(" .:–-").strip()


def heads_recommendations(words: str) -> bool:
    """True of a heading under which recommendations stand; not of "Reasons for recommendations".

    >>> heads_recommendations("RECOMMENDATION(S):"), heads_recommendations("Reason for decision")
    (True, False)
    """
    return _HEADING.fullmatch(bare(words)) is not None


def leads_to_recommendations(words: str) -> bool:
    """True of words like "The Committee is asked to:" or "The five key recommendations are:"."""
    plain = words.rstrip()
    if _CONCERNS.search(plain):
        return True
    return (
        ends_in_colon(plain) and len(plain.split()) <= _LONG_LEAD and _leads(plain.rstrip(" :-–—"))
    )


def ends_in_colon(words: str) -> bool:
    """True of words that end in a colon, or in ":-" as older papers print it."""
    return words.rstrip(" -–—").endswith(":")


def leads_to_weaknesses(words: str) -> bool:
    """True of what leads to the weaknesses that an area must write a statement of action about."""
    return _WEAKNESSES.search(words.rstrip()) is not None


def _leads(words: str) -> bool:
    sentence = re.split(r"(?<=[.?!])\s+", words.strip())[-1]
    return _LEADS.search(sentence) is not None


def is_lead(words: str, marked: bool) -> bool:
    """True of words that lead into what is asked below them and ask nothing themselves.

    A numbered line that says what is asked and then lists its parts asks by itself.

    >>> is_lead("That the Committee:", True), is_lead("Agree to these changes in pay:", True)
    (True, False)
    """
    plain = words.strip()
    if names_addressee(plain) and not plain.endswith((".", ";")):
        return True
    colon = ends_in_colon(plain)
    if colon and not marked:
        return len(plain.split()) <= _LONG_LEAD
    if not colon and (plain.endswith((".", ";", "?")) or len(plain.split()) > _SHORT_LEAD):
        return False
    return all(word[0].isupper() or word.lower() in _EMPTY for word in re.findall(r"\w+", plain))


def names_addressee(words: str) -> bool:
    """True of a heading within a list that says only who is asked.

    >>> names_addressee("B. To the provider"), names_addressee("To note the report")
    (True, False)
    """
    return _TO_WHOM.fullmatch(bare(words)) is not None


def announces(words: str) -> bool:
    """True of a sentence that says that recommendations come, and is none.

    >>> announces("The review makes the following recommendations to the partnership.")
    True
    """
    return len(words.split()) <= _LONG_LEAD and _ANNOUNCES.search(words.strip()) is not None


def asks(words: str) -> bool:
    """True of a paragraph whose first words ask for something: "That the report be noted"."""
    return _ASKS.match(words.strip()) is not None


def printed_number(marker: str) -> str:
    """The number of a marker, a Roman one too; empty of a bullet."""
    return number_of(marker) or (marker.strip("(). ") if marker.strip("(). ").isalpha() else "")
