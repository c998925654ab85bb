"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from casework.playbooks.models import Edition, PlaybookRun
from ostoja.audit import presenters

LABELS = {
    "playbook.added": _("Playbook begun"),
    "playbook.sent_again": _("Form of a playbook sent twice; nothing was added"),
    "playbook.draft_begun": _("Draft of a playbook begun"),
    "playbook.changed": _("Draft of a playbook changed"),
    "playbook.step_added": _("Step added to a playbook"),
    "playbook.step_changed": _("Step of a playbook changed"),
    "playbook.step_moved": _("Step of a playbook moved"),
    "playbook.step_removed": _("Step of a playbook taken out"),
    "playbook.published": _("Playbook put into force"),
    "playbook.draft_discarded": _("Draft of a playbook thrown away"),
    "playbook.approved": _("Playbook approved"),
    "playbook.switched": _("Playbook switched on or off"),
    "playbook_run.started": _("Playbook started in a case"),
    "playbook_run.stopped": _("Playbook stopped in a case"),
    "playbook_run.finished": _("Playbook finished in a case"),
    "playbook_run.resumed": _("Playbook in a case under way again"),
    "playbook_run.closed": _("Playbook ended with its case"),
    "playbook_run.duty_overdue": _("Those above told of a duty that is overdue"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names("playbooks.playbook", titles)
    presenters.register_names("playbooks.playbookrun", titles_of_runs)


def titles(ids: set[str]) -> dict[str, str]:
    """Playbooks by the title of their latest edition."""
    editions = Edition.objects.filter(playbook__pk__in=ids).order_by("number")
    return {str(one.playbook_id): one.title for one in editions}


def titles_of_runs(ids: set[str]) -> dict[str, str]:
    """Runs by the title of their edition, which tells nothing about a person."""
    found = PlaybookRun.objects.filter(pk__in=ids).select_related("edition")
    return {str(one.pk): one.edition.title for one in found}
