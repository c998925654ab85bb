"""No module keeps a query: threads would share it, and one city's rows its hints with another."""

import ast
from collections.abc import Iterator

import pytest

from tests.source_files import PACKAGES, modules


def kept(tree: ast.Module) -> Iterator[int]:
    """The lines at which a module, while it is imported, keeps a query or a prefetch of one."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            yield from (one.lineno for one in _now(statement.value) if _is_query(one))


def _now(node: ast.AST) -> Iterator[ast.AST]:
    """What is evaluated at once, so not what a lambda does later."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Lambda):
            yield from _now(child)


def _is_query(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in {"objects", "every", "_default_manager"}
    return isinstance(node, ast.Name) and node.id == "Prefetch"


def test_no_module_keeps_a_query() -> None:
    found = [f"{path}:{line}" for path, tree in modules(folders=PACKAGES) for line in kept(tree)]
    assert not found


@pytest.mark.parametrize(
    "kept_there",
    ["LINES = Prefetch('lines')", "ALL: object = [Case.objects.all()]", "FEW = Body.every"],
)
def test_one_that_is_kept_is_found(kept_there: str) -> None:
    assert list(kept(ast.parse(kept_there))) == [1]
    assert not list(kept(ast.parse(f"def later():\n    {kept_there}\nLAZY = lambda: Case.objects")))
