"""Storing rows about bodies: new ones all at once, changed ones through the room's actions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from django.contrib.auth.models import Group

from casework.partners import actions, workflow
from casework.partners.choices import AgreementState, OrganisationKind, OrganisationRole
from casework.partners.forms.contact_points import dialable
from casework.partners.keys import free_keys
from casework.partners.models import Contact, Location, Organisation, Phone
from casework.partners.models.organisation import SourcedModel
from casework.partners.tables import effects
from casework.partners.tables.organisation_columns import (
    ADDRESS,
    AGREEMENT,
    CONTACT,
    FACTS,
    PUBLIC_FACTS,
)
from ostoja.accounts.models import User
from ostoja.audit import action, record_each
from ostoja.tables.kinds import Existing, Ready, Stored
from ostoja.ui.polish_order import polish_sort_key
from tenants.profile.models import CityProfile

Fact = TypeVar("Fact", bound=SourcedModel)
Values = Mapping[str, Any]
ROWS_A_STATEMENT = 500
DATED = frozenset(state for _now, state, transition in workflow.rows() if transition.needs_date)
"""States of an agreement that have a day."""


@dataclass(frozen=True, slots=True)
class Known:
    """A body, and the place and contact that a row is about."""

    body: Organisation
    place: Location | None
    contact: Contact | None


def one_at_a_time() -> None:
    """Whoever adds a body meanwhile waits, as in the room's own actions."""
    CityProfile.objects.select_for_update().get()


@action
def add_organisations(*, rows: Sequence[Ready], by: User) -> dict[int, Stored]:
    """Add bodies with their groups, places, telephones and contacts; by row number.

    Nobody has checked them today, so they are not marked as checked.
    """
    names = [row.values["name"] for row in rows]
    keys = free_keys(Organisation, names)
    groups = Group.objects.bulk_create([Group(name=key) for key in keys], ROWS_A_STATEMENT)
    bodies = Organisation.objects.bulk_create(
        [_body(row.values, key, group) for row, key, group in zip(rows, keys, groups, strict=True)],
        ROWS_A_STATEMENT,
    )
    record_each("partner.added", by=by, on=[(body, None) for body in bodies])
    pairs = [(body, row.values) for body, row in zip(bodies, rows, strict=True)]
    parts: list[SourcedModel] = [
        *_add(Location, "location", _places(pairs), by),
        *_add(Phone, "phone", [one for pair in pairs for one in _phones(*pair)], by),
        *_add(Contact, "contact", _contacts(pairs), by),
    ]
    done: dict[Any, list[effects.Effect]] = {body.pk: [effects.added(body)] for body in bodies}
    for part in parts:
        done[part.organisation_id].append(effects.added(part))  # type: ignore[attr-defined]
    return {
        row.number: Stored(body.pk, done[body.pk]) for row, body in zip(rows, bodies, strict=True)
    }


def _body(values: Values, key: str, group: Group) -> Organisation:
    given = {name: values[name] for name in (*FACTS, *PUBLIC_FACTS, *AGREEMENT) if name in values}
    defaults = {
        "roles": [OrganisationRole.PARTNER.value],
        "is_public": values["kind"] != OrganisationKind.NATURAL_PERSON,
        "agreement_state": AgreementState.NONE,
    }
    sort_key = polish_sort_key(values["name"])
    return Organisation(key=key, group=group, sort_key=sort_key, **{**defaults, **given})


def _places(pairs: Iterable[tuple[Organisation, Values]]) -> list[Location]:
    with_place = [(body, values) for body, values in pairs if values.get("town")]
    keys = free_keys(Location, [body.name for body, _values in with_place])
    return [
        Location(organisation=body, key=key, name=body.name, **_given(values, ADDRESS))
        for (body, values), key in zip(with_place, keys, strict=True)
    ]


def _phones(body: Organisation, values: Values) -> list[Phone]:
    return [
        Phone(organisation=body, number=dialable(written) or "", display=written)
        for written in values.get("phones", ())
    ]


def _contacts(pairs: Iterable[tuple[Organisation, Values]]) -> list[Contact]:
    return [
        Contact(organisation=body, **_contact_facts(values))
        for body, values in pairs
        if values.get("contact_name")
    ]


def _add(model: type[Fact], noun: str, facts: list[Fact], by: User) -> list[Fact]:
    rows: Any = model._default_manager
    made: list[Fact] = rows.bulk_create(facts, ROWS_A_STATEMENT)
    pairs = [(fact, fact.organisation) for fact in made]  # type: ignore[attr-defined]
    record_each(f"{noun}.added", by=by, on=pairs)
    return made


def _given(values: Values, names: Iterable[str]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def _contact_facts(values: Values) -> dict[str, Any]:
    return {name: values[column] for column, name in CONTACT.items() if column in values}


def change(existing: Existing, values: Values, by: User) -> Stored:
    """Change what differs, through the room's actions. Raises ``StaleObject``."""
    known: Known = existing.thing
    done = [
        *_change_body(known.body, values, by),
        *_change_place(known, values, by),
        *_add_phones(known.body, values, by),
        *_change_contact(known, values, by),
    ]
    return Stored(known.body.pk, done)


def _change_body(body: Organisation, values: Values, by: User) -> list[effects.Effect]:
    """Facts and agreement are one row: its versions follow each other, and one effect is kept."""
    facts = _given(values, (*FACTS, *PUBLIC_FACTS))
    steps = values.keys() & set(AGREEMENT)
    if not facts and not steps:
        return []
    # The agreement has its own rules; a description that is written anew is no example.
    names = [*facts, *AGREEMENT, "description_is_sample"]
    before = effects.facts_of(body, names)
    version, now = body.version, body
    if facts:
        now = actions.change_organisation(pk=body.pk, version=version, by=by, **facts)
    if steps:
        state = AgreementState(values.get("agreement_state") or body.agreement_state)
        day = values.get("agreement_date") or body.agreement_date
        now = actions.change_agreement(pk=body.pk, version=now.version, state=state, day=day, by=by)
    return [effects.changed(now, before)]


def _change_place(known: Known, values: Values, by: User) -> list[effects.Effect]:
    facts = _given(values, ADDRESS)
    if not facts:
        return []
    if known.place is None:
        made = actions.add_location(
            organisation=known.body, submission=uuid4(), by=by, name=known.body.name, **facts
        )
        return [effects.added(made)]
    before = effects.facts_of(known.place, facts)
    now = actions.change_location(
        pk=known.place.pk,
        version=known.place.version,
        by=by,
        **facts,
    )
    return [effects.changed(now, before)]


def _add_phones(body: Organisation, values: Values, by: User) -> list[effects.Effect]:
    known = {phone.number for phone in body.phones.all()}
    numbers = {dialable(written) or "": written for written in values.get("phones", ())}
    return [
        effects.added(
            actions.add_phone(
                organisation=body, submission=uuid4(), by=by, number=number, display=written
            )
        )
        for number, written in numbers.items()
        if number not in known
    ]


def _change_contact(known: Known, values: Values, by: User) -> list[effects.Effect]:
    facts = _contact_facts(values)
    if not facts:
        return []
    if known.contact is None:
        made = actions.add_contact(organisation=known.body, submission=uuid4(), by=by, **facts)
        return [effects.added(made)]
    before = effects.facts_of(known.contact, facts)
    now = actions.change_contact(pk=known.contact.pk, version=known.contact.version, by=by, **facts)
    return [effects.changed(now, before)]
