"""Who has to read standards, who is reminded when, and that a reading stays."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.cases.refusal import NotAllowed
from casework.minors import actions, home, selectors
from casework.minors.models import Edition, Reading
from casework.minors.notices import REMIND_EVERY
from casework.minors.tasks import watch_standards
from ostoja.access.roles import Role
from ostoja.accounts import along
from ostoja.accounts.memberships import memberships_of
from ostoja.accounts.models import Membership, User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.minors.making import A_DAY, make_edition, next_edition, today
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("cast")


def told() -> set[str]:
    rows = Notification.objects.filter(kind="standards-to-read")
    return set(rows.values_list("person__email", flat=True))


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_each_member_has_to_read_it_and_nobody_else(cast: Cast, edition: Edition) -> None:
    for who in (cast.consultant, cast.colleague, cast.supervisor):
        assert list(selectors.to_read(who)) == [edition]
    for who in (cast.partner_worker, cast.coordinator, cast.administrator):
        assert not selectors.to_read(who).exists()
    assert told() == {who.email for who in (cast.consultant, cast.colleague, cast.supervisor)}


def test_those_of_the_city_are_read_by_its_own_people(cast: Cast) -> None:
    draft = actions.add_standards(organisation=None, title="T", by=cast.administrator)
    assert set(selectors.members_of(draft)) == {cast.administrator, cast.officer, cast.analyst}


def test_a_reading_is_kept_once_with_its_name(cast: Cast, edition: Edition) -> None:
    reading = actions.confirm_reading(edition=edition, by=cast.consultant)
    assert actions.confirm_reading(edition=edition, by=cast.consultant) == reading
    assert reading.name == cast.consultant.full_name
    assert not selectors.to_read(cast.consultant).exists()
    assert AuditEvent.objects.filter(verb="standards.read").count() == 1
    with pytest.raises(IntegrityError, match="standards_read_once"), transaction.atomic():
        Reading.objects.create(edition=edition, person=cast.consultant.pk, name="x")


def test_a_new_edition_and_a_new_member_are_duties_again(cast: Cast, edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(in_force_from=today() - 9 * A_DAY)
    actions.confirm_reading(edition=edition, by=cast.consultant)
    second = next_edition(cast, edition.standards)
    assert list(selectors.to_read(cast.consultant)) == [second]
    with pytest.raises(NotAllowed):
        actions.confirm_reading(edition=edition, by=cast.consultant)
    Membership.objects.create(user=cast.stranger, role=Role.CONSULTANT, group=cast.centre.group)
    assert list(selectors.to_read(fresh(cast.stranger))) == [second]
    Membership.objects.filter(user=cast.consultant).delete()
    assert not selectors.to_read(fresh(cast.consultant)).exists()


def test_people_are_reminded_every_two_weeks_and_not_twice(cast: Cast, edition: Edition) -> None:
    assert watch_standards.run() == 0  # all were told when it was adopted
    actions.confirm_reading(edition=edition, by=cast.consultant)
    long_ago = timezone.now() - datetime.timedelta(days=REMIND_EVERY)
    Membership.objects.update(created_at=long_ago - A_DAY)
    Edition.objects.update(in_force_from=timezone.localdate(long_ago))
    assert watch_standards.run() == 2
    assert watch_standards.run() == 0
    rows = Notification.objects.filter(kind="standards-to-read")
    assert rows.filter(person=cast.consultant).count() == 1
    assert rows.filter(person=cast.colleague).count() == 2


def test_one_that_comes_later_is_told_on_its_day(cast: Cast) -> None:
    edition = make_edition(cast, in_force_from=today() + A_DAY)
    assert told() == set() and watch_standards.run() == 0
    Edition.objects.filter(pk=edition.pk).update(in_force_from=today())
    assert watch_standards.run() == 3


def test_who_has_not_read_comes_first(cast: Cast, edition: Edition) -> None:
    actions.confirm_reading(edition=edition, by=cast.colleague)
    rows = selectors.readers_of(edition)
    assert [one.person for one in rows if one.read_at] == [cast.colleague]
    assert rows[-1].person == cast.colleague and len(rows) == 3
    assert {one.since for one in rows} == {today()}


def test_the_first_page_says_what_waits(cast: Cast, edition: Edition) -> None:
    panel = home.own_duties(cast.consultant)
    assert panel is not None and "Ośrodek kryzysowy" in str(panel.rows[0].text)
    actions.confirm_reading(edition=edition, by=cast.consultant)
    assert home.own_duties(cast.consultant) is None
    assert home.own_duties(cast.partner_worker) is None


def test_a_city_without_standards_is_asked_nothing_more(
    cast: Cast, django_assert_num_queries: object
) -> None:
    person = User.objects.annotate(**along.all_asked()).get(pk=cast.consultant.pk)
    memberships_of(person)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert home.own_duties(person) is None
