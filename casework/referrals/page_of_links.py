"""What the page of a referral shows to its sender of the links by which the receiver answers."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from casework.cases.panels import CaseButton
from casework.referrals.choices import LIVE
from casework.referrals.letter import has_letter
from casework.referrals.links import address_for, is_closed_to_links
from casework.referrals.models import AnswerLink, Referral
from ostoja.ui.templatetags.ui import local_time


def link_rows(referral: Referral, sends_links: bool) -> list[dict[str, Any]]:
    """To whom the latest link went, and how it stands; nothing where none went out."""
    latest = referral.answer_links.last() if sends_links and referral.state in LIVE else None
    if latest is None:
        return []
    value = format_html("{}<br>{}", latest.sent_to, _standing(latest))
    return [{"key": _("Link to answer without an account"), "value": value}]


def _standing(link: AnswerLink) -> str:
    referral = link.referral
    if is_closed_to_links(referral.case, referral.receiver):
        return _("does not work: only certain people may see this case")
    if link.expires_at <= timezone.now():
        return _("has expired")
    return format_html("{} {}", _("works until"), local_time(link.expires_at))


def letter_buttons(referral: Referral) -> list[CaseButton]:
    """The letter on paper, while somebody is to act on it."""
    if not has_letter(referral):
        return []
    url = reverse("referral_letter", args=[referral.pk])
    return [CaseButton(_("Print the letter"), url, posts=True)]


def link_buttons(referral: Referral, sends_links: bool) -> list[CaseButton]:
    """Sends a new one, where the body has an address and a link may show the case."""
    if not sends_links or referral.state not in LIVE or not address_for(referral):
        return []
    if is_closed_to_links(referral.case, referral.receiver):
        return []
    url = reverse("referral_link", args=[referral.pk])
    return [CaseButton(_("Send a link to answer by e-mail"), url, posts=True)]
