"""The room's events in the audit, as people read them."""

import ast
from pathlib import Path

from casework.meetings import actions, presenters
from casework.meetings.choices import OutcomeState
from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import lines
from tests.casework.meetings.making import make_meeting, make_outcome, today
from tests.cast import Cast


def test_every_verb_that_is_recorded_has_words() -> None:
    tree = ast.parse(Path(actions.__file__).read_text())
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    verbs = {text for text in texts if str(text).startswith(("meeting.", "outcome."))}
    closing = {f"outcome.{state}" for state in (OutcomeState.DONE, OutcomeState.DROPPED)}
    assert verbs - {"outcome."} | closing == set(presenters.LABELS)


def test_an_outcome_is_read_under_its_meeting(cast: Cast) -> None:
    meeting = make_meeting(cast.partner, title="Zima")
    outcome = make_outcome(meeting)
    actions.close_outcome(pk=outcome.pk, version=1, state=OutcomeState.DONE, by=cast.member)
    (line,) = lines(AuditEvent.objects.filter(object_id=outcome.pk))
    assert line.text == "Ustalenie ze spotkania zamknięte jako wykonane"
    assert line.thing == f"Zima, {today():%d.%m.%Y}" and line.history == meeting.pk
