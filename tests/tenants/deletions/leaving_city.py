"""The city that leaves, and what is still to be seen of it."""

import os
from pathlib import Path

import psycopg
from django import conf
from django.db import connection

from ostoja.audit.models import AuditEvent
from ostoja.privacy.keys import has_key
from tenants.fence import entered, entered_platform, schema_of
from tenants.jobs.models import Job
from tenants.models import City, Domain
from tenants.safekeeping.models import BackupOfCity, Deletion
from tests.databases import admin_url

# The roles of cities are the cluster's, which other workers use at the same time.
SLUG = f"leaving-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
SCHEMA = schema_of(SLUG)
SECRET = "Ewa pisze o czwartej rano"


def stage_of(slug: str) -> str:
    with entered_platform():
        return City.objects.get(slug=slug).stage


def certificate() -> Deletion:
    with entered_platform():
        return Deletion.objects.get()


def verbs_in(slug: str) -> list[str]:
    with entered(slug):
        events = AuditEvent.objects.filter(verb__startswith="city.deletion").order_by("at")
        return list(events.values_list("verb", flat=True))


def roles() -> int:
    names = [f"{conf.settings.DATABASE_ROLE_PREFIX}_{SCHEMA}_{power}" for power in ("own", "run")]
    with psycopg.connect(admin_url()) as admin:
        found = admin.execute("select 1 from pg_roles where rolname = any(%s)", [names])
        return len(found.fetchall())


def nothing_is_left(media: Path) -> bool:
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute("select to_regnamespace(%s) is null", [SCHEMA])
        [is_gone] = cursor.fetchone()
        rows = [
            City.objects.filter(slug=SLUG),
            Domain.objects.filter(domain=f"{SLUG}.localhost"),
            Job.objects.filter(city=SLUG),
            BackupOfCity.objects.exclude(city=None).filter(city__slug=SLUG),
        ]
        is_unknown = not any(found.exists() for found in rows)
    is_unreadable = not has_key(SCHEMA) and not (media / SCHEMA).exists()
    return bool(is_gone and is_unknown and is_unreadable)
