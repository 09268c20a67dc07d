"""The shapes of follows, of what is new, and of the table of many questions, as JSON.

The command line prints the same.
"""

from __future__ import annotations

from pydantic import BaseModel

from api.export.links import link_statement
from api.http.answers import to_quoted
from api.http.schemas import NotHeldOut, QuotedOut
from api.notices.items import address_of_item
from corpus.plain import field_names
from corpus.store.people.follows import Follow, What
from index.answers.following import NewItem, News, say_followed
from index.answers.records.many import QuestionRow, QuestionTable, Told


class FollowOut(BaseModel):
    """Something followed; `feed` is its Atom feed, `email` whether e-mails are sent."""

    id: str
    what: What
    name: str
    words: str
    since: str
    feed: str
    email: bool
    failure: str


class NewItemOut(BaseModel):
    """A new quotation: what it is, when its document came into the library, its address."""

    says: str
    came_at: str
    link: str
    quoted: QuotedOut


class NewsOut(BaseModel):
    """What is new of something followed, and the new documents that were looked through.

    `upto` is what to send to have it counted as seen.
    """

    follow: FollowOut
    items: list[NewItemOut]
    documents: list[str]
    upto: int
    remark: str


class ToldOut(BaseModel):
    """A statement of a record: what it says, its own page, its words and where they stand."""

    says: str
    link: str
    quoted: QuotedOut


class QuestionRowOut(BaseModel):
    """The record of a subject in short; `problem` is why nothing was looked for, if so."""

    number: int
    subject: str
    verdict: str
    times: int
    years: list[int]
    bodies: list[str]
    asked: ToldOut | None
    found: ToldOut | None
    said: ToldOut | None
    latest_word: str
    remarks: list[str]
    problem: str


class QuestionTableOut(BaseModel):
    """The table of a list, and what is not held of its council."""

    council: str
    rows: list[QuestionRowOut]
    not_held: list[NotHeldOut]


def to_follow(follow: Follow, base: str) -> FollowOut:
    """Something followed, on the server at `base`."""
    return FollowOut(
        id=follow.id,
        what=follow.followed.what,
        name=say_followed(follow.followed),
        words=follow.followed.words,
        since=follow.seen_at,
        feed=f"{base}/feeds/{follow.token}.atom",
        email=bool(follow.email),
        failure=follow.failure,
    )


def to_news(follow: Follow, news: News, base: str) -> NewsOut:
    """What is new of something followed."""
    return NewsOut(
        follow=to_follow(follow, base),
        items=[_to_item(item, base) for item in news.items],
        documents=[document.id for document in news.documents],
        upto=news.upto,
        remark=news.remark,
    )


def _to_item(item: NewItem, base: str) -> NewItemOut:
    return NewItemOut(
        says=item.says,
        came_at=item.came_at,
        link=address_of_item(item, base),
        quoted=to_quoted(item.citation),
    )


def to_table(table: QuestionTable, base: str) -> QuestionTableOut:
    """The table of a list, its links to the server at `base`."""
    return QuestionTableOut(
        council=table.council,
        rows=[_to_row(row, base) for row in table.rows],
        not_held=[
            NotHeldOut(title=each.title, published=each.published, url=each.url, why=each.why)
            for each in table.not_held
        ],
    )


def _to_row(row: QuestionRow, base: str) -> QuestionRowOut:
    own = {name: getattr(row, name) for name in field_names(QuestionRow)}
    told = {name: _to_told(own[name], base) for name in ("asked", "found", "said")}
    return QuestionRowOut.model_validate({**own, **told})


def _to_told(told: Told | None, base: str) -> ToldOut | None:
    if told is None:
        return None
    link = link_statement(base, told.statement)
    return ToldOut(says=told.says, link=link, quoted=to_quoted(told.citation))
