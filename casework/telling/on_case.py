"""What this room adds to the page of a case and to its story."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases import along, panels
from casework.cases.models import Case
from casework.cases.panels import CaseButton, CasePanel, HistoryEntry, StoryKind
from casework.cases.selectors import Sight
from casework.telling import page
from casework.telling.choices import NOTICES, Result, State
from casework.telling.models import Attempt, Telling
from casework.telling.selectors import any_of_case, tellings_of

KNOWN = "has_tellings"


def _tellings(case: Case, sight: Sight) -> Iterable[Telling]:
    """Nothing is asked where there is none."""
    return tellings_of(case, sight) if getattr(case, KNOWN, True) else ()


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """What waits, and what the person was told last."""
    found = sight.once(_tellings, case)
    waiting = [one for one in found if one.state == State.WAITING]
    told = [one for one in found if one.state == State.TOLD][:1]
    rows = [page.row_of(one) for one in (*waiting, *told)]
    return CasePanel("telling/case_panel.html", {"rows": rows}) if rows else None


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """The one that is late first, at hand."""
    waiting = [one for one in sight.once(_tellings, case) if one.state == State.WAITING]
    if waiting:
        first = min(waiting, key=lambda one: one.due_at)
        yield CaseButton(_("Tell the person"), reverse("telling", args=[first.pk]), order=25)


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """When the person was told what and how; tries that did not reach them; why nobody told."""
    for telling in sight.once(_tellings, case):
        for attempt in telling.attempts.all():
            yield _of_attempt(telling, attempt)
        if telling.state == State.NOT_TOLD and telling.ended_at is not None:
            yield HistoryEntry(
                _("The person was not told: %(what)s") % {"what": telling.get_what_display()},
                telling.ended_at,
                by=telling.ended_by.full_name if telling.ended_by else "",
                text=telling.remarks,
                remark=telling.get_why_not_display(),
            )


def _of_attempt(telling: Telling, attempt: Attempt) -> HistoryEntry:
    words = {"what": telling.get_what_display(), "way": attempt.get_way_display()}
    if attempt.result == Result.TOLD:
        title = _("The person was told %(way)s: %(what)s") % words
    elif attempt.way in NOTICES:
        title = _("The person was sent %(way)s, so that they look at the conversation") % words
    else:
        title = _("Somebody tried to tell the person %(way)s: %(what)s") % words
    remark = attempt.get_result_display() if attempt.result != Result.TOLD else ""
    if attempt.stopped:
        remark = _("It did not leave: %(why)s") % {"why": attempt.get_stopped_display()}
    by = attempt.by.full_name if attempt.by else ""
    return HistoryEntry(title, attempt.at, by=by, text=attempt.note, remark=remark)


def register_all() -> None:
    """Called when the app starts."""
    along.register(KNOWN, any_of_case)
    panels.register(95, panel)
    panels.register_buttons(buttons)
    panels.register_history(history, StoryKind.CONTACTS)
