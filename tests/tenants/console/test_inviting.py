"""The first administrator's invitation, sent again until somebody has taken it."""

from typing import Any

import pytest
from django.test import Client

from ostoja.access.roles import Role
from ostoja.accounts.actions import accept_invitation, revoke_invitation
from ostoja.accounts.models import Invitation, User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered, entered_platform
from tenants.models import City, Stage
from tenants.new_cities.facts import NewCity, Table
from tenants.new_cities.inviting import NobodyWaits, invite_again
from tenants.onboarding import onboard

ACT = "/en/staff/cities/sopot/invite/"
STAFF = b"Full name;E-mail address;Role\nJan;jan@sopot.example;City administrator\n"


@pytest.fixture
def sopot(db: None) -> City:
    new = NewCity("sopot", "Sopot", "msik", "admin@sopot.example", staff=Table("s.csv", STAFF))
    return onboard(new).city


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_old_link_dies_and_the_new_one_is_sent_and_shown(
    console: Client, operator: User, sopot: City
) -> None:
    with entered("sopot"):
        first = Invitation.objects.get(email="admin@sopot.example")
        sent = OutboxMessage.objects.count()
    assert "new link by e-mail" in text(console.get(ACT))
    page = text(console.post(ACT, follow=True))
    assert "was sent to admin@sopot.example again" in page
    with entered("sopot"):
        again = Invitation.objects.get(email="admin@sopot.example")
        assert again.token_hash != first.token_hash
        assert again.expires_at > first.expires_at
        assert OutboxMessage.objects.count() == sent + 1
        letter = OutboxMessage.objects.get(to="admin@sopot.example")
        link = letter.body.partition("http://sopot.localhost")[2].split()[0]
        assert link in page
        event = AuditEvent.objects.get(verb="invitation.sent_again")
        assert (event.actor_id, event.actor_name) == (operator.pk, "Ewa Lis")
    with entered_platform():
        noted = AuditEvent.objects.get(verb="city.invited_again")
        assert (noted.actor_id, noted.details["city"]) == (operator.pk, "sopot")
        assert "admin@" not in str(noted.details)


def test_once_somebody_took_it_the_city_invites(console: Client, sopot: City) -> None:
    with entered("sopot"):
        waiting = Invitation.objects.get(email="admin@sopot.example")
        accept_invitation(invitation=waiting, full_name="Anna", password="x" * 20)
    assert "has an administrator already" in text(console.post(ACT))
    with pytest.raises(NobodyWaits):
        invite_again("sopot")
    with entered("sopot"):
        assert Invitation.objects.filter(accepted_at=None, role=Role.CITY_ADMIN).count() == 1


def test_one_that_was_revoked_stays_dead(sopot: City) -> None:
    with entered("sopot"):
        for one in Invitation.objects.all():
            revoke_invitation(invitation=one, by=None)
    with pytest.raises(NobodyWaits):
        invite_again("sopot")
    with entered_platform():
        assert not AuditEvent.objects.filter(verb="city.invited_again").exists()


def test_it_is_offered_only_before_a_city_is_open(console: Client, sopot: City) -> None:
    offered = 'href="/en/staff/cities/sopot/invite/"'
    assert offered in text(console.get("/en/staff/cities/sopot/"))
    with entered_platform():
        City.objects.filter(slug="sopot").update(stage=Stage.RUNNING)
    assert offered not in text(console.get("/en/staff/cities/sopot/"))
    assert "cannot be done" in text(console.post(ACT, follow=True))
