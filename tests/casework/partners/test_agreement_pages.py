"""The way to the agreement and out of it, one step after another, as the table draws it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casework.partners import directory, workflow
from casework.partners.choices import AgreementState
from casework.partners.models import Organisation
from ostoja.audit.models import AuditEvent
from tests.casework.partners.builders import make_service
from tests.casework.partners.pages import address, text
from tests.cast import Cast

DAY = {"day_day": "22", "day_month": "11", "day_year": "2019"}
STEPS = list(workflow.rows())
REFUSED = [
    (now, wanted)
    for now in AgreementState
    for wanted in AgreementState
    if wanted not in workflow.AGREEMENT[now] and wanted != now
]


@pytest.fixture
def body(cast: Cast) -> Organisation:
    return cast.partner


def state_of(body: Organisation) -> str:
    body.refresh_from_db()
    return body.agreement_state


def put(body: Organisation, state: str) -> None:
    Organisation.objects.filter(pk=body.pk).update(agreement_state=state)


def post(browser: Client, body: Organisation, **answers: str) -> Any:
    given = {"version": "1", **answers}
    return browser.post(address("partner_agreement", body.pk), given, follow=True)


@pytest.mark.parametrize(("now", "wanted", "transition"), STEPS, ids=lambda one: str(one)[:30])
class TestEachStep:
    def test_it_is_offered_and_made(
        self,
        coordinator: Client,
        body: Organisation,
        now: AgreementState,
        wanted: AgreementState,
        transition: workflow.Transition,
    ) -> None:
        put(body, now)
        content = text(coordinator.get(address("partner_agreement", body.pk)))
        assert f'value="{wanted}"' in content
        response = post(coordinator, body, state=wanted, **DAY)
        assert response.status_code == 200
        assert f"Stan porozumienia: {wanted.label}." in text(response)
        assert state_of(body) == wanted
        event = AuditEvent.objects.get(verb="partner.agreement_changed")
        assert event.details == {"before": now.value, "after": wanted.value}

    def test_its_day_is_asked_for_where_the_table_says(
        self,
        coordinator: Client,
        body: Organisation,
        now: AgreementState,
        wanted: AgreementState,
        transition: workflow.Transition,
    ) -> None:
        put(body, now)
        response = post(coordinator, body, state=wanted)
        assert (response.status_code == 422) is transition.needs_date
        assert state_of(body) == (now if transition.needs_date else wanted)


@pytest.mark.parametrize(("now", "wanted"), REFUSED)
def test_a_step_that_the_table_does_not_hold_is_refused(
    coordinator: Client, body: Organisation, now: AgreementState, wanted: AgreementState
) -> None:
    put(body, now)
    response = post(coordinator, body, state=wanted, **DAY)
    assert response.status_code == 422 and 'value="2019"' in text(response)
    assert state_of(body) == now


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ({"day_day": "31", "day_month": "2"}, "Wpisz datę, która istnieje"),
        ({"day_day": ""}, "Wpisz dzień, miesiąc i rok."),
        ({"day_day": "x"}, "Wpisz datę, która istnieje"),
        ({"day_year": "19"}, "Wpisz rok czterema cyframi"),
        ({"day_year": "2099"}, "Ten dzień jeszcze nie nadszedł."),
    ],
    ids=str,
)
def test_a_day_that_cannot_be_is_told_and_kept(
    coordinator: Client, body: Organisation, day: dict[str, str], message: str
) -> None:
    put(body, AgreementState.JOINING)
    response = post(coordinator, body, state="signatory", **{**DAY, **day})
    content = text(response)
    assert response.status_code == 422 and message in content
    assert content.count("Wpisz dzień, w którym to się stało.") == 0
    assert state_of(body) == "joining"


def test_today_has_come(coordinator: Client, body: Organisation) -> None:
    put(body, AgreementState.JOINING)
    for days, code in ((1, 422), (0, 200)):
        day = timezone.localdate() + timedelta(days=days)
        parts = {f"day_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
        assert post(coordinator, body, state="signatory", **parts).status_code == code
    assert state_of(body) == "signatory"


def test_the_day_is_shown_beside_the_state(coordinator: Client, body: Organisation) -> None:
    put(body, AgreementState.JOINING)
    post(coordinator, body, state="signatory", **DAY)
    body.refresh_from_db()
    assert body.agreement_date == date(2019, 11, 22)
    for name in ("partner_agreement", "partner_staff"):
        assert "22 listopada 2019" in text(coordinator.get(address(name, body.pk)))


def test_residents_see_a_body_from_signing_to_leaving(
    coordinator: Client, body: Organisation
) -> None:
    make_service(body)
    Organisation.objects.filter(pk=body.pk).update(roles=["partner"])
    seen = []
    for version, state in enumerate(("invited", "joining", "signatory", "left"), start=1):
        post(coordinator, body, state=state, version=str(version), **DAY)
        seen.append(directory.is_listed(body))
    assert seen == [False, False, True, False]


def test_someone_who_was_overtaken_sees_the_new_steps(
    coordinator: Client, body: Organisation
) -> None:
    assert post(coordinator, body, state="joining").status_code == 200
    response = post(coordinator, body, state="invited", **DAY)
    content = text(response)
    assert response.status_code == 422 and 'value="signatory"' in content
    assert 'value="invited"' not in content and 'value="2019"' in content
    assert state_of(body) == "joining"
