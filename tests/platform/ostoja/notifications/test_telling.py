"""Telling people: whom, once, and how each of them chose."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from ostoja.access.permissions import Permission
from ostoja.accounts.models import Membership, User
from ostoja.notifications.actions import choose
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind
from ostoja.notifications.models import Notification, OutboxMessage
from ostoja.notifications.outbox import deliver_due
from ostoja.notifications.selectors import Channels
from ostoja.notifications.telling import Letter, event_of, notify, settle
from tenants.fence import entered_platform
from tests.cast import Cast
from tests.platform.ostoja.accounts.people import make_user
from tests.platform.ostoja.notifications.news import kind, modules, rows_of, tell

EVENT = UUID("8d5f5c1e-1c0c-4f6e-9a57-2f6c3f0a1b01")


def letters() -> list[str]:
    return sorted(OutboxMessage.objects.values_list("to", flat=True))


def test_each_person_gets_one_row_and_one_e_mail(cast: Cast) -> None:
    assert tell(kind(), cast.consultant, cast.colleague, cast.consultant) == 2
    assert [len(rows_of(one)) for one in (cast.consultant, cast.colleague)] == [1, 1]
    assert letters() == [cast.colleague.email, cast.consultant.email]


def test_the_same_event_is_told_once_however_often_it_is_said(cast: Cast) -> None:
    made = kind()
    assert [tell(made, cast.consultant, event=EVENT) for _ in range(3)] == [1, 0, 0]
    assert tell(made, cast.consultant, cast.colleague, event=EVENT) == 1
    assert Notification.objects.count() == OutboxMessage.objects.count() == 2
    row = Notification.objects.first()
    assert row is not None
    with pytest.raises(IntegrityError, match="notification_once"), transaction.atomic():
        Notification.objects.create(person=row.person, kind="x", event=EVENT, mail="none")


def test_a_row_knows_its_ways_by_e_mail(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="notification_mail_is_known"), transaction.atomic():
        Notification.objects.create(person=cast.consultant, kind="x", event=EVENT, mail="pigeon")


def test_it_is_undone_with_what_it_tells_of(cast: Cast) -> None:
    with transaction.atomic():
        tell(kind(), cast.consultant)
        transaction.set_rollback(True)
    assert not Notification.objects.exists() and not OutboxMessage.objects.exists()


def test_who_caused_it_and_who_left_are_not_told(cast: Cast) -> None:
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    cast.colleague.refresh_from_db()
    people = (cast.consultant, cast.colleague, cast.coordinator)
    assert tell(kind(), *people, by=cast.consultant) == 1
    assert [row.person for row in Notification.objects.all()] == [cast.coordinator]


def test_nobody_without_the_permission_is_told(cast: Cast) -> None:
    made = kind(permission=Permission.PEOPLE_MANAGE)
    assert tell(made, cast.consultant, cast.administrator) == 1
    assert not rows_of(cast.consultant)


def test_nobody_is_told_of_what_they_may_not_open(cast: Cast) -> None:
    """The door decides at this moment, whoever the room meant to tell."""
    thing = uuid4()

    def door(person: User, things: set[UUID]) -> dict[UUID, str]:
        return dict.fromkeys(things, "") if person == cast.consultant else {}

    assert tell(kind(names=door), cast.consultant, cast.colleague, about=thing) == 1
    assert [row.about for row in rows_of(cast.consultant)] == [thing]


def test_nobody_is_told_of_what_the_city_has_switched_off(cast: Cast) -> None:
    made = kind(module="meetings")
    modules("cases")
    assert tell(made, cast.consultant) == 0
    modules("meetings")
    assert tell(made, cast.consultant) == 1


def test_nobody_to_tell_costs_nothing(cast: Cast, django_assert_num_queries: Any) -> None:
    made = kind()
    with django_assert_num_queries(0):
        assert tell(made) == 0


def test_many_people_cost_as_much_as_two(cast: Cast, django_assert_num_queries: Any) -> None:
    made, people = kind(mail=Mail.NONE), list(User.objects.all())
    tell(made, cast.consultant)  # the facts of the city are remembered from now on
    for told in (people[:2], people):
        fresh = [User.objects.get(pk=one.pk) for one in told]
        with django_assert_num_queries(4):  # roles, choices, rows, which of them are new
            assert tell(made, *fresh) == len(fresh)


class TestChoices:
    @pytest.mark.parametrize(
        ("in_app", "mail", "letters_sent"),
        [
            (True, Mail.AT_ONCE, 1),
            (True, Mail.DIGEST, 0),
            (False, Mail.NONE, 0),
            (False, Mail.AT_ONCE, 1),
        ],
    )
    def test_each_person_is_told_as_they_chose(
        self, cast: Cast, in_app: bool, mail: Mail, letters_sent: int
    ) -> None:
        made = kind()
        chosen = {made: Channels(in_app, mail)}
        choose(person=cast.consultant, version=0, channels=chosen, by=cast.consultant)
        tell(made, cast.consultant, cast.colleague)
        [row] = rows_of(cast.consultant)
        assert (row.in_app, row.mail) == (in_app, mail)
        assert letters().count(cast.consultant.email) == letters_sent
        assert letters().count(cast.colleague.email) == 1

    def test_what_nobody_can_choose_comes_always(self, cast: Cast) -> None:
        usual = kind("always-told")
        chosen = {usual: Channels(False, Mail.NONE)}
        choose(person=cast.consultant, version=0, channels=chosen, by=cast.consultant)
        tell(kind("always-told", always="The law says so."), cast.consultant)
        assert rows_of(cast.consultant)[0].in_app
        assert letters() == [cast.consultant.email]


class TestLetter:
    def test_it_says_what_kind_of_thing_waits_and_leads_to_the_notification(
        self, cast: Cast
    ) -> None:
        tell(kind(text="Look at it."), cast.consultant)
        message, [row] = OutboxMessage.objects.get(), rows_of(cast.consultant)
        assert message.subject == "Gdansk: Powiadomienia"
        assert "Look at it." in message.body
        assert f"http://gdansk.localhost:8000/pl/staff/notifications/{row.pk}/\n" in message.body
        assert "http://gdansk.localhost:8000/pl/staff/notifications/choices/" in message.body

    def test_it_speaks_the_persons_language_and_so_does_its_link(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.consultant.pk).update(language="en")
        tell(kind(), User.objects.get(pk=cast.consultant.pk))
        message = OutboxMessage.objects.get()
        assert message.subject == "Gdansk: Notifications"
        assert "/en/staff/notifications/" in message.body

    def test_it_has_the_key_of_its_notification(self, cast: Cast) -> None:
        tell(kind(), cast.consultant)
        assert OutboxMessage.objects.get().pk == rows_of(cast.consultant)[0].pk
        assert deliver_due() == 1

    def test_a_kind_may_have_a_letter_of_its_own(self, cast: Cast) -> None:
        context = {"user": cast.consultant}
        letter = Letter("accounts/email/password_changed.txt", context)
        tell(kind(), cast.consultant, letter=letter)
        assert OutboxMessage.objects.get().subject == "Twoje hasło zostało zmienione"

    def test_operators_are_told_too_though_they_have_no_city(self, db: None) -> None:
        made = kind()
        with entered_platform():
            user = make_user("operator@ostoja.example")
            letter = Letter("accounts/email/password_changed.txt", {"user": user})
            assert tell(made, user, letter=letter) == 1
            assert letters() == ["operator@ostoja.example"]


class TestSettling:
    @pytest.fixture
    def told(self, cast: Cast) -> tuple[Kind, UUID]:
        """Two people who were told that something waits."""
        made, thing = kind(), uuid4()
        tell(made, cast.consultant, cast.colleague, about=thing)
        return made, thing

    def test_what_is_done_counts_as_read_for_everybody(
        self, cast: Cast, told: tuple[Kind, UUID]
    ) -> None:
        made, thing = told
        settle(made, about=thing)
        read = [row.read_at is not None for row in Notification.objects.all()]
        assert read and all(read)

    def test_other_kinds_and_other_things_still_wait(
        self, cast: Cast, told: tuple[Kind, UUID]
    ) -> None:
        made, thing = told
        settle(kind("other"), about=thing)
        settle(made, about=uuid4())
        settle(about=thing)
        read = [row.read_at is not None for row in Notification.objects.all()]
        assert read and not any(read)

    def test_what_was_read_before_keeps_its_time(self, cast: Cast, told: tuple[Kind, UUID]) -> None:
        made, thing = told
        settle(made, about=thing)
        before = set(Notification.objects.values_list("read_at", flat=True))
        settle(made, about=thing)
        assert set(Notification.objects.values_list("read_at", flat=True)) == before


def test_an_event_has_the_same_id_each_time_and_another_for_another_thing() -> None:
    thing = uuid4()
    assert event_of(thing, "due") == event_of(thing, "due")
    assert len({event_of(thing, "due"), event_of(thing, "late"), event_of(uuid4(), "due")}) == 3


def test_who_gives_a_role_away_is_not_told_any_more(cast: Cast) -> None:
    made = kind(permission=Permission.CONVERSATION_ANSWER)
    Membership.objects.filter(user=cast.consultant).delete()
    assert notify(made, to=[User.objects.get(pk=cast.consultant.pk)], event=EVENT) == 0


def test_a_row_holds_keys_and_no_words(cast: Cast) -> None:
    tell(kind(), cast.consultant)
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(n)::text from notifications_notification n")
        [[row]] = cursor.fetchall()
    assert "Powiadomienia" not in row and "Notifications" not in row
