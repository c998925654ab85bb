"""What a draft must have before it is adopted, and what standards must say by law."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.minors.models import Edition
from casework.minors.public_choices import FilePart

CONTENTS: tuple[Promise, ...] = (
    gettext_lazy("How staff treat children safely, and what is forbidden"),
    gettext_lazy("What is done when harm to a child is suspected or known"),
    gettext_lazy(
        "Who tells the prosecutor and the family court, and who begins a “Niebieska Karta”"
    ),
    gettext_lazy("How the standards are reviewed and kept up to date"),
    gettext_lazy("Who prepares staff to keep to them, how, and how this is put on record"),
    gettext_lazy("How parents and children get to know the standards"),
    gettext_lazy("Who receives reports of what endangers a child, and who helps the child"),
    gettext_lazy("How incidents are put on record, and how the record is kept"),
)
"""What art. 22c(1) of the act of 13 May 2016 lists; some bodies must say more (art. 22c)."""


def problems(draft: Edition) -> Iterator[str]:
    """Everything that must be mended; nothing where the draft can be adopted.

    The act asks for a whole version and a short one for minors: as text, or as a file.
    """
    parts = {row.part for row in draft.files.all() if row.state != "refused"}
    if not draft.full_text.strip() and FilePart.FULL not in parts:
        yield _("Write the standards, or add them as a file.")
    if not draft.short_text.strip() and FilePart.SHORT not in parts:
        yield _("Write the short version for children, or add it as a file.")
