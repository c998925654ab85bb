"""Every page for staff and everybody who may or may not use it, also from another city."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from casework.partners.models import Activity, Contact, Location, Organisation, Phone, Service
from casework.partners.periods import Period
from casework.partners.urls import staff_urlpatterns
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.casework.partners.builders import hours, make_location
from tests.casework.partners.pages import address, text
from tests.cast import Cast, browser_of, make_cast

WINTER = Period(date(2099, 12, 1), date(2099, 12, 31))
READ = {"partners", "partner_staff"}
WITHOUT_A_ROW = {"partners", "partner_new"}
OF_A_BODY = {
    "partner_staff",
    "partner_edit",
    "partner_checked",
    "partner_agreement",
    "service_new",
    "location_new",
    "phone_new",
    "contact_new",
    "activity_new",
}
# Bodies that ask to join are tried in test_accession.py, the city's rules in test_confirming.py.
ELSEWHERE = {"applications", "application", "application_accept", "application_close"}
ELSEWHERE |= {"partner_rules"}
# Two records that become one are tried in test_merging_pages.py.
ELSEWHERE |= {"partner_duplicates", "partner_merge", "partner_merge_with"}
ELSEWHERE |= {"partner_tell_apart", "partner_separate"}
NAMES = [name for one in staff_urlpatterns if (name := one.name or "") not in ELSEWHERE]
CHANGING = [name for name in NAMES if name not in READ]
READERS = ["partner_worker", "stranger", "consultant", "animator", "officer"]
KEEPERS = ["coordinator", "administrator"]


@pytest.fixture
def rows(cast: Cast, service: Service) -> dict[str, object]:
    """One row of each kind, all of the partner."""
    body = cast.partner
    hours(service, ["MO"], "09:00", "12:00", valid_from=WINTER.first, valid_to=WINTER.last)
    return {
        "service": service,
        "location": make_location(body),
        "phone": Phone.objects.create(organisation=body, number="112", display="112"),
        "contact": Contact.objects.create(organisation=body, name="Anna Tajna"),
        "activity": Activity.objects.create(
            organisation=body, title={"pl": "Warsztaty"}, times={"pl": "środy"}, access="open"
        ),
        "partner": body,
    }


def path_to(name: str, rows: dict[str, object]) -> str:
    if name in WITHOUT_A_ROW:
        return address(name)
    if name in OF_A_BODY:
        return address(name, rows["partner"].pk)  # type: ignore[attr-defined]
    if name.startswith("period"):
        days = [] if name == "period_new" else [WINTER]
        return address(name, rows["service"].pk, *days)  # type: ignore[attr-defined]
    return address(name, rows[name.partition("_")[0]].pk)  # type: ignore[attr-defined]


def counts() -> list[int]:
    models = (Organisation, Service, Location, Phone, Contact, Activity)
    return [model._default_manager.count() for model in models]


def test_every_route_of_the_room_is_tried() -> None:
    assert len(NAMES) == len(set(NAMES)) == 22
    assert set(NAMES) >= WITHOUT_A_ROW | OF_A_BODY


@pytest.mark.parametrize("name", CHANGING)
class TestChanging:
    @pytest.mark.parametrize("who", READERS)
    def test_who_only_reads_finds_nothing(
        self, rows: dict[str, object], cast: Cast, name: str, who: str
    ) -> None:
        before, browser, path = counts(), browser_of(getattr(cast, who)), path_to(name, rows)
        if (name, who) == ("partner_checked", "partner_worker"):  # confirms what is their own
            assert browser.get(path)["Location"] == path_to("partner_staff", rows)
            return
        assert browser.get(path).status_code == 404
        assert browser.post(path, {"version": "1"}).status_code == 404
        assert counts() == before

    @pytest.mark.parametrize("who", KEEPERS)
    def test_who_keeps_the_records_is_let_in(
        self, rows: dict[str, object], cast: Cast, name: str, who: str
    ) -> None:
        response = browser_of(getattr(cast, who)).get(path_to(name, rows))
        assert response.status_code in (200, 302)
        assert response.status_code == 200 or response["Location"] == path_to("partner_staff", rows)

    def test_who_has_not_signed_in_is_asked_to(self, rows: dict[str, object], name: str) -> None:
        before, path = counts(), path_to(name, rows)
        for response in (browser_of(None).get(path), browser_of(None).post(path, {"version": "1"})):
            assert response.status_code == 302 and "sign-in" in response["Location"]
        assert counts() == before

    def test_a_row_of_another_city_does_not_exist(
        self, rows: dict[str, object], cast: Cast, name: str
    ) -> None:
        before, path = counts(), path_to(name, rows)
        with entered("gdynia"):
            there = browser_of(make_cast().coordinator, "gdynia")
            expected = 200 if name in WITHOUT_A_ROW else 404
            assert there.get(path).status_code == expected
            if name not in WITHOUT_A_ROW:
                assert there.post(path, {"version": "1"}).status_code == 404
        assert counts() == before

    def test_a_row_that_nobody_has_does_not_exist(
        self, rows: dict[str, object], coordinator: Client, name: str
    ) -> None:
        if name in WITHOUT_A_ROW:
            return
        for row in rows.values():
            row.pk = uuid4()  # type: ignore[attr-defined]
        path = path_to(name, rows)
        assert coordinator.get(path).status_code == coordinator.post(path).status_code == 404

    def test_to_look_changes_nothing(
        self, rows: dict[str, object], coordinator: Client, name: str
    ) -> None:
        before, noted = counts(), AuditEvent.objects.count()
        coordinator.get(path_to(name, rows))
        assert (counts(), AuditEvent.objects.count()) == (before, noted)


@pytest.mark.parametrize("name", sorted(READ))
class TestReading:
    @pytest.mark.parametrize("who", [*READERS, *KEEPERS, "supervisor"])
    def test_all_staff_read(self, rows: dict[str, object], cast: Cast, name: str, who: str) -> None:
        response = browser_of(getattr(cast, who)).get(path_to(name, rows))
        assert response.status_code == 200 and "Fundacja Łąka" in text(response)

    def test_residents_do_not(self, rows: dict[str, object], name: str) -> None:
        response = browser_of(None).get(path_to(name, rows))
        assert response.status_code == 302 and "Fundacja" not in text(response)


def test_another_citys_list_holds_its_own_bodies_alone(cast: Cast) -> None:
    cast.partner.name = "Fundacja tylko w Gdańsku"
    cast.partner.save()
    with entered("gdynia"):
        there = browser_of(make_cast().coordinator, "gdynia")
        content = text(there.get(address("partners")))
    assert "Fundacja Łąka" in content and "tylko w Gdańsku" not in content


def test_a_session_of_one_city_opens_nothing_in_another(cast: Cast) -> None:
    here = browser_of(cast.coordinator)
    assert here.get(address("partners")).status_code == 200
    response = here.get(address("partners"), headers={"host": "gdynia.localhost"})
    assert response.status_code in (302, 404)
