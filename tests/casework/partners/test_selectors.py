"""Who takes part, whose body is whose, and the list of partners for staff."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from casework.partners import selectors
from casework.partners.choices import AgreementState, OrganisationRole
from casework.partners.freshness import Freshness
from casework.partners.models import Location, Need, Organisation
from ostoja.access.permissions import Permission
from ostoja.accounts import organisations
from tests.casework.partners.builders import make_location, make_service, signatory
from tests.cast import Cast, make_organisation

TODAY = timezone.localdate


def keys(rows: Any) -> list[str]:
    return [one.key for one in rows]


@pytest.mark.usefixtures("gdansk")
class TestWhoTakesPart:
    @pytest.mark.parametrize("state", AgreementState)
    @pytest.mark.parametrize("role", OrganisationRole)
    def test_the_rule(self, role: OrganisationRole, state: AgreementState) -> None:
        body = make_organisation("body", "Podmiot", role)
        body.agreement_state = state
        body.save()
        expected = state == "signatory" or (
            state == "none" and role in {"coordinator", "crisis_centre", "member"}
        )
        assert selectors.taking_part().exists() is expected

    def test_a_body_of_several_roles_counts_once(self) -> None:
        make_organisation("body", "Podmiot", "coordinator", "member", "crisis_centre")
        assert keys(selectors.taking_part()) == ["body"]

    def test_the_body_in_a_role(self) -> None:
        assert selectors.organisation_with_role(OrganisationRole.COORDINATOR) is None
        later = make_organisation("later", "Żuraw", "coordinator")
        first = make_organisation("first", "Łąka", "partner", "coordinator")
        assert selectors.organisation_with_role(OrganisationRole.COORDINATOR) == first
        first.agreement_state = AgreementState.LEFT
        first.save()
        assert selectors.organisation_with_role(OrganisationRole.COORDINATOR) == later


class TestWhoseBody:
    def test_bodies_of_a_person(self, cast: Cast) -> None:
        worker = cast.partner_worker
        assert selectors.organisations_of(worker, Permission.CASE_VIEW) == [cast.partner]
        assert selectors.organisations_of(worker, Permission.CASE_OPEN) == []
        assert selectors.organisations_of(cast.administrator, Permission.PARTNER_CHANGE) == []

    def test_accounts_know_the_names_of_bodies(self, cast: Cast) -> None:
        labels = organisations.labels()
        assert (cast.partner.group_id, "Fundacja Łąka") in labels
        names = [name for _group, name in labels]
        assert names.index("Ośrodek koordynujący") < names.index("Stowarzyszenie Żuraw")

    def test_the_door(self, cast: Cast) -> None:
        found = selectors.organisation_for(
            cast.coordinator, cast.partner.pk, Permission.PARTNER_CHANGE
        )
        assert found == cast.partner
        for user, pk in ((cast.analyst, cast.partner.pk), (cast.coordinator, uuid4())):
            with pytest.raises(Http404):
                selectors.organisation_for(user, pk, Permission.PARTNER_CHANGE)
        place = make_location(cast.partner)
        with pytest.raises(Http404):
            selectors.fact_for(
                cast.analyst, Location.objects.all(), place.pk, Permission.PARTNER_CHANGE
            )


@pytest.mark.usefixtures("gdansk")
class TestRecords:
    def body(self, key: str, days: int | None, service_days: int | None = 0) -> Organisation:
        """A signatory checked so many days ago, its service so many."""
        body = signatory(key, verified_on=self.ago(days))
        make_service(body, f"service-{key}", verified_on=self.ago(service_days))
        return body

    def ago(self, days: int | None) -> Any:
        return None if days is None else TODAY() - timedelta(days=days)

    def test_needs_stand_in_the_citys_order(self) -> None:
        needs = selectors.needs()
        assert needs[0].key == "psychological" and needs[-1].key == "other"
        assert len(needs) == Need.objects.count()

    @pytest.mark.parametrize(
        ("own", "service", "freshness"),
        [
            (0, 0, Freshness.FRESH),
            (0, 181, Freshness.AGEING),
            (366, 0, Freshness.STALE),
            (0, None, Freshness.UNKNOWN),
            (None, 0, Freshness.UNKNOWN),
        ],
    )
    def test_a_record_is_as_old_as_its_oldest_part(
        self, own: int | None, service: int | None, freshness: Freshness
    ) -> None:
        self.body("body", own, service)
        [row] = selectors.partner_rows()
        assert row.freshness == freshness

    def test_services_that_are_gone_need_no_checking(self) -> None:
        body = self.body("body", 0)
        make_service(body, "gone", status="defunct", verified_on=self.ago(900))
        assert selectors.records_to_check() == []

    def test_the_oldest_is_to_be_checked_first(self) -> None:
        for key, days in (("fresh", 1), ("ageing", 200), ("stale", 400), ("never", None)):
            self.body(key, days)
        left = self.body("left", 999)
        left.agreement_state = AgreementState.LEFT
        left.save()
        rows = selectors.records_to_check()
        assert [row.organisation.key for row in rows] == ["never", "stale", "ageing"]

    def test_the_list_costs_two_queries_three_with_words(
        self, django_assert_num_queries: Any
    ) -> None:
        for number in range(10):
            self.body(f"body-{number}", number)
        with django_assert_num_queries(2):
            assert len(selectors.partner_rows()) == 10
        with django_assert_num_queries(3):
            assert len(selectors.partner_rows(words="body")) == 10

    def test_a_body_with_two_services_for_a_need_stands_once(self) -> None:
        body = self.body("body", 0)
        for key in ("one", "two"):
            make_service(body, key, needs=["debt"], verified_on=TODAY())
        rows = selectors.partner_rows(need=Need.objects.get(key="debt"))
        assert [row.organisation.key for row in rows] == ["body"]

    def test_every_word_must_be_found_in_any_order(self) -> None:
        signatory("bank", "Trójmiejski Bank Żywności", short_name="TBŻ", unit="Magazyn")
        for words in ("zywnosci bank", "tbz", "magazyn trojmiejski", "  "):
            assert selectors.partner_rows(words=words)
        assert not selectors.partner_rows(words="bank książki")


def test_the_whole_record_in_a_fixed_number_of_queries(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        service = make_service(cast.partner, f"service-{number}", needs=["debt"])
        service.locations.add(make_location(cast.partner, f"place-{number}"))
    body = Organisation.objects.select_related("group").get(pk=cast.partner.pk)
    with django_assert_num_queries(10):
        record = selectors.record_of(body, with_people=True)
    assert len(record.services) == len(record.locations) == 5
    assert {one.user for one in record.people} == {cast.partner_worker, cast.member}
    assert selectors.record_of(body, with_people=False).people == []


def test_people_whose_accounts_are_off_do_not_act_for_a_body(cast: Cast) -> None:
    cast.partner_worker.is_active = False
    cast.partner_worker.save()
    record = selectors.record_of(cast.partner, with_people=True)
    assert [one.user for one in record.people] == [cast.member]
