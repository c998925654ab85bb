"""Two records of one body become one while it is called up."""

import pytest
from django.utils.translation import override

from casework.partners.actions import separate_organisations
from casework.partners.merging import CannotMerge
from tests.casework.incidents.making import call_up, make_incident
from tests.casework.partners.doubles import double_of, merge
from tests.cast import Cast


def test_what_it_is_called_up_to_follows_and_goes_back(cast: Cast) -> None:
    double = double_of(cast)
    call = call_up(cast, make_incident(cast, running=True), double)
    made = merge(cast, cast.partner, double)
    call.refresh_from_db()
    assert call.organisation == cast.partner
    separate_organisations(merge=made, by=cast.coordinator)
    call.refresh_from_db()
    assert call.organisation == double


def test_both_called_up_to_one_incident_are_not_merged(cast: Cast) -> None:
    double, incident = double_of(cast), make_incident(cast, running=True)
    for body in (cast.partner, double):
        call_up(cast, incident, body)
    with override("en"), pytest.raises(CannotMerge, match="Release one of them first"):
        merge(cast, cast.partner, double)
