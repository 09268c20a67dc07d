"""What the API's own description says of its errors: each status, as problem+json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.http.errors import PROBLEM_TYPE
from api.http.schemas import Problem

_MEANING: Mapping[int, str] = {
    400: "The body cannot be read",
    401: "Nobody is known by this token, or a login is needed",
    403: "The person may not do this",
    404: "What is named is not held",
    409: "Somebody else was quicker",
    411: "The length of the body is not told",
    413: "The body is too large",
    422: "A value is outside its bounds, or a query cannot be read",
    500: "A fault of ours, logged under the number that is told",
    503: "The library cannot be opened, too many ask at once, or it is being worked out",
}
# Any address of the API may answer with these.
ANYWHERE = (401, 422, 500, 503)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors that an address may answer with, as FastAPI takes them."""
    content = {PROBLEM_TYPE: {"schema": Problem.model_json_schema()}}
    return {status: {"description": _MEANING[status], "content": content} for status in statuses}
