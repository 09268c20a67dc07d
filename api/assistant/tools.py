"""The tools that assistants call: each asks `index.answers` as the pages do, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Annotated, Any, TypeVar

from mcp.server.mcpserver import Context
from mcp_types import CallToolResult, TextContent
from pydantic import BaseModel
from starlette.requests import Request

from api.assistant import inputs, text
from api.assistant.shapes import (
    BriefingOut,
    CouncilOut,
    CouncilsOut,
    IssueOut,
    IssuesOut,
    TextOut,
    to_briefing,
    to_text,
)
from api.http import schemas
from api.http.answers import to_line, to_recurred, to_search, to_thread
from corpus.store.documents import documents_of, held_documents, list_authorities, only_authority
from corpus.store.filters import Filters
from index.answers.briefing import Item, answer_briefing
from index.answers.issues import Issue, answer_issue, answer_issues
from index.answers.not_held import NotHeld
from index.answers.reading import answer_text
from index.answers.records.record import answer_record
from index.answers.search import answer_search
from index.library import Library
from index.search.conditions import FIELDS

Shape = TypeVar("Shape", bound=BaseModel)
Asked = Context[Any, Any]


@dataclass(frozen=True, slots=True)
class Tools:
    """Every tool over a library; `address` is where the pages are, for links in answers."""

    library: Library
    address: str

    def search(
        self,
        asked: Asked,
        words: inputs.Typed,
        council: inputs.Council = "",
        since: inputs.Since = None,
        until: inputs.Until = None,
        kind: inputs.Kind = "",
        statement: inputs.Statement = "",
        theme: inputs.Theme = "",
        exact: bool = False,
        everywhere: bool = False,
        limit: inputs.Most = 10,
    ) -> Annotated[CallToolResult, schemas.SearchOut]:
        """Find passages that answer, best first, each quoted with its place.

        Narrow by council, days of publication, kind of document, kind of statement or theme.
        `exact` adds no synonyms; `everywhere` takes no word for a council, year, kind or body.
        """
        narrowed = Filters(
            inputs.held_council(self.library, council),
            since,
            until,
            kind=kind,
            statement=statement,
            theme=theme,
        )
        fields = () if everywhere else FIELDS
        answer = answer_search(self.library, words, narrowed, limit, not exact, fields)
        return self._reply(asked, to_search(answer), text.search)

    def record(
        self, asked: Asked, subject: inputs.Subject, council: inputs.Council = ""
    ) -> Annotated[CallToolResult, schemas.RecurredOut]:
        """Tell whether a subject or a recommendation came up before, and what became of it.

        What was asked, what outside bodies found, what the council said, the latest word and
        what is not held, all of one council: name it where several are held.
        """
        name = inputs.held_council(self.library, council)
        found = to_recurred(answer_record(self.library, subject, name))
        return self._reply(asked, found, text.record)

    def issues(
        self,
        asked: Asked,
        council: inputs.Council = "",
        until: inputs.AsOf = None,
        limit: inputs.Most = 20,
        offset: inputs.Start = 0,
    ) -> Annotated[CallToolResult, IssuesOut]:
        """List the issues that run through a council's years, those in most documents first.

        Each with its state, what each outside body's document says of it (`looks`), and the
        statements that this rests on. `issue` has all that was said of one.
        """
        name = inputs.held_council(self.library, council) or only_authority(self.library.db)
        answer = answer_issues(self.library, name, until)
        shown = IssuesOut(
            council=name,
            total=len(answer.issues),
            offset=offset,
            issues=[_to_row(issue) for issue in answer.issues[offset : offset + limit]],
            not_held=_to_not_held(answer.not_held),
        )
        return self._reply(asked, shown, text.issues)

    def issue(
        self, asked: Asked, issue: inputs.Issue, council: inputs.Council = ""
    ) -> Annotated[CallToolResult, IssueOut]:
        """Show one issue: every statement through the years, oldest first, each quoted."""
        name = inputs.held_council(self.library, council)
        answer = answer_issue(self.library, issue, name)
        shown = IssueOut(
            council=answer.issue.council,
            issue=to_thread(answer.issue),
            not_held=_to_not_held(answer.not_held),
        )
        return self._reply(asked, shown, text.issue)

    def document_text(
        self,
        asked: Asked,
        document: inputs.Document,
        page: inputs.Page = None,
        paragraph: inputs.Paragraph = "",
        to_paragraph: inputs.Paragraph = "",
        limit: inputs.Most = 100,
        offset: inputs.Start = 0,
    ) -> Annotated[CallToolResult, TextOut]:
        """Read a document as it stands: a page, a paragraph, paragraphs to another, or all.

        Read round a quotation before you rest much on it.
        """
        answer = answer_text(self.library, document, page, paragraph, to_paragraph)
        return self._reply(asked, to_text(answer, offset, limit), text.document_text)

    def briefing(
        self,
        asked: Asked,
        document: inputs.Document = "",
        theme: inputs.Theme = "",
        issue: inputs.Issue = "",
        council: inputs.Council = "",
        meeting: inputs.Meeting = None,
    ) -> Annotated[CallToolResult, BriefingOut]:
        """Prepare a committee's item: on one of a council's paper, a theme or an issue.

        Why now, what was asked, lines of enquiry with their evidence, what is not held. A
        theme or an issue needs its council where several are held. Nothing later than the
        meeting is heard.
        """
        name = inputs.held_council(self.library, council)
        if not (document or name):
            name = only_authority(self.library.db)
        item = Item(name, document, theme, issue, meeting)
        return self._reply(asked, to_briefing(answer_briefing(self.library, item)), text.briefing)

    def list_documents(
        self,
        asked: Asked,
        council: inputs.Council = "",
        since: inputs.Since = None,
        until: inputs.Until = None,
        kind: inputs.Kind = "",
        limit: inputs.Most = 50,
        offset: inputs.Start = 0,
    ) -> Annotated[CallToolResult, schemas.DocumentPage]:
        """List the documents held, oldest first, with their ids."""
        name = inputs.held_council(self.library, council)
        rows = held_documents(self.library.db, Filters(name, since, until, kind=kind))
        page = schemas.Page(total=len(rows), limit=limit, offset=offset)
        lines = [to_line(held) for held in rows[offset : offset + limit]]
        shown = schemas.DocumentPage(page=page, documents=lines)
        return self._reply(asked, shown, text.documents)

    def list_councils(self, asked: Asked) -> Annotated[CallToolResult, CouncilsOut]:
        """List the councils of which documents are held."""
        councils = [self._count(name) for name in list_authorities(self.library.db)]
        return self._reply(asked, CouncilsOut(councils=councils), text.councils)

    # --- inside

    def _count(self, name: str) -> CouncilOut:
        held = documents_of(self.library.db, name)
        days = [document.published for document in held if document.published]
        return CouncilOut(name=name, documents=len(held), newest=max(days, default=None))

    def _reply(
        self, asked: Asked, shape: Shape, say: Callable[[Shape], Iterator[str]]
    ) -> CallToolResult:
        """An answer as data and in words; its links open where this assistant reached us."""
        request = asked.request_context.request
        base = str(request.base_url).rstrip("/") if isinstance(request, Request) else self.address
        data = _link(shape.model_dump(mode="json"), base)
        said = "\n".join(say(type(shape).model_validate(data)))
        return CallToolResult(
            content=[TextContent(type="text", text=said)], structured_content=data
        )


def _link(value: Any, base: str) -> Any:
    """The value, each address of our pages in it with the host."""
    if isinstance(value, list):
        return [_link(item, base) for item in value]
    if not isinstance(value, dict):
        return value
    linked = {name: _link(item, base) for name, item in value.items()}
    if str(linked.get("link", "")).startswith("/"):
        linked["link"] = base + linked["link"]
    return linked


def _to_row(issue: Issue) -> schemas.ThreadOut:
    """An issue with those of its statements that what is told of it rests on."""
    row = to_thread(issue)
    decisive = {statement for look in row.looks for statement in look.decisive}
    row.members = [member for member in row.members if member.id in decisive]
    return row


def _to_not_held(documents: tuple[NotHeld, ...]) -> list[schemas.NotHeldOut]:
    return [schemas.NotHeldOut(**asdict(document)) for document in documents]
