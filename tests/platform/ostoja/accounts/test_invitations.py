"""Invitations: the only way in; each link works once and for a week."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ostoja.access.roles import Role
from ostoja.accounts.actions import (
    accept_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)
from ostoja.accounts.actions.invitations import InvitationClosed
from ostoja.accounts.models import Invitation, Membership, User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered
from tests.cast import Cast, browser_of
from tests.platform.ostoja.accounts.people import client_on, make_user, type_password

INVITE = "/pl/staff/people/invite/"
PASSPHRASE = "a quite different passphrase"
NEW = {"full_name": "Ewa Lis", "password": PASSPHRASE}


def made(**facts: Any) -> tuple[Invitation, str]:
    """An invitation and the path of its link."""
    wanted = {
        "email": "ewa@city.example",
        "full_name": "Ewa Lis",
        "role": Role.ANALYST,
        "group": None,
        "language": "pl",
        "by": None,
    }
    invitation, token = invite(**wanted | facts)
    return invitation, f"/pl/staff/invitation/{token}/"


class TestInviting:
    def form(self, cast: Cast, **changes: Any) -> dict[str, Any]:
        """A form that is right but for the changes."""
        return {
            "full_name": "Ewa O'Lis",
            "email": "Ewa@City.example",
            "role": "partner-worker",
            "organisation": cast.partner.group_id,
            "language": "pl",
        } | changes

    def test_the_link_goes_out_by_e_mail(self, cast: Cast) -> None:
        browser = browser_of(cast.administrator)
        assert browser.get(INVITE).status_code == 200
        answer = browser.post(INVITE, self.form(cast))
        assert answer["Location"] == "/pl/staff/people/"
        message = OutboxMessage.objects.get()
        assert (message.to, message.subject) == ("ewa@city.example", "Zaproszenie do Ostoi")
        assert "Ewa O'Lis" in message.body
        link = re.search(r"http://gdansk\.localhost(/pl/staff/invitation/\S+/)", message.body)
        assert link
        assert client_on().get(link[1]).status_code == 200

    def test_it_is_in_the_language_chosen(self, cast: Cast) -> None:
        browser_of(cast.administrator).post(INVITE, self.form(cast, language="en"))
        message = OutboxMessage.objects.get()
        assert message.subject == "An invitation to Ostoja"
        assert "/en/staff/invitation/" in message.body

    def test_the_token_itself_is_kept_nowhere_else(self, cast: Cast) -> None:
        invitation, path = made()
        token = path.split("/")[-2]
        row = Invitation.objects.filter(pk=invitation.pk).values().get()
        assert token.encode() not in bytes(row["token_hash"])
        assert token not in str(list(AuditEvent.objects.values()))

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"organisation": ""}, "organisation"),
            ({"role": "dpo"}, "organisation"),
            ({"role": "king"}, "role"),
            ({"organisation": "999999"}, "organisation"),
            ({"email": "no address"}, "email"),
            ({"email": "\x00@city.example"}, "email"),
            ({"full_name": ""}, "full_name"),
            ({"full_name": "x" * 151}, "full_name"),
            ({"language": "de"}, "language"),
        ],
    )
    def test_mistakes_are_told_and_what_was_typed_stays(
        self, cast: Cast, changes: dict[str, str], field: str
    ) -> None:
        answer = browser_of(cast.administrator).post(INVITE, self.form(cast, **changes))
        assert answer.status_code == 200
        assert field in answer.context["form"].errors
        assert "Ewa@City.example" in answer.content.decode() or field == "email"
        assert not OutboxMessage.objects.exists()

    @pytest.mark.parametrize("role", ["animator", "interviewer", "concept-author"])
    def test_some_roles_may_be_either(self, cast: Cast, role: str) -> None:
        browser = browser_of(cast.administrator)
        for email, organisation in (
            ("a@city.example", ""),
            ("b@city.example", cast.partner.group_id),
        ):
            form = self.form(cast, role=role, email=email, organisation=organisation)
            assert browser.post(INVITE, form).status_code == 302

    def test_a_person_who_was_switched_off_is_not_invited(self, cast: Cast) -> None:
        make_user("ewa@city.example", is_active=False)
        answer = browser_of(cast.administrator).post(INVITE, self.form(cast))
        assert "Zamiast zapraszać, włącz je ponownie" in answer.content.decode()

    def test_the_same_invitation_twice_is_noticed(self, cast: Cast) -> None:
        browser = browser_of(cast.administrator)
        browser.post(INVITE, self.form(cast))
        answer = browser.post(INVITE, self.form(cast))
        assert "jest już w drodze" in answer.content.decode()

    @pytest.mark.parametrize("who", ["consultant", "coordinator", "officer", "partner_worker"])
    def test_only_administrators_invite(self, cast: Cast, who: str) -> None:
        browser = browser_of(getattr(cast, who))
        assert browser.get(INVITE).status_code == 404
        assert browser.post(INVITE, self.form(cast)).status_code == 404


@pytest.mark.usefixtures("gdansk")
class TestAccepting:
    def test_a_new_person_gets_an_account_and_goes_on_to_the_second_factor(self) -> None:
        _invitation, path = made()
        client = client_on()
        assert "ewa@city.example" in client.get(path).content.decode()
        answer = client.post(path, NEW)
        user = User.objects.get(email="ewa@city.example")
        assert user.check_password(PASSPHRASE)
        held = user.memberships.get()
        assert (held.role, held.group) == ("analyst", None)
        assert client.get(answer["Location"])["Location"] == "/pl/staff/account/second-factor/"
        assert AuditEvent.objects.get(verb="invitation.accepted").actor_id == user.pk

    def test_opening_it_changes_nothing(self) -> None:
        invitation, path = made()
        for _ in range(2):
            assert client_on().get(path).status_code == 200
        invitation.refresh_from_db()
        assert invitation.is_open

    def test_the_name_is_asked_for_where_it_is_missing(self) -> None:
        _invitation, path = made(full_name="")
        assert client_on().post(path, {"full_name": "", "password": PASSPHRASE}).status_code == 200
        client_on().post(path, NEW)
        assert User.objects.get(email="ewa@city.example").full_name == "Ewa Lis"

    @pytest.mark.parametrize("bad", ["short", "password1234", "ewa@city.example", "", "\x00" * 12])
    def test_bad_passwords_are_refused_and_the_name_stays(self, bad: str) -> None:
        _invitation, path = made()
        answer = client_on().post(path, {"full_name": "Ewa Maria Lis", "password": bad})
        assert answer.status_code == 200
        assert "Ewa Maria Lis" in answer.content.decode()
        assert "password" in answer.context["form"].errors
        assert not User.objects.filter(email="ewa@city.example").exists()

    def test_it_works_once(self) -> None:
        _invitation, path = made()
        client_on().post(path, NEW)
        answer = client_on().get(path)
        assert answer.status_code == 410
        assert "To zaproszenie zostało już przyjęte" in answer.content.decode()
        assert client_on().post(path, NEW).status_code == 410

    def test_of_two_people_with_one_link_only_one_gets_in(self) -> None:
        invitation, _path = made()
        accept_invitation(invitation=invitation, full_name="Ewa", password=PASSPHRASE)
        with pytest.raises(InvitationClosed):
            accept_invitation(invitation=invitation, full_name="Ewa", password=PASSPHRASE)

    def test_one_that_ran_out_says_so(self) -> None:
        invitation, path = made()
        past = timezone.now() - timedelta(minutes=1)
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=past)
        for answer in (client_on().get(path), client_on().post(path, NEW)):
            assert answer.status_code == 410
            assert "To zaproszenie wygasło" in answer.content.decode()
            assert "administratora miasta" in answer.content.decode()
        assert not User.objects.filter(email="ewa@city.example").exists()

    def test_in_english_too(self) -> None:
        invitation, path = made()
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())
        answer = client_on().get(path.replace("/pl/", "/en/"))
        assert "This invitation has run out" in answer.content.decode()

    def test_a_revoked_one_says_so(self) -> None:
        invitation, path = made()
        revoke_invitation(invitation=invitation, by=make_user())
        answer = client_on().get(path)
        assert answer.status_code == 410
        assert "To zaproszenie zostało wycofane" in answer.content.decode()

    @pytest.mark.parametrize("token", ["nothing", "x" * 2000, "%00", "%ED%A0%80"])
    def test_an_unknown_one_says_so(self, token: str) -> None:
        answer = client_on().get(f"/pl/staff/invitation/{token}/")
        assert answer.status_code == 404
        assert "Nie ma takiego zaproszenia" in answer.content.decode()

    def test_it_is_unknown_in_other_cities(self) -> None:
        _invitation, path = made()
        with entered("gdynia"):
            assert client_on("gdynia").get(path).status_code == 404


class TestOneWhoHasAnAccount:
    def invited(self, cast: Cast) -> str:
        return made(email=cast.analyst.email, role=Role.DPO)[1]

    def test_signs_in_first(self, cast: Cast) -> None:
        path = self.invited(cast)
        text = client_on().get(path).content.decode()
        assert f'href="/pl/staff/sign-in/?next={path}"' in text
        client_on().post(path, NEW)
        assert not Membership.objects.filter(user=cast.analyst, role=Role.DPO).exists()

    def test_then_gets_the_role(self, cast: Cast) -> None:
        path = self.invited(cast)
        browser = browser_of(cast.analyst)
        assert browser.get(path).status_code == 200
        assert browser.post(path)["Location"] == "/pl/staff/"
        assert Membership.objects.filter(user=cast.analyst, role=Role.DPO).exists()
        assert browser.get(path).status_code == 410

    def test_somebody_else_is_sent_away(self, cast: Cast) -> None:
        path = self.invited(cast)
        browser = browser_of(cast.consultant)
        assert "dla kogoś innego" in browser.post(path).content.decode()
        new = made()[1]
        assert "dla kogoś innego" in browser.post(new, NEW).content.decode()
        assert not User.objects.filter(email="ewa@city.example").exists()

    def test_who_was_switched_off_is_told(self, cast: Cast) -> None:
        path = self.invited(cast)
        User.objects.filter(pk=cast.analyst.pk).update(is_active=False)
        assert "Twoje konto jest wyłączone" in client_on().get(path).content.decode()

    def test_without_a_second_factor_the_page_waits(self, cast: Cast) -> None:
        user = make_user()
        path = made(email=user.email)[1]
        client = client_on()
        type_password(client, user.email)
        assert client.get(path)["Location"] == "/pl/staff/account/second-factor/"


class TestTheList:
    def test_it_shows_who_has_not_answered(self, cast: Cast) -> None:
        made(group=cast.partner.group, role=Role.PARTNER_WORKER)
        text = browser_of(cast.administrator).get("/pl/staff/people/").content.decode()
        assert "ewa@city.example" in text
        assert "Fundacja Łąka" in text or "partner" in text

    def test_sending_again_makes_a_new_link(self, cast: Cast) -> None:
        invitation, path = made()
        Invitation.objects.update(expires_at=timezone.now())
        url = f"/pl/staff/people/invitations/{invitation.pk}/resend/"
        assert browser_of(cast.administrator).post(url).status_code == 302
        assert client_on().get(path).status_code == 404
        body = OutboxMessage.objects.get().body
        new = re.search(r"/pl/staff/invitation/\S+/", body)
        assert new
        assert client_on().get(new[0]).status_code == 200

    def test_revoking(self, cast: Cast) -> None:
        invitation, path = made()
        browser = browser_of(cast.administrator)
        browser.post(f"/pl/staff/people/invitations/{invitation.pk}/revoke/")
        assert client_on().get(path).status_code == 410
        assert "ewa@city.example" not in browser.get("/pl/staff/people/").content.decode()

    def test_one_that_is_closed_is_neither_sent_nor_revoked(self, cast: Cast) -> None:
        invitation, _path = made()
        accept_invitation(invitation=invitation, full_name="Ewa", password=PASSPHRASE)
        with pytest.raises(InvitationClosed):
            revoke_invitation(invitation=invitation, by=cast.administrator)
        with pytest.raises(InvitationClosed):
            resend_invitation(
                invitation=invitation, link=lambda token, _: token, by=cast.administrator
            )
        for what in ("resend", "revoke"):
            url = f"/pl/staff/people/invitations/{invitation.pk}/{what}/"
            assert browser_of(cast.administrator).post(url).status_code == 404

    @pytest.mark.parametrize("what", ["resend", "revoke"])
    def test_only_administrators_may(self, cast: Cast, what: str) -> None:
        invitation, _path = made()
        url = f"/pl/staff/people/invitations/{invitation.pk}/{what}/"
        assert browser_of(cast.officer).post(url).status_code == 404
        assert browser_of(cast.administrator).get(url).status_code == 405
