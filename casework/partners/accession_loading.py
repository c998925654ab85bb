"""Loads applications of made-up bodies that want to join. Days count from loading."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from casework.partners.actions.accession import receive_application, remark_on
from casework.partners.models import Application, Need
from ostoja.accounts.models import User


def load_applications(rows: Iterable[Mapping[str, Any]]) -> None:
    """Receive those that are missing, with the remarks about them."""
    for row in rows:
        submission = uuid5(NAMESPACE_URL, f"ostoja:application/{row['name']}")
        if Application.objects.filter(pk=submission).exists():
            continue
        facts: Any = {name: row.get(name, "") for name in _FACTS}
        needs = list(Need.objects.filter(key__in=row["needs"]))
        application = receive_application(
            submission=submission, needs=needs, looks_automatic=False, **facts
        )
        received_at = timezone.now() + timedelta(days=row["days_from_now"])
        Application.objects.filter(pk=submission).update(received_at=received_at)
        by = User.objects.filter(email=row["by"]).first()
        if by is not None:
            remark_on(
                application=application,
                submission=uuid5(submission, "remark"),
                text=row["remark"],
                by=by,
            )


_FACTS = (
    "name",
    "kind",
    "nip",
    "regon",
    "website",
    "offer",
    "contact_name",
    "contact_title",
    "email",
    "phone",
)
