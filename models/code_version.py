"""Versions of code: a name for all that decides a result, taken from the sources themselves.

So nobody has to remember to raise a number: every module of ours that the entries import, and
every data file that those load. Words that change no result (docstrings, comments, layout, a
model's card) do not count.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import resolve_name
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PACKAGES = frozenset({"api", "corpus", "eval", "index", "ingest", "models"})


@dataclass(frozen=True)
class Code:
    """The modules that a result is worked out by, and patterns of the data that they load."""

    entries: tuple[str, ...]
    data: tuple[str, ...]

    def version(self, root: Path = ROOT) -> str:
        """The version of the code whose packages stand in a folder: 16 hexadecimal digits.

        SyntaxError where a module of it is no Python.
        """
        hashed = hashlib.sha256()
        for name, code in sorted(self.read_modules(root).items()):
            hashed.update(f"{name}\n{code}\n".encode())
        for path in sorted(path for pattern in self.data for path in root.glob(pattern)):
            hashed.update(f"{path.relative_to(root).as_posix()}\n".encode() + path.read_bytes())
        return hashed.hexdigest()[:16]

    def read_modules(self, root: Path = ROOT) -> dict[str, str]:
        """The modules that are imported, at once or later: code without prose, by path."""
        modules: dict[str, str] = {}
        waiting = [path for name in self.entries if (path := _find_module(root, name))]
        while waiting:
            path = waiting.pop()
            if path.as_posix() not in modules:
                code, names = _read_module((root / path).read_bytes(), _package(path))
                modules[path.as_posix()] = code
                waiting += [found for name in names if (found := _find_module(root, name))]
        return modules


@lru_cache(maxsize=512)
def _read_module(source: bytes, package: str) -> tuple[str, tuple[str, ...]]:
    """A module's code without prose, and what it may load. Several versions rest on one module."""
    code: list[str] = []
    imported: list[ast.Import | ast.ImportFrom] = []
    _write(ast.parse(source), code, imported)
    return " ".join(code), tuple(name for node in imported for name in _names(node, package))


def _find_module(root: Path, name: str) -> Path | None:
    """The path of a module or package of ours under the root; None for anything else."""
    if name.split(".")[0] not in _PACKAGES:
        return None
    path = Path(*name.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((each for each in candidates if (root / each).is_file()), None)


def _package(path: Path) -> str:
    return ".".join(path.parent.parts)


def _names(node: ast.Import | ast.ImportFrom, package: str) -> Iterator[str]:
    """What an import may load: modules, the packages over them, names that may be modules."""
    base = ""
    if isinstance(node, ast.ImportFrom):
        base = resolve_name("." * node.level + (node.module or ""), package) + "."
    for alias in node.names:
        parts = f"{base}{alias.name}".split(".")
        yield from (".".join(parts[:end]) for end in range(1, len(parts) + 1))


def _write(node: ast.AST, code: list[str], imported: list[ast.Import | ast.ImportFrom]) -> None:
    """Add a tree to the code, without docstrings and positions, and its imports to theirs."""
    code.append(type(node).__name__)
    if isinstance(node, ast.Import | ast.ImportFrom):
        imported.append(node)
    for name, value in ast.iter_fields(node):
        if name == "body" and _has_docstring(node):
            value = value[1:]
        code.append(name)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST):
                _write(part, code, imported)
            else:
                code.append(repr(part))


def _has_docstring(node: ast.AST) -> bool:
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return isinstance(node, documented) and ast.get_docstring(node, clean=False) is not None
