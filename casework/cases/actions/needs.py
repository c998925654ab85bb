"""What became of the needs of a case."""

from django.utils.translation import gettext as _

from casework.cases import due
from casework.cases.actions.locking import locked_case, refuse_closed
from casework.cases.choices import NeedState, UnmetReason
from casework.cases.models import Case, CaseNeed, UnmetNeed
from casework.cases.refusal import NotAllowed
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def settle_need(*, need: CaseNeed, answer: str, by: User | None, missing: str = "") -> CaseNeed:
    """Say what became of a need: ``met``, ``dropped``, why it stays unmet, or ``partly`` with
    why the rest is ``missing``.
    """
    case = locked_case(need.case)
    refuse_closed(case)
    need = CaseNeed.objects.select_related("need").get(pk=need.pk)
    return settle_in(case, need, answer, missing=missing, by=by)


def settle_in(
    case: Case, need: CaseNeed, answer: str, *, by: User | None, missing: str = ""
) -> CaseNeed:
    """The same where the case is locked already."""
    if need.state != NeedState.OPEN:
        message = _("“%(need)s” is not open, so nothing was changed.")
        raise NotAllowed(message % {"need": need})
    lacks = missing if answer == NeedState.PARTLY else answer
    if answer == NeedState.PARTLY and missing not in UnmetReason.values:
        raise NotAllowed(_("Say why “%(need)s” was met only in part.") % {"need": need})
    if lacks in UnmetReason.values:
        UnmetNeed.objects.create(case_need=need, reason=lacks)
        need.state = NeedState.PARTLY if answer == NeedState.PARTLY else NeedState.UNMET
        record(f"need.{need.state}", by=by, on=need, subject=case, reason=lacks)
    else:
        need.state = NeedState(answer)
        record(f"need.{need.state}", by=by, on=need, subject=case)
    need.save(update_fields=["state"])
    due.renew(case)
    return need


@action
def reopen_need(*, need: CaseNeed, by: User | None) -> CaseNeed:
    """Take back what was said about a need: it is open, and no longer counted as unmet."""
    case = locked_case(need.case)
    refuse_closed(case)
    return reopen_in(case, CaseNeed.objects.get(pk=need.pk), by=by)


def reopen_in(case: Case, need: CaseNeed, *, by: User | None) -> CaseNeed:
    """The same where the case is locked already."""
    if need.state == NeedState.OPEN:
        record("submission.repeated", by=by, on=need, subject=case)
        return need
    if need.state == NeedState.REFERRED:
        raise NotAllowed(_("This need is with a partner now. Withdraw the referral first."))
    need.unmet.all().delete()
    need.state = NeedState.OPEN
    need.save(update_fields=["state"])
    due.renew(case)
    record("need.reopened", by=by, on=need, subject=case)
    return need
