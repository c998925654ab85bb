"""Writes: a city gives and withdraws its consent; an operator comes and goes under it."""

import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ostoja.accounts.actions import end_sessions
from ostoja.accounts.models import User
from ostoja.audit import action, origin, record
from tenants.fence import current_city
from tenants.noting import acting, note_on_platform
from tenants.profile.models import CityProfile
from tenants.support import notices, operators, selectors
from tenants.support.choices import Hours
from tenants.support.models import SupportConsent, SupportVisit

TICKET_LASTS = timedelta(seconds=60)
LONGEST_NAME = 150


class AlreadyAllowed(Exception):
    """A consent is open: it ends, or is withdrawn, before another one."""


class NotAllowed(Exception):
    """The city has given no consent, or it has ended since the page was shown."""


class TicketRefused(Exception):
    """The ticket was used, has run out, is another city's, or its operator may not come now."""


@action
def give_consent(*, submission: UUID, purpose: str, hours: Hours, by: User) -> SupportConsent:
    """Let operators in from now on; sent again, gives the first result.

    Raises ``AlreadyAllowed``.
    """
    CityProfile.objects.select_for_update().get()  # of two administrators one comes second
    found = SupportConsent.objects.filter(pk=submission).first()
    if found is not None:
        record("submission.repeated", by=by, on=found)
        return found
    if selectors.open_consent() is not None:
        raise AlreadyAllowed
    now = timezone.now()
    consent = SupportConsent.objects.create(
        pk=submission,
        purpose=purpose,
        given_at=now,
        given_by=by,
        until=now + timedelta(hours=hours),
    )
    record("support.allowed", by=by, on=consent, hours=int(hours))
    notices.allowed(consent, by)
    return consent


@action
def withdraw_consent(*, pk: UUID, by: User) -> SupportConsent:
    """End it at once, with every visit under it.

    Raises ``SupportConsent.DoesNotExist``, and ``NotAllowed`` for one that has ended already.
    """
    consent = SupportConsent.objects.select_for_update(of=("self",)).get(pk=pk)
    if not consent.is_open:
        raise NotAllowed
    for visit in consent.visits.exclude(entered_at=None).filter(left_at=None):
        _end(visit, "support.ended", by=by)
    consent.withdrawn_at, consent.withdrawn_by = timezone.now(), by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record("support.withdrawn", by=by, on=consent)
    return consent


def ask_for_ticket(*, by: User) -> str:
    """A ticket for the operator ``by`` into the present city, for a minute; kept as a hash.

    Raises ``NotAllowed``.
    """
    with acting(by):
        return _make_ticket(by=by)


@action
def _make_ticket(*, by: User) -> str:
    consent = selectors.open_consent()
    if consent is None:
        raise NotAllowed
    ticket = secrets.token_urlsafe(32)
    visit = SupportVisit.objects.create(
        consent=consent,
        operator_id=by.pk,
        operator_name=by.full_name,
        ticket_hash=ticket_hash(ticket),
        ticket_until=min(timezone.now() + TICKET_LASTS, consent.until),
    )
    record("support.asked", by=by, on=visit)
    _tell_platform("support.asked", by)
    return ticket


def ticket_hash(ticket: str) -> bytes:
    """What a ticket is found by; it is random and long, so that a plain hash does."""
    return sha256(ticket.encode(errors="replace")).digest()


@action
def enter(*, ticket: str) -> tuple[SupportVisit, User]:
    """Use the ticket up; the visit, and who the operator is in the city from now on.

    Raises ``TicketRefused``.
    """
    found = SupportVisit.objects.filter(ticket_hash=ticket_hash(ticket)).first()
    operator = operators.at_work(found.operator_id) if found else None
    if found is None or operator is None:
        raise TicketRefused
    visit = _locked(found)
    person = _person_for(visit, operator)
    visit.person, visit.entered_at = person, timezone.now()
    visit.save(update_fields=["person", "entered_at"])
    with acting(operator):
        record("support.entered", by=person, on=visit)
    _tell_platform("support.entered", operator)
    notices.entered(visit)
    return visit, person


def _locked(found: SupportVisit) -> SupportVisit:
    """The consent first, as whoever withdraws it does: one of the two waits, and sees the other."""
    consent = SupportConsent.objects.select_for_update(of=("self",)).get(pk=found.consent_id)
    visit = SupportVisit.objects.select_for_update(of=("self",)).get(pk=found.pk)
    is_used = visit.entered_at is not None
    if is_used or visit.ticket_until <= timezone.now() or not consent.is_open:
        raise TicketRefused
    visit.consent = consent
    return visit


def _person_for(visit: SupportVisit, operator: User) -> User:
    """Somebody of this visit alone, with neither password nor address nor role."""
    with translation.override("pl"):  # the city reads this name, whatever the operator speaks
        name = _("Support: %(name)s") % {"name": operator.full_name}
    person = User(
        email=f"{visit.pk}@support.invalid",
        full_name=name[:LONGEST_NAME],
        language=operator.language,
        shortcuts=False,
        visits_until=visit.consent.until,
    )
    person.set_unusable_password()
    person.save()
    return person


@action
def leave(*, visit: SupportVisit, by: User) -> None:
    """The operator goes; the same consent lets them in again with another ticket."""
    _end(_held(visit), "support.left", by=by)


@action
def turn_out(*, visit: SupportVisit) -> None:
    """The operator was switched off on the platform meanwhile."""
    _end(_held(visit), "support.ended", by=None)


@action
def note_page(*, visit: SupportVisit, path: str, by: User) -> None:
    """The city sees which of its pages support has looked at."""
    record("support.page_seen", by=by, on=visit, page=path)


def _held(visit: SupportVisit) -> SupportVisit:
    SupportConsent.objects.select_for_update(of=("self",)).get(pk=visit.consent_id)
    return SupportVisit.objects.select_related("person").get(pk=visit.pk)


def _end(visit: SupportVisit, verb: str, *, by: User | None) -> None:
    """Also says so to the platform, which learns no more than that."""
    if visit.left_at is None:
        visit.left_at = timezone.now()
        visit.save(update_fields=["left_at"])
    person = visit.person
    if person is not None:
        person.is_active = False
        person.save(update_fields=["is_active"])
        end_sessions(user=person, by=by)
    record(verb, by=by, on=visit)
    _tell_platform(verb, operators.at_work(visit.operator_id))


def _tell_platform(verb: str, operator: User | None) -> None:
    """In its own record, where an operator is nobody special."""
    with origin.kept():
        note_on_platform(current_city(), verb, by=operator)
