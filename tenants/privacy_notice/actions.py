"""All writes of this room. Each change takes the confirmation back."""

from django.utils import timezone

from ostoja.access.versions import StaleObject, lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.privacy_notice import selectors
from tenants.privacy_notice.choices import PartKind
from tenants.privacy_notice.completeness import Incomplete
from tenants.privacy_notice.controller import Controller
from tenants.privacy_notice.models import Part, PrivacyNotice
from tenants.profile.models import CityProfile
from tenants.translated import TranslatedText


@action
def change_part(
    *, kind: PartKind, version: int, text: TranslatedText, easy: TranslatedText, by: User
) -> Part:
    """Rewrite a part of the notice. Raises ``StaleObject``."""
    notice = _lock_notice()
    part = lock(Part, selectors.part(kind).pk, version)
    part.text, part.easy = text, easy
    part.save()
    _take_back(notice)
    record("privacy_notice.changed", by=by, on=notice, part=kind.value)
    return part


@action
def change_controller(*, version: int, controller: Controller, by: User) -> PrivacyNotice:
    """Change who the controller is, in the city's profile. Raises ``StaleObject``."""
    notice = lock(PrivacyNotice, selectors.notice().pk, version)
    profile = CityProfile.objects.select_for_update(of=("self",)).get()
    profile.controller = controller.written_into(profile.controller)
    profile.save(update_fields=["controller"])
    notice.confirmed_on = notice.confirmed_by = None
    notice.save()
    record("privacy_notice.controller_changed", by=by, on=notice)
    return notice


@action
def confirm_notice(*, version: int, by: User) -> PrivacyNotice:
    """The data protection officer has read all of it, in this version, and it is true.

    It is no sample then. Raises ``StaleObject``, and ``Incomplete`` with what is missing.
    """
    notice = _lock_notice()
    if notice.version != version:
        raise StaleObject(notice)
    missing = selectors.missing(notice)
    if missing:
        raise Incomplete(missing)
    notice.confirmed_on, notice.confirmed_by, notice.is_sample = timezone.localdate(), by, False
    notice.save()
    record("privacy_notice.confirmed", by=by, on=notice, version=version)
    return notice


def _lock_notice() -> PrivacyNotice:
    return PrivacyNotice.objects.select_for_update(of=("self",)).get(pk=selectors.notice().pk)


def _take_back(notice: PrivacyNotice) -> None:
    notice.version += 1
    notice.confirmed_on = notice.confirmed_by = None
    notice.save()
