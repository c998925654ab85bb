"""What a conversation belongs to: another one of the same person, and a case."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from casework.cases.actions.locking import locked_case, refuse_closed
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.intake.actions.rows import locked, noted
from casework.intake.models import Conversation, SamePerson
from casework.intake.selectors import conversation_by_code
from ostoja.accounts.models import User
from ostoja.audit import action


@action
def link_same_person(*, conversation: Conversation, code: str, by: User) -> Conversation:
    """The person gave the code of another conversation; that one, linked with this from now on.

    Raises ``NotAllowed`` where the code opens none, or this one. Nothing else links two: no name,
    no address, no likeness of words.
    """
    other = conversation_by_code(code)
    if other is None:
        raise NotAllowed(_("No conversation has this code. Ask the person to read it out again."))
    if other.pk == conversation.pk:
        raise NotAllowed(_("This is the code of the conversation that you have open."))
    rows = {one.pk: one for one in _both_locked(conversation.pk, other.pk)}
    if len(rows) < 2:  # the time of one of them was over in the meantime
        raise Http404
    first, second = sorted(rows.values(), key=lambda one: one.pk)
    _pair, is_new = SamePerson.objects.get_or_create(
        conversation=first, other=second, defaults={"linked_by": by}
    )
    verb = "conversation.linked" if is_new else "submission.repeated"
    for row in rows.values():
        noted(verb, row, by)
    return rows[other.pk]


def _both_locked(*keys: UUID) -> list[Conversation]:
    """In the order of their keys, so that two people who link them never wait for each other."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("case")
    return list(rows.filter(pk__in=keys).order_by("pk"))


@action
def attach_to_case(*, conversation: Conversation, case: Case, by: User) -> Case:
    """The conversation belongs to this case from then on. Raises ``NotAllowed``.

    The caller has fetched the case through its door, for somebody who may change it.
    """
    found = locked_case(case)
    row = locked(conversation)
    if row.case is not None:
        if row.case_id != found.pk:
            words = _("This conversation already belongs to case %(number)s.")
            raise NotAllowed(words % {"number": row.case.number})
        noted("submission.repeated", row, by)
        return found
    refuse_closed(found)
    row.case, row.is_doubtful = found, False
    row.version += 1
    row.save()
    noted("conversation.case_joined", row, by)
    return found
