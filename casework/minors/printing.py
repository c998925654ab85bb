"""What is printed of an intervention: the whole card."""

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from casework.minors import page
from casework.minors.models import Intervention
from ostoja.accounts.models import User
from ostoja.ui.printed import Document, Entry, Fact, Section
from tenants.profile.selectors import profile


def card_document(card: Intervention, by: User) -> Document:
    """The whole card, with everything that was done."""
    facts = [Fact(str(key), strip_tags(str(value))) for key, value in page.facts_of(card)]
    entries = [
        Entry(str(one.get_kind_display()), _remark(one.done_on, one.by), one.text)
        for one in card.entries.select_related("by")
    ]
    words = {"who": by.full_name, "when": f"{timezone.localtime():%d.%m.%Y %H:%M}"}
    done = [Section(_("What was done"), entries=entries)] if entries else []
    return Document(
        title=_("Intervention card %(number)s") % {"number": card.register_number},
        city=profile().name,
        footer=_("Printed by %(who)s, %(when)s") % words,
        intro=_("Confidential: only for those who answer for it."),
        sections=[Section(_("The report"), facts=facts), *done],
    )


def _remark(day: object, by: User | None) -> str:
    return f"{day:%d.%m.%Y}" + (f" · {by.full_name}" if by else "")
