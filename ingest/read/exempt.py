"""Papers that are marked as not for publication, told from papers that only speak of such."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.errors import Exempt

_FRONT = 25  # lines of the first page that may bear the marking: a council's heading and title
_EDGE = 3  # lines at the top and bottom of every page: running heads

# A marking opens its line. An agenda's item on excluding the public, or a report that says
# which appendix is exempt, speaks of it within a sentence.
_MARKING = re.compile(
    r"""\W*(?:
          (?:(?i:private|strictly|confidential|restricted|exempt|and|part\s(?:2|ii|b))[\W_]+)*
            N(?i:ot\sfor\spublication)\b
        | (?i:this\s(?:report|document|paper|appendix|annex|item)\sis\s
            (?:exempt\b|confidential\b|not\sfor\spublication\b))
        | (?i:this\s(?:report|document|paper|appendix|annex|item)\scontains\sexempt\sinformation\b)
            (?!.*\b(?i:appendix|appendices|annex))
        | (?i:by\svirtue\sof\sparagraphs?\s[\d,\sand()]+of\spart\s(?:1|i)\sof\sschedule\s12a)
        )""",
    re.VERBOSE,
)
_HEAD = re.compile(
    r"\W*(?:STRICTLY )?(?:EXEMPT|PRIVATE (?:AND|&) CONFIDENTIAL|RESTRICTED)"
    r"(?: (?:INFORMATION|REPORT|APPENDIX|ANNEX|PAPER|ITEM))?\W*"
)


def refuse_exempt(name: str, page: int, lines: Sequence[str]) -> None:
    """Raise Exempt where a page bears such a marking: the front page or any page's edge."""
    edges = [*lines[:_EDGE], *lines[-_EDGE:]]
    front = lines[:_FRONT] if page == 1 else ()
    marked = [line for line in (*front, *edges) if _MARKING.match(line)]
    marked += [line for line in edges if _HEAD.fullmatch(line)]
    if marked:
        raise Exempt(
            f'{name}: page {page} is marked "{_shown(marked[0])}"; only published papers are '
            "kept here. Use the public version"
        )


def _shown(line: str) -> str:
    words = " ".join(line.split())
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + " …"
