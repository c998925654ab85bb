"""Taking an import back: what is new goes, what was changed becomes as it was."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils.translation import gettext_noop as _

from casework.partners import actions
from casework.partners.models import Contact, Location, Organisation, Phone, Schedule, Service
from casework.partners.models.organisation import SourcedModel
from casework.partners.tables.effects import MODELS, Effect, as_facts, as_offer
from ostoja.accounts.models import User
from ostoja.audit import record_each
from ostoja.tables.kinds import Undoing
from ostoja.tables.problems import Problem
from ostoja.tables.uses import used

NOT_THE_SAME = Problem(_("Somebody changed it since the import."))
GONE = Problem(_("Somebody removed it since the import."))
IN_USE = Problem(
    _("It is in use by now: people, services, cases, referrals or meetings belong to it.")
)
REMOVED_FIRST = (Contact, Phone, Service, Location, Organisation)
VERBS = {
    Organisation: "partner",
    Location: "location",
    Phone: "phone",
    Contact: "contact",
    Service: "service",
}
Found = dict[tuple[str, str], SourcedModel]


def take_back(*, rows: Sequence[Undoing], by: User) -> None:
    """Undo each row whole or not at all, and say why not. A part of the action ``undo``."""
    found = _locked(rows)
    for row in rows:
        row.refusal = _refusal(row.effects, found)
    _refuse_used(rows, found)
    kept = [row for row in rows if row.refusal is None]
    _restore([effect for row in kept for effect in row.effects if effect["before"]], found, by)
    _remove(_new_of(kept, found), by)


def _locked(rows: Iterable[Undoing]) -> Found:
    """All rows that the import touched; nobody refers to them anew until this is done."""
    keys: dict[str, set[str]] = {}
    for row in rows:
        for effect in row.effects:
            keys.setdefault(effect["model"], set()).add(effect["pk"])
    found: Found = {}
    for label in MODELS:  # always in this order, so that two people cannot wait for each other
        manager: Any = MODELS[label]._default_manager
        wanted = manager.filter(pk__in=keys.get(label, ())).order_by("pk")
        if MODELS[label] is not Organisation:
            wanted = wanted.select_related("organisation")
        for thing in wanted.select_for_update(of=("self",)):
            found[label, str(thing.pk)] = thing
    return found


def _refusal(effects: Iterable[Effect], found: Found) -> Problem | None:
    for effect in effects:
        thing = found.get((effect["model"], effect["pk"]))
        if thing is None and effect["before"] is not None:
            return GONE
        if thing is not None and thing.version != effect["version"]:
            return NOT_THE_SAME
    return None


def _refuse_used(rows: Sequence[Undoing], found: Found) -> None:
    """What is new is removed only where nothing but the import itself refers to it."""
    new = _new_of([row for row in rows if row.refusal is None], found)
    besides: dict[Any, list[UUID]] = {model: [one.pk for one in new[model]] for model in new}
    # A model without keys counts nowhere: a service's week is a part of it.
    mine = {model: keys for model, keys in besides.items() if keys} | {Schedule: []}
    in_use = {str(pk) for model in new for pk in used(model, besides[model], besides=mine)}
    groups = {body.group_id: str(body.pk) for body in new[Organisation]}  # type: ignore[attr-defined]
    mine_of_groups = {Organisation: besides[Organisation]} if besides[Organisation] else {}
    in_use |= {groups[pk] for pk in used(Group, list(groups), besides=mine_of_groups)}
    for row in rows:
        if row.refusal is None and any(one["pk"] in in_use for one in _new(row.effects)):
            row.refusal = IN_USE


def _new(effects: Iterable[Effect]) -> list[Effect]:
    return [effect for effect in effects if effect["before"] is None]


def _new_of(rows: Iterable[Undoing], found: Found) -> dict[type[SourcedModel], list[SourcedModel]]:
    new: dict[type[SourcedModel], list[SourcedModel]] = {model: [] for model in REMOVED_FIRST}
    for row in rows:
        for effect in _new(row.effects):
            thing = found.get((effect["model"], effect["pk"]))
            if thing is not None:
                new[type(thing)].append(thing)
    return new


def _restore(effects: Iterable[Effect], found: Found, by: User) -> None:
    for effect in effects:
        thing = found[effect["model"], effect["pk"]]
        before: Mapping[str, Any] = effect["before"]
        facts = as_facts(type(thing), before)
        if isinstance(thing, Service):
            offer = as_offer(before["offer"])
            actions.change_service(pk=thing.pk, version=thing.version, offer=offer, by=by, **facts)
        else:
            _write(thing, facts, by)


def _write(thing: SourcedModel, facts: Mapping[str, Any], by: User) -> None:
    """Not through the actions: an agreement goes back a way that its table does not have."""
    for name, value in facts.items():
        setattr(thing, name, value)
    thing.version += 1
    thing.save()
    record_each(f"{VERBS[type(thing)]}.changed", by=by, on=[(thing, _body(thing))])


def _remove(new: Mapping[type[SourcedModel], list[SourcedModel]], by: User) -> None:
    for model in REMOVED_FIRST:
        record_each(f"{VERBS[model]}.removed", by=by, on=[(one, _body(one)) for one in new[model]])
    groups = [body.group_id for body in new[Organisation]]  # type: ignore[attr-defined]
    for model in REMOVED_FIRST:
        manager: Any = model._default_manager
        manager.filter(pk__in=[one.pk for one in new[model]]).delete()
    Group.objects.filter(pk__in=groups).delete()


def _body(thing: SourcedModel) -> SourcedModel | None:
    return None if isinstance(thing, Organisation) else thing.organisation  # type: ignore[attr-defined]
