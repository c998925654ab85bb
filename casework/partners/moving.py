"""What of this room and of the kernel moves when two records of one body become one."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners import merging, twins
from casework.partners.leaving import GONE
from casework.partners.merging import Moved, Mover
from casework.partners.models import (
    Activity,
    Application,
    Organisation,
    OrganisationMerge,
    Schedule,
    Service,
    ToldApart,
)
from ostoja.accounts.models import Invitation, Membership

LABELS = {
    twins.SERVICES: gettext_lazy("services"),
    twins.LOCATIONS: gettext_lazy("places"),
    twins.PHONES: gettext_lazy("telephone numbers"),
    twins.CONTACTS: gettext_lazy("people to speak to"),
}


def _gone(kept: Organisation, merged: Organisation) -> Iterator[str]:
    """A suspension must not end by the way, nor people of a body that left come back."""
    for body in (kept, merged):
        if body.agreement_state in GONE:
            words = _("“%(name)s” left the agreement or is suspended. It cannot be merged.")
            yield words % {"name": body.name}


def _move_people(kept: Organisation, merged: Organisation) -> Moved:
    """Whoever holds a role for both holds it once; that it was held twice comes back."""
    here = set(kept.group.memberships.values_list("user", "role"))
    rows = list(merged.group.memberships.order_by("pk"))
    twice = [one for one in rows if (one.user_id, one.role) in here]
    moving = [one.pk for one in rows if (one.user_id, one.role) not in here]
    Membership.objects.filter(pk__in=moving).update(group=kept.group)
    Membership.objects.filter(pk__in=[one.pk for one in twice]).delete()
    return {
        "moved": [str(pk) for pk in moving],
        "twice": [{"user": str(one.user_id), "role": one.role} for one in twice],
    }


def _people_back(kept: Organisation, merged: Organisation, moved: Moved) -> None:
    """A role that was taken away since does not come back."""
    rows = Membership.objects.filter(pk__in=moved["moved"], group=kept.group)
    rows.update(group=merged.group)
    for one in moved["twice"]:
        still = Membership.objects.filter(group=kept.group, user=one["user"], role=one["role"])
        if still.exists():
            Membership.objects.create(group=merged.group, user_id=one["user"], role=one["role"])


def _move_application(kept: Organisation, merged: Organisation) -> Moved:
    """Each body came of one application at most; a second one goes on naming the old record."""
    if Application.objects.filter(organisation=kept).exists():
        return []
    moved = list(Application.objects.filter(organisation=merged))
    Application.objects.filter(organisation=merged).update(organisation=kept)
    return [str(one.pk) for one in moved]


def _application_back(kept: Organisation, merged: Organisation, moved: Moved) -> None:
    Application.objects.filter(pk__in=moved, organisation=kept).update(organisation=merged)


def _register_twins() -> None:
    for one in twins.ALL:
        mover = Mover(partial(twins.move, one), partial(twins.back, one))
        merging.register(one.model._meta.model_name or "", mover, (one.model, "organisation"))
        merging.count(one.model._meta.model_name or "", LABELS[one], partial(_number, one))
    between: Any = Service.locations.through
    twins.named_by(twins.LOCATIONS, between, "location")
    twins.named_by(twins.LOCATIONS, Activity, "location")
    merging.stay(between, "service", "a part of the service")
    merging.stay(Service.needs.through, "service", "a part of the service")
    merging.stay(Schedule, "service", "a part of the service")


def _number(one: Any, body: Organisation) -> int:
    return int(one.model._default_manager.filter(organisation=body).count())


def register_all() -> None:
    """Called when the app starts."""
    merging.register("gone", Mover(lambda *_: None, lambda *_: None, _gone))
    _register_twins()
    merging.follow(Activity, label=gettext_lazy("prevention activities"))
    merging.follow(Organisation, "parent", label=gettext_lazy("parts of the body"))
    people = Mover(_move_people, _people_back)
    merging.register("people", people, (Membership, "group"))
    merging.count("people", gettext_lazy("people who act for it here"), _people)
    merging.follow(Invitation, "group", label=gettext_lazy("invitations"))
    application = Mover(_move_application, _application_back)
    merging.register("application", application, (Application, "organisation"))
    _register_what_stays()


def _people(body: Organisation) -> int:
    return body.group.memberships.count()


def _register_what_stays() -> None:
    merging.stay(Organisation, "merged_into", "leads to the record that was kept then")
    merging.stay(Organisation, "group", "each record has its own group for good")
    for model, fields in (
        (OrganisationMerge, ("kept", "merged")),
        (ToldApart, ("first", "second")),
    ):
        for field in fields:
            merging.stay(model, field, "tells of these two records")
    merging.stay(Group.permissions.through, "group", "groups hold no permissions by themselves")
