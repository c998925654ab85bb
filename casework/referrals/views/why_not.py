"""Why a service is not suggested for a need."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from casework.cases.models import CaseNeed
from casework.cases.selectors import acting_group, case_for
from casework.partners.left_out import Why
from casework.referrals.conflicts import bodies_in_conflict
from casework.referrals.suggesting import not_suggested
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


@requires(Permission.CASE_COORDINATE)
def case_refer_why_not(request: StaffRequest, pk: UUID, need_pk: UUID) -> HttpResponse:
    """Every service of the city that is not suggested, each with the reason."""
    case = case_for(request.user, pk, Permission.CASE_COORDINATE)
    needs = CaseNeed.objects.select_related("need")
    need = get_object_or_404(needs, pk=need_pk, case=case)
    group = acting_group(case, request.user, Permission.CASE_COORDINATE)
    found = not_suggested(case, need, sender=group.organisation)
    barred = bodies_in_conflict(case) - {group.organisation.pk, case.lead_id}
    may_still = [
        one.service.pk for one in found if one.why == Why.ITSELF and one.organisation.pk in barred
    ]
    context = {"case": case, "need": need, "left_out": found, "may_still": may_still}
    return render(request, "referrals/why_not.html", context)
