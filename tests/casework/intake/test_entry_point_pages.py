"""Entry points are added, changed and switched off on the screen."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from casework.intake import actions
from casework.intake.choices import CODE_LENGTH, CODE_LETTERS
from casework.intake.models import EntryPoint
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES, Role
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.casework.intake.reports import make_entry_point, make_report, phone
from tests.cast import Cast, browser_of, make_cast

LIST = "/pl/staff/entry-points/"


def form(**changes: str) -> dict[str, str]:
    return {
        "name_pl": "Plakat w szkole",
        "place": "Szkoła, hol",
        "audience": "children",
        "default_language": "uk",
        "submission": str(uuid4()),
        **changes,
    }


def page_of(point: EntryPoint, step: str = "") -> str:
    return f"{LIST}{point.pk}/{step}"


def verbs() -> list[str]:
    events = AuditEvent.objects.filter(object_type="intake.entrypoint").order_by("at")
    return list(events.values_list("verb", flat=True))


@pytest.fixture
def administrator(cast: Cast) -> Client:
    EntryPoint.objects.all().delete()
    return browser_of(cast.administrator)


def test_an_entry_point_is_added_once_with_a_code_of_its_own(administrator: Client) -> None:
    typed = form()
    for _ in range(2):
        assert administrator.post(f"{LIST}new/", typed)["Location"] == LIST
    point = EntryPoint.objects.get()
    assert re.fullmatch(f"[{CODE_LETTERS}]{{{CODE_LENGTH}}}", point.code)
    assert (str(point.name["pl"]), point.place, point.audience) == (
        "Plakat w szkole",
        "Szkoła, hol",
        "children",
    )
    assert (point.default_language, point.is_active, point.version) == ("uk", True, 1)
    assert verbs() == ["entry_point.added", "submission.repeated"]
    assert point.code in administrator.get(LIST).content.decode()
    assert phone().get(f"/q/{point.code}").status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"name_pl": ""},
        {"name_pl": "x" * 101},
        {"name_pl": "a\x00"},
        {"audience": "everything"},
        {"default_language": "xx"},
        {"place": "y" * 201},
    ],
)
def test_what_cannot_be_taken_is_shown_again(
    administrator: Client, changes: dict[str, str]
) -> None:
    page = administrator.post(f"{LIST}new/", form(**{"place": "Hol", **changes}))
    text = page.content.decode()
    assert page.status_code == 422 and re.search("<title>\\s*Błąd: ", text)
    assert changes.get("place", "Hol") in text
    assert not EntryPoint.objects.exists()


@pytest.mark.parametrize("submission", ["", "x", "\x00"])
def test_a_spoilt_id_adds_one_all_the_same(administrator: Client, submission: str) -> None:
    administrator.post(f"{LIST}new/", form(submission=submission))
    assert EntryPoint.objects.count() == 1


def test_an_entry_point_is_changed_and_keeps_its_code(administrator: Client) -> None:
    point = make_entry_point(is_sample=True, place="Parter")
    shown = administrator.get(page_of(point)).content.decode()
    assert 'value="Parter"' in shown and 'name="is_sample"' in shown
    sent = form(version="1", name_pl="Plakat", name_en="", place="Piętro")
    assert administrator.post(page_of(point), sent)["Location"] == LIST
    point.refresh_from_db()
    assert (point.code, point.place, point.is_sample, point.version) == (
        "HWP7K3", "Piętro", False, 2,
    )  # fmt: skip
    assert point.name == {"pl": "Plakat"}
    assert verbs() == ["entry_point.changed"]


def test_the_slower_of_two_sees_both_and_loses_nothing(administrator: Client, cast: Cast) -> None:
    point = make_entry_point(place="Parter")
    facts: Any = EntryPoint.objects.values("name", "audience", "default_language").get()
    actions.change_entry_point(
        pk=point.pk, version=1, by=cast.administrator, **facts, place="Biblioteka", is_sample=False
    )
    page = administrator.post(page_of(point), form(version="1", place="Sala"))
    text = page.content.decode()
    assert page.status_code == 422
    assert "Biblioteka" in text and 'value="Sala"' in text and 'name="version" value="2"' in text
    point.refresh_from_db()
    assert point.place == "Biblioteka"
    assert administrator.post(page_of(point), form(version="2", place="Sala")).status_code == 302


def test_a_stale_version_is_refused_by_the_action_itself(cast: Cast) -> None:
    point = make_entry_point()
    with pytest.raises(StaleObject):
        actions.change_entry_point(
            pk=point.pk, version=7, by=cast.administrator, name=point.name, place="",
            audience="everyone", default_language="pl", is_sample=False,
        )  # fmt: skip


def test_one_is_switched_off_and_on_again(administrator: Client) -> None:
    point = make_entry_point()
    for _ in range(2):
        page = administrator.post(page_of(point, "withdraw/"), follow=True)
        assert "Zdejmij jego plakaty" in page.content.decode()
    assert "nie jest już używany" in phone().get("/q/HWP7K3").content.decode()
    assert "Przywróć do użycia" in administrator.get(page_of(point)).content.decode()
    assert "donikąd nie prowadzi" in administrator.get(page_of(point, "poster/")).content.decode()
    administrator.post(page_of(point, "restore/"))
    assert phone().get("/q/HWP7K3").status_code == 302
    assert verbs() == ["entry_point.withdrawn", "submission.repeated", "entry_point.restored"]


def test_switching_off_while_somebody_edits_is_noticed(administrator: Client) -> None:
    point = make_entry_point()
    administrator.post(page_of(point, "withdraw/"))
    assert administrator.post(page_of(point), form(version="1")).status_code == 422


def test_reports_stay_when_their_entry_point_is_withdrawn(administrator: Client) -> None:
    point = make_entry_point()
    report = make_report(entry_point=point)
    administrator.post(page_of(point, "withdraw/"))
    report.refresh_from_db()
    assert report.entry_point == point


@pytest.mark.parametrize("step", ["withdraw/", "restore/"])
def test_a_link_switches_nothing(administrator: Client, step: str) -> None:
    assert administrator.get(page_of(make_entry_point(), step)).status_code == 405


@pytest.mark.parametrize("who", ["consultant", "coordinator", "supervisor", "stranger", "analyst"])
def test_only_administrators_change_them(cast: Cast, who: str) -> None:
    point, client = make_entry_point(), browser_of(getattr(cast, who))
    for path in (f"{LIST}new/", page_of(point)):
        assert client.get(path).status_code == client.post(path, form()).status_code == 404
    for step in ("withdraw/", "restore/"):
        assert client.post(page_of(point, step)).status_code == 404
    point.refresh_from_db()
    assert point.is_active and point.version == 1
    holders = {role for role, held in ROLES.items() if Permission.ENTRY_POINT_CHANGE in held}
    assert holders == {Role.CITY_ADMIN}


def test_who_may_only_look_has_no_buttons(cast: Cast) -> None:
    point = make_entry_point()
    text = browser_of(cast.consultant).get(LIST).content.decode()
    assert page_of(point, "poster/") in text
    assert f'href="{page_of(point)}"' not in text and f"{LIST}new/" not in text


@pytest.mark.parametrize("step", ["", "poster/"])
def test_what_is_not_there_is_404(administrator: Client, step: str) -> None:
    assert administrator.get(f"{LIST}{uuid4()}/{step}").status_code == 404


@pytest.mark.parametrize("step", ["withdraw/", "restore/"])
def test_what_is_not_there_is_not_switched(administrator: Client, step: str) -> None:
    assert administrator.post(f"{LIST}{uuid4()}/{step}").status_code == 404


def test_another_citys_entry_point_is_not_there(cast: Cast) -> None:
    point = make_entry_point()
    with entered("elblag"):
        client = browser_of(make_cast().administrator, "elblag")
        for path in (page_of(point), page_of(point, "poster/")):
            assert client.get(path).status_code == 404
        assert client.post(page_of(point, "withdraw/")).status_code == 404
    point.refresh_from_db()
    assert point.is_active


def test_the_forms_ask_little(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    point = make_entry_point()
    for path in (f"{LIST}new/", page_of(point)):
        administrator.get(path)
        with django_assert_max_num_queries(7):
            administrator.get(path)
