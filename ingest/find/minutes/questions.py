"""What members asked and were told, from minutes; and a committee's own standing questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.document import Block, Document, Span, digest
from corpus.kinds import AGENDA_PACK, MINUTES, kind_of
from corpus.records import Question
from ingest.find.asks.introduced_lists import read_entries
from ingest.find.minutes.printed_questions import ends_asking, find_printed
from ingest.find.tables import Columns, Head, TableReader
from models.text.sentences import find_sentences

_RAISED = re.compile(
    r"\b(?:members?|councillors?|the committee)\b.{0,80}"
    r"\b(?:raised|(?<!is )(?<!are )asked|made|questions?)\b"
    r".{0,120}:\s*$|\b(?:questions|comments) (?:and comments )?(?:were|included)\b.{0,60}:\s*$",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\bfollowing (?:points|questions|issues|matters|queries)\b.{0,40}\b(?:raised|asked|made|put)\b"
    r".{0,40}:\s*$",
    re.IGNORECASE,
)
# Where an entry's topic ends and what was said of it begins.
_SAID = re.compile(
    r"(?:[–—-] )?\b(?=(?:an? |the |one |some )?(?:co-opted |other )?"
    r"(?:[Mm]ember|[Cc]ouncillor|concern|comment|question"
    r"|reference|clarification|quer(?:y|ies)"
    r"|it was|in (?:response|reply|answer)"
    r"|following|further|officers?|members|there was|discussion|assurance)\b"
    r"|the [A-Z][\w’']+[^.]{0,80}\b(?:said|assured|confirmed|explained|advised|responded)\b)",
)
_TOPIC_WORDS = 12
_TITLE_WORDS = 8
_TOLD_WORDS = 8  # of a cell that tells what was said, beside names and headings
_TITLES = 5  # a list of key questions has some sub-headings
_ANSWER = re.compile(
    r"^(?:in (?:response|reply|answer)[^,]{0,160}, )?(?:the )?"
    r"(?:[\w’',()&–-]+ ){0,14}?(?:Director|Officers?|Commissioner|Chief Executive|Head of|Manager"
    r"|Assistant|Portfolio Holder|Chair|Leader|officers|They|He|She|It was confirmed)\b"
    r"[^.?]{0,160}\b(?:said|replied|confirmed|explained|advised|agreed|responded|stated|assured"
    r"|informed|acknowledged|undertook|reported|expressed)\b"
    r"|^it was (?:confirmed|explained|noted)\b"
    r"|^officers (?:confirmed|responded|explained|advised|said)\b",
    re.IGNORECASE,
)
_SPEAKER = (
    r"(?:(?:he|she|they)\b(?= (?:also |then )?(?:wish|want|ask|quer|enquir|sought|wonder))"
    r"|the leader\b|(?:the )?(?:vice[- ]?)?chair(?:man|woman|person)?"
    r"|(?:cllrs?|councillors?)\b|(?:a |an "
    r"|one |some "
    r"|another |other |several )?(?:co-opted |parent governor |independent )?members?"
    r"|(?:the|an?) (?:[\w’'&]+ ){0,6}?"
    r"(?:committee|panel|board|commission|adviser|colleague|governor|trustee|mayor|resident|parent"
    r"|young person|co-optee|scrutineer)|(?:a |the )?[\w ]{0,40}representative|(?:mr|mrs|ms"
    r"|miss|dr)\b"
    r"|(?-i:[A-Z]{2,3})\b)"
)
# Whoever else it is that asks: "The Chief Nurse", "Leanne", "Carers in the second row".
_ANYONE = (
    r"(?-i:[A-Z])(?:(?!\b(?:was|were|is|are|be|been|that|which|who|report|paper|letter|review|audit"
    r"|survey|inspectors?|inspection|officers?)\b)[\w’'().& -]){1,60}?"
)
_MEANWHILE = r"(?:, [^,.;?]{3,60},)?"  # "Councillor Gould, referring to page 12, asked"
_NAMES = r"(?:(?:,? and|,)? (?-i:[A-Z])[\w’'.-]*| \([^)]{1,40}\)){0,6}"
_REPLIED = re.compile(
    r"(?:when |on being )?asked (?:by [^,.;?]{3,60}? )?"
    r"(?:whether|how|what|why|when|where|who|which|if|about)\b[^,?]{3,240},\s+(?=[^.?]{3,80}\b"
    r"(?:said|replied|confirmed|explained|answered|told|felt|thought|reported|advised|responded)\b)"
    r"|(?:[^.?!:;]{0,60}?(?:[–—-]|:) ?)?(?:in (?:response|reply|answer)|responding|replying) to"
    r" (?:(?:an? |the |further |another |several )*(?:questions?|quer(?:y|ies))\b[^,]{0,160}"
    r"|[^,.]{3,60}, who (?:had )?(?:asked|enquired|inquired|queried|wondered|wished to know)\b"
    r"[^,]{0,200}),\s+",
    re.IGNORECASE,
)
_WORD = r"(?:how|what|why|when|where|who|whom|whose|which|whether|if|about)\b"
_ASKS = re.compile(
    rf"(?:[^.?!:;]{{0,80}}?(?:[–—-]|:) ?|(?:by way of|as|in|on|following|regarding|referring to"
    rf"|turning to|with (?:regard|reference) to|speaking)\b[^.?!:;,]{{3,80}}, )?"
    rf"{_SPEAKER}{_NAMES}{_MEANWHILE}:? (?:also |then |further |next |had )*"
    r"(?:[a-z][^.;?]{0,60} and (?:then |also )?)?"
    rf"(?:(?:asked|enquired|inquired|wondered)\b[^.;]{{0,80}}?(?<=\s){_WORD}|quer(?:ied|ies)\b"
    r"|asked for (?:(?:the|an?|more|some) )?(?:[\w’'-]+ ){0,2}"
    r"(?:reasons?|breakdowns?|examples?|figures?|data|numbers?|evidence|views?|updates?)\b|questioned\b|challenged\b"
    r"|(?:asked for|sought|requested) (?:some |further |more |an? )?"
    r"(?:clarification|clarity|assurances?|reassurance|confirmation|information|details?"
    r"|an explanation)"
    rf"|(?:(?:wished|wanted) to|would like to|sought to) (?:know|hear|learn|understand|establish"
    rf"|find out|be told)\b|(?:was|were) (?:interested|keen|curious) (?:in|to know|to hear"
    rf"|to learn|to understand|to be told|to find out)\b[^.;]{{0,40}}?(?<=\s){_WORD}"
    r"|(?:raised|put|posed) (?:a|the) (?:question|query))"
    rf"|{_ANYONE} (?:also |then |further |next )*(?:asked|enquired|inquired|queried|wondered"
    rf"|(?:wished|wanted) to know) (?:[\w’'-]+ ){{0,4}}?{_WORD}"
    rf"|[^.?!:;]{{3,60}} [–—-] (?:on being |when )?asked {_WORD}"
    rf"|(?:an? )?(?:written |public )?question (?:had been |has been |was )(?:received"
    rf"|submitted|put"
    r"|lodged)\b[^.;]{0,120}\b(?:asking|asked|about|on|whether)\b"
    r"|(?:[^.?!:;]{0,80}?(?:[–—-]|:) ?)?(?:further |some )?(?:(?:clarification|clarity|assurance"
    r"|reassurance|confirmation|an explanation|details|information) (?:was|were) (?:also )?"
    r"(?:sought|requested|asked for)|(?:it|the question) was (?:also )?(?:asked|raised|queried)"
    r"|(?:a )?"
    r"questions? (?:was|were) (?:also )?(?:asked|raised|put))\b(?!.{0,80}:\s*$)",
    re.IGNORECASE,
)
_INTERROGATIVE = re.compile(
    r"(?:how|what|why|when|where|who|which|is|are|was|were|do|does|did|has|have|had|can|could|will"
    r"|would|should)\b",
    re.IGNORECASE,
)
_PUT_BY = re.compile(
    r"(?:(?:public |supplementary )?question(?: \d{1,2}| no\.? ?\d{1,2})?(?: (?:from|by|of|put by)"
    r" [^:?]{3,60})?|Q ?\d{0,2})\s*[:.)–-]\s*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“‘'][^\"“”]{12,1500}[\"”’']", re.DOTALL)
_PROPOSED = re.compile(r"[^.;:]{0,60}\b(?:proposed|moved)\b[^.]{0,60}\bseconded\b", re.IGNORECASE)
_TABLE: Columns = {
    "question": re.compile(
        r"(?:the)?(?:members?s?|public)?(?:key)?(?:questions?|quer(?:y|ies)|challenges?)(?:asked"
        r"|raised|from.*)?$"
    ),
    "remark": re.compile(  # a question where it ends as one
        r"(?:members?s?)?(?:questions?|quer(?:y|ies)|challenges?|comments?)(?:or|and)"
        r"(?:questions?|quer(?:y|ies)|challenges?|comments?|points?|issues?)$"
    ),
    "answer": re.compile(r".{0,20}?(?:responses?|answers?|repl(?:y|ies))(?:given|provided)?$"),
}
_REPLY = re.compile(r"^in (?:response|reply|answer) to [^,]{0,200},\s+", re.IGNORECASE)
# "Question: ... Answer: ..." in written answers, whatever kind of paper they stand in.
_LABELLED = re.compile(
    r"(?:question|query|enquiry|Q)(?: ?\d{1,3})?\s*[:.–-]\s*(?=\S)", re.IGNORECASE
)
_ANSWERED = re.compile(
    r"(?:answer|response|reply|A)(?: ?\d{1,3})?\s*[:.–-]\s*(?=\S)", re.IGNORECASE
)
# The same on lines of their own: "Question 2 from Mr Swale", "Reply by the Chair".
_LABEL_ALONE = re.compile(
    r"(?:public |written |supplementary )*(?:question|enquiry)(?: ?\d{1,3})?"
    r"(?: (?:from|by|put by|asked by) .{3,60})?\W*",
    re.IGNORECASE,
)
_ANSWER_ALONE = re.compile(
    r"(?:answer|response|reply)(?: ?\d{1,3})?(?: (?:by|from|of) .{3,80})?\W*", re.IGNORECASE
)
_ANSWER_NEAR = 3  # blocks behind a labelled question in which its answer begins
_KEY = re.compile(
    r"\bkey (?:lines of )?(?:questions|enquiry)\b|\bquestions (?:to ask|for|that members)\b"
    r"|\bquestions (?:which )?(?:you|members|councillors|the \w+) (?:may|might|could|can|should"
    r"|will want)\b"
    r"|\bchallenges? (?:for|to) (?:the|our|your|members)\b"
    r"|\blines? of (?:enquiry|inquiry|questioning)\b|\b(?:suggested|possible"
    r"|potential) questions\b",
    re.IGNORECASE,
)


def find_questions(document: Document) -> tuple[Question, ...]:
    """Members' questions with the officers' answers, and key questions, in order.

    Of an entry that tells both, the question runs up to the first sentence in which an
    officer speaks; where only the answer is minuted, the question is the entry's topic.
    Themes are left empty.
    """
    seen: Counter[str] = Counter()
    minuted = document.kind in (MINUTES, AGENDA_PACK)
    found = list(_minuted(document, seen)) if minuted else []
    found += _key_questions(document, seen)
    for find in () if kind_of(document.kind).outside else (_labelled, _in_tables, _printed):
        for question in find(document, seen):
            if not any(question.span.touches(_whole(other)) for other in found):
                found.append(question)
    return tuple(sorted(found, key=lambda question: question.span))


def _printed(document: Document, seen: Counter[str]) -> Iterator[Question]:
    """Questions that stand by themselves, put by members or for them to put."""
    for each in find_printed(document):
        put = "asked" if each.answer or document.kind == MINUTES else "key_question"
        marker = each.block.marker
        yield _question(document, each.span, seen, each.topic, each.answer, marker, put)


def _labelled(document: Document, seen: Counter[str]) -> Iterator[Question]:
    """Questions labelled as such with an answer labelled right behind them."""
    for index, block in enumerate(document.blocks):
        words = document.quote(block.span)
        if block.kind != "cell" and _LABEL_ALONE.fullmatch(words):
            yield from _under_label(document, index, seen)
        label = _LABELLED.match(words)
        answer = _answer_after(document, index) if label else None
        if label and answer:
            asked = Span(block.span.start + label.end(), block.span.end)
            yield _question(document, asked, seen, "", answer, block.marker, "asked")


def _under_label(document: Document, index: int, seen: Counter[str]) -> Iterator[Question]:
    """The question below its label, up to the label of its reply, with the reply's first block."""
    below = document.blocks[index + 1 : index + 2 + _ANSWER_NEAR]
    words = [document.quote(block.span) for block in below]
    reply = next((i for i, each in enumerate(words) if _ANSWER_ALONE.fullmatch(each)), 0)
    if reply and not any(map(_LABEL_ALONE.fullmatch, words[:reply])):
        asked = Span(below[0].span.start, below[reply - 1].span.end)
        told = below[reply + 1].span if reply + 1 < len(below) else None
        yield _question(document, asked, seen, "", told, below[0].marker, "asked")


