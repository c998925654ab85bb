"""Every write: what it changes, that it is recorded, and that a repeat adds nothing."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils import timezone

from casework.partners import actions, workflow
from casework.partners.choices import AgreementState, ServiceStatus
from casework.partners.facts import Offer
from casework.partners.models import (
    Contact,
    Location,
    Need,
    Organisation,
    Phone,
    Schedule,
    Service,
)
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tenants.translated import TranslatedText
from tests.casework.partners.builders import hours, make_service
from tests.cast import Cast

EVENING = (time(18), time(20))


@pytest.fixture
def body(cast: Cast) -> Organisation:
    return cast.partner


def events() -> QuerySet[AuditEvent]:
    """What the coordinator did; in one transaction all of it has the same time."""
    return AuditEvent.objects.filter(actor_name="coordinator person")


def recorded() -> list[str]:
    return sorted(events().values_list("verb", flat=True))


def new_body(cast: Cast, submission: UUID | None = None, **facts: Any) -> Organisation:
    values: dict[str, Any] = {"name": "Fundacja „Łódź”", "kind": "ngo", "roles": ["partner"]}
    return actions.create_organisation(
        submission=submission or uuid4(), by=cast.coordinator, **(values | facts)
    )


def offer(**parts: Any) -> Offer:
    needs = list(Need.objects.filter(key="debt"))
    return Offer(needs=needs, locations=[], hours={}) | parts  # type: ignore[return-value]


def new_service(cast: Cast, submission: UUID | None = None, **parts: Any) -> Service:
    return actions.add_service(
        organisation=cast.partner,
        submission=submission or uuid4(),
        offer=offer(**parts),
        by=cast.coordinator,
        name=TranslatedText({"pl": "Porada"}),
    )


class TestBodies:
    def test_a_new_body_has_a_group_a_key_and_its_place_in_the_alphabet(self, cast: Cast) -> None:
        body = new_body(cast)
        assert body.key == body.group.name == "fundacja-lodz"
        assert body.sort_key.isdigit()
        assert body.agreement_state == AgreementState.NONE
        assert body.verified_on == timezone.localdate()
        assert recorded() == ["partner.added"]

    def test_the_same_form_sent_twice_makes_one_body(self, cast: Cast) -> None:
        submission = uuid4()
        first, second = new_body(cast, submission), new_body(cast, submission, name="Inna")
        assert first == second and second.name == "Fundacja „Łódź”"
        assert recorded() == ["partner.added", "submission.repeated"]

    def test_two_bodies_of_one_name_have_two_keys(self, cast: Cast) -> None:
        first, second = new_body(cast), new_body(cast)
        assert second.key.startswith(first.key) and second.key != first.key
        assert Group.objects.filter(name=second.key).exists()

    def test_a_name_without_latin_letters_has_a_key_too(self, cast: Cast) -> None:
        assert len(new_body(cast, name="Київ").key) == 8

    def test_a_change_moves_the_body_in_the_alphabet(self, cast: Cast, body: Organisation) -> None:
        before = body.sort_key
        changed = actions.change_organisation(
            pk=body.pk, version=1, by=cast.coordinator, name="Żuraw", email="zuraw@city.example"
        )
        changed.refresh_from_db()
        assert changed.version == 2 and changed.sort_key > before
        assert recorded() == ["partner.changed"]

    def test_a_rewritten_description_is_no_longer_an_example(
        self, cast: Cast, body: Organisation
    ) -> None:
        body.description, body.description_is_sample = TranslatedText({"pl": "Zmyślony"}), True
        body.save()
        same = actions.change_organisation(
            pk=body.pk, version=1, by=cast.coordinator, description=body.description
        )
        assert same.description_is_sample
        changed = actions.change_organisation(
            pk=body.pk, version=2, by=cast.coordinator, description=TranslatedText({"pl": "Prawda"})
        )
        assert not changed.description_is_sample

    def test_who_was_overtaken_is_told(self, cast: Cast, body: Organisation) -> None:
        actions.change_organisation(pk=body.pk, version=1, by=cast.coordinator, unit="Pierwszy")
        with pytest.raises(StaleObject) as stale:
            actions.change_organisation(pk=body.pk, version=1, by=cast.coordinator, unit="Drugi")
        assert stale.value.current.unit == "Pierwszy"  # type: ignore[attr-defined]
        body.refresh_from_db()
        assert body.unit == "Pierwszy"

    def test_one_click_says_that_the_record_was_checked(self, cast: Cast) -> None:
        long_ago = timezone.localdate() - timedelta(days=700)
        active = make_service(cast.partner, "active", verified_on=long_ago)
        closed = make_service(
            cast.partner, "closed", verified_on=long_ago, status=ServiceStatus.DEFUNCT
        )
        actions.confirm_fresh(organisation=cast.partner, by=cast.coordinator)
        for row in (cast.partner, active, closed):
            row.refresh_from_db()
        assert cast.partner.verified_on == active.verified_on == timezone.localdate()
        assert closed.verified_on == long_ago
        assert (cast.partner.version, active.version) == (1, 1)
        assert recorded() == ["partner.checked"]


class TestAgreement:
    def change(self, cast: Cast, state: AgreementState, **facts: Any) -> Organisation:
        values: dict[str, Any] = {"day": date(2026, 11, 22), **facts}
        cast.partner.refresh_from_db()
        return actions.change_agreement(
            pk=cast.partner.pk,
            version=cast.partner.version,
            state=state,
            by=cast.coordinator,
            **values,
        )

    def test_the_way_in_and_out(self, cast: Cast) -> None:
        for state in ("invited", "joining", "signatory", "left"):
            self.change(cast, AgreementState(state))
        changed = self.change(cast, AgreementState.JOINING)
        assert (changed.agreement_state, changed.version) == ("joining", 6)
        assert set(recorded()) == {"partner.agreement_changed", "partner.work_ended"}
        assert {"before": "left", "after": "joining"} in [one.details for one in events()]

    @pytest.mark.parametrize("now", AgreementState)
    @pytest.mark.parametrize("wanted", AgreementState)
    def test_only_what_the_table_holds(
        self, cast: Cast, now: AgreementState, wanted: AgreementState
    ) -> None:
        cast.partner.agreement_state = now
        cast.partner.save()
        if wanted in workflow.AGREEMENT[now]:
            assert self.change(cast, wanted).agreement_state == wanted
            return
        with pytest.raises(workflow.NotAllowed):
            self.change(cast, wanted)
        cast.partner.refresh_from_db()
        assert cast.partner.agreement_state == now

    def test_signing_needs_its_day(self, cast: Cast) -> None:
        self.change(cast, AgreementState.JOINING, day=None)
        with pytest.raises(workflow.DateMissing):
            self.change(cast, AgreementState.SIGNATORY, day=None)

    def test_every_state_is_in_the_table(self) -> None:
        assert set(workflow.AGREEMENT) == set(AgreementState)
        assert len(list(workflow.rows())) == sum(map(len, workflow.AGREEMENT.values()))

    def test_who_was_overtaken_is_told(self, cast: Cast) -> None:
        self.change(cast, AgreementState.INVITED)
        with pytest.raises(StaleObject):
            actions.change_agreement(
                pk=cast.partner.pk,
                version=1,
                state=AgreementState.JOINING,
                day=None,
                by=cast.coordinator,
            )


class TestServices:
    def test_a_new_service_comes_with_needs_places_and_hours(self, cast: Cast) -> None:
        place = Location.objects.create(organisation=cast.partner, key="place", name="Biuro")
        week = {"MO": [EVENING], "TU": [EVENING, (time(8), time(9))], "WE": []}
        service = new_service(cast, locations=[place], hours=week)
        assert service.key == "porada"
        assert [need.key for need in service.needs.all()] == ["debt"]
        assert service.locations.get() == place
        lines = sorted(str(one) for one in service.schedules.all())
        assert lines == ["MO TU 18:00-20:00", "TU 08:00-09:00"]
        assert service.verified_on == timezone.localdate()
        assert recorded() == ["service.added"]
        assert events().get().subject_id == str(cast.partner.pk)

    def test_the_same_form_sent_twice_makes_one_service(self, cast: Cast) -> None:
        submission = uuid4()
        first = new_service(cast, submission, hours={"MO": [EVENING]})
        second = new_service(cast, submission, hours={"TU": [EVENING]})
        assert first == second
        assert [one.by_day for one in Schedule.objects.all()] == [["MO"]]

    def test_a_change_leaves_hours_of_a_set_period(self, cast: Cast) -> None:
        service = new_service(cast, hours={"MO": [EVENING]})
        hours(service, ["FR"], "08:00", "09:00", valid_from=date(2026, 12, 1))
        actions.change_service(
            pk=service.pk,
            version=1,
            offer=offer(hours={"SU": [EVENING]}),
            by=cast.coordinator,
            always_open=False,
        )
        assert sorted(one.by_day[0] for one in service.schedules.all()) == ["FR", "SU"]
        service.refresh_from_db()
        assert service.version == 2

    def test_who_was_overtaken_changes_nothing(self, cast: Cast) -> None:
        service = new_service(cast, hours={"MO": [EVENING]})
        with pytest.raises(StaleObject):
            actions.change_service(
                pk=service.pk, version=7, offer=offer(hours={}), by=cast.coordinator
            )
        assert service.schedules.count() == 1


class TestPlacesAndContactPoints:
    def test_each_is_added_once_and_changed(self, cast: Cast, body: Organisation) -> None:
        by, place, phone, contact = cast.coordinator, uuid4(), uuid4(), uuid4()
        for _ in range(2):
            actions.add_location(
                organisation=body, submission=place, by=by, name="Biuro", town="Gdańsk"
            )
            actions.add_phone(
                organisation=body, submission=phone, by=by, number="112", display="112"
            )
            actions.add_contact(
                organisation=body, submission=contact, by=by, name="Anna Przykładowa"
            )
        actions.change_location(pk=place, version=1, by=by, town="Sopot")
        actions.change_phone(pk=phone, version=1, by=by, display="1 1 2")
        actions.change_contact(pk=contact, version=1, by=by, title="prezeska")
        assert Location.objects.get(town="Sopot").key == "biuro"
        assert Phone.objects.get().display == "1 1 2"
        assert Contact.objects.get().title == "prezeska"
        added = [verb for verb in recorded() if verb.endswith(".added")]
        assert added == ["contact.added", "location.added", "phone.added"]

    def test_a_wrong_number_is_removed(self, cast: Cast, body: Organisation) -> None:
        phone = Phone.objects.create(organisation=body, number="112", display="112")
        actions.remove(fact=phone, version=1, by=cast.coordinator)
        assert not Phone.objects.exists()
        event = events().get()
        assert (event.verb, event.subject_id) == ("phone.removed", str(body.pk))

    def test_nothing_of_a_contact_stands_in_the_audit(self, cast: Cast, body: Organisation) -> None:
        actions.add_contact(
            organisation=body, submission=uuid4(), by=cast.coordinator, name="Anna Tajna"
        )
        event = events().get()
        assert "Tajna" not in str(event.details) + event.object_id
