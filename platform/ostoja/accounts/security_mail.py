"""E-mails that tell a person what happened to their account; they hold nothing secret."""

from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.notifications.outbox import send_email


def tell(user: User, event: str) -> None:
    """Queue ``accounts/email/<event>.txt`` to the person, in their language."""
    send_email(
        to=user.email,
        template=f"accounts/email/{event}.txt",
        context={"user": user, "at": timezone.now()},
        language=user.language,
    )
