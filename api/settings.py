"""Where things are and what the operator chose, from THROUGHLINE_* in the environment."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The operator's choices; every one has a default that is safe on one machine."""

    model_config = SettingsConfigDict(env_prefix="THROUGHLINE_")

    library: Path = Path("library")
    encoder: str = Field(
        default="all-MiniLM-L6-v2",
        description="any sentence-transformers model that is on this machine",
    )
    host: str = "127.0.0.1"
    port: int = 8000
    upload_mb: int = Field(
        default=100, ge=1, description="the most that may be added through the pages at once"
    )
    refused_passwords: Path | None = Field(
        default=None, description="a file of passwords that nobody may choose, one a line"
    )
    patience_s: float = Field(
        default=2.5,
        gt=0,
        description="seconds after which a reader is told that a page is being worked out",
    )
    log_queries: bool = Field(
        default=False, description="write what readers type and open into the log"
    )
