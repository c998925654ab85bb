"""Who is told of a change of the way in, and of somebody who came."""

import pytest

from ostoja.access.roles import Role
from ostoja.accounts.actions import (
    accept_invitation,
    change_password,
    invite,
    join_by_invitation,
)
from ostoja.accounts.models import Invitation, Membership
from ostoja.accounts.notices import ACCEPTED, SECURITY, names
from ostoja.notifications.choices import Mail
from ostoja.notifications.models import Notification
from tests.cast import PASSWORD, Cast


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    """Somebody whom the administrator invited."""
    return invite(
        email="ewa@city.example",
        full_name="Ewa Lis",
        role=Role.ANALYST,
        group=None,
        language="pl",
        by=cast.administrator,
    )[0]


def test_who_invited_learns_that_the_person_came(cast: Cast, invitation: Invitation) -> None:
    user = accept_invitation(invitation=invitation, full_name="Ewa Lis", password=PASSWORD)
    row = Notification.objects.get()
    assert (row.person, row.kind, row.about) == (cast.administrator, ACCEPTED.key, user.pk)
    assert row.mail == Mail.DIGEST
    assert names(cast.administrator, {user.pk}) == {user.pk: "Ewa Lis"}


def test_somebody_with_an_account_who_takes_a_role_is_told_of_too(
    cast: Cast, invitation: Invitation
) -> None:
    join_by_invitation(invitation=invitation, by=cast.consultant)
    assert Notification.objects.get().about == cast.consultant.pk


def test_who_invited_and_is_no_administrator_any_more_is_not_told(
    cast: Cast, invitation: Invitation
) -> None:
    Membership.objects.filter(user=cast.administrator).delete()
    accept_invitation(invitation=invitation, full_name="Ewa Lis", password=PASSWORD)
    assert not Notification.objects.exists()
    assert names(cast.consultant, {cast.colleague.pk}) == {}


def test_an_invitation_that_nobody_sent_tells_nobody(cast: Cast, invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(invited_by=None)
    accept_invitation(
        invitation=Invitation.objects.get(pk=invitation.pk), full_name="Ewa", password=PASSWORD
    )
    assert not Notification.objects.exists()


def test_each_change_of_the_way_in_stands_in_the_list(cast: Cast) -> None:
    for password in (PASSWORD, f"{PASSWORD} 2"):
        change_password(
            user=cast.consultant, password=password, session_to_keep=None, by=cast.consultant
        )
    rows = Notification.objects.all()
    assert [(row.person, row.kind) for row in rows] == [(cast.consultant, SECURITY.key)] * 2
