"""A consent says who may learn what until when; it can be taken back at any time."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.cases.actions import close_case, withdraw_consent
from casework.cases.consents import holding
from casework.cases.models import Case, Consent
from casework.cases.refusal import NotAllowed
from ostoja.audit.models import AuditEvent
from tests.casework.cases.consenting import consented, form, on
from tests.casework.cases.situations import make_case, url
from tests.cast import Cast, browser_of

DAY = timedelta(days=1)


@pytest.fixture
def case(cast: Cast) -> Case:
    cast.partner.agreement_state = "signatory"
    cast.partner.save()
    return make_case(cast)


def today() -> Any:
    return timezone.localdate()


def test_it_is_recorded_with_everything_that_proves_it(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.consultant)
    sent = form(cast, data=["basics", "person"], **on("expires_on", today() + 30 * DAY))
    page = browser.post(url("consent_new", case.pk), sent, follow=True).content.decode()
    consent = Consent.objects.get()
    assert list(consent.receivers.all()) == [cast.partner]
    assert (consent.purpose, consent.data) == ("Miejsce w hostelu.", ["basics", "person"])
    assert (consent.given_on, consent.expires_on) == (today(), today() + 30 * DAY)
    assert (consent.given_by, consent.way) == ("person", "writing")
    assert consent.recorded_by == cast.consultant and consent.holds
    assert "Miejsce w hostelu." in page and cast.partner.name in page
    event = AuditEvent.objects.get(verb="consent.recorded")
    assert event.subject_id == str(case.pk) and "hostelu" not in str(event.details)


def test_sent_twice_it_is_one(cast: Cast, case: Case) -> None:
    sent = form(cast)
    for _ in range(2):
        assert (
            browser_of(cast.consultant).post(url("consent_new", case.pk), sent).status_code == 302
        )
    assert Consent.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": " "},
        {"purpose": "\x00"},
        {"receivers": []},
        {"receivers": [str(uuid4())]},
        {"receivers": ["x"]},
        {"data": []},
        {"data": ["everything"]},
        {"given_by": "nobody"},
        {"way": ""},
        {"given_on_day": "31", "given_on_month": "2"},
        {"given_on_year": "2999"},
        {"expires_on_day": "1", "expires_on_month": "1", "expires_on_year": "2001"},
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    cast: Cast, case: Case, wrong: dict[str, Any]
) -> None:
    answer = browser_of(cast.consultant).post(url("consent_new", case.pk), form(cast, **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422 and "govuk-error-summary" in page
    assert "purpose" in wrong or "Miejsce w hostelu." in page
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"receivers": []},
        {"data": []},
        {"data": ["everything"]},
        {"given_on": lambda: today() + DAY},
        {"expires_on": lambda: today() - DAY},
    ],
)
def test_the_action_refuses_it_too(cast: Cast, case: Case, wrong: dict[str, Any]) -> None:
    asked = {name: value() if callable(value) else value for name, value in wrong.items()}
    with pytest.raises(NotAllowed):
        consented(cast, case, **asked)


def test_the_database_holds_that_it_ends_after_it_was_given(cast: Cast, case: Case) -> None:
    consent = consented(cast, case)
    with pytest.raises(IntegrityError, match="consent_expires"), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(expires_on=today() - DAY)


def test_purpose_lies_encrypted(cast: Cast, case: Case) -> None:
    from django.db import connection

    consented(cast, case)
    with connection.cursor() as cursor:
        cursor.execute("select to_jsonb(c)::text from cases_consent c")
        assert "hostelu" not in cursor.fetchone()[0]


@pytest.mark.parametrize(("last", "holds"), [(DAY, True), (0 * DAY, True), (None, True)])
def test_its_last_day_still_counts(
    cast: Cast, case: Case, last: timedelta | None, holds: bool
) -> None:
    consent = consented(cast, case, expires_on=None if last is None else today() + last)
    assert consent.holds is holds and list(holding(case)) == [consent]


def test_after_its_last_day_it_counts_no_more(cast: Cast, case: Case) -> None:
    consent = consented(cast, case, given_on=today() - 9 * DAY, expires_on=today() - DAY)
    assert not consent.holds and not holding(case).exists()
    page = browser_of(cast.consultant).get(url("case", case.pk)).content.decode()
    assert "its time is over" in page


def test_it_is_taken_back_once_and_stays_in_the_history(cast: Cast, case: Case) -> None:
    consent = consented(cast, case)
    address, browser = url("consent_withdraw", case.pk, consent.pk), browser_of(cast.consultant)
    assert "Nothing rests on it now." in browser.get(address).content.decode()
    browser.post(address)
    page = browser.post(address, follow=True).content.decode()
    after = Consent.objects.get()
    assert after.withdrawn_at and after.withdrawn_by == cast.consultant and not after.holds
    assert "Consent withdrawn" in page and "Consent recorded" in page
    assert AuditEvent.objects.filter(verb="consent.withdrawn").count() == 1
    assert browser.get(address).status_code == 302


@pytest.mark.parametrize("person", ["partner_worker", "stranger", "analyst", "administrator"])
def test_only_those_who_share_the_case_see_and_record_consents(
    cast: Cast, case: Case, person: str
) -> None:
    consent, browser = consented(cast, case), browser_of(getattr(cast, person))
    addresses = (url("consent_new", case.pk), url("consent_withdraw", case.pk, consent.pk))
    for address in addresses:
        assert browser.get(address).status_code == browser.post(address).status_code == 404
    assert Consent.objects.get().withdrawn_at is None


def test_the_consent_of_another_case_is_not_found(cast: Cast, case: Case) -> None:
    other = consented(cast, make_case(cast))
    browser = browser_of(cast.consultant)
    assert browser.post(url("consent_withdraw", case.pk, other.pk)).status_code == 404


def test_into_a_closed_case_nothing_is_recorded(cast: Cast, case: Case) -> None:
    close_case(
        case=case,
        version=case.version,
        submission=uuid4(),
        answers={one.pk: "met" for one in case.needs.all()},
        how_it_ended="Koniec.",
        group=cast.centre.group,
        by=cast.consultant,
    )
    browser = browser_of(cast.consultant)
    assert browser.get(url("consent_new", case.pk)).status_code == 302
    assert browser.post(url("consent_new", case.pk), form(cast)).status_code == 422
    assert not Consent.objects.exists()


def test_a_consent_can_be_taken_back_in_a_closed_case(cast: Cast, case: Case) -> None:
    consent = consented(cast, case)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=timezone.now())
    assert not withdraw_consent(consent=consent, by=cast.consultant).holds
