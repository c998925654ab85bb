"""A service that rests keeps its entry point: saving something else must not part the two."""

import re

import pytest

from casework.intake.models import EntryPoint
from casework.partners.models import Service
from tests.api.programs import program_of
from tests.api.v1.answers import ok
from tests.casework.intake.reports import make_entry_point
from tests.casework.partners.builders import make_service
from tests.cast import Cast, browser_of

RESTS = ["inactive", "temporarily closed", "defunct"]


@pytest.fixture(params=RESTS)
def service(cast: Cast, request: pytest.FixtureRequest) -> Service:
    return make_service(cast.partner, status=request.param)


def test_the_form_still_says_it_and_saving_keeps_it(cast: Cast, service: Service) -> None:
    point, browser = make_entry_point(service=service), browser_of(cast.administrator)
    address = f"/pl/staff/entry-points/{point.pk}/"
    page = browser.get(address)
    text = page.content.decode()
    [chosen] = re.findall(r'<option value="([0-9a-f-]{36})"\s+selected', text)
    assert chosen == str(service.pk)
    sent = {
        "name_pl": "Plakat", "name_en": "Poster", "place": "hol", "audience": "everyone",
        "default_language": "pl", "service": chosen, "version": "1",
    }  # fmt: skip
    assert browser.post(address, sent).status_code == 302
    kept = EntryPoint.objects.get(pk=point.pk)
    assert (kept.place, kept.service_id) == ("hol", service.pk)


def test_a_program_may_change_something_else(cast: Cast, service: Service) -> None:
    point, program = make_entry_point(service=service), program_of(cast.administrator)
    path = f"entry-points/{point.pk}/"
    match = program.get(path).headers["ETag"]
    changed = ok(program.patch(path, {"place": "hol"}, match=match))
    assert (changed["place"], changed["service"]) == ("hol", str(service.pk))


def test_for_another_point_it_cannot_be_chosen(cast: Cast, service: Service) -> None:
    make_entry_point(service=service)
    other = make_entry_point("ZZZZZZ")
    page = browser_of(cast.administrator).get(f"/pl/staff/entry-points/{other.pk}/")
    assert str(service.pk) not in page.content.decode()
