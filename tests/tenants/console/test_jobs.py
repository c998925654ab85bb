"""Jobs on the console: how far they are, what came of them, stop and try again."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ostoja.accounts.models import User
from tenants.fence import entered_platform
from tenants.jobs import actions, kinds, running
from tenants.jobs.kinds import JobFailed, JobKind, Step, Work
from tenants.jobs.models import Job, State

LIST = "/en/staff/jobs/"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, operator: User) -> Callable[..., Job]:
    """A job of two steps, asked for by the operator; the second does what is given."""

    def ask(second: Callable[[Work], None] = lambda work: None, city: str = "gdansk") -> Job:
        steps = (Step("first", "First part", lambda work: None), Step("end", "The end", second))
        monkeypatch.setitem(kinds._kinds, "try", JobKind("try", "Trial", steps))
        with entered_platform():
            return actions.ask(kind="try", city=city, arguments={}, by=operator)

    return ask


def page(console: Client, job: Job) -> str:
    answer = console.get(f"{LIST}{job.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def changed(job: Job, **facts: Any) -> Job:
    with entered_platform():
        Job.objects.filter(pk=job.pk).update(**facts)
        return Job.objects.get(pk=job.pk)


def test_one_that_runs_says_how_far_it_is(console: Client, asked: Callable[..., Job]) -> None:
    job = changed(asked(), state=State.RUNNING, step="end", finished=3, total=10)
    shown = page(console, job)
    assert 'value="3" max="10"' in shown
    assert "It is running: The end." in shown
    assert "Step 2 of 2" in shown
    assert "data-refresh" in shown
    assert "Stop this job" in shown


def test_one_that_is_done_shows_what_came_of_it(console: Client, asked: Callable[..., Job]) -> None:
    job = asked(lambda work: work.result.update(rows=7, odd=["a", "b"]))
    running.run(job.pk)
    shown = page(console, job)
    for words in ("It is done.", "Rows", "odd", "Ewa Lis"):
        assert words in shown
    for words in ("data-refresh", "<progress", "Stop this job", "Try again"):
        assert words not in shown


def test_one_that_failed_is_tried_again_where_it_stopped(
    console: Client, asked: Callable[..., Job]
) -> None:
    broken = {"now": True}

    def second(_work: Work) -> None:
        if broken["now"]:
            raise JobFailed("The disk is full. Make room.")

    job = asked(second)
    running.run(job.pk)
    assert "The disk is full. Make room." in page(console, job)
    assert "Try again" in page(console, job)
    broken["now"] = False
    answer = console.post(f"{LIST}{job.pk}/again/", follow=True)
    assert "goes on where it stopped" in answer.content.decode()
    assert running.run(job.pk).state == State.DONE
    console.post(f"{LIST}{job.pk}/again/")
    assert changed(job).state == State.DONE, "what is done is not done again"


def test_one_that_another_operator_tried_again_is_shown_as_it_is(
    console: Client, asked: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked()
    monkeypatch.setattr("tenants.console.presenters.JobView.may_be_tried_again", True)
    answer = console.post(f"{LIST}{job.pk}/again/", follow=True)
    assert answer.status_code == 200
    assert "goes on where it stopped" not in answer.content.decode()


def test_one_that_waits_is_stopped(console: Client, asked: Callable[..., Job]) -> None:
    job = asked()
    console.post(f"{LIST}{job.pk}/stop/")
    assert changed(job).state == State.CANCELLED
    console.post(f"{LIST}{job.pk}/stop/")
    assert changed(job).state == State.CANCELLED


def test_one_of_another_version_is_shown_by_its_bare_name(
    console: Client, asked: Callable[..., Job]
) -> None:
    job = changed(asked(), kind="of-tomorrow", state=State.RUNNING, step="new")
    assert "of-tomorrow" in page(console, job)
    assert "of-tomorrow" in console.get(LIST).content.decode()


def test_the_list_finds_by_state_and_city(console: Client, asked: Callable[..., Job]) -> None:
    done, waits = asked(city="gdansk"), asked(city="gdynia")
    running.run(done.pk)

    def listed(query: str) -> set[str]:
        found = console.get(f"{LIST}{query}").context["jobs"]
        return {str(shown.job.pk) for shown in found}

    assert listed("") == {str(done.pk), str(waits.pk)}
    assert listed("?state=open") == {str(waits.pk)}
    assert listed("?state=done") == {str(done.pk)}
    assert listed("?city=gdynia") == {str(waits.pk)}
    assert listed("?state=failed") == set()
    assert listed("?state=nonsense") == {str(done.pk), str(waits.pk)}


def test_one_that_is_not_there_is_absent(console: Client) -> None:
    assert console.get(f"{LIST}{uuid4()}/").status_code == 404
    assert console.post(f"{LIST}{uuid4()}/stop/").status_code == 404
    assert console.post(f"{LIST}{uuid4()}/again/").status_code == 404


def test_the_list_takes_as_many_queries_for_many(
    console: Client,
    asked: Callable[..., Job],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(30):
        asked(city=f"city-{number}")
    console.get(LIST)
    with entered_platform(), django_assert_max_num_queries(8):
        console.get(LIST)


def test_its_city_is_called_by_its_name(console: Client, asked: Callable[..., Job]) -> None:
    shown = page(console, asked(city="gdynia"))
    assert '<span class="govuk-caption-l">Gdynia</span>' in shown
    assert "Gdynia" in console.get(LIST).content.decode()
    assert "gone-city" in page(console, asked(city="gone-city")), "one that was deleted since"


def test_what_went_wrong_is_said_in_the_language_of_the_page(
    console: Client, asked: Callable[..., Job]
) -> None:
    job = changed(
        asked(), state=State.FAILED, ended_at="2026-01-05T10:00Z", error="There is no city sopot."
    )
    polish = console.get(f"/pl/staff/jobs/{job.pk}/").content.decode()
    assert "Nie ma miasta sopot." in polish
    assert "słowami programu" not in polish
    job = changed(job, error="ValueError")
    polish = console.get(f"/pl/staff/jobs/{job.pk}/").content.decode()
    assert "ValueError" in polish
    assert "słowami programu" in polish


def test_the_stage_that_came_of_it_is_in_words(console: Client, asked: Callable[..., Job]) -> None:
    job = changed(asked(), result={"city": "sopot", "stage": "preparing"})
    assert "w przygotowaniu" in console.get(f"/pl/staff/jobs/{job.pk}/").content.decode()
