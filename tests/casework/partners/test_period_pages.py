"""Hours of a service for a set period, on screen: added, changed, removed, read by residents."""

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from casework.partners.models import Service
from casework.partners.periods import Period
from ostoja.audit.models import AuditEvent
from tests.casework.partners.builders import hours, make_service
from tests.casework.partners.pages import address, text
from tests.cast import Cast, browser_of

SUMMER = Period(date(2099, 7, 1), date(2099, 8, 31))
DAYS = {
    "first_day": "1",
    "first_month": "7",
    "first_year": "2099",
    "last_day": "31",
    "last_month": "8",
    "last_year": "2099",
}
CLOSED = {"is_closed": "on", "hours-MO": ""}


def typed(**answers: str) -> dict[str, str]:
    """What a browser sends for two summer months with hours on Mondays."""
    return {"version": "1", **DAYS, "hours-MO": "9:00–12:00", **answers}


def rows(service: Service) -> list[tuple[list[str], time, Period]]:
    found = service.schedules.order_by("valid_from", "opens_at")
    return [(one.by_day, one.opens_at, one.period) for one in found if one.period.is_set]


@pytest.fixture
def summer(service: Service) -> Service:
    """The service with other hours in summer."""
    hours(service, ["MO"], "09:00", "12:00", valid_from=SUMMER.first, valid_to=SUMMER.last)
    return service


class TestAdding:
    def post(self, browser: Client, service: Service, **answers: str) -> Any:
        return browser.post(address("period_new", service.pk), typed(**answers), follow=True)

    def test_the_record_leads_there(self, coordinator: Client, service: Service) -> None:
        record = text(coordinator.get(address("partner_staff", service.organisation.pk)))
        path = address("period_new", service.pk)
        assert f'href="{path}">Dodaj godziny w wyznaczonym czasie' in record
        content = text(coordinator.get(path))
        assert "W tych dniach te godziny obowiązują zamiast zwykłych." in content
        assert str(service.name) in content and 'name="version" value="1"' in content

    def test_what_hours_in_a_period_alone_mean_is_told(
        self, coordinator: Client, service: Service
    ) -> None:
        words = "W pozostałe dni mieszkańcy przeczytają, że nie znamy godzin."
        path = address("period_new", service.pk)
        assert words not in text(coordinator.get(path))
        service.schedules.all().delete()
        assert words in text(coordinator.get(path))
        service.always_open = True
        service.save()
        assert words not in text(coordinator.get(path))

    def test_hours_are_written_and_the_usual_ones_stay(
        self, coordinator: Client, service: Service
    ) -> None:
        response = self.post(coordinator, service, **{"hours-WE": "9–12"})
        content = text(response)
        assert response.status_code == 200 and "Zapisano." in content
        assert rows(service) == [(["MO", "WE"], time(9), SUMMER)]
        assert service.schedules.filter(valid_from=None).count() == 1
        assert "Inne godziny od 1 lipca 2099 do 31 sierpnia 2099:" in content
        assert "Poniedziałek, środa: 9:00–12:00" in content
        event = AuditEvent.objects.get(verb="service.period_written")
        assert event.subject_id == str(service.organisation.pk)

    def test_a_closed_time_needs_no_hours(self, coordinator: Client, service: Service) -> None:
        content = text(self.post(coordinator, service, **CLOSED))
        assert rows(service) == [([], time(), SUMMER)]
        assert "Inne godziny od 1 lipca 2099 do 31 sierpnia 2099:</strong><br>zamknięte" in content

    @pytest.mark.parametrize(
        ("left_out", "period"),
        [("first", Period(None, SUMMER.last)), ("last", Period(SUMMER.first))],
    )
    def test_one_end_may_be_open(
        self, coordinator: Client, service: Service, left_out: str, period: Period
    ) -> None:
        nothing = {f"{left_out}_{part}": "" for part in ("day", "month", "year")}
        assert self.post(coordinator, service, **nothing).status_code == 200
        assert rows(service) == [(["MO"], time(9), period)]

    def test_the_same_form_sent_twice_is_saved_once(
        self, coordinator: Client, service: Service
    ) -> None:
        for _ in range(2):
            assert self.post(coordinator, service).status_code == 200
        assert len(rows(service)) == 1
        service.refresh_from_db()
        assert service.version == 2

    @pytest.mark.parametrize(
        ("answers", "message"),
        [
            (dict.fromkeys(DAYS, ""), "Wpisz przynajmniej jeden z dwóch dni."),
            ({"last_year": "2098"}, "Ostatni dzień nie może być wcześniejszy niż pierwszy."),
            ({"first_year": "2019", "last_year": "2019"}, "Te dni już minęły."),
            ({"first_day": "31", "first_month": "6"}, "Wpisz datę, która istnieje"),
            ({"first_month": ""}, "Wpisz dzień, miesiąc i rok."),
            ({"last_year": "99"}, "Wpisz rok czterema cyframi"),
            ({"first_day": "1\x00"}, "Wpisz datę, która istnieje"),
            ({"hours-MO": ""}, "Wpisz godziny albo zaznacz"),
            ({"is_closed": "on"}, "Wpisz godziny albo zaznacz"),
            ({"hours-MO": "20–6"}, "Koniec musi być później niż początek."),
            ({"hours-MO": "x", "last_year": "2098"}, "Wpisz godziny tak: 8:00–15:30"),
            ({"hours-SU": "8\x00–12"}, "nie da się zapisać"),
        ],
        ids=repr,
    )
    def test_what_cannot_be_is_told_and_kept(
        self, coordinator: Client, service: Service, answers: dict[str, str], message: str
    ) -> None:
        response = self.post(coordinator, service, **answers)
        content = text(response)
        assert response.status_code == 422 and "govuk-error-summary" in content
        assert message.lower() in content.lower()
        for name, value in answers.items():
            if value.isalnum() and value != "on":
                assert f'name="{name}" value="{value}"' in content
        assert rows(service) == []

    @pytest.mark.parametrize(
        "days",
        [
            {},
            {"first_day": "31", "first_month": "8", "last_day": "30", "last_month": "9"},
            {"first_day": "", "first_month": "", "first_year": ""},
        ],
        ids=["the same", "one day", "open"],
    )
    def test_days_that_have_other_hours_are_refused(
        self, coordinator: Client, summer: Service, days: dict[str, str]
    ) -> None:
        response = self.post(coordinator, summer, **days, **{"hours-MO": "7–8"})
        assert response.status_code == 422
        assert "są już wpisane inne godziny: od 1 lipca 2099 do 31 sierpnia 2099" in text(response)
        assert rows(summer) == [(["MO"], time(9), SUMMER)]

    def test_hours_over_midnight_go_on_the_next_day(
        self, coordinator: Client, service: Service
    ) -> None:
        answers = {"hours-MO": "20:00–24:00", "hours-TU": "0:00–6:00"}
        assert "20:00–24:00" in text(self.post(coordinator, service, **answers))
        assert [days for days, _opens, _period in rows(service)] == [["TU"], ["MO"]]


