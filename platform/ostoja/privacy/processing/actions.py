"""Writes: the city's words about its processing of data."""

from typing import Any
from uuid import UUID

from ostoja.access.versions import StaleObject, lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.privacy.processing.models import Activity, Assessment, Controller


@action
def add_controller(*, submission: UUID, by: User, **facts: Any) -> Controller:
    """One more body that decides or works on the data."""
    first = Controller.objects.filter(submission=submission).first()
    if first is not None:
        record("submission.repeated", by=by, on=first)
        return first
    controller = Controller.objects.create(submission=submission, **facts)
    record("processing.controller_added", by=by, on=controller)
    return controller


@action
def change_controller(*, controller: Controller, version: int, by: User, **facts: Any) -> None:
    """Raises ``StaleObject`` when somebody changed it since."""
    _change(lock(Controller, controller.pk, version), facts)
    record("processing.controller_changed", by=by, on=controller)


@action
def remove_controller(*, controller: Controller, by: User) -> None:
    """It is no longer involved; what named it names nobody."""
    record("processing.controller_removed", by=by, on=controller)
    controller.delete()


@action
def change_activity(*, key: str, version: int, by: User, **facts: Any) -> Activity:
    """``version`` is 0 while the city has said nothing of this kind of data."""
    found, is_new = Activity.objects.select_for_update(of=("self",)).get_or_create(key=key)
    if not is_new:
        if found.version != version:
            raise StaleObject(found)
        found.version += 1
    _change(found, facts)
    record("processing.activity_changed", by=by, on=found, key=key)
    return found


@action
def change_assessment(*, version: int, by: User, **facts: Any) -> Assessment:
    """``version`` is 0 while the city has said nothing."""
    found, is_new = Assessment.objects.select_for_update(of=("self",)).get_or_create(only=True)
    if not is_new:
        if found.version != version:
            raise StaleObject(found)
        found.version += 1
    _change(found, facts)
    record("processing.assessment_changed", by=by, on=found)
    return found


def _change(row: Any, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
