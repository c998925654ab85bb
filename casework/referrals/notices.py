"""E-mails about referrals. They say that there is news, and nothing about a case."""

from collections.abc import Iterable

from django.contrib.auth.models import Group

from casework.referrals.choices import State
from casework.referrals.models import Referral
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.models import User
from ostoja.notifications.outbox import send_email
from tenants.profile.selectors import profile

TO_RECEIVER = {
    State.SENT: "referrals/email/arrived.txt",
    State.WITHDRAWN: "referrals/email/withdrawn.txt",
}
TO_SENDER = {
    State.ACCEPTED: "referrals/email/answered.txt",
    State.DECLINED: "referrals/email/returned.txt",
    State.EXPIRED: "referrals/email/returned.txt",
    State.COMPLETED: "referrals/email/answered.txt",
    State.NOT_ACHIEVED: "referrals/email/returned.txt",
}


REOPENED = "referrals/email/reopened.txt"


def announce(referral: Referral, before: State, *, by: User | None) -> None:
    """Tell the people whom a referral's new state concerns, except the one who caused it."""
    state = State(referral.state)
    if before == State.COMPLETED:
        people = _sending_people(referral).union(people_who_answer(referral.receiver.group))
        _write(REOPENED, people, by)
        return
    if state in TO_RECEIVER and referral.steps.filter(state=State.SENT).exists():
        _write(TO_RECEIVER[state], people_who_answer(referral.receiver.group), by)
    if state in TO_SENDER:
        _write(TO_SENDER[state], _sending_people(referral), by)


def people_who_answer(group: Group) -> list[User]:
    """Those of a body's people whose role lets them answer referrals."""
    roles = [role for role, held in ROLES.items() if Permission.REFERRAL_ANSWER in held]
    people = User.objects.filter(
        is_active=True, memberships__group=group, memberships__role__in=roles
    )
    return list(people.distinct())


def _sending_people(referral: Referral) -> set[User]:
    """Who wrote it, and who works on the case: both wait for the outcome."""
    people = {referral.created_by, referral.case.worker}
    return {person for person in people if person is not None and person.is_active}


def _write(template: str, people: Iterable[User], by: User | None) -> None:
    city = profile().name
    for person in people:
        if person != by:
            context = {"person": person, "city": city}
            send_email(
                to=person.email, template=template, context=context, language=person.language
            )