class TestChanging:
    def path(self, service: Service, period: Period = SUMMER) -> str:
        return address("period_edit", service.pk, period)

    def test_the_form_shows_it_as_it_is(self, coordinator: Client, summer: Service) -> None:
        record = text(coordinator.get(address("partner_staff", summer.organisation.pk)))
        assert "Zmień godziny od 1 lipca 2099 do 31 sierpnia 2099" in record
        content = text(coordinator.get(self.path(summer)))
        for value in ("9:00–12:00", "31", "2099"):
            assert f'value="{value}"' in content
        assert "checked" not in content and "Usuń" in content

    def test_a_closed_time_is_ticked(self, coordinator: Client, service: Service) -> None:
        hours(service, [], "00:00", "23:59", valid_from=SUMMER.first, valid_to=SUMMER.last)
        content = text(coordinator.get(self.path(service)))
        assert 'name="is_closed"' in content and "checked" in content
        assert 'value="0:00–24:00"' not in content

    def test_days_and_hours_are_changed(self, coordinator: Client, summer: Service) -> None:
        answers = typed(last_month="7", **{"hours-MO": "", "hours-FR": "10–11"})
        assert coordinator.post(self.path(summer), answers).status_code == 302
        july = Period(SUMMER.first, date(2099, 7, 31))
        assert rows(summer) == [(["FR"], time(10), july)]
        assert coordinator.get(self.path(summer)).status_code == 404
        assert coordinator.get(self.path(summer, july)).status_code == 200

    def test_the_usual_hours_do_not_change(self, coordinator: Client, summer: Service) -> None:
        usual = summer.schedules.get(valid_from=None)
        coordinator.post(self.path(summer), typed(**CLOSED))
        assert summer.schedules.get(valid_from=None) == usual

    def test_the_same_change_sent_twice_is_no_conflict(
        self, coordinator: Client, summer: Service
    ) -> None:
        answers = typed(last_month="7", last_day="31")
        for _ in range(2):
            assert coordinator.post(self.path(summer), answers).status_code == 302
        assert len(rows(summer)) == 1

    def test_one_moved_onto_its_like(self, coordinator: Client, summer: Service) -> None:
        october = Period(date(2099, 10, 1), date(2099, 10, 31))
        hours(summer, ["MO"], "09:00", "12:00", valid_from=october.first, valid_to=october.last)
        moved = typed(first_month="10", last_month="10")
        assert coordinator.post(self.path(summer), moved).status_code == 302
        assert rows(summer) == [(["MO"], time(9), october)]

    def test_two_people_at_once(self, coordinator: Client, summer: Service) -> None:
        first = typed(**{"hours-MO": "9–10"})
        assert coordinator.post(self.path(summer), first).status_code == 302
        second = typed(**{"hours-MO": "9–11"})
        response = coordinator.post(self.path(summer), second)
        content = text(response)
        assert response.status_code == 422 and "Ktoś zmienił to w międzyczasie." in content
        assert "Poniedziałek 9:00–10:00" in content and 'value="9–11"' in content
        assert 'name="version" value="2"' in content
        assert coordinator.post(self.path(summer), {**second, "version": "2"}).status_code == 302
        assert summer.schedules.get(valid_from=SUMMER.first).closes_at == time(11)

    def test_what_was_typed_over_a_period_that_is_gone_is_kept(
        self, coordinator: Client, summer: Service
    ) -> None:
        gone = coordinator.post(address("period_remove", summer.pk, SUMMER), {"version": "1"})
        assert gone.status_code == 302 and rows(summer) == []
        answers = typed(**{"hours-MO": "9–11"})
        response = coordinator.post(self.path(summer), answers)
        content = text(response)
        assert response.status_code == 422 and 'value="9–11"' in content
        assert "Godziny w wyznaczonym czasie" in content
        assert coordinator.post(self.path(summer), {**answers, "version": "2"}).status_code == 302
        assert len(rows(summer)) == 1

    def test_it_may_not_grow_into_another(self, coordinator: Client, summer: Service) -> None:
        hours(summer, ["MO"], "08:00", "09:00", valid_from=date(2099, 9, 1))
        answers = typed(last_day="1", last_month="9")
        response = coordinator.post(self.path(summer), answers)
        assert response.status_code == 422 and "od 1 września 2099" in text(response)

    @pytest.mark.parametrize("days", ["--", "2099-02-30--", "x--y", "2099-08-01--2099-07-01"])
    def test_an_address_that_is_no_period(
        self, coordinator: Client, summer: Service, days: str
    ) -> None:
        path = self.path(summer).replace("2099-07-01--2099-08-31", days)
        assert coordinator.get(path).status_code == 404
        assert coordinator.post(path, typed()).status_code == 404


