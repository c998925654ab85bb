"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

ADMINISTRATORS = _("Only administrators of the city see this page.")

HELP: Mapping[Names, Help] = {
    "tables": Help(
        purpose=_("Bring in or take out whole tables: partners, services, people."),
        first=_("Take the template, fill it in and load it here."),
        after=_("You see all mistakes before anything is stored."),
        seen_by=_("Only administrators import. Staff export what they may see."),
    ),
    "table_import": Help(
        purpose=_("Choose the file with the rows."),
        first=_("An Excel or CSV file will do, also an old one."),
        after=_("Next you see a preview. Nothing is stored yet."),
        seen_by=ADMINISTRATORS,
    ),
    (
        "batch",
        "batch_confirm",
        "batch_again",
        "batch_discard",
        "batch_mended",
    ): Help(
        purpose=_("This preview says what each row would do."),
        first=_("Mend the broken rows first, here or in the file."),
        after=_("Then store everything at once. You can undo it for 14 days."),
        seen_by=ADMINISTRATORS,
    ),
    "batch_row": Help(
        purpose=_("Mend one row of the table."),
        first=_("The mistakes stand beside the fields."),
        after=_("Your file stays as it is. The mended row counts."),
        seen_by=ADMINISTRATORS,
    ),
    "batch_undo": Help(
        purpose=_("Take back a whole import."),
        first=_("Read what would change, and what stands in the way."),
        after=_("What people changed since then is not lost."),
        seen_by=ADMINISTRATORS,
    ),
}
