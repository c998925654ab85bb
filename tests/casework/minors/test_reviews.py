"""Reviews every two years, and who answers for what."""

import datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from casework.cases.refusal import NotAllowed
from casework.minors import actions, page, selectors
from casework.minors.choices import ReviewOutcome
from casework.minors.models import Edition, Responsible, Review, Standards
from casework.minors.public_choices import Duty
from casework.minors.tasks import watch_standards
from ostoja.accounts.models import User
from ostoja.notifications.models import Notification
from tests.casework.minors.making import A_DAY, name, next_edition, today
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("cast")


def whole(edition: Edition) -> Standards:
    return selectors.every_standards().get(pk=edition.standards_id)


def review(cast: Cast, edition: Edition, **facts: object) -> Review:
    given = {
        "submission": uuid4(),
        "held_on": today(),
        "outcome": ReviewOutcome.STILL_RIGHT,
        "conclusions": "Bez zmian.",
        **facts,
    }
    return actions.record_review(standards=edition.standards, by=cast.administrator, **given)  # type: ignore[arg-type]


def due_in(edition: Edition, days: int) -> None:
    """So that two years are over in so many days."""
    due = today() + days * A_DAY
    Edition.objects.filter(pk=edition.pk).update(in_force_from=due.replace(year=due.year - 2))


def reminded() -> int:
    return Notification.objects.filter(kind="standards-review").count()


def test_two_years_count_from_the_last_review_or_entry_into_force(
    cast: Cast, edition: Edition
) -> None:
    Edition.objects.filter(pk=edition.pk).update(in_force_from=datetime.date(2024, 2, 29))
    assert selectors.review_due(whole(edition)) == datetime.date(2026, 2, 28)
    assert page.review_tag(whole(edition))[1] == "red"
    review(cast, edition)
    assert selectors.review_due(whole(edition)) == today().replace(year=today().year + 2)
    next_edition(cast, edition.standards)
    assert page.review_tag(whole(edition))[1] == "green"


def test_reviews_are_announced_three_times_to_those_who_look_after_them(
    cast: Cast, edition: Edition
) -> None:
    name(cast, edition.standards, cast.supervisor, Duty.REVIEW)
    actions.confirm_reading(edition=edition, by=cast.supervisor)
    for days, stages in ((91, 0), (90, 1), (30, 1), (0, 1), (-9, 1)):
        Notification.objects.filter(kind="standards-review").delete()
        due_in(edition, days)
        for _turn in range(2):
            watch_standards.run()
        assert reminded() == 2 * stages, days
    people = set(
        Notification.objects.filter(kind="standards-review").values_list("person", flat=True)
    )
    assert people == {cast.supervisor.pk, cast.administrator.pk}


def test_a_review_settles_what_it_was_announced_by(cast: Cast, edition: Edition) -> None:
    due_in(edition, 10)
    watch_standards.run()
    assert reminded() == 1
    review(cast, edition)
    assert Notification.objects.get(kind="standards-review").read_at is not None
    watch_standards.run()
    assert reminded() == 1


def test_a_review_is_of_something_in_force_and_not_of_tomorrow(
    cast: Cast, edition: Edition
) -> None:
    for day in (today() + A_DAY, today() - A_DAY):
        with pytest.raises(NotAllowed):
            review(cast, edition, held_on=day)
    again = uuid4()
    assert review(cast, edition, submission=again) == review(cast, edition, submission=again)
    with pytest.raises(IntegrityError, match="standards_review_in_writing"), transaction.atomic():
        Review.objects.update(conclusions="")
    Edition.objects.filter(pk=edition.pk).update(in_force_from=today() + A_DAY)
    with pytest.raises(NotAllowed):
        review(cast, edition)


def test_who_answers_may_change_the_standards_of_their_body_alone(
    cast: Cast, edition: Edition
) -> None:
    def may(user: User) -> bool:
        return selectors.may_change(User.objects.get(pk=user.pk), edition.standards)

    assert may(cast.administrator) and not may(cast.supervisor)
    row = name(cast, edition.standards, cast.supervisor, Duty.PREPARATION)
    assert may(cast.supervisor) and not may(cast.colleague)
    actions.end_duty(row=row, by=cast.administrator)
    actions.end_duty(row=row, by=cast.administrator)
    assert not may(cast.supervisor)
    again = name(cast, edition.standards, cast.supervisor, Duty.PREPARATION, shown_as="pok. 3")
    assert name(cast, edition.standards, cast.supervisor, Duty.PREPARATION).pk == again.pk
    cast.supervisor.memberships.all().delete()
    assert not may(cast.supervisor)  # who left the body answers for nothing there


def test_only_people_of_the_body_answer_there(cast: Cast, edition: Edition) -> None:
    with pytest.raises(NotAllowed):
        name(cast, edition.standards, cast.stranger)
    row = name(cast, edition.standards, cast.colleague)
    with pytest.raises(IntegrityError, match="standards_one_duty_once"), transaction.atomic():
        Responsible.objects.create(
            standards=row.standards, person=row.person, duty=row.duty, since=today()
        )
    with pytest.raises(IntegrityError, match="ends_after_it_began"), transaction.atomic():
        Responsible.objects.filter(pk=row.pk).update(until=today() - A_DAY)
