"""E-mails that tell a person what happened to their account.

They hold nothing secret and no link, and nobody can turn them off.
"""

from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.notifications.outbox import send_email


def tell(user: User, event: str, **facts: object) -> None:
    """Queue ``accounts/email/<event>.txt`` to the person, in their language.

    ``facts`` are words of ours: nothing that somebody else could have written.
    """
    send_email(
        to=user.email,
        template=f"accounts/email/{event}.txt",
        context={"user": user, "at": timezone.now(), **facts},
        language=user.language,
    )
