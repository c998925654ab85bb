"""What happens next on a page for residents, in one sentence or two: calm mode shows it on each.

Pages that say it in their own words, like those of the contact, have no sentence here.
"""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ONLY_READ = _("You only read here. This page sends nothing.")

NEXT: Mapping[str, str | Promise] = {
    "city_home": _("You choose where to go. Nothing is sent before you press a button for it."),
    "partner_directory": _("You choose a place from the list. Its page says how to reach it."),
    "activities": _ONLY_READ,
    "partner_join": _("You fill in the form and press Send. Then the city answers you by e-mail."),
    "partner": _("You can call, write or go there yourself. This page sends nothing."),
    "child_protection": _("You choose a place. Its page says whom you can turn to."),
    "child_protection_body": _ONLY_READ,
    "child_protection_full": _ONLY_READ,
    "answer_link": _("You read a letter and choose an answer. Nothing is sent before you confirm."),
    "privacy_notice": _ONLY_READ,
    "privacy_notice_easy": _ONLY_READ,
    "accessibility_statement": _ONLY_READ,
    "staying_safe": _ONLY_READ,
    "display": _("You choose and press Save. Then you are back on the page where you were."),
}


def next_step_of(request: HttpRequest) -> str | Promise:
    """The sentence for this page; empty where there is none."""
    match = getattr(request, "resolver_match", None)
    return NEXT.get(match.url_name or "", "") if match else ""