def _answer_after(document: Document, index: int) -> Span | None:
    """What stands behind the label of an answer, right after a question."""
    for block in document.blocks[index + 1 : index + 1 + _ANSWER_NEAR]:
        words = document.quote(block.span)
        if label := _ANSWERED.match(words):
            return Span(block.span.start + label.end(), block.span.end)
        if _LABELLED.match(words):
            return None
    return None


def _minuted(document: Document, seen: Counter[str]) -> Iterator[Question]:
    """Questions of lists that a sentence leads into, of tables, and told in running text."""
    held: list[Question] = []
    for find in (_in_lists, _in_tables, _in_text):
        for question in find(document, seen):
            if not any(question.span.touches(_whole(other)) for other in held):
                held.append(question)
    yield from held


def _whole(question: Question) -> Span:
    """A question with its answer."""
    end = question.answer.end if question.answer else question.span.end
    return Span(question.span.start, max(question.span.end, end))


def _in_lists(document: Document, seen: Counter[str]) -> Iterator[Question]:
    for index, block in enumerate(document.blocks[:-1]):
        words = document.quote(block.span)
        raised = _RAISED.search(words)
        if raised or _POINTS.search(words):
            for entry in read_entries(document, index + 1):
                point = document.quote(entry.span)
                if _PROPOSED.match(point) or not (raised or _INTERROGATIVE.match(point)):
                    continue
                yield _to_question(document, entry.first, entry.span, seen)


