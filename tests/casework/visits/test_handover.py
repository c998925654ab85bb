"""Who leaves is not waited for: others go without them, or nobody goes."""

from casework.visits.handover import PLANNED
from casework.visits.models import Visit
from tests.casework.visits.making import make_inside, make_visit
from tests.cast import Cast


def test_others_go_without_them_and_a_visit_of_nobody_is_called_off(cast: Cast) -> None:
    both = make_visit(cast, people=[cast.consultant, cast.colleague])
    alone, inside = make_visit(cast), make_inside(cast, 30)
    assert PLANNED.count(cast.consultant) == 2
    PLANNED.hand_over(cast.consultant, cast.administrator)
    assert PLANNED.count(cast.consultant) == 0
    assert [one.person for one in both.workers.all()] == [cast.colleague]
    assert dict(Visit.objects.values_list("pk", "state")) == {
        both.pk: "planned",
        alone.pk: "over",
        inside.pk: "under_way",
    }
    assert Visit.objects.get(pk=alone.pk).outcome == "called_off"
