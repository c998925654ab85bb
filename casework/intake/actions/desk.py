"""How consultants work: breaks, the city's promise and limit, replies to begin from."""

from typing import Any
from uuid import UUID

from casework.intake.desk.news import tell_inbox
from casework.intake.models import CannedReply, DeskSettings, Pause
from ostoja.access import versions
from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.profile.models import CityProfile


@action
def go_on_break(*, by: User) -> Pause:
    """Colleagues see it, and give this person nothing; what they hold stays with them."""
    pause, is_new = Pause.objects.get_or_create(person=by)
    record("desk.break_begun" if is_new else "submission.repeated", by=by, on=by)
    tell_inbox()
    return pause


@action
def come_back(*, by: User) -> None:
    """The break is over."""
    number, _rows = Pause.objects.filter(person=by).delete()
    record("desk.break_ended" if number else "submission.repeated", by=by, on=by)
    tell_inbox()


@action
def change_desk_settings(*, version: int, by: User, **facts: Any) -> DeskSettings:
    """What the city promises, the limit, and what to do in danger. Raises ``StaleObject``."""
    row = versions.lock(DeskSettings, DeskSettings.objects.get().pk, version)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    record("desk.settings_changed", by=by, on=row)
    tell_inbox()
    return row


@action
def add_canned_reply(*, submission: UUID, by: User, **facts: Any) -> CannedReply:
    """Add a reply; sent again, gives the first result."""
    # Of two clicks the second waits, and then sees what the first one added.
    CityProfile.objects.select_for_update().get()
    found = CannedReply.objects.filter(pk=submission).first()
    if found is not None:
        record("submission.repeated", by=by, on=found)
        return found
    last = CannedReply.objects.order_by("-position").values_list("position", flat=True).first()
    position = 0 if last is None else last + 1
    reply = CannedReply.objects.create(
        pk=submission, key=submission.hex, position=position, **facts
    )
    record("canned_reply.added", by=by, on=reply)
    return reply


@action
def change_canned_reply(*, pk: UUID, version: int, by: User, **facts: Any) -> CannedReply:
    """Change a reply; what was sent with it stays as it was. Raises ``StaleObject``."""
    reply = versions.lock(CannedReply, pk, version)
    for name, value in facts.items():
        setattr(reply, name, value)
    reply.save()
    record("canned_reply.changed", by=by, on=reply)
    return reply


@action
def remove_canned_reply(*, pk: UUID, version: int, by: User) -> None:
    """Nobody begins from it any more. Raises ``StaleObject``."""
    reply = versions.lock(CannedReply, pk, version)
    record("canned_reply.removed", by=by, on=reply)
    reply.delete()
