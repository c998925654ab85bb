"""Readers on the row: they say what the grants say, whatever happens in between."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from casework.cases.models import Case, CaseNeed
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from casework.referrals.workflow import WORKFLOW
from ostoja.access.door import grant, groups_granted, permissions_on, revoke, visible_to
from ostoja.access.permissions import Permission
from ostoja.access.shared import ReadBy, SharedModel
from tenants.fence import entered
from tests.casework.cases.situations import make_case, need
from tests.casework.referrals.situations import in_state
from tests.cast import Cast, make_cast
from tests.isolation.world import make_world

VIEW = Permission.CASE_VIEW


def assert_truthful(*models: type[SharedModel]) -> None:
    """Every row's readers are the groups to which seeing it was granted."""
    for model in models:
        for row in model._default_manager.all():
            granted = [group.pk for group in groups_granted(row, model.sight)]
            assert sorted(row.readers) == sorted(granted)


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


def read_again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


REACHABLE = [
    (kind, state)
    for kind in Kind
    for state in {State.DRAFT, *(to for steps in WORKFLOW[kind].values() for to in steps)}
]


@pytest.mark.parametrize(("kind", "state"), REACHABLE)
def test_they_follow_every_state_of_every_kind(cast: Cast, kind: Kind, state: State) -> None:
    in_state(cast, kind, state)
    assert_truthful(Case, Referral)


def test_they_hold_in_the_whole_world(db: None) -> None:
    make_world("gdansk")
    with entered("gdansk"):
        assert_truthful(Case, Referral)
        assert Case.objects.exclude(readers=[]).exists()


def test_a_group_stands_there_once(cast: Cast, case: Case) -> None:
    for _ in range(3):
        grant(cast.partner.group, case, VIEW)
    assert read_again(case).readers.count(cast.partner.group.pk) == 1
    revoke(cast.partner.group, case, VIEW)
    assert cast.partner.group.pk not in read_again(case).readers


def test_whose_rows_are_read_is_djangos_overlap(cast: Cast, case: Case) -> None:
    make_case(cast)
    grant(cast.partner.group, case, VIEW)
    CaseNeed.objects.create(case=case, need=need(1))
    mine, partners = cast.centre.group.pk, cast.partner.group.pk
    found = []
    for groups in ([], [partners], [mine, partners], [-1]):
        rows = Case.objects.filter(ReadBy(groups))
        assert set(rows) == set(Case.objects.filter(readers__overlap=groups))
        assert CaseNeed.objects.filter(case__in=rows).exists() == (case in rows)
        found.append(len(rows))
    assert found == [0, 1, 2, 0]


def test_another_permission_makes_no_reader(cast: Cast, case: Case) -> None:
    grant(cast.partner.group, case, Permission.CASE_ANNOTATE)
    assert cast.partner.group.pk not in read_again(case).readers
    assert not visible_to(cast.partner_worker, Case.objects.all(), VIEW).exists()


def test_saving_an_instance_read_before_the_grant_loses_nothing(cast: Cast, case: Case) -> None:
    earlier = read_again(case)
    grant(cast.partner.group, case, VIEW)
    earlier.pseudonym = "Inaczej"
    earlier.save()
    assert cast.partner.group.pk in read_again(case).readers
    assert read_again(case).pseudonym == "Inaczej"
    deferred = Case.objects.defer("summary", "readers").get(pk=case.pk)
    deferred.urgency = "high"
    deferred.save()
    assert_truthful(Case)


def test_grants_at_the_same_moment_are_all_there(committed_database: str) -> None:
    with entered("gdansk"):
        case = make_case(make_cast())
        groups = [Group.objects.create(name=f"g{number}") for number in range(8)]
    start = Barrier(len(groups))

    def give(group: Group) -> None:
        start.wait()
        with entered("gdansk"):
            grant(group, case, VIEW)
            connection.close()

    with ThreadPoolExecutor(len(groups)) as pool:
        list(pool.map(give, groups))
    with entered("gdansk"):
        assert_truthful(Case)
        assert {group.pk for group in groups} <= set(read_again(case).readers)


def test_nobody_of_no_body_sees_nothing(cast: Cast, case: Case) -> None:
    assert not visible_to(cast.administrator, Case.objects.all(), VIEW).exists()


def test_fifty_checks_are_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    cases = [make_case(cast) for _ in range(50)]
    grant(cast.partner.group, cases[0], VIEW, Permission.CASE_ANNOTATE)
    user = type(cast.partner_worker).objects.get(pk=cast.partner_worker.pk)
    with django_assert_num_queries(2):  # type: ignore[operator]  # memberships, then grants
        found = permissions_on(user, cases)
    assert found[cases[0].pk] == {VIEW, Permission.CASE_ANNOTATE}
    assert not any(found[case.pk] for case in cases[1:])
    assert permissions_on(user, []) == {}
