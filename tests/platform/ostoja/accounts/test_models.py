"""What the database itself holds true of people, roles and invitations."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ostoja.accounts.models import Invitation, Membership, SignInFailure, User
from tenants.fence import WrongCity, entered
from tests.platform.ostoja.accounts.people import make_user


@pytest.mark.usefixtures("gdansk")
class TestUser:
    @pytest.mark.parametrize("email", ["anna@city.example", "ANNA@city.example"])
    def test_an_address_belongs_to_one_person(self, email: str) -> None:
        make_user("anna@city.example")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_user(email)

    def test_an_address_is_in_small_letters(self) -> None:
        with pytest.raises(IntegrityError, match="user_email_in_small_letters"):
            make_user("Anna@city.example")

    def test_people_are_found_whatever_the_letters(self) -> None:
        user = make_user()
        assert User.objects.get_by_natural_key("ANNA@city.example") == user
        with pytest.raises(User.DoesNotExist):
            User.objects.get_by_natural_key(None)

    def test_they_are_called_by_name(self) -> None:
        user = make_user()
        assert (str(user), user.get_full_name()) == ("Anna Wróbel", "Anna Wróbel")
        assert str(User(email="b@city.example")) == "b@city.example"

    def test_a_person_of_one_city_is_not_saved_in_another(self) -> None:
        user = make_user()
        with entered("gdynia"):
            with pytest.raises(WrongCity):
                user.save()
            with pytest.raises(WrongCity):
                list(user.memberships.all())


@pytest.mark.usefixtures("gdansk")
class TestInvitation:
    def test_it_is_open_until_it_is_used_revoked_or_runs_out(self) -> None:
        now = timezone.now()
        open_one = Invitation(email="a@city.example", expires_at=now + timedelta(minutes=1))
        assert open_one.is_open
        assert not open_one.is_expired
        for change in (
            {"accepted_at": now},
            {"revoked_at": now},
            {"expires_at": now - timedelta(seconds=1)},
        ):
            closed = Invitation(**{"expires_at": open_one.expires_at, **change})
            assert not closed.is_open

    def test_two_links_are_never_the_same(self) -> None:
        facts = {"email": "a@city.example", "role": "dpo", "expires_at": timezone.now()}
        Invitation.objects.create(token_hash=b"x" * 32, **facts)
        with pytest.raises(IntegrityError):
            Invitation.objects.create(token_hash=b"x" * 32, **facts)

    def test_it_outlives_whoever_sent_it(self) -> None:
        user = make_user()
        row = Invitation.objects.create(
            email="a@city.example",
            role="dpo",
            token_hash=b"x" * 32,
            expires_at=timezone.now(),
            invited_by=user,
        )
        user.delete()
        row.refresh_from_db()
        assert row.invited_by is None


@pytest.mark.usefixtures("gdansk")
def test_names_of_rows_tell_enough() -> None:
    user = make_user()
    held = Membership.objects.create(user=user, role="dpo")
    assert str(held) == "Anna Wróbel: dpo"
    assert str(Invitation(email="a@city.example")) == "a@city.example"
    failure = SignInFailure.objects.create(email_hash=b"x" * 32)
    assert str(failure) == str(failure.at)
