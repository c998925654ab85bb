"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

STAFF = _("Consultants, supervisors, the coordinator and partners' workers. Residents do not.")
HOUSE = _("The people of the house, and those who may see the case.")
RUNS = _("Those who run the house, and the coordinator.")

HELP: Mapping[Names, Help] = {
    "shelter": Help(
        purpose=_("Houses where people may stay, and their free beds tonight."),
        first=_("Open a house to see its beds night by night."),
        after=_("To give somebody a bed, begin on the page of the case."),
        seen_by=STAFF,
    ),
    "facility": Help(
        purpose=_("What each bed of the house is on one night."),
        first=_("Choose the night. Two weeks back and ahead are shown."),
        after=_("A red bed was to be free: say whether the person left."),
        seen_by=_("Everybody here sees which beds are taken. Names are for the house."),
    ),
    ("facility_new", "facility_edit"): Help(
        purpose=_("Say what the house is, who runs it, and how long one may stay."),
        first=_("Tick a secret address before you write it."),
        after=_("Then add its beds."),
        seen_by=RUNS,
    ),
    ("facility_beds", "bed_new", "bed_edit", "bed_close", "bed_reopen"): Help(
        purpose=_("The beds of a house, and when one is out of service."),
        first=_("Say of each bed what it is like: accessible, family, cot."),
        after=_("A bed out of service is offered to nobody."),
        seen_by=RUNS,
    ),
    "case_bed": Help(
        purpose=_("Find a house with beds for this case."),
        first=_("Say for how many people, and what bed it must be."),
        after=_("If nothing is free, put the case on the waiting list."),
        seen_by=HOUSE,
    ),
    "stay_admit": Help(
        purpose=_("Give the household its beds."),
        first=_("Choose one bed for each person."),
        after=_("The stay clock runs, and warns 30, 14 and 7 days before the limit."),
        seen_by=HOUSE,
    ),
    "stay": Help(
        purpose=_("One stay: beds, limit and what was decided."),
        first=_("Look how many days are left."),
        after=_("Before the limit somebody must decide what happens next."),
        seen_by=HOUSE,
    ),
    ("stay_next", "stay_beds", "stay_discharge"): Help(
        purpose=_("Say what happens with a stay."),
        first=_("Check the days."),
        after=_("Free beds are offered to the next who fits, by a person."),
        seen_by=HOUSE,
    ),
    ("hold_new", "hold_end"): Help(
        purpose=_("Keep a bed while a referral is open."),
        first=_("Choose the beds and the nights."),
        after=_("If the referral ends, the bed is free again."),
        seen_by=HOUSE,
    ),
    ("shelter_waiting", "waiting_new", "waiting_end"): Help(
        purpose=_("Who waits for a bed, the most urgent first."),
        first=_("Look for whom a bed is free tonight."),
        after=_("Nobody gets a bed by itself: somebody decides."),
        seen_by=HOUSE,
    ),
    ("shelter_figures", "shelter_figures_csv"): Help(
        purpose=_("How full the houses were in a period."),
        first=_("Choose the first and the last night."),
        after=_("Save the numbers as a file for your report."),
        seen_by=_(
            "Those who run houses see exact numbers. Analysts see whole months and no small ones."
        ),
    ),
}
