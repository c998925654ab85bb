"""An edition on paper, to be hung up in the office."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.minors import selectors
from casework.minors.marked import sections_of
from casework.minors.models import Edition
from casework.minors.public_words import name_of
from ostoja.privacy.requests.document import day_in_words
from ostoja.ui.printed import Document, Fact, Section
from tenants.profile.selectors import profile


def edition_document(edition: Edition) -> Document:
    """In the language of the text: the short version first, since children read it."""
    with override(edition.language):
        since = edition.in_force_from or timezone.localdate()
        people = [
            Fact(str(one.get_duty_display()), one.shown_as)
            for one in selectors.public_people(edition)
        ]
        sections = [
            *([Section(_("Whom you can turn to"), facts=people)] if people else []),
            *sections_of(_("For children"), edition.short_text),
            *sections_of(_("The standards"), edition.full_text),
        ]
        for annex in edition.annexes.all():
            sections += sections_of(annex.title, annex.text)
        return Document(
            title=edition.title,
            city=profile().name,
            footer=f"{name_of(edition.standards)}, {_('edition')} {edition.number}",
            intro=_("In force from %(day)s. Approved: %(who)s")
            % {"day": day_in_words(since), "who": edition.approved},
            sections=sections,
            language=edition.language,
        )
