"""The letter of a referral, as a file."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_POST

from casework.cases.views.printing import file_of
from casework.referrals import letter, selectors
from casework.referrals.models import Referral
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with
from ostoja.accounts.models import User
from ostoja.ui.printed import pdf_of


@require_POST
@requires(Permission.REFERRAL_VIEW)
def referral_letter(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Only what the receiver may know; that it was printed is on record."""
    found = selectors.referral_for(request.user, pk, Permission.REFERRAL_VIEW)
    if not letter.has_letter(found):
        raise Http404
    address = letter.page_address(request, found)
    document = letter.document_of(found, request.user, _body(request.user, found), address)
    letter.print_letter(referral=found, by=request.user)
    return file_of(pdf_of(document), found.case.number)


def _body(user: User, found: Referral) -> str:
    """For which of both bodies the person prints."""
    own = set(groups_with(user, Permission.REFERRAL_VIEW))
    sides = [one.name for one in (found.sender, found.receiver) if one.group_id in own]
    return sides[0] if sides else ""
