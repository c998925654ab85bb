"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

STAFF = _("All staff see it.")
THOSE_WHO_ANSWER = _("Those who look after these standards see it.")
NAMED = _("Who opened the card sees it, and who answers for such reports. Nobody else.")

HELP: Mapping[Names, Help] = {
    ("minors", "minors_standards", "minors_edition"): Help(
        purpose=_("Here you read how each organisation protects children."),
        first=_("Read those of your own organisation. Then say that you have."),
        after=_("When a new edition comes into force, you read that one."),
        seen_by=STAFF,
    ),
    ("minors_new", "minors_draft_edit", "minors_annex_new", "minors_annex_edit"): Help(
        purpose=_("Write the standards, a short version for children, and annexes."),
        first=_("Look at the list of what the act asks for."),
        after=_("Adopt the draft. From then on it cannot be changed."),
        seen_by=THOSE_WHO_ANSWER,
    ),
    ("minors_file_new", "minors_adopt"): Help(
        purpose=_("Finish an edition: its files, the day, who approved it."),
        first=_("Have the document that was approved at hand."),
        after=_("On that day everybody in the organisation is asked to read it."),
        seen_by=THOSE_WHO_ANSWER,
    ),
    ("minors_readers", "minors_responsible_new", "minors_review_new"): Help(
        purpose=_("Who has read the standards, who answers for what, what a review found."),
        first=_("Begin with whoever has waited longest."),
        after=_("People are reminded by themselves. The next review has its day."),
        seen_by=THOSE_WHO_ANSWER,
    ),
    (
        "minors_draft",
        "minors_discard",
        "minors_annex_remove",
        "minors_file_remove",
        "minors_file",
        "minors_read",
        "minors_responsible_end",
        "minors_readers_csv",
    ): Help(
        purpose=_("Change standards, or take a file of them."),
        first=_("Go back and look at the page once more."),
        after=_("What was adopted stays as it is."),
        seen_by=THOSE_WHO_ANSWER,
    ),
    ("interventions", "intervention", "intervention_print"): Help(
        purpose=_("What is done when harm to a child is suspected."),
        first=_("If the child is in danger now, call 112."),
        after=_("Write down each step, with its day."),
        seen_by=NAMED,
    ),
    (
        "intervention_new",
        "intervention_entry",
        "intervention_close",
        "intervention_reopen",
        "intervention_circle",
    ): Help(
        purpose=_("Open a card, write on it, or close it."),
        first=_("Say first who must not know of it."),
        after=_("Those who answer for such reports are told at once."),
        seen_by=NAMED,
    ),
}
