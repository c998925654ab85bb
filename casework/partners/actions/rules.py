"""The city's rules for partners' records, and the reminders that rest on them."""

from uuid import UUID

from casework.partners import notices
from casework.partners.models import Organisation, PartnerRules
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def change_rules(*, version: int, confirm_every_days: int, by: User) -> PartnerRules:
    """Decide how often each record must be confirmed. Raises ``StaleObject``."""
    row, _created = PartnerRules.objects.get_or_create(only=True)
    row = lock(PartnerRules, row.pk, version)
    row.confirm_every_days = confirm_every_days
    row.save()
    record("partner.rules_changed", by=by, on=row)
    return row


@action
def recall_check(*, organisation: Organisation, event: UUID) -> int:
    """Its record must be confirmed again: tell whoever can, once; how many."""
    told = notices.check_is_due(organisation, event)
    record("partner.check_recalled", by=None, on=organisation, told=told)
    return told
