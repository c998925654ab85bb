"""Telling the operators by e-mail what must be looked at; nothing of a city's content is in it."""

from collections.abc import Mapping

from ostoja.accounts.models import User
from ostoja.notifications import outbox
from tenants.addresses import origin_of
from tenants.fence import entered_platform
from tenants.hosts import operator_host


def tell_operators(template: str, context: Mapping[str, object]) -> int:
    """One e-mail to each active operator, in their language, through the outbox; how many."""
    with entered_platform():
        people = list(User.objects.filter(is_active=True))
        letters = [
            outbox.email_of(
                to=person.email,
                template=f"safekeeping/email/{template}.txt",
                context={**context, "user": person, "console": origin_of(operator_host())},
                language=person.language,
            )
            for person in people
        ]
        outbox.queue(letters)
    return len(letters)
