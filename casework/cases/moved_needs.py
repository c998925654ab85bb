"""Needs when two cases become one: those that both have are one need."""

from typing import Any

from casework.cases.choices import NeedState
from casework.cases.merging import Mover, register
from casework.cases.models import Case, CaseNeed

_STRONGEST = (NeedState.REFERRED, NeedState.OPEN)
"""What somebody works on, then what somebody must still do."""


def same_needs(kept: Case, merged: Case) -> list[tuple[CaseNeed, CaseNeed]]:
    """The needs that both cases have: that of the first with that of the second."""
    ours = {one.need_id: one for one in kept.needs.all()}
    return [(ours[one.need_id], one) for one in merged.needs.all() if one.need_id in ours]


def _move(kept: Case, merged: Case) -> dict[str, Any]:
    both = same_needs(kept, merged)
    joined = [_join(ours, theirs) for ours, theirs in both]
    staying = [theirs.pk for _ours, theirs in both]
    moved = list(merged.needs.exclude(pk__in=staying).values_list("pk", flat=True))
    CaseNeed.objects.filter(pk__in=moved).update(case=kept)
    return {"moved": [str(pk) for pk in moved], "joined": joined}


def _join(ours: CaseNeed, theirs: CaseNeed) -> dict[str, Any]:
    before, states = ours.state, {ours.state, theirs.state}
    ours.state = next((one for one in _STRONGEST if one in states), ours.state)
    ours.save(update_fields=["state"])
    is_theirs = ours.state != before
    return {
        "ours": str(ours.pk),
        "theirs": str(theirs.pk),
        "before": before,
        "set": str(ours.state),
        "is_theirs": is_theirs,
    }


def _back(kept: Case, merged: Case, moved: dict[str, Any]) -> None:
    CaseNeed.objects.filter(pk__in=moved["moved"], case=kept).update(case=merged)
    for one in moved["joined"]:
        _separate(one)


def _separate(one: dict[str, Any]) -> None:
    """Each as it was; what happened since happened to the one from which the state came."""
    ours = CaseNeed.objects.filter(pk=one["ours"]).first()
    if ours is None or (ours.state != one["set"] and not one["is_theirs"]):
        return
    if one["is_theirs"]:
        CaseNeed.objects.filter(pk=one["theirs"]).update(state=ours.state)
    CaseNeed.objects.filter(pk=one["ours"]).update(state=one["before"])


register("needs", Mover(_move, _back), CaseNeed)
