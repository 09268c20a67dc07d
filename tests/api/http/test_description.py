"""The API keeps to its own description, by schemathesis: every status, type and refusal.

A few cases for each address here; `make fuzz` tries thousands.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.schemas import BaseSchema

from api.auth.accounts import add_token
from api.auth.rights import Access
from api.http.app import create_app
from corpus.store.people.accounts import open_accounts
from index.library import Library

FEW = 3  # cases of each address, besides those at the bounds of each value
CASES = int(os.environ.get("THROUGHLINE_FUZZ", FEW))
WORDS = ("caseloads", "management oversight", "care plans", "children’s homes", "“supervision”")
# What can be read as a search is more than a pattern says; and few words name one subject.
schemathesis.openapi.format(
    "query", st.sampled_from([*WORDS, "care AND (plans OR visits)", "ü 儿 plan*"])
)
schemathesis.openapi.format("subject", st.sampled_from(["caseloads", "management oversight"]))


# Of what is to be sent, by the tool that makes it up: not of what we answer.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_every_address_keeps_to_its_description(
    sample_library: Library, known_people: Path, tmp_path: Path
) -> None:
    """What may be sent is taken, what may not is refused, and each answer is one described."""
    with opened(sample_library, known_people, tmp_path) as (app, token):
        schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=configure(token))
        failures, cases = run(schema)
    print(f"{cases} cases")
    assert cases >= 11 * CASES
    assert not failures, "\n\n".join(sorted(failures))


@contextmanager
def opened(
    sample_library: Library, known_people: Path, folder: Path
) -> Iterator[tuple[FastAPI, str]]:
    """The application over a copy of the sample, and a reviewer's token."""
    copytree(known_people, folder, dirs_exist_ok=True)
    sample_library.db.execute("pragma wal_checkpoint(truncate)")
    (folder / "library.db").write_bytes(sample_library.path.read_bytes())
    models = (lambda name: sample_library.encoder, lambda encoder, reader: sample_library.weigher)
    with Library(folder, *models) as library, open_accounts(folder) as accounts:
        yield create_app(library, Access(accounts)), add_token(accounts, "reviewer", "described")


def configure(token: str) -> SchemathesisConfig:
    """The same cases every time, as a reviewer."""
    return SchemathesisConfig.from_dict(
        {
            "seed": 13,
            "headers": {"Authorization": f"Bearer {token}"},
            "request-timeout": 300,  # a busy machine is no fault of ours
            "generation": {"max-examples": CASES, "database": "none"},
            "phases": {"stateful": {"enabled": CASES > FEW}},
            "continue-on-failure": True,
        }
    )


def run(schema: BaseSchema) -> tuple[set[str], int]:
    """What was found, each kind of failure at an address once, and how many cases were tried."""
    failures, cases = set(), 0
    for event in from_schema(schema).execute():
        if isinstance(event, NonFatalError | FatalError):
            failures.add(str(event))
        if isinstance(event, ScenarioFinished):
            cases += len(event.recorder.cases)
            failures |= set(say_failures(event.recorder))
    return failures, cases


def say_failures(recorder: ScenarioRecorder) -> Iterator[str]:
    """Each check that failed, and for what request."""
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info:
                case = recorder.cases[case_id].value
                sent = f"{case.method} {case.path} {case.path_parameters} {case.query} {case.body}"
                failure = check.failure_info.failure
                yield f"{recorder.label}: {failure.title}: {failure.message}\n{sent:.300}"
