"""Adopting a draft from a day on, or throwing it away."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.minors import notices
from casework.minors.choices import EditionState
from casework.minors.models import Edition, Standards
from casework.minors.rules import problems
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def adopt(
    *, draft: Edition, version: int, in_force_from: datetime.date, approved: str, by: User | None
) -> Edition:
    """It can come into force later; from then on everybody in the body has to read it.

    Raises ``NotAllowed`` where something is missing, or an edition holds from a later day.
    """
    Standards.objects.select_for_update(of=("self",)).get(pk=draft.standards_id)
    adopted = lock(Edition, draft.pk, version)
    if adopted.state != EditionState.DRAFT:
        raise NotAllowed(_("This edition was adopted already."))
    for problem in problems(adopted):
        raise NotAllowed(problem)
    others = Edition.objects.filter(standards=adopted.standards, state=EditionState.ADOPTED)
    if others.filter(in_force_from__gte=in_force_from).exists():
        raise NotAllowed(
            _("Another edition is in force from this day or later. Choose a later day.")
        )
    adopted.state, adopted.in_force_from = EditionState.ADOPTED, in_force_from
    adopted.approved, adopted.adopted_by = approved, by
    adopted.adopted_at = timezone.now()
    adopted.save()
    told = notices.to_read(adopted) if in_force_from <= timezone.localdate() else 0
    record("standards.adopted", by=by, on=adopted, subject=adopted.standards, told=told)
    return adopted


@action
def discard(*, draft: Edition, version: int, by: User | None) -> None:
    """Throw a draft away; standards that never had another edition go with it."""
    thrown = lock(Edition, draft.pk, version)
    if thrown.state != EditionState.DRAFT:
        raise NotAllowed(_("This edition was adopted already."))
    standards = thrown.standards
    record("standards.draft_discarded", by=by, on=standards)
    thrown.delete()
    if not standards.editions.exists() and not standards.interventions.exists():
        standards.delete()
