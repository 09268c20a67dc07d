"""The house is kept: small folders, packages without code, errors that are told, plain names."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from corpus import errors

ROOT = Path(__file__).parents[1]
PACKAGES = ("api", "corpus", "eval", "index", "ingest", "models")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
FOLDERS = sorted({path.parent for path in MODULES})
MOST_MODULES = 12  # in a folder, its `__init__` left out
OURS = {
    name: {base.__name__ for base in inspect.getmro(error)} - {"Exception", "BaseException"}
    for name, error in inspect.getmembers(errors, inspect.isclass)
}
# Words of the old private language that are gone as names of modules and of classes. Add a
# word when its last use goes: `design.md`, "Words of the house", says what to say for it.
OLD_MODULES = frozenset(
    {"aligned", "bonds", "door", "field", "frames", "furniture", "gather", "grams", "grid", "heard"}
    | {"joins", "kept", "later", "led", "look", "placed_numbers", "say", "slots", "theming", "told"}
    | {"unheld", "utils", "weighed"}
)
OLD_CLASSES = frozenset({"Aligned", "Door", "Furniture", "Kept", "Led", "Slots", "Weighed"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    """A path as the project has it."""
    return path.relative_to(ROOT).as_posix()


@cache
def parse(path: Path) -> ast.Module:
    """The tree of a module."""
    return ast.parse(path.read_text("utf-8"))


# --- rooms ---------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_folder_has_at_most_a_dozen_modules(folder: Path) -> None:
    """What has more has more than one purpose."""
    modules = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MOST_MODULES


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_package_is_a_docstring_of_one_line(folder: Path) -> None:
    """So no import is slow or circular, and each room says what it is for."""
    (docstring,) = parse(folder / "__init__.py").body
    assert docstring.lineno == docstring.end_lineno
    assert ast.get_docstring(parse(folder / "__init__.py"))


def test_tests_have_no_packages() -> None:
    """A package `tests/index` would hide the real one."""
    assert not list((ROOT / "tests").rglob("__init__.py"))


# --- errors --------------------------------------------------------------------


def find_public(
    tree: ast.Module | ast.ClassDef, prefix: str = ""
) -> Iterator[tuple[str, Function, str]]:
    """The public functions and methods, each with its name and where it says what it raises.

    What builds an object is told of in its class.
    """
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for name, function, told in find_public(node, f"{node.name}."):
                is_builder = function.name in ("__init__", "__post_init__")
                yield name, function, told + (ast.get_docstring(node) or "") * is_builder
        elif isinstance(node, Function) and (node.name.startswith("__") or node.name[0] != "_"):
            yield prefix + node.name, node, ast.get_docstring(node) or ""


def find_raised(function: Function) -> Iterator[str]:
    """The errors of ours that stand behind `raise` in a function."""
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if isinstance(raised, ast.Name) and raised.id in OURS:
                yield raised.id


def find_untold(path: Path) -> Iterator[str]:
    """The public functions of a module that raise an error of ours which no docstring names."""
    for name, function, told in find_public(parse(path)):
        if any(not any(base in told for base in OURS[error]) for error in find_raised(function)):
            yield f"{name_of(path)}:{name}"


def test_what_raises_says_so() -> None:
    """The error's name, or that of its base, stands in the docstring."""
    assert not {name for path in MODULES for name in find_untold(path)}


# --- names ---------------------------------------------------------------------


def test_no_old_word_comes_back_as_a_module() -> None:
    """A stranger finds the room by the field's own word."""
    assert not {name_of(path) for path in MODULES if path.stem.strip("_") in OLD_MODULES}


def test_no_old_word_comes_back_as_a_class() -> None:
    """Private ones included."""
    named = {
        f"{name_of(path)}:{node.name}"
        for path in MODULES
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ClassDef) and node.name.strip("_") in OLD_CLASSES
    }
    assert not named


# --- docs ----------------------------------------------------------------------

PAGES = sorted(
    [
        ROOT / "README.md",
        *(ROOT / "docs").glob("*.md"),
        *(page for package in PACKAGES for page in (ROOT / package).rglob("*.md")),
    ]
)
_PATH = re.compile(r"(?<![\w/.])((?:api|corpus|docs|eval|index|ingest|models|tests)/[\w./]+\.\w+)")


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name != "CHANGELOG.md"], ids=name_of
)
def test_a_page_names_files_that_are_there(page: Path) -> None:
    """Whoever follows it finds them."""
    named = {match[1].rstrip(".") for match in _PATH.finditer(page.read_text("utf-8"))}
    assert not {path for path in named if not (ROOT / path).exists()}
