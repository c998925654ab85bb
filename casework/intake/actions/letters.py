"""What is done with the key of a letter."""

from django.utils import timezone

from casework.intake.models import Letter
from ostoja.audit import action, record


@action
def use_key(*, letter: Letter) -> Letter:
    """From now on the key shows the code for ten minutes more, and no other key is sent."""
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    if row.used_at is None:
        row.used_at = timezone.now()
        row.save(update_fields=["used_at"])
    conversation = letter.conversation
    record("mail.key_used", by=None, on=conversation, subject=conversation.case or conversation)
    return row
