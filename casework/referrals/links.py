"""Links by which a body answers without an account: to whom they go, and how long they hold.

An e-mail with a link holds no word of the case (decision 0067).
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from casework.cases.models import Case
from casework.partners.models import Organisation
from casework.referrals.choices import AWAITING, LIVE, Kind, State
from casework.referrals.models import AnswerLink, Referral
from casework.referrals.notices import clock_event, people_who_answer, who_is_told_of_clock
from ostoja.accounts.models import Membership
from ostoja.audit import record
from ostoja.notifications.outbox import send_email
from ostoja.notifications.sender import sender_here
from ostoja.privacy.keys import keyed_hash
from ostoja.ui.city import facts_here
from ostoja.ui.languages import public_languages

LASTS = timedelta(days=8)
"""At most; while the receiver owes an answer no longer than the clock."""
BETWEEN_TWO = timedelta(minutes=10)
"""Whoever asks for a new link gets the next one after so long."""
INVENTED = ".example"

LETTERS = {
    State.SENT: "referrals/email/arrived.txt",
    State.WITHDRAWN: "referrals/email/withdrawn.txt",
}
NEXT_ANSWER = "referrals/email/next.txt"
TIME_ENDS = "referrals/email/time_ends.txt"


@dataclass(frozen=True, slots=True)
class ByLink:
    """Who came by a link, as the record names them: nobody with an account."""

    full_name: str
    pk: None = None


def hash_of(token: str) -> bytes:
    """What a link is found by; the token itself is kept nowhere."""
    return keyed_hash("referrals.answer link", token.encode(errors="replace"))


def address_of(organisation: Organisation) -> str:
    """Where a body's post goes: its own address, else that of a person to speak to."""
    if organisation.email:
        return organisation.email
    with_address = organisation.contacts.exclude(email="")
    return with_address.values_list("email", flat=True).first() or ""


def address_for(referral: Referral) -> str:
    """Where its receiver's links go. What was invented for the demonstration is sent to invented
    addresses only.
    """
    to = address_of(referral.receiver)
    return "" if referral.is_sample and not to.endswith(INVENTED) else to


def is_closed_to_links(case: Case, receiver: Organisation) -> bool:
    """Whether no link may show it: a link asks nobody for a name, and only named people may see
    the case, or somebody of the receiver may not.
    """
    if case.is_restricted:
        return True
    kept_out = Membership.objects.filter(group=receiver.group_id, user__in=case.excluded)
    return bool(case.excluded) and kept_out.exists()


def goes_by_link(referral: Referral) -> bool:
    """Whether the receiver is sent links: nobody there has an account, or the sender wished it."""
    if referral.kind != Kind.REFERRAL or is_closed_to_links(referral.case, referral.receiver):
        return False
    return referral.by_link or not people_who_answer(referral.receiver.group)


def is_valid(link: AnswerLink) -> bool:
    """Whether the link still shows its referral and takes an answer."""
    if link.answered_at or link.withdrawn_at or link.expires_at <= timezone.now():
        return False
    referral = link.referral
    return referral.state in LIVE and not is_closed_to_links(referral.case, referral.receiver)


def link_with(token: str) -> AnswerLink | None:
    """The link of a token, valid or not, with everything that its page shows."""
    alongside = ("case__lead", "case_need__need", "sender", "receiver__group", "service")
    links = AnswerLink.objects.select_related(*(f"referral__{name}" for name in alongside))
    return links.filter(token_hash=hash_of(token)).first()


def open_links(referral: Referral) -> QuerySet[AnswerLink]:
    """Those that could still be used; of most referrals none."""
    return AnswerLink.objects.filter(referral=referral, answered_at=None, withdrawn_at=None)


def follow(referral: Referral, event: UUID) -> str:
    """After a step: earlier links end, and the receiver gets one for the next answer.

    Gives the token of the new link, empty where there is none.
    """
    had_one = open_links(referral).update(withdrawn_at=timezone.now())
    if referral.state in LIVE and goes_by_link(referral):
        letter = LETTERS.get(State(referral.state), NEXT_ANSWER)
        return issue(referral, event=event, letter=letter)
    if referral.state == State.WITHDRAWN and had_one:
        _write(address_for(referral), LETTERS[State.WITHDRAWN])
    return ""


def remind(referral: Referral) -> int:
    """The time to answer ends soon: send a link once more, once for each clock."""
    event = clock_event(referral)
    if not goes_by_link(referral) or was_sent(event):
        return 0
    return bool(issue(referral, event=event, letter=TIME_ENDS))


def can_be_reminded(referral: Referral) -> bool:
    """Whether there is anybody to tell that the time ends, with an account or by a link."""
    by_link = goes_by_link(referral) and bool(address_for(referral))
    return by_link or bool(who_is_told_of_clock(referral))


def was_sent(event: UUID) -> bool:
    """Whether a link went out for this already."""
    return AnswerLink.objects.filter(event=event).exists()


def sent_for(events: Iterable[UUID]) -> set[UUID]:
    """Those of the events for which a link went out already."""
    return set(AnswerLink.objects.filter(event__in=events).values_list("event", flat=True))


def issue(referral: Referral, *, event: UUID, letter: str = NEXT_ANSWER) -> str:
    """Make a link and send it; its token, empty where the body has no address to send it to."""
    to, ends_at = address_for(referral), _end_of(referral)
    if not to or ends_at <= timezone.now():
        return ""
    token = secrets.token_urlsafe(32)
    link = AnswerLink.objects.create(
        referral=referral,
        token_hash=hash_of(token),
        event=event,
        sent_to=to,
        expires_at=ends_at,
    )
    _write(to, letter, token=token, link=link)
    record(
        "referral.link_sent",
        by=None,
        on=referral,
        subject=referral.case,
        link=str(link.pk),
        address=name_of_address(to),
    )
    return token


def _end_of(referral: Referral) -> datetime:
    longest = timezone.now() + LASTS
    if referral.state in AWAITING and referral.respond_by:
        return min(longest, referral.respond_by)
    return longest


def name_of_address(address: str) -> str:
    """By which the record tells one address from another, without naming it."""
    return keyed_hash("referrals.address of a link", address.strip().lower().encode()).hex()[:16]


def _write(to: str, letter: str, *, token: str = "", link: AnswerLink | None = None) -> None:
    if not to:
        return
    language = public_languages(facts_here().languages)[0]
    here = sender_here()
    address = here.page("answer_link", token, language=language) if token else ""
    context = {"city": here.city, "address": address, "link": link}
    send_email(to=to, template=letter, context=context, language=language)
