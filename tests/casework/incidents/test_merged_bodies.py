"""Two records of one body become one while it is called up."""

import pytest
from django.utils.translation import override

from casework.incidents import actions
from casework.incidents.models import Mobilisation
from casework.partners.actions import separate_organisations
from casework.partners.merging import CannotMerge
from tests.casework.cases.situations import words
from tests.casework.incidents.making import call_up, close, make_incident
from tests.casework.partners.doubles import double_of, merge
from tests.cast import Cast, browser_of


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


def test_a_closed_incident_to_which_both_were_called_up_stands_in_nobodys_way(cast: Cast) -> None:
    double, incident = double_of(cast), make_incident(cast)
    kept, other = (call_up(cast, incident, body) for body in (cast.partner, double))
    elsewhere = call_up(cast, make_incident(cast), double)
    close(cast, incident)
    made = merge(cast, cast.partner, double)
    calls = Mobilisation.objects.filter(organisation=cast.partner)
    assert set(calls) == {kept, elsewhere}
    incident.refresh_from_db()
    actions.reopen_incident(
        incident=incident, version=incident.version, by=cast.coordinator, reason="Jeszcze nie"
    )
    page = words(browser_of(cast.coordinator), "incident", incident.pk)
    assert double.name in page and cast.partner.name in page
    released = actions.release(mobilisation=other, version=other.version, by=cast.coordinator)
    assert released.state == "released"
    separate_organisations(merge=made, by=cast.coordinator)
    assert set(Mobilisation.objects.filter(organisation=double)) == {other, elsewhere}
