"""The log of a server: a JSON value a line, on standard error, without the words of readers."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any


def set_up_log(with_words: bool) -> None:
    """Let what the server logs be written; `with_words` also what readers typed and opened.

    To a person at a terminal only what went wrong is told.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter(with_words))
    logger = logging.getLogger("throughline")
    logger.handlers = [handler]
    logger.setLevel(logging.WARNING if sys.stderr.isatty() else logging.INFO)
    logger.propagate = False


class LineFormatter(logging.Formatter):
    """A record as a line of JSON.

    What an error says may hold a reader's words, so its kind and its place in the code are
    told, and the rest only `with_words`.
    """

    def __init__(self, with_words: bool) -> None:
        super().__init__()
        self._with_words = with_words

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if self._with_words:
            line |= getattr(record, "private", {})
        if record.exc_info and record.exc_info[1]:
            line |= self._say_error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)

    def _say_error(self, error: BaseException) -> dict[str, Any]:
        steps = traceback.extract_tb(error.__traceback__)
        said: dict[str, Any] = {
            "error": type(error).__name__,
            "at": [f"{step.filename}:{step.lineno} {step.name}" for step in steps],
        }
        return said | ({"said": str(error)} if self._with_words else {})
