"""Asking for a city's deletion, confirming it and withdrawing it: what people do."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.fence import entered_platform
from tenants.models import City, Stage
from tenants.noting import note_in_city
from tenants.safekeeping.models import OPEN, Deletion, DeletionState, ExportOfCity
from tenants.stages import resume_city, suspend_city


class DeletionRefused(RuntimeError):
    """It cannot be asked for, confirmed or withdrawn now; the message says what to do."""


def ask_for_deletion(
    *, slug: str, by: User, without_export: bool = False, reason: str = ""
) -> Deletion:
    """The first of two operators wants the city gone; nothing happens to it yet.

    A city's duty to its archive is met by an export beforehand: one must not be older than
    ``DELETION_NEEDS_EXPORT`` days, unless ``without_export`` says that none is wanted. The one who
    confirms it reads the ``reason``. Raises
    ``City.DoesNotExist`` and ``DeletionRefused``.
    """
    with entered_platform(), transaction.atomic():
        deletion = _ask(slug=slug, by=by, without_export=without_export, reason=reason)
        note_in_city(slug, "city.deletion_asked", by=by)
    return deletion


@action
def _ask(*, slug: str, by: User, without_export: bool, reason: str) -> Deletion:
    _refuse_unless_operator(by)
    city = City.objects.select_for_update().get(slug=slug)
    if city.copy_of:
        raise DeletionRefused(_("This is a copy; it is discarded and not deleted."))
    if Deletion.objects.filter(slug=slug, state__in=OPEN).exists():
        raise DeletionRefused(_("The deletion of %(slug)s was asked for already.") % {"slug": slug})
    export = None if without_export else _export_of(city)
    deletion = Deletion.objects.create(
        slug=slug,
        name=city.name,
        teryt=city.teryt or "",
        asked_by=by.pk,
        asked_by_name=by.full_name,
        asked_at=timezone.now(),
        reason=reason.strip(),
        export_sha256=export.sha256 if export else "",
    )
    record("deletion.asked", by=by, on=deletion, city=slug, without_export=without_export)
    return deletion


def _export_of(city: City) -> ExportOfCity:
    since = timezone.now() - timedelta(days=settings.DELETION_NEEDS_EXPORT)
    export = ExportOfCity.objects.filter(city=city, at__gte=since).first()
    if export is None:
        raise DeletionRefused(
            _(
                "There is no export of %(slug)s of the last %(days)s days. Make one on the console"
                " or the server (ostoja city export) and hand it over, or say that none is wanted"
                " (--without-export)."
            )
            % {"slug": city.slug, "days": settings.DELETION_NEEDS_EXPORT}
        )
    return export


def confirm_deletion(*, slug: str, by: User) -> Deletion:
    """The second operator wants it too: from now on the city is suspended and the days count.

    Raises ``DeletionRefused``, also for the one who asked.
    """
    with entered_platform(), transaction.atomic():
        deletion = _confirm(slug=slug, by=by)
        note_in_city(slug, "city.deletion_confirmed", by=by)
        if deletion.suspended_city:
            suspend_city(slug, by=by)
    return deletion


@action
def _confirm(*, slug: str, by: User) -> Deletion:
    _refuse_unless_operator(by)
    deletion = _open(slug)
    if deletion.state != DeletionState.ASKED:
        raise DeletionRefused(_("The deletion of %(slug)s is confirmed already.") % {"slug": slug})
    if deletion.asked_by == by.pk:
        raise DeletionRefused(
            _("You asked for the deletion of %(slug)s. Another operator confirms it.")
            % {"slug": slug}
        )
    deletion.state = DeletionState.CONFIRMED
    deletion.confirmed_by, deletion.confirmed_by_name = by.pk, by.full_name
    deletion.confirmed_at = timezone.now()
    deletion.due_at = deletion.confirmed_at + timedelta(days=settings.DELETION_WAITS)
    deletion.suspended_city = City.objects.get(slug=slug).stage != Stage.SUSPENDED
    deletion.save()
    record("deletion.confirmed", by=by, on=deletion, city=slug, due_at=deletion.due_at.isoformat())
    return deletion


def withdraw_deletion(*, slug: str, by: User) -> Deletion:
    """Any operator takes it back while it waits: the city is as it was before.

    Raises ``DeletionRefused``, also once it has begun.
    """
    with entered_platform(), transaction.atomic():
        deletion = _withdraw(slug=slug, by=by)
        note_in_city(slug, "city.deletion_withdrawn", by=by)
        if deletion.suspended_city:
            resume_city(slug, by=by)
    return deletion


@action
def _withdraw(*, slug: str, by: User) -> Deletion:
    _refuse_unless_operator(by)
    deletion = _open(slug)
    if deletion.state == DeletionState.BEGUN:
        raise DeletionRefused(
            _("The deletion of %(slug)s has begun: its key is gone for good.") % {"slug": slug}
        )
    deletion.state = DeletionState.WITHDRAWN
    deletion.withdrawn_by_name, deletion.withdrawn_at = by.full_name, timezone.now()
    deletion.save()
    record("deletion.withdrawn", by=by, on=deletion, city=slug)
    return deletion


def _open(slug: str) -> Deletion:
    deletion = Deletion.objects.select_for_update().filter(slug=slug, state__in=OPEN).first()
    if deletion is None:
        raise DeletionRefused(_("Nobody asked for the deletion of %(slug)s.") % {"slug": slug})
    return deletion


def _refuse_unless_operator(by: User) -> None:
    """Whoever was switched off a moment ago decides nothing any more."""
    if not User.objects.filter(pk=by.pk, is_active=True).exists():
        raise DeletionRefused(_("%(email)s is no active operator.") % {"email": by.email})
