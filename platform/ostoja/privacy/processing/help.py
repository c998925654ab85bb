"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

KEEPERS = _("Administrators of the city and the data protection officer see this page.")

HELP: Mapping[Names, Help] = {
    "processing": Help(
        purpose=_("The register of processing: which data the city keeps, what for and how long."),
        first=_("Write the purpose and legal basis where the city's words are missing."),
        after=_("The platform fills in the data and periods. Both change with your settings."),
        seen_by=KEEPERS,
    ),
    "processing_edit": Help(
        purpose=_("Say what one kind of data is for."),
        first=_("Write purpose, legal basis and whom the data is about."),
        after=_("Your words stand in the register and on its printout."),
        seen_by=KEEPERS,
    ),
    ("controller_new", "controller_edit"): Help(
        purpose=_("Name a body that decides about the data or works on it for the city."),
        first=_("Choose its part under the GDPR, then say how it is reached."),
        after=_("You can choose it for each kind of data in the register."),
        seen_by=KEEPERS,
    ),
    "assessment": Help(
        purpose=_("What the processing could do to people, and what protects them."),
        first=_("Read which data there is, then write the city's assessment."),
        after=_("The list of data follows the platform: a new field stands here by itself."),
        seen_by=KEEPERS,
    ),
    "assessment_edit": Help(
        purpose=_("Write the city's words of the impact assessment."),
        first=_("Describe the risks to people, not to the city."),
        after=_("The words stand on the page and on the printout."),
        seen_by=KEEPERS,
    ),
}
