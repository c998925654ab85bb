"""What cannot stand beside the other rows: told at the field, kept as typed, never a 500."""

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from casework.partners import actions
from casework.partners.models import Contact, Location, Organisation, Phone, Schedule, Service
from casework.partners.periods import Period
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.partners.builders import hours, make_location, make_service, signatory
from tests.casework.partners.pages import address, organisation_form, service_form, text
from tests.cast import Cast

ABSENT = "00000000-0000-4000-8000-000000000000"
MORNING = (time(8), time(12))
WINTER = Period(date(2099, 12, 1), date(2099, 12, 31))


class TestNumbers:
    @pytest.fixture
    def taken(self, cast: Cast) -> Phone:
        return Phone.objects.create(
            organisation=cast.partner, number="+48585110121", display="58 511 01 21"
        )

    def other(self, body: Organisation) -> Phone:
        return Phone.objects.create(organisation=body, number="112", display="112")

    def test_a_new_one_that_is_there_is_told_at_its_field(
        self, coordinator: Client, cast: Cast, taken: Phone
    ) -> None:
        answers = {"display": "+48 58 511 01 21", "kind": "sms", "label_pl": "W pracy"}
        response = coordinator.post(address("phone_new", cast.partner.pk), answers)
        content = text(response)
        assert response.status_code == 422 and 'href="#id_display"' in content
        assert "Ten podmiot ma już ten numer." in content and 'value="W pracy"' in content
        assert Phone.objects.get() == taken

    def test_so_is_a_change_into_one(self, coordinator: Client, cast: Cast, taken: Phone) -> None:
        other = self.other(cast.partner)
        answers = {"display": "585110121", "kind": "voice", "version": "1"}
        response = coordinator.post(address("phone_edit", other.pk), answers)
        assert response.status_code == 422
        assert "Ten podmiot ma już ten numer." in text(response)
        other.refresh_from_db()
        assert (other.number, other.version) == ("112", 1)

    def test_another_body_may_have_it_too(
        self, coordinator: Client, cast: Cast, taken: Phone
    ) -> None:
        answers = {"display": "58 511 01 21", "kind": "voice"}
        path = address("phone_new", cast.other_partner.pk)
        assert coordinator.post(path, answers).status_code == 302
        other = self.other(cast.other_partner)
        change = {**answers, "display": "58 511 01 22", "version": "1"}
        assert coordinator.post(address("phone_edit", other.pk), change).status_code == 302

    def test_it_may_be_written_otherwise(
        self, coordinator: Client, cast: Cast, taken: Phone
    ) -> None:
        answers = {"display": "(58) 511-01-21", "kind": "voice", "version": "1"}
        assert coordinator.post(address("phone_edit", taken.pk), answers).status_code == 302
        taken.refresh_from_db()
        assert taken.display == "(58) 511-01-21"


class TestParts:
    def edit(self, browser: Client, body: Organisation, parent: Organisation | str) -> Any:
        key = parent if isinstance(parent, str) else str(parent.pk)
        answers = organisation_form(version="1", parent=key)
        return browser.post(address("partner_edit", body.pk), answers)

    def test_a_part_of_a_part_is_told_at_its_field(self, coordinator: Client, cast: Cast) -> None:
        middle = signatory("middle", parent=cast.partner)
        leaf = signatory("leaf", parent=middle)
        response = self.edit(coordinator, cast.partner, leaf)
        content = text(response)
        assert response.status_code == 422 and 'href="#id_parent"' in content
        assert f'<option value="{leaf.pk}" selected>' in content

    def test_bodies_that_were_parts_of_each_other_hang_nobody(
        self, coordinator: Client, cast: Cast
    ) -> None:
        one, two = signatory("one"), signatory("two")
        Organisation.objects.filter(pk=one.pk).update(parent=two)
        Organisation.objects.filter(pk=two.pk).update(parent=one)
        assert self.edit(coordinator, cast.partner, one).status_code == 302

    def test_a_part_may_move(self, coordinator: Client, cast: Cast) -> None:
        leaf = signatory("leaf", parent=cast.partner)
        assert self.edit(coordinator, leaf, cast.centre).status_code == 302
        assert self.edit(coordinator, cast.partner, leaf).status_code == 302

    @pytest.mark.parametrize("parent", ["x", "\x00", ABSENT])
    def test_a_parent_that_is_none(self, coordinator: Client, cast: Cast, parent: str) -> None:
        response = self.edit(coordinator, cast.partner, parent)
        assert response.status_code == 422 and "Wybierz odpowiedź z listy." in text(response)


