"""A risk is noted with its reason, and taken back with one; nothing does so by itself."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.intake.actions.rows import locked, noted
from casework.intake.desk.choices import Risk
from casework.intake.desk.news import tell_inbox
from casework.intake.models import Conversation, RiskFlag
from ostoja.accounts.models import User
from ostoja.audit import action


@action
def set_risk(*, conversation: Conversation, kind: Risk, reason: str, by: User) -> RiskFlag:
    """Note a risk; the same form sent again notes it once.

    Raises ``NotAllowed`` where a colleague has noted it already: two reasons are two people's.
    """
    row = locked(conversation)
    standing = row.risk_flags.filter(kind=kind, withdrawn_at=None).first()
    if standing is not None:
        if standing.set_by_id != by.pk or standing.reason != reason:
            raise NotAllowed(_standing(standing))
        noted("submission.repeated", row, by)
        return standing
    flag = RiskFlag.objects.create(conversation=row, kind=kind, reason=reason, set_by=by)
    noted("conversation.risk_set", row, by, kind=kind)
    tell_inbox()
    return flag


@action
def withdraw_risk(*, conversation: Conversation, pk: UUID, reason: str, by: User) -> RiskFlag:
    """The risk is over, or was none. Raises ``NotAllowed`` where somebody was quicker."""
    row = locked(conversation)
    flag: RiskFlag = row.risk_flags.select_related("withdrawn_by").get(pk=pk)
    if flag.withdrawn_at is not None:
        if flag.withdrawn_by_id != by.pk or flag.withdrawn_reason != reason:
            raise NotAllowed(_("Somebody has taken this risk back already."))
        noted("submission.repeated", row, by)
        return flag
    flag.withdrawn_by, flag.withdrawn_at, flag.withdrawn_reason = by, timezone.now(), reason
    flag.save()
    noted("conversation.risk_withdrawn", row, by, kind=flag.kind)
    tell_inbox()
    return flag


def _standing(flag: RiskFlag) -> str:
    words = _("“%(risk)s” was already noted: %(name)s. Read the reason there, and add to it aside.")
    return words % {"risk": flag.get_kind_display(), "name": flag.set_by or _("a colleague")}
