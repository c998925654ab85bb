"""What is read of notifications: words, doors, what is unread."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import Http404

from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts.backend import StaffBackend
from ostoja.accounts.models import Membership, User
from ostoja.notifications import selectors
from ostoja.notifications.actions import choose, mark_read
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind
from ostoja.notifications.models import Choices, Notification
from ostoja.notifications.selectors import Channels
from ostoja.ui.city import CityFacts
from tests.cast import Cast
from tests.platform.ostoja.notifications.news import kind, rows_of, tell

EVERYTHING = CityFacts()
Door = Any


def door_for(people: list[User]) -> Door:
    """A door behind which each thing is called by its key, for the people on the list."""

    def names(person: User, things: set[UUID]) -> dict[UUID, str]:
        return {one: str(one) for one in things} if person in people else {}

    return names


class TestLines:
    def test_a_name_is_asked_for_each_time_somebody_looks(self, cast: Cast) -> None:
        people, thing = [cast.consultant], uuid4()
        made = kind(names=door_for(people))
        tell(made, cast.consultant, about=thing)
        [line] = selectors.lines(rows_of(cast.consultant), cast.consultant)
        assert (line.name, line.can_open) == (str(thing), True)
        people.clear()
        [line] = selectors.lines(rows_of(cast.consultant), cast.consultant)
        assert (line.name, line.can_open, line.title) == ("", False, made.title)

    def test_what_is_about_the_person_can_always_be_opened(self, cast: Cast) -> None:
        tell(kind(), cast.consultant)
        [line] = selectors.lines(rows_of(cast.consultant), cast.consultant)
        assert line.can_open and line.name == ""

    def test_who_lost_the_role_opens_nothing_of_it(self, cast: Cast) -> None:
        made = kind(permission=Permission.PEOPLE_MANAGE)
        tell(made, cast.administrator)
        Membership.objects.filter(user=cast.administrator).update(role=Role.ANALYST)
        person = User.objects.get(pk=cast.administrator.pk)
        [line] = selectors.lines(rows_of(person), person)
        assert not line.can_open
        assert made.named(person, None) is None

    def test_each_door_is_asked_once(self, cast: Cast) -> None:
        asked: list[set[UUID]] = []

        def door(person: User, things: set[UUID]) -> dict[UUID, str]:
            asked.append(things)
            return dict.fromkeys(things, "")

        made = [kind(f"kind-{number}", names=door) for number in range(3)]
        for one in made:
            tell(one, cast.consultant, about=uuid4())
        asked.clear()
        assert len(selectors.lines(rows_of(cast.consultant), cast.consultant)) == 3
        assert [len(things) for things in asked] == [3]

    def test_a_kind_that_is_gone_is_left_out(self, cast: Cast) -> None:
        tell(kind(), cast.consultant)
        Notification.objects.update(kind="long-gone")
        assert selectors.lines(rows_of(cast.consultant), cast.consultant) == []


class TestOwn:
    def test_the_list_holds_ones_own_newest_first(self, cast: Cast) -> None:
        made = kind()
        for _ in range(3):
            tell(made, cast.consultant, cast.colleague)
        rows = list(selectors.notifications_of(cast.consultant, EVERYTHING))
        assert [row.person for row in rows] == [cast.consultant] * 3
        assert rows == sorted(rows, key=lambda row: (row.created_at, row.pk), reverse=True)

    def test_what_is_hidden_or_switched_off_is_not_in_it(self, cast: Cast) -> None:
        tell(kind("hidden", in_app=False), cast.consultant)
        tell(kind("off", module="meetings"), cast.consultant)
        some = CityFacts(modules=["cases"])
        assert not selectors.notifications_of(cast.consultant, some).exists()

    def test_one_is_found_by_its_owner_alone(self, cast: Cast) -> None:
        tell(kind(in_app=False), cast.consultant)
        [row] = rows_of(cast.consultant)
        assert selectors.notification_for(cast.consultant, row.pk, EVERYTHING) == row
        for person, pk in ((cast.colleague, row.pk), (cast.consultant, uuid4())):
            with pytest.raises(Http404):
                selectors.notification_for(person, pk, EVERYTHING)

    def test_one_of_a_part_that_was_switched_off_is_absent(self, cast: Cast) -> None:
        tell(kind(), cast.consultant)
        Notification.objects.update(kind="long-gone")
        with pytest.raises(Http404):
            selectors.notification_for(cast.consultant, rows_of(cast.consultant)[0].pk, EVERYTHING)


class TestUnread:
    def number(self, person: User, city: CityFacts = EVERYTHING) -> int:
        return selectors.number_unread(User.objects.get(pk=person.pk), city)

    def test_it_counts_what_shows_and_was_not_read(self, cast: Cast) -> None:
        made = kind()
        for _ in range(2):
            tell(made, cast.consultant)
        tell(kind("hidden", in_app=False), cast.consultant)
        tell(made, cast.colleague)
        assert self.number(cast.consultant) == 2
        row = selectors.notifications_of(cast.consultant, EVERYTHING)[0]
        mark_read(notification=row, by=cast.consultant)
        assert self.number(cast.consultant) == 1

    def test_what_the_city_switched_off_is_not_counted(self, cast: Cast) -> None:
        tell(kind(), cast.consultant)
        Notification.objects.update(kind="long-gone")
        assert self.number(cast.consultant) == 0

    def test_more_than_a_hundred_are_not_counted(self, cast: Cast) -> None:
        made = kind(mail=Mail.NONE)
        for _ in range(selectors.MOST_COUNTED + 2):
            tell(made, cast.consultant)
        assert self.number(cast.consultant) == selectors.MOST_COUNTED

    def test_a_session_brings_it_along(self, cast: Cast, django_assert_num_queries: Any) -> None:
        tell(kind(), cast.consultant)
        with django_assert_num_queries(1):
            user = StaffBackend().get_user(cast.consultant.pk)
            assert user is not None
            assert selectors.number_unread(user, EVERYTHING) == 1
        assert StaffBackend().get_user(uuid4()) is None
        User.objects.filter(pk=cast.consultant.pk).update(is_active=False)
        assert StaffBackend().get_user(cast.consultant.pk) is None


class TestChoices:
    def test_who_never_chose_has_what_the_kind_says(self, cast: Cast) -> None:
        made = kind(mail=Mail.DIGEST, in_app=False)
        assert selectors.choices_of(cast.consultant).version == 0
        found = selectors.channels_of([cast.consultant], made)
        assert found == {cast.consultant.pk: Channels(False, Mail.DIGEST)}

    @pytest.mark.parametrize(
        "own",
        [
            {"in_app": True, "mail": "sms"},
            {"in_app": True, "mail": None},
            {"in_app": True, "mail": ["none"]},
            {"in_app": None, "mail": "none"},
            {"in_app": True},
            {},
            [],
            "none",
            None,
        ],
    )
    def test_what_cannot_be_read_was_not_chosen(self, cast: Cast, own: object) -> None:
        made = kind(mail=Mail.DIGEST)
        for kept in ({made.key: own}, own):
            assert selectors.channels(made, kept) == Channels(True, Mail.DIGEST)
            choices = Choices(person=cast.consultant, channels=kept)
            shown = {
                one.kind: one for one in selectors.chosen(choices, cast.consultant, EVERYTHING)
            }
            assert shown[made].channels == Channels(True, Mail.DIGEST)

    def test_everybody_is_read_at_once(self, cast: Cast, django_assert_num_queries: Any) -> None:
        made, people = kind(), [cast.consultant, cast.colleague, cast.coordinator]
        never = {made: Channels(False, Mail.NONE)}
        choose(person=cast.colleague, version=0, channels=never, by=cast.colleague)
        with django_assert_num_queries(1):
            found = selectors.channels_of(people, made)
        assert [found[one.pk].mail for one in people] == [Mail.AT_ONCE, Mail.NONE, Mail.AT_ONCE]

    def test_a_person_chooses_among_what_their_roles_are_told(self, cast: Cast) -> None:
        made = kind(permission=Permission.PEOPLE_MANAGE)
        for person, expected in ((cast.administrator, True), (cast.consultant, False)):
            choices = selectors.choices_of(person)
            rows = selectors.chosen(choices, person, EVERYTHING)
            assert (made in [row.kind for row in rows]) is expected

    def test_events_of_which_somebody_was_told(self, cast: Cast) -> None:
        known, unknown = uuid4(), uuid4()
        tell(kind(), cast.consultant, cast.colleague, event=known)
        assert selectors.told_before([known, unknown]) == {known}


def test_kinds_come_in_their_order_and_in_the_cities_that_have_the_part(cast: Cast) -> None:
    late, early = kind("late", order=3), kind("early", order=2)
    off = kind("off", module="meetings")
    city = CityFacts(modules=["cases"])
    found: list[Kind] = [
        one
        for one in [row.kind for row in selectors.chosen(_none(cast), cast.consultant, city)]
        if one in {late, early, off}
    ]
    assert found == [early, late]


def _none(cast: Cast) -> Any:
    return selectors.choices_of(cast.consultant)
