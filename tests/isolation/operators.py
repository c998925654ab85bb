"""Every operation of the operators' API: with which address and body, and what it answers.

An operation without a row fails the build.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from api.openapi import committed
from api.openapi.books import OPERATORS
from api.openapi.document import OPERATIONS as METHODS
from tenants.fence import entered_platform
from tenants.jobs.models import Job, State
from tenants.models import City, Stage
from tenants.safekeeping.models import Deletion
from tests.api.operators.people import SOPOT

BUNDLE = "gdansk-20261122T014000Z.ostoja"
CITY = {"slug": "gdansk"}
WAITING = UUID("0b8f3c52-8f6f-4a3e-9d5e-0d5b0c0c7a10")
FAILED = UUID("1c8f3c52-8f6f-4a3e-9d5e-0d5b0c0c7a11")


@dataclass(frozen=True, slots=True)
class Row:
    """One operation."""

    ids: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    expects: int = 200


ROWS = {
    "me_retrieve": Row(),
    "cities_list": Row(),
    "cities_create": Row(body=SOPOT, expects=201),
    "cities_all_upgrade_all": Row(expects=202),
    "cities_one_retrieve": Row(CITY),
    "cities_suspend_suspend": Row(CITY),
    "cities_resume_resume": Row(CITY),
    "cities_upgrade_upgrade": Row(CITY, expects=202),
    "cities_backup_backup": Row(CITY, expects=202),
    "cities_restore_restore": Row(CITY, {"bundle": BUNDLE, "over": True}, 202),
    "city_bundles_list": Row(CITY),
    "cities_prepare_prepare": Row({"slug": "elblag"}),
    "cities_discard_discard": Row(CITY, expects=409),
    "city_readiness_retrieve": Row(CITY),
    "city_deletion_ask": Row(CITY, {"slug": "gdansk", "without_export": True}, 201),
    "deletion_withdraw_withdraw": Row({"slug": "gdynia"}),
    "deletions_list": Row(),
    "jobs_list": Row(),
    "jobs_one_retrieve": Row({"id": WAITING}),
    "jobs_stop_stop": Row({"id": WAITING}),
    "jobs_resume_resume": Row({"id": FAILED}, expects=202),
}
DESCRIBED = {
    one[method]["operationId"]: (method, path)
    for path, one in committed.as_data(OPERATORS)["paths"].items()
    for method in METHODS
    if method in one
}


def make_rows(backups: Path) -> None:
    """What the rows name: two jobs, a deletion, a city that is planned, and a bundle of a city."""
    (backups / "gdansk").mkdir(exist_ok=True)
    (backups / "gdansk" / BUNDLE).write_bytes(b"no bundle at all")
    with entered_platform():
        City.objects.filter(slug="elblag").update(stage=Stage.PLANNING)
        to = {"to": str(backups / "slupsk.ostoja")}
        Job.objects.create(pk=WAITING, kind="backup", city="slupsk", arguments=to, step="bundle")
        facts = {"arguments": {"slugs": ["gdansk"]}, "step": "cities"}
        ended = {"state": State.FAILED, "ended_at": timezone.now()}
        asked = {"asked_by": FAILED, "asked_by_name": "Ewa Lis", "asked_at": timezone.now()}
        Deletion.objects.create(slug="gdynia", name="Gdynia", **asked)
        Job.objects.create(pk=FAILED, kind="upgrade", city="gdansk", **facts, **ended)