class TestRemoving:
    def test_the_usual_hours_hold_again(self, coordinator: Client, summer: Service) -> None:
        path = address("period_remove", summer.pk, SUMMER)
        assert coordinator.get(path).status_code == 302 and rows(summer)
        content = text(coordinator.post(path, {"version": "1"}, follow=True))
        assert "Usunięto." in content and "Inne godziny" not in content
        assert rows(summer) == [] and summer.schedules.count() == 1
        assert AuditEvent.objects.filter(verb="service.period_removed").count() == 1

    def test_what_somebody_has_just_changed_stays(
        self, coordinator: Client, summer: Service
    ) -> None:
        path = address("period_remove", summer.pk, SUMMER)
        content = text(coordinator.post(path, {"version": "7"}, follow=True))
        assert "Spójrz jeszcze raz i zdecyduj." in content and rows(summer)


class TestOddAddresses:
    def test_a_service_that_is_not_there(self, coordinator: Client) -> None:
        assert coordinator.get(address("period_new", uuid4())).status_code == 404
        assert coordinator.post(address("period_new", uuid4()), typed()).status_code == 404

    def test_queries_do_not_grow_with_periods(
        self, coordinator: Client, summer: Service, django_assert_max_num_queries: Any
    ) -> None:
        for year in range(2100, 2110):
            days = {"valid_from": date(year, 1, 1), "valid_to": date(year, 1, 2)}
            hours(summer, ["MO"], "08:00", "09:00", **days)
        with django_assert_max_num_queries(8):
            coordinator.get(address("period_edit", summer.pk, SUMMER))
        with django_assert_max_num_queries(18):
            coordinator.get(address("partner_staff", summer.organisation.pk))


class TestWhatResidentsRead:
    WORDS = {
        "pl": ("Inne godziny od 1 lipca 2099", "zamknięte"),
        "en": ("Other hours from 1 July 2099", "closed"),
        "de": ("Andere Zeiten vom 1. Juli 2099", "geschlossen"),
        "uk": ("Інші години від 1 липня 2099", "зачинено"),
    }

    @pytest.mark.parametrize("language", WORDS)
    def test_in_their_own_language(self, cast: Cast, language: str) -> None:
        cast.partner.agreement_state = "signatory"
        cast.partner.save()
        service = make_service(cast.partner)
        hours(service, [], "00:00", "23:59", valid_from=SUMMER.first, valid_to=SUMMER.last)
        content = text(browser_of(None).get(f"/{language}/partners/partner/"))
        for words in self.WORDS[language]:
            assert words in content