class TestChoices:
    @pytest.mark.parametrize("name", ["needs", "locations", "languages", "phases"])
    @pytest.mark.parametrize("value", ["x", "\x00", "1", ABSENT, "'--"])
    def test_what_is_on_no_list_is_told_in_our_words(
        self, coordinator: Client, cast: Cast, name: str, value: str
    ) -> None:
        answers = service_form(**{name: [value]})
        response = coordinator.post(address("service_new", cast.partner.pk), answers)
        content = text(response)
        assert response.status_code == 422 and "Wybierz odpowiedź z listy." in content
        for djangos in ("UUID", "is not a valid", "prawidłową wartością", "Null", "zerow"):
            assert djangos not in content
        assert not Service.objects.exists()


@pytest.mark.usefixtures("gdansk")
class TestGoneMeanwhile:
    @pytest.mark.parametrize("name", ["phone", "contact"])
    def test_what_was_removed_is_not_there(
        self, coordinator: Client, cast: Cast, name: str
    ) -> None:
        rows: dict[str, Any] = {
            "phone": Phone(organisation=cast.partner, number="112", display="112"),
            "contact": Contact(organisation=cast.partner, name="Anna Przykładowa"),
        }
        row = rows[name]
        row.save()
        path, remove = address(f"{name}_edit", row.pk), address(f"{name}_remove", row.pk)
        assert coordinator.post(remove, {"version": "1"}).status_code == 302
        assert coordinator.post(path, {"version": "1", "display": "112"}).status_code == 404
        assert coordinator.post(remove, {"version": "1"}).status_code == 404

    @pytest.mark.parametrize("version", ["", "x", "-1", "\x00", "9" * 3000])
    def test_a_spoilt_version_removes_nothing(
        self, coordinator: Client, cast: Cast, version: str
    ) -> None:
        contact = Contact.objects.create(organisation=cast.partner, name="Anna Przykładowa")
        path = address("contact_remove", contact.pk)
        response = coordinator.post(path, {"version": version, "csrf": "x"}, follow=True)
        assert response.status_code == 200 and Contact.objects.get() == contact


