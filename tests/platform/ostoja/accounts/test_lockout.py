"""Lock-out: five wrong passwords or codes close an address for a quarter of an hour, here only."""

from datetime import timedelta

import pytest
from django.db.models import F

from ostoja.accounts import lockout
from ostoja.accounts.models import SignInFailure
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered, entered_platform
from tests.cast import PASSWORD
from tests.platform.ostoja.accounts.people import (
    WRONG_CODE,
    client_on,
    code_of,
    give_second_factor,
    make_user,
    type_code,
    type_password,
)

LOCKED = "Za dużo prób z tym adresem. Spróbuj ponownie za 15 minut."
ANNA = "anna@city.example"


def fail(times: int = lockout.ATTEMPTS, email: str = ANNA, slug: str = "gdansk") -> str:
    """Type wrong passwords; the last page."""
    answers = [type_password(client_on(slug), email, "wrong") for _ in range(times)]
    return str(answers[-1].content.decode())


def grow_older(minutes: float) -> None:
    """As if all failures had happened earlier."""
    SignInFailure.objects.update(at=F("at") - timedelta(minutes=minutes))


@pytest.mark.usefixtures("gdansk")
class TestPasswords:
    def test_after_five_wrong_ones_the_right_one_is_refused_too(self) -> None:
        make_user()
        assert LOCKED not in fail()
        answer = type_password(client_on(), ANNA)
        assert answer.status_code == 200
        assert LOCKED in answer.content.decode()

    def test_an_address_that_nobody_has_is_locked_the_same_way(self) -> None:
        fail(email="nobody@city.example")
        answer = type_password(client_on(), "nobody@city.example")
        assert LOCKED in answer.content.decode()

    def test_capital_letters_and_spaces_are_no_way_around(self) -> None:
        make_user()
        fail()
        assert LOCKED in type_password(client_on(), " ANNA@city.example").content.decode()

    def test_other_addresses_stay_open(self) -> None:
        make_user()
        fail(email="nobody@city.example")
        assert type_password(client_on(), ANNA).status_code == 302

    def test_the_message_says_how_long(self) -> None:
        fail()
        grow_older(minutes=13.5)
        assert "za 2 minuty" in type_password(client_on(), ANNA).content.decode()

    def test_it_ends_after_a_quarter_of_an_hour(self) -> None:
        make_user()
        fail()
        grow_older(minutes=15)
        assert type_password(client_on(), ANNA).status_code == 302

    def test_attempts_while_locked_do_not_make_it_longer(self) -> None:
        make_user()
        fail()
        grow_older(minutes=14)
        fail(3)
        grow_older(minutes=1)
        assert type_password(client_on(), ANNA).status_code == 302

    def test_failures_far_apart_do_not_lock(self) -> None:
        make_user()
        for _ in range(lockout.ATTEMPTS):
            fail(1)
            grow_older(minutes=4)
        assert type_password(client_on(), ANNA).status_code == 302

    def test_a_whole_sign_in_forgets_earlier_mistakes(self) -> None:
        secret = give_second_factor(make_user())
        fail(4)
        client = client_on()
        type_password(client, ANNA)
        type_code(client, code_of(secret))
        assert not SignInFailure.objects.exists()

    def test_the_password_alone_forgets_nothing(self) -> None:
        give_second_factor(make_user())
        fail(4)
        type_password(client_on(), ANNA)
        assert SignInFailure.objects.count() == 4

    def test_the_person_is_told_once_a_day(self) -> None:
        """Whoever knows the address can lock it again and again."""
        user = make_user()
        for _ in range(2):
            fail(lockout.ATTEMPTS)
            grow_older(minutes=31)
        assert AuditEvent.objects.filter(verb="sign_in.locked").count() == 2
        [message] = OutboxMessage.objects.all()
        assert message.to == user.email
        assert message.subject == "Twoje logowanie jest na jakiś czas zablokowane"

    def test_nobody_is_told_of_an_address_without_an_account(self) -> None:
        fail(lockout.ATTEMPTS)
        assert not OutboxMessage.objects.exists()

    def test_old_rows_are_deleted(self) -> None:
        fail(3)
        grow_older(minutes=31)
        fail(1)
        assert SignInFailure.objects.count() == 1

    def test_neither_the_address_nor_the_password_is_kept(self) -> None:
        fail(1)
        row = SignInFailure.objects.values().get()
        assert len(bytes(row["email_hash"])) == 32
        assert "anna" not in str(row)


@pytest.mark.usefixtures("gdansk")
class TestCodes:
    def test_wrong_codes_count_like_wrong_passwords(self) -> None:
        secret = give_second_factor(make_user())
        fail(2)
        client = client_on()
        type_password(client, ANNA)
        for _ in range(3):
            type_code(client, WRONG_CODE)
        assert LOCKED in type_code(client, code_of(secret)).content.decode()
        assert LOCKED in type_password(client_on(), ANNA).content.decode()

    def test_the_right_password_again_gives_no_more_guesses(self) -> None:
        give_second_factor(make_user())
        refused = 0
        for _ in range(8):
            client = client_on()
            if type_password(client, ANNA).status_code == 302:
                type_code(client, WRONG_CODE)
            else:
                refused += 1
        assert refused == 3

    def test_guessing_ones_present_password_at_an_open_screen_counts(self) -> None:
        secret = give_second_factor(make_user())
        client = client_on()
        type_password(client, ANNA)
        type_code(client, code_of(secret))
        typed = {"oldpassword": "wrong", "password1": "a quite different passphrase"}
        for _ in range(lockout.ATTEMPTS):
            client.post("/pl/staff/account/password/", typed)
        answer = client.post("/pl/staff/account/password/", typed | {"oldpassword": PASSWORD})
        assert LOCKED in answer.content.decode()


class TestSideBySide:
    @pytest.mark.usefixtures("gdansk")
    def test_attempts_are_counted_before_they_are_made(self) -> None:
        begun = [lockout.begin(ANNA) for _ in range(lockout.ATTEMPTS)]
        with pytest.raises(lockout.LockedOut):
            lockout.begin(ANNA)
        begun[0].delete()
        lockout.begin(ANNA)


@pytest.mark.usefixtures("db")
class TestCities:
    def test_a_lock_never_crosses_into_another_city(self) -> None:
        with entered("gdynia"):
            make_user()
        fail()
        with entered("gdynia"):
            assert type_password(client_on("gdynia"), ANNA).status_code == 302
            assert not SignInFailure.objects.exists()

    def test_the_operators_host_has_its_own(self) -> None:
        fail(slug="operator")
        assert LOCKED in type_password(client_on("operator"), ANNA).content.decode()
        assert LOCKED not in type_password(client_on("gdansk"), ANNA).content.decode()
        with entered_platform():
            assert SignInFailure.objects.count() == lockout.ATTEMPTS

    def test_the_same_address_has_different_hashes(self) -> None:
        digests = set()
        for slug in ("gdansk", "gdynia"):
            with entered(slug):
                digests.add(bytes(lockout.begin(ANNA).email_hash))
        assert len(digests) == 2


@pytest.mark.usefixtures("gdansk")
class TestAudit:
    def test_a_lock_of_somebodys_account_is_recorded_once(self) -> None:
        user = make_user()
        fail(7)
        event = AuditEvent.objects.get(verb="sign_in.locked")
        assert (event.object_id, event.actor_id) == (str(user.pk), None)

    def test_addresses_that_nobody_has_do_not_fill_the_audit(self) -> None:
        fail(email="nobody@city.example")
        assert not AuditEvent.objects.filter(verb="sign_in.locked").exists()
