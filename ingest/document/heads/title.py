"""The title that a paper prints in its head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.document import Document
from corpus.kinds import AGENDA_PACK, MINUTES
from ingest.document.dates import read_days
from ingest.document.heads.casing import in_sentence_case
from ingest.document.heads.lines import HeadLine, head_lines

_MINUTED = re.compile(
    r"\bminutes?\b|\b(?:action|meeting) notes?\b"
    r"|\b(?:notes?|record|summary|account) (?:of|from) (?:the |an? |our )?(?:[\w’',&-]+ ){0,9}?"
    r"(?:meeting|session|conversation|discussion|evening|seminar|committee|panel|board|commission"
    r"|forum|group)\b",
    re.IGNORECASE,
)
_NAMES_BODY = re.compile(
    r"\b(?:committee|panel|board|commission|cabinet|council|executive|forum)\b"
    r"(?! (?:room|chamber))",
    re.IGNORECASE,
)
_HEADINGS = 6  # lines within which minutes say that they are
_MOST_WORDS = 25
_TITLE_LABEL = re.compile(
    r"(?:(?:report|decision|item|paper) )?title(?: of (?:the )?(?:report|decision|paper|item))?"
    r"|name of report|subject|topic"
)
_HELD = re.compile(
    r"\bmeeting of (?:the )?((?:[\w’',&()-]+ ){0,12}?"
    r"(?i:cabinet|council|executive|committee|panel|commission|board|forum))\b"
)
_MEETING = re.compile(
    r"(?!.*\b(?:notice|direction|inspection|letter|questions|response"
    r"|petitions?(?! (?:committee|panel)))\b)(?:the )?"
    r"(?:meeting of (?:the )?)?(?:[\w’',&()/-]+ ){0,12}?"
    r"(?:cabinet|council|executive|(?:sub-?)?committee|panel|commission|board|forum)"
    r"(?: of (?:directors|trustees))?(?: meeting)?",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:the )?(?:local government association|LGA|ofsted|care quality commission|department for"
    r" education|(?:his|her) majesty[’']s .{3,90}|HM inspectorate .{3,60}|HMICFRS"
    r"|secretary of state.{0,40}|(?:(?:royal|london|metropolitan) )?borough of [\w’' -]{3,40}"
    r"|(?:city|county) of [\w’' -]{3,40})"
    r"|(?!.*\b(?:notice|direction|report|review|inspection|letter|plan|strategy|visit|challenge)\b)"
    r"(?:the )?(?:[\w’'&-]+,? ){1,8}council(?:(?:,| [–-] ).{0,60}"
    r"| (?:and|with) (?:NHS .{0,40}|.{0,40}(?:council|board|partnership|trust)))?"
    r"|(?:[\w’'-]+ ){1,3}children[’']?s? (?:first|(?:services )?trust)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^report(?: (?:from|by|to|of))?(?: ?:|$)"
    r"|^(?:joint )?report (?:from|by|of) (?:the )?(?:[\w’',&-]+ ){0,6}?"
    r"(?:director|head|chief|leader|cabinet member|portfolio holder|officer|manager|chair)\b"
    r"|^portfolio holder"
    r"|^(?:members? present|membership|also present|in attendance|apologies|quorum)\b"
    r"|^(?:author|date|time|venue|items?|summary(?! of)|drafted|data are|(?:report )?prepared by"
    r"|written by|produced by"
    r"|contact|wards?|version|page|present|dear|to|from|on(?= ?:)|cc|ref"
    r"|agenda item|item no|part [1i]\b|open|public(?! (?:questions|participation|petitions))"
    r"|for (?:information|decision|comment|publication|discussion|noting|review)|not for"
    r"|published|classification|status|draft [–-]|circulation|key decision|source|director|chief"
    r"|private and confidential|official|appendix|annex|enclosure|tel|email|www|http|minutes of the"
    r" (?:last|previous))\b"
    r"|^\S+ council$|^(?:presented by|held (?:on|at|in)|meeting (?:in public|held))\b"
    r"|\.gov\.uk\b|\w \| \w",
    re.IGNORECASE,
)
# What sort of paper a title says that it is; a name without one ("Keeping children in school") has
# it in the line below ("Final report of the task group").
_SORT = re.compile(
    r"\b(?:reports?|review|strategy|plan|programme|update|inquiry|notice|direction|letter|statement"
    r"|inspection|challenge|log|tracker|scorecard|dashboard|note|profile|audit|register|answers)\b",
    re.IGNORECASE,
)
# The annex that a paper is, where its name follows: "Annex C. Written answers".
_APPENDED = re.compile(
    r"(?:annexe?|appendix|enclosure) (?:\d{1,2}|[a-z])[.:]? [–-]? ?(?=\w+ \w+)", re.IGNORECASE
)
_JOINED = re.compile(r"(?:AND|AT|BETWEEN|BY|FOR|FROM|IN|OF|ON|TO|UNDER|WITH) [^a-z]+")
# The time that figures are of, alone on its line: papers of each month have one name.
_PERIOD = re.compile(
    r"(?:quarter (?:\d|one|two|three|four)|q\d|month \d{1,2})?,? ?"
    r"(?:[a-z]+ (?:to [a-z]+ )?)?20\d\d(?:[/–-]\d\d)?",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"(?:[\w’'&-]+ ){1,5}(?:police|constabulary|partnership|trust)", re.IGNORECASE)
# Papers that each committee has, of one name.
_OF_EACH = re.compile(
    r"(?:draft |updated )?(?:(?:scrutiny |committee )?(?:actions?|recommendations?)"
    r"(?: and (?:actions?|recommendations?))? (?:log|tracker|list|sheet|schedule)"
    r"|(?:forward|work) (?:plan|programme)|decision (?:sheet|list)|annual report)\b"
    r"(?: (?:as at|for|of|to|and|\d[\d/ –-]*|[A-Z][a-z]+ 20\d\d))*",
    re.IGNORECASE,
)
# What sort of paper a line says that one is whose title stands behind a label.
_NAMED_SORT = re.compile(
    r"\b(?:(?:statutory )?improvement notice|(?:record|notice) of (?:\w+ ){0,3}decisions?"
    r"|(?:[a-z]+ )?decision (?:record|notice)|(?:scrutiny |members?[’']? )?briefing (?:note|paper))"
    r"(?: no\.?)?(?: [\d/]+)?$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"[,–:-]?\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?\d{1,2}(?:st|nd|rd"
    r"|th)?\s+[a-z]+,?"
    r"\s+20\d\d.*$",
    re.IGNORECASE,
)


def printed_title(document: Document) -> str:
    """The title as printed; empty where the head has none.

    It is the line labelled as such ("Subject:"), of minutes the line that says so, of a letter the
    first behind its greeting, else the first that names no body, meeting, day or person.
    """
    lines = [line for line in head_lines(document) if line.words]
    labelled = [line for line in lines if _TITLE_LABEL.fullmatch(line.label)]
    plain = [line for line in lines if not line.label and line.block.kind != "cell"]
    if document.kind == MINUTES:
        labelled += filter(_says_minutes, plain[:_HEADINGS])
    greeted = [i for i, line in enumerate(plain) if re.match(r"dear\b", line.words, re.I)]
    told = [line for line in plain[greeted[0] if greeted else 0 :] if _is_title(line)]
    told.sort(key=lambda line: _WHOSE.fullmatch(line.words) is not None)
    in_table = (line for line in lines if line.label and line.block.kind == "cell")
    titles = [*labelled, *told, *([] if told else filter(_is_title, in_table))]
    title = in_sentence_case(_APPENDED.sub("", titles[0].words), document) if titles else ""
    sort = _named_sort(plain, document) if titles and titles[0].label else ""
    if sort:
        return f"{sort}: {title}"
    if document.kind not in (MINUTES, AGENDA_PACK):
        return _told_apart(title, titles[0], plain, document) if titles else ""
    meeting = _held_meeting(document) or _meeting_line(plain)
    if not meeting or meeting.lower() in title.lower():
        return title
    if document.kind == AGENDA_PACK:
        return f"{meeting}: agenda and papers"
    if any(map(_says_minutes, titles[:1])):
        named = {name.lower() for name in _NAMES_BODY.findall(title)}
        own = named - {"council"} or (named and meeting.lower().endswith("council"))
        return title if own else f"{meeting}: {title[:1].lower()}{title[1:]}"
    alone = title and len(meeting.split()) == 1  # minutes of one item have its title
    return title if alone else f"Minutes of the {meeting}"


def _named_sort(plain: Sequence[HeadLine], document: Document) -> str:
    """What sort of paper it is, by a line of its head: "Improvement notice"; empty: none says."""
    found = (_NAMED_SORT.search(line.words) for line in plain[:_HEADINGS])
    return next((_capital(in_sentence_case(each[0], document)) for each in found if each), "")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _told_apart(title: str, line: HeadLine, plain: Sequence[HeadLine], document: Document) -> str:
    """A title with its second line, or whose it is, where others have the first line too."""
    rest = plain[plain.index(line) + 1 :][:1] if line in plain else []
    if rest and _is_second_line(line, rest[0]):
        title = in_sentence_case(f"{line.words} {rest[0].words}", document)
    elif rest and _PERIOD.fullmatch(rest[0].words) and not re.search(r"\b20\d\d", title):
        title = f"{title}, {rest[0].words}"
    elif rest and _is_title(rest[0]) and _goes_on(line.words, rest[0].words):
        title = f"{title}: {in_sentence_case(rest[0].words, document)}"
    if _OF_EACH.fullmatch(_DATED.sub("", title).strip(" ,:–-")):
        meeting = _held_meeting(document) or _meeting_line(plain)
        return f"{meeting}: {title[:1].lower()}{title[1:]}" if meeting else title
    return title


def _is_second_line(title: HeadLine, line: HeadLine) -> bool:
    """True of the rest of a title in capitals: "REVIEW OF FOSTERING" "IN THE TWO BOROUGHS"."""
    alike = title.block.size == line.block.size and title.block.bold == line.block.bold
    return alike and title.words.isupper() and bool(_JOINED.match(line.words))


def _goes_on(title: str, line: str) -> bool:
    """True of a line that says what sort of paper a title is of, or which body it is about."""
    if len(f"{title} {line}".split()) > _MOST_WORDS:
        return False
    sort = _SORT.search(title)
    return bool(_WHOSE.fullmatch(line) if sort else _SORT.search(line))


def _meeting_line(lines: Sequence[HeadLine]) -> str:
    """The first line of a head that is the name of a meeting; empty where there is none."""
    undated = (_DATED.sub("", line.words).strip(" ,:–-") for line in lines[:_HEADINGS])
    names = (words for words in undated if _is_meeting(words) and not _BODY.fullmatch(words))
    return next((_named(words) for words in names if _names_itself(words)), "")


def _names_itself(words: str) -> bool:
    """True of a meeting's name: of one word only the cabinet's, the executive's, the council's."""
    return len(words.split()) > 1 or words.lower() in ("cabinet", "executive", "council")


def _named(words: str) -> str:
    if not words.isupper():
        return words
    small = re.compile(r"(?:and|of|the|for|in|to)", re.IGNORECASE)
    parts = (w.lower() if small.fullmatch(w) else w.capitalize() for w in words.split())
    return " ".join(parts)


def _held_meeting(document: Document) -> str:
    """The meeting that a head tells of in a sentence: "At a meeting of the Youth Panel held"."""
    matches = (_HELD.search(line.words) for line in head_lines(document))
    return next((_named(match[1]) for match in matches if match), "")


def _says_minutes(line: HeadLine) -> bool:
    words = len(line.words.split())
    return bool(_MINUTED.search(line.words)) and 2 <= words <= _MOST_WORDS


def _is_title(line: HeadLine) -> bool:
    words = _APPENDED.sub("", line.words)
    if not 2 <= len(words.split()) <= _MOST_WORDS or words.endswith((".", ",", ";")):
        return False
    undated = re.sub(r" ?\([^()]*\)$", "", _DATED.sub("", words).strip(" ,:–-"))
    if _NO_TITLE.search(words) or not undated or (read_days(words) and _is_meeting(undated)):
        return False
    return not (_is_meeting(undated) or _BODY.fullmatch(words))


def _is_meeting(words: str) -> bool:
    return _MEETING.fullmatch(words) is not None