def _in_tables(document: Document, seen: Counter[str]) -> Iterator[Question]:
    """The rows of a table that sets questions beside their answers."""
    reader = TableReader(document)
    head: Head | None = None
    table = -1
    for row in reader.rows():
        if heading := reader.head(row, _TABLE, 2):
            head, table = heading, row.table
        elif head is not None and row.table == table:
            cells = reader.under(head, row)
            asked, answer = cells.get("question"), cells.get("answer")
            remark = cells.get("remark")
            if remark is not None and ends_asking(document.quote(remark.span)):
                asked = asked or remark
            if asked is not None:
                told = answer.span if answer else None
                yield _question(document, asked.span, seen, "", told, "", "asked")


def _in_text(document: Document, seen: Counter[str]) -> Iterator[Question]:
    """The sentences of running text that tell what a member asked, each with what follows it."""
    for block in document.blocks:
        told = len(document.quote(block.span).split()) >= _TOLD_WORDS
        if block.kind in ("paragraph", "item") or (block.kind == "cell" and told):
            yield from _in_block(document, block, seen)


def _in_block(document: Document, block: Block, seen: Counter[str]) -> Iterator[Question]:
    words = document.quote(block.span)
    put = _PUT_BY.match(words)
    start = put.end() if put else 0
    parts = [Span(part.start + start, part.end + start) for part in find_sentences(words[start:])]
    asking = [bool(_ASKS.match(part.of(words)) or ends_asking(part.of(words))) for part in parts]
    if _QUOTED.fullmatch(words[start:].strip()) and any(asking):  # asked in its own words, whole
        parts, asking = [Span(parts[0].start, parts[-1].end)], [True]
    firsts = [i for i, asks in enumerate(asking) if asks and not (i and _same(parts, words, i))]
    for part in parts:
        if replied := _REPLIED.match(part.of(words)):
            base, cut = block.span.start + part.start, replied.end()
            asked = Span(base, base + len(replied[0].rstrip(", ")))
            told = Span(base + cut, block.span.start + part.end)
            yield _question(document, asked, seen, "", told, block.marker, "asked")
    for first, after in pairwise([*firsts, len(parts)]):
        reply = next((i for i in range(first + 1, after) if not asking[i]), after)
        base = block.span.start
        span = Span(base + parts[first].start, base + parts[reply - 1].end)
        answer = (
            Span(base + parts[reply].start, base + parts[after - 1].end) if reply < after else None
        )
        section = document.section_of(block.span)
        topic = section.path[-1] if section else ""
        yield _question(document, span, seen, topic, answer, block.marker, "asked")


