"""E-mails: what one says, and the server that takes it."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from ssl import create_default_context

from api.notices.items import address_of_item, quote, say_where, title_of
from api.settings import Settings
from corpus.errors import NotSent, QueryError
from corpus.privacy import hide_contacts
from corpus.store.people.follows import Follow
from index.answers.following import NewItem, News, say_followed
from index.recurrence.wording import say_count

_SHOWN = 20  # quotations of one thing followed; the page has them all
_WAIT_S = 30.0
_NO_SERVER = (
    "no mail server is named, so nobody was told. Set THROUGHLINE_SMTP_HOST and"
    " THROUGHLINE_MAIL_FROM (docs/council.md), or let followers read their feeds."
)


@dataclass(frozen=True, slots=True)
class Notice:
    """What is new of something that somebody follows."""

    follow: Follow
    news: News


# --- what is written -----------------------------------------------------------


def write_message(sender: str, to: str, notices: Sequence[Notice], base: str) -> EmailMessage:
    """The e-mail to a follower of what is new of all that they follow; plain text."""
    message = EmailMessage()
    message["From"], message["To"] = sender, to
    message["Subject"] = _say_subject(notices)
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=_domain_of(sender))
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{address_of_stop(notices[0].follow, base)}>"
    parts = [line for notice in notices for line in _say_notice(notice, base)]
    message.set_content("\n".join([*_OPENING, *parts, *_CLOSING]))
    return message


_OPENING = ("New in the library since the last e-mail, word for word from the documents:", "")
_CLOSING = (
    "--",
    "Sent by Throughline because this address was given for what is named above. The list of",
    "all that you follow is at the address of the library, under “What you follow”.",
)


def _say_subject(notices: Sequence[Notice]) -> str:
    count = sum(len(notice.news.items) for notice in notices)
    first = say_followed(notices[0].follow.followed)
    more = f" and {len(notices) - 1} more" if len(notices) > 1 else ""
    return f"{count} new: {' '.join(first.split())[:100]}{more}"


def _say_notice(notice: Notice, base: str) -> Iterator[str]:
    items = notice.news.items
    documents = say_count(len(notice.news.documents), "new document")
    heading = say_followed(notice.follow.followed)
    yield from (heading, "=" * min(len(heading), 72))
    yield from (f"{say_count(len(items), 'quotation')} from {documents}.", "")
    for item in items[:_SHOWN]:
        yield from _say_item(item, base)
    if len(items) > _SHOWN:
        yield f"... and {len(items) - _SHOWN} more."
    yield f"All of it: {base}/follow/{notice.follow.id}"
    yield from (f"Stop these e-mails: {address_of_stop(notice.follow, base)}", "")


def _say_item(item: NewItem, base: str) -> Iterator[str]:
    yield f"* {title_of(item)}"
    yield f"  {quote(item)}"
    yield f"  {say_where(item)}"
    yield from (f"  {address_of_item(item, base)}", "")


def address_of_stop(follow: Follow, base: str) -> str:
    """Where e-mails about something are stopped, without a login."""
    return f"{base}/feeds/{follow.token}/stop"


def _domain_of(sender: str) -> str:
    return Address(addr_spec=sender).domain


# --- who takes it --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mails are handed over, and as whom."""

    host: str
    port: int
    security: str  # starttls | tls | none
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)

    @contextmanager
    def connect(self) -> Iterator[smtplib.SMTP]:
        """A connection for some e-mails. NotSent where the server cannot be had, or ends it."""
        try:
            with self._open() as smtp:
                if self.security == "starttls":
                    smtp.starttls(context=create_default_context())
                if self.user:
                    smtp.login(self.user, self.password)
                yield smtp
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"{self.host}:{self.port}: {_say_error(error)}") from error

    def _open(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_WAIT_S, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=_WAIT_S)


def find_server(settings: Settings) -> MailServer | None:
    """The mail server in the settings; None where none is named.

    QueryError where one is and nobody whom its e-mails come from.
    """
    if not settings.smtp_host:
        return None
    try:
        _domain_of(settings.mail_from)
    except Exception as error:  # the parser of addresses lets IndexError and others pass
        raise QueryError(
            f"THROUGHLINE_MAIL_FROM={settings.mail_from!r}: no e-mail address. Set it to the one"
            " that e-mails come from."
        ) from error
    return MailServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_security,
        settings.mail_from,
        settings.smtp_user,
        settings.smtp_password.get_secret_value(),
    )


def require_server(settings: Settings) -> MailServer:
    """The mail server in the settings. QueryError where none is named."""
    server = find_server(settings)
    if server is None:
        raise QueryError(_NO_SERVER)
    return server


def send(smtp: smtplib.SMTP, message: EmailMessage) -> None:
    """Hand an e-mail over. NotSent where the server does not take it."""
    try:
        smtp.send_message(message)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise NotSent(_say_error(error)) from error


def _say_error(error: Exception) -> str:
    """What the mail server said, in a line; addresses in it are hidden."""
    return hide_contacts(_read_error(error))


def _read_error(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [text for _, text in error.recipients.values()]
        return f"the address was refused: {_decode(answers[0])}" if answers else str(error)
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decode(error.smtp_error)}"
    return str(error) or type(error).__name__


def _decode(said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return " ".join(text.split())
