"""Asking for an export on the console: what is said, what is asked, what is refused."""

import re

import pytest
from django.test import Client

from tenants.console.exports import proposed
from tenants.fence import entered_platform
from tenants.jobs.models import Job
from tests.tenants.console.test_city import CITY, only_job, text

PAGE = f"{CITY}export/"


def test_a_passphrase_is_proposed_anew_each_time(console: Client) -> None:
    found = [
        re.findall(r'value="([a-z2-9]{4}(?:-[a-z2-9]{4}){5})"', text(console.get(PAGE)))
        for _look in range(2)
    ]
    assert all(len(one) == 1 for one in found)
    assert found[0] != found[1]
    assert len({proposed() for _number in range(100)}) == 100


def test_it_is_a_job_without_the_passphrase(console: Client) -> None:
    answer = console.post(PAGE, {"passphrase": "a-long-passphrase"})
    job = only_job()
    assert answer["Location"] == f"/en/staff/jobs/{job.pk}/"
    assert (job.kind, job.city, job.asked_by_name) == ("export", "gdansk", "Ewa Lis")
    assert "a-long-passphrase" not in text(console.get(answer["Location"]))
    again = console.post(PAGE, {"passphrase": "another-passphrase"})
    assert "under way" in text(again)
    assert "another-passphrase" in text(again), "what was typed is not lost"


@pytest.mark.parametrize("passphrase", ["", "short", " " * 20, "x" * 201])
def test_a_bad_passphrase_is_refused(console: Client, passphrase: str) -> None:
    assert console.post(PAGE, {"passphrase": passphrase}).status_code == 200
    with entered_platform():
        assert not Job.objects.exists()
