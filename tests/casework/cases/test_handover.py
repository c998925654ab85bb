"""When a person leaves, their cases go back to the team."""

from casework.cases.handover import CASES
from casework.cases.models import Case
from ostoja.accounts import handover
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case
from tests.cast import Cast


def test_open_cases_are_counted_and_given_back(cast: Cast) -> None:
    mine, others = make_case(cast), make_case(cast, by=cast.colleague)
    assert CASES in handover.kinds()
    assert CASES.count(cast.consultant) == 1
    CASES.hand_over(cast.consultant, cast.administrator)
    assert CASES.count(cast.consultant) == 0
    assert Case.objects.get(pk=mine.pk).worker is None
    assert Case.objects.get(pk=others.pk).worker == cast.colleague
    event = AuditEvent.objects.get(verb="case.released")
    assert (event.actor_id, event.subject_id) == (cast.administrator.pk, str(mine.pk))
