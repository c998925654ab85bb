"""What allauth is told: nobody signs up, everybody costs the same, nothing leaves the host."""

from typing import Any

import pytest
from django.test import RequestFactory

from ostoja.accounts import organisations
from ostoja.accounts.adapter import NO_ADDRESS, AccountAdapter, SecondFactorAdapter
from ostoja.accounts.backend import StaffBackend, may_sign_in
from ostoja.accounts.models import User
from tests.platform.ostoja.accounts.people import client_on, make_user, type_password
from tests.quick_passwords import QuickHasher


@pytest.mark.usefixtures("gdansk")
class TestTiming:
    @pytest.mark.parametrize(
        "email", ["anna@city.example", "nobody@city.example", "off@city.example"]
    )
    def test_each_attempt_hashes_one_password(
        self, monkeypatch: pytest.MonkeyPatch, email: str
    ) -> None:
        make_user()
        make_user("off@city.example", is_active=False)
        hashed: list[str] = []
        encode = QuickHasher.encode

        def counting(self: QuickHasher, password: str, *more: Any) -> str:
            hashed.append(password)
            return encode(self, password, *more)

        monkeypatch.setattr(QuickHasher, "encode", counting)
        type_password(client_on(), email, "wrong")
        assert hashed == ["wrong"]

    @pytest.mark.parametrize("email", ["anna@city.example", "nobody@city.example"])
    def test_a_locked_address_hashes_none(
        self, monkeypatch: pytest.MonkeyPatch, email: str
    ) -> None:
        make_user()
        for _ in range(5):
            type_password(client_on(), email, "wrong")

        def never(self: Any, password: str, *more: Any) -> str:
            raise AssertionError("hashed")

        monkeypatch.setattr(QuickHasher, "encode", never)
        assert type_password(client_on(), email).status_code == 200


class TestWhoMaySignIn:
    @pytest.mark.parametrize(
        ("is_active", "is_demo", "is_local", "expected"),
        [
            (True, False, True, True),
            (True, False, False, True),
            (True, True, True, True),
            (True, True, False, False),
            (False, False, True, False),
        ],
    )
    def test_the_table(
        self, settings: Any, is_active: bool, is_demo: bool, is_local: bool, expected: bool
    ) -> None:
        settings.IS_LOCAL = is_local
        user = User(is_active=is_active, is_demo=is_demo)
        assert may_sign_in(user) is expected
        assert StaffBackend().user_can_authenticate(user) is expected


class TestRequests:
    def test_some_servers_tell_no_address(self, rf: RequestFactory) -> None:
        adapter = AccountAdapter()
        assert adapter.get_client_ip(rf.get("/", REMOTE_ADDR="")) == NO_ADDRESS
        assert adapter.get_client_ip(rf.get("/", REMOTE_ADDR="192.0.2.7")) == "192.0.2.7"

    def test_an_address_that_somebody_claims_is_not_believed(self, rf: RequestFactory) -> None:
        request = rf.get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="203.0.113.9")
        assert AccountAdapter().get_client_ip(request) == "192.0.2.7"

    def test_nobody_signs_up_and_nothing_is_answered_as_data(self, rf: RequestFactory) -> None:
        request = rf.post("/", HTTP_ACCEPT="application/json")
        assert not AccountAdapter().is_open_for_signup(request)
        assert not AccountAdapter().is_ajax(request)

    @pytest.mark.usefixtures("gdansk")
    def test_sign_in_answers_pages_whatever_is_asked_for(self) -> None:
        client = client_on()
        answer = client.post(
            "/pl/staff/sign-in/",
            {"login": "x", "password": "y"},
            headers={"accept": "application/json", "x-requested-with": "XMLHttpRequest"},
        )
        assert answer["Content-Type"].startswith("text/html")

    def test_the_second_factor_is_the_only_stage(self) -> None:
        assert AccountAdapter().get_login_stages() == ["allauth.mfa.stages.AuthenticateStage"]


@pytest.mark.usefixtures("gdansk")
class TestSecrets:
    def test_they_come_back_as_they_were(self) -> None:
        adapter = SecondFactorAdapter()
        kept = adapter.encrypt("ABCDEFGH")
        assert "ABCDEFGH" not in kept
        assert adapter.decrypt(kept) == "ABCDEFGH"
        assert adapter.encrypt("ABCDEFGH") != kept

    def test_the_picture_needs_nothing_from_elsewhere(self) -> None:
        picture = SecondFactorAdapter().build_totp_svg("otpauth://totp/x?secret=ABCDEFGH")
        assert picture.startswith("<?xml")
        assert "<script" not in picture
        assert picture.count("http") == picture.count("http://www.w3.org/2000/svg")


class TestOrganisations:
    @pytest.mark.usefixtures("gdansk")
    def test_without_a_register_groups_have_their_own_names(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from django.contrib.auth.models import Group

        monkeypatch.setattr(organisations, "_readers", [])
        Group.objects.all().delete()
        group = Group.objects.create(name="brat-albert")
        assert organisations.labels() == [(group.pk, "brat-albert")]

    def test_whoever_keeps_them_says_how_they_are_called(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(organisations, "_readers", [])
        organisations.register(lambda: [(7, "Brat Albert")])
        organisations.register(lambda: [(8, "Caritas")])
        assert organisations.labels() == [(8, "Caritas")]
