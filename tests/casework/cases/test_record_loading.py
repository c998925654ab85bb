"""What is written in the demonstration's cases is loaded whole, and once."""

import tomllib

from casework.cases.models import CasePerson, Note, PlanGoal, PlanReview
from casework.cases.record_loading import load_notes, load_people, load_plans
from ostoja.local.checkout import ROOT
from tests.casework.cases.situations import make_case
from tests.cast import Cast


def test_the_demonstrations_record_is_loaded_once(cast: Cast) -> None:
    rows = tomllib.loads((ROOT / "tenants/seeds/gdansk/record.toml").read_text())
    make_case(cast, pseudonym="Wrzos", is_sample=True)
    make_case(cast, pseudonym="Wrzos")
    for _ in range(2):
        load_notes(rows["case_notes"])
        load_people(rows["case_people"])
        load_plans(rows["case_plans"])
    assert Note.objects.count() == 2 and PlanGoal.objects.count() == 2
    assert CasePerson.objects.count() == 3 and PlanReview.objects.count() == 2
    assert all(one.case.is_sample for one in CasePerson.objects.all())
