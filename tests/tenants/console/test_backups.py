"""Backups and restores from the console, done by a worker, with the operator's name on record."""

from pathlib import Path

import pytest
from django.test import Client

from ostoja.accounts.models import User
from ostoja.audit import presenters
from ostoja.audit.models import AuditEvent
from tenants.console.acts import acts_on
from tenants.fence import entered, entered_platform
from tenants.jobs import running
from tenants.jobs.models import Job, State
from tenants.models import City
from tests.tenants.console.test_city import CITY, city, only_job, text

pytestmark = pytest.mark.usefixtures("committed_database", "backup_root")


def done(job: Job) -> Job:
    """What the worker does with it."""
    return running.run(job.pk)


def bundle(console: Client) -> str:
    """A backup of Gdańsk, by its file's name."""
    console.post(f"{CITY}backup/")
    return Path(str(done(only_job()).result["bundle"])).name


def test_a_backup_is_a_job_that_names_the_operator(console: Client, operator: User) -> None:
    answer = console.post(f"{CITY}backup/")
    job = only_job()
    assert answer["Location"] == f"/en/staff/jobs/{job.pk}/"
    assert (job.state, job.asked_by_name, job.city) == (State.WAITING, "Ewa Lis", "gdansk")
    assert done(job).state == State.DONE
    with entered_platform():
        verbs = AuditEvent.objects.filter(details__city="gdansk", actor_id=operator.pk)
        assert {"job.asked", "city.backed_up"} <= set(verbs.values_list("verb", flat=True))
    with entered("gdansk"):
        event = AuditEvent.objects.get(verb="city.backed_up")
        assert presenters.actor_of(event) == "Ewa Lis (operator of the platform)"
    assert "Ewa Lis" in text(console.get(CITY))


def test_a_copy_beside_it_is_made_and_removed(console: Client) -> None:
    chosen = {"bundle": bundle(console), "beside": "gdansk-copy"}
    location = console.post(f"{CITY}copy/", chosen)["Location"]
    with entered_platform():
        job = Job.objects.get(kind="restore")
    assert location.endswith(f"{job.pk}/")
    assert done(job).error == ""
    copy = city("gdansk-copy")
    assert copy.copy_of == "gdansk"
    assert {act.name for act in acts_on(copy)} == {"discard"}
    assert "copy of gdansk" in text(console.get("/en/staff/cities/gdansk-copy/"))
    answer = console.post("/en/staff/cities/gdansk-copy/discard/")
    assert answer["Location"] == "/en/staff/"
    with entered_platform():
        assert not City.objects.filter(slug="gdansk-copy").exists()
        assert AuditEvent.objects.get(verb="city.copy_discarded").actor_name == "Ewa Lis"


def test_a_restore_in_its_place_needs_the_slug(console: Client) -> None:
    chosen = {"bundle": bundle(console)}
    for typed in ("", "gdynia", "GDANSK"):
        page = console.post(f"{CITY}restore/", {**chosen, "typed": typed})
        assert page.status_code == 200
        assert ("Type “gdansk”" if typed else "Error: ") in text(page)
    console.post(f"{CITY}restore/", {**chosen, "typed": "gdansk"})
    console.post(f"{CITY}restore/", {**chosen, "typed": "gdansk"})
    with entered_platform():
        job = Job.objects.get(kind="restore")
    assert done(job).error == ""
    with entered("gdansk"):
        assert AuditEvent.objects.get(verb="city.restored").actor_name == "Ewa Lis"
