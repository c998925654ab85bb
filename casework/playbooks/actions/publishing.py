"""A draft comes into force, is thrown away or approved; a playbook is switched off and on."""

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.playbooks.choices import EditionState
from casework.playbooks.models import Edition, Playbook
from casework.playbooks.rules import problems
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def publish(*, draft: Edition, version: int, by: User | None) -> Edition:
    """Put a draft into force in place of the edition before; what runs in cases stays as it is."""
    Playbook.objects.select_for_update().get(pk=draft.playbook_id)
    published = lock(Edition, draft.pk, version)
    if published.state != EditionState.DRAFT:
        raise NotAllowed(_("This edition was published already."))
    for problem in problems(list(published.steps.all())):
        raise NotAllowed(problem)
    before = Edition.objects.filter(playbook=draft.playbook_id, state=EditionState.PUBLISHED)
    before.update(state=EditionState.RETIRED)
    published.state, published.published_at = EditionState.PUBLISHED, timezone.now()
    published.published_by = by
    published.save(update_fields=["state", "published_at", "published_by", "version"])
    record("playbook.published", by=by, on=published.playbook, number=published.number)
    return published


@action
def discard(*, draft: Edition, version: int, by: User | None) -> None:
    """Throw a draft away; one that was never published goes with its playbook."""
    playbook = Playbook.objects.select_for_update().get(pk=draft.playbook_id)
    found = lock(Edition, draft.pk, version)
    if found.state != EditionState.DRAFT:
        raise NotAllowed(_("This edition was published and stays as it is. Begin a new draft."))
    record("playbook.draft_discarded", by=by, on=playbook)
    found.delete()
    if not playbook.editions.exists():
        playbook.delete()


@action
def approve(*, edition: Edition, by: User) -> Edition:
    """A supervisor of the city says that what is in force is right here; once."""
    found = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if found.state != EditionState.PUBLISHED:
        raise NotAllowed(_("Only what is in force can be approved."))
    if found.approved_at is None:
        found.approved_at, found.approved_by = timezone.now(), by
        found.version += 1
        found.save(update_fields=["approved_at", "approved_by", "version"])
    record("playbook.approved", by=by, on=found.playbook, number=found.number)
    return found


@action
def switch(*, playbook: Playbook, on: bool, by: User | None) -> Playbook:
    """Offer a playbook in cases, or no longer; what is under way goes on."""
    found = Playbook.objects.select_for_update().get(pk=playbook.pk)
    found.is_active = on
    found.save(update_fields=["is_active"])
    record("playbook.switched", by=by, on=found, is_on=on)
    return found
