"""What the page of a case shows: its facts in words, its needs, buttons and history."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.cases.choices import (
    UNSETTLED,
    CaseState,
    NeedState,
    NoteVisibility,
    StepKind,
    Urgency,
)
from casework.cases.models import Case, CaseNeed, CaseStep, Note
from casework.cases.panels import CaseButton, HistoryEntry, Text
from casework.cases.selectors import (
    Sight,
    may_finish,
    may_reopen,
    notes_for,
    settled,
    steps_for,
)
from casework.partners.choices import Phase
from casework.partners.words import feature_words, language_name
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.privacy.search.numbers import shown_phone
from ostoja.ui.templatetags.ui import local_time, phone

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
    """Urgency, state and phase, each with its colour; before them that somebody is late."""
    is_late = case.due_at is not None and case.due_at < timezone.now()
    # Django's get_…_display makes all choices hashable each time: a third of a list's rows.
    urgency, state = Urgency(case.urgency), CaseState(case.state)
    return [
        *([(_("overdue"), "red")] if is_late else []),
        (str(urgency.label), URGENCY_COLOURS[urgency]),
        (str(state.label), STATE_COLOURS[state]),
        (str(Phase(case.phase).label), "grey"),
        *([(_("restricted"), "purple")] if case.is_restricted else []),
    ]


def rows_of(case: Case, sight: Sight) -> list[dict[str, Any]]:
    """The facts this person may know, for a summary list."""
    return [{"key": key, "value": value} for key, value in _facts(case, sight) if value]


def _facts(case: Case, sight: Sight) -> Iterator[tuple[str, Any]]:
    if sight.may(Permission.CASE_PERSON):
        yield _("Name"), case.person_name
        yield _("Telephone"), phone(shown_phone(case.phone)) if case.phone else ""
        yield _("PESEL"), case.pesel
        yield _("How the person may be reached safely"), case.contact_rules
    yield _("Why not everybody may see the case"), case.restricted_because
    yield _("Age"), "" if case.age is None else str(case.age)
    yield _("Language of the person"), language_name(case.language)
    yield (
        _("What the person needs in order to come and to understand"),
        feature_words(case.accessibility),
    )
    yield _("Led by"), str(case.lead)
    if sight.leads:
        yield _("Worker"), str(case.worker) if case.worker else _("nobody yet")
    yield _("Somebody must act by"), local_time(case.due_at)
    yield pgettext("case", "Opened"), local_time(case.opened_at)
    yield pgettext("case", "Closed"), local_time(case.closed_at)


def tasks_of(case: Case, needs: Iterable[CaseNeed], sight: Sight) -> list[dict[str, Any]]:
    """The needs with their states; those that this person can settle are links."""
    settles = may_finish(case, sight) and case.state != CaseState.CLOSED
    return [_task(case, need, settles) for need in needs]


def closing_hint(case: Case, needs: Iterable[CaseNeed], sight: Sight) -> str:
    """What to do once nothing is left to be done, for who may close the case."""
    listed = list(needs)
    is_settled = listed and not any(need.state in UNSETTLED for need in listed)
    if not is_settled or case.state == CaseState.CLOSED or not may_finish(case, sight):
        return ""
    if all(need.state == NeedState.MET for need in listed):
        return _("All needs are met. Tell the person, and then you can close the case.")
    return _("No need is open any more. Tell the person, and then you can close the case.")


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
    if sight.may(Permission.CASE_ANNOTATE):
        yield CaseButton(_("Add a note"), reverse("case_note", args=[case.pk]), order=50)
    if case.state == CaseState.CLOSED:
        if may_reopen(case, sight):
            yield CaseButton(_("Reopen the case"), reverse("case_reopen", args=[case.pk]), order=90)
        return
    if sight.may(Permission.CASE_CHANGE):
        restrict = reverse("case_restrict", args=[case.pk])
        yield CaseButton(_("Who may see it"), restrict, order=96)
        yield CaseButton(_("Change the case"), reverse("case_edit", args=[case.pk]), order=60)
        yield from _worker_buttons(case, sight)
    if may_finish(case, sight):
        # Once nothing is left to be done, closing is the main thing.
        is_main = settled(Case.objects.filter(pk=case.pk)).exists()
        url = reverse("case_close", args=[case.pk])
        yield CaseButton(_("Close the case"), url, order=15 if is_main else 90, is_main=is_main)


def _worker_buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """Take it where nobody works on it, take it over knowingly, give one's own back, or give it
    to a colleague.
    """
    give = f"{reverse('cases_together', args=['give'])}?case={case.pk}"
    yield CaseButton(_("Give to a colleague"), give, order=81)
    take, release = (reverse(name, args=[case.pk]) for name in ("case_take", "case_release"))
    if case.worker is None:
        sends = ("instead_of", "")
        yield CaseButton(_("Take the case"), take, order=10, is_main=True, posts=True, sends=sends)
    elif case.worker_id == sight.person.pk:
        yield CaseButton(_("Give back to the team"), release, order=80, posts=True)
    else:
        yield CaseButton(_("Take over the case"), take, order=80)


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """The opening, what happened to the case, and the notes that this person may read."""
    yield HistoryEntry(_("Case opened"), case.opened_at)
    notes = {note.pk: note for note in notes_for(case, sight)}
    for step in steps_for(case, sight):
        note = notes.pop(step.note_id, None) if step.note_id else None
        yield _step_entry(step, note, sight)
    for note in notes.values():
        yield _note_entry(_("Note"), note, sight)


def _step_entry(step: CaseStep, note: Note | None, sight: Sight) -> HistoryEntry:
    """A step, with what was said in its note where the person may read it."""
    title = StepKind(step.kind).label
    if note is not None:
        return _note_entry(title, note, sight)
    by = person_of_body(step.by, step.group.organisation.name) if step.group else ""
    return HistoryEntry(title, step.at, by=by)


def _note_entry(title: Text, note: Note, sight: Sight) -> HistoryEntry:
    return HistoryEntry(
        title,
        note.created_at,
        by=author_of(note),
        text=note.text,
        remark=readers_of(note, sight),
    )


def readers_of(note: Note, sight: Sight) -> str:
    """Who reads a note, in words for this reader: "my organisation" is its author's alone."""
    if note.author_group_id in sight.groups or note.visibility == NoteVisibility.EVERYBODY:
        return note.get_visibility_display()
    body = note.author_group.organisation.name
    return _("%(body)s, the lead and the coordinator") % {"body": body}


def author_of(note: Note) -> str:
    """Who wrote a note, and for which body."""
    return person_of_body(note.author, note.author_group.organisation.name)


def person_of_body(person: User | None, body: str) -> str:
    """A person with the body for which they acted."""
    return f"{person.full_name}, {body}" if person else body
