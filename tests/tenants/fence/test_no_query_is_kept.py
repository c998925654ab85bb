"""No module keeps a query: threads would share it, and one city's rows its hints with another."""

import ast
from collections.abc import Iterator

import pytest

from tests.source_files import PACKAGES, modules


def kept(tree: ast.Module) -> Iterator[int]:
    """The lines at which a module, while it is imported, keeps a query or a prefetch of one."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            yield from (statement.lineno for one in _now(statement.value) if _is_query(one))


def _now(node: ast.AST) -> Iterator[ast.AST]:
    """What is evaluated at once, so not what a lambda does later."""
    if not isinstance(node, ast.Lambda):
        yield node
        for child in ast.iter_child_nodes(node):
            yield from _now(child)


def _is_query(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id == "Prefetch"
    managers = {"objects", "every", "_default_manager"}
    parts = [one.attr for one in ast.walk(node.func) if isinstance(one, ast.Attribute)]
    return bool(managers.intersection(parts[1:]))


def test_no_module_keeps_a_query() -> None:
    found = [f"{path}:{line}" for path, tree in modules(folders=PACKAGES) for line in kept(tree)]
    assert not found


@pytest.mark.parametrize(
    "kept_there",
    [
        "LINES = Prefetch('lines')",
        "ALL: object = [Case.objects.all()]",
        "FEW = Body.every.filter(pk=1)",
    ],
)
def test_one_that_is_kept_is_found(kept_there: str) -> None:
    assert list(kept(ast.parse(kept_there))) == [1]
    assert not list(
        kept(ast.parse(f"def later():\n    {kept_there}\nLAZY = lambda: Case.objects.all()"))
    )