def _same(parts: Sequence[Span], words: str, index: int) -> bool:
    """True of a second question mark right behind the first: one member asks both."""
    own, before = parts[index].of(words), parts[index - 1].of(words)
    return ends_asking(own) and ends_asking(before) and not _ASKS.match(own)


def _to_question(document: Document, first: Block, span: Span, seen: Counter[str]) -> Question:
    words = document.quote(span)
    start = _topic_end(words)
    cut = _answer_start(words, start)
    asked = Span(span.start + (start if cut > start else 0), span.start + (cut or len(words)))
    answer = Span(span.start + cut, span.end) if cut < len(words) else None
    topic = words[:start].strip(" –—-:")
    return _question(
        document, _trimmed(document, asked), seen, topic, answer, first.marker, "asked"
    )


def _topic_end(words: str) -> int:
    """How far the entry's topic goes; 0 where it prints none."""
    found = None if _INTERROGATIVE.match(words.lstrip("\"'“‘")) else _SAID.search(words)
    if not found or not 0 < len(words[: found.start()].split()) <= _TOPIC_WORDS:
        return 0
    return found.end()


def _answer_start(words: str, start: int) -> int:
    """Where an officer begins to answer; the end of the words where none does."""
    reply = _REPLY.match(words[start:])
    if reply:
        return start + reply.end()
    for part in find_sentences(words[start:]):
        if _ANSWER.match(part.of(words[start:])):
            return start + part.start
    return len(words)


