"""Words for what is recorded: every verb in the code has some."""

import ast
import fnmatch
from collections.abc import Iterator

import pytest
from django.utils import translation

from ostoja.audit import presenters
from ostoja.audit.models import AuditEvent
from tests.source_files import PACKAGES, modules

RECORDERS = ("record", "_record")


def recorded_verbs() -> Iterator[tuple[str, str]]:
    """Each verb that the code records, with the file that does.

    Of an either-or both; ``*`` stands for what is only known when the code runs.
    """
    for path, tree in modules(folders=PACKAGES):
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _name(call.func) in RECORDERS and call.args:
                yield from ((verb, str(path)) for verb in _texts(call.args[0], tree))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _texts(node: ast.expr, tree: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, tree)
        yield from _texts(node.orelse, tree)
    elif isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
        yield "".join(map(str, parts))
    elif isinstance(node, ast.Name):
        for assigned in ast.walk(tree):
            if isinstance(assigned, ast.Assign) and _assigns(assigned, node.id):
                yield from _texts(assigned.value, tree)


def _assigns(statement: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in statement.targets)


def test_the_search_finds_verbs() -> None:
    found = {verb for verb, _path in recorded_verbs()}
    assert {"invitation.sent", "person.deactivated", "city.furnished", "case.seen"} <= found
    assert "referral.*" in found


def test_every_verb_has_words() -> None:
    known = [verb for verb, _label in presenters.verbs()]
    missing = {entry for entry in recorded_verbs() if not fnmatch.filter(known, entry[0])}
    assert not missing


@pytest.mark.usefixtures("gdansk")
class TestLines:
    def test_an_unknown_verb_is_shown_as_it_is(self) -> None:
        line = presenters.lines([AuditEvent(verb="old.verb", object_type="x", object_id="7")])[0]
        assert (line.text, line.thing, line.history) == ("old.verb", "", None)

    def test_a_role_is_named(self) -> None:
        event = AuditEvent(verb="role.added", object_id="7", details={"role": "dpo"})
        with translation.override("en"):
            assert presenters.sentence_of(event) == "A role was added: Data protection officer"
        event.details = {"role": "a role that was given up"}
        with translation.override("en"):
            assert presenters.sentence_of(event) == "A role was added"

    def test_a_nameless_thing_is_told_by_the_beginning_of_its_identifier(self) -> None:
        pk = "3f2a1b2c-0000-4000-8000-000000000000"
        line = presenters.lines([AuditEvent(verb="x.y", object_type="x", object_id=pk)])[0]
        assert (line.thing, str(line.history)) == ("3f2a1b2c", pk)
