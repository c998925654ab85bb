"""A city comes into being: schema, roles, key, blueprint, domain, lists, first administrator.

Everything happens in one transaction: either the city is whole, or nothing of it is there.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from ostoja.access.roles import Role
from ostoja.accounts.actions import invite
from ostoja.accounts.models import Invitation, User
from ostoja.privacy.keys import begin_key, destroy_key, settle_key, unfinished_keys
from tenants import parts
from tenants.addresses import origin_of
from tenants.documents.blueprints import title_of
from tenants.documents.keeping import keep_own_blueprint
from tenants.domains.checking import wait_for
from tenants.fence import after_commit, entered, entered_platform, schema_of
from tenants.fence.place import SLUG_PATTERN, slug_of
from tenants.hosts import forget_hosts, host_of
from tenants.models import City, Domain
from tenants.new_cities.checks import blueprint_of, problem_of_slug, problems_of
from tenants.new_cities.colours import brand_of
from tenants.new_cities.facts import NewCity
from tenants.new_cities.forms import LegalActForm, filled
from tenants.new_cities.lists import KINDS, store_list
from tenants.noting import note_in_city, note_on_platform
from tenants.parts import Document
from tenants.schemas.making import make_schema

__all__ = [
    "NewCity",
    "Onboarded",
    "forget_killed_rehearsals",
    "host_of",
    "onboard",
    "problem_of_slug",
    "problems_of",
    "rehearse",
]


STAND_IN = "city_rehearsal_[0-9a-f]{16}"  # the schema of one, for the length of a transaction
LONGEST_REHEARSAL = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Onboarded:
    """The new city, its administrator's invitation (the token of its link is kept nowhere), and
    how many rows each of its lists brought.
    """

    city: City
    invitation: Invitation
    invitation_token: str
    rows: dict[str, int]


class _Rehearsed(Exception):
    """All went well, and is undone."""


def onboard(new: NewCity, *, by: User | None = None) -> Onboarded:
    """Make the city. Raises ``ValidationError`` (by field) when something is wrong with it.

    Two operators who want the same city wait for each other, so that the second one is told.
    A process that is killed on the way leaves nothing that keeps a second run from finishing.
    """
    with transaction.atomic():
        onboarded = _onboarded(new)
        with entered_platform():
            after_commit(lambda: settle_key(schema_of(new.slug)))
        note_on_platform(new.slug, "city.onboarded", by=by)
        note_in_city(new.slug, "city.onboarded", by=by)
    forget_hosts()
    return onboarded


def rehearse(new: NewCity) -> dict[str, list[str]]:
    """Everything that onboarding would say is wrong, by field, the rows of the lists included.

    The city is made and undone again; nobody is invited. Where its facts are wrong, its lists are
    looked at in another one that has none but its blueprint and modules.
    """
    problems = _rehearsed(new)
    if problems and (new.partners or new.staff):
        found = _rehearsed(_stand_in(new))
        problems |= {field: found[field] for field in KINDS if field in found}
    return problems


def forget_killed_rehearsals() -> int:
    """Destroy the keys of stand-ins whose process was killed; how many."""
    with entered_platform():
        cities = set(City.objects.values_list("schema_name", flat=True))
    left = [
        schema
        for schema in unfinished_keys(older_than=LONGEST_REHEARSAL)
        if re.fullmatch(STAND_IN, schema) and schema not in cities
    ]
    for schema in left:
        destroy_key(schema)
    return len(left)


def _stand_in(new: NewCity) -> NewCity:
    return NewCity(
        slug=f"rehearsal-{secrets.token_hex(8)}",
        name="Rehearsal",
        blueprint=new.blueprint,
        own_blueprint=new.own_blueprint,
        modules=new.modules,
        admin_email="nobody@ostoja.example",
        partners=new.partners,
        staff=new.staff,
    )


def _rehearsed(new: NewCity) -> dict[str, list[str]]:
    try:
        with transaction.atomic():
            _onboarded(new, is_rehearsal=True)
    except _Rehearsed:
        return {}
    except ValidationError as error:
        return error.message_dict
    raise AssertionError("a rehearsal ends with its undoing")


def _onboarded(new: NewCity, *, is_rehearsal: bool = False) -> Onboarded:
    with entered_platform():
        _refuse(new)
    schema = schema_of(new.slug)
    with _new_key(schema):
        onboarded = _make(new, schema)
        if is_rehearsal:
            raise _Rehearsed
    return onboarded


def _refuse(new: NewCity) -> None:
    """Raises ``ValidationError`` with all that is wrong, once nobody else can take slug or host."""
    with connection.cursor() as cursor:
        words = f"onboard {new.slug!a}"
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [words])
    wait_for(new.host)
    problems = problems_of(new)
    is_slug = re.fullmatch(SLUG_PATTERN, new.slug)
    if is_slug and City.objects.filter(slug=new.slug).exists():
        settle_key(schema_of(new.slug))  # an earlier run may have been killed after its commit
    if problems:
        raise ValidationError(problems)


@contextmanager
def _new_key(schema: str) -> Iterator[None]:
    """Take the key back when the city fails, but never one that was there before.

    A key without a city may be all that opens somebody's backup, or another city's by a copy
    that failed: no new city gets it. One that a killed run of ours left opens nothing.
    """
    if not begin_key(schema):
        raise ValidationError(
            {
                "slug": _(
                    "A key for “%(slug)s” lies in KEYS_ROOT already. Move it away if no backup"
                    " needs it, or restore its city."
                )
                % {"slug": slug_of(schema)}
            }
        )
    try:
        yield
    except BaseException:
        destroy_key(schema)
        raise


def _make(new: NewCity, schema: str) -> Onboarded:
    blueprint = blueprint_of(new)
    with entered_platform():
        city = City.objects.create(
            slug=new.slug,
            schema_name=schema,
            name=new.name.strip(),
            teryt=new.teryt or None,
            blueprint=blueprint["name"],
            stage=blueprint["stage"],
        )
        Domain.objects.create(domain=new.host, tenant=city, is_primary=True)
        keep_own_blueprint(city, new.own_blueprint)
    make_schema(schema)
    with entered(new.slug):
        document = {**blueprint, "profile": _profile(new, blueprint)}
        parts.furnish(document=document, source=blueprint["name"])
        invitation, token = invite(
            email=new.admin_email,
            full_name="",
            role=Role.CITY_ADMIN,
            group=None,
            language="pl",
            by=None,
        )
        return Onboarded(city, invitation, token, _store_lists(new))


def _profile(new: NewCity, blueprint: Document) -> dict[str, Any]:
    """What the city says of itself: the blueprint's words, and what the operator knows."""
    profile = {
        "name": new.name.strip(),
        "system_name": title_of(blueprint, new.teryt),
        "languages": list(dict.fromkeys(new.languages)) or blueprint["languages"],
        "modules": list(dict.fromkeys(new.modules)) or blueprint["modules"],
        "controller": filled(new.controller.written_into({})),
    }
    act = LegalActForm(new.legal_act.as_facts())
    if act.is_valid():
        profile["legal_act"] = filled(act.cleaned_data)
    if new.colours:
        brand = brand_of(new.colours)
        profile |= {"brand_colour": brand.colour, "accent_colour": brand.accent}
    return profile


def _store_lists(new: NewCity) -> dict[str, int]:
    tables = {"partners": new.partners, "staff": new.staff}
    return {
        field: store_list(field, table, origin=origin_of(new.host))
        for field in KINDS
        if (table := tables[field]) is not None
    }
