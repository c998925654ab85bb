"""The log: what a person writes into it, and what other actions leave there."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Group

from casework.cases.actions import sent_before
from casework.incidents.actions.locking import locked_incident
from casework.incidents.choices import EntryKind
from casework.incidents.models import Entry, Incident
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def add_entry(
    *,
    submission: UUID,
    incident: Incident,
    text: str,
    for_partners: bool,
    by: User | None,
    is_sample: bool = False,
) -> Entry:
    """Write what happened; the same submission sent again gives the first result."""
    incident = locked_incident(incident.pk)
    first = sent_before(incident.entries.all(), submission, by=by)
    if first is not None:
        return first
    entry = Entry.objects.create(
        submission=submission,
        incident=incident,
        text=text,
        for_partners=for_partners,
        group=body_of(by),
        by=by,
        is_sample=is_sample,
    )
    record("incident.logged", by=by, on=entry, subject=incident)
    return entry


def note(
    incident: Incident,
    kind: EntryKind,
    facts: dict[str, Any],
    *,
    by: User | None,
    text: str = "",
    for_partners: bool = True,
    group: Group | None = None,
) -> Entry:
    """What another action leaves in the log, in its transaction; ``facts`` tell of nobody."""
    return Entry.objects.create(
        submission=uuid4(),
        incident=incident,
        kind=kind,
        facts=facts,
        text=text,
        for_partners=for_partners,
        group=group or body_of(by),
        by=by,
        is_sample=incident.is_sample,
    )


def body_of(user: User | None) -> Group | None:
    """On whose behalf they write: the first of their bodies that logs incidents, and none that is
    only called up, since its other people read what is its own.
    """
    if user is None:
        return None
    groups = groups_with(user, Permission.INCIDENT_LOG)
    return Group.objects.filter(pk__in=groups).order_by("name").first()
