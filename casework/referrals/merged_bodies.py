"""Referrals, conflicts and access when two records of one body become one.

What a body may do with a case follows from its lead and its referrals, so it is worked out anew.
Nobody gets to a case from which a conflict of interest keeps their body: that is an obstacle.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.models import Case, CaseGroupObjectPermission
from casework.partners import merging, twins
from casework.partners.merging import Moved, Mover
from casework.partners.models import Organisation
from casework.referrals import access
from casework.referrals.choices import State
from casework.referrals.live import live
from casework.referrals.models import (
    Conflict,
    OutsideReferral,
    Referral,
    ReferralGroupObjectPermission,
    ReferralRules,
)
from ostoja.access.door import grant, groups_granted, revoke
from ostoja.access.permissions import Permission


def _between(one: Organisation, other: Organisation) -> Q:
    return Q(sender=one, receiver=other) | Q(sender=other, receiver=one)


def _obstacles(kept: Organisation, merged: Organisation) -> Iterator[str]:
    drafts = Q(state=State.DRAFT)
    if Referral.objects.filter(_between(kept, merged), live() | drafts).exists():
        yield _("They work on a case that one of them sent to the other. End or withdraw that.")
    if any(_opened(*both).exists() for both in ((kept, merged), (merged, kept))):
        yield _(
            "One of them has a conflict of interest in a case on which the other one works. "
            "End that work or lift the conflict first: merging would open the case."
        )


def _opened(kept_away: Organisation, working: Organisation) -> Any:
    """Cases that would open to people of the first body, who must not work on them."""
    conflicts = Conflict.objects.filter(organisation=kept_away, lifted_at=None).values("case")
    seen = CaseGroupObjectPermission.objects.filter(content_object__in=conflicts)
    own = seen.filter(group=kept_away.group_id).values("content_object")
    return seen.filter(group=working.group_id).exclude(content_object__in=own)


def _move(kept: Organisation, merged: Organisation) -> Moved:
    """What was sent between the two stays as it was written: it has two ends."""
    seen = _seen_by(merged)
    own = {pk: allowed for pk, allowed in _seen_by(kept).items() if pk in seen}
    moved: dict[str, Any] = {"cases": _cases_of(merged), "seen": seen, "own": own}
    for end in ("sender", "receiver"):
        rows = Referral.objects.filter(**{end: merged}).exclude(_between(kept, merged))
        keys = list(rows.values_list("pk", flat=True))
        Referral.objects.filter(pk__in=keys).update(**{end: kept})
        moved[end] = [str(pk) for pk in keys]
    return moved


def _back(kept: Organisation, merged: Organisation, moved: Moved) -> None:
    for end in ("sender", "receiver"):
        rows = Referral.objects.filter(pk__in=moved[end], **{end: kept})
        rows.update(**{end: merged})


def _settle(kept: Organisation, merged: Organisation, moved: Moved, is_back: bool) -> None:
    """Each of the two may do with each case what follows from where its work is now."""
    touched = {*moved["cases"], *_cases_of(merged)}
    for case in Case.objects.filter(pk__in=touched).select_related("lead"):
        for body in (kept, merged):
            access.align(case, body)
    gains, loses = (merged, kept) if is_back else (kept, merged)
    for referral in Referral.objects.filter(pk__in=moved["seen"]).select_related("case"):
        allowed = [Permission(one) for one in moved["seen"][str(referral.pk)]]
        grant(gains.group, referral, *allowed)
        if not is_back:
            revoke(loses.group, referral, *allowed)
        else:
            revoke(loses.group, referral, *_not_due(referral, loses, moved))
    if is_back:
        _show_what_came_since(merged, touched)


def _not_due(referral: Referral, body: Organisation, moved: Moved) -> Iterable[Permission]:
    """What the body got by the merging alone."""
    own = moved["own"].get(str(referral.pk), ())
    if referral.receiver_id != body.pk and Permission.REFERRAL_ANSWER not in own:
        yield Permission.REFERRAL_ANSWER
    coordinating = groups_granted(referral.case, Permission.CASE_COORDINATE)
    involved = body.pk in {referral.sender_id, referral.receiver_id, referral.case.lead_id}
    if not involved and body.group not in coordinating and Permission.REFERRAL_VIEW not in own:
        yield Permission.REFERRAL_VIEW


def _show_what_came_since(merged: Organisation, touched: Iterable[str]) -> None:
    """Whoever leads a case again sees all that was sent in it."""
    for case in Case.objects.filter(pk__in=touched, lead=merged):
        access.show_history(case, merged)


def _cases_of(body: Organisation) -> list[str]:
    rows = CaseGroupObjectPermission.objects.filter(group=body.group_id)
    return [str(pk) for pk in rows.values_list("content_object", flat=True).distinct()]


def _seen_by(body: Organisation) -> dict[str, list[str]]:
    """What the body may do with each referral."""
    found: dict[str, list[str]] = {}
    rows = ReferralGroupObjectPermission.objects.filter(group=body.group_id)
    for pk, codename in rows.values_list("content_object", "permission__codename"):
        found.setdefault(str(pk), []).append(f"referrals.{codename}")
    return found


def _move_conflicts(kept: Organisation, merged: Organisation) -> Moved:
    """They join. Of two in one case the second is lifted, since the first one holds for both."""
    noted = Conflict.objects.filter(organisation=kept, lifted_at=None)
    theirs = Conflict.objects.filter(organisation=merged)
    twice = theirs.filter(lifted_at=None, case__in=noted.values("case"))
    joined = list(twice.values_list("pk", flat=True))
    for one in Conflict.objects.filter(pk__in=joined):
        one.lifted_at = timezone.now()
        one.lifted_because = _("Two records of the body were merged; the other note holds.")
        one.save(update_fields=["lifted_at", "lifted_because"])
    keys = list(theirs.values_list("pk", flat=True))
    own = [str(pk) for pk in noted.values_list("pk", flat=True)]
    Conflict.objects.filter(pk__in=keys).update(organisation=kept)
    return {"moved": [str(pk) for pk in keys], "joined": [str(pk) for pk in joined], "own": own}


def _conflicts_back(kept: Organisation, merged: Organisation, moved: Moved) -> None:
    """One that was joined holds again, unless the other one was lifted since."""
    rows = Conflict.objects.filter(organisation=kept)
    still = set(rows.filter(lifted_at=None).values_list("case", flat=True))
    known = {*moved["moved"], *moved["own"]}
    since = list(rows.filter(lifted_at=None).exclude(pk__in=known))
    for one in rows.filter(pk__in=moved["moved"]):
        if str(one.pk) in moved["joined"] and one.case_id in still:
            one.lifted_at, one.lifted_by, one.lifted_because = None, None, ""
        one.organisation = merged
        one.save()
    _hold_for_both(merged, since)


def _hold_for_both(merged: Organisation, since: Iterable[Conflict]) -> None:
    """What was noted while they were one: nobody knows of whose people it tells."""
    noted = Conflict.objects.filter(organisation=merged, lifted_at=None)
    known = set(noted.values_list("case", flat=True))
    for one in since:
        if one.case_id not in known:
            one.pk, one.submission, one.organisation = uuid4(), uuid4(), merged
            one.save(force_insert=True)


def _number(body: Organisation) -> int:
    return Referral.objects.filter(Q(sender=body) | Q(receiver=body)).count()


def _number_live(body: Organisation) -> int:
    rows = Referral.objects.filter(Q(sender=body) | Q(receiver=body), live())
    return rows.count()


def register_all() -> None:
    """Called when the app starts."""
    ends = ((Referral, "sender"), (Referral, "receiver"))
    seen = (ReferralGroupObjectPermission, "group")
    merging.register("referrals", Mover(_move, _back, _obstacles, _settle), *ends, seen)
    merging.count("referrals", gettext_lazy("handovers, referrals and transfers"), _number)
    merging.count("live referrals", gettext_lazy("of these still under way"), _number_live)
    conflicts = Mover(_move_conflicts, _conflicts_back)
    merging.register("conflicts", conflicts, (Conflict, "organisation"))
    merging.follow(ReferralRules, "fallback_owner")
    merging.follow(OutsideReferral, "group")
    twins.named_by(twins.SERVICES, Referral, "service")
