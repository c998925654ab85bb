"""What the page of a case shows: its facts in words, its needs, buttons and history."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.cases.choices import (
    CaseState,
    NeedState,
    NoteKind,
    StepKind,
    Urgency,
)
from casework.cases.choices_of_facts import Situation, Withheld
from casework.cases.models import Case, CaseNeed, CaseStep, Note
from casework.cases.note_readers import names_in, readers_of
from casework.cases.panels import CaseButton, HistoryEntry, StoryKind, Text
from casework.cases.selectors import (
    Sight,
    is_settled,
    may_finish,
    may_reopen,
    needs_for,
    notes_for,
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
    NeedState.PARTLY: "teal",
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
    yield _("Age"), "" if case.known_age is None else str(case.known_age)
    if sight.leads:
        yield from _for_reports(case)
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


def _for_reports(case: Case) -> Iterator[tuple[str, Any]]:
    """What was asked for the sake of reports and eligibility; where nobody asked, nothing."""
    yield _("Year of birth"), "" if case.birth_year is None else str(case.birth_year)
    yield _("Sex"), case.get_sex_display()
    yield _("District"), case.district
    yield _("Situation"), _labels(Situation, case.situation)
    yield _("What the person would rather not say"), _labels(Withheld, case.not_said)


def _labels(choices: type[TextChoices], values: Iterable[str]) -> str:
    return ", ".join(str(choices(value).label) for value in values)


def tasks_of(case: Case, needs: Iterable[CaseNeed], sight: Sight) -> list[dict[str, Any]]:
    """The needs with their states; those that this person can settle are links."""
    settles = may_finish(case, sight) and case.state != CaseState.CLOSED
    return [_task(case, need, settles) for need in needs]


def closing_hint(case: Case, needs: Iterable[CaseNeed], sight: Sight) -> str:
    """What to do once nothing is left to be done, for who may close the case."""
    listed = list(needs)
    is_over = case.state == CaseState.CLOSED or not is_settled(listed)
    if is_over or not may_finish(case, sight):
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
    yield CaseButton(_("Print the case"), reverse("case_print", args=[case.pk]), order=97)
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
        is_main = is_settled(sight.once(needs_for, case))
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
    readers = partial(readers_of, sight=sight, names=names_in(notes.values()))
    for step in steps_for(case, sight):
        note = notes.pop(step.note_id, None) if step.note_id else None
        yield _step_entry(step, note, sight, readers)
    for note in notes.values():
        entry = _note_entry(NoteKind(note.kind).label, note, readers)
        yield replace(entry, kind=StoryKind.CONTACTS)


def _step_entry(
    step: CaseStep, note: Note | None, sight: Sight, readers: Callable[[Note], str]
) -> HistoryEntry:
    """A step, with what was said in its note where the person may read it."""
    title: Text = StepKind(step.kind).label
    if step.kind == StepKind.PHASE:
        title = _("Case moved to the phase: %(phase)s") % {"phase": step.get_phase_display()}
    if sight.leads and step.kind == StepKind.CLOSED and hasattr(step, "closing"):
        title = f"{title}: {step.closing.get_outcome_display()}"
    if note is not None:
        return _note_entry(title, note, readers)
    by = person_of_body(step.by, step.group.organisation.name) if step.group else ""
    return HistoryEntry(title, step.at, by=by)


def _note_entry(title: Text, note: Note, readers: Callable[[Note], str]) -> HistoryEntry:
    return HistoryEntry(
        title,
        note.created_at,
        by=author_of(note),
        text=note.text,
        remark=readers(note),
    )


def author_of(note: Note) -> str:
    """Who wrote a note, and for which body."""
    return person_of_body(note.author, note.author_group.organisation.name)


def person_of_body(person: User | None, body: str) -> str:
    """A person with the body for which they acted."""
    return f"{person.full_name}, {body}" if person else body
