"""Referrals when two cases of one person become one: they follow their needs, and access them."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from casework.cases.choices import NeedState
from casework.cases.merging import Mover
from casework.cases.models import Case, CaseNeed
from casework.cases.moved_needs import same_needs
from casework.partners.models import Organisation
from casework.referrals import access, effects
from casework.referrals.choices import AWAITING, LIVE, Kind, State
from casework.referrals.choices_of_outside import OutsideState
from casework.referrals.models import OutsideReferral, Referral


def _obstacle(kept: Case, merged: Case) -> str:
    """What may be there once in a case would be there twice."""
    changes = Referral.objects.filter(case__in=[kept, merged]).exclude(kind=Kind.REFERRAL)
    if changes.filter(state__in=AWAITING).exists():
        return _("A handover or transfer of one of the cases waits for an answer. Wait for it.")
    coordinated = changes.filter(kind=Kind.HANDOVER, state=State.ACCEPTED)
    if coordinated.values("case").distinct().count() > 1:
        return _("Both cases are coordinated. End one coordination first, then merge them.")
    for ours, theirs in same_needs(kept, merged):
        live = Referral.objects.filter(case_need__in=[ours, theirs], state__in=LIVE)
        if live.count() > 1:
            words = _("In both cases a partner works on “%(need)s”. Withdraw one referral first.")
            return words % {"need": ours}
    return ""


def _move(kept: Case, merged: Case) -> dict[str, Any]:
    joined = {theirs.pk: ours.pk for ours, theirs in same_needs(kept, merged)}
    moved = {}
    for referral in Referral.objects.filter(case=merged):
        moved[str(referral.pk)] = str(referral.case_need_id) if referral.case_need_id else None
        referral.case = kept
        if referral.case_need_id in joined:
            referral.case_need_id = joined[referral.case_need_id]
        referral.save(update_fields=["case", "case_need"])
    return moved


def _back(kept: Case, merged: Case, moved: dict[str, Any]) -> None:
    for referral in Referral.objects.filter(case=kept, pk__in=moved):
        referral.case, referral.case_need_id = merged, moved[str(referral.pk)]
        referral.save(update_fields=["case", "case_need"])


def _settle(kept: Case, merged: Case) -> None:
    """Each body may do with each case what its referrals there give it, the case is with the
    coordinator while somebody coordinates it, and a need with a partner or with a body outside
    while one works on it.
    """
    of_either = Referral.objects.filter(case__in=[kept, merged]).exclude(state=State.DRAFT)
    bodies = set(of_either.values_list("sender", flat=True))
    bodies |= set(of_either.values_list("receiver", flat=True))
    for body in Organisation.objects.filter(pk__in=bodies).select_related("group"):
        for case in (kept, merged):
            access.align(case, body)
    kept.state = effects.state_of(kept)
    Case.objects.filter(pk=kept.pk).update(state=kept.state)
    needs = CaseNeed.objects.filter(case__in=[kept, merged])
    live = Referral.objects.filter(case_need=OuterRef("pk"), state__in=LIVE)
    outside = OutsideReferral.objects.filter(case_need=OuterRef("pk"), state=OutsideState.WAITING)
    at_work = Q(Exists(live)) | Q(Exists(outside))
    needs.filter(at_work).update(state=NeedState.REFERRED)
    needs.filter(~at_work, state=NeedState.REFERRED).update(state=NeedState.OPEN)


MOVER = Mover(_move, _back, _obstacle, _settle)