class TestTheRecord:
    """Every write leaves its row: which, about whom, by whom, and no personal data."""

    def changes(self, cast: Cast) -> dict[str, Any]:
        body, by = cast.partner, cast.coordinator
        service, place = make_service(body), make_location(body)
        phone = Phone.objects.create(organisation=body, number="112", display="112")
        contact = Contact.objects.create(organisation=body, name="Anna Tajna")
        offer: Any = {"needs": [], "locations": [], "hours": {"MO": [MORNING]}}
        at: dict[str, Any] = {"version": 1, "by": by}
        new: dict[str, Any] = {"organisation": body, "by": by}
        return {
            "partner.changed": lambda: actions.change_organisation(pk=body.pk, **at, unit="X"),
            "partner.checked": lambda: actions.confirm_fresh(organisation=body, by=by),
            "service.added": lambda: actions.add_service(
                submission=uuid4(), offer=offer, name=service.name, **new
            ),
            "service.changed": lambda: actions.change_service(pk=service.pk, offer=offer, **at),
            "service.period_written": lambda: actions.write_period(
                pk=service.pk, period=WINTER, hours={"MO": [MORNING]}, **at
            ),
            "service.period_removed": lambda: actions.remove_period(
                pk=service.pk, period=WINTER, **at
            ),
            "location.added": lambda: actions.add_location(submission=uuid4(), name="X", **new),
            "location.changed": lambda: actions.change_location(pk=place.pk, town="Sopot", **at),
            "phone.added": lambda: actions.add_phone(
                submission=uuid4(), number="116111", display="116 111", **new
            ),
            "phone.changed": lambda: actions.change_phone(pk=phone.pk, display="1 1 2", **at),
            "phone.removed": lambda: actions.remove(fact=phone, **at),
            "contact.added": lambda: actions.add_contact(
                submission=uuid4(), name="Jan Tajny", **new
            ),
            "contact.changed": lambda: actions.change_contact(pk=contact.pk, title="X", **at),
            "contact.removed": lambda: actions.remove(fact=contact, **at),
        }

    VERBS = (
        *("partner.changed", "partner.checked", "service.added", "service.changed"),
        *("service.period_written", "service.period_removed"),
        *("location.added", "location.changed", "phone.added", "phone.changed"),
        *("phone.removed", "contact.added", "contact.changed", "contact.removed"),
    )

    @pytest.mark.parametrize("verb", VERBS)
    def test_it_says_what_and_about_whom(self, cast: Cast, verb: str) -> None:
        self.changes(cast)[verb]()
        event = AuditEvent.objects.get(verb=verb)
        assert event.actor_id == cast.coordinator.pk
        body = event.object_id if verb.startswith("partner") else event.subject_id
        assert body == str(cast.partner.pk) and event.details == {}

    @pytest.mark.parametrize(
        "verb", [verb for verb in VERBS if not verb.endswith(("added", "checked"))]
    )
    def test_who_was_overtaken_changes_and_records_nothing(self, cast: Cast, verb: str) -> None:
        change = self.changes(cast)[verb]
        for model in (Organisation, Service, Location, Phone, Contact):
            model._default_manager.update(version=5)
        before = AuditEvent.objects.count(), Schedule.objects.count(), Phone.objects.count()
        with pytest.raises(StaleObject):
            change()
        after = AuditEvent.objects.count(), Schedule.objects.count(), Phone.objects.count()
        assert after == before

    def test_what_is_refused_leaves_no_row(self, cast: Cast) -> None:
        Phone.objects.create(organisation=cast.partner, number="116111", display="116111")
        with pytest.raises(actions.NotPossible) as refusal:
            self.changes(cast)["phone.added"]()
        assert refusal.value.field == "display"
        assert not AuditEvent.objects.filter(verb="phone.added").exists()


class TestPeriods:
    @pytest.fixture
    def winter(self, cast: Cast) -> Service:
        service = make_service(cast.partner)
        hours(service, ["MO"], "08:00", "12:00")
        hours(service, ["TU"], "08:00", "12:00", valid_from=WINTER.first, valid_to=WINTER.last)
        return service

    def lines(self, service: Service) -> list[str]:
        return sorted(f"{one.period.is_set:d} {one}" for one in service.schedules.all())

    def test_other_hours_take_the_place_of_those_before(self, cast: Cast, winter: Service) -> None:
        january = Period(date(2100, 1, 1), None)
        actions.write_period(
            pk=winter.pk,
            version=1,
            period=january,
            before=WINTER,
            hours={"WE": [MORNING], "TH": [MORNING]},
            by=cast.coordinator,
        )
        assert self.lines(winter) == ["0 MO 08:00-12:00", "1 WE TH 08:00-12:00"]
        assert {one.period for one in winter.schedules.all()} == {Period(), january}

    def test_no_hours_are_a_closed_time(self, cast: Cast, winter: Service) -> None:
        by = cast.coordinator
        actions.write_period(pk=winter.pk, version=1, period=WINTER, hours={"MO": []}, by=by)
        assert self.lines(winter) == ["0 MO 08:00-12:00", "1  00:00-23:59"]

    def test_what_is_removed_is_that_period_alone(self, cast: Cast, winter: Service) -> None:
        hours(winter, ["FR"], "08:00", "12:00", valid_from=WINTER.first)
        actions.remove_period(pk=winter.pk, version=1, period=WINTER, by=cast.coordinator)
        assert self.lines(winter) == ["0 MO 08:00-12:00", "1 FR 08:00-12:00"]
        winter.refresh_from_db()
        assert winter.version == 2
