"""Where things are and what the operator chose, from THROUGHLINE_* in the environment."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, SecretStr, ValidationError

from corpus.errors import QueryError
from corpus.paths import named_path

_PREFIX = "THROUGHLINE_"


def _not_blank(value: Any) -> Any:
    return named_path(value) if isinstance(value, str) else value


def _without_slash(address: str) -> str:
    return address.rstrip("/")


Named = Annotated[Path, BeforeValidator(_not_blank)]


class Settings(BaseModel):
    """The operator's choices; every one has a default that is safe on one machine.

    QueryError where one cannot be read, naming it.
    """

    library: Named = Path("library")
    encoder: str = Field(
        default="all-MiniLM-L6-v2",
        description="any sentence-transformers model that is on this machine",
    )
    host: str = "127.0.0.1"
    port: int = 8000
    address: Annotated[str, AfterValidator(_without_slash)] = Field(
        default="http://127.0.0.1:8000",
        description="where readers find the pages, for links in what the command line writes",
    )
    upload_mb: int = Field(
        default=100, ge=1, description="the most that may be added through the pages at once"
    )
    refused_passwords: Named | None = Field(
        default=None, description="a file of passwords that nobody may choose, one a line"
    )
    patience_s: float = Field(
        default=2.5,
        gt=0,
        description="seconds after which a reader is told that a page is being worked out",
    )
    smtp_host: str = Field(
        default="", description="the mail server by which followers are told; empty for none"
    )
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="how the mail server is spoken to; none on one machine"
    )
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    mail_from: str = Field(
        default="", description="whose address e-mails come from; needed with smtp_host"
    )
    log_queries: bool = Field(
        default=False, description="write what readers type and open into the log"
    )

    def __init__(self) -> None:
        try:
            super().__init__(**_from_environment())
        except ValidationError as error:
            first = error.errors()[0]
            name = f"{_PREFIX}{str(first['loc'][0]).upper()}"
            said = first["msg"].removeprefix("Value error, ")
            raise QueryError(f"{name}={first['input']!r}: {said}. Set it, or unset it.") from error


def _from_environment() -> dict[str, str]:
    """What the environment says of the fields, in letters of either case."""
    said = {name.lower(): value for name, value in os.environ.items()}
    fields = ((field, f"{_PREFIX}{field}".lower()) for field in Settings.model_fields)
    return {field: said[name] for field, name in fields if name in said}
