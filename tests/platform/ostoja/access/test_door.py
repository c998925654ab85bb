"""The door: a role *and* a grant to the group for which the role is held; else nothing is there."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from casework.cases.models import Case
from casework.partners.models import Organisation
from ostoja.access.door import (
    grant,
    groups_by_permission,
    groups_granted,
    object_for,
    requires,
    revoke,
    staff_only,
    visible_to,
)
from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership, User
from tenants.fence import entered
from tests.cast import Cast, make_cast

VIEW, CHANGE = Permission.CASE_VIEW, Permission.CASE_CHANGE
COORDINATE = Permission.CASE_COORDINATE


def make_case(lead: Organisation, number: str = "1") -> Case:
    """A case to which nobody has access yet."""
    return Case.objects.create(
        number=number,
        pseudonym="Łukasz",
        summary="x",
        urgency="normal",
        lead=lead,
        opened_by_group=lead.group,
    )


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that the crisis centre may see."""
    made = make_case(cast.centre)
    grant(cast.centre.group, made, VIEW)
    return made


class TestObjects:
    def test_role_and_grant_together_open_it(self, cast: Cast, case: Case) -> None:
        assert object_for(cast.consultant, Case.objects.all(), case.pk, VIEW) == case
        assert list(visible_to(cast.colleague, Case.objects.all(), VIEW)) == [case]

    @pytest.mark.parametrize("who", ["stranger", "partner_worker", "administrator", "officer"])
    def test_without_a_grant_it_is_not_there(self, cast: Cast, case: Case, who: str) -> None:
        user = getattr(cast, who)
        with pytest.raises(Http404):
            object_for(user, Case.objects.all(), case.pk, VIEW)
        assert not visible_to(user, Case.objects.all(), VIEW)

    def test_a_grant_without_the_role_opens_nothing(self, cast: Cast, case: Case) -> None:
        grant(cast.partner.group, case, VIEW, COORDINATE)
        assert not visible_to(cast.member, Case.objects.all(), VIEW)
        assert not visible_to(cast.partner_worker, Case.objects.all(), COORDINATE)
        assert visible_to(cast.partner_worker, Case.objects.all(), VIEW)

    def test_a_role_for_one_body_and_a_grant_to_another_do_not_add_up(
        self, cast: Cast, case: Case
    ) -> None:
        grant(cast.partner.group, case, COORDINATE)
        Membership.objects.create(
            user=cast.coordinator, role=Role.PARTNER_WORKER, group=cast.partner.group
        )
        user = User.objects.get(pk=cast.coordinator.pk)
        assert not visible_to(user, Case.objects.all(), COORDINATE)
        grant(cast.coordinating.group, case, COORDINATE)
        assert visible_to(user, Case.objects.all(), COORDINATE)

    def test_each_permission_is_granted_by_itself(self, cast: Cast, case: Case) -> None:
        assert not visible_to(cast.consultant, Case.objects.all(), CHANGE)

    def test_an_unknown_object_looks_like_a_forbidden_one(self, cast: Cast, case: Case) -> None:
        with pytest.raises(Http404):
            object_for(cast.consultant, Case.objects.all(), uuid4(), VIEW)

    def test_what_was_revoked_is_gone(self, cast: Cast, case: Case) -> None:
        revoke(cast.centre.group, case, VIEW, CHANGE)
        assert not visible_to(cast.consultant, Case.objects.all(), VIEW)

    def test_granting_twice_is_granting_once(self, cast: Cast, case: Case) -> None:
        grant(cast.centre.group, case, VIEW)
        assert groups_granted(case, VIEW) == [cast.centre.group]
        assert groups_by_permission(case) == {VIEW: {cast.centre.group_id}}

    def test_a_list_is_one_query(
        self, cast: Cast, case: Case, django_assert_num_queries: Any
    ) -> None:
        for number in range(2, 12):
            grant(cast.centre.group, make_case(cast.centre, str(number)), VIEW)
        user = User.objects.get(pk=cast.consultant.pk)
        with django_assert_num_queries(2):  # the person's roles, the cases
            assert len(visible_to(user, Case.objects.all(), VIEW)) == 11

    def test_grants_of_one_city_mean_nothing_in_another(self, cast: Cast, case: Case) -> None:
        with entered("gdynia"):
            there = make_cast()
            other = make_case(there.centre)
            Case.objects.filter(pk=other.pk).update(id=case.pk)
            with pytest.raises(Http404):
                object_for(there.consultant, Case.objects.all(), case.pk, VIEW)


class TestViews:
    def request(self, user: Any) -> HttpRequest:
        request = RequestFactory().get("/pl/staff/x/?y=1")
        request.user = user
        return request

    def test_nobody_is_sent_to_sign_in_and_back(self, gdansk: None) -> None:
        answer = staff_only(lambda _: HttpResponse("in"))(self.request(AnonymousUser()))
        assert answer["Location"] == "/pl/staff/sign-in/?next=/pl/staff/x/%3Fy%3D1"

    def test_any_member_of_the_staff_passes(self, cast: Cast) -> None:
        view = staff_only(lambda _: HttpResponse("in"))
        assert view(self.request(cast.analyst)).status_code == 200

    def test_a_permission_is_needed_where_one_is_named(self, cast: Cast) -> None:
        view = requires(Permission.PEOPLE_MANAGE)(lambda _: HttpResponse("in"))
        assert view(self.request(cast.administrator)).status_code == 200
        assert view(self.request(AnonymousUser())).status_code == 302
        with pytest.raises(Http404):
            view(self.request(cast.consultant))

    def test_the_permission_can_be_read_from_the_view(self) -> None:
        view = requires(Permission.PEOPLE_MANAGE)(lambda _: HttpResponse("in"))
        assert view.required_permission == Permission.PEOPLE_MANAGE  # type: ignore[attr-defined]
