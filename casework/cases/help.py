"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

INVOLVED = _("Only bodies that work on the case see it. Every view is on record.")

HELP: Mapping[Names, Help] = {
    "cases": Help(
        purpose=_("Here are the cases in which your organisation takes part."),
        first=_("Look first at what is overdue and at what nobody works on yet."),
        after=_("Open a case, or choose several and change them together."),
        seen_by=_("Other bodies see only their own cases. Names are never on the list."),
    ),
    ("case_list_new", "case_list_edit"): Help(
        purpose=_("Keep a choice of cases under a name, so that one click shows it again."),
        first=_("Give it a name that your colleagues understand, too."),
        after=_("It stands above the list of cases."),
        seen_by=_("You, and your organisation if you choose so. It shows each only their cases."),
    ),
    "cases_together": Help(
        purpose=_("Do one thing with several cases."),
        first=_("Look through the chosen cases once more."),
        after=_("You see which cases were changed, and why others were not."),
        seen_by=INVOLVED,
    ),
    ("case_search", "case_found"): Help(
        purpose=_("Find a person whom somebody has met before."),
        first=_("Type a name as you hear it, a number of a case, a PESEL or a telephone."),
        after=_("You see why each case was found. Compare before you open one."),
        seen_by=_(
            "You find only cases that you may see. What you type is forgotten when you sign out."
        ),
    ),
    "case_numbering": Help(
        purpose=_("Say how your office numbers cases."),
        first=_("Look up the class symbol in your office's JRWA."),
        after=_("The next case that somebody opens has the new number."),
        seen_by=_("Administrators change it. The number tells nothing about a person."),
    ),
    "case_new": Help(
        purpose=_("Open a case for somebody who came in or telephoned."),
        first=_("Choose a pseudonym that tells nothing about the person."),
        after=_("Then you help yourself, or hand the case over to the coordinator."),
        seen_by=_("Your organisation sees the case. Others see it only when you share it."),
    ),
    ("case", "case_release"): Help(
        purpose=_("Here is everything that you may know about this case."),
        first=_("The button on top says what comes next."),
        after=_("When all needs are settled, tell the person and close the case."),
        seen_by=INVOLVED,
    ),
    "case_edit": Help(
        purpose=_("Change what is known about the case."),
        first=_("Write only what helps somebody to help."),
        after=_("If a colleague changed it too, you see both versions."),
        seen_by=INVOLVED,
    ),
    ("case_merge", "case_merge_with", "case_separate"): Help(
        purpose=_("Make one case of two that are about the same person."),
        first=_("Make sure that it really is the same person."),
        after=_("Everything is in one case. The other number leads to it."),
        seen_by=INVOLVED,
    ),
    "case_restrict": Help(
        purpose=_("Say who may see this case, and who never."),
        first=_("Name those who really need it, for example when a colleague knows the person."),
        after=_("For everybody else the case is not there: no list, no search, no message."),
        seen_by=_("Those who are named. An officer may open it for a reason, and you are told."),
    ),
    ("restricted_cases", "restricted_case_open", "restricted_case"): Help(
        purpose=_("Open a restricted case when you must check how it was handled."),
        first=_("Write why. It stays on record."),
        after=_("You read the case for an hour. You cannot change it."),
        seen_by=_("Those who are named and their supervisors are told at once."),
    ),
    "case_take": Help(
        purpose=_("Take over a case that a colleague works on."),
        first=_("Talk to your colleague first."),
        after=_("From then on you answer for the case."),
        seen_by=INVOLVED,
    ),
    "case_note": Help(
        purpose=_("Write a note for those who work on the case."),
        first=_("Choose first who may read it."),
        after=_("It stays in the history and cannot be changed."),
        seen_by=_("The circle that you choose reads it, and nobody else."),
    ),
    ("case_person_new", "case_person_edit"): Help(
        purpose=_("Write down who lives with the person and who else matters."),
        first=_("Write down only those whom the help concerns."),
        after=_("Who uses violence is named in no list, only on a page of their own."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    "case_person": Help(
        purpose=_("What is known of somebody around the person."),
        first=_("Look first whether one may contact them."),
        after=_("Change it when you learn something new."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    "case_person_remove": Help(
        purpose=_("Take somebody out who does not belong to the case."),
        first=_("Look once more who it is."),
        after=_("It is deleted and cannot be brought back."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    "case_plan": Help(
        purpose=_("What the person wants to reach, who helps, and when you look at it again."),
        first=_("Begin with one goal, in the person's own words."),
        after=_("Add steps, write down whether the person agrees, and set the next talk."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    ("plan_goal_new", "plan_goal_edit"): Help(
        purpose=_("Write down one goal as the person says it."),
        first=_("Ask what would be better in a month."),
        after=_("Add steps to it: each is a task of somebody."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    "plan_goal_move": Help(
        purpose=_("Say what became of a goal."),
        first=_("Ask the person how they see it."),
        after=_("It can be opened again. Its tasks stay."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    ("plan_review_hold", "plan_review_set"): Help(
        purpose=_("Make the plan together with the person, and look at it again in time."),
        first=_("Talk first, write afterwards."),
        after=_("The day of the next talk stands on your first page and in the list of cases."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    "case_close": Help(
        purpose=_("Close the case when nothing is left to be done."),
        first=_("Say what became of each need and task. Tell the person before."),
        after=_("What could not be met is counted for the city. The case can be reopened."),
        seen_by=INVOLVED,
    ),
    "case_print": Help(
        purpose=_("Take parts of a case on paper."),
        first=_("Choose only what the reader needs."),
        after=_("You get a PDF that screen readers can read. Who printed it stands on each page."),
        seen_by=_("Whoever holds the paper. The audit says who printed what."),
    ),
    "case_story": Help(
        purpose=_("Read what happened in a case, day by day."),
        first=_("Begin at the top, or show only contacts, referrals, stays or changes."),
        after=_("When you know enough, go back to the case."),
        seen_by=_("Each person reads only what they may know."),
    ),
    ("case_phase", "case_requirement"): Help(
        purpose=_("See what the phase of a case requires, and move the case on."),
        first=_("Look at what is missing. Confirm what was done."),
        after=_("Where something is missing, your reason stands in the history."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    "case_follow_up": Help(
        purpose=_("Agree on when somebody asks again how the person is."),
        first=_("Read how the person may be reached safely."),
        after=_("On that day it stands among the tasks of whoever asks."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    "case_reopen": Help(
        purpose=_("Open a closed case again."),
        first=_("Say why, and which needs are open."),
        after=_("It goes on where it ended, with its whole history."),
        seen_by=INVOLVED,
    ),
    "unmet_needs": Help(
        purpose=_("See what people needed and nobody could give."),
        first=_("Choose a year. Look at what comes up most often."),
        after=_("A year can be taken as a file for the city's strategy."),
        seen_by=_("Coordinators and analysts. Names are never counted."),
    ),
    "consent_new": Help(
        purpose=_("Write down what the person agreed to."),
        first=_("Ask first whether the law allows the sharing anyway."),
        after=_("A referral on the ground of consent names this one, and is checked against it."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    "consent_withdraw": Help(
        purpose=_("The person has changed their mind."),
        first=_("Read what ends with the consent."),
        after=_("Both sides are told. The needs are open again."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    "my_tasks": Help(
        purpose=_("Everything that waits for you in your cases."),
        first=_("Begin with what is overdue."),
        after=_("Say what came of it, and it leaves the list."),
        seen_by=_("This page is yours. Tasks themselves stand in their cases."),
    ),
    ("case_task_new", "case_task_edit"): Help(
        purpose=_("Say what is to be done, by whom and until when."),
        first=_("Name one thing. Several things are several tasks."),
        after=_("Whoever is to do it is told, and again a day before."),
        seen_by=_("Those who lead the case see it, and the organisation that does it."),
    ),
    "case_task": Help(
        purpose=_("One task or appointment of a case."),
        first=_("When it is done, say so here."),
        after=_("What happened to it stands in the history."),
        seen_by=_("Those who lead the case see it, and the organisation that does it."),
    ),
    "case_task_move": Help(
        purpose=_("Say what became of a task."),
        first=_("If you leave it out, say why."),
        after=_("It can be opened again, also with a reason."),
        seen_by=_("Those who lead the case see it, and the organisation that does it."),
    ),
    "need_settle": Help(
        purpose=_("Say what became of one need."),
        first=_("If nobody could help, choose why."),
        after=_("Unmet needs are counted without names. They show what the city lacks."),
        seen_by=INVOLVED,
    ),
}
