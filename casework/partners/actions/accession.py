"""Applications of bodies that want to join: receiving, remarking, deciding."""

from collections.abc import Sequence
from typing import TypedDict, Unpack
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.partners.actions.bodies import change_agreement, create_organisation
from casework.partners.actions.contact_points import add_contact
from casework.partners.choices import AgreementState, ApplicationState, OrganisationRole
from casework.partners.models import Application, ApplicationRemark, Need, Organisation
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.translated import TranslatedText


class ApplicationFacts(TypedDict):
    """What the body writes."""

    name: str
    kind: str
    nip: str
    regon: str
    website: str
    offer: str
    contact_name: str
    contact_title: str
    email: str
    phone: str


class Decided(ValueError):
    """Somebody decided about the application in the meantime."""


@action
def receive_application(
    *,
    submission: UUID,
    needs: Sequence[Need],
    looks_automatic: bool,
    **facts: Unpack[ApplicationFacts],
) -> Application:
    """Keep what a body sent; sent again, gives the first."""
    application, is_new = Application.objects.get_or_create(
        pk=submission, defaults={**facts, "looks_automatic": looks_automatic}
    )
    if is_new:
        application.needs.set(needs)
    record("application.received" if is_new else "submission.repeated", by=None, on=application)
    return application


@action
def remark_on(
    *, application: Application, submission: UUID, text: str, by: User
) -> ApplicationRemark:
    """Add a remark; sent again, gives the first."""
    remark, is_new = ApplicationRemark.objects.get_or_create(
        pk=submission, defaults={"application": application, "text": text, "by": by}
    )
    verb = "application.remarked" if is_new else "submission.repeated"
    record(verb, by=by, on=application)
    return remark


@action
def accept_application(*, pk: UUID, version: int, by: User) -> Application:
    """Begin the accession: the body stands among the partners, with its first contact.

    Raises ``StaleObject`` and ``Decided``.
    """
    application = _undecided(pk, version)
    application.organisation = _joining(application, by)
    _decide(application, ApplicationState.ACCEPTED, "", by)
    record("application.accepted", by=by, on=application, subject=application.organisation)
    return application


@action
def close_application(
    *, pk: UUID, version: int, state: ApplicationState, reason: str, by: User
) -> Application:
    """Turn it down, or note that the body took it back. Raises ``StaleObject``, ``Decided``."""
    application = _undecided(pk, version)
    _decide(application, state, reason, by)
    record(f"application.{state.value}", by=by, on=application)
    return application


def _undecided(pk: UUID, version: int) -> Application:
    application = lock(Application, pk, version)
    if application.state != ApplicationState.RECEIVED:
        raise Decided
    return application


def _decide(application: Application, state: ApplicationState, reason: str, by: User) -> None:
    application.state, application.reason = state, reason
    application.decided_at, application.decided_by = timezone.now(), by
    application.save()


def _joining(application: Application, by: User) -> Organisation:
    source = _("Application to join, %(day)s") % {
        "day": timezone.localtime(application.received_at).date().isoformat()
    }
    body = create_organisation(
        submission=uuid5(application.pk, "organisation"),
        by=by,
        name=application.name,
        kind=application.kind,
        roles=[OrganisationRole.PARTNER.value],
        nip=application.nip,
        regon=application.regon,
        email=application.email,
        website=application.website,
        description=TranslatedText(pl=application.offer[:500]),
        is_public=False,
        source=source,
    )
    add_contact(
        organisation=body,
        submission=uuid5(application.pk, "contact"),
        by=by,
        name=application.contact_name,
        title=application.contact_title,
        email=application.email,
        phone=application.phone,
        source=source,
    )
    return change_agreement(
        pk=body.pk, version=body.version, state=AgreementState.JOINING, day=None, by=by
    )
