"""People with accounts, and their browsers, over a copy of the sample library."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from sqlite3 import Connection

import pytest
from fastapi.testclient import TestClient

from api.adding.queue import Intake
from api.auth.accounts import add_person
from api.auth.rights import Access
from api.http.app import create_app
from corpus.store.people.accounts import ROLES, open_accounts
from index.library import Library

PASSWORD = "three random words"

Enter = Callable[[str], TestClient]


@pytest.fixture
def own_library(copy_sample: Callable[[Path], Library], tmp_path: Path) -> Iterator[Library]:
    """A copy of the sample library, to be written to."""
    with copy_sample(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def known_people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of accounts made once, since a password takes long to hash."""
    folder = tmp_path_factory.mktemp("known-people")
    with open_accounts(folder) as db:
        for role in ROLES:
            add_person(db, role, role, PASSWORD)
        add_person(db, "colleague", "reviewer", PASSWORD)
    return folder


@pytest.fixture
def people(tmp_path: Path, known_people: Path) -> Iterator[Connection]:
    """Somebody of each role, named after it, and a second reviewer."""
    copytree(known_people, tmp_path / "people")
    with open_accounts(tmp_path / "people") as db:
        yield db


@pytest.fixture
def intake(own_library: Library) -> Iterator[Intake]:
    """What takes papers into the library."""
    with Intake(own_library.path.parent) as opened:
        yield opened


@pytest.fixture
def enter(own_library: Library, people: Connection, intake: Intake) -> Enter:
    """A browser in which somebody logged in; of nobody where no name is given."""
    app = create_app(own_library, Access(people), intake)

    def enter(name: str) -> TestClient:
        client = TestClient(app, follow_redirects=False)
        if name:
            form = {"form_key": key_of(client.get("/login").text), "name": name}
            assert client.post("/login", data={**form, "password": PASSWORD}).status_code == 303
        return client

    return enter


@pytest.fixture(scope="session")
def find_key() -> Callable[[str], str]:
    """What finds the key in the forms of a page."""
    return key_of


def key_of(page: str) -> str:
    """The key that the forms of a page carry."""
    found = re.search(r'name="form_key" value="([^"]+)"', page)
    assert found
    return found[1]
