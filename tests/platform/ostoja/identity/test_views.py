"""The pages of a city's administrator: the provider's settings and who is bound to it."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from ostoja.access.roles import Role
from ostoja.audit.models import AuditEvent
from ostoja.identity.checks import REASONS
from ostoja.identity.models import BoundIdentity, IdentityProvider
from ostoja.notifications.models import OutboxMessage
from ostoja.ui import city
from tests.cast import Cast, browser_of, make_person
from tests.platform.ostoja.identity.liar import Liar
from tests.platform.ostoja.identity.provider import Provider

PAGE = "/pl/staff/identity/"
PEOPLE = "/pl/staff/identity/people/"
SECRET = "a secret between two"
WRITTEN = {
    "name": "Konto miejskie",
    "issuer": "https://login.city.example",
    "client_id": "ostoja",
    "client_secret": SECRET,
    "email_domains": "City.example, @mopr.city.example city.example",
    "is_enabled": "on",
    "version": "0",
}


def kept(**facts: Any) -> IdentityProvider:
    """A provider that is set already."""
    known = {
        "name": "Konto",
        "issuer": WRITTEN["issuer"],
        "client_id": "ostoja",
        "client_secret": SECRET,
        "email_domains": ["city.example"],
    }
    return IdentityProvider.objects.create(**{**known, **facts})


class TestSetting:
    def test_it_is_kept_and_recorded(self, cast: Cast) -> None:
        browser = browser_of(cast.administrator)
        assert browser.post(PAGE, WRITTEN)["Location"] == PAGE
        row = IdentityProvider.objects.get()
        assert row.client_secret == SECRET
        assert row.email_domains == ["city.example", "mopr.city.example"]
        assert row.is_enabled and not row.trusts_second_factor
        event = AuditEvent.objects.get(verb="identity.provider_set")
        assert event.actor_id == cast.administrator.pk
        assert SECRET not in str(event.details)

    def test_the_secret_is_encrypted_and_never_shown(self, cast: Cast) -> None:
        kept()
        with connection.cursor() as cursor:
            cursor.execute("select client_secret from identity_identityprovider")
            assert SECRET.encode() not in bytes(cursor.fetchone()[0])
        browser = browser_of(cast.administrator)
        wrong = browser.post(PAGE, {**WRITTEN, "name": "", "client_secret": "typed just now"})
        for page in (browser.get(PAGE), wrong):
            text = page.content.decode()
            assert SECRET not in text and "typed just now" not in text
            assert "Sekret jest zapisany" in text

    def test_an_empty_one_leaves_it(self, cast: Cast) -> None:
        kept()
        browser = browser_of(cast.administrator)
        written = {**WRITTEN, "client_secret": "", "version": "1", "name": "Nowa nazwa"}
        assert browser.post(PAGE, written).status_code == 302
        row = IdentityProvider.objects.get()
        assert (row.client_secret, row.name, row.version) == (SECRET, "Nowa nazwa", 2)

    def test_another_provider_never_gets_it(self, cast: Cast) -> None:
        kept()
        browser = browser_of(cast.administrator)
        written = {**WRITTEN, "issuer": "https://evil.example", "client_secret": "", "version": "1"}
        page = browser.post(PAGE, written)
        assert "Wpisz sekret, który ten dostawca wydał" in page.content.decode()
        assert IdentityProvider.objects.get().issuer == WRITTEN["issuer"]

    def test_the_page_shows_the_address_to_come_back_to(self, cast: Cast) -> None:
        page = browser_of(cast.administrator).get(PAGE).content.decode()
        assert "<code>http://gdansk.localhost/sign-in/return/</code>" in page

    @pytest.mark.parametrize("version", ["0", "7", "x", ""])
    def test_whoever_was_slower_is_told_and_keeps_what_was_typed(
        self, cast: Cast, version: str
    ) -> None:
        kept()
        browser = browser_of(cast.administrator)
        page = browser.post(PAGE, {**WRITTEN, "name": "Moja nazwa", "version": version})
        text = page.content.decode()
        assert page.status_code == 200
        assert "<title>Błąd: " in text and 'value="Moja nazwa"' in text
        assert IdentityProvider.objects.get().name == "Konto"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("issuer", "login"),
            ("issuer", "ftp://login.city.example"),
            ("issuer", "https://login.city.example/?x=1"),
            ("issuer", "https://" + "x" * 300),
            ("email_domains", "wrong domain"),
            ("email_domains", "@"),
            ("email_domains", "a.b " * 60),
            ("email_domains", "{{7*7}}"),
            ("name", "x" * 61),
            ("name", "\x00"),
            ("client_id", ""),
            ("client_secret", "x" * 501),
            ("client_secret", ""),
        ],
    )
    def test_bad_input_is_an_error_in_words(self, cast: Cast, field: str, value: str) -> None:
        page = browser_of(cast.administrator).post(PAGE, {**WRITTEN, field: value})
        text = page.content.decode()
        assert page.status_code == 200
        assert "<title>Błąd: " in text
        assert f'href="#id_{field}"' in text
        assert not IdentityProvider.objects.exists()

    @pytest.mark.parametrize("role", ["consultant", "coordinator", "officer", "partner_worker"])
    def test_for_others_the_pages_do_not_exist(self, cast: Cast, role: str) -> None:
        browser = browser_of(getattr(cast, role))
        for path in (PAGE, PEOPLE):
            assert browser.get(path).status_code == 404
        assert browser.post(PAGE, WRITTEN).status_code == 404

    def test_there_is_one_in_a_city(self, cast: Cast) -> None:
        kept()
        with pytest.raises(IntegrityError, match="only"):
            kept()


class TestTesting:
    def written(self, issuer: str) -> dict[str, str]:
        """What is tried without being kept."""
        return {**WRITTEN, "issuer": issuer, "test": "1"}

    def test_a_provider_that_works(self, cast: Cast, provider: Provider) -> None:
        browser = browser_of(cast.administrator)
        page = browser.post(PAGE, self.written(provider.issuer))
        findings = page.context["findings"]
        assert len(findings) == 2
        assert not [one for one in findings if one.problem]
        assert IdentityProvider.objects.get().name == "Konto miejskie"
        assert "Nic nie zostało zapisane" in page.content.decode()
        assert not AuditEvent.objects.filter(verb="identity.provider_set").exists()

    @pytest.mark.parametrize(
        ("path", "body", "reason"),
        [
            ("/.well-known/openid-configuration", b"", "connection"),
            ("/.well-known/openid-configuration", b"HTTP/1.1 404 No\r\n\r\n", "status"),
            ("/.well-known/openid-configuration", b"HTTP/1.1 200 OK\r\n\r\n<p>", "format"),
            ("/.well-known/openid-configuration", b"x" * 300_000, "long"),
            ("/keys", b'HTTP/1.1 200 OK\r\n\r\n{"keys": []}', "keys"),
            ("/keys", b'HTTP/1.1 200 OK\r\n\r\n{"keys": 7}', "keys"),
        ],
    )
    def test_what_is_wrong_is_told_in_words(
        self, cast: Cast, liar: Liar, path: str, body: bytes, reason: str
    ) -> None:
        liar.raw[path] = body
        page = browser_of(cast.administrator).post(PAGE, self.written(liar.issuer))
        assert page.status_code == 200
        assert str(REASONS[reason]) in page.content.decode()

    def test_a_private_address_is_told(self, cast: Cast, settings: Any) -> None:
        settings.IS_LOCAL = False
        browser = browser_of(cast.administrator)
        page = browser.post(PAGE, self.written("https://127.0.0.1:9"), secure=True)
        assert "IDENTITY_PRIVATE_NETWORKS" in page.content.decode()

    def test_the_secret_is_not_sent(self, cast: Cast, liar: Liar) -> None:
        browser_of(cast.administrator).post(PAGE, self.written(liar.issuer))
        assert SECRET not in str(liar.asked)


class TestPeople:
    def bound(self, cast: Cast) -> BoundIdentity:
        """The consultant's identity."""
        return BoundIdentity.objects.create(
            user=cast.consultant, issuer=WRITTEN["issuer"], subject_hash=uuid4().bytes * 2
        )

    def test_who_is_bound_is_listed(self, cast: Cast) -> None:
        self.bound(cast)
        page = browser_of(cast.administrator).get(PEOPLE).content.decode()
        assert cast.consultant.full_name in page

    def test_nobody_yet(self, cast: Cast) -> None:
        assert "Na razie nikt" in browser_of(cast.administrator).get(PEOPLE).content.decode()

    def test_a_released_one_is_forgotten_told_and_recorded(self, cast: Cast) -> None:
        identity = self.bound(cast)
        browser = browser_of(cast.administrator)
        assert browser.post(f"{PEOPLE}{identity.pk}/release/")["Location"] == PEOPLE
        assert not BoundIdentity.objects.exists()
        assert AuditEvent.objects.filter(verb="identity.released").count() == 1
        message = OutboxMessage.objects.get(to=cast.consultant.email)
        assert message.subject == "Usunięto powiązanie z dostawcą tożsamości"
        assert browser.post(f"{PEOPLE}{identity.pk}/release/").status_code == 404

    def test_the_list_costs_the_same_with_many(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        self.bound(cast)
        browser = browser_of(cast.administrator)
        city.forget()
        browser.get(PEOPLE)
        with django_assert_num_queries(5):
            browser.get(PEOPLE)
        for number in range(5):
            person = make_person(Role.ANALYST, email=f"a{number}@city.example")
            BoundIdentity.objects.create(
                user=person, issuer=WRITTEN["issuer"], subject_hash=uuid4().bytes * 2
            )
        with django_assert_num_queries(5):
            browser.get(PEOPLE)

    @pytest.mark.parametrize("same", ["user", "subject"])
    def test_one_person_has_one_identity_and_it_is_theirs_alone(
        self, cast: Cast, same: str
    ) -> None:
        identity = self.bound(cast)
        by_kind: dict[str, dict[str, Any]] = {
            "user": {"user": cast.consultant, "subject_hash": uuid4().bytes * 2},
            "subject": {"user": cast.colleague, "subject_hash": identity.subject_hash},
        }
        with pytest.raises(IntegrityError, match="identity_o"):
            BoundIdentity.objects.create(issuer=identity.issuer, **by_kind[same])
