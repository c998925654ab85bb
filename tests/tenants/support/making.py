"""Consents, tickets and visitors for tests."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from ostoja.accounts.models import User
from tenants.fence import entered, entered_platform
from tenants.support import actions
from tenants.support.choices import Hours
from tenants.support.models import SupportConsent

CONSOLE = "http://operator.localhost:8000"
ENTER = "/pl/staff/support/enter/"
COLOURS = "/pl/staff/city/colours/"


def ended_consent(purpose: str, by: User) -> SupportConsent:
    """One of yesterday in the present city."""
    day = timezone.now() - timedelta(days=1)
    return SupportConsent.objects.create(
        purpose=purpose, given_by=by, given_at=day, until=day + timedelta(hours=1)
    )


def allow(by: User, hours: Hours = Hours.ONE) -> SupportConsent:
    """The present city lets support in."""
    return actions.give_consent(submission=uuid4(), purpose="Kolory", hours=hours, by=by)


def make_operator(email: str = "ewa@platform.example") -> User:
    """Somebody who runs the platform."""
    with entered_platform():
        user = User(email=email, full_name="Ewa Lis")
        user.set_unusable_password()
        user.save()
        return user


def arrive(ticket: str, slug: str = "gdansk", origin: str = CONSOLE) -> tuple[Client, int]:
    """The browser that the console's button sends to the city, and what it is answered."""
    client = Client(HTTP_HOST=f"{slug}.localhost", enforce_csrf_checks=True)
    answer = client.post(ENTER, {"ticket": ticket}, headers={"origin": origin})
    return client, answer.status_code


def visitor(operator: User, slug: str = "gdansk") -> Client:
    """The browser of an operator who is in a city that allows it."""
    with entered(slug):
        ticket = actions.ask_for_ticket(by=operator)
    client, status = arrive(ticket, slug)
    assert status == 302
    return client


def switch_off(operator: User) -> None:
    """The operator works here no longer."""
    with entered_platform():
        User.objects.filter(pk=operator.pk).update(is_active=False)


def is_in(client: Client) -> bool:
    """Whether the browser's session still opens a setting."""
    answer = client.get(COLOURS)
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith("/pl/staff/sign-in/")
    else:
        assert answer.status_code == 200
    return answer.status_code == 200
