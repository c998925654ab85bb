"""What pages show of playbooks: steps in words, how far a run is, and what one can do."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from casework.cases import task_page
from casework.cases.choices_of_tasks import TaskState
from casework.cases.panels import CaseButton
from casework.cases.task_selectors import is_overdue
from casework.playbooks.actions.running import due_of
from casework.playbooks.choices import EditionState, LeadsTo, RunState
from casework.playbooks.models import Edition, Playbook, PlaybookRun, PlaybookStep
from casework.playbooks.selectors import draft_of, in_force
from ostoja.ui.templatetags.ui import local_time

LINK = '<a class="govuk-link" href="{}">{}</a>'
RUN_COLOURS = {
    RunState.RUNNING: "blue",
    RunState.FINISHED: "green",
    RunState.STOPPED: "grey",
    RunState.CLOSED: "grey",
}
HOURS_IN_WORDS = 48


def time_in_words(step: PlaybookStep, titles: dict[str, str]) -> str:
    """Within what time, and from when it counts."""
    if step.within_hours is None:
        return ""
    within = _("within %(time)s") % {"time": duration(step.within_hours)}
    if step.after:
        words = _("%(within)s of the end of “%(step)s”")
        return words % {"within": within, "step": titles.get(step.after, step.after)}
    return _("%(within)s of the start") % {"within": within}


def duration(hours: int) -> str:
    """Whole days where it is some days, else hours."""
    if hours < HOURS_IN_WORDS or hours % 24:
        return npgettext("within", "%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return npgettext("within", "%(n)d day", "%(n)d days", hours // 24) % {"n": hours // 24}


def warned(step: PlaybookStep) -> str:
    """Who must never see it, as a warning."""
    return (
        _("Never show it to: %(who)s") % {"who": step.never_shown_to}
        if (step.never_shown_to)
        else ""
    )


def steps_of(edition: Edition, start: datetime | None = None) -> list[dict[str, Any]]:
    """Each step with its facts for a summary list; with ``start`` also when it would be due."""
    steps = list(edition.steps.all())
    titles = {step.key: step.title for step in steps}
    return [
        {
            "step": step,
            "number": number,
            "rows": _rows(step, titles, start),
            "warning": warned(step),
        }
        for number, step in enumerate(steps, start=1)
    ]


def _rows(
    step: PlaybookStep, titles: dict[str, str], start: datetime | None
) -> list[dict[str, Any]]:
    due = due_of(step, start) if start and not step.after else None
    facts = [
        (_("How"), step.instructions),
        (_("Who does it"), step.get_doer_display()),
        (_("With which body"), step.body),
        (_("By when"), time_in_words(step, titles)),
        (_("If you start now"), local_time(due) if due else ""),
        (_("Form to fill in"), step.form),
        (_("Page"), LeadsTo(step.leads_to).label if step.leads_to else ""),
        (_("Act and article"), step.law),
    ]
    return [{"key": key, "value": value} for key, value in facts if value]


def state_of(playbook: Playbook) -> list[tuple[str, str]]:
    """The tags of one playbook: whether it holds, is approved, is being changed."""
    edition, draft = in_force(playbook), draft_of(playbook)
    tags = []
    if not playbook.is_active:
        tags.append((_("switched off"), "grey"))
    if edition is None:
        tags.append((_("not in force yet"), "grey"))
    elif edition.approved_at is None:
        tags.append((_("needs approval of a supervisor"), "yellow"))
    else:
        tags.append((_("approved"), "green"))
    if draft is not None and edition is not None:
        tags.append((_("a new edition is being written"), "blue"))
    return tags


def card_in_list(playbook: Playbook) -> dict[str, Any]:
    """One in the list of playbooks."""
    shown = in_force(playbook) or draft_of(playbook)
    number = getattr(shown, "number_of_steps", 0)
    return {
        "title": shown.title if shown else playbook.key,
        "url": reverse("playbook", args=[playbook.pk]),
        "tags": state_of(playbook),
        "kind": playbook.get_kind_display(),
        "steps": ngettext("%(n)d step", "%(n)d steps", number) % {"n": number},
    }


def card_of(run: PlaybookRun) -> dict[str, Any]:
    """A run on the page of its case."""
    ended, number = progress(run)
    state = RunState(run.state)
    return {
        "title": run.edition.title,
        "url": reverse("playbook_run", args=[run.pk]),
        "state": run.get_state_display(),
        "state_colour": RUN_COLOURS[state],
        "text": progress_in_words(ended, number),
        "ended": ended,
        "number": number,
        "is_late": state == RunState.RUNNING
        and any(is_overdue(one.task) for one in run.steps.all()),
    }


def progress(run: PlaybookRun) -> tuple[int, int]:
    """How many of the steps have ended, and how many there are."""
    states = [one.task.state for one in run.steps.all()]
    return sum(state != TaskState.OPEN for state in states), len(states)


def progress_in_words(ended: int, number: int) -> str:
    """The same in words."""
    return _("%(ended)d of %(number)d steps are behind you.") % {"ended": ended, "number": number}


def tasks_of(run: PlaybookRun) -> list[dict[str, Any]]:
    """The steps of a run as things to do."""
    return [task_page.row_of(one.task) for one in run.steps.all()]


def editing_buttons(playbook: Playbook, *, may_change: bool, may_approve: bool) -> list[CaseButton]:
    """What this person can do with a playbook."""
    edition, draft = in_force(playbook), draft_of(playbook)
    found = []
    if may_approve and edition is not None and edition.approved_at is None:
        url = reverse("playbook_approve", args=[playbook.pk])
        sends = ("edition", str(edition.pk))
        found.append(CaseButton(_("Approve"), url, is_main=True, posts=True, sends=sends))
    if not may_change:
        return found
    if draft is not None:
        found.append(CaseButton(_("Go on writing"), reverse("playbook_edit", args=[playbook.pk])))
    else:
        url = reverse("playbook_draft", args=[playbook.pk])
        found.append(CaseButton(_("Write a new edition"), url, posts=True))
    label = _("Switch off") if playbook.is_active else _("Switch on")
    sends = ("on", "" if playbook.is_active else "yes")
    url = reverse("playbook_switch", args=[playbook.pk])
    return [*found, CaseButton(label, url, posts=True, sends=sends)]


def shown_edition(playbook: Playbook, editions: Iterable[Edition], wanted: str) -> Edition | None:
    """The edition that was asked for by its number, else what is in force, else the draft."""
    asked: Sequence[Edition] = [one for one in editions if str(one.number) == wanted]
    return asked[0] if asked else in_force(playbook) or draft_of(playbook)


def is_replaced(edition: Edition) -> bool:
    """Whether another one is in force in its place."""
    return edition.state == EditionState.RETIRED
