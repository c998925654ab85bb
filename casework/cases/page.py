"""What the page of a case shows: its facts in words, its needs, buttons and history."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.cases.choices import CaseState, NeedState, Urgency
from casework.cases.models import Case, CaseNeed, Note
from casework.cases.panels import CaseButton, HistoryEntry
from casework.cases.selectors import Sight, may_finish, notes_for
from casework.partners.words import feature_words, language_name
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.ui.templatetags.ui import local_time

URGENCY_COLOURS = {
    Urgency.IMMEDIATE: "red",
    Urgency.URGENT: "orange",
    Urgency.SOON: "yellow",
    Urgency.ROUTINE: "grey",
}
STATE_COLOURS = {
    CaseState.OPEN: "blue",
    CaseState.COORDINATED: "purple",
    CaseState.CLOSED: "grey",
}
NEED_COLOURS = {
    NeedState.OPEN: "yellow",
    NeedState.REFERRED: "blue",
    NeedState.MET: "green",
    NeedState.UNMET: "red",
    NeedState.DROPPED: "grey",
}


def tags_of(case: Case) -> list[tuple[str, str]]:
    """Urgency, state and phase, each with its colour."""
    return [
        (case.get_urgency_display(), URGENCY_COLOURS[Urgency(case.urgency)]),
        (case.get_state_display(), STATE_COLOURS[CaseState(case.state)]),
        (case.get_phase_display(), "grey"),
    ]


def rows_of(case: Case, sight: Sight) -> list[dict[str, Any]]:
    """The facts this person may know, for a summary list."""
    return [{"key": key, "value": value} for key, value in _facts(case, sight) if value]


def _facts(case: Case, sight: Sight) -> Iterator[tuple[str, Any]]:
    if sight.may(Permission.CASE_PERSON):
        yield _("Name"), case.person_name
        yield _("How the person may be reached safely"), case.contact_rules
    yield _("Age"), "" if case.age is None else str(case.age)
    yield _("Language of the person"), language_name(case.language)
    yield (
        _("What the person needs in order to come and to understand"),
        feature_words(case.accessibility),
    )
    yield _("Led by"), str(case.lead)
    if sight.leads:
        yield _("Worker"), str(case.worker) if case.worker else _("nobody yet")
    yield pgettext("case", "Opened"), local_time(case.opened_at)
    yield pgettext("case", "Closed"), local_time(case.closed_at)


def tasks_of(case: Case, needs: Iterable[CaseNeed], sight: Sight) -> list[dict[str, Any]]:
    """The needs with their states; those that this person can settle are links."""
    settles = may_finish(case, sight) and case.state != CaseState.CLOSED
    return [_task(case, need, settles) for need in needs]


def _task(case: Case, need: CaseNeed, settles: bool) -> dict[str, Any]:
    can_change = settles and need.state != NeedState.REFERRED
    return {
        "title": str(need.need),
        "state": need.get_state_display(),
        "state_colour": NEED_COLOURS[NeedState(need.state)],
        "url": reverse("need_settle", args=[case.pk, need.pk]) if can_change else "",
    }


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """What this room lets a person do with a case now."""
    is_closed = case.state == CaseState.CLOSED
    if sight.may(Permission.CASE_ANNOTATE):
        yield CaseButton(_("Add a note"), reverse("case_note", args=[case.pk]), order=50)
    if is_closed:
        return
    if sight.may(Permission.CASE_CHANGE):
        yield CaseButton(_("Change the case"), reverse("case_edit", args=[case.pk]), order=60)
        if case.worker is None:
            take = reverse("case_take", args=[case.pk])
            yield CaseButton(_("Take the case"), take, order=10, is_main=True, posts=True)
    if may_finish(case, sight):
        yield CaseButton(_("Close the case"), reverse("case_close", args=[case.pk]), order=90)


def history(case: Case, user: User) -> Iterator[HistoryEntry]:
    """The opening, the closing and the notes that this person may read."""
    yield HistoryEntry(_("Case opened"), case.opened_at)
    if case.closed_at:
        yield HistoryEntry(_("Case closed"), case.closed_at)
    for note in notes_for(case, user):
        yield HistoryEntry(
            _("Note"),
            note.created_at,
            by=author_of(note),
            text=note.text,
            remark=note.get_visibility_display(),
        )


def author_of(note: Note) -> str:
    """Who wrote a note, and for which body."""
    return person_of_body(note.author, note.author_group.organisation.name)


def person_of_body(person: User | None, body: str) -> str:
    """A person with the body for which they acted."""
    return f"{person.full_name}, {body}" if person else body
