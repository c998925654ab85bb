"""Rows of the matrix for the directory of partners, and for its export after HSDS."""

from typing import Any

from accessibility.easy.models import EasyText
from api.hsds.records import link_id, taxonomy_id
from tenants.fence import entered
from tests.isolation.operation import (
    GONE,
    OK,
    Operation,
    adds,
    of_partner,
    partner,
    pk,
    reads,
    step,
)
from tests.isolation.operations_of_work import of_work
from tests.isolation.world import World


def easy_text(world: World) -> dict[str, Any]:
    """A page and a language."""
    return {"page": "start", "language": "pl"}


def easy_row(world: World) -> Any:
    """The city's own text of it."""
    with entered(world.slug):
        return EasyText.objects.get(page="start", language="pl")


def of_kept(world: World) -> dict[str, Any]:
    """The record into which another one was merged."""
    return {"organisation_pk": world.cast.other_partner.pk}


DIRECTORY = {
    "me_retrieve": reads("consultant", shows=False),
    "readiness_retrieve": reads("administrator", shows=False),
    "easy_texts_list": reads("administrator"),
    "easy_texts_one_retrieve": reads("administrator", easy_text),
    "easy_texts_one_partial_update": Operation(
        "administrator",
        easy_text,
        True,
        body=lambda world: {"lines": [{"text": world.canary}]},
        of=easy_row,
    ),
    "easy_texts_one_destroy": Operation(
        "administrator", easy_text, of=easy_row, expects=frozenset({GONE})
    ),
    "needs_list": reads("consultant"),
    "needs_one_retrieve": reads("consultant", pk("need")),
    "organisations_list": reads("coordinator"),
    "organisations_create": adds(
        "coordinator", lambda world: {"name": world.canary, "kind": "ngo"}, shows=True
    ),
    "organisations_one_retrieve": reads("coordinator", partner),
    "organisations_one_partial_update": Operation(
        "coordinator", partner, True, of=lambda world: world.cast.partner
    ),
    "organisations_checked_checked": Operation("coordinator", partner, True),
    "organisations_agreement_agreement": Operation(
        "coordinator",
        partner,
        body=lambda world: {"state": "left", "day": "2026-11-01"},
        of=lambda world: world.cast.partner,
        shows=True,
    ),
    "organisation_duplicates_list": reads("coordinator", shows=False),
    "organisation_merges_list": reads("coordinator", of_kept),
    "organisation_merges_create": Operation(
        "coordinator",
        lambda world: {"organisation_pk": world.cast.partner.pk},
        body=lambda world: {
            "other": str(world.cast.other_partner.pk),
            "other_version": 2,
            "choices": {"name": "kept"},
        },
        of=lambda world: world.cast.partner,
        expects=frozenset({201}),
    ),
    "organisation_separate_separate": Operation(
        "coordinator", lambda world: {**of_kept(world), "pk": world.work.merge.pk}
    ),
    "organisation_tell_apart_tell_apart": Operation(
        "coordinator",
        of_kept,
        body=lambda world: {"other": str(world.cast.partner.pk)},
    ),
    "services_list": reads("coordinator"),
    "services_create": adds(
        "coordinator",
        lambda world: {
            **of_partner(world),
            "name": {"pl": world.canary},
            "needs": [str(world.need.pk)],
        },
        shows=True,
    ),
    "services_one_retrieve": reads("coordinator", pk("service")),
    "services_one_partial_update": step("coordinator", "service", OK, shows=True),
    "service_periods_write": step(
        "coordinator",
        "service",
        OK,
        body=lambda world: {"first": "2099-07-01", "last": "2099-08-31", "is_closed": True},
        shows=True,
    ),
    "service_periods_remove": step(
        "coordinator", "service", OK, body=lambda world: {"first": "2099-07-01"}, shows=True
    ),
    "locations_list": reads("coordinator"),
    "locations_create": adds(
        "coordinator",
        lambda world: {**of_partner(world), "name": world.canary, "town": "Gdańsk"},
        shows=True,
    ),
    "locations_one_retrieve": reads("coordinator", pk("location")),
    "locations_one_partial_update": step("coordinator", "location", OK, shows=True),
    "phones_list": reads("coordinator"),
    "phones_create": adds(
        "coordinator", lambda world: {**of_partner(world), "display": "58 511 01 21"}
    ),
    "phones_one_retrieve": reads("coordinator", pk("phone")),
    "phones_one_partial_update": step(
        "coordinator", "phone", OK, body=lambda world: {"display": "58 511 01 22"}
    ),
    "phones_one_destroy": step("coordinator", "phone", GONE),
    "activities_list": reads("coordinator"),
    "activities_create": adds(
        "coordinator",
        lambda world: {
            **of_partner(world),
            "title": {"pl": world.canary},
            "times": {"pl": world.canary},
            "access": "open",
        },
        shows=True,
    ),
    "activities_one_retrieve": reads("coordinator", of_work("activity")),
    "activities_one_partial_update": Operation(
        "coordinator", of_work("activity"), True, of=lambda world: world.work.activity
    ),
    "activities_one_destroy": Operation(
        "coordinator",
        of_work("activity"),
        of=lambda world: world.work.activity,
        expects=frozenset({GONE}),
    ),
    "applications_list": reads("coordinator"),
    "applications_one_retrieve": reads("coordinator", of_work("application")),
    "applications_remark_remark": Operation(
        "coordinator",
        of_work("application"),
        True,
        body=lambda world: {"text": world.canary},
    ),
    "applications_accept_accept": Operation(
        "coordinator", of_work("application"), True, of=lambda world: world.work.application
    ),
    "applications_close_close": Operation(
        "coordinator",
        of_work("application"),
        True,
        body=lambda world: {"state": "refused", "reason": world.canary},
        of=lambda world: world.work.application,
    ),
    "contacts_list": reads("coordinator"),
    "contacts_create": adds(
        "coordinator", lambda world: {**of_partner(world), "name": world.canary}, shows=True
    ),
    "contacts_one_retrieve": reads("coordinator", pk("contact")),
    "contacts_one_partial_update": step("coordinator", "contact", OK, shows=True),
    "contacts_one_destroy": step("coordinator", "contact", GONE),
}

HSDS = {
    "hsds_about": reads("consultant", shows=False),
    "hsds_export_export": reads("consultant"),
    "hsds_organizations_list": reads("consultant"),
    "hsds_organizations_one_retrieve": reads("consultant", partner),
    "hsds_services_list": reads("consultant"),
    "hsds_services_one_retrieve": reads("consultant", pk("service")),
    "hsds_service_at_locations_list": reads("consultant"),
    "hsds_service_at_locations_one_retrieve": reads(
        "consultant", lambda world: {"pk": link_id(world.service, world.location)}
    ),
    "hsds_taxonomies_list": reads("consultant", shows=False),
    "hsds_taxonomies_one_retrieve": reads(
        "consultant", lambda world: {"pk": taxonomy_id()}, shows=False
    ),
    "hsds_taxonomy_terms_list": reads("consultant"),
    "hsds_taxonomy_terms_one_retrieve": reads("consultant", pk("need")),
}
