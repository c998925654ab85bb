"""What the API holds of a person: answers that are kept for a day, for repeated requests."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from api.models import Sending
from ostoja.privacy.requests import forgetting, holdings


def forget_answers(ids: Collection[UUID]) -> int:
    """Answers that name one of these records go at once, not after a day; how many."""
    texts = [str(pk) for pk in ids]
    named = [
        one.pk
        for one in Sending.objects.only("location", "answer").iterator()
        if any(text in one.location or text in one.answer for text in texts)
    ]
    return Sending.objects.filter(pk__in=named).delete()[0]


def register_all() -> None:
    """Called when the app starts."""
    forgetting.register_also(forget_answers)
    holdings.leave_out(
        Sending, _("Answers to programs, kept for a day; they repeat what the copy holds.")
    )
