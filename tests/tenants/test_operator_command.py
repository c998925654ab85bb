"""``ostoja operator``: the way in for the first people of a new platform."""

import json
import re
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from ostoja.accounts.models import Invitation, Membership, User
from ostoja.audit.models import AuditEvent
from tenants.fence import entered, entered_platform
from tests.cast import PASSWORD
from tests.platform.ostoja.accounts.people import code_of, type_password

pytestmark = pytest.mark.django_db

EWA = ("--email", "Ewa@platform.example", "--name", "Ewa Lis")
NEW = {"full_name": "Ewa Lis", "password": PASSWORD}
CONSOLE = "http://operator.localhost:8000"


def run(*words: str) -> str:
    output = StringIO()
    call_command("operator", *words, stdout=output)
    return output.getvalue()


def link_for_ewa(*more: str) -> str:
    """The path of a fresh invitation."""
    printed = json.loads(run("invite", *EWA, *more, "--json"))
    return str(printed["invitation"]).removeprefix(CONSOLE)


def console() -> Client:
    """A browser on the operators' host."""
    return Client(HTTP_HOST="operator.localhost")


def test_the_link_lets_an_operator_in_and_works_once() -> None:
    path, client = link_for_ewa(), console()
    page = client.get(path)
    assert page.status_code == 200
    assert "ewa@platform.example" in page.content.decode()
    assert "Operator platformy" in page.content.decode()
    answer = client.post(path, NEW)
    assert client.get(answer["Location"])["Location"] == "/pl/staff/account/passkeys/add/"
    set_up = "/pl/staff/account/second-factor/"
    secret = client.get(set_up).context["form"].secret
    assert client.post(set_up, {"code": code_of(secret)}).status_code == 302
    assert client.get("/pl/staff/").status_code == 200
    assert console().get(path).status_code == 410
    with entered_platform():
        assert User.objects.get().email == "ewa@platform.example"
        assert not Membership.objects.exists()
        verbs = set(AuditEvent.objects.values_list("verb", flat=True))
        assert {"invitation.sent", "invitation.accepted", "second_factor.set_up"} <= verbs


def test_it_is_no_way_into_a_city() -> None:
    path = link_for_ewa()
    with entered("gdansk"):
        assert Client(HTTP_HOST="gdansk.localhost").get(path).status_code == 404


def test_a_second_invitation_takes_the_first_ones_place() -> None:
    first, second = link_for_ewa(), link_for_ewa()
    assert console().get(first).status_code == 410
    assert console().get(second).status_code == 200
    with entered_platform():
        assert Invitation.objects.filter(revoked_at=None).count() == 1
        revoked = Invitation.objects.exclude(revoked_at=None).get()
        event = AuditEvent.objects.get(verb="invitation.revoked")
        assert event.object_id == str(revoked.pk)


def test_it_is_in_the_language_chosen() -> None:
    path = link_for_ewa("--language", "en")
    assert path.startswith("/en/staff/invitation/")
    assert "Operator of the platform" in console().get(path).content.decode()


def test_people_read_lines() -> None:
    printed = run("invite", *EWA)
    assert printed.startswith("operator: ewa@platform.example\n")
    assert re.search(rf"^invitation: {CONSOLE}/pl/staff/invitation/\S+/$", printed, re.MULTILINE)
    assert re.search(r"^works_until: \d{4}-\d\d-\d\d \d\d:\d\d$", printed, re.MULTILINE)


def test_elsewhere_than_on_localhost_the_link_is_https(settings: Any) -> None:
    settings.IS_LOCAL, settings.BASE_DOMAIN = False, "ostoja.example.pl"
    assert "invitation: https://operator.ostoja.example.pl/pl/" in run("invite", *EWA)


@pytest.mark.parametrize(
    ("email", "name", "complaint"),
    [
        ("nobody", "Ewa Lis", "“nobody” is not an e-mail address."),
        (f"{'e' * 260}@platform.example", "Ewa Lis", "is not an e-mail address."),
        ("ewa@platform.example", "  ", "Give the operator's name and surname."),
        ("ewa@platform.example", "Ewa\nLis", "Give the operator's name and surname."),
        ("ewa@platform.example", "x" * 151, "Give the operator's name and surname."),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_is_made(
    email: str, name: str, complaint: str
) -> None:
    with pytest.raises(CommandError) as raised:
        run("invite", "--email", email, "--name", name)
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)
    with entered_platform():
        assert not Invitation.objects.exists()


def test_who_has_an_account_is_not_invited_again() -> None:
    console().post(link_for_ewa(), NEW)
    with pytest.raises(CommandError, match="operator list"):
        run("invite", *EWA)


def test_who_lost_the_telephone_sets_up_a_new_second_factor() -> None:
    client = console()
    client.post(link_for_ewa(), NEW)
    set_up = "/pl/staff/account/second-factor/"
    secret = client.get(set_up).context["form"].secret
    client.post(set_up, {"code": code_of(secret)})
    assert run("reset", "--email", "EWA@platform.example").startswith("email: ewa@platform.example")
    assert "sign-in" in client.get("/pl/staff/")["Location"], "the sessions have ended"
    again = console()
    with entered_platform():
        assert not Authenticator.objects.exists()
        answer = type_password(again, "ewa@platform.example")
    assert again.get(answer["Location"])["Location"] == "/pl/staff/account/passkeys/add/"


def test_only_an_operators_second_factor_is_reset() -> None:
    with pytest.raises(CommandError, match="operator list"):
        run("reset", "--email", "city-admin@gdansk.example")


def test_the_list_names_everybody() -> None:
    assert json.loads(run("list", "--json")) == []
    console().post(link_for_ewa(), NEW)
    with entered_platform():
        User.objects.create(email="a@platform.example", full_name="Adam Ryś", is_active=False)
    assert run("list").splitlines() == [
        "a@platform.example  Adam Ryś  switched off",
        "ewa@platform.example  Ewa Lis  active",
    ]
    assert json.loads(run("list", "--json"))[1] == {
        "email": "ewa@platform.example",
        "name": "Ewa Lis",
        "state": "active",
    }
