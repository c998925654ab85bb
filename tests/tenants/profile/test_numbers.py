"""The city's telephone numbers: mended, confirmed, never half seen."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tenants.profile import actions
from tenants.profile.forms import NumberForm, Seen
from tenants.profile.models import PhoneNumber
from tests.accessibility.statement.making import everywhere
from tests.cast import Cast, browser_of

ROOM = "/pl/staff/city/numbers/"
NOBODY = UUID(int=1)
TEXTS = {"label_pl": "Ośrodek", "hours_pl": "Całą dobę", "purpose_pl": "Rozmowa"}


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return browser_of(cast.administrator)


def number(which: str = "112") -> PhoneNumber:
    return PhoneNumber.objects.get(number=which)


def seen() -> dict[UUID, int]:
    return dict(PhoneNumber.objects.values_list("pk", "version"))


def as_sent(numbers: dict[UUID, int]) -> dict[str, list[str]]:
    return {"number": [f"{pk}:{version}" for pk, version in numbers.items()]}


def form(display: str = "58 511 01 21", **more: Any) -> dict[str, Any]:
    return {"display": display, "submission": str(uuid4()), **TEXTS, **more}


def facts(which: str) -> dict[str, Any]:
    texts = {name: everywhere(name) for name in ("label", "purpose", "hours")}
    return {"number": which, "display": which, **texts}


class TestConfirming:
    def test_all_get_the_day_and_one_row_of_the_audit(self, administrator: Client) -> None:
        assert "niepotwierdzony" in administrator.get(ROOM).content.decode()
        text = administrator.post(f"{ROOM}confirm/", as_sent(seen()), follow=True).content.decode()
        assert "Potwierdzono z dzisiejszą datą" in text and "niepotwierdzony" not in text
        days = set(PhoneNumber.objects.values_list("confirmed_on", flat=True))
        assert days == {timezone.localdate()}
        assert AuditEvent.objects.get(verb="phone_numbers.confirmed").details["count"] == len(
            seen()
        )

    def test_a_number_changed_or_added_meanwhile_is_not_confirmed_unseen(
        self, cast: Cast, administrator: Client
    ) -> None:
        before = as_sent(seen())
        actions.add_number(submission=uuid4(), by=cast.administrator, **facts("+48581112233"))
        text = administrator.post(f"{ROOM}confirm/", before, follow=True).content.decode()
        assert "zmienił numery" in text
        before = as_sent(seen())
        one = number()
        actions.change_number(pk=one.pk, version=1, by=cast.administrator, **facts("112"))
        administrator.post(f"{ROOM}confirm/", before)
        assert not PhoneNumber.objects.exclude(confirmed_on=None).exists()

    @pytest.mark.parametrize("spoilt", ["", "x", "x:1", f"{NOBODY}:y", f"{NOBODY}:1", "\x00:1"])
    def test_what_is_spoilt_counts_as_not_seen(self, administrator: Client, spoilt: str) -> None:
        answer = administrator.post(f"{ROOM}confirm/", {"number": [spoilt]})
        assert answer.status_code == 302
        assert not PhoneNumber.objects.exclude(confirmed_on=None).exists()

    def test_each_change_takes_it_back(self, cast: Cast) -> None:
        actions.confirm_numbers(seen=seen(), by=cast.administrator)
        changed = actions.change_number(
            pk=number().pk, version=1, by=cast.administrator, **facts("112")
        )
        assert changed.confirmed_on is None
        assert number("116111").confirmed_on is not None

    def test_the_ids_are_read_as_they_were_written(self) -> None:
        pk = uuid4()
        assert Seen.read([f"{pk}:3"]) == {pk: 3}


class TestForm:
    def test_a_number_is_added_after_the_citys_own_and_shown_everywhere(
        self, administrator: Client
    ) -> None:
        administrator.post(f"{ROOM}new/", form())
        row = number("+48585110121")
        assert (row.display, row.confirmed_on, row.position) == ("58 511 01 21", None, 0)
        footer = Client(HTTP_HOST="gdansk.localhost").get("/pl/").content.decode()
        assert "58 511 01 21" in footer.partition("<footer")[2]
        administrator.post(f"{ROOM}new/", form("58 511 01 22"))
        assert number("+48585110122").position == 1

    def test_sent_twice_it_is_there_once(self, administrator: Client) -> None:
        twice = form()
        for _ in range(2):
            assert administrator.post(f"{ROOM}new/", twice).status_code == 302
        assert PhoneNumber.objects.filter(number="+48585110121").count() == 1

    @pytest.mark.parametrize(
        ("display", "dialled"),
        [
            ("58 511 01 21", "+48585110121"),
            ("585-110-121", "+48585110121"),
            ("(58) 511.01.21", "+48585110121"),
            ("+48 58 511 01 21", "+48585110121"),
            ("+49 30 1234567", "+49301234567"),
            ("986", "986"),
            ("116\u00a0111 ", "116111"),
        ],
    )
    def test_it_is_dialled_as_it_is_written(self, gdansk: None, display: str, dialled: str) -> None:
        sent = NumberForm(form(display))
        assert sent.is_valid() and sent.facts()["number"] == dialled

    @pytest.mark.parametrize(
        "display",
        ["", "12", "58 511 01", "58 511 01 211", "telefon", "58 511 01 21 w. 3", "+1", "٥٨٥١١٠١٢١"],
    )
    def test_what_no_telephone_dials_is_refused_and_stays(
        self, administrator: Client, display: str
    ) -> None:
        before = seen()
        page = administrator.post(f"{ROOM}new/", form(display))
        text = page.content.decode()
        assert page.status_code == 422 and "Błąd:" in text and "Ośrodek" in text
        assert seen() == before

    @pytest.mark.parametrize("path", ["new/", "edit"])
    def test_a_number_that_is_there_is_not_added_again(
        self, administrator: Client, path: str
    ) -> None:
        one = number("116111")
        path = f"{one.pk}/" if path == "edit" else path
        page = administrator.post(f"{ROOM}{path}", form("112", version="1"))
        assert page.status_code == 422 and "już na liście" in page.content.decode()
        assert number("116111").version == 1

    def test_the_second_of_two_sees_what_the_first_wrote(
        self, cast: Cast, administrator: Client
    ) -> None:
        one = number()
        actions.change_number(pk=one.pk, version=1, by=cast.administrator, **facts("112"))
        page = administrator.post(f"{ROOM}{one.pk}/", form("112", version="1"))
        text = page.content.decode()
        assert page.status_code == 422 and "label (pl)" in text and "Ośrodek" in text
        again = administrator.post(f"{ROOM}{one.pk}/", form("112", version="2"))
        assert again.status_code == 302 and number().label["pl"] == "Ośrodek"

    def test_saving_what_is_there_changes_nothing(self, cast: Cast, administrator: Client) -> None:
        actions.confirm_numbers(seen=seen(), by=cast.administrator)
        sent = {name: value or "" for name, value in NumberForm.values_of(number()).items()}
        assert administrator.post(f"{ROOM}{number().pk}/", sent).status_code == 302
        assert number().confirmed_on is not None


class TestRemoving:
    def test_it_goes_and_the_countrys_numbers_are_shown_all_the_same(
        self, administrator: Client
    ) -> None:
        one = number()
        administrator.post(f"{ROOM}{one.pk}/remove/", {"version": "1"})
        assert not PhoneNumber.objects.filter(pk=one.pk).exists()
        page = Client(HTTP_HOST="gdansk.localhost").get("/pl/").content.decode()
        assert 'href="tel:112"' in page
        assert administrator.post(f"{ROOM}{one.pk}/remove/").status_code == 404

    def test_one_that_somebody_mended_stays(self, cast: Cast, administrator: Client) -> None:
        one = number()
        actions.change_number(pk=one.pk, version=1, by=cast.administrator, **facts("112"))
        administrator.post(f"{ROOM}{one.pk}/remove/", {"version": "1"})
        assert number().version == 2
        with pytest.raises(StaleObject):
            actions.remove_number(pk=one.pk, version=1, by=cast.administrator)


@pytest.mark.parametrize("person", ["consultant", "officer", "analyst"])
def test_others_do_not_know_the_pages(cast: Cast, person: str) -> None:
    browser = browser_of(getattr(cast, person))
    for path in ("", "new/", f"{number().pk}/"):
        assert browser.get(ROOM + path).status_code == 404


def test_the_list_asks_little(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    administrator.get(ROOM)
    with django_assert_max_num_queries(6):
        administrator.get(ROOM)
