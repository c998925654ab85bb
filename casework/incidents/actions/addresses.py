"""To whom situation reports go."""

from casework.incidents import refusals
from casework.incidents.models import ReportAddress
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def add_address(
    *, office: str, email: str, by: User | None, is_sample: bool = False
) -> ReportAddress:
    """Reports go there, too. Raises ``IncidentRefused`` for an address that is there."""
    given = {"office": office, "email": email, "is_sample": is_sample}
    address, is_new = ReportAddress.objects.get_or_create(email__iexact=email, defaults=given)
    if not is_new:
        raise refusals.address_known()
    record("report_address.added", by=by, on=address)
    return address


@action
def remove_address(*, address: ReportAddress, by: User | None) -> None:
    """No report goes there any more; those that were sent say where they went."""
    record("report_address.removed", by=by, on=address)
    ReportAddress.objects.filter(pk=address.pk).delete()
