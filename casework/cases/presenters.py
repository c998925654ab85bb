"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from ostoja.audit import presenters

LABELS = {
    "case.searched": _("People and cases searched for"),
    "case.found": _("Case found by what is known of its person"),
    "case.compared": _("Case shown as one that may be about the same person"),
    "case.terms_renewed": _("Search terms of a case made anew"),
    "case.opened": _("Case opened"),
    "case.seen": _("Case seen"),
    "case.changed": _("Case changed"),
    "case.taken": _("Case taken over by a worker"),
    "case.assigned": _("Case given to a worker"),
    "case.urgency_set": _("Urgency of a case changed"),
    "case.merged": _("Two cases of one person made one"),
    "case.separated": _("Merging of two cases undone"),
    "case.restricted": _("Who may see a case changed"),
    "case.glass_broken": _("Restricted case opened for a stated reason"),
    "case_numbering.changed": _("Numbering of cases changed"),
    "case.exported": _("Case exported in a list"),
    "case_list.saved": _("List of cases saved"),
    "case_list.changed": _("Saved list of cases changed"),
    "case_list.removed": _("Saved list of cases removed"),
    "case.released": _("Case given back to the team"),
    "case.kept": _("Case not given back: it was taken over or closed in the meantime"),
    "case.annotated": _("Note added to a case"),
    "case_person.added": _("Somebody around the person of a case written down"),
    "case_person.changed": _("What is known of somebody around the person of a case changed"),
    "case_person.removed": _("Somebody taken out of a case"),
    "plan_goal.added": _("Goal added to a support plan"),
    "plan_goal.changed": _("Goal of a support plan said in other words"),
    "plan_goal.reached": _("Goal of a support plan reached"),
    "plan_goal.dropped": _("Goal of a support plan given up"),
    "plan_goal.reopened": _("Goal of a support plan open again"),
    "plan_review.set": _("Day of the next talk about a support plan set"),
    "plan_review.held": _("Talk about a support plan written down"),
    "case.closed": _("Case closed"),
    "case.reopened": _("Case reopened"),
    "task.added": _("Task added to a case"),
    "task.changed": _("Task of a case changed"),
    "task.done": _("Task of a case done"),
    "task.cancelled": _("Task of a case left out"),
    "task.reopened": _("Task of a case opened again"),
    "task.closed_with_case": _("Task left out, since its case was closed"),
    "task.reopened_with_case": _("Task opened again with its case"),
    "task.given_back": _("Task of a case given back to the team"),
    "task.timed": _("Task of a case given its time"),
    "task.recalled": _("People reminded of a task of a case"),
    "need.met": _("Need recorded as met"),
    "need.partly": _("Need recorded as met in part"),
    "need.unmet": _("Need recorded as unmet"),
    "need.dropped": _("Need recorded as no longer there"),
    "need.reopened": _("Need opened again"),
    "unmet.taken_out": _("Register of unmet needs taken as a file"),
    "case.printed": _("Case printed"),
    "phase.done": _("Something that the phase of a case requires confirmed"),
    "phase.refused": _("Something that the phase of a case requires recorded as not wanted"),
    "phase.open": _("Something that the phase of a case requires opened again"),
    "case.phase_moved": _("Case moved to another phase"),
    "follow_up.planned": _("Contact after the closing of a case agreed on"),
    "follow_up.ended": _("Contact after the closing of a case ended or left out"),
    "consent.recorded": _("Consent of the person recorded"),
    "consent.withdrawn": _("Consent of the person withdrawn"),
    "submission.repeated": _("The same form sent twice; nothing was added"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names("cases.case", case_numbers, find=cases_numbered)


def case_numbers(ids: set[str]) -> dict[str, str]:
    """The numbers of cases by id: they tell nothing about a person."""
    rows = Case.objects.filter(pk__in=ids).values_list("pk", "number")
    return {str(pk): number for pk, number in rows}


def cases_numbered(text: str) -> set[str]:
    """The ids of the cases with this number."""
    return {str(pk) for pk in Case.objects.filter(number__iexact=text).values_list("pk", flat=True)}
