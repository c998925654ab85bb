"""Who may read of conflicts of interest, and what they mean for sending.

What a conflict is, is read by those who share the case with others, and never by the body itself:
whoever does harm may work there.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases import merging
from casework.cases.choices import CaseState
from casework.cases.merging import Moved, Mover
from casework.cases.models import Case
from casework.cases.panels import CaseButton, CasePanel
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import Sight, may_share
from casework.partners.models import Organisation
from casework.referrals.models import Conflict, Referral
from ostoja.ui.templatetags.ui import local_time


def bodies_in_conflict(case: Case) -> set[UUID]:
    """The bodies of which one is noted now."""
    return set(case.conflicts.filter(lifted_at=None).values_list("organisation", flat=True))


def conflicts_for(case: Case, sight: Sight) -> list[Conflict]:
    """Those that this person may read: none of a body for which they see the case."""
    if not may_share(sight):
        return []
    related = ("organisation", "noted_by", "lifted_by")
    return [
        one
        for one in case.conflicts.select_related(*related)
        if one.organisation_id == case.lead_id or one.organisation.group_id not in sight.groups
    ]


def refuse(referral: Referral) -> None:
    """Raise ``NotAllowed`` where it would be sent into a conflict without a reason."""
    noted = referral.case.conflicts.filter(lifted_at=None, organisation=referral.receiver)
    if not referral.despite_conflict.strip() and noted.exists():
        raise NotAllowed(
            _("A conflict of interest of this body is noted. Say why it is sent there anyway.")
        )


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """All of them, also those that were lifted."""
    found = conflicts_for(case, sight)
    cards = [_card(one) for one in found]
    return CasePanel("referrals/conflicts_panel.html", {"cards": cards}) if cards else None


def _card(conflict: Conflict) -> dict[str, Any]:
    lifting = reverse("conflict_lift", args=[conflict.case_id, conflict.pk])
    return {
        "body": conflict.organisation.name,
        "rows": rows_of(conflict),
        "is_noted": conflict.lifted_at is None,
        "lift_url": "" if conflict.lifted_at else lifting,
    }


def rows_of(conflict: Conflict) -> list[dict[str, Any]]:
    """What is noted, for a summary list."""
    facts = (
        (_("What the conflict is"), conflict.get_kind_display()),
        (_("How it is known, and what to mind"), conflict.reason),
        (_("Noted"), local_time(conflict.noted_at)),
        (_("Noted by"), str(conflict.noted_by or "")),
        (_("Lifted"), local_time(conflict.lifted_at)),
        (_("Why there is none any more"), conflict.lifted_because),
    )
    return [{"key": key, "value": value} for key, value in facts if value]


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """Noting one."""
    if case.state != CaseState.CLOSED and may_share(sight):
        url = reverse("conflict_new", args=[case.pk])
        yield CaseButton(_("Note a conflict of interest"), url, order=66)


def _move(kept: Case, merged: Case) -> list[str]:
    """Those of bodies of which the kept case has none."""
    known = Organisation.objects.filter(pk__in=bodies_in_conflict(kept))
    moved = merged.conflicts.exclude(lifted_at=None, organisation__in=known)
    keys = [str(pk) for pk in moved.values_list("pk", flat=True)]
    Conflict.objects.filter(pk__in=keys).update(case=kept)
    return keys


def _back(kept: Case, merged: Case, moved: Moved) -> None:
    Conflict.objects.filter(pk__in=moved, case=kept).update(case=merged)


def register_all() -> None:
    """Called when the app starts."""
    merging.register("conflicts", Mover(_move, _back), Conflict)
