"""People's verdicts over HTTP: what doubts there are, what was said, saying and undoing it.

For reviewers with a token; a verdict wins at once over what the machine weighed.
"""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from api.auth.rights import Reviewer
from api.http.described import problems
from api.http.inputs import Id, Limit, Name, VerdictNumber, VerdictWord, Words
from corpus.manifest import council_name
from corpus.store.people.verdicts import export_log, undo_verdict
from index.answers.asks import answer_doubts
from index.library import Library
from index.recurrence.judging import judge_pair


class VerdictIn(BaseModel):
    """What a reviewer says of two records, by their ids, and why.

    `seen` is the number of the verdict on the pair that they looked at, 0 for none: 409
    where another one holds by now. A name that is none of these is refused: "sen" for `seen`
    would overwrite what a colleague said.
    """

    model_config = ConfigDict(extra="forbid")

    earlier: Id
    later: Id
    verdict: VerdictWord
    why: Words = ""
    seen: VerdictNumber | None = None


def add_verdicts(app: FastAPI, library: Library) -> None:
    """The addresses of verdicts, for an application that knows its people."""

    @app.get("/api/v1/verdicts", responses=problems(403))
    def verdicts(person: Reviewer) -> JSONResponse:
        """Every verdict ever given, those undone as well: the log."""
        return JSONResponse(jsonable_encoder(export_log(library.db)))

    @app.post("/api/v1/verdicts", status_code=201, responses=problems(400, 403, 404, 409, 411, 413))
    def say(person: Reviewer, given: VerdictIn) -> dict[str, int]:
        """Keep a verdict under the reviewer's name; 404 where a record is not held."""
        kept = judge_pair(
            library,
            given.earlier,
            given.later,
            given.verdict,
            person.name,
            given.why,
            given.seen,
        )
        return {"number": kept.number}

    @app.delete(
        "/api/v1/verdicts/{number}", status_code=204, responses=problems(403, 404, 411, 413)
    )
    def undo(person: Reviewer, number: VerdictNumber) -> None:
        """Undo a verdict; it stays in the log as undone."""
        undo_verdict(library.db, number, person.name)

    @app.get("/api/v1/doubts", responses=problems(403, 404))
    def doubts(person: Reviewer, authority: Name, limit: Limit = 50) -> JSONResponse:
        """The pairs of a council whose verdict would teach most, the best first."""
        pairs = answer_doubts(library, council_name(authority))[:limit]
        return JSONResponse(jsonable_encoder(pairs))
