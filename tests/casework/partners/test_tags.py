"""Tags and small words of the templates: what they show, and that nothing typed becomes markup."""

from datetime import date, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import override

from casework.partners.choices import AgreementState, PhoneKind, ServiceStatus
from casework.partners.freshness import AGEING_UNTIL
from casework.partners.models import Phone, Service
from casework.partners.models.rules import FRESH_FOR
from casework.partners.periods import Period
from casework.partners.templatetags import partners as tags
from tests.casework.partners.builders import hours, make_service, signatory, warsaw

MONDAY = warsaw(2026, 11, 23, 12)
SCRIPT = "<script>alert(1)</script>"


def shown(template: str, **context: object) -> str:
    return Template("{% load partners %}" + template).render(Context(context)).strip()


@pytest.fixture
def service(gdansk: None) -> Service:
    return make_service(signatory("body"))


class TestFacts:
    def test_a_row_has_its_key_and_what_is_known(self) -> None:
        row = shown('{% fact "Key" %}value{% endfact %}')
        assert row.startswith('<div class="govuk-summary-list__row">')
        assert ">Key</dt>" in row and ">value</dd>" in row

    @pytest.mark.parametrize("nothing", ["", "  ", "\n\n", "{{ absent }}"])
    def test_where_nothing_is_known_there_is_no_row(self, nothing: str) -> None:
        assert shown('{% fact "Key" %}' + nothing + "{% endfact %}") == ""

    def test_what_was_typed_is_text(self) -> None:
        row = shown("{% fact key %}{{ value }}{% endfact %}", key=SCRIPT, value=SCRIPT)
        assert "<script>" not in row and row.count("&lt;script&gt;") == 2


class TestOpening:
    @pytest.mark.parametrize(
        ("day", "colour", "words"),
        [
            ("MO", "green", "Teraz otwarte do 16:00"),
            ("TU", "grey", "Zamknięte. Otwarcie jutro o 8:00"),
        ],
    )
    def test_it_is_green_while_somebody_is_there(
        self, service: Service, day: str, colour: str, words: str
    ) -> None:
        hours(service, [day], "08:00", "16:00")
        with override("pl"):
            tag = tags.open_now(service, MONDAY)
        assert f"govuk-tag--{colour}" in tag and words in tag

    def test_unknown_hours_are_yellow(self, service: Service) -> None:
        with override("pl"):
            tag = tags.open_now(service, MONDAY)
        assert "govuk-tag--yellow" in tag and "Najpierw zadzwoń." in tag

    @pytest.mark.parametrize(
        "status", [one for one in ServiceStatus if one != ServiceStatus.ACTIVE]
    )
    def test_what_is_not_offered_is_grey(self, service: Service, status: str) -> None:
        service.always_open, service.status = True, status
        with override("pl"):
            tag = tags.open_now(service, MONDAY)
        assert "govuk-tag--grey" in tag and "Na razie zamknięte" in tag


class TestNumbers:
    def link(self, kind: PhoneKind, display: str = "58 511 01 21") -> str:
        with override("pl"):
            return tags.number_link(Phone(number="+48585110121", display=display, kind=kind))

    def test_a_tap_calls_or_writes(self) -> None:
        assert 'href="tel:+48585110121"' in self.link(PhoneKind.VOICE)
        assert 'href="sms:+48585110121"' in self.link(PhoneKind.SMS)
        assert "SMS 58 511 01 21" in self.link(PhoneKind.SMS)

    def test_a_fax_is_only_told(self) -> None:
        assert self.link(PhoneKind.FAX) == "faks 58 511 01 21"

    @pytest.mark.parametrize("kind", PhoneKind)
    def test_what_was_typed_is_text(self, kind: PhoneKind) -> None:
        assert "<script>" not in self.link(kind, SCRIPT)


class TestFreshness:
    @pytest.mark.parametrize(
        ("days", "colour"),
        [
            (0, "green"),
            (FRESH_FOR, "green"),
            (FRESH_FOR + 1, "yellow"),
            (AGEING_UNTIL, "yellow"),
            (AGEING_UNTIL + 1, "orange"),
        ],
    )
    def test_it_ages(self, days: int, colour: str) -> None:
        checked_on = timezone.localdate() - timedelta(days=days)
        assert f"govuk-tag--{colour}" in tags.freshness_tag(checked_on)

    def test_never_checked_is_grey(self) -> None:
        assert "govuk-tag--grey" in tags.freshness_tag(None)


class TestAgreement:
    def test_each_state_has_a_colour_of_its_own(self) -> None:
        shown_tags = {tags.agreement_tag(state) for state in AgreementState}
        assert len(shown_tags) == len(AgreementState) == len(set(tags.AGREEMENT_COLOURS.values()))


class TestWeeks:
    def week(self, service: Service) -> str:
        template = '{% include "partners/includes/week.html" with lines=service|week %}'
        with override("pl"):
            return shown(template, service=service)

    def test_usual_hours_stand_alone(self, service: Service) -> None:
        hours(service, ["MO", "TU"], "08:00", "16:00")
        hours(service, ["SA"], "09:00", "12:00")
        assert self.week(service) == "Poniedziałek, wtorek: 8:00–16:00<br>Sobota: 9:00–12:00"

    def test_a_set_period_is_named_once(self, service: Service) -> None:
        days = {"valid_from": date(2099, 7, 1), "valid_to": date(2099, 8, 31)}
        hours(service, ["MO"], "08:00", "16:00", **days)
        hours(service, ["SA"], "09:00", "12:00", **days)
        week = self.week(service)
        assert week.count("Inne godziny od 1 lipca 2099 do 31 sierpnia 2099:") == 1
        assert week.endswith("Poniedziałek: 8:00–16:00<br>Sobota: 9:00–12:00")

    def test_each_period_has_its_name(self, service: Service) -> None:
        hours(service, [], "00:00", "23:59", valid_to=date(2099, 1, 1))
        hours(service, ["MO"], "08:00", "16:00", valid_from=date(2099, 7, 1))
        week = self.week(service)
        assert "do 1 stycznia 2099:</strong><br>zamknięte<br>" in week
        assert "od 1 lipca 2099:</strong><br>Poniedziałek: 8:00–16:00" in week

    def test_no_hours_are_no_words(self, service: Service) -> None:
        assert self.week(service) == ""

    def test_periods_to_change_also_those_that_are_over(self, service: Service) -> None:
        hours(service, ["MO"], "08:00", "16:00")
        hours(service, ["MO"], "08:00", "16:00", valid_to=date(2019, 1, 1))
        assert tags.periods(service) == [Period(None, date(2019, 1, 1))]
