"""The project's own source files, for the tests that read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ostoja.local.checkout import ROOT

PACKAGES = ("platform/ostoja", "tenants", "casework", "accessibility", "api")
FOLDERS = (*PACKAGES, "tests")


@cache
def files(*suffixes: str, folders: tuple[str, ...] = FOLDERS) -> tuple[Path, ...]:
    """Files with one of the suffixes, without what others wrote."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*"))
    return tuple(
        sorted(
            path for path in found if path.suffix in suffixes and "node_modules" not in path.parts
        )
    )


def modules(*, folders: tuple[str, ...] = FOLDERS) -> Iterator[tuple[str, ast.Module]]:
    """Each Python module that a person wrote: its path in the repository, and its tree."""
    for path in files(".py", folders=folders):
        if "migrations" not in path.parts:
            yield str(path.relative_to(ROOT)), _tree(path)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[Function]:
    """Every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """How many lines a function has."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def imported(tree: ast.Module) -> Iterator[str]:
    """The dotted names that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def words(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every name that a module uses, and the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        if isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.name, node.lineno) for alias in node.names)
