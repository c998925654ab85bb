"""A case that comes of a conversation."""

from typing import Any
from uuid import UUID

from casework.cases.actions import open_case
from casework.cases.models import Case
from casework.intake.actions.conversations import _record
from casework.intake.actions.rows import locked
from casework.intake.actions.sending import within
from casework.intake.desk.beside import carried_into_case
from casework.intake.models import Conversation
from casework.partners.models import Organisation
from ostoja.accounts.models import User
from ostoja.audit import action


@action
def open_case_from(
    *, conversation: Conversation, submission: UUID, lead: Organisation, by: User, **facts: Any
) -> tuple[Case, bool]:
    """Open a case that the conversation belongs to from then on; ``facts`` are ``CaseForm``'s.
    How the person may be reached safely goes along where the facts do not say it.

    The case, and whether it holds these facts: they are nowhere where a colleague was quicker
    and this is their case. The same form sent again gives the case that it opened.
    """
    row, own_id = locked(conversation), within(conversation, submission)
    if row.case is not None:
        _record("submission.repeated", row, by)
        return row.case, row.case.submission == own_id
    facts = {**carried_into_case(row), **facts}
    row.case = open_case(lead=lead, submission=own_id, is_sample=row.is_sample, by=by, **facts)
    row.is_doubtful = False
    row.version += 1
    row.save()
    _record("conversation.case_opened", row, by)
    return row.case, True
