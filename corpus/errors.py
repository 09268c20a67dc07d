"""Every error the system raises on purpose.

Throughline
├── IngestError          a file could not be used; becomes a `Rejected`, the rest goes on
│   ├── NotADocument     the bytes are not what the name says, or no reader takes them
│   ├── Damaged          truncated, encrypted or otherwise unreadable
│   ├── NoText           pages, but no words on them
│   ├── TooLarge         more pages or bytes than a public report has
│   ├── Unready          what reads it is missing or failed here; the file may be sound
│   └── Exempt           marked as not for publication
├── LibraryError         the library on disk is missing, too new, locked or broken
│   └── EngineError      Milvus, which searches it, is away, slow, full or of another version
├── ClusterError         the machines that were to read are away, or cannot
├── ModelError           a trained part is missing or does not match its check
├── FetchError           a publisher's copy could not be had, or is not what is listed
├── QueryError           a question that cannot be read; says where
├── Overtaken            somebody else judged the pair after the page was made
├── NotFound             an id that the library does not hold
└── GoldError            a gold file that cannot be read

Messages say what, where and what next: "r-14.pdf: 3 characters on 12 pages; a scan?
Install tesseract-ocr and run it again."
"""


class Throughline(Exception):
    """The base of every error raised on purpose."""


class IngestError(Throughline):
    """A file could not be used."""


class NotADocument(IngestError):
    """The bytes are not what the name says, or no reader takes them."""


class Damaged(IngestError):
    """Truncated, encrypted or otherwise unreadable."""


class NoText(IngestError):
    """Pages, but no words on them."""


class TooLarge(IngestError):
    """More pages or bytes than a public report has."""


class Unready(IngestError):
    """What reads it is missing or failed on this machine; the file may be sound."""


class Exempt(IngestError):
    """Marked as not for publication."""


class LibraryError(Throughline):
    """The library on disk is missing, too new, locked or broken."""


class EngineError(LibraryError):
    """The engine that searches the library is away, slow, full, or another library's."""


class ClusterError(Throughline):
    """The machines that were to read files are away, or not fit to read them."""


class ModelError(Throughline):
    """A trained part is missing or does not match its check."""


class FetchError(Throughline):
    """A publisher's copy could not be had, or is not what is listed."""


class QueryError(Throughline):
    """A question that cannot be read; the message says where."""


class Overtaken(Throughline):
    """Somebody else judged the pair after the page was made that judges it again."""


class NotFound(Throughline):
    """An id that the library does not hold."""


class GoldError(Throughline):
    """A gold file that cannot be read."""


class NotSent(Throughline):
    """An e-mail that the mail server did not take; what it tells stays to be told."""
