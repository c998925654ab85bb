"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

STAFF = _("Consultants, coordinators, supervisors and administrators see it.")
OF_THE_CASE = _("Those who lead or coordinate the case see it. Partners see their own tasks.")

HELP: Mapping[Names, Help] = {
    ("playbooks", "playbook"): Help(
        purpose=_("Here you read what is done in each kind of crisis."),
        first=_("Open the one that fits. Look at duties by law and warnings."),
        after=_("Start it on the page of a case."),
        seen_by=STAFF,
    ),
    ("playbook_new", "playbook_edit"): Help(
        purpose=_("Write what is to be done, step by step."),
        first=_("Put the steps in order. One step is one thing."),
        after=_("Put it into force. Then a supervisor approves it."),
        seen_by=STAFF,
    ),
    ("playbook_step_new", "playbook_step_edit"): Help(
        purpose=_("Write one step: what, how, by whom and by when."),
        first=_("If the law demands it, name the article."),
        after=_("In a case the step becomes a task."),
        seen_by=STAFF,
    ),
    (
        "playbook_draft",
        "playbook_publish",
        "playbook_discard",
        "playbook_approve",
        "playbook_switch",
        "playbook_step_move",
    ): Help(
        purpose=_("Change a playbook, or approve it."),
        first=_("Read it once more as a whole."),
        after=_("What runs in cases keeps its steps."),
        seen_by=STAFF,
    ),
    "case_playbook_start": Help(
        purpose=_("Start a playbook in this case."),
        first=_("Look at its steps before you start."),
        after=_("Each step becomes a task with its time."),
        seen_by=OF_THE_CASE,
    ),
    ("playbook_run", "playbook_run_stop"): Help(
        purpose=_("How far the playbook is in this case."),
        first=_("Begin with what is overdue."),
        after=_("If you leave a step out or stop, say why."),
        seen_by=OF_THE_CASE,
    ),
}