def _trimmed(document: Document, span: Span) -> Span:
    words = document.quote(span)
    return Span(span.start, span.start + len(words.rstrip()))


def _key_questions(document: Document, seen: Counter[str]) -> Iterator[Question]:
    """The questions under a heading that calls them so, each with the heading right above it."""
    for block in document.blocks:
        words = document.quote(block.span)
        if "?" not in words or block.kind not in ("item", "paragraph"):
            continue
        titles = _titles_before(document, block)
        near = titles if block.marker else titles[-1:]
        if any(_KEY.search(title) for title in near):
            topic = "" if _KEY.search(titles[-1]) else titles[-1]
            yield _question(document, block.span, seen, topic, None, block.marker, "key_question")


def _titles_before(document: Document, block: Block) -> list[str]:
    """The headings, and lines as short as one, that come before a block; the last ones."""
    before = [
        document.quote(earlier.span)
        for earlier in document.blocks
        if earlier.span < block.span
        and (earlier.kind == "heading" or (earlier.kind == "paragraph" and not earlier.marker))
    ]
    return [words for words in before if len(words.split()) <= _TITLE_WORDS or _leads(words)][
        -_TITLES:
    ]


def _leads(words: str) -> bool:
    """True of a sentence that leads to key questions: "The lines of enquiry we agreed were:"."""
    return words.rstrip().endswith(":") and _KEY.search(words) is not None


def _question(
    document: Document,
    span: Span,
    seen: Counter[str],
    topic: str,
    answer: Span | None,
    marker: str,
    kind: str,
) -> Question:
    words = document.quote(span)
    seen[words] += 1
    return Question(
        id=digest(document.id, "question", words, seen[words]),
        span=span,
        topic=topic,
        answer=answer,
        paragraph=marker.strip("."),
        kind=kind,
    )
