"""The demonstration's standards are loaded once, and only of bodies and people that are there."""

import pytest

from casework.minors.loading import load_standards
from casework.minors.models import Edition, Intervention, InterventionEntry, Reading, Standards
from tenants import parts
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("cast")


def test_they_are_loaded_once(cast: Cast) -> None:
    [seed] = parts.read_seed("gdansk")["standards_of_minors"]
    opener, holder = cast.consultant.email, cast.supervisor.email
    responsible = [{**one, "person": holder} for one in seed["responsible"]]
    cards = [{**one, "by": opener} for one in seed["interventions"]]
    row = {
        **seed,
        "organisation": cast.centre.key,
        "responsible": [*responsible, {"person": "nobody@x.example", "duty": "review"}],
        "read_by": [opener, "nobody@x.example"],
        "interventions": [*cards, {**cards[0], "by": "nobody@x.example"}],
    }
    for _turn in range(2):
        load_standards([row, {**row, "organisation": "nowhere"}])
    assert Standards.objects.get().is_sample and Edition.objects.get().adopted_at
    assert Reading.objects.get().person == cast.consultant.pk
    assert Intervention.objects.get().is_sample and InterventionEntry.objects.count() == 2


def test_only_plainly_fictional_bodies_have_some_in_the_demonstration() -> None:
    for slug in parts.seeded_cities():
        document = parts.read_seed(slug)
        fictional = {one["key"] for one in document["organisations"] if one.get("fictional")}
        for row in document.get("standards_of_minors", []):
            assert row["organisation"] in fictional
