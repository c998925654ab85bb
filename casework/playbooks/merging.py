"""What runs in two cases, when they become one."""

from django.utils.translation import gettext as _

from casework.cases import merging
from casework.cases.models import Case
from casework.playbooks.choices import RunState
from casework.playbooks.models import PlaybookRun


def _obstacle(kept: Case, merged: Case) -> str:
    """A playbook runs once in a case, so that nobody does its steps twice."""
    running = PlaybookRun.objects.filter(state=RunState.RUNNING)
    theirs = running.filter(case=merged).values("edition__playbook")
    if running.filter(case=kept, edition__playbook__in=theirs).exists():
        return _("The same playbook runs in both cases. Stop one of the two first.")
    return ""


def register_all() -> None:
    """Called when the app starts."""
    nothing = merging.Mover(lambda kept, merged: [], lambda kept, merged, moved: None, _obstacle)
    merging.register("playbooks", nothing)
    merging.follow(PlaybookRun)
