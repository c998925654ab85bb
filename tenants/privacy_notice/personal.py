"""Who decides about the data, as a person is told beside a copy of their data."""

from django.utils.translation import gettext as _

from ostoja.privacy.requests import holdings
from ostoja.privacy.requests.subjects import Roots
from tenants.privacy_notice.selectors import controller


def who_decides(roots: Roots) -> list[tuple[str, str]]:
    """The controller and how to reach them (GDPR, art. 13(1))."""
    known = controller()
    address = ", ".join(filter(None, (known.street, f"{known.postal_code} {known.town}".strip())))
    facts = [
        (_("Who decides about the data"), ", ".join(filter(None, (known.name, address)))),
        (_("Data protection officer"), known.dpo_email),
        (_("Where it comes from"), _("From you, from people who wrote about you, and from staff.")),
        (
            _("Purpose of keeping the data"),
            _("To help people in a crisis, and to answer for that help."),
        ),
    ]
    return [(label, text) for label, text in facts if text]


def register_all() -> None:
    """Called when the app starts."""
    holdings.register_information(10, who_decides)
