"""What playbooks add to the page of a case and its tasks, and to its closing."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from casework.cases.closing import ClosingRule, OpenThing
from casework.cases.models import Case, CaseTask
from casework.cases.page import person_of_body
from casework.cases.panels import CasePanel, HistoryEntry
from casework.cases.selectors import Sight, sight_of
from casework.cases.task_selectors import tasks_for
from casework.playbooks import page
from casework.playbooks.actions.running import end_with_case
from casework.playbooks.choices import OF_REFERRALS, LeadsTo
from casework.playbooks.models import PlaybookStep, RunStep
from casework.playbooks.selectors import may_start, open_duties, runs_of
from ostoja.accounts.models import User
from ostoja.ui.city import facts_here


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """What runs or ran in the case, with how far it is."""
    if not facts_here().has("playbooks"):
        return None
    cards = [page.card_of(run) for run in sight.once(runs_of, case)]
    url = reverse("case_playbook_start", args=[case.pk]) if may_start(case, sight) else ""
    if not cards and not url:
        return None
    return CasePanel("playbooks/case_panel.html", {"cards": cards, "start_url": url})


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """When playbooks were started and how they ended; their steps are tasks."""
    for run in sight.once(runs_of, case):
        body = run.group.organisation.name
        title = _("Playbook started: %(title)s") % {"title": run.edition.title}
        yield HistoryEntry(title, run.started_at, by=person_of_body(run.started_by, body))
        if run.ended_at:
            title = f"{_('Playbook')} {run.get_state_display()}: {run.edition.title}"
            by = run.ended_by.full_name if run.ended_by else ""
            yield HistoryEntry(title, run.ended_at, by=by, text=run.reason)


def remarks(task: CaseTask, user: User) -> Iterator[dict[str, Any]]:
    """What the playbook says of a task, for the task's own page."""
    own = RunStep.objects.select_related("step", "run__edition").filter(task=task).first()
    if own is None:
        return
    step, case = own.step, task.case
    address = reverse("playbook_run", args=[own.run_id])
    rows = [
        (_("How"), step.instructions),
        (_("Who does it"), str(step.get_doer_display())),
        (_("With which body"), step.body),
        (_("Form to fill in"), step.form),
        (_("Act and article"), step.law),
        (_("Who must never see it"), page.warned(step)),
        (_("Page"), _link(step, case)),
    ]
    if sight_of(case, user).leads:
        rows.append((_("Playbook"), format_html(page.LINK, address, own.run.edition.title)))
    yield from ({"key": key, "value": value} for key, value in rows if value)


def _link(step: PlaybookStep, case: Case) -> str:
    """To the page on which the step is done, where the city has it."""
    if not step.leads_to or (step.leads_to in OF_REFERRALS and not facts_here().has("referrals")):
        return ""
    label = LeadsTo(step.leads_to).label
    return format_html(page.LINK, reverse(step.leads_to, args=[case.pk]), label)


def _obstacle(case: Case) -> str:
    duty = open_duties(case).first()
    if duty is None:
        return ""
    words = _(
        "A duty of the law is still to be done: %(task)s. Do it, or leave it out and say why."
    )
    return words % {"task": duty.title}


def _open_things(case: Case, user: User) -> Iterator[OpenThing]:
    """The duties of the law that must be done, or left out with a reason, each by itself."""
    seen = tasks_for(case, sight_of(case, user))
    for duty in open_duties(case).filter(pk__in=seen.values("pk")):
        yield OpenThing(duty.title, reverse("case_task", args=[duty.pk]))


CLOSING_RULE = ClosingRule(_obstacle, end_with_case, open_things=_open_things)
