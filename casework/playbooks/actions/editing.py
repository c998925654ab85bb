"""Writing a draft: the playbook itself, and its steps."""

from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.playbooks.choices import EditionState
from casework.playbooks.models import Edition, Playbook, PlaybookStep
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record

SAID = ("title", "instructions", "doer", "body", "within_hours", "after", "leads_to", "form")
OF_THE_LAW = ("is_duty", "law", "never_shown_to")


class StepFacts(TypedDict):
    """What is written of a step, as ``StepForm`` gives it."""

    title: str
    instructions: str
    doer: str
    body: str
    within_hours: int | None
    after: str
    leads_to: str
    form: str
    is_duty: bool
    law: str
    never_shown_to: str


@action
def add_playbook(
    *, submission: UUID, kind: str, title: str, summary: str, by: User | None
) -> Playbook:
    """Begin a playbook of the city's own, with an empty draft; a repeat gives the first."""
    key = f"{slugify(title)[:40] or 'schemat'}-{submission.hex[:8]}"
    playbook, is_new = Playbook.objects.get_or_create(key=key, defaults={"kind": kind})
    if is_new:
        Edition.objects.create(playbook=playbook, number=1, title=title, summary=summary)
    record("playbook.added" if is_new else "playbook.sent_again", by=by, on=playbook)
    return playbook


@action
def begin_draft(*, playbook: Playbook, by: User | None) -> Edition:
    """A draft with everything that holds now; the one that is being written, where there is one."""
    playbook = Playbook.objects.select_for_update().get(pk=playbook.pk)
    draft = playbook.editions.filter(state=EditionState.DRAFT).first()
    if draft is None:
        draft = _copied(playbook)
    record("playbook.draft_begun", by=by, on=playbook)
    return draft


def _copied(playbook: Playbook) -> Edition:
    latest = playbook.editions.order_by("-number").first()
    if latest is None:
        raise NotAllowed(_("This playbook has no edition to begin from."))
    draft = Edition.objects.create(
        playbook=playbook,
        number=latest.number + 1,
        title=latest.title,
        summary=latest.summary,
    )
    copies = [
        PlaybookStep(edition=draft, key=step.key, position=step.position, **facts_of(step))
        for step in latest.steps.all()
    ]
    PlaybookStep.objects.bulk_create(copies)
    return draft


def facts_of(step: PlaybookStep) -> dict[str, Any]:
    """What a step says."""
    return {name: getattr(step, name) for name in (*SAID, *OF_THE_LAW)}


@action
def change_draft(
    *, draft: Edition, version: int, kind: str, title: str, summary: str, by: User | None
) -> Edition:
    """Change what the draft as a whole says."""
    changed = _locked_draft(draft, version)
    changed.title, changed.summary = title, summary
    changed.save(update_fields=["title", "summary", "version"])
    Playbook.objects.filter(pk=changed.playbook_id).update(kind=kind)
    record("playbook.changed", by=by, on=changed.playbook)
    return changed


@action
def add_step(
    *, draft: Edition, submission: UUID, by: User | None, **facts: Unpack[StepFacts]
) -> PlaybookStep:
    """Add a step at the end; a repeat with the same id gives the first."""
    locked = Edition.objects.select_for_update().select_related("playbook").get(pk=draft.pk)
    _refuse_published(locked)
    key = f"{slugify(facts['title'])[:40] or 'krok'}-{submission.hex[:8]}"
    first = locked.steps.filter(key=key).first()
    if first is not None:
        record("playbook.sent_again", by=by, on=locked.playbook)
        return first
    last = locked.steps.order_by("position").last()
    position = last.position + 1 if last else 1
    step = PlaybookStep.objects.create(edition=locked, key=key, position=position, **facts)
    _touch(locked)
    record("playbook.step_added", by=by, on=locked.playbook)
    return step


@action
def change_step(
    *, step: PlaybookStep, version: int, by: User | None, **facts: Unpack[StepFacts]
) -> PlaybookStep:
    """Change a step of a draft; ``version`` is the draft's."""
    draft = _locked_draft(step.edition, version)
    if facts["after"] == step.key:
        raise NotAllowed(_("A step cannot count from itself."))
    for name, value in facts.items():
        setattr(step, name, value)
    step.save(update_fields=list(facts))
    draft.save(update_fields=["version"])
    record("playbook.step_changed", by=by, on=draft.playbook)
    return step


@action
def move_step(*, step: PlaybookStep, by: User | None, up: bool) -> PlaybookStep:
    """Let a step change its place with the one before or after it; the first one stays first."""
    draft = Edition.objects.select_for_update().select_related("playbook").get(pk=step.edition_id)
    _refuse_published(draft)
    steps = list(draft.steps.order_by("position"))
    here = next(place for place, one in enumerate(steps) if one.pk == step.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(steps):
        steps[here], steps[there] = steps[there], steps[here]
        _put_in_order(steps)
        _touch(draft)
    record("playbook.step_moved", by=by, on=draft.playbook)
    return step


@action
def remove_step(*, step: PlaybookStep, by: User | None) -> None:
    """Take a step out of a draft; what counted from it counts from the start."""
    draft = Edition.objects.select_for_update().select_related("playbook").get(pk=step.edition_id)
    _refuse_published(draft)
    draft.steps.filter(after=step.key).update(after="")
    draft.steps.filter(pk=step.pk).delete()
    _put_in_order(list(draft.steps.order_by("position")))
    _touch(draft)
    record("playbook.step_removed", by=by, on=draft.playbook)


def _put_in_order(steps: list[PlaybookStep]) -> None:
    for position, step in enumerate(steps, start=1):
        step.position = position
    PlaybookStep.objects.bulk_update(steps, ["position"])


def _locked_draft(draft: Edition, version: int) -> Edition:
    locked = lock(Edition, draft.pk, version)
    _refuse_published(locked)
    return locked


def _refuse_published(edition: Edition) -> None:
    if edition.state != EditionState.DRAFT:
        raise NotAllowed(_("This edition was published and stays as it is. Begin a new draft."))


def _touch(draft: Edition) -> None:
    """Somebody changed it: a form that was filled from what it was is told."""
    draft.version += 1
    draft.save(update_fields=["version"])
