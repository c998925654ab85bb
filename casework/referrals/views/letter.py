"""The letter of a referral, as a file."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_POST

from casework.cases.views.printing import file_of
from casework.referrals import letter, selectors
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.ui.printed import pdf_of


@require_POST
@requires(Permission.REFERRAL_VIEW)
def referral_letter(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Only what the receiver may know; that it was printed is on record."""
    found = selectors.referral_for(request.user, pk, Permission.REFERRAL_VIEW)
    if not letter.has_letter(found):
        raise Http404
    address = letter.page_address(request, found)
    document = letter.document_of(found, request.user, letter.body_of(request.user, found), address)
    letter.print_letter(referral=found, by=request.user)
    return file_of(pdf_of(document), found.case.number)
